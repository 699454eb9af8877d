"""Status and Detail: how the wire and the rest are getting on, and what to know of the cursor's sentence."""

from typing import ClassVar

from rich.text import Text
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from core.article import Sentence
from tui.desk import Desk, Wire
from tui.widgets.wrap import clip, safe, wrap

_ORIGINS = {
    "source": "as in the source",
    "memory": "corrected by hand",
    "model": "by the model",
    "glossary": "with a glossary term",
}


class Status(Widget):
    """One line: the wire on the screen to the left, all of them to the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--alert", "status--count"}

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")
    alert: reactive[bool] = reactive(False)
    """Whether the reader has something to do."""

    def show(self, desk: Desk, *, target: str, offline: bool) -> None:
        """Tell how things stand on the desk."""
        wire = desk.wire
        self.left = told(wire, target=target, offline=offline) if wire else ""
        self.alert = wire is not None and wire.state in {"failed", "no pack", "stopped"}
        done = sum(wire.state == "done" for wire in desk.wires)
        if not desk.complete:
            self.right = f"reading · {len(desk.wires)} found"
        elif desk.paused:
            self.right = f"stopped · {done} of {len(desk.wires)} done"
        else:
            self.right = f"{done} of {len(desk.wires)} done" if desk.wires else ""

    def render(self) -> Text:
        """Give the left side what the right one leaves."""
        right = f" {self.right} " if self.right else ""
        room = max(0, self.size.width - len(right))
        left = Text(clip(f" {self.left}" if self.left else "", room) if room else "")
        left.pad_right(room - left.cell_len)
        if self.alert:
            left.stylize(self.get_visual_style("status--alert").rich_style)
        count = self.get_visual_style("status--count").rich_style
        return Text.assemble(" " if self.left else "", left, (right, count), no_wrap=True)


def told(wire: Wire, *, target: str, offline: bool) -> str:
    """Say in one line how a wire is getting on, and what the reader can do."""
    match wire.state:
        case "failed":
            return f"× {wire.problem or 'failed'}"
        case "no pack":
            return _no_pack(wire, offline=offline)
        case "stopped":
            return f"stopped at {len(wire.translated)} of {wire.total} sentences: press t to go on"
        case "translating" if wire.translated:
            return f"translating {len(wire.translated)} of {wire.total} sentences · Esc stops"
        case "translating":
            return "opening the model · Esc stops"
        case "waiting":
            return "waiting for its turn" if wire.prepared else "looking which language it is in"
    brief = wire.brief
    parts = [f"{wire.language} → {target}" if wire.language not in {target, "und"} else f"{wire.language}: as it is"]
    if brief and brief.engine.pack:
        parts.append(brief.engine.pack)
    parts.append(f"{wire.total} sentence{'s' * (wire.total != 1)}")
    if wire.doubts:
        parts.append(f"{wire.doubts} in doubt")
    return " · ".join(parts)


def _no_pack(wire: Wire, *, offline: bool) -> str:
    pair, offer = wire.missing.replace("-", "→"), wire.offer
    if wire.problem:
        return f"{wire.problem}"
    if offer is None:
        return f"no pack {pair}, and none is known"
    if offline:
        return f"no pack {pair}, and this run is offline; run: {offer.command}"
    return f"no pack {pair} ({offer.size / 1e6:.0f} MB from {offer.where}): press i to get it"


class Detail(Widget):
    """The cursor's sentence: its number, how likely it is right, where it comes from, its doubts in words."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail--id", "detail--doubt"}

    sentence: reactive[Sentence | None] = reactive(None)
    chosen: reactive[bool] = reactive(False)
    """Whether it is in the summary."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as there is to say; the style sheet says how many there may be."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> Text:
        """Say it."""
        return Text("\n").join(self._lines(self.size.width)[: self.size.height or 1])

    def watch_sentence(self) -> None:
        """Take the room that it needs."""
        self._fit()

    def watch_chosen(self) -> None:
        """Take the room that it needs."""
        self._fit()

    def _fit(self) -> None:
        # To lay out the screen anew takes longer than to paint a line.
        if self.is_mounted and len(self._lines(self.size.width)) != self.size.height:
            self.refresh(layout=True)

    def _lines(self, width: int) -> list[Text]:
        sentence, width = self.sentence, width - 2
        if sentence is None or width < 4:
            return [Text()]
        doubt = self.get_visual_style("detail--doubt").rich_style
        lines = [Text(f" {line}") for line in wrap("\u00a0· ".join(self._facts(sentence)), width)]
        lines[0].stylize(self.get_visual_style("detail--id").rich_style, 0, len(sentence.id) + 1)
        for flag in sentence.flags:
            lines += [Text(f" {line}", style=doubt) for line in wrap(f"? {flag.kind}: {safe(flag.detail)}", width)]
        return lines

    def _facts(self, sentence: Sentence) -> list[str]:
        parts = [sentence.id, _ORIGINS[sentence.origin] if sentence.origin else "not translated yet"]
        if sentence.confidence is not None:
            parts.append(f"{sentence.confidence:.0%} sure")
        if self.chosen:
            parts.append("in the summary")
        return parts
