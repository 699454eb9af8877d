"""The library page: everything read, latest first, searched as you type."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from core.errors import DepecheError
from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import N_, _, arrival_text, localized, n_, time_text
from tui.screens import Page
from tui.screens.dialogs import ConfirmDialog
from tui.widgets import DOUBT, STAR
from tui.widgets.cursor_list import Choice, Choices, CursorList

if TYPE_CHECKING:
    from core.brief import Brief
    from core.library import Hit
    from core.library.store import Library
    from core.settings import Settings

_PAUSE = 0.12
"""Seconds after the last key before the search starts."""
_SHOWN = 200


class LibraryPage(Page):
    """The list of what was read."""

    NAME = "Library"
    HELP = "Everything you have read. Search by words of the source or the translation; Enter opens a wire."
    ENTER = N_("Open")
    SCOPE: ClassVar[str] = "library"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class Found(Message):
        """Search results."""

        words: str
        hits: "list[Hit]"
        total: int

    @dataclass
    class Opened(Message):
        """A brief was opened."""

        brief: "Brief"
        came: str | None = None
        """Time of its first arrival, ISO 8601."""

    @dataclass
    class Failed(Message):
        """The library failed, perhaps at a search."""

        problem: str
        searching: bool = False

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._made: Library | None = None
        self._hits: list[Hit] = []
        self._refused = False
        """Whether the status line says why the last search was impossible."""

    def parts(self) -> ComposeResult:
        """Yield the search field and the list."""
        yield Input(placeholder=_("Search both languages, “a phrase”"), compact=True)
        yield Choices(id="hits")

    def on_mount(self) -> None:
        """Show the latest."""
        self.query_one(Choices).focus()
        self._search("")

    def on_unmount(self) -> None:
        """Close the file."""
        if self._made:
            self._made.close()

    def _library(self) -> "Library":
        from core.library.store import Library

        if self._made is None:
            self._made = Library(
                self._settings.places.library,
                self._warn,
                limit_bytes=self._settings.library.size << 20,
            )
        return self._made

    def _warn(self, text: str) -> None:
        self.post_message(self.Failed(text))

    @work(thread=True, exclusive=True, exit_on_error=False, group="searching")
    def _search(self, words: str) -> None:
        worker = get_current_worker()
        if words:
            time.sleep(_PAUSE)
        if worker.is_cancelled:
            return
        try:
            library = self._library()
            found = self.Found(words, library.search(words, limit=_SHOWN), library.stats().briefs)
        except DepecheError as error:
            self.post_message(self.Failed(sanitize(localized(str(error)), 500), searching=True))
            return
        if not worker.is_cancelled:
            self.post_message(found)

    @on(Found)
    def _found(self, event: Found) -> None:
        choices, words = self.query_one(Choices), event.words.strip()
        before = self._under_cursor()
        self._hits = event.hits
        if self._refused:
            self._refused = False
            self.say("")
        keys = [hit.key for hit in event.hits]
        choices.empty = N_("No matches.") if words else N_("What you read is kept here, so you can find it again.")
        choices.show(
            [_choice(hit, searched=bool(words)) for hit in event.hits],
            cursor=keys.index(before.key) if before and before.key in keys else 0,
        )
        more = "+" if len(event.hits) == _SHOWN else ""
        self.count(
            _("{n} found of {of}", n=f"{len(event.hits)}{more}", of=event.total)
            if words
            else n_("{n} brief", "{n} briefs", event.total)
        )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Choices).focus()

    def on_key(self, event: Key) -> None:
        """Move from the search field to the list on arrow down; name the key that searches to one who types at once.

        In the list letters are keys, as in every other list of the program.
        """
        choices = self.query_one(Choices)
        if event.key == "down" and self.query_one(Input).has_focus:
            choices.focus()
        elif (
            (event.character or "").islower() and choices.has_focus and event.key not in (keys := self.active_bindings)
        ):
            bound = next(active for active in keys.values() if active.binding.action == "search")
            self.say(_("Press {key} to search.", key=self.app.get_key_display(bound.binding)))

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked and (hit := self._under_cursor()):
            self._open(hit)

    @work(thread=True, exclusive=True, exit_on_error=False, group="opening")
    def _open(self, hit: "Hit") -> None:
        try:
            library = self._library()
            brief = library.brief(hit.key)
            library.mark(hit.key, read=True)
            self.post_message(self.Opened(brief, hit.came))
        except DepecheError as error:
            self.post_message(self.Failed(sanitize(localized(str(error)), 500)))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._refused = event.searching
        self.say(event.problem, alert=True)

    def action_search(self) -> None:
        """Go to the line to search with."""
        self.say("")
        self.query_one(Input).focus()

    def action_star(self) -> None:
        """Star the brief under the cursor, or take its star away."""
        if hit := self._under_cursor():
            self._mark(hit.key, not hit.starred)

    @work(thread=True, exclusive=True, exit_on_error=False, group="marking")
    def _mark(self, key: str, starred: bool) -> None:
        try:
            self._library().mark(key, starred=starred)
        except DepecheError as error:
            self.post_message(self.Failed(sanitize(localized(str(error)), 500)))
        self.app.call_from_thread(self._again)

    def action_remove(self) -> None:
        """Ask, then remove the brief under the cursor."""
        if hit := self._under_cursor():
            title, note = _("Remove {what}?", what=hit.headline), _("the source file stays")
            sheet = ConfirmDialog(title, _("Keep it"), _("Remove it"), note)
            self.confirm(sheet, lambda: self._remove(hit.key))

    @work(thread=True, exclusive=True, exit_on_error=False, group="marking")
    def _remove(self, key: str) -> None:
        try:
            if not self._library().remove(key):
                self._warn(_("Another process is using the library: what was removed can still be read in its file"))
        except DepecheError as error:
            self.post_message(self.Failed(sanitize(localized(str(error)), 500)))
        self.app.call_from_thread(self._again)

    def _again(self) -> None:
        self._search(self.query_one(Input).value)

    def action_back(self) -> None:
        """Leave the search; without one, go back."""
        line = self.query_one(Input)
        if line.has_focus or line.value:
            line.value = ""
            self.query_one(Choices).focus()
        else:
            self.dismiss()

    def _under_cursor(self) -> "Hit | None":
        cursor = self.query_one(Choices).cursor
        return self._hits[cursor] if cursor is not None and cursor < len(self._hits) else None


def _choice(hit: "Hit", *, searched: bool) -> Choice:
    published, came = time_text(hit.published or ""), arrival_text(hit.came or "", hit.published or "")
    who = "  ".join(filter(None, (sanitize(hit.outlet or "", 24), sanitize(hit.byline or "", 24))))
    doubts = f"{DOUBT} {hit.doubts}" if hit.doubts else ""
    text = sanitize(hit.headline) or sanitize(hit.source_headline) or hit.key
    around = sanitize(hit.snippet.text, 160)
    # What was found in the headline is in sight already.
    if searched and hit.snippet.spans and not around.startswith(text[:20]):
        text = f"{text} · {around}"
    cells = doubts, hit.language, who, published, came
    return Choice(text, mark=STAR.sign if hit.starred else " ", cells=cells)
