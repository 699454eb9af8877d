"""The settings page: each setting with its value, changed in place and written to the file at once."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from core.config import Loaded, load_settings
from core.config.allowed_values import Boolean
from core.config.allowed_values import OneOf as Words
from core.config.change import change_setting, unset_setting
from core.config.keys import KEYS, Key, value_text
from core.errors import DepecheError
from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import N_, _, localized
from tui.screens import Page
from tui.screens.dialogs import ChoiceDialog, FormDialog
from tui.screens.themes import theme_names
from tui.widgets import CHECKED
from tui.widgets.cursor_list import Choice, Choices, CursorList

if TYPE_CHECKING:
    from core.settings import Places, ReaderSettings

_THEME = "reader.theme"
_SECTION, _NAME = (max(len(key.name.split(".")[part]) for key in KEYS) for part in (0, 1))
_AT_ONCE = frozenset((_THEME, "reader.layout", "reader.ascii"))
"""Settings that take effect at once; the others take effect on restart."""
_MEANINGS = {
    "true": N_("yes"),
    "false": N_("no"),
    "en": N_("English"),
    "fr": N_("French"),
    "news": N_("made for news: position, names, words that recur"),
    "lead": N_("the first sentences"),
    "lexrank": N_("most like all other sentences"),
    "textrank": N_("most words shared with other sentences"),
    "lsa": N_("the main topics"),
    "luhn": N_("frequent words close together"),
    "sumbasic": N_("the most frequent words"),
    "kl": N_("words in the proportions of the whole text"),
    "reduction": N_("the strongest links to other sentences"),
}
"""Texts for values of the settings file."""


class SettingsPage(Page):
    """The page that shows and changes settings."""

    NAME = "Settings"
    HELP = "All settings. A mark means that settings.toml sets it; the others have their defaults."
    ENTER = N_("Change")
    SCOPE: ClassVar[str] = "settings"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    @dataclass
    class Changed(Message):
        """A setting of the reader's appearance changed."""

        reader: "ReaderSettings"

    def __init__(self, places: "Places") -> None:
        super().__init__()
        self._places = places
        self._loaded: Loaded = load_settings(places)

    def parts(self) -> ComposeResult:
        """Yield the list."""
        # The purpose of the setting under the cursor is also shown on the line below.
        yield Choices(id="settings", optional=True)

    def on_mount(self) -> None:
        """Show the settings."""
        self._show()
        self._tell()

    def _show(self) -> None:
        self._loaded = load_settings(self._places)
        choices = self.query_one(Choices)
        choices.show([self._choice(key) for key in KEYS], cursor=choices.cursor or 0)
        given = len(self._loaded.given)
        self.count(_("{n} of {of} set in settings.toml", n=given, of=len(KEYS)))
        if self._loaded.problems:
            self.say(self._loaded.problems[0], alert=True)

    def _choice(self, key: Key) -> Choice:
        value = value_text(key.of(self._loaded.settings))
        section, _dot, name = key.name.partition(".")
        if next(candidate for candidate in KEYS if candidate.name.startswith(f"{section}.")) is not key:
            # Said once; no-break spaces, since others are taken off at the beginning of a line.
            section = "\u00a0" * _SECTION
        return Choice(
            f"{section:<{_SECTION}}  {name:<{_NAME}}  {value}",
            mark=CHECKED.sign if key.name in self._loaded.given else " ",
            cells=(_(key.help),),
        )

    @on(CursorList.Moved)
    def _tell(self) -> None:
        """Show what the setting under the cursor is for."""
        if not self._loaded.problems:
            key = self._key()
            default = "" if key.name in self._loaded.given else "  " + _("(this is the default)")
            self.say(f"{key.name} · {_(key.help)}{default}")

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        if event.clicked:
            return
        key, now = self._key(), value_text(self._key().of(self._loaded.settings))
        if words := self._words(key):
            sheet = ChoiceDialog(
                _title(key),
                [Choice(word, cells=(_(_MEANINGS.get(word, "")),)) for word in words],
                cursor=words.index(now) if now in words else 0,
                keys=N_("Enter sets it · Esc cancels"),
            )
            self.app.push_screen(sheet, lambda answer: self._take(key, words[answer]) if answer is not None else None)
        else:
            self._ask(key, "" if now == "-" else now)

    def _ask(self, key: Key, text: str, problem: str = "") -> None:
        """Ask for a value; `problem` says why the text was not accepted."""
        fields = [(_("Give {what}", what=key.kind.allowed), text)]
        self.app.push_screen(FormDialog(_title(key), fields, problem=problem), partial(self._filled, key))

    def _words(self, key: Key) -> tuple[str, ...]:
        """Return the possible values, if there is a list of them."""
        if key.name == _THEME:
            return theme_names(self.app)
        if isinstance(key.kind, Boolean):
            return ("true", "false")
        return key.kind.words() if isinstance(key.kind, Words) else ()

    def _filled(self, key: Key, answer: tuple[str, ...] | None) -> None:
        if answer is None:
            return
        if answer[0]:
            self._take(key, answer[0])
        else:
            self._forget(key)

    def _take(self, key: Key, text: str) -> None:
        try:
            value = change_setting(self._places, key.name, text)
        except DepecheError as error:
            problem = sanitize(localized(str(error)), 500)
            if self._words(key):
                self.say(problem, alert=True)
            else:
                self._ask(key, text, problem)
            return
        self._done(key, _("{key} set to {value}", key=key.name, value=value_text(value)))

    def action_default(self) -> None:
        """Reset the setting under the cursor to its default."""
        self._forget(self._key())

    def _forget(self, key: Key) -> None:
        try:
            unset_setting(self._places, key.name)
        except DepecheError as error:
            self.say(sanitize(localized(str(error)), 500), alert=True)
            return
        self._done(key, _("{key} reset to default", key=key.name))

    def _done(self, key: Key, text: str) -> None:
        self._show()
        if key.name in _AT_ONCE:
            self.post_message(self.Changed(self._loaded.settings.reader))
            self.say(text)
        else:
            self.say(_("{said}; takes effect on restart", said=text))

    def _key(self) -> Key:
        return KEYS[self.query_one(Choices).cursor or 0]


def _title(key: Key) -> str:
    return _("Choose a colour theme") if key.name == _THEME else _(key.help).removesuffix(".")
