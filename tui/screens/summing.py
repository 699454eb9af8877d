"""Summing: the screen's part that makes a wire's summary longer, shorter, or otherwise."""

from dataclasses import replace

from core.settings import SummarySettings
from tui.i18n import _, n_
from tui.screens.mending import Mending


class Summing(Mending):
    """What can be done about the summary of the wire on the screen; nothing is translated for it."""

    def action_longer(self, step: int) -> None:
        """Choose a sentence more, or one less."""
        if (wire := self.workspace.wire) is None or wire.brief is None:
            return
        how = self._how
        count = how.sentences if how.words is None and how.ratio is None else len(wire.chosen)
        # More than could be chosen is no longer than all of them.
        count = min(count, max(len(wire.chosen), 1)) + step
        if count >= 1:
            self._summed(SummarySettings(how.method, count), n_("{n} sentence", "{n} sentences", count))

    def action_method(self, step: int) -> None:
        """Choose by another method."""
        from core.summary import METHODS

        how = self._how
        method = METHODS[(METHODS.index(how.method) + step) % len(METHODS)]
        self._summed(replace(how, method=method), _("by {method}", method=method))

    @property
    def _how(self) -> SummarySettings:
        wire = self.workspace.wire
        return wire.summary if wire and wire.summary else self._settings.summary

    def _summed(self, how: SummarySettings, said: str) -> None:
        if wire := self.workspace.wire:
            wire.summary = how
            self._rebrief(wire)
            self._status.say(_("Summary: {said}", said=said))
