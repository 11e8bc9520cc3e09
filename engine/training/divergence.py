"""When a training run is lost: its numbers are none any more, or its steps are so large that none leads back.

It hangs on the updates alone, never on when one looks: whoever makes the run again stops it after the same update.
"""

from __future__ import annotations

from typing import Final, Literal

from engine.training.trainer import Progress

HOPELESS: Final = 10.0
"""A batch is hopeless if its loss is at least so many times that of a network that says nothing."""

IN_A_ROW: Final = 5
"""So many hopeless batches one after another are a run that has diverged."""

Divergence = Literal["not a number", "loss"]


class Watchdog:
    """Follows one run, update after update.

    silence: the loss of a readout that is given zeros, as in `UnseenExamples`
    diverged: why the run has to stop; None while it may go on
    """

    def __init__(self, silence: float) -> None:
        self.diverged: Divergence | None = None
        self._most = HOPELESS * silence
        self._in_a_row = 0

    def follow(self, progress: Progress) -> None:
        """The next update."""
        self._in_a_row = self._in_a_row + 1 if progress.loss >= self._most else 0
        if progress.diverged:
            self.diverged = "not a number"
        elif self._in_a_row >= IN_A_ROW:
            self.diverged = "loss"
