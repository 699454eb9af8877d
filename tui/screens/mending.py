"""Mending: the screen's part where a person has the last word: other wordings, corrections, terms, undo."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from tui.i18n import N_, _
from tui.screens.working import Working
from tui.told import told
from tui.widgets.bitext import Bitext
from tui.widgets.choices import Choice
from tui.widgets.sentence import doubt
from tui.workers.revision import Correction, RevisionWorker, Undo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.article import Article, Sentence
    from core.settings import Settings
    from tui.provide import PackSource
    from tui.screens.dialogs import ChoiceDialog


class Mending(Working):
    """What can be done about the sentence under the cursor."""

    def __init__(self, settings: "Settings", inputs: "Sequence[str]", packs: "PackSource") -> None:
        super().__init__(settings, inputs, packs)
        self._undo: list[Callable[[], object]] = []
        """What takes the last changes back, the latest at the end."""
        self._asked: tuple[Sentence, ChoiceDialog] | None = None
        self._wordings: list[Sentence] = []

    def action_wordings(self) -> None:
        """Show other hypotheses; the one that is taken is kept as a correction."""
        from tui.screens.dialogs import ChoiceDialog

        if (found := self._translated_sentence()) is None:
            return
        article, sentence = found
        sheet = ChoiceDialog(N_("Other wordings"), waiting=N_("Asking the model …"))
        self._asked, self._wordings = (sentence, sheet), []
        self.app.push_screen(sheet, partial(self._wording_taken, sentence))
        self._revision.word(article, sentence)

    @on(RevisionWorker.Worded)
    def _worded(self, event: RevisionWorker.Worded) -> None:
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
        from tui.screens.dialogs import EditDialog

        if (found := self._translated_sentence()) is not None:
            _article, sentence = found
            sheet = EditDialog(_("{id}: the translation", id=sentence.id), sentence.source, sentence.translation or "")
            self.app.push_screen(sheet, partial(self._corrected, sentence))

    def _corrected(self, sentence: "Sentence", text: str | None) -> None:
        wire = self.workspace.wire
        if text and text != sentence.translation and wire and wire.article:
            self._revision.correct(wire.number, wire.article, sentence, text, undoes=False)

    def action_term(self) -> None:
        """Put a term into the glossary: the word under the cursor and its partner, to begin with."""
        from tui.screens.dialogs import FormDialog

        wire, texts = self.workspace.wire, self._panes.query_one(Bitext)
        if not (wire and wire.article and texts.sentence):
            return
        source, target = texts.term()
        fields = [(N_("In the source"), source), (N_("To be called"), target)]
        self.app.push_screen(
            FormDialog(N_("A term for the glossary"), fields, begin=int(bool(source))),
            partial(self._named, wire.number),
        )

    def _named(self, number: int, answer: tuple[str, ...] | None) -> None:
        article = self.workspace.wires[number].article
        if answer and all(answer) and article:
            self._revision.name_term(number, article, *answer, undoes=False)

    def action_undo(self) -> None:
        """Take back what was changed last."""
        if self._undo:
            self._undo.pop()()
        else:
            self._status.say(_("There is nothing to take back."))

    def _take_back(self, last: Undo) -> None:
        article = self.workspace.wires[last.number].article
        if article is None:
            return
        if isinstance(last, Correction):
            self._revision.correct(last.number, article, last.sentence, last.before, undoes=True)
        else:
            self._revision.name_term(last.number, article, last.source, last.before, undoes=True)

    @on(RevisionWorker.Changed)
    def _changed(self, event: RevisionWorker.Changed) -> None:
        if event.undo:
            self._undo.append(partial(self._take_back, event.undo))
        wire = self.workspace.wires[event.number]
        self.workspace.mended(event.number, event.sentences)
        self._panes.translated(wire, event.sentences)
        self._status.say(event.said)
        self._rebrief(wire)
        self._tell()

    @on(RevisionWorker.Refused)
    def _refused(self, event: RevisionWorker.Refused) -> None:
        self._notice(event.problem, "Not kept")

    def _translated_sentence(self) -> "tuple[Article, Sentence] | None":
        """Return the sentence under the cursor, if it is translated, and its article."""
        wire, sentence = self.workspace.wire, self._panes.query_one(Bitext).sentence
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
