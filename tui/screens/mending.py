"""Mending: the screen's part where a person has the last word: other wordings, corrections, terms, undo."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.i18n import N_, _
from tui.screens.working import Working
from tui.told import told
from tui.widgets.bench import Bench, Correction, Undo
from tui.widgets.choices import Choice
from tui.widgets.sentence import doubt
from tui.widgets.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.article import Article, Sentence
    from core.settings import Settings
    from tui.provide import PackSource
    from tui.screens.sheets import Choosing


class Mending(Working):
    """What can be done about the sentence under the cursor."""

    SECTION: ClassVar[str] = "With the sentence"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o", "wordings", "Others", id="sentence.others", tooltip="What else the model could have said", show=False
        ),
        Binding("c", "reword", "Correct", id="sentence.correct", tooltip="Correct the translation by hand"),
        Binding("T", "term", "Term", id="sentence.term", tooltip="Put a term into the glossary", show=False),
        Binding("u", "undo", "Undo", id="sentence.undo", tooltip="Take back the last change", show=False),
    ]

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._undo: list[Callable[[], object]] = []
        """What takes the last changes back, the latest at the end."""
        self._asked: tuple[Sentence, Choosing] | None = None
        self._wordings: list[Sentence] = []

    def action_wordings(self) -> None:
        """Show other hypotheses; the one that is taken is kept as a correction."""
        from tui.screens.sheets import Choosing

        if (found := self._translated_sentence()) is None:
            return
        article, sentence = found
        sheet = Choosing(N_("Other wordings"), waiting=N_("Asking the model …"))
        self._asked, self._wordings = (sentence, sheet), []
        self.app.push_screen(sheet, partial(self._wording_taken, sentence))
        self._bench.word(article, sentence)

    @on(Bench.Worded)
    def _worded(self, event: Bench.Worded) -> None:
        if self._asked is None or self._asked[0] is not event.sentence or not self._asked[1].is_attached:
            return
        self._wordings = event.wordings
        now = event.sentence.translation
        choices = [
            Choice(one.translation or "", " · ".join(_facts(one, now)), "?" if one.flags else " ")
            for one in event.wordings
        ]
        self._asked[1].show(
            choices, empty=told(event.problem) or N_("The model has nothing else to say of this sentence.")
        )

    def _wording_taken(self, sentence: "Sentence", place: int | None) -> None:
        if place is not None and place < len(self._wordings):
            self._corrected(sentence, self._wordings[place].translation)

    def action_reword(self) -> None:
        """Correct the translation by hand."""
        from tui.screens.sheets import Rewording

        if (found := self._translated_sentence()) is not None:
            _article, sentence = found
            sheet = Rewording(_("{id}: the translation", id=sentence.id), sentence.source, sentence.translation or "")
            self.app.push_screen(sheet, partial(self._corrected, sentence))

    def _corrected(self, sentence: "Sentence", text: str | None) -> None:
        wire = self.desk.wire
        if text and text != sentence.translation and wire and wire.article:
            self._bench.correct(wire.number, wire.article, sentence, text, undoes=False)

    def action_term(self) -> None:
        """Put a term into the glossary: the word under the cursor and its partner, to begin with."""
        from tui.screens.sheets import Filling

        wire, texts = self.desk.wire, self._panes.query_one(Texts)
        if not (wire and wire.article and texts.sentence):
            return
        source, target = texts.term()
        fields = [(N_("In the source"), source), (N_("To be called"), target)]
        self.app.push_screen(
            Filling(N_("A term for the glossary"), fields, begin=int(bool(source))), partial(self._named, wire.number)
        )

    def _named(self, number: int, answer: tuple[str, ...] | None) -> None:
        article = self.desk.wires[number].article
        if answer and all(answer) and article:
            self._bench.name_term(number, article, *answer, undoes=False)

    def action_undo(self) -> None:
        """Take back what was changed last."""
        if self._undo:
            self._undo.pop()()
        else:
            self._status.say(_("There is nothing to take back."))

    def _take_back(self, last: Undo) -> None:
        article = self.desk.wires[last.number].article
        if article is None:
            return
        if isinstance(last, Correction):
            self._bench.correct(last.number, article, last.sentence, last.before, undoes=True)
        else:
            self._bench.name_term(last.number, article, last.source, last.before, undoes=True)

    @on(Bench.Changed)
    def _changed(self, event: Bench.Changed) -> None:
        if event.undo:
            self._undo.append(partial(self._take_back, event.undo))
        wire = self.desk.wires[event.number]
        self.desk.mended(event.number, event.sentences)
        self._panes.translated(wire, event.sentences)
        self._status.say(event.said)
        self._rebrief(wire)
        self._tell()

    @on(Bench.Refused)
    def _refused(self, event: Bench.Refused) -> None:
        self._notice(event.problem, "Not kept")

    def _translated_sentence(self) -> "tuple[Article, Sentence] | None":
        """Return the sentence under the cursor, if it is translated, and its article."""
        wire, sentence = self.desk.wire, self._panes.query_one(Texts).sentence
        if wire is None or wire.article is None or sentence is None:
            return None
        if sentence.translation is None or not wire.prepared:
            self._status.say(_("This sentence is not translated yet."))
            return None
        return wire.article, sentence


def _facts(sentence: "Sentence", now: str | None) -> list[str]:
    facts = [_("as it is")] if sentence.translation == now else []
    if sentence.confidence is not None:
        facts.append(_("{n} sure", n=f"{sentence.confidence:.0%}"))
    return [*facts, *map(doubt, sentence.flags)]
