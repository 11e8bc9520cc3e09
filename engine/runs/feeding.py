"""What a network is fed at every step of a schedule: rows of the input, signs, zeros, or its own previous output."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.errors import InvalidInput, Path
from engine.networks.network import Network
from engine.numbers.arrays import Array, excerpt, read_only, vector
from engine.runs.inputs import Inputs
from engine.runs.schedule import Schedule, Turn
from engine.runs.trace import Outputs


class Feeding:
    """Walks through a schedule. `next_rows` gives what is known ahead, one row at a time where outputs are fed back.

    target: (T, V) of all steps, a label as its one-hot row, not-a-number where there is none; None without targets
    """

    def __init__(self, network: Network, inputs: Inputs, schedule: Schedule, target: Any, forced: bool) -> None:
        self.network, self.inputs, self.schedule = network, inputs, schedule
        _check(network, inputs, schedule, target, forced)
        self._target = None if target is None else _targets(network, schedule, target)
        self._forced = forced
        if forced and self._target is not None:
            _check_forced(schedule, self._target)
        self._rows: list[Array] = []
        self._labels: list[str] = []
        self._pre: list[Array] = []
        self._values: list[Array] = []
        self.runs_free = not forced and schedule.feeds_back
        self._read, self._ended = 0, False

    @property
    def fed(self) -> Array:
        """(T, D) everything fed, read-only."""
        return self.inputs.array if self.schedule.is_plain else read_only(np.concatenate(self._rows))

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._labels)

    @property
    def done(self) -> Schedule:
        """The schedule as far as it was run."""
        turns = self.schedule.turns[: len(self._labels)]
        return self.schedule if len(turns) == len(self.schedule.turns) else replace(self.schedule, turns=turns)

    @property
    def unknown(self) -> frozenset[int]:
        """The steps, from 1, that were fed the unknown token instead of what was given."""
        if not self.inputs.replaced:
            return frozenset()
        turns = enumerate(self.done.turns, start=1)
        read = [t for t, turn in turns if turn.feed == "input" and turn.token is None]
        return frozenset(read[place - 1] for place in self.inputs.replaced if place <= len(read))

    @property
    def target(self) -> Array | None:
        return None if self._target is None else self._target[: len(self._labels)]

    def next_rows(self) -> Array | None:
        """The next rows (n, D), as many as are known; None at the end."""
        start = len(self._labels)
        if self._ended or start == len(self.schedule.turns):
            return None
        if self.schedule.is_plain:
            rows, labels = self.inputs.array, list(self.inputs.labels)
        else:
            stop = self._known(start)
            found = [self._row(t, self.schedule.turns[t]) for t in range(start, stop)]
            rows, labels = np.array([row for row, _ in found]), [label for _, label in found]
        self._rows.append(rows)
        self._labels += labels
        return rows

    def take(self, h: Array) -> None:
        """What the top layer made of these rows, (n, H): their outputs."""
        readout = self.network.readout
        if readout is None:
            return
        turns = self.schedule.turns[len(self._labels) - len(h) : len(self._labels)]
        emitting = [place for place, turn in enumerate(turns) if turn.emit]
        pre, values = np.full((2, len(h), len(readout.labels)), np.nan)
        pre[emitting] = readout.pre(h[emitting])
        values[emitting] = readout.values(pre[emitting])
        self._pre.append(pre)
        self._values.append(values)
        self._ended = self.runs_free and turns[-1].emit and readout.label(values[-1]) == self.schedule.stop

    @property
    def outputs(self) -> Outputs | None:
        """What the readout said at every step; None without one."""
        readout = self.network.readout
        if readout is None:
            return None
        pre, values = (read_only(np.concatenate(rows)) for rows in (self._pre, self._values))
        return Outputs(readout.kind, readout.labels, values, pre, tuple(turn.emit for turn in self.done.turns))

    def _known(self, start: int) -> int:
        """The step before which no output is waited for."""
        if self._forced:
            return len(self.schedule.turns)
        later = range(start + 1, len(self.schedule.turns))
        return next((t for t in later if self.schedule.turns[t].feed == "previous_output"), len(self.schedule.turns))

    def _row(self, t: int, turn: Turn) -> tuple[Array, str]:
        if turn.feed == "nothing":
            return np.zeros(self.network.input_size), ""
        if turn.token is not None:
            return self._token(turn.token)
        if turn.feed == "previous_output":
            given = self._target[t - 1] if self._forced and self._target is not None else self._values[-1][-1]
            return self._fed_back(given)
        self._read += 1
        return self.inputs.array[self._read - 1], self.inputs.labels[self._read - 1]

    def _token(self, token: str) -> tuple[Array, str]:
        assert self.network.vocabulary is not None
        return self.network.vocabulary.one_hot([token])[0], token

    def _fed_back(self, output: Array) -> tuple[Array, str]:
        """A label by its own column, where there is a vocabulary; the numbers as they are for other readouts."""
        readout = self.network.readout
        assert readout is not None
        if readout.kind != "softmax":
            return output, f"{output[0]:.4g}" if output.size == 1 else ""
        label = readout.label(output)
        if self.network.vocabulary is not None:
            return self._token(label)
        return np.eye(len(readout.labels))[int(np.argmax(output))], label


def _check(network: Network, inputs: Inputs, schedule: Schedule, target: Any, forced: bool) -> None:
    """Raise InvalidInput where the schedule asks for what the network or the input does not have."""
    readout, vocabulary = network.readout, network.vocabulary
    if len(inputs.array) != schedule.inputs:
        detail = f"has {len(inputs.array)} steps; the schedule reads {schedule.inputs}."
        raise InvalidInput.at(("input",), detail)
    if target is not None and readout is None:
        raise InvalidInput.at(("target",), "is for a network with a readout, and this one has none; leave it out.")
    if forced and target is None:
        raise InvalidInput.at(("target",), "is missing; teacher forcing feeds it back.")
    signs, feeds_back = set(schedule.signs), schedule.feeds_back
    if feeds_back and not forced and network.bidirectional:
        detail = "of two directions needs the whole input beforehand; it cannot be fed its own outputs."
        raise InvalidInput.at(("network",), detail)
    if feeds_back and readout is None:
        raise InvalidInput.at(("network",), "has no readout, and so no output to be fed back.")
    if feeds_back and readout is not None and vocabulary is not None:
        signs |= set(readout.labels) - {schedule.stop}
    if signs and (vocabulary is None or not signs <= set(vocabulary.tokens)):
        known = set() if vocabulary is None else set(vocabulary.tokens)
        raise InvalidInput.at(("vocabulary",), f"lacks {', '.join(sorted(signs - known))}, which is to be fed.")
    feeds_numbers = feeds_back and readout is not None and (vocabulary is None or readout.kind != "softmax")
    if feeds_numbers and readout is not None and len(readout.labels) != network.input_size:
        detail = f"has {len(readout.labels)} outputs to feed back, and the network reads {network.input_size} numbers."
        raise InvalidInput.at(("readout",), detail)


def _targets(network: Network, schedule: Schedule, target: Any) -> Array:
    """(T, V), read-only, from one target for each step that emits."""
    readout = network.readout
    assert readout is not None
    rows = np.full((len(schedule.turns), len(readout.labels)), np.nan)
    rows[list(schedule.emitting)] = target_rows(readout.kind, readout.labels, target, len(schedule.emitting))
    return read_only(rows)


def _check_forced(schedule: Schedule, target: Array) -> None:
    """Raise InvalidInput where a target that is to be fed back is left open."""
    fed_back = [t - 1 for t, turn in enumerate(schedule.turns) if turn.feed == "previous_output"]
    open_steps = [t for t in fed_back if np.isnan(target[t]).any()]
    if open_steps:
        place = schedule.emitting.index(open_steps[0]) if open_steps[0] in schedule.emitting else 0
        raise InvalidInput.at(("target", place), "is null, and teacher forcing is to feed it back; give what is right.")


def target_rows(kind: str, labels: tuple[str, ...], target: Any, count: int) -> Array:
    """(count, V) from `count` targets: labels as one-hot rows, rows of numbers as they are, None as not-a-number.

    Raises InvalidInput at ("target", …).
    """
    if len(target) != count:
        raise InvalidInput.at(("target",), f"has {len(target)} entries; {count} steps emit an output, one for each.")
    one_row = _label_row if kind == "softmax" else _number_row
    rows = [
        np.full(len(labels), np.nan) if given is None else one_row(given, labels, ("target", place))
        for place, given in enumerate(target)
    ]
    return np.array(rows)


def _label_row(label: Any, labels: tuple[str, ...], path: Path) -> Array:
    if label not in labels:
        detail = f"is {excerpt(label)}, which is none of the network's labels: {', '.join(labels)}."
        raise InvalidInput.at(path, detail)
    row = np.zeros(len(labels))
    row[labels.index(label)] = 1.0
    return row


def _number_row(given: Any, labels: tuple[str, ...], path: Path) -> Array:
    """A row of V numbers; of one output also the number itself."""
    row = vector(given if isinstance(given, list | tuple | np.ndarray) else [given], path)
    if row.size != len(labels):
        raise InvalidInput.at(path, f"has {row.size} numbers; the network has {len(labels)} outputs.")
    return row
