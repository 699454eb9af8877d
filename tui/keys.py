"""The user's own keys: which of them can be used, and what is wrong with the rest.

Textual takes them by the ids of the bindings, and takes them silently: an unknown name, an unknown key or a clash would
only show when a key does nothing.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character

from core.messages import Message
from tui.bindings import SCOPES, Action
from tui.i18n import _

_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "hyper", "meta"))
_NAMED = frozenset(key.value for key in Keys) | frozenset(KEY_NAME_REPLACEMENTS.values())


def checked(wanted: Mapping[str, str], actions: Iterable[Action]) -> tuple[dict[str, str], list[str]]:
    """Return the keymap that can be used, in Textual's names of keys, and what is wrong with the rest.

    A key that two bindings share is told, and used all the same: the user may want it so.
    """
    actions = list(actions)
    known = {one.id for one in actions}
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
    for one in actions:
        for key in dict.fromkeys(map(_named, (keymap.get(one.id) or one.keys).split(","))):
            by_key.setdefault(key, []).append(one)
    for key, sharing in by_key.items():
        for one in sharing:
            if one.id not in keymap:
                continue
            for other in sharing:
                told_from_there = other.id in keymap and other.id < one.id
                if other is one or not _meet(one, other) or told_from_there:
                    continue
                first = min((one, other), key=lambda action: SCOPES[action.scope].rank)
                yield Message(
                    "keys.{name}: {key} is also the key of {other} ({tooltip}); where both could act, {first} does",
                    name=one.id,
                    key=key,
                    other=other.id,
                    tooltip=_(other.tooltip),
                    first=first.id,
                )


def _meet(one: Action, other: Action) -> bool:
    """Whether two actions could be meant at the same moment."""
    if one.scope == other.scope:
        return True
    scopes = SCOPES[one.scope], SCOPES[other.scope]
    return not any(scope.modal for scope in scopes) and scopes[0].rank != scopes[1].rank


def _named(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return len(last) == 1 or key in _NAMED or last in _NAMED or key_to_character(last) is not None
