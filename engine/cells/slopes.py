"""What squashing functions and their slopes are worth where the record of a run is not fine enough.

A run works out σ(z) as ½ + ½ tanh(z / 2): right to the last bits of 1, so that σ(-40) = 4·10^-18 is recorded as 0 and
1 - σ(40) as nothing. A gradient is a product of such numbers and needs each right in its own size. From the
pre-activation z they are: every function here takes z, or None where the recorded value will do, and `exp`, which is
np.exp or, for numbers beyond float64, `engine.numbers.scaled.exponential`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from engine.numbers.arrays import Array
from engine.numbers.scaled import Scaled, stack

Exponential = Callable[[Array], Any]
Numbers = Any
"""A float64 array or a `Scaled`: both know +, -, * and @."""

COARSE: Final = 1e-4
"""A value of σ nearer than this to 0 or 1, or of tanh to ±1, is taken from its pre-activation instead."""


def is_coarse(values: Array, low: float) -> bool:
    """Whether any value of a function with range (low, 1) is so near its ends that its slope has lost digits."""
    least, most = values.min(), values.max()
    return bool(least < low + COARSE or most > 1.0 - COARSE)


def sigmoid(value: Array, z: Array | None, exp: Exponential) -> tuple[Numbers, Numbers]:
    """σ(z) and 1 - σ(z) = σ(-z)."""
    if z is None:
        return value, 1.0 - value
    larger = 1.0 / (1.0 + np.exp(-np.abs(z)))
    return exp(np.minimum(z, 0.0)) * larger, exp(np.minimum(-z, 0.0)) * larger


def tanh_slope(value: Array, z: Array | None, exp: Exponential) -> Numbers:
    """tanh'(z) = 1 - tanh²(z) = 4 e^(-2|z|) / (1 + e^(-2|z|))²."""
    if z is None:
        return 1.0 - value * value
    fall = -2.0 * np.abs(z)
    return exp(fall) * (4.0 / np.square(1.0 + np.exp(fall)))


def tanh_share(z: Array) -> Array:
    """tanh(z) / z, 1 at 0: turns a z that only `Scaled` can hold into its tanh."""
    near = np.abs(z) < 1e-5  # there it is 1 - z²/3 + …, and z²/3 lasts below 1e-10: two terms give every digit
    safe = np.where(near, 1.0, z)
    return np.where(near, 1.0 - np.square(np.where(near, z, 0.0)) / 3.0, np.tanh(safe) / safe)


def accumulate(keep: Numbers, written: Numbers, initial: Array) -> Numbers:
    """s_t = keep_t ⊙ s_{t-1} + written_t: the states (T + 1, H) from the initial one on."""
    if isinstance(keep, np.ndarray):
        states = np.empty((len(keep) + 1, initial.size))
        states[0] = initial
        for kept, new, before, after in zip(keep, written, states[:-1], states[1:], strict=True):
            np.multiply(kept, before, after)
            np.add(after, new, after)
        return states
    found = [Scaled.of(initial)]
    for kept, new in zip(keep, written, strict=True):
        found.append(kept * found[-1] + new)
    return stack(found)
