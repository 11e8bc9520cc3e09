"""The five architectures as schedules, and what a run does with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.runs.schedule import (
    Schedule,
    Turn,
    many_to_many,
    many_to_many_unequal,
    many_to_one,
    one_to_many,
    one_to_one,
    schedule_of,
)

LETTERS: dict[str, Any] = {"tokens": ["a", "b", ">", "c", "."]}
LABELS = {"kind": "softmax", "labels": ["a", "b", "c", "."]}
NUMBERS = {"kind": "linear", "labels": ["x"]}


def network(cell: str = "gru", readout: dict[str, Any] | None = None, **more: Any) -> engine.Network:
    spec = {"cell": cell, "hidden_size": 5, "readout": readout or LABELS, "init": {"gain": 3.0}, **more}
    return engine.build_network(spec if "input_size" in more else {**spec, "vocabulary": LETTERS})


def letters(text: str) -> engine.Inputs:
    return engine.encode({"text": text}, tuple(LETTERS["tokens"]))


def spelt(schedule: Schedule) -> str:
    """I reads the input, P the previous output, S a sign, 0 zeros; D before what the decoder does; ! if it emits."""
    return " ".join(_spelt(turn) for turn in schedule.turns)


def _spelt(turn: Turn) -> str:
    fed = "S" if turn.token else {"input": "I", "previous_output": "P", "nothing": "0"}[turn.feed]
    return ("D" if turn.phase == "decoder" else "") + fed + ("!" if turn.emit else "")


@pytest.mark.parametrize(
    ("schedule", "expected", "inputs"),
    [
        (one_to_one(), "I!", 1),
        (one_to_many(3), "I! DP! DP!", 1),
        (many_to_one(3), "I I I!", 3),
        (many_to_many(3), "I! I! I!", 3),
        (many_to_many(2, then=2), "I! I! DP! DP!", 2),
        (many_to_many_unequal(2, 3, start=">"), "I I DS! DP! DP!", 2),
        (many_to_many_unequal(2, 2), "I I D0! DP!", 2),
    ],
)
def test_the_five_types_differ_in_what_is_fed_and_where_outputs_leave(
    schedule: Schedule, expected: str, inputs: int
) -> None:
    assert spelt(schedule) == expected
    assert schedule.inputs == inputs
    lengths = (schedule.inputs, len(schedule.emitting))
    start = next((turn.token for turn in schedule.turns if turn.token), None)
    assert schedule_of(schedule.architecture, *lengths, start, schedule.stop) == schedule


def test_a_run_without_a_schedule_reads_and_emits_at_every_step() -> None:
    assert engine.run(network(), letters("ab")).schedule == many_to_many(2)
    assert engine.run(network(), letters("a")).architecture == "one-to-one"


def test_a_run_says_what_each_step_did() -> None:
    trace = engine.run(network(), letters("ab"), schedule=many_to_many_unequal(2, 2, start=">"))
    assert trace.outputs is not None
    said = trace.outputs.said
    assert said[:2] == (None, None)
    assert trace.steps == (
        engine.Step(1, "a", "input", False, "encoder"),
        engine.Step(2, "b", "input", False, "encoder"),
        engine.Step(3, ">", "input", True, "decoder"),
        engine.Step(4, str(said[2]), "previous_output", True, "decoder"),
    )
    assert np.isnan(trace.outputs.values[:2]).all()
    assert trace.outputs.values[2:].sum(axis=1) == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize("cell", ["dense", "rnn", "gru", "lstm"])
@pytest.mark.parametrize("layers", [1, 2])
def test_running_free_feeds_back_the_label_that_was_said(cell: str, layers: int) -> None:
    """The same sequence, typed, gives the same states."""
    free = network(cell, num_layers=layers)
    trace = engine.run(free, letters("ab"), schedule=many_to_many(2, then=4))
    assert trace.outputs is not None
    assert trace.labels[2:] == trace.outputs.said[1:-1]
    typed = engine.run(free, letters("".join(trace.labels)))
    for one, other in zip(trace.layers, typed.layers, strict=True):
        for name, values in one.signals.items():
            np.testing.assert_allclose(values, other.signals[name], rtol=0, atol=1e-14)
        np.testing.assert_allclose(one.inputs, other.inputs, rtol=0, atol=1e-14)


def test_a_forecast_feeds_back_the_number_itself() -> None:
    trace = engine.run(network(readout=NUMBERS, input_size=1), [[0.5], [0.1]], schedule=many_to_many(2, then=3))
    assert trace.outputs is not None
    np.testing.assert_array_equal(trace.inputs[2:, 0], trace.outputs.values[1:-1, 0])


def test_teacher_forcing_feeds_the_targets_back_and_free_running_the_outputs() -> None:
    schedule = many_to_many_unequal(1, 4, start=">")
    forced = engine.run(network(), letters("a"), schedule=schedule, target=list("abca"), forced=True)
    assert forced.labels == ("a", ">", "a", "b", "c")
    free = engine.run(network(), letters("a"), schedule=schedule, target=list("abca"))
    assert free.outputs is not None
    assert free.labels[2:] == free.outputs.said[1:-1]


def test_a_network_that_runs_free_ends_at_its_stop_label() -> None:
    free = network()
    said = engine.run(free, letters("a"), schedule=one_to_many(6)).outputs
    assert said is not None
    stop = said.said[2]
    first = said.said.index(stop)
    trace = engine.run(free, letters("a"), schedule=one_to_many(6, stop=stop), target=[None] * 6)
    assert trace.T == first + 1 == len(trace.steps)
    assert trace.loss is not None
    assert len(trace.loss.per_step) == trace.T


def test_the_loss_of_a_run_is_the_sum_over_the_steps_with_a_target() -> None:
    trace = engine.run(network(), letters("abba"), target=["a", None, "c", "."])
    assert trace.loss is not None
    assert trace.outputs is not None
    right = trace.outputs.values[[0, 2, 3], [0, 2, 3]]
    assert trace.loss.name == "cross_entropy"
    assert trace.loss.per_step[[0, 2, 3]] == pytest.approx(-np.log(right), rel=1e-13)
    assert np.isnan(trace.loss.per_step[1])
    assert trace.loss.total == pytest.approx(-np.log(right).sum(), rel=1e-13)


def test_without_a_readout_there_are_no_outputs_and_without_a_target_no_loss() -> None:
    bare = engine.run(engine.build_network({"cell": "rnn", "input_size": 5, "hidden_size": 2}), letters("ab"))
    assert bare.outputs is None
    assert engine.run(network(), letters("ab")).loss is None


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"schedule": many_to_one(3)}, ("input",), "has 2 steps; the schedule reads 3"),
        ({"target": ["a"]}, ("target",), "has 1 entries; 2 steps emit"),
        ({"target": ["a", "x"]}, ("target", 1), "is “x”, which is none of the network's labels: a, b, c, ."),
        ({"forced": True}, ("target",), "is missing; teacher forcing feeds it back"),
        ({"schedule": many_to_many(2, then=1)}, ("network",), "of two directions"),
        ({"schedule": many_to_many_unequal(2, 1, start="<")}, ("vocabulary",), "lacks <, which is to be fed"),
        ({"schedule": Schedule("many-to-many", (Turn(),) * 2000 + (Turn("nothing"),))}, ("input",), "makes 2001 steps"),
    ],
)
def test_a_schedule_that_cannot_be_run_is_refused(changes: dict[str, Any], path: tuple[Any, ...], words: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.run(network(bidirectional=True), letters("ab"), **changes)
    (problem,) = error.value.errors
    assert problem.path == path
    assert words in problem.detail


def test_a_target_left_open_cannot_be_fed_back() -> None:
    schedule = one_to_many(3)
    with pytest.raises(engine.InvalidInput, match=r"target\.1: is null, and teacher forcing is to feed it back"):
        engine.run(network(), letters("a"), schedule=schedule, target=["b", None, "c"], forced=True)
    trace = engine.run(network(), letters("a"), schedule=schedule, target=["b", "a", None], forced=True)
    assert trace.labels == ("a", "b", "a")


def test_a_label_that_cannot_be_fed_back_is_refused() -> None:
    with pytest.raises(engine.InvalidInput, match="vocabulary: lacks z, which is to be fed"):
        engine.run(network(readout={**LABELS, "labels": ["a", "z"]}), letters("a"), schedule=one_to_many(2))
    with pytest.raises(engine.InvalidInput, match="has 1 outputs to feed back, and the network reads 2 numbers"):
        engine.run(network(readout=NUMBERS, input_size=2), [[0.0, 0.0]], schedule=one_to_many(2))
    with pytest.raises(engine.InvalidInput, match="has 1 outputs to feed back, and the network reads 5 numbers"):
        engine.run(network(readout={**NUMBERS, "labels": ["a"]}), letters("a"), schedule=one_to_many(2))
