"""What is differentiated: a loss on the outputs of the top layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from engine.errors import InvalidInput
from engine.numbers.arrays import Array, excerpt, read_only, vector, whole_number
from engine.numbers.scaled import Scaled
from engine.runs.losses import loss_gradients
from engine.runs.trace import Trace

At = Literal["last", "all", "own"] | int


@dataclass(frozen=True)
class Loss:
    """What was differentiated: Σ cotangent · output of the top layer at the positions `steps`, counted from 1.

    cotangent: (directions · H,) for all of them; for the network's own loss ("own"), which weighs the outputs of every
        step in its own way, (T, directions · H): ∂L_t/∂output_t, 0 where no loss is
    """

    at: At
    steps: tuple[int, ...]
    cotangent: Array

    def source(self, steps: int, at: Sequence[int] | None = None) -> Scaled:
        """∂L/∂output of the first `steps` positions, (steps, directions · H), one exponent a row.

        at: positions of other losses of the same kind, instead of its own
        """
        places = np.array(self.steps if at is None else at, dtype=int) - 1
        rows = np.zeros((steps, self.cotangent.shape[-1]))
        rows[places] = self.cotangent if self.cotangent.ndim == 1 else self.cotangent[places]
        return Scaled(rows, np.zeros((steps, 1), dtype=np.int64)).shared()


def parse_loss(trace: Trace, at: Any, cotangent: Any, steps: int) -> Loss:
    """The loss of a request on the outputs of a run of which the first `steps` steps are good. Raises InvalidInput."""
    if at is None:
        at = "own" if trace.loss is not None and cotangent is None else "last"
    if at == "own" and isinstance(at, str):
        return _own(trace, cotangent, steps)
    width = trace.network.shape.output_size
    weights = np.ones(width) if cotangent is None else vector(cotangent, ("cotangent",))
    if weights.size != width:
        each = "one a unit and direction" if trace.network.bidirectional else "one a unit"
        raise InvalidInput.at(("cotangent",), f"has {weights.size} numbers; it needs {width}, {each}.")
    return Loss(at, _loss_steps(trace, at, steps), read_only(weights))


def _own(trace: Trace, cotangent: Any, steps: int) -> Loss:
    """The loss of the network's outputs, by what each step's own output says of it."""
    outputs, loss, readout = trace.outputs, trace.loss, trace.network.readout
    if outputs is None or loss is None or readout is None:
        detail = "is own, and this run has no loss of its own; give a target, or choose last or all."
        raise InvalidInput.at(("at",), detail)
    if cotangent is not None:
        detail = "weighs the outputs, which the network's own loss does too; leave one of the two out."
        raise InvalidInput.at(("cotangent",), detail)
    counted = ~np.isnan(loss.target).any(axis=1) & (np.arange(trace.T) < steps)
    rows = np.zeros((trace.T, readout.weight.shape[1]))
    rows[counted] = loss_gradients(outputs.kind, outputs.pre[counted], loss.target[counted]) @ readout.weight
    return Loss("own", tuple((np.flatnonzero(counted) + 1).tolist()), read_only(rows))


def _loss_steps(trace: Trace, at: Any, steps: int) -> tuple[int, ...]:
    emitting = tuple(step.t for step in trace.steps if step.emit)
    if at == "all" and isinstance(at, str):
        return tuple(t for t in emitting if t <= steps)
    if at == "last" and isinstance(at, str):
        t = trace.T
    elif isinstance(at, str):
        raise InvalidInput.at(("at",), f"is {excerpt(at)}; choose last, all, own, or a step from 1 to {trace.T}.")
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
