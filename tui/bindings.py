"""Every action that has a key: one row each. Screens, help, palette and the names in `[keys]` are made from it.

A row stands under the scope in which it holds: a widget, a screen or the whole program.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from textual.binding import Binding, BindingType

from tui.i18n import N_

WIDGET, SCREEN, APP = range(3)
"""Ranks of scopes: where several could act on a key, the lowest does."""

EVERYWHERE: Final = N_("Everywhere")
_LIST, _SENTENCE, _SUMMARY = N_("In the list of wires"), N_("With the sentence"), N_("With the summary")


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the table."""

    id: str
    """Its name in the settings; stays the same when the wording changes."""
    keys: str
    """Separated by commas, in Textual's names."""
    action: str
    """The method, without `action_`, and its arguments."""
    label: str
    """In the key bar."""
    tooltip: str
    """In the help and the palette."""
    section: str = ""
    """Its heading in the help, where that is not its scope's."""
    shown: bool = False
    """Whether the key bar has it."""
    group: str = ""
    """What several keys of the key bar are called together."""
    priority: bool = False
    """Whether it goes before what has the focus."""
    display: str = ""
    """How the key is written, where that is not its name."""
    scope: str = ""

    def binding(self) -> Binding:
        """Return Textual's binding of it."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.shown,
            key_display=self.display or None,
            priority=self.priority,
            tooltip=self.tooltip,
            id=self.id,
            group=Binding.Group(self.group, compact=True) if self.group else None,
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """Where some actions hold."""

    rank: int
    section: str = EVERYWHERE
    """The heading of its actions in the help."""
    modal: bool = False
    """Whether nothing below it can act."""


SCOPES: Final = {
    "app": Scope(APP),
    "reader": Scope(SCREEN),
    "page": Scope(SCREEN),
    "library": Scope(SCREEN),
    "feeds": Scope(SCREEN),
    "packs": Scope(SCREEN),
    "batch": Scope(SCREEN),
    "settings": Scope(SCREEN),
    "dialog": Scope(SCREEN, modal=True),
    "edit": Scope(SCREEN, modal=True),
    "paste": Scope(SCREEN, modal=True),
    "help": Scope(SCREEN, modal=True),
    "texts": Scope(WIDGET, N_("In the texts")),
    "layout": Scope(WIDGET, N_("In the texts")),
    "words": Scope(WIDGET, N_("In the texts")),
    "wires": Scope(WIDGET, _LIST),
    "list": Scope(WIDGET, N_("In a pane")),
    "find": Scope(WIDGET, N_("While searching")),
}

_MOVE = N_("Move")
_TABLE: dict[str, tuple[Action, ...]] = {
    "app": (
        Action("app.help", "question_mark,f1", "help", "Help", "Show all keys", shown=True, display="?"),
        Action("app.library", "L", "library", "Library", "The library: all that was read"),
        Action("app.feeds", "F", "feeds", "Feeds", "The feeds that are followed"),
        Action("app.batch", "B", "batch", "Batch", "Make briefs of many inputs"),
        Action("app.packs", "P", "packs", "Packs", "The translation packs"),
        Action("app.settings", "comma", "settings", "Settings", "The settings"),
        Action("app.quit", "q", "quit", "Quit", "Leave", shown=True),
        Action("app.interrupt", "ctrl+c", "quit", "Quit", "Leave", priority=True),
    ),
    "reader": (
        Action("sentence.others", "o", "wordings", "Others", "What else the model could have said", _SENTENCE),
        Action("sentence.correct", "c", "reword", "Correct", "Correct the translation by hand", _SENTENCE, shown=True),
        Action("sentence.term", "T", "term", "Term", "Put a term into the glossary", _SENTENCE),
        Action("sentence.undo", "u", "undo", "Undo", "Take back the last change", _SENTENCE),
        Action("summary.longer", "plus,equals_sign", "longer(1)", "Longer", "A longer summary", _SUMMARY),
        Action("summary.shorter", "minus", "longer(-1)", "Shorter", "A shorter summary", _SUMMARY),
        Action("summary.method", "m", "method(1)", "Method", "Choose by the next method", _SUMMARY),
        Action("summary.method-back", "M", "method(-1)", "Method", "By the method before", _SUMMARY),
        Action("summary.digest", "d", "digest", "Digest", "Sum up all wires of this story, or one", _SUMMARY),
        Action("find.open", "slash", "find", "Find", "Search all open wires, both sides of them", shown=True),
        Action("find.on", "ctrl+n", "find_step(1)", "Next", "To the next match"),
        Action("find.back", "ctrl+b", "find_step(-1)", "Back", "To the match before"),
        Action("list.filter", "f", "filter", "Filter", "List only some of the wires", _LIST),
        Action("list.sort", "s", "sort", "Sort", "List the wires in another order", _LIST),
        Action("wire.unmark", "X", "unmark", "Unmark", "Let no wire be marked any more", _LIST),
        Action("wire.star", "asterisk", "star", "Star", "Star this wire, or no longer", _LIST),
        Action("wire.note", "a", "note", "Note", "Write a note on this wire", _LIST),
        Action("wire.unread", "U", "unread", "Unread", "Let this wire be unread again", _LIST),
        Action("wire.open", "ctrl+o", "open", "Open", "Open a file, a folder or an address"),
        Action("wire.paste", "ctrl+v", "paste", "Paste", "Read a text that you paste"),
        Action("wire.export", "e", "export", "Export", "Write this brief, or those that are marked", shown=True),
        Action("wire.copy", "y", "copy", "Copy", "Copy a sentence, the summary or the brief"),
        Action("wire.next", "J,right_square_bracket", "wire(1)", "Next", "To the next wire"),
        Action("wire.previous", "K,left_square_bracket", "wire(-1)", "Back", "To the previous wire"),
        Action("pane.next", "tab", "pane(1)", "Pane", "To the next pane or tab", shown=True),
        Action("pane.previous", "shift+tab", "pane(-1)", "Back", "To the previous pane or tab"),
        Action("pane.wires", "1", "tab(0)", "Wires", "To the list of wires"),
        Action("pane.source", "2", "tab(1)", "Source", "To the source"),
        Action("pane.translation", "3", "tab(2)", "Translation", "To the translation"),
        Action("pane.summary", "4", "tab(3)", "Summary", "To the summary"),
        Action("pack.install", "i", "install", "Get pack", "Get the pack that this wire needs", shown=True),
        Action(
            "wire.translate", "t", "translate", "Translate", "Go on translating, or try this wire again", shown=True
        ),
        Action("work.cancel", "escape", "cancel", "Stop", "Stop: the search, a pack, translating", shown=True),
    ),
    "page": (Action("room.back", "escape", "back", "Back", "Back to the wires", shown=True),),
    "library": (
        Action("library.search", "slash", "search", "Search", "Search by words, in either language", shown=True),
        Action("library.star", "s", "star", "Star", "Star it, so that it is kept; or take the star away", shown=True),
        Action("library.remove", "d,delete", "remove", "Remove", "Remove it from the library", shown=True),
        Action("library.back", "escape", "back", "Back", "To the whole list; else back to the wires", shown=True),
    ),
    "feeds": (
        Action("feeds.other", "tab", "other", "Pane", "To the other list", shown=True),
        Action("feeds.refresh", "r", "refresh", "Refresh", "Ask all feeds for what is new", shown=True),
        Action("feeds.mark", "m", "mark", "Read", "Mark this entry as read, or as unread", shown=True),
        Action("feeds.mark-all", "M", "mark_all", "All read", "Mark all of this feed as read"),
        Action("feeds.add", "a", "add", "Follow", "Follow another feed", shown=True),
        Action("feeds.remove", "d,delete", "remove", "Unfollow", "Follow this feed no longer", shown=True),
        Action("feeds.back", "escape", "back", "Back", "Stop a refresh; else back to the wires", shown=True),
    ),
    "packs": (
        Action("packs.get", "i", "get", "Get", "Get this pack and install it", shown=True),
        Action("packs.verify", "c", "verify", "Check", "Check this pack to the last byte, and try it out", shown=True),
        Action("packs.remove", "d,delete", "remove", "Remove", "Remove this pack", shown=True),
        Action("packs.back", "escape", "back", "Back", "Stop getting a pack; else back to the wires", shown=True),
    ),
    "batch": (
        Action("batch.begin", "r", "begin", "Run", "Say what is to be done, and begin", shown=True),
        Action("batch.stop", "s", "stop", "Stop", "Stop the batch; what is done stays done", shown=True),
        Action("batch.back", "escape", "back", "Back", "Back to the wires; the batch goes on", shown=True),
    ),
    "settings": (
        Action("settings.default", "d,delete", "default", "Default", "Let it have its default again", shown=True),
    ),
    "dialog": (Action("sheet.close", "escape", "close", "Close", "Close, with nothing changed", shown=True),),
    "edit": (
        Action("rewording.save", "enter,ctrl+s", "save", "Keep", "Keep this translation", shown=True, priority=True),
    ),
    "paste": (Action("pasting.save", "ctrl+s", "save", "Read", "Read this text", shown=True, priority=True),),
    "help": (
        Action("help.close", "escape,question_mark,q", "close", "Close", "Close the help", shown=True),
        Action("help.down", "j", "scroll(1)", "Down", "Scroll down"),
        Action("help.up", "k", "scroll(-1)", "Up", "Scroll up"),
    ),
    "words": (
        Action("word.next", "right,l", "word(1)", "Word", "To the next word, its partners lit"),
        Action("word.previous", "left,h", "word(-1)", "Word", "To the word before"),
        Action("word.across", "x", "across", "Across", "Across to the word's partner"),
    ),
    "texts": (
        Action("doubt.next", "n", "doubt(1)", "Doubt", "To the next doubtful sentence", shown=True),
        Action("doubt.previous", "N", "doubt(-1)", "Doubt", "To the doubtful sentence before"),
    ),
    "layout": (
        Action("text.view", "v", "view", "View", "Another view of the two texts", shown=True),
        Action("pane.narrower", "less_than_sign", "widen(-1)", "Narrower", "Less room on the left"),
        Action("pane.wider", "greater_than_sign", "widen(1)", "Wider", "More room on the left"),
    ),
    "wires": (Action("wire.mark", "space", "screen.mark", "Mark", "Mark for export, or no longer"),),
    "list": (
        Action("row.next", "j,down", "move(1)", "Next", "Next sentence or line", shown=True, group=_MOVE),
        Action("row.previous", "k,up", "move(-1)", "Back", "Previous sentence or line", shown=True, group=_MOVE),
        Action("row.page", "space,pagedown", "page(1)", "Page", "A page on"),
        Action("row.page-back", "b,pageup", "page(-1)", "Page back", "A page back"),
        Action("row.first", "g,home", "end(0)", "First", "To the first"),
        Action("row.last", "G,end", "end(-1)", "Last", "To the last"),
        Action("row.choose", "enter", "choose", "Choose", "Go to what is chosen"),
    ),
    "find": (
        Action("find.next", "down", "step(1)", "Next", "To the next match; so does Enter", shown=True),
        Action("find.previous", "up", "step(-1)", "Previous", "To the match before", shown=True),
    ),
}

ACTIONS: Final = tuple(replace(row, scope=scope) for scope, rows in _TABLE.items() for row in rows)
"""All rows, each with its scope."""


def bindings(scope: str) -> list[BindingType]:
    """Return the bindings of a scope, as `BINDINGS` of the class that it belongs to."""
    return [row.binding() for row in _TABLE[scope]]


def sections(scopes: Iterable[str]) -> dict[str, list[Action]]:
    """Return the actions of some scopes by their headings in the help; those that hold everywhere come last."""
    found: dict[str, list[Action]] = {}
    for scope in scopes:
        for row in _TABLE[scope]:
            found.setdefault(row.section or SCOPES[scope].section, []).append(row)
    if everywhere := found.pop(EVERYWHERE, None):
        found[EVERYWHERE] = everywhere
    return found
