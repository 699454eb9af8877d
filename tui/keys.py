"""Keys: what each binding is by default, what the settings make of it, and where that goes wrong, in words."""

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character
from textual.screen import ModalScreen, Screen

_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "hyper", "meta"))
_NAMED = frozenset(key.value for key in Keys) | frozenset(KEY_NAME_REPLACEMENTS.values())


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding, and the class it belongs to."""

    binding: Binding
    owner: type[DOMNode]

    @property
    def rank(self) -> int:
        """Who goes first where several could act: a pane, then its screen, then the program."""
        return 2 if issubclass(self.owner, App) else int(issubclass(self.owner, Screen))

    def meets(self, other: "Bound") -> bool:
        """Whether both could act at the same moment."""
        if self.owner is other.owner:
            return True
        if any(issubclass(one.owner, ModalScreen) for one in (self, other)):
            return False
        return self.rank != other.rank


def all_bound() -> list[Bound]:
    """Return every binding of the program; imports all screens and widgets, so only for those who need all."""
    import tui.app
    import tui.screens
    import tui.widgets

    modules = [tui.app]
    for package in (tui.screens, tui.widgets):
        modules += [
            importlib.import_module(found.name)
            for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        ]
    owners: dict[type[DOMNode], None] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == module.__name__:
                owners[value] = None
    return [
        Bound(binding, owner)
        for owner in owners
        for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ()))
    ]


def remapped(bindings: Iterable[BindingType], keymap: Mapping[str, str]) -> Iterator[Binding]:
    """Give bindings with the keys that they really have."""
    done = set()
    for binding in Binding.make_bindings(bindings):
        wanted = keymap.get(binding.id or "")
        if not wanted:
            yield binding
        elif binding.id not in done:
            done.add(binding.id)
            yield from (binding.with_key(key, None) for key in wanted.split(","))


def checked(wanted: Mapping[str, str], bound: Iterable[Bound]) -> tuple[dict[str, str], list[str]]:
    """Return the keymap that can be used, in Textual's names of keys, and what is wrong with the rest.

    A key that two bindings share is told, and used all the same: the user may want it so.
    """
    bound = list(bound)
    known = {one.binding.id: one for one in bound if one.binding.id}
    keymap: dict[str, str] = {}
    problems = []
    for name, text in wanted.items():
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f"; is it {close[0]}?" if close else ""
            problems.append(f"keys.{name}: nothing has this name{hint}")
            continue
        keys = [_named(key.strip()) for key in text.split(",") if key.strip()]
        if wrong := [key for key in keys if not _is_key(key)]:
            problems.append(f"keys.{name}: {wrong[0]!r} is no key; give one such as x, ctrl+x, f2 or question_mark")
        else:
            keymap[name] = ",".join(keys)
    return keymap, [*problems, *_clashes(keymap, bound)]


def _clashes(keymap: Mapping[str, str], bound: list[Bound]) -> Iterator[str]:
    by_key: dict[str, dict[tuple[str, type[Any]], Bound]] = {}
    for one in bound:
        for binding in remapped([one.binding], keymap):
            by_key.setdefault(_named(binding.key), {})[binding.id or binding.action, one.owner] = one
    for key, sharing in by_key.items():
        for one in sharing.values():
            if one.binding.id not in keymap:
                continue
            for other in sharing.values():
                told_from_there = other.binding.id in keymap and (other.binding.id or "") < (one.binding.id or "")
                if other.binding.id == one.binding.id or not one.meets(other) or told_from_there:
                    continue
                first = min((one, other), key=lambda bound: bound.rank)
                yield (
                    f"keys.{one.binding.id}: {key} is also the key of {other.binding.id} "
                    f"({other.binding.tooltip}); where both could act, {first.binding.id} does"
                )


def _named(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return len(last) == 1 or key in _NAMED or last in _NAMED or key_to_character(last) is not None
