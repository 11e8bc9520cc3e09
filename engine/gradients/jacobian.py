"""How strongly the last hidden state still depends on each one before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.gradients.backward import BackwardPass
from engine.numbers.arrays import Array, read_only
from engine.numbers.scaled import Scaled
from engine.runs.trace import Trace


@dataclass(frozen=True)
class Jacobian:
    """The largest singular value of ∂h_T/∂h_t at every t, for the top layer read forward.

    h_t and c_t are separate variables, as everywhere: for an LSTM it is the block of h alone, through every path from
    h_t on, with c_t held. log10_norm: (T,), 0 at t = T, -inf where the Jacobian is 0, not-a-number without one.
    last: T, or the last position before an overflow.
    """

    last: int
    log10_norm: Array


def jacobian_norms(trace: Trace, passes: BackwardPass, steps: int) -> Jacobian:
    """One backward pass for every unit of h_T, all together; then a singular value problem for every step."""
    found = np.full(trace.T, np.nan)
    if steps:
        size, width = trace.network.hidden_size, trace.network.hidden_size * trace.network.shape.directions
        given = np.zeros((steps, size, width))
        given[-1] = np.eye(size, width)
        source = Scaled(given, np.zeros((steps, size, 1), dtype=np.int64))
        top = trace.network.num_layers - 1
        rows = passes.run(source, top)[0].total["h"].shared(axis=(1, 2))
        largest = np.linalg.svd(rows.mantissa, compute_uv=False)[:, 0]
        found[:steps] = Scaled.of(largest, rows.exponent[:, 0, 0]).log10()
    return Jacobian(steps, read_only(found))
