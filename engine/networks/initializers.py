"""Parameters from a seed.

Every gate has its own matrix: fans, orthogonality and the spectral radius are those of one gate's block, not of the
stacked array. The draws come from `np.random.default_rng(seed)` in this order: layer by layer, forward before reverse;
in each the parameters in the order of the cell's `spec.parameters`; in each the blocks in the order of `spec.gates`.
Schemes without randomness draw nothing. The same request gives the same bits wherever NumPy's generator does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from engine.cells.base import Spec
from engine.errors import InvalidInput
from engine.limits import MAX_BIAS, MAX_GAIN
from engine.numbers.arrays import Array, excerpt, real_number

Rng = np.random.Generator
Draw = Callable[[Rng, int, int, int], Array]


@dataclass(frozen=True)
class Init:
    """How parameters are made.

    scheme: one of `SCHEMES`
    gain: factor of every weight matrix
    forget_bias: added to the forget gate's block of the LSTM's bias_ih (Jozefowicz et al. 2015 advise 1)
    update_bias: added to the update gate's block of the GRU's bias_ih; above 0, the gate starts out keeping its state
    spectral_radius: if given, every gate's block of weight_hh is rescaled to it, after gain
    """

    scheme: str = "pytorch"
    gain: float = 1.0
    forget_bias: float = 0.0
    update_bias: float = 0.0
    spectral_radius: float | None = None


GATE_BIASES: Final = {"forget_bias": "f", "update_bias": "z"}
"""The gate whose bias each setting is added to."""


def pytorch(rng: Rng, rows: int, columns: int, hidden_size: int) -> Array:
    """PyTorch's default for recurrent layers: uniform in ±1/√H, for matrices and biases alike."""
    bound = 1.0 / np.sqrt(hidden_size)
    return rng.uniform(-bound, bound, (rows, columns))


def xavier_uniform(rng: Rng, rows: int, columns: int, hidden_size: int) -> Array:
    """Uniform in ±√(6 / (fan_in + fan_out)): Glorot and Bengio (2010), eq. 16."""
    bound = np.sqrt(6.0 / (rows + columns))
    return rng.uniform(-bound, bound, (rows, columns))


def orthogonal(rng: Rng, rows: int, columns: int, hidden_size: int) -> Array:
    """Orthonormal rows or columns, whichever are fewer, uniform among all such: Saxe et al. (2014).

    The Q of a Gaussian matrix is made uniform by the signs of R's diagonal: Mezzadri (2007).
    """
    tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    return np.ascontiguousarray(q if rows >= columns else q.T)


def normal(rng: Rng, rows: int, columns: int, hidden_size: int) -> Array:
    """Gaussian with variance 1 / fan_in: LeCun et al. (1998). A large square one has a spectral radius near 1."""
    return rng.normal(scale=1.0 / np.sqrt(columns), size=(rows, columns))


SCHEMES: Final[dict[str, Draw]] = {
    "pytorch": pytorch,
    "xavier_uniform": xavier_uniform,
    "orthogonal": orthogonal,
    # Le, Jaitly and Hinton (2015): the recurrent matrix is the identity; the input's is drawn as xavier_uniform.
    "identity": xavier_uniform,
    "normal": normal,
}


def parse_init(value: Any, spec: Spec) -> Init:
    """The `init` object of a request for a cell; raises InvalidInput at ("init", field)."""
    if value is None:
        return Init()
    if not isinstance(value, Mapping):
        raise InvalidInput.at(("init",), f"must be an object such as {{scheme: pytorch}}, not {excerpt(value)}.")
    names = [field.name for field in fields(Init)]
    for name in value:
        if name not in names:
            raise InvalidInput.at(("init", str(name)), f"is not a field of init; it has {', '.join(names)}.")
    init = Init(
        scheme=_scheme(value.get("scheme", "pytorch")),
        gain=real_number(value.get("gain", 1.0), ("init", "gain"), 0.0, MAX_GAIN),
        forget_bias=real_number(value.get("forget_bias", 0.0), ("init", "forget_bias"), -MAX_BIAS, MAX_BIAS),
        update_bias=real_number(value.get("update_bias", 0.0), ("init", "update_bias"), -MAX_BIAS, MAX_BIAS),
        spectral_radius=_spectral_radius(value.get("spectral_radius")),
    )
    _check_that_it_applies(init, spec)
    return init


def init_settings(spec: Spec) -> tuple[str, ...]:
    """The fields of `Init` that some cells lack and this one has."""
    biases = tuple(name for name, gate in GATE_BIASES.items() if gate in spec.gates)
    return (*biases, "spectral_radius") if spec.states else biases


def initial_parameters(rng: Rng, spec: Spec, init: Init, input_size: int, hidden_size: int) -> dict[str, Array]:
    """One layer and direction of a cell: {name: array}, shapes as `spec.shapes(input_size, hidden_size)`."""
    made = {p.name: np.zeros(p.shape(input_size, hidden_size)) for p in spec.parameters}
    for parameter in spec.parameters:
        blocks = made[parameter.name].reshape(parameter.blocks, hidden_size, -1)
        for block in blocks:
            block[...] = _block(rng, parameter.columns, init, block.shape, hidden_size)
        if parameter.columns == "H" and init.spectral_radius is not None:
            _rescale(blocks, init.spectral_radius)
    for name, gate in GATE_BIASES.items():
        _add_gate_bias(made, spec, gate, getattr(init, name), hidden_size)
    return made


def spectral_radius(matrix: Array) -> float:
    """The largest modulus of an eigenvalue of a square matrix."""
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def _scheme(value: Any) -> str:
    if not isinstance(value, str) or value not in SCHEMES:
        raise InvalidInput.at(("init", "scheme"), f"is {excerpt(value)}; choose one of {', '.join(SCHEMES)}.")
    return value


def _spectral_radius(value: Any) -> float | None:
    return None if value is None else real_number(value, ("init", "spectral_radius"), 0.0, MAX_GAIN)


def _check_that_it_applies(init: Init, spec: Spec) -> None:
    """A setting for a part that the cell lacks would do nothing: refuse it."""
    if init.forget_bias and "f" not in spec.gates:
        raise InvalidInput.at(("init", "forget_bias"), f"the {spec.name} cell has no forget gate; leave it out.")
    if init.update_bias and "z" not in spec.gates:
        raise InvalidInput.at(("init", "update_bias"), f"the {spec.name} cell has no update gate; leave it out.")
    if init.spectral_radius is not None and not spec.states:
        detail = f"the {spec.name} cell has no recurrent weights; leave it out."
        raise InvalidInput.at(("init", "spectral_radius"), detail)


def _block(rng: Rng, columns: str | None, init: Init, shape: tuple[int, ...], hidden_size: int) -> Array:
    if columns is None:
        return pytorch(rng, shape[0], 1, hidden_size) if init.scheme == "pytorch" else np.zeros(shape)
    if columns == "H" and init.scheme == "identity":
        return init.gain * np.eye(hidden_size)
    return init.gain * SCHEMES[init.scheme](rng, shape[0], shape[1], hidden_size)


def _rescale(blocks: Array, wanted: float) -> None:
    """Every square matrix of (G, H, H) to spectral radius `wanted`, in place."""
    path = ("init", "spectral_radius")
    for block in blocks:
        try:
            found = spectral_radius(block)
        except np.linalg.LinAlgError:
            detail = "cannot be set: the eigenvalues of these weights cannot be computed. Take another seed or scheme."
            raise InvalidInput.at(path, detail) from None
        if not found > np.finfo(np.float64).tiny * max(1.0, wanted):
            detail = "cannot be set: the recurrent weights are zero or nearly so. Give a larger gain or leave it out."
            raise InvalidInput.at(path, detail)
        block *= wanted / found


def _add_gate_bias(made: dict[str, Array], spec: Spec, gate: str, amount: float, hidden_size: int) -> None:
    if amount:
        start = spec.gates.index(gate) * hidden_size
        made["bias_ih"][start : start + hidden_size] += amount
