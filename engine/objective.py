"""What is differentiated: a loss on the outputs of the top layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from engine.arrays import Array, read_only, shown, vector, whole_number
from engine.errors import InvalidInput
from engine.scaled import Scaled
from engine.trace import Trace

At = Literal["last", "all"] | int


@dataclass(frozen=True)
class Loss:
    """What was differentiated: Σ cotangent · output of the top layer at the positions `steps`, counted from 1."""

    at: At
    steps: tuple[int, ...]
    cotangent: Array

    def source(self, steps: int) -> Scaled:
        """∂L/∂output of the first `steps` positions, (steps, directions · H), one exponent a row."""
        rows = np.zeros((steps, self.cotangent.size))
        rows[np.array(self.steps, dtype=int) - 1] = self.cotangent
        return Scaled(rows, np.zeros((steps, 1), dtype=np.int64)).shared()


def parse_loss(trace: Trace, at: Any, cotangent: Any, steps: int) -> Loss:
    """The loss of a request on the outputs of a run of which the first `steps` steps are good. Raises InvalidInput."""
    width = trace.network.hidden_size * trace.network.shape.directions
    weights = np.ones(width) if cotangent is None else vector(cotangent, ("cotangent",))
    if weights.size != width:
        each = "one a unit and direction" if trace.network.bidirectional else "one a unit"
        raise InvalidInput.at(("cotangent",), f"has {weights.size} numbers; it needs {width}, {each}.")
    return Loss(at, _loss_steps(trace, at, steps), read_only(weights))


def _loss_steps(trace: Trace, at: Any, steps: int) -> tuple[int, ...]:
    emitting = tuple(step.t for step in trace.steps if step.emit)
    if at == "all" and isinstance(at, str):
        return tuple(t for t in emitting if t <= steps)
    if at == "last" and isinstance(at, str):
        t = trace.T
    elif isinstance(at, str) or at is None:
        raise InvalidInput.at(("at",), f"is {shown(at)}; choose last, all, or a step from 1 to {trace.T}.")
    else:
        t = whole_number(at, ("at",), 1, trace.T)
    if t not in emitting:
        known = f"steps {emitting[0]} to {emitting[-1]} do" if emitting else "no step does"
        raise InvalidInput.at(("at",), f"asks for a loss at step {t}, which emits no output; {known}.")
    if t <= steps:
        return (t,)
    if at != "last":
        way_out = f"choose a step up to {steps}." if steps else "use smaller weights or inputs."
        raise InvalidInput.at(("at",), f"is {t}, where the forward pass has overflowed; {way_out}")
    return tuple(step for step in emitting if step <= steps)[-1:]
