"""Floors: limits that figures may not fall below, or rise above; stored in `eval_baseline.json`, checked in CI.

Only quality and ratios have one, never an absolute time. Each has a margin below the measured figure, wide for those
that a busy machine affects, since a floor that fails by chance is soon ignored.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

BASELINE = Path(__file__).parents[1] / "eval_baseline.json"


@dataclass(frozen=True, slots=True)
class Floor:
    """The limits of one figure."""

    least: float | None
    most: float | None
    measured: float
    """The figure when the floor was set."""

    def holds(self, value: float) -> bool:
        """Whether a figure is within the limits; one that is not a number is not."""
        least, most = -inf if self.least is None else self.least, inf if self.most is None else self.most
        return least <= value <= most

    def __str__(self) -> str:
        """Return it as the table shows it."""
        return f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"


def load(path: Path = BASELINE) -> dict[str, Floor]:
    """Read the floors, by the names of their figures."""
    rows = json.loads(path.read_text(encoding="utf-8"))["floors"]
    return {name: Floor(row.get("least"), row.get("most"), row["measured"]) for name, row in rows.items()}


def broken(figures: Mapping[str, float], floors: Mapping[str, Floor], groups: Iterable[str]) -> list[str]:
    """Return a line for every floor of these groups that does not hold, or whose figure was not measured."""
    checked = set(groups)
    lines = []
    for name, floor in floors.items():
        if name.partition(".")[0] not in checked:
            continue
        if name not in figures:
            lines.append(f"{name}: was not measured, and must be {floor}")
        elif not floor.holds(figures[name]):
            lines.append(f"{name}: {figures[name]:.4g}, and must be {floor} (it was {floor.measured:.4g})")
    return lines
