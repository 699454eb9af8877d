"""Corrections: alternatives, translations by hand, terms, undo; and word alignment."""

import re
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING

from tui.i18n import N_, _, localized
from tui.screens.reader import Controller, ReaderParts
from tui.widgets import StyledRange
from tui.widgets.bitext import Bitext
from tui.widgets.cursor_list import Choice
from tui.widgets.summary import confidence_text, doubt_text
from tui.workers.revision import Correction, RevisionWorker, Undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.article import Article, Sentence
    from tui.screens.dialogs import ChoiceDialog, FormDialog


class Corrections(Controller):
    """What the user can do about the sentence under the cursor, and undo what they did."""

    def __init__(self, screen: ReaderParts) -> None:
        super().__init__(screen)
        self._undo: list[tuple[Callable[[], object], Callable[[], object]]] = []
        """Pairs of undo and redo actions, the latest at the end."""
        self._redo: list[Callable[[], object]] = []
        """Redo actions of undone changes, the latest at the end."""
        self._redoing = False
        self._asked: tuple[Sentence, ChoiceDialog] | None = None
        self._alternatives: list[Sentence] = []
        self._term: tuple[Sentence, FormDialog] | None = None
        """The dialog that opened before the alignment of its sentence arrived."""

    def alternatives(self) -> None:
        """Show other hypotheses; the selected one becomes a correction."""
        from tui.screens.dialogs import ChoiceDialog

        if (found := self._translated_sentence()) is None:
            return
        article, sentence = found
        dialog = ChoiceDialog(N_("Alternative translations"), waiting=N_("Asking the model …"))
        self._asked, self._alternatives = (sentence, dialog), []
        self.screen.app.push_screen(dialog, partial(self._selected, sentence))
        self.screen.revision.word(article, sentence)

    def worded(self, event: RevisionWorker.Worded) -> None:
        """Show the alternatives when they arrive, if they are still wanted."""
        if self._asked is None or self._asked[0] is not event.sentence:
            return
        self._alternatives = event.wordings
        now = event.sentence.translation
        choices = [
            Choice(
                wording.translation or "",
                " · ".join(_facts(wording, now)),
                "?" if wording.doubtful else " ",
                lit=differences(now or "", wording.translation or ""),
            )
            for wording in event.wordings
        ]
        self._asked[1].show(choices, empty=localized(event.problem) or N_("No alternatives for this sentence."))

    def _selected(self, sentence: "Sentence", place: int | None) -> None:
        self._asked = None
        if place is not None and place < len(self._alternatives):
            self._keep(sentence, self._alternatives[place].translation, alternative=True)

    def correct(self) -> None:
        """Correct the translation by hand."""
        if (found := self._translated_sentence()) is not None:
            self._edit(found[1], found[1].translation or "")

    def _edit(self, sentence: "Sentence", text: str) -> None:
        from tui.screens.dialogs import EditDialog

        title = _("Correct the translation of {id}", id=sentence.id)
        dialog = EditDialog(title, sentence.source, text, saved=sentence.translation or "")
        self.screen.app.push_screen(dialog, partial(self._corrected, sentence))

    def _corrected(self, sentence: "Sentence", text: str | None) -> None:
        """Save a correction; if its figures, dates, names or negation differ from the source, ask first."""
        from core.analysis import conflicts
        from tui.screens.dialogs import ConfirmDialog

        wire = self.workspace.wire
        if not (text and text != sentence.translation and wire and wire.article):
            return
        language, target = wire.article.paragraph_of(sentence).language, self.screen.settings.translation.target
        if found := conflicts(sentence.source, text, language, target):
            title, differing = _("This differs from the source"), " · ".join(map(doubt_text, found))
            dialog = ConfirmDialog(title, _("Edit it again"), _("Save it all the same"), said=differing)
            # What was typed is kept: the editor opens with it again.
            self.screen.app.push_screen(
                dialog, lambda sure: self._keep(sentence, text) if sure else self._edit(sentence, text)
            )
        else:
            self._keep(sentence, text)

    def _keep(self, sentence: "Sentence", text: str | None, *, alternative: bool = False) -> None:
        wire = self.workspace.wire
        if text and text != sentence.translation and wire and wire.article:
            machine = wire.machine.get(sentence.id)
            # The machine's own translation is no correction.
            wanted = None if machine and machine.translation == text else text
            self.screen.revision.correct(
                wire.number, wire.article, sentence, wanted, alternative=alternative, undoes=False
            )

    def term(self) -> None:
        """Add a term to the glossary; begin with the word under the cursor and its match, which may arrive later."""
        from tui.screens.dialogs import FormDialog

        wire, texts = self.workspace.wire, self.panes.query_one(Bitext)
        if not (self._is_here() and wire and wire.article and texts.sentence):
            return
        source, target = self._proposed_term()
        fields = [(N_("Source term"), source), (N_("Translate as"), target)]
        awaited = texts.awaits_alignment and bool(source or target)
        dialog = FormDialog(N_("A term for the glossary"), fields, begin=int(bool(source) or awaited))
        self._term = (texts.sentence, dialog) if awaited else None
        self.screen.app.push_screen(dialog, partial(self._named, wire.number))

    def _proposed_term(self) -> tuple[str, str]:
        """Return the word under the cursor and its match, without mere words of grammar such as “des” and “on”."""
        wire, texts = self.workspace.wire, self.panes.query_one(Bitext)
        source, target = texts.term()
        if wire is None or wire.article is None or texts.sentence is None:
            return "", ""
        if _are_stop_words(source, wire.article.paragraph_of(texts.sentence).language):
            return "", ""
        return source, "" if _are_stop_words(target, self.screen.settings.translation.target) else target

    def _named(self, number: int, answer: tuple[str, ...] | None) -> None:
        article = self.workspace.wires[number].article
        if answer and all(answer) and article:
            self.screen.revision.name_term(number, article, *answer, undoes=False)

    def undoable(self, back: "Callable[[], object]", again: "Callable[[], object]") -> None:
        """Store how to undo and redo a change; changes that were undone before can no longer be redone."""
        self._undo.append((back, again))
        if not self._redoing:
            self._redo.clear()
        self._redoing = False

    def undo(self) -> None:
        """Undo the last change."""
        if self._undo:
            back, again = self._undo.pop()
            self._redo.append(again)
            back()
        else:
            self.status.say(_("Nothing to undo."))

    def redo(self) -> None:
        """Redo the last undone change."""
        if self._redo:
            self._redoing = True
            self._redo.pop()()
        else:
            self.status.say(_("Nothing to redo."))

    def _set(self, last: Undo, *, undoes: bool) -> None:
        """Restore a sentence or a term to its state before or after a change."""
        article = self.workspace.wires[last.number].article
        if article is None:
            return
        value = last.before if undoes else last.after
        if isinstance(last, Correction):
            alternative = last.sentence.alternative if undoes else last.alternative
            self.screen.revision.correct(
                last.number, article, last.sentence, value, alternative=alternative, undoes=undoes
            )
        else:
            self.screen.revision.name_term(last.number, article, last.source, value, undoes=undoes)

    def changed(self, event: RevisionWorker.Changed) -> None:
        """Show sentences whose translation changed."""
        message = _("Redone: {what}", what=event.what) if event.undo and self._redoing else event.said
        if event.undo:
            self.undoable(partial(self._set, event.undo, undoes=True), partial(self._set, event.undo, undoes=False))
        wire = self.workspace.wires[event.number]
        self.workspace.revised(event.number, event.sentences)
        self.panes.translated(wire, event.sentences)
        self.status.say(message)
        self.screen.queue.update_brief(wire)
        self.screen.tell()

    def refused(self, event: RevisionWorker.Refused) -> None:
        """Report why a change was not saved."""
        self._redoing = False
        self.screen.notice(event.problem, "Not saved")

    def alignment_wanted(self, event: Bitext.AlignmentWanted) -> None:
        """Request the word alignment of a sentence."""
        if self.workspace.wire and self.workspace.wire.article:
            self.screen.revision.align(self.workspace.wire.article, event.sentence)

    def aligned(self, event: RevisionWorker.Aligned) -> None:
        """Highlight the aligned words, and complete the term that is being asked for."""
        self.panes.aligned(event.sentence, event.alignment)
        if self._term and self._term[0] is event.sentence:
            self._term[1].fill(self._proposed_term())
            self._term = None

    def _is_here(self) -> bool:
        """Go to the sentence that the panel describes; say so if it is one of another wire, in a digest."""
        if here := self.panes.settle():
            return here
        self.status.say(_("This sentence is in another wire: Enter opens it."))
        return False

    def _translated_sentence(self) -> "tuple[Article, Sentence] | None":
        """Return the sentence under the cursor, if it is translated, and its article."""
        if not self._is_here():
            return None
        wire, sentence = self.workspace.wire, self.panes.query_one(Bitext).sentence
        if wire is None or wire.article is None or sentence is None:
            return None
        if sentence.translation is None or not wire.prepared:
            self.status.say(_("This sentence is not translated yet."))
            return None
        return wire.article, sentence


def _are_stop_words(text: str, language: str) -> bool:
    """Whether a text has stop words of a language alone, such as « de la »."""
    from core.lang import profile_of
    from core.lang.letters import fold

    return bool(text) and set(fold(text).split()) <= profile_of(language).stop_words


def differences(now: str, other: str) -> tuple[StyledRange, ...]:
    """Return the ranges of another translation that differ from the current one, as whole words."""
    before, places = now.split(), [found.span() for found in re.finditer(r"\S+", other)]
    words = [other[start:end] for start, end in places]
    steps = SequenceMatcher(None, before, words, autojunk=False).get_opcodes()
    runs = ((first, last) for kind, _from, _to, first, last in steps if kind in ("replace", "insert"))
    return tuple(StyledRange(places[first][0], places[last - 1][1], "choices--other") for first, last in runs)


def _facts(sentence: "Sentence", now: str | None) -> list[str]:
    facts = [_("current")] if sentence.translation == now else []
    if sure := confidence_text(sentence):
        facts.append(sure)
    return [*facts, *map(doubt_text, sentence.flags)]
