"""Every limit of the engine. What goes over one is refused with `InvalidInput`, never cut down in silence."""

from __future__ import annotations

from typing import Final

MAX_STEPS: Final = 2000
"""Timesteps in one sequence."""

MAX_UNITS: Final = 256
"""Hidden units in one layer and direction."""

MAX_LAYERS: Final = 4

MAX_INPUT_SIZE: Final = 512
"""Numbers in one input vector; for text, different characters."""

MAX_STEP_UNITS: Final = 512_000
"""Steps × units × layers × directions of one run: the longest sequence through the widest single layer."""

MAX_EXPLAIN_TERMS: Final = 100_000
"""Products spelt out in one call of `explain`."""

MAX_SEED: Final = 2**53 - 1
"""The largest seed that JSON readers which know only float64 (JavaScript among them) keep exact."""

MAX_GAIN: Final = 1000.0
"""Largest gain and spectral radius of an initialiser."""

MAX_BIAS: Final = 1000.0
"""Largest size of an added gate bias, of either sign."""

MAX_MAP_STEPS: Final = 512
"""Timesteps of an itemised map, which has a row and a column for each."""

MAX_MAP_WORK: Final = 2_000_000_000
"""Steps² × units² × layers × directions² of a map that its fast way cannot make: one of a layer below the top, through
outputs fed back, or of slopes so far from 1 that float64 will not hold their products."""

MAX_JACOBIAN_WORK: Final = 4_000_000
"""Steps × units² of the Jacobians of one run: a singular value problem for every step."""
