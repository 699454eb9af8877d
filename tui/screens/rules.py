"""The page of rules that mute, star or mark wires; they are edited in place and written to the settings file."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from core.conditions import Act, Rule
from core.config.change import FIELDS, Listed, drop_rule, list_rules, put_rule
from core.errors import DepecheError
from core.sanitize import sanitize
from tui.bindings import bindings
from tui.i18n import N_, _, localized, n_
from tui.screens import Page
from tui.screens.dialogs import ChoiceDialog, ConfirmDialog, FormDialog
from tui.widgets.cursor_list import Choice, Choices, CursorList

if TYPE_CHECKING:
    from core.settings import Places

_ACTS = {
    "mute": (N_("mute"), N_("keep it out of the list, untranslated")),
    "star": (N_("star"), ""),
    "mark": (N_("mark for export"), ""),
}
"""Actions of a rule, with explanations."""
_LABELS = {
    "words": N_('Words: strike OR "pay rise" -football'),
    "in": N_("In: source, translation or both"),
    "outlet": N_("Outlet, or a part of its name"),
    "language": N_("Language: fr, es, …"),
    "day": N_("Day, month or year: 2026-03-02, 2026-03, 2026"),
    "byline": N_("Byline, or a part of it"),
}


class RulesPage(Page):
    """The rules of the settings, in their order."""

    NAME = "Rules"
    HELP = "Rules mute, star or mark wires by their words, outlet, language or day, as soon as they come."
    ENTER = N_("Change")
    SCOPE: ClassVar[str] = "rules"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, places: "Places", changed: Callable[[Sequence[Rule]], object]) -> None:
        super().__init__()
        self._places, self._changed = places, changed
        """`changed` is called with the new rules."""
        self._rules: list[Listed] = []

    def parts(self) -> ComposeResult:
        """Yield the list."""
        yield Choices(id="rules")

    def on_mount(self) -> None:
        """Show the rules of the settings file."""
        self._list.empty = N_("No rules yet.")
        self.offer(self._list, "rules.add")
        self._show()

    @property
    def _list(self) -> Choices:
        return self.query_one("#rules", Choices)

    def _show(self) -> None:
        self._rules = list_rules(self._places)
        self._list.show([_choice(rule) for rule in self._rules], cursor=self._list.cursor or 0)
        self.count(n_("{n} rule", "{n} rules", len(self._rules)))
        self.refresh_bindings()
        self._tell()

    @on(CursorList.Moved)
    def _tell(self) -> None:
        """Show why a rule is ignored, or what can be done here."""
        place = self._place
        problem = "" if place is None else self._rules[place].problem
        self.say(problem or _("Rules hold here at once, and for what “depeche watch” makes."), alert=bool(problem))

    @property
    def _place(self) -> int | None:
        cursor = self._list.cursor
        return cursor if cursor is not None and cursor < len(self._rules) else None

    @on(CursorList.Chosen)
    def _chosen(self, event: CursorList.Chosen) -> None:
        if not event.clicked and (place := self._place) is not None:
            self._ask(place, self._rules[place].texts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to delete a rule only if there is one."""
        del parameters
        return bool(self._rules) or action != "remove"

    def action_add(self) -> None:
        """Add a rule."""
        self._ask(None, {})

    def action_remove(self) -> None:
        """Ask, then delete the rule under the cursor."""
        if (place := self._place) is not None:
            question = ConfirmDialog(_choice(self._rules[place]).text, _("Keep it"), _("Delete it"))
            self.confirm(question, partial(self._write, partial(drop_rule, self._places, place), _("rule deleted")))

    def _ask(self, place: int | None, texts: dict[str, str]) -> None:
        acts = get_args(Act)
        cursor = acts.index(texts["do"]) if texts.get("do") in acts else 0
        choices = [Choice(_(name), _(note) if note else "") for name, note in (_ACTS[act] for act in acts)]

        def chosen(answer: int | None) -> None:
            if answer is not None:
                self._form(place, {**texts, "do": acts[answer]})

        self.app.push_screen(ChoiceDialog(N_("What the rule does with a wire"), choices, cursor=cursor), chosen)

    def _form(self, place: int | None, texts: dict[str, str], problem: str = "") -> None:
        fields = [(_LABELS[key], texts.get(key, "")) for key in FIELDS]

        def filled(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                given = {"do": texts["do"], **dict(zip(FIELDS, answer, strict=True))}
                self._write(partial(put_rule, self._places, place, given), _("rule saved"), place, given)

        self.app.push_screen(FormDialog(N_("Which wires the rule is for"), fields, problem=problem), filled)

    def _write(
        self, write: Callable[[], None], said: str, place: int | None = None, given: dict[str, str] | None = None
    ) -> None:
        """Change the file; if a rule is rejected, ask for it again with the same text."""
        try:
            write()
        except DepecheError as error:
            reason = sanitize(localized(str(error)), 500)
            if given is None:
                self.say(reason, alert=True)
            else:
                self._form(place, given, reason)
            return
        self._show()
        self._changed([listed.rule for listed in self._rules if listed.rule])
        self.say(said)


def _choice(listed: Listed) -> Choice:
    texts = listed.texts
    where = [sanitize(texts[key], 60) for key in FIELDS if key not in ("words", "in") and key in texts]
    side = {"source": _("in the source"), "translation": _("in the translation")}.get(texts.get("in", ""), "")
    words = sanitize(texts.get("words", ""), 200) or _("every wire")
    act = sanitize(texts.get("do", "?"), 20)
    return Choice(
        f"{_(act).ljust(6)}  {words}", " · ".join(filter(None, (side, *where))), "!" if listed.problem else " "
    )
