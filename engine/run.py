"""Running a network over a sequence, recording everything."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.arrays import Array, matrix, read_only, shown, vector
from engine.errors import InvalidInput
from engine.inputs import Inputs, vectors
from engine.limits import MAX_STEP_UNITS
from engine.network import Network
from engine.trace import Direction, LayerTrace, Trace

State = Mapping[str, Any]


def run(network: Network, inputs: Inputs | Any, state: State | None = None) -> Trace:
    """Read a sequence, step by step, and record every signal of every layer.

    inputs: `Inputs`, or T rows of `network.input_size` numbers
    state: the states before the first step, {"h": …, "c": …}: (H,) each for one layer and direction, else
        (layers × directions, H) in PyTorch's order; what is left out is zeros.

    A relu network that overflows raises no warning: `trace.overflow` says where. Raises InvalidInput.
    """
    sequence = inputs if isinstance(inputs, Inputs) else vectors(inputs, ("input",))
    _check_sizes(network, sequence.array)
    initial = _initial_state(network, state)
    layers: list[LayerTrace] = []
    x = sequence.array
    with np.errstate(all="ignore"):
        for layer in range(network.num_layers):
            here = [_read(network, layer, direction, x, initial) for direction in _directions(network)]
            layers += here
            x = here[0].signals["h"] if len(here) == 1 else _side_by_side(here)
    return Trace(network, sequence.array, sequence.labels, tuple(layers))


def step(network: Network, x: Any, state: State | None = None) -> tuple[dict[str, Array], dict[str, Array]]:
    """One timestep of a network of one layer, read forward: (signals, state), all vectors (H,).

    x: (input_size,); state: {"h": (H,), "c": (H,)}, what is left out is zeros. Raises InvalidInput.
    """
    if network.num_layers > 1 or network.bidirectional:
        raise InvalidInput.at((), "a single step is for one layer read forward; for more layers or directions use run.")
    row = vector(x, ("x",))
    if row.size != network.input_size:
        raise InvalidInput.at(("x",), f"has {row.size} numbers; the network reads {network.input_size}.")
    trace = run(network, row.reshape(1, -1), state)
    return {name: values[0] for name, values in trace.layers[0].signals.items()}, trace.final_state


def _directions(network: Network) -> tuple[Direction, ...]:
    return ("forward", "reverse") if network.bidirectional else ("forward",)


def _read(network: Network, layer: int, direction: Direction, x: Array, initial: dict[str, Array]) -> LayerTrace:
    """One layer in one direction. The cell reads forward; for the reverse direction both its ends are turned round."""
    reverse = direction == "reverse"
    suffix = f"_l{layer}_reverse" if reverse else f"_l{layer}"
    place = layer * network.shape.directions + reverse
    before = {name: rows[place] for name, rows in initial.items()}
    order = slice(None, None, -1) if reverse else slice(None)
    signals = network.definition.forward(x[order], network.parameters_of(suffix), before, network.variant)
    recorded = {name: read_only(values[order]) for name, values in signals.items()}
    return LayerTrace(layer, direction, network.cell, x, MappingProxyType(before), MappingProxyType(recorded))


def _side_by_side(layers: list[LayerTrace]) -> Array:
    return read_only(np.concatenate([layer.signals["h"] for layer in layers], axis=1))


def _check_sizes(network: Network, x: Array) -> None:
    steps, width = x.shape
    if width != network.input_size:
        raise InvalidInput.at(
            ("input",),
            f"has {width} numbers a step; the network reads {network.input_size}. Change one of the two.",
        )
    each = network.hidden_size * network.num_layers * network.shape.directions
    if steps * each > MAX_STEP_UNITS:
        raise InvalidInput.at(
            ("input",),
            f"has {steps} steps, which with {each} units in all makes {steps * each} values a signal; the limit is "
            f"{MAX_STEP_UNITS}. Give at most {MAX_STEP_UNITS // each} steps, or fewer units.",
        )


def _initial_state(network: Network, state: State | None) -> dict[str, Array]:
    """{name: (layers × directions, H)}, read-only."""
    names = network.definition.spec.states
    if state is not None and not isinstance(state, Mapping):
        raise InvalidInput.at(("state",), f"must be an object such as {{h: […]}}, not {shown(state)}.")
    given = state or {}
    for name in given:
        if name not in names:
            known = f"its state is {' and '.join(names)}" if names else "it has no state"
            raise InvalidInput.at(("state", str(name)), f"is not a state of the {network.cell} cell; {known}.")
    rows = network.num_layers * network.shape.directions
    return {name: _state_rows(given.get(name), name, rows, network.hidden_size) for name in names}


def _state_rows(value: Any, name: str, rows: int, size: int) -> Array:
    path = ("state", name)
    if value is None:
        return read_only(np.zeros((rows, size)))
    array = vector(value, path).reshape(1, -1) if rows == 1 else matrix(value, path)
    if array.shape != (rows, size):
        found, wanted = " × ".join(map(str, array.shape)), f"{rows} × {size} (layers × directions, units)"
        if rows == 1:
            found, wanted = str(array.size), f"{size}, one a unit"
        raise InvalidInput.at(path, f"has {found} numbers; it needs {wanted}.")
    return read_only(array)
