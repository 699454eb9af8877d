"""Make the README's pictures from the reader itself: `python tools/make_pictures.py`. Needs the fr-en pack.

The sample wires are opened and translated, and the screen is written as SVG; nothing in it is drawn by hand.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from core.pack_source import PackSource
from core.settings import CheckSettings, Places, Settings, TranslationSettings
from tui.app import Reader

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
_SIZE = (150, 38)
_PATIENCE = 6000
"""Looks, a fiftieth of a second apart."""
_FONTS = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


async def _reader(pilot: Any) -> None:
    await pilot.press("3", "down", "down", "down")
    # A word, and what it came from: aligned by the model, which takes a moment.
    await pilot.press(*["right"] * 6)
    await pilot.pause(3)


async def _doubting(pilot: Any) -> None:
    await pilot.press("n")


SHOTS: dict[str, tuple[str, Callable[[Any], Awaitable[None]]]] = {
    "reader": ("kremlin-poutine-raissi.txt", _reader),
    "doubt": ("sommet-citations-en-langues.txt", _doubting),
}


async def picture(wire: str, act: Callable[[Any], Awaitable[None]]) -> str:
    """Open the sample wires, go to one of them once all are done, do something, and return the screen as SVG."""
    settings = Settings(
        Places.from_environment(), translation=TranslationSettings(memory=False), checks=CheckSettings(offer=False)
    )
    app = Reader(settings, [str(ROOT / "seeds")], PackSource(settings))
    async with app.run_test(size=_SIZE) as pilot:
        desk: Any = app.screen.workspace  # type: ignore[attr-defined]
        for _ in range(_PATIENCE):
            await asyncio.sleep(0.02)
            if desk.complete and desk.wires and all(one.state in ("done", "no pack") for one in desk.wires):
                break
        number = next(one.number for one in desk.wires if one.path.endswith(wire))
        for _ in range(number - (desk.current or 0)):
            await pilot.press("J")
        await pilot.pause()
        await act(pilot)
        await pilot.pause(0.5)
        # The terminal's own font will do: a picture fetches nothing.
        return _FONTS.sub("", app.export_screenshot(title="Dépêche"))


def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, (wire, act) in SHOTS.items():
        (PICTURES / f"{name}.svg").write_text(asyncio.run(picture(wire, act)), encoding="utf-8")


if __name__ == "__main__":
    main()
