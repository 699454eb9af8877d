"""Base of all screens: translates the labels and tooltips of their bindings."""

from dataclasses import replace

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from tui.i18n import _


class TranslatedScreen(Screen[None]):
    """A screen whose footer and palette say in the language spoken what its keys do."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What the keys do now."""
        return {
            key: active._replace(binding=_translated(active), tooltip=_(active.tooltip))
            for key, active in super().active_bindings.items()
        }


def _translated(active: ActiveBinding) -> Binding:
    binding = active.binding
    group = binding.group and replace(binding.group, description=_(binding.group.description))
    return replace(binding, description=_(binding.description), tooltip=_(binding.tooltip), group=group)
