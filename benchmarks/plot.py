"""Plots as SVG, written by hand: the same figures give the same bytes, and a line needs no library of 30 MB."""

from collections.abc import Iterable, Sequence
from html import escape

COLOURS = ("#1f6f8b", "#d1495b", "#99a8b2")
_WIDTH = 680
_LEFT = 190
"""Horizontal position, in pixels, at which the labels end and the values begin."""
_SPAN = 400
"""Distance, in pixels, from the smallest value to the largest."""


def bars(title: str, rows: Iterable[tuple[str, float]], shown: str = "{:.3g}") -> str:
    """Return a plot with one bar for each row, from zero; `shown` is the format string of its value."""
    rows = list(rows)
    scale = _SPAN / (max((value for _, value in rows), default=0) or 1)
    parts = []
    for number, (label, value) in enumerate(rows):
        y = 40 + 26 * number
        width = round(scale * value, 1)
        parts += [
            _label(label, y + 13),
            f'<rect x="{_LEFT}" y="{y}" width="{width}" height="18" fill="{COLOURS[0]}"/>',
            f'<text x="{_LEFT + width + 6}" y="{y + 13}">{escape(shown.format(value))}</text>',
        ]
    return _drawing(title, 50 + 26 * len(rows), parts)


def intervals(
    title: str, measures: Sequence[str], rows: Iterable[tuple[str, Sequence[tuple[float, float, float]]]], zero: str
) -> str:
    """Draw for each row, and each measure, a point with its interval (mean, low, high); `zero` is what 0 stands for."""
    rows = list(rows)
    ends = [0.0, *(end for _, triples in rows for triple in triples for end in triple)]
    low = min(ends)
    scale = _SPAN / (max(ends) - low or 1)
    step = 12 * len(measures) + 12
    height = 66 + step * len(rows)

    def x(value: float) -> float:
        return round(_LEFT + scale * (value - low), 1)

    parts = [
        f'<line x1="{x(0)}" y1="34" x2="{x(0)}" y2="{height - 22}" stroke="#888"/>',
        f'<text x="{x(0)}" y="{height - 6}" text-anchor="middle" fill="#555">{escape(zero)}</text>',
    ]
    for place, (measure, colour) in enumerate(zip(measures, COLOURS, strict=False)):
        parts.append(f'<text x="{540 + 44 * place}" y="22" fill="{colour}">{escape(measure)}</text>')
    for number, (label, triples) in enumerate(rows):
        top = 50 + step * number
        parts.append(_label(label, top + 6 * len(triples)))
        for place, ((mean, least, most), colour) in enumerate(zip(triples, COLOURS, strict=False)):
            y = top + 12 * place
            parts += [
                f'<line x1="{x(least)}" y1="{y}" x2="{x(most)}" y2="{y}" stroke="{colour}" stroke-width="2"/>',
                f'<circle cx="{x(mean)}" cy="{y}" r="4" fill="{colour}"><title>{mean:+.2f}</title></circle>',
            ]
    return _drawing(title, height, parts)


def _label(text: str, y: float) -> str:
    return f'<text x="{_LEFT - 8}" y="{y}" text-anchor="end">{escape(text)}</text>'


def _drawing(title: str, height: int, parts: Iterable[str]) -> str:
    box = f'viewBox="0 0 {_WIDTH} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="13">'
    ground = f'<rect width="{_WIDTH}" height="{height}" fill="white"/>'
    return (
        "\n".join([head, ground, f'<text x="12" y="22" font-weight="bold">{escape(title)}</text>', *parts, "</svg>"])
        + "\n"
    )
