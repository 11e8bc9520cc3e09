"""Many sequences side by side: the same cells, their forward and backward steps on B sequences at once.

Sequences of different lengths are padded at the end. Nothing that comes after the end of a sequence can change what is
before it, so no step needs a mask: the loss just does not ask there. The reverse direction turns every sequence around
in its own length, as PyTorch's packed sequences are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.cells import CELLS, Cell
from engine.cells.base import Arrays, Precision, Reading, StepGradients
from engine.networks.weights import Shape
from engine.numbers.arrays import Array
from engine.runs.schedule import Schedule
from engine.tasks.base import Example, Task, scheduled

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """B sequences, padded at the end to T steps.

    x: (T, D, B) what is fed; lengths: (B,) their steps
    steps, places: (N,) the step and the sequence, from 0, of each of the N outputs that have a target
    target: (N, V), a label as its one-hot row
    """

    x: Array
    lengths: Integers
    steps: Integers
    places: Integers
    target: Array

    @cached_property
    def turned(self) -> Integers:
        """(T, B): where each step of a sequence stands when it is read from its end. Padding stays in its place."""
        steps = np.arange(len(self.x))[:, np.newaxis]
        return np.where(steps < self.lengths, self.lengths - 1 - steps, steps)


def collate(task: Task, examples: Sequence[Example], precision: str) -> Batch:
    """Examples side by side, with the targets fed back where their schedule feeds back outputs."""
    schedules = [scheduled(task, example) for example in examples]
    lengths = np.array([len(schedule.turns) for schedule in schedules])
    x = np.zeros((int(lengths.max()), task.input_size, len(examples)), precision)
    ones: list[tuple[int, int, int]] = []
    wanted: list[tuple[int, int, Any]] = []
    for place, (schedule, example) in enumerate(zip(schedules, examples, strict=True)):
        for t, given in enumerate(_fed(schedule, example)):
            if isinstance(given, str):
                ones.append((t, _column(task, given), place))
            elif given is not None:
                x[t, :, place] = given
        wanted += [(t, place, target) for t, target in zip(schedule.emitting, example.targets, strict=True)]
    if ones:
        x[tuple(np.array(ones).T)] = 1.0
    steps, places, target = _targets(task, wanted, x.dtype)
    return Batch(x, lengths, steps, places, target)


def _fed(schedule: Schedule, example: Example) -> Iterator[Any]:
    """What each step is fed: a token, a row, or None for zeros."""
    inputs, targets, previous = iter(example.inputs), iter(example.targets), None
    for turn in schedule.turns:
        if turn.token is not None:
            yield turn.token
        elif turn.feed == "input":
            yield next(inputs)
        else:
            yield previous if turn.feed == "previous_output" else None
        if turn.emit:
            previous = next(targets)


def _column(task: Task, token: str) -> int:
    assert task.vocabulary is not None
    return task.vocabulary.column(token)


def _targets(task: Task, wanted: list[tuple[int, int, Any]], dtype: Any) -> tuple[Integers, Integers, Array]:
    """Steps and places (N,) and rows (N, V) of the targets there are."""
    if task.kind == "softmax":
        columns = {label: column for column, label in enumerate(task.labels)}
        wanted = [(t, place, columns[label]) for t, place, label in wanted if label is not None]
        target = np.zeros((len(wanted), len(task.labels)), dtype)
        target[np.arange(len(wanted)), [column for _, _, column in wanted]] = 1.0
    else:
        wanted = [(t, place, row) for t, place, row in wanted if not np.isnan(row).any()]
        target = np.array([row for _, _, row in wanted], dtype)
    steps, places = np.array([(t, place) for t, place, _ in wanted]).T
    return steps, places, target


@dataclass(frozen=True)
class Cells:
    """The cells of a network, without its parameters: what a batch is run through."""

    cell: str
    variant: str | None
    shape: Shape

    @property
    def definition(self) -> Cell:
        return CELLS[self.cell]

    @property
    def directions(self) -> tuple[str, ...]:
        """The ends of the parameters' names."""
        return ("", "_reverse") if self.shape.bidirectional else ("",)


class BatchPass:
    """A batch forward through every layer and, from the gradients of the outputs, backward.

    parameters: by their full names; initial: {state: (layers · directions, H, B)}, zeros without
    """

    def __init__(
        self, cells: Cells, parameters: Arrays, batch: Batch, initial: Mapping[str, Array] | None = None
    ) -> None:
        self.cells, self.parameters, self.batch, self.initial = cells, parameters, batch, initial
        self._readings: list[Reading] = []

    def forward(self) -> Array:
        """The outputs of the top layer, (T, directions · H, B), a reverse direction's too by position in the input."""
        x = self.batch.x
        for layer in range(self.cells.shape.num_layers):
            here = [self._turn(self._read(self._turn(x, end), layer, end), end) for end in self.cells.directions]
            x = here[0] if len(here) == 1 else np.concatenate(here, axis=1)
        return x

    def backward(self, d_h: Array) -> dict[str, Array]:
        """∂L/∂parameter of every parameter, from ∂L/∂outputs (T, directions · H, B)."""
        found: dict[str, Array] = {}
        for layer in reversed(range(self.cells.shape.num_layers)):
            parts = np.split(d_h, len(self.cells.directions), axis=1)
            passes = [self._back(part, layer, end) for part, end in zip(parts, self.cells.directions, strict=True)]
            for gradients in passes:
                found |= gradients.parameters
            if layer:
                d_h = sum((gradients.x for gradients in passes[1:]), passes[0].x)
        return found

    def _read(self, x: Array, layer: int, end: str) -> Array:
        definition, suffix = self.cells.definition, f"_l{layer}{end}"
        parameters = {p.name: self.parameters[p.name + suffix] for p in definition.spec.parameters}
        initial = {state: self._start(state, x) for state in definition.spec.states}
        signals = definition.forward(x, parameters, initial, self.cells.variant)
        before = {state: np.concatenate((start[np.newaxis], signals[state][:-1])) for state, start in initial.items()}
        self._readings.append(Reading(x, signals, before, initial, parameters, self.cells.variant))
        return signals["h"]

    def _start(self, state: str, x: Array) -> Array:
        """The state (H, B) before the first step of the layer that is read next."""
        if self.initial is None:
            return np.zeros((self.cells.shape.hidden_size, x.shape[2]), x.dtype)
        start: Array = self.initial[state][len(self._readings)]
        return start

    def _turn(self, rows: Array, end: str) -> Array:
        """Rows (T, K, B), for the reverse direction read from the end of each sequence."""
        return np.take_along_axis(rows, self.batch.turned[:, np.newaxis], axis=0) if end else rows

    def _back(self, d_h: Array, layer: int, end: str) -> _LayerGradients:
        """One layer in one direction: ∂L/∂h (T, H, B) as its outputs are used -> its gradients."""
        reading = self._readings[layer * len(self.cells.directions) + (end == "_reverse")]
        parameters, pre = _differentiate(self.cells.definition, reading, self._turn(d_h, end))
        found = {f"{name}_l{layer}{end}": values for name, values in parameters.items()}
        if layer == 0:
            return _LayerGradients(found, np.empty(0))
        return _LayerGradients(found, self._turn((pre @ reading.parameters["weight_ih"]).swapaxes(1, 2), end))


@dataclass(frozen=True)
class _LayerGradients:
    """By the parameters of a layer and direction, and by what it read, x (T, D, B): empty for the lowest layer."""

    parameters: dict[str, Array]
    x: Array


def _differentiate(definition: Cell, reading: Reading, d_h: Array) -> tuple[dict[str, Array], Array]:
    """∂L/∂h (T, H, B) -> the gradients of the parameters, and of W_ih x + b_ih (T, B, G·H)."""
    variant, local = reading.variant, definition.local(reading, Precision())
    total = _sweep(definition, local, reading, d_h)
    ih, hh = definition.pre_gradients(_rows(total), _rows(local), reading.parameters, variant)
    flat_ih = _flat(ih)
    flat = StepGradients({}, None, {}, flat_ih, flat_ih if hh is ih else _flat(hh))
    x, signals, before = _flat(reading.x.swapaxes(1, 2)), _Flat(reading.signals), _Flat(reading.before)
    return definition.parameter_gradients(flat, x, signals, before, variant), ih


def _sweep(definition: Cell, local: Arrays, reading: Reading, d_h: Array) -> dict[str, Array]:
    """The total gradients of the states, {name: (T, H, B)}."""
    sweep = definition.sweep(local, reading.parameters, reading.variant, d_h.shape[2])
    record = np.empty((len(d_h), *sweep.total.shape), d_h.dtype)
    h, total, finish, advance, add = sweep.h, sweep.total, sweep.finish, sweep.advance, np.add
    for t in reversed(range(len(d_h))):
        add(h, d_h[t], h)
        finish(t)
        record[t] = total
        advance(t)
    names = definition.spec.states or ("h",)
    return dict(zip(names, np.split(record, len(names), axis=1), strict=True))


def _rows(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """(T, K, B) -> (T, B, K), the layout of the cells' own backward step."""
    return {name: values.swapaxes(1, 2) for name, values in arrays.items()}


def _flat(rows: Array) -> Array:
    """(T, B, K) -> (T · B, K), laid out so that a product over its rows is one of contiguous arrays."""
    return rows.transpose(2, 0, 1).reshape(rows.shape[2], -1).T


class _Flat(dict[str, Array]):
    """{name: (T, K, B)} as {name: (T · B, K)}, each made when it is asked for: most never are."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        super().__init__()
        self._arrays = arrays

    def __missing__(self, name: str) -> Array:
        return self.setdefault(name, _flat(self._arrays[name].swapaxes(1, 2)))
