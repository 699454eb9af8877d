"""The reader's themes, dark and light, how styles are set, and ASCII marks for simple terminals and braille."""

import re
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.css.match import _check_selectors
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.theme import Theme

from tui.i18n import N_
from tui.widgets import MARKS
from tui.widgets.cursor_list import Choice

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.styles import RulesMap

_NOTED = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What Textual notes about a node: when it must be given its styles again."""
AA = 4.5
"""The contrast that WCAG 2.2 asks of text (success criterion 1.4.3, level AA)."""

DARK = Theme(
    name="depeche-dark",
    primary="#8fb3d9",
    secondary="#7d8794",
    accent="#8fb3d9",
    warning="#e0af68",
    error="#e07a6f",
    success="#8bb58a",
    foreground="#d5d8dc",
    background="#14171b",
    surface="#14171b",
    panel="#1e232a",
    dark=True,
    variables={
        "lit": "#222a35",
        "lit-away": "#1c2129",
        "quiet": "#8a93a0",
        "line": "#262c34",
        "footer-background": "#1a1e24",
        "footer-key-foreground": "#8fb3d9",
        "footer-description-foreground": "#9aa2ad",
        "scrollbar": "#2c333d",
        "scrollbar-hover": "#3a434f",
        "scrollbar-active": "#8fb3d9",
        "scrollbar-background": "#14171b",
        "scrollbar-background-hover": "#14171b",
        "scrollbar-background-active": "#14171b",
    },
)

LIGHT = Theme(
    name="depeche-light",
    primary="#1f5f99",
    secondary="#6b6a64",
    accent="#1f5f99",
    warning="#8f5400",
    error="#b3382c",
    success="#386a3d",
    foreground="#26282b",
    background="#f8f6f1",
    surface="#f8f6f1",
    panel="#edeae2",
    dark=False,
    variables={
        "lit": "#e2e7ea",
        "lit-away": "#eeece6",
        "quiet": "#62605a",
        "line": "#dedad0",
        "footer-background": "#efece5",
        "footer-key-foreground": "#1f5f99",
        "footer-description-foreground": "#5e5d57",
        "scrollbar": "#d5d0c4",
        "scrollbar-hover": "#c3bdae",
        "scrollbar-active": "#1f5f99",
        "scrollbar-background": "#f8f6f1",
        "scrollbar-background-hover": "#f8f6f1",
        "scrollbar-background-active": "#f8f6f1",
    },
)


def variables_for(theme: Theme) -> dict[str, str]:
    """Derive the colours that our style sheets use from those that every theme has."""
    ours = DARK if theme.dark else LIGHT
    if theme.ansi:
        # The terminal's own sixteen colours cannot be mixed.
        grey = dict.fromkeys(("lit", "lit-away", "line"), "ansi_bright_black")
        return {**grey, "quiet": "ansi_default", "footer-background": "ansi_default"}
    ground = Color.parse(theme.background or ours.background or "black")
    text = Color.parse(theme.foreground or ours.foreground or "white")
    lit = ground.blend(Color.parse(theme.accent or theme.primary), 0.18)
    quiet = next(
        (color for share in (0.6, 0.7, 0.8, 0.9) if contrast(color := ground.blend(text, share), lit) >= AA), text
    )
    return {
        "lit": lit.hex,
        "lit-away": ground.blend(text, 0.07).hex,
        "quiet": quiet.hex,
        "line": ground.blend(text, 0.14).hex,
    }


class SparingStylesheet(Stylesheet):
    """A style sheet that gives a widget only the styles that it does not have already.

    When a class changes, or the focus, Textual goes through all rules for each widget below, and each part of it that
    has a style of its own; it makes all parts anew, and sets all their styles. Nearly always the same rules match as
    before, which is found out in a tenth of the time.
    """

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._map: dict[str, list[RuleSet]] = {}
        """The rules by selector, from which `_possible` was made."""
        self._possible: dict[frozenset[str], list[RuleSet]] = {}
        """The rules whose last selector fits a node, by the names in the node."""
        self._merged: dict[tuple[Any, ...], tuple[RulesMap, dict[str, bool]]] = {}
        """The styles by the names in a node and the rules that match it, and what Textual notes about such a node."""
        self._set: WeakKeyDictionary[DOMNode, tuple[RulesMap, int]] = WeakKeyDictionary()
        """The styles that a node has, and how often these were changed until then."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colours; all rules will be others."""
        super().set_variables(variables)
        self._merged.clear()

    def apply(self, node: DOMNode, *, animate: bool = False, cache: dict[Any, Any] | None = None) -> None:
        """Set the styles of a node and its parts."""
        del cache
        if self._map is not self.rules_map:
            self._map = self.rules_map
            self._possible.clear()
        names = frozenset(node._selector_names)  # noqa: SLF001 - as Textual does
        if names not in self._possible:
            fitting = {rule for name in self._map.keys() & names for rule in self._map[name]}
            self._possible[names] = [rule for rule in reversed(self.rules) if rule in fitting]
        path = node.css_path_nodes
        # The last selector alone tells of most rules that they do not match.
        matching = [
            (rule, selectors.specificity)
            for rule in self._possible[names]
            for selectors in rule.selector_set
            if selectors.selectors[-1].check(node) and _check_selectors(selectors.selectors, path)
        ]
        key = names, *matching
        if key not in self._merged:
            self._set.pop(node, None)
            super().apply(node, animate=animate)
            found = self._set[node][0] if node in self._set else {}
            self._merged[key] = found, {name: getattr(node, name) for name in _NOTED}
            return
        wanted, notes = self._merged[key]
        vars(node).update(notes)
        had, changes = self._set.get(node, (None, 0))
        if had is wanted and changes == node.styles.base._updates:  # noqa: SLF001
            # A colour may show through from what is behind.
            node.notify_style_update()
        else:
            self.replace_rules(node, wanted, animate)
        self._process_component_classes(node)

    def replace_rules(self, node: DOMNode, rules: "RulesMap", animate: bool = False) -> None:  # type: ignore[override] # Textual's belongs to the class
        """Set the styles of a node, and note them."""
        super().replace_rules(node, rules, animate)
        self._set[node] = rules, node.styles.base._updates  # noqa: SLF001

    def _process_component_classes(self, node: DOMNode) -> None:
        """Set the styles of a node's parts."""
        changed = False
        parts = node._component_styles  # noqa: SLF001
        for name in node._get_component_classes():  # noqa: SLF001
            if name not in parts:
                part = DOMNode(classes=name)
                part._attach(node)  # noqa: SLF001
                parts[name] = part.styles
            part = cast("DOMNode", parts[name].node)
            before = self._set.get(part)
            self.apply(part)
            changed = changed or self._set.get(part) is not before
        if changed:
            node.notify_style_update()
            node.refresh()


class ThemedApp(App[None]):
    """The part of the app that knows our themes, and the colours that our style sheets name."""

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = SparingStylesheet(self.get_css_variables())
        self._colours: dict[str, str] = {}
        """The colours with which the style sheets were last parsed."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)

    def begin_with(self, theme: str) -> None:
        """Set the theme before the app runs, so that the style sheets are read with its colours at once."""
        self.theme = theme
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give Textual's own themes the colours that our style sheets name."""
        return variables_for(self.current_theme)

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the style sheets again, unless the colours have not changed.

        Textual also calls this for the initial theme, just after it has parsed them.
        """
        colours = self.get_css_variables()
        if colours != self._colours:
            self._colours = colours
            super().refresh_css(animate)


def theme_names(app: App[Any]) -> tuple[str, ...]:
    """Return the names of all themes, ours first."""
    ours = (DARK.name, LIGHT.name)
    return (*ours, *sorted(set(app.available_themes) - set(ours)))


def choose_theme(app: App[Any]) -> None:
    """Ask for a theme."""
    from tui.screens.dialogs import ChoiceDialog

    names = theme_names(app)

    def chosen(place: int | None) -> None:
        if place is not None:
            app.theme = names[place]

    choices = [Choice(name) for name in names]
    dialog = ChoiceDialog(
        N_("Choose a colour theme"), choices, cursor=names.index(app.theme), keys=N_("Enter sets it · Esc cancels")
    )
    app.push_screen(dialog, chosen)


def contrast(color: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(color), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_MARKS = str.maketrans(
    {
        **dict.fromkeys("│┃║▏▕╎┆┊", "|"),
        **dict.fromkeys("─═╌┄┈▁▔‐‑–—", "-"),
        **dict.fromkeys("▌▐▶▸►→⏵", ">"),
        **dict.fromkeys("◀◂◄←⏴", "<"),
        "█": "|",
        "━": ":",
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("\u2002\u2003\u2009\u200a\u202f\u00a0", " "),
        "·": "/",
        "…": ".",
        "↑": "^",
        "↓": "v",
        **{mark.sign: mark.plain for mark in MARKS},
    }
)
_REST = re.compile("[\u2010-\u209f\u20d0-\u2bff]")
"""Punctuation, arrows, boxes and shapes; not the currencies between them."""


def plain_marks(text: str) -> str:
    """Return a text of the same width with marks that are in ASCII; letters of any language stay."""
    return text if text.isascii() else _REST.sub("_", text.translate(_MARKS))


class PlainMarks(LineFilter):
    """A line filter that replaces marks in everything that is drawn: texts, borders and bars."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with plain marks."""
        del background
        return [Segment(plain_marks(text), style, control) for text, style, control in segments]
