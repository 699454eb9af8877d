"""Make the README's pictures and its recording: `python tools/make_pictures.py`. Needs the fr-en pack.

The sample wires are opened and translated, keys are pressed, and the screen is written as SVG; nothing in it is drawn
by hand. The recording is an animated SVG of such screens, without a script, and fetches nothing.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from core.pack_source import PackSource
from core.settings import Places, Settings, TranslationSettings
from tui.app import Reader

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
_PATIENCE = 30_000
"""How often to look, a fiftieth of a second apart."""
_FONTS = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)
_CLIPS = re.compile(r' clip-path="[^"]*"')
_WIDE_RUN = re.compile(r' textLength="[^"]*"(?=[^>]*>[^<]*[\u2e80-\u9fff])')
"""The length of a text with characters two cells wide, counted as one each: they would overlap."""
_SETTLE = 3.0
"""Seconds for the model to align the words."""

SHOTS = {
    # A word, and what it came from.
    "reader": ("kremlin-poutine-raissi.txt", ("3", "down", "down", *["right"] * 6)),
    "doubt": ("sommet-citations-en-langues.txt", ("3", "g", "n")),
}
_SHOT_SIZE = (150, 38)
TOUR: tuple[tuple[float, tuple[str, ...]], ...] = (
    (2.5, ("3", "g")),
    (1.2, ("j",)),
    (2.0, ("n",)),
    (2.2, ("right",) * 6),
    (3.0, ("o",)),
    (1.0, ("escape",)),
    (2.2, ("J", "J", "J", "n")),
    (2.2, ("c",)),
    (1.0, ("escape",)),
)
"""The recording: how many seconds a frame stands, and the keys before it."""
_TOUR_SIZE = (120, 32)


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Reader, Any]]:
    """Open the sample wires, wait until all are translated, and yield the reader and what presses its keys."""
    settings = Settings(Places.from_environment(), offline=True, translation=TranslationSettings(memory=False))
    app = Reader(settings, [str(ROOT / "seeds")], PackSource(settings))
    async with app.run_test(size=_SHOT_SIZE) as pilot:
        desk: Any = app.screen.workspace  # type: ignore[attr-defined]
        for _ in range(_PATIENCE):
            await asyncio.sleep(0.02)
            if desk.complete and desk.wires and all(wire.state in ("done", "no pack") for wire in desk.wires):
                break
        if any(wire.state == "no pack" and wire.language == "fr" for wire in desk.wires):
            raise SystemExit("install the fr-en pack first: the pictures show translations")
        yield app, pilot


async def screen(app: Reader, pilot: Any, keys: Sequence[str]) -> str:
    """Press keys, and return the screen as SVG."""
    await pilot.press(*keys)
    await pilot.pause(_SETTLE)
    lit = "right" in keys
    for _ in range(100):
        shown = app.export_screenshot()
        if "Asking&#160;the&#160;model" not in shown and (not lit or "&#160;←&#160;" in shown or " ← " in shown):
            break
        await pilot.pause(0.1)
    # Use the terminal's own font: a picture fetches nothing.
    return _WIDE_RUN.sub("", _FONTS.sub("", app.export_screenshot(title="Dépêche")))


def recording(frames: Sequence[tuple[float, str]]) -> str:
    """Return one animated SVG of pictures of one size, each with its seconds; without animation, the first shows."""
    whole = sum(seconds for seconds, _ in frames)
    rules, bodies, begun = [], [], 0.0
    for number, (seconds, picture) in enumerate(frames):
        [rule] = re.findall(r"<style>(.*?)</style>", picture, re.DOTALL)
        body = picture[picture.index("</defs>") + len("</defs>") : picture.rindex("</svg>")]
        first, last = (f"{100 * at / whole:.3f}%" for at in (begun, begun + seconds))
        steps = f"0% {{ visibility: hidden }} {first} {{ visibility: visible }} {last} {{ visibility: hidden }}"
        rules.append(f"{rule}@keyframes k{number} {{ {steps} }}\n.f{number} {{ animation-name: k{number} }}")
        bodies.append(f'<g class="f f{number}">{_CLIPS.sub("", body)}</g>')
        begun += seconds
    still = "@media (prefers-reduced-motion) { .f { animation: none } .f0 { visibility: visible } }"
    motion = f".f {{ visibility: hidden; animation: {whole}s step-end infinite }}"
    [opening] = re.findall(r"<svg [^>]*>", frames[0][1])
    return "\n".join([opening, "<style>", motion, *rules, still, "</style>", *bodies, "</svg>\n"])


async def make() -> dict[str, str]:
    """Return all pictures, by name."""
    pictures = {}
    async with opened() as (app, pilot):
        desk: Any = app.screen.workspace  # type: ignore[attr-defined]
        for name, (wire, keys) in SHOTS.items():
            app.screen.go_to(next(item.number for item in desk.wires if item.path.endswith(wire)))  # type: ignore[attr-defined]
            pictures[name] = await screen(app, pilot, keys)
        app.screen.go_to(next(item.number for item in desk.wires if item.path.endswith(SHOTS["reader"][0])))  # type: ignore[attr-defined]
        await pilot.resize_terminal(*_TOUR_SIZE)
        pictures["tour"] = recording([(seconds, await screen(app, pilot, keys)) for seconds, keys in TOUR])
    return pictures


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, picture in asyncio.run(make()).items():
        (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
