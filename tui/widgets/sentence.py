"""The sentence panel: how far to trust the current sentence. Its height never changes."""

from typing import ClassVar

from rich.text import Text
from textual.widget import Widget

from core.article import Flag, Sentence
from tui.i18n import N_, _, percent
from tui.widgets.wrap import safe, wrap

_ORIGINS = {
    "source": N_("as in the source"),
    "memory": N_("corrected by hand"),
    "model": N_("machine translation"),
    "glossary": N_("with a glossary term"),
}


def doubt(flag: Flag) -> str:
    """Say what is doubtful in a sentence."""
    return _("{what}: {value}", what=_(flag.kind), value=flag.detail)


def confidence(sentence: Sentence) -> str:
    """Say the model's confidence in a sentence; nothing where there is none."""
    if sentence.confidence is None:
        return ""
    said = percent(sentence.confidence)
    return _("model confidence low ({n})", n=said) if sentence.low_confidence else _("model confidence {n}", n=said)


class SentencePanel(Widget):
    """The current sentence: id, confidence, origin, and its doubts in words."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sentence--id", "sentence--doubt", "sentence--said"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id)
        self._sentence: Sentence | None = None
        self._chosen = False
        self._why = self._word = ""

    def show(self, sentence: Sentence | None, *, chosen: bool, why: str = "", word: str = "") -> None:
        """Show a sentence, why it is in the summary, and the current word."""
        shown = (sentence, chosen, why, word)
        if shown != (self._sentence, self._chosen, self._why, self._word):
            self._sentence, self._chosen, self._why, self._word = shown
            self.refresh()

    def render(self) -> Text:
        """Render what fits, and the number of doubts that do not."""
        sentence, width, height = self._sentence, self.size.width - 2, max(1, self.size.height)
        if sentence is None or width < 4:
            return Text()
        said = self.get_visual_style("sentence--said").rich_style
        lines = [Text(f" {line}", said) for line in wrap("\u00a0· ".join(self._facts(sentence)), width)]
        lines[0].stylize(self.get_visual_style("sentence--id").rich_style, 0, len(sentence.id) + 1)
        if self._word:
            lines += [Text(f" {line}") for line in wrap(self._word, width)]
        doubts = [wrap(f"? {safe(doubt(flag))}", width) for flag in sentence.flags]
        style = self.get_visual_style("sentence--doubt").rich_style
        for number, wrapped in enumerate(doubts):
            more = len(doubts) - number
            if number and len(lines) + len(wrapped) + (more > 1) > height:
                lines = [*lines[: height - 1], Text(" ? " + _("and {n} more", n=more), style)]
                break
            lines += [Text(f" {line}", style) for line in wrapped]
        return Text("\n").join(lines[:height])

    def _facts(self, sentence: Sentence) -> list[str]:
        parts = [sentence.id]
        # The model's confidence says already that the model translated it.
        if sentence.origin != "model" or sentence.confidence is None:
            parts.append(_(_ORIGINS[sentence.origin]) if sentence.origin else _("not translated yet"))
        if not sentence.flags and sentence.origin in ("model", "glossary"):
            parts.append(_("checks passed"))
        if sure := confidence(sentence):
            parts.append(sure)
        if self._chosen:
            parts.append(_("in the summary: {why}", why=self._why) if self._why else _("in the summary"))
        return parts
