"""The layout of the panes: side by side or behind tabs, their widths, and the focus."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import DescendantFocus, Resize
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.bindings import bindings
from tui.i18n import N_, _
from tui.widgets.bitext import Bitext
from tui.widgets.cursor_list import Choice, Choices, CursorList
from tui.widgets.summary import Keywords, SentencePanel, SummaryList
from tui.widgets.titles import TABS, BitextTitles, Tabs, Title, WatchCounts
from tui.widgets.wires import LEAST, MOST, VIEWS, View, Wires
from tui.workspace import Workspace

NARROW = 100
"""Terminal width, in columns, below which one pane is shown at a time."""
WIRES, SOURCE, TRANSLATION, SUMMARY = range(4)
"""The tabs."""
_PANES = ("#wires", "#bitext", "#summary")
_PANE_OF_TAB = (0, 1, 1, 2)
_TAB_OF_PANE = (WIRES, TRANSLATION, SUMMARY)
_SIDES = {0: "#left", 2: "#right"}
_SIDE_LEAST, _TEXT_LEAST = 20, 50
"""Minimum width, in cells, of a side pane and of the texts between them."""
_LOW_LEAST = 5
"""Minimum height, in lines, of the summary below the texts, and of the texts above it."""


class StartList(Choices):
    """What can be done while nothing is open."""

    ENTER = N_("Choose")


class PaneLayout(Container):
    """The panes and their layout."""

    SCOPE: ClassVar[str] = "layout"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    tab: reactive[int] = reactive(WIRES, repaint=False)
    """The tab that is shown while there is room for one pane only."""
    narrow: reactive[bool] = reactive(False, repaint=False)
    """Whether there is room for one pane only."""
    view: reactive[View] = reactive[View]("both", repaint=False)
    """View of the texts when all panes fit."""
    narrow_view: reactive[View] = reactive[View]("translation", repaint=False)
    """How the tab of the translation shows them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sizes: dict[tuple[str, int], int] = {}
        """Sizes the user chose: for a layout and a pane, its width, or its height below the texts."""

    def compose(self) -> ComposeResult:
        """Compose the panes; the style sheet places them by width."""
        yield Tabs()
        with Container(id="workspace"):
            with Vertical(id="left"):
                yield Title(id="wires-title", spare=True)
                yield WatchCounts()
                yield Wires(self._workspace, id="wires")
            with Container(id="stage"):
                with Vertical(id="middle"):
                    yield BitextTitles(id="bitext-title")
                    yield Bitext(id="bitext")
                with Container(id="right"):
                    with Vertical(id="digest"):
                        yield Title(id="summary-title")
                        yield SummaryList(id="summary")
                        yield Keywords(id="keywords")
                    with Vertical(id="trust"):
                        yield Title(id="sentence-title")
                        yield SentencePanel(id="sentence")

    def show_start_page(self, title: str, choices: Sequence[Choice]) -> None:
        """Show what can be done while nothing is open; the page is made here, since a reader with wires needs none."""
        if not self.query("#start"):
            intro = _("Nothing is open yet. What you read here stays on this machine.")
            page = (Title(id="start-title"), Static(intro, id="start-intro"), StartList(id="start"))
            for part in page:
                part.add_class("start")
            self.mount(*page, before=0)
        self.query_one("#start-title", Title).label = title
        self.query_one("#start", Choices).show(choices)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions on texts while there are none."""
        del parameters
        return not (self.has_class("-start") and action in ("view", "widen", "doubt"))

    def show_pane(self, pane: int) -> None:
        """Go to the list (0), the texts (1) or the summary (2)."""
        if self.narrow:
            self.tab = _TAB_OF_PANE[pane]
        else:
            self._focus(pane)

    def reveal_texts(self) -> None:
        """Show the texts if they are behind another tab."""
        if self.narrow and _PANE_OF_TAB[self.tab] != 1:
            self.show_pane(1)

    def refocus(self) -> None:
        """Return the focus to the pane that had it last."""
        self._focus(_PANE_OF_TAB[self.tab])

    def show_tab(self, tab: int) -> None:
        """Go to one of the tabs, or to the pane with its content."""
        if self.narrow:
            self.tab = tab
        else:
            self._focus(_PANE_OF_TAB[tab])

    def step(self, by: int) -> None:
        """Go to the next pane, or tab."""
        if self.narrow:
            self.tab = (self.tab + by) % len(TABS)
            return
        self._focus(((self._focused or 0) + by) % 3)

    def action_view(self, view: View | None = None) -> None:
        """Show the texts in the named view, or the next one."""
        if self.narrow:
            # The source has a tab of its own; from there, the next is what the other tab has.
            now = "source" if self.tab == SOURCE else self.narrow_view
            view = view or VIEWS[(VIEWS.index(now) + 1) % len(VIEWS)]
            if view != "source":
                self.narrow_view = view
            self.tab = SOURCE if view == "source" else TRANSLATION
        else:
            self.view = view or VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]

    def action_widen(self, step: int) -> None:
        """Move the border between the focused pane and the next to the left or the right."""
        pane = self._focused
        if pane == 1:
            bitext = self.query_one(Bitext)
            if bitext.view == "both":
                bitext.share = min(max(round(bitext.share + step * 0.05, 2), LEAST), MOST)
                self.query_one(BitextTitles).share = bitext.share
        elif pane is not None and not self.narrow:
            side, stage = self.query_one(_SIDES[pane]), self.query_one("#stage")
            low = pane == 2 and self._layout == "-wide"
            now = side.region.height if low else side.region.width
            room = (stage if pane == 2 else self).size
            most = room.height - _LOW_LEAST if low else room.width - _TEXT_LEAST
            wanted = now - step * (1 if low else 2) if pane == 2 else now + step * 2
            self._sizes[self._layout, pane] = min(max(wanted, _LOW_LEAST if low else _SIDE_LEAST), max(most, now))
            self._fit()

    def on_resize(self, event: Resize) -> None:
        """Fit the layout to the window."""
        self.narrow = event.size.width < NARROW
        self._fit()

    @on(Tabs.Wanted)
    def _tab_wanted(self, event: Tabs.Wanted) -> None:
        self.tab = event.tab

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Highlight the pane's title, and select its tab in case the window gets narrow."""
        if self.has_class("-start"):
            return
        for place in range(3):
            here = event.widget is self._pane(place)
            parent = self._pane(place).parent
            if isinstance(parent, Widget):
                parent.set_class(here, "-active")
                parent.query_one(Title).focused = here
            if here and _PANE_OF_TAB[self.tab] != place:
                self.tab = _TAB_OF_PANE[place]

    def watch_tab(self) -> None:
        """Show another pane."""
        self._rearrange()

    def watch_narrow(self) -> None:
        """Show one pane, or all."""
        self._rearrange()

    def watch_view(self) -> None:
        """Lay out the texts again."""
        self._rearrange()

    def watch_narrow_view(self) -> None:
        """Lay out the texts again."""
        self._rearrange()

    def _rearrange(self) -> None:
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        for tab in range(len(TABS)):
            self.set_class(self.narrow and tab == self.tab, f"-tab-{tab}")
        self.set_class(self.narrow, "-narrow")
        view: View = self.view
        if self.narrow:
            view = "source" if self.tab == SOURCE else self.narrow_view
        bitext = self.query_one(Bitext)
        bitext.view = self.query_one(BitextTitles).view = view
        self.query_one(Tabs).active = self.tab
        self._focus(_PANE_OF_TAB[self.tab])
        self._fit()
        if bitext.cursor is not None:
            self.call_after_refresh(bitext.show_row, bitext.cursor)

    def _fit(self) -> None:
        """Apply the sizes the user chose for this layout; otherwise the style sheet decides."""
        for pane, selector in _SIDES.items():
            size, styles = self._sizes.get((self._layout, pane)), self.query_one(selector).styles
            low = pane == 2 and self._layout == "-wide"
            styles.clear_rule("width"), styles.clear_rule("max_width"), styles.clear_rule("height")
            if size is None or self.narrow:
                continue
            if low:
                styles.height = min(size, max(_LOW_LEAST, self.size.height - _LOW_LEAST))
            else:
                styles.width = min(size, max(_SIDE_LEAST, self.size.width - _TEXT_LEAST))
                styles.max_width = self.size.width

    @property
    def _layout(self) -> str:
        names = ("-narrow", "-wide", "-broad")
        return next((name for name in names if self.screen.has_class(name)), names[1])

    @property
    def _focused(self) -> int | None:
        return next((place for place in range(3) if self._pane(place).has_focus), None)

    def _focus(self, place: int) -> None:
        # Immediately: `focus()` would let the next key, typed ahead, go to the old pane.
        self.screen.set_focus(self._pane(place))

    def _pane(self, place: int) -> CursorList:
        return self.query_one("#start" if self.has_class("-start") else _PANES[place], CursorList)
