"""The table of all actions that have a key, one row each.

Screens, help, palette and the names in `[keys]` are made from it. Rows are grouped by scope: a widget, a screen or the
whole program.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from textual.binding import Binding, BindingType
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character

from core.messages import Message
from tui.i18n import N_, _

WIDGET, SCREEN, APP = range(3)
"""Ranks of scopes: if several have the same key, the lowest acts."""

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
    """Label in the key bar."""
    tooltip: str
    """Description in the help and the palette."""
    section: str = ""
    """Its heading in the help, if not its scope's."""
    shown: bool = False
    """Whether it is in the key bar."""
    group: str = ""
    """Common label of several keys in the key bar."""
    priority: bool = False
    """Whether it has priority over the focused widget."""
    scope: str = ""

    def binding(self) -> Binding:
        """Return Textual's binding of it."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.shown,
            priority=self.priority,
            tooltip=self.tooltip,
            id=self.id,
            group=Binding.Group(self.group, compact=True) if self.group else None,
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """Where actions apply."""

    rank: int
    section: str = EVERYWHERE
    """The heading of its actions in the help."""
    modal: bool = False
    """Whether scopes below it cannot act."""


SCOPES: Final = {
    "app": Scope(APP),
    "reader": Scope(SCREEN),
    **dict.fromkeys(
        ("page", "library", "feeds", "packs", "batch", "settings", "rules"), Scope(SCREEN, N_("On this page"))
    ),
    **dict.fromkeys(("dialog", "edit", "paste", "export", "choice", "help"), Scope(SCREEN, modal=True)),
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
        Action("app.help", "question_mark,f1", "help", "Help", "Help: show all keys", shown=True),
        Action("app.library", "L", "library", "Library", "Open the library of what you have read"),
        Action("app.feeds", "F", "feeds", "Feeds", "Open the feeds you follow"),
        Action("app.batch", "B", "batch", "Batch", "Write briefs for many files (batch)"),
        Action("app.packs", "P", "packs", "Packs", "Manage the translation packs"),
        Action("app.settings", "comma", "settings", "Settings", "Open the settings: language, theme, summary"),
        Action("app.quit", "q", "quit", "Quit", "Quit", shown=True),
        Action("app.interrupt", "ctrl+c", "quit", "Quit", "Quit", priority=True),
    ),
    "reader": (
        Action("sentence.others", "o", "wordings", "Alternatives", "Alternative translations", _SENTENCE),
        Action("sentence.correct", "c", "reword", "Correct", "Correct the translation by hand", _SENTENCE, shown=True),
        Action("sentence.term", "T", "term", "Term", "Add a term to the glossary", _SENTENCE),
        Action("sentence.undo", "u", "undo", "Undo", "Undo the last change", _SENTENCE),
        Action("sentence.redo", "R,ctrl+y", "redo", "Redo", "Redo what was undone", _SENTENCE),
        Action("summary.longer", "plus,equals_sign", "longer(1)", "Longer", "Make the summary longer", _SUMMARY),
        Action("summary.shorter", "minus", "longer(-1)", "Shorter", "Make the summary shorter", _SUMMARY),
        Action("summary.method", "m", "method(1)", "Method", "Next summary method", _SUMMARY),
        Action("summary.method-back", "M", "method(-1)", "Method", "Previous summary method", _SUMMARY),
        Action("summary.digest", "D", "digest", "Digest", "Toggle digest of the whole story", _SUMMARY),
        Action("watch.make", "w", "watch", "Watch", "Watch for the selection, the word or what is searched for"),
        Action("find.open", "slash", "find", "Find", "Search all open wires, in both languages", shown=True),
        Action("find.on", "ctrl+n", "find_step(1)", "Next", "Next match"),
        Action("find.back", "ctrl+b", "find_step(-1)", "Back", "Previous match"),
        Action("list.filter", "f", "filter", "Filter", "Filter the list", _LIST),
        Action("list.rules", "S", "rules", "Rules", "Rules that mute, star or mark wires", _LIST),
        Action("list.event", "E", "event", "Event", "List the wires on the same event, or all again", _LIST),
        Action("list.sort", "s", "sort", "Sort", "Sort the list", _LIST),
        Action("wire.unmark", "X", "unmark", "Unmark", "Clear all marks", _LIST),
        Action("wire.star", "asterisk", "star", "Star", "Star or unstar this wire", _LIST),
        Action("wire.note", "a", "note", "Note", "Add a note to this wire", _LIST),
        Action("wire.close", "d,delete", "close_wire", "Remove", "Remove this wire from the list", _LIST),
        Action("wire.unread", "U", "unread", "Read", "Mark this wire as read or unread", _LIST),
        Action("wire.open", "ctrl+o", "open", "Open", "Open a file, a folder or an address"),
        Action("wire.paste", "ctrl+v", "paste", "Paste", "Paste a text to read"),
        Action("wire.export", "e", "export", "Export", "Export this brief, or the marked ones", shown=True),
        Action("wire.copy", "y", "copy", "Copy", "Copy the selection, a sentence, the summary or the brief"),
        Action("wire.next-unread", "W", "next_unread", "Unread", "Next unread wire", shown=True),
        Action("wire.next", "J,right_square_bracket", "wire(1)", "Next", "Next wire"),
        Action("wire.previous", "K,left_square_bracket", "wire(-1)", "Back", "Previous wire"),
        Action("pane.next", "tab", "pane(1)", "Pane", "Next pane or tab", shown=True),
        Action("pane.previous", "shift+tab", "pane(-1)", "Back", "Previous pane or tab"),
        Action("pane.wires", "1", "tab(0)", "Wires", "Go to the list of wires"),
        Action("pane.source", "2", "tab(1)", "Source", "Go to the source"),
        Action("pane.translation", "3", "tab(2)", "Translation", "Go to the translation"),
        Action("pane.summary", "4", "tab(3)", "Summary", "Go to the summary"),
        Action("pack.install", "i", "install", "Get pack", "Download the pack this wire needs", shown=True),
        Action("wire.translate", "t", "translate", "Translate", "Resume translating, or retry this wire", shown=True),
        Action("work.cancel", "escape", "cancel", "Stop", "Stop the search, download or translation", shown=True),
    ),
    "page": (Action("room.back", "escape,q", "back", "Back", "Back to the wires", shown=True),),
    "library": (
        Action("library.search", "slash", "search", "Search", "Search by words, in either language", shown=True),
        Action("library.star", "asterisk", "star", "Star", "Star or unstar it; starred briefs are kept", shown=True),
        Action("library.remove", "d,delete", "remove", "Remove", "Remove it from the library", shown=True),
        Action("library.back", "escape,q", "back", "Back", "Clear the search, or go back to the wires", shown=True),
    ),
    "feeds": (
        Action("feeds.other", "tab", "other", "Pane", "Switch to the other list", shown=True),
        Action("feeds.refresh", "r", "refresh", "Refresh", "Refresh all feeds", shown=True),
        Action("feeds.mark", "U", "mark", "Mark read", "Mark this entry as read or unread", shown=True),
        Action("feeds.mark-all", "A", "mark_all", "Mark all read", "Mark all of this feed as read"),
        Action("feeds.add", "a", "add", "Follow", "Add a feed to follow", shown=True),
        Action("feeds.remove", "d,delete", "remove", "Unfollow", "Unfollow this feed", shown=True),
        Action("feeds.back", "escape,q", "back", "Back", "Stop refreshing, or go back to the wires", shown=True),
    ),
    "packs": (
        Action("packs.get", "i", "get", "Get", "Download and install this pack", shown=True),
        Action("packs.verify", "V", "verify", "Verify", "Verify this pack and test it", shown=True),
        Action("packs.remove", "d,delete", "remove", "Remove", "Remove this pack", shown=True),
        Action("packs.back", "escape,q", "back", "Back", "Cancel the download, or go back to the wires", shown=True),
    ),
    "batch": (
        Action("batch.begin", "t", "begin", "Start", "Start a batch, or resume one", shown=True),
        Action("batch.stop", "p", "stop", "Pause", "Pause the batch; finished briefs are kept", shown=True),
        Action("batch.back", "escape,q", "back", "Back", "Back to the wires; the batch keeps running", shown=True),
    ),
    "settings": (Action("settings.default", "d,delete", "default", "Default", "Reset to default", shown=True),),
    "rules": (
        Action("rules.add", "a", "add", "Add", "Make a rule", shown=True),
        Action("rules.remove", "d,delete", "remove", "Delete", "Delete this rule", shown=True),
    ),
    "dialog": (Action("sheet.close", "escape", "close", "Close", "Close without changes", shown=True),),
    "edit": (
        Action("rewording.save", "enter,ctrl+s", "save", "Keep", "Keep this translation", shown=True, priority=True),
    ),
    "paste": (Action("pasting.save", "ctrl+s", "save", "Read", "Read this text", shown=True, priority=True),),
    "export": (Action("export.tick", "space", "tick", "Tick", "Tick several formats", shown=True, priority=True),),
    "choice": (Action("watch.delete", "d,delete", "delete", "Delete watch", "Delete this watch", shown=True),),
    "help": (
        Action("help.close", "escape,question_mark,q", "close", "Close", "Close the help", shown=True),
        Action("help.down", "j", "scroll(1)", "Down", "Scroll down"),
        Action("help.up", "k", "scroll(-1)", "Up", "Scroll up"),
    ),
    "words": (
        Action("word.next", "right,l", "word(1)", "Word", "Next word (highlights its match)"),
        Action("word.previous", "left,h", "word(-1)", "Word", "Previous word"),
        Action("word.across", "x", "across", "Across", "Jump to the matching word"),
    ),
    "texts": (
        Action("doubt.next", "n", "doubt(1)", "Doubt", "Next doubtful sentence", shown=True),
        Action("doubt.previous", "N", "doubt(-1)", "Doubt", "Previous doubtful sentence"),
    ),
    "layout": (
        Action("text.view", "v", "view", "View", "Change the view of the two texts", shown=True),
        Action("pane.narrower", "less_than_sign", "widen(-1)", "Narrower", "Narrow the left pane"),
        Action("pane.wider", "greater_than_sign", "widen(1)", "Wider", "Widen the left pane"),
    ),
    "wires": (Action("wire.mark", "space", "screen.mark", "Mark", "Mark or unmark for export"),),
    "list": (
        Action("row.next", "j,down", "move(1)", "Next", "Next sentence or line", shown=True, group=_MOVE),
        Action("row.previous", "k,up", "move(-1)", "Back", "Previous sentence or line", shown=True, group=_MOVE),
        Action("row.page", "space,pagedown", "page(1)", "Page", "Page down"),
        Action("row.page-back", "b,pageup", "page(-1)", "Page back", "Page up"),
        Action("row.first", "g,home", "end(0)", "First", "First item"),
        Action("row.last", "G,end", "end(-1)", "Last", "Last item"),
        Action("row.choose", "enter", "choose", "Open", "Open the selected item"),
    ),
    "find": (
        Action("find.next", "down", "step(1)", "Next", "Next match (or Enter)", shown=True),
        Action("find.previous", "up", "step(-1)", "Previous", "Previous match", shown=True),
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


_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "hyper", "meta"))
_NAMED = frozenset(key.value for key in Keys) | frozenset(KEY_NAME_REPLACEMENTS.values())


def checked(wanted: Mapping[str, str], actions: Iterable[Action]) -> tuple[dict[str, str], list[str]]:
    """Return the valid part of a keymap, in Textual's names of keys, and the problems of the rest.

    A key that two bindings share is reported, but used all the same: the user may want it.
    """
    actions = list(actions)
    known = {action.id for action in actions}
    keymap: dict[str, str] = {}
    problems = []
    for name, text in wanted.items():
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = Message("; is it {name}?", name=close[0]) if close else ""
            problems.append(Message("keys.{name}: nothing has this name{hint}", name=name, hint=hint))
            continue
        keys = [_named(key.strip()) for key in text.split(",") if key.strip()]
        if wrong := [key for key in keys if not _is_key(key)]:
            problems.append(
                Message(
                    "keys.{name}: {wrong!r} is no key; give one such as x, ctrl+x, f2 or question_mark",
                    name=name,
                    wrong=wrong[0],
                )
            )
        else:
            keymap[name] = ",".join(keys)
    return keymap, [*problems, *_clashes(keymap, actions)]


def _clashes(keymap: Mapping[str, str], actions: list[Action]) -> Iterator[str]:
    by_key: dict[str, list[Action]] = {}
    for action in actions:
        for key in dict.fromkeys(map(_named, (keymap.get(action.id) or action.keys).split(","))):
            by_key.setdefault(key, []).append(action)
    for key, sharing in by_key.items():
        for action in sharing:
            if action.id not in keymap:
                continue
            # If several pages have such a key, one is named.
            for other in {other.action: other for other in reversed(sharing)}.values():
                reported_there = other.id in keymap and other.id < action.id
                if other is action or not _meet(action, other) or reported_there:
                    continue
                first = min((action, other), key=lambda action: SCOPES[action.scope].rank)
                yield Message(
                    "keys.{name}: {key} is also the key of {other} ({tooltip}); where both could act, {first} does",
                    name=action.id,
                    key=key,
                    other=other.id,
                    tooltip=_(other.tooltip),
                    first=first.id,
                )


def _meet(action: Action, other: Action) -> bool:
    """Whether two actions can be active at the same time."""
    if action.scope == other.scope:
        return True
    scopes = SCOPES[action.scope], SCOPES[other.scope]
    leaving = {action.action, other.action} == {"back", "quit"}  # On a page, the key that quits goes back first.
    return not leaving and not any(scope.modal for scope in scopes) and scopes[0].rank != scopes[1].rank


def _named(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return len(last) == 1 or key in _NAMED or last in _NAMED or key_to_character(last) is not None
