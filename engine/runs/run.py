"""Running a network over a sequence, recording everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.errors import InvalidInput
from engine.limits import MAX_STEP_UNITS, MAX_STEPS
from engine.networks.network import Network
from engine.numbers.arrays import Array, excerpt, matrix, read_only, vector
from engine.runs.feeding import Feeding
from engine.runs.inputs import Inputs, vectors
from engine.runs.losses import LOSSES, losses
from engine.runs.schedule import Schedule, many_to_many, one_to_one
from engine.runs.trace import Direction, LayerTrace, Outputs, SequenceLoss, Trace

State = Mapping[str, Any]


def run(
    network: Network,
    inputs: Inputs | Any,
    state: State | None = None,
    *,
    schedule: Schedule | None = None,
    target: Any = None,
    forced: bool = False,
) -> Trace:
    """Read a sequence, step by step, and record every signal of every layer.

    inputs: `Inputs`, or T rows of `network.input_size` numbers
    state: the states before the first step, {"h": …, "c": …}: (H,) each for one layer and direction, else
        (layers × directions, H) in PyTorch's order; what is left out is zeros.
    schedule: what each step is fed and whether it emits an output; by default every step reads a row and emits
    target: what is right, one for each step that emits: labels, or rows of V numbers for a sigmoid or linear readout;
        None where anything is; the trace then has a loss
    forced: feed the targets back, not the outputs (teacher forcing: Williams and Zipser 1989)

    A network that runs free ends at the schedule's stop label. A relu network that overflows raises no warning:
    `trace.overflow` says where. Raises InvalidInput.
    """
    sequence = inputs if isinstance(inputs, Inputs) else vectors(inputs, ("input",))
    plan = schedule or plain_schedule(len(sequence.array))
    _check_sizes(network, sequence.array, len(plan.turns))
    feeding = Feeding(network, sequence, plan, target, forced)
    record = _Record(network, _initial_state(network, state))
    with np.errstate(all="ignore"):
        while (rows := feeding.next_rows()) is not None:
            feeding.take(record.read(rows))
    return _trace(feeding, record.layers)


@lru_cache(maxsize=64)
def plain_schedule(steps: int) -> Schedule:
    """Read and emit at every step."""
    return one_to_one() if steps == 1 else many_to_many(steps)


class _Record:
    """The layers of a run, stretch by stretch: each starts from the states at which the one before it ended."""

    def __init__(self, network: Network, initial: dict[str, Array]) -> None:
        self.network, self.initial = network, initial
        self.stretches: list[list[LayerTrace]] = []

    def read(self, x: Array) -> Array:
        """Read on, rows (T, D); the outputs of the top layer, (T, directions · H)."""
        initial = self.initial
        if self.stretches:
            layers = self.stretches[-1]
            initial = {name: np.stack([layer.final(name) for layer in layers]) for name in initial}
        layers = []
        for layer in range(self.network.num_layers):
            here = [_read(self.network, layer, direction, x, initial) for direction in _directions(self.network)]
            layers += here
            x = here[0].signals["h"] if len(here) == 1 else _side_by_side(here)
        self.stretches.append(layers)
        return x

    @property
    def layers(self) -> tuple[LayerTrace, ...]:
        """The stretches joined."""
        if len(self.stretches) == 1:
            return tuple(self.stretches[0])
        return tuple(_joined(parts) for parts in zip(*self.stretches, strict=True))


def _joined(parts: tuple[LayerTrace, ...]) -> LayerTrace:
    signals = {name: read_only(np.concatenate([part.signals[name] for part in parts])) for name in parts[0].signals}
    inputs = read_only(np.concatenate([part.inputs for part in parts]))
    return replace(parts[0], inputs=inputs, signals=MappingProxyType(signals))


def _trace(feeding: Feeding, layers: tuple[LayerTrace, ...]) -> Trace:
    outputs = feeding.outputs
    loss = None if outputs is None or feeding.target is None else _loss(outputs, feeding.target)
    return Trace(
        feeding.network,
        feeding.fed,
        feeding.labels,
        layers,
        feeding.done,
        outputs,
        loss,
        feeding.unknown,
        feeding.runs_free,
    )


def _loss(outputs: Outputs, target: Array) -> SequenceLoss:
    """target: (T, V), not-a-number where there is none."""
    with np.errstate(all="ignore"):
        per_step = losses(outputs.kind, outputs.pre, target)
    return SequenceLoss(LOSSES[outputs.kind], read_only(per_step), read_only(target))


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


def _check_sizes(network: Network, x: Array, steps: int) -> None:
    width = x.shape[1]
    if steps > max(MAX_STEPS, len(x)):  # an `Inputs` made by hand may be longer: `encode` holds it to the limit
        raise InvalidInput.at(("input",), f"makes {steps} steps; the limit is {MAX_STEPS}.")
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
        raise InvalidInput.at(("state",), f"must be an object such as {{h: […]}}, not {excerpt(state)}.")
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
