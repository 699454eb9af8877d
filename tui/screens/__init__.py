"""The screens; and their bases: one that translates its bindings, and a page with title, list and status line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual._compositor import ChopsUpdate, Compositor, ReflowResult
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.binding import ActiveBinding, Binding, BindingType
from textual.events import ScreenResume
from textual.geometry import Region, Size
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from tui.bindings import bindings
from tui.i18n import N_, _, localized
from tui.widgets.cursor_list import Choices, CursorList
from tui.widgets.status import KeyBar
from tui.widgets.titles import Prose, Title
from tui.workers import ActivityApp, activity_text

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.style import Style
    from textual.widgets import TextArea

T = TypeVar("T")
_TALL = 28
"""Minimum height of the screen, in lines, at which a page's purpose is shown below its title."""


def after_keys(area: "TextArea", take: Callable[[str], object]) -> None:
    """Take the text only after the letters typed before have arrived: the closing key overtakes them."""

    def taken() -> None:
        # Nothing is returned: Textual would wait for it, in this text area, which is about to be removed.
        take(area.text)

    area.call_later(taken)


class _FrontFirst(Compositor):
    """Renders only what changed and can be seen.

    Textual renders all lines of every widget between the topmost change and the lowest, and all containers behind their
    widgets: most of the time that a key takes. Here a line of a widget is rendered where a changed part of it is not
    covered by the widgets in front.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what changed; None if nothing did."""
        regions = [region.intersection(self.size.region) for region in self._dirty_regions]
        self._dirty_regions.clear()
        if not (spans := [*self._regions_to_spans(filter(None, regions))]):
            return None
        wanted: dict[int, list[int]] = {}
        for y, first, end in spans:
            line = self.cuts[y]
            wanted.setdefault(y, []).extend(cut for cut, to in pairwise(line) if cut < end and to > first)
        return ChopsUpdate(self._chops(wanted), spans, [line[1:] for line in self.cuts])

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out the screen; what stands where it stood is not painted again, as a part of a wider change may be."""
        old, dirty = self._full_map, {*self._dirty_regions}
        result = super().reflow(parent, size)
        if size.region not in dirty:
            before, now = ({(widget, *at[:3]) for widget, at in layout.items()} for layout in (old, self._full_map))
            moved = (region.intersection(clip) for _widget, region, _order, clip in before ^ now)
            self._dirty_regions = dirty.union(filter(None, moved))
        return result

    def _render_chops(  # type: ignore[override] # Textual's has None too
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip | None]]:
        lines = enumerate(self.cuts[: crop.bottom])
        return self._chops({y: line[:-1] for y, line in lines if y >= crop.y and is_rendered_line(y)})

    def _chops(self, wanted: dict[int, list[int]]) -> list[dict[int, Strip | None]]:
        """Return the parts of all lines between two cuts, by the first cell; those not `wanted` are None."""
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in self.cuts]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            first, end = seen.column_span
            # Loops, and no generators: this is run for every line of every widget, with every key.
            open_lines = []
            for y in seen.line_range:
                for cut in wanted.get(y, ()):
                    if first <= cut < end:
                        open_lines.append(y)
                        break
            if not open_lines:
                continue
            top = open_lines[0]
            rows = Region(seen.x - region.x, top - region.y, seen.width, open_lines[-1] + 1 - top)
            strips = widget.render_lines(rows)
            for y in open_lines:
                line, places = [], []
                for cut in self.cuts[y]:
                    if first <= cut <= end:
                        line.append(cut)
                        places.append(cut - first)
                here = dict(zip(line, strips[y - top].divide(places[1:]), strict=False))
                left = []
                for cut in wanted[y]:
                    if cut in here:
                        chops[y][cut] = here[cut]
                    else:
                        left.append(cut)
                wanted[y] = left
        return chops


class StyledOnce(Screen[T]):
    """A screen that is styled once when it opens, lays out nothing but itself, and is painted once for each change.

    Its widgets were styled when they were mounted. Textual lays out a new screen once more when it learns its own size,
    and all screens below it too; paints it before its widgets know their heights; paints what a layout changed even
    where all is painted right after it; and lays out the screen below when the one above it is removed.
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(name, id, classes)
        self._compositor = _FrontFirst()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Let Textual restyle all widgets only when the screen comes back; first paint it after the second layout."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0
        if self.stack_updates == 0:
            self._layout_required = self._repaint_required = True

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Move the focus; the widgets that lose or get it are painted, and not the whole screen."""
        before = self._repaint_required, {*self._dirty_regions}, {*self._repaint_regions}
        super().set_focus(widget, scroll_visible, from_app_focus)
        self._repaint_required, self._dirty_regions, self._repaint_regions = before

    def _screen_resized(self, size: Size) -> None:
        # The size may be one of before, if the window changed again meanwhile.
        if self._size != (size := self.app.size):
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        # In the same update, all is painted after the layout.
        if not (self._layout_required and self._repaint_required and self.is_active):
            # What waits to be painted is painted now, and not once more when its message arrives.
            self._compositor.update_widgets({*self._compositor.visible_widgets})
            super()._compositor_refresh()

    def remove(self) -> AwaitRemove:
        """Remove the screen; the one below stays as it is."""
        return self.app._prune(self)  # noqa: SLF001 - as Textual does, but for the app


class DismissedOnce(StyledOnce[T]):
    """A screen that is dismissed only once, even if Enter or Escape is pressed again while it closes."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave the screen with a result, if it is still shown."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()  # type: ignore[no-untyped-call]


class _Dimmed(Visual):
    """The screen below a dialog, dimmed: each style once, not each segment; its lines are not split again."""

    def __init__(self, below: BackgroundScreen) -> None:
        self._below = below

    def render_strips(self, width: int, height: int | None, style: "Style", options: RenderOptions) -> list[Strip]:
        """Return the lines of the screen below."""
        del width, options
        base, dimmed = style.rich_style, dict[RichStyle | None, RichStyle | None]()

        def dim(segment: Segment) -> Segment:
            if segment.style not in dimmed:
                [sample] = self._below.process_segments([Segment("", segment.style)], self._below.color)
                dimmed[segment.style] = base + sample.style if sample.style else base
            return Segment(segment.text, dimmed[segment.style])

        strips = self._below.screen._compositor.render_strips()[:height]  # noqa: SLF001 - as Textual does
        return [Strip(map(dim, strip), strip.cell_length) for strip in strips]

    def get_optimal_width(self, rules: "RulesMap", container_width: int) -> int:
        """Return the width of the screen below."""
        del rules, container_width
        return self._below.screen.size.width

    def get_minimal_width(self, rules: "RulesMap") -> int:
        """Return the same."""
        return self.get_optimal_width(rules, 0)

    def get_height(self, rules: "RulesMap", width: int) -> int:
        """Return its height."""
        del rules, width
        return self._below.screen.size.height


class Overlay(ModalScreen[T], StyledOnce[T]):
    """A screen that shows the one below around it."""

    # Textual's type selectors do not follow second bases.
    DEFAULT_CLASSES = "-above"

    def render(self) -> RenderableType | Visual:  # type: ignore[override]
        """Draw the screen below faster than Textual does: with many texts the difference is noticeable."""
        below = super().render()
        return _Dimmed(below) if isinstance(below, BackgroundScreen) else below


class TranslatedScreen(DismissedOnce[None]):
    """A screen whose footer and palette are in the interface language."""

    ENTER: ClassVar[str] = ""
    """What Enter does with the row under the cursor, in the key bar, if its list does not say so itself."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Bindings that apply now; Enter's label says what it does here."""
        found = {
            key: active._replace(binding=_translated(active), tooltip=_(active.tooltip))
            for key, active in super().active_bindings.items()
        }
        rows = self.focused if isinstance(self.focused, CursorList) else None
        does = "" if rows and not rows.count() else self.ENTER or (rows.ENTER if rows else "")
        if does and (enter := found.get("enter")) and enter.binding.id == "row.choose":
            found["enter"] = enter._replace(binding=replace(enter.binding, description=_(does), show=True))
        return found


def _translated(active: ActiveBinding) -> Binding:
    binding = active.binding
    group = binding.group and replace(binding.group, description=_(binding.group.description))
    # Textual's label for it is not a verb, and is in small letters, unlike all others.
    described = N_("Commands") if binding.action == "command_palette" else binding.description
    return replace(binding, description=_(described), tooltip=_(binding.tooltip), group=group)


class StatusLine(Prose):
    """A status text of one line, or a few if it is long."""

    def say(self, text: str, *, alert: bool) -> None:
        """Set the text."""
        self.set_class(alert, "-alert")
        self.text = text


class Page(TranslatedScreen):
    """Base of the pages; the reader keeps working behind them."""

    SCOPE: ClassVar[str] = "page"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall")]  # noqa: RUF012 - as Textual declares it
    NAME: ClassVar[str] = ""
    """Title above the list."""
    OWN: ClassVar[tuple[str, ...]] = ()
    """Background work that the page itself shows in more detail."""

    def compose(self) -> ComposeResult:
        """Compose the screen."""
        # Textual would do so later, and style all widgets of the page again.
        self.add_class("-tall" if self.app.size.height >= _TALL else "-short")
        title = Title(id="page-title", classes="-active")
        title.label = _(self.NAME)
        yield title
        yield Prose(_(self.HELP or ""), id="intro")
        yield from self.parts()
        yield from (StatusLine(id="line"), KeyBar())

    def on_mount(self) -> None:
        """Show the background work."""
        if isinstance(self.app, ActivityApp):
            self.watch(self.app, "activity", self._busy)

    def _busy(self, activity: tuple[tuple[str, str], ...]) -> None:
        self.query_one("#page-title", Title).busy = activity_text(activity, self.OWN)

    def parts(self) -> ComposeResult:
        """Yield the widgets between the title and the status line."""
        raise NotImplementedError

    def say(self, text: str, *, alert: bool = False) -> None:
        """Set the status line's text; a problem must not be hidden by a notice of before."""
        if alert:
            self.app.clear_notifications()
        self.query_one("#line", StatusLine).say(localized(text), alert=alert)

    def count(self, text: str) -> None:
        """Set the text beside the title."""
        self.query_one("#page-title", Title).note = text

    def offer(self, choices: Choices, name: str) -> None:
        """Let Enter or a click in an empty list run an action of this page."""
        found = (active for active in self.active_bindings.values() if active.enabled and active.binding.id == name)
        if there := next(found, None):
            key = self.app.get_key_display(there.binding)
            choices.offer = f"{there.tooltip}  ({key})", there.binding.action
        else:
            choices.offer = "", ""
        choices.refresh()

    def confirm(self, question: "ModalScreen[bool | None]", then: Callable[[], object]) -> None:
        """Ask, and do it if the user confirms."""

        def answered(sure: bool | None) -> None:
            if sure:
                then()

        self.app.push_screen(question, answered)

    def action_back(self) -> None:
        """Return to the reader."""
        self.dismiss()
