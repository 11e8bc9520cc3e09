from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.limits import MAX_INPUT_SIZE, MAX_STEPS
from engine.runs.inputs import SIGNALS

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(TEXT)
def test_a_text_is_one_hot_over_its_own_sorted_characters(text: str) -> None:
    inputs = engine.encode({"text": text})
    assert inputs.vocabulary == tuple(sorted(set(text)))
    assert inputs.labels == tuple(text)
    assert (inputs.array.sum(axis=1) == 1).all()
    assert "".join(inputs.vocabulary[column] for column in inputs.array.argmax(axis=1)) == text


def test_a_text_can_be_read_in_a_given_vocabulary() -> None:
    inputs = engine.encode({"text": "ab"}, vocabulary="cab")
    assert inputs.vocabulary == ("c", "a", "b")
    assert inputs.array.tolist() == [[0, 1, 0], [0, 0, 1]]


def test_a_character_outside_the_vocabulary_is_named_with_its_place() -> None:
    with pytest.raises(engine.InvalidInput, match=r"has “d” at place 2, .* it knows cab") as error:
        engine.encode({"text": "ad"}, vocabulary="cab")
    assert error.value.errors[0].path == ("input", "text")


def test_numbers_do_not_fit_a_vocabulary() -> None:
    with pytest.raises(engine.InvalidInput, match="reads characters"):
        engine.encode({"series": [1]}, vocabulary="ab")


def test_a_series_is_one_number_a_step_labelled_as_given() -> None:
    inputs = engine.encode({"series": [0.1, -4, 1e-7, 2.50]})
    assert inputs.array.tolist() == [[0.1], [-4], [1e-7], [2.5]]
    assert inputs.labels == ("0.1", "-4", "1e-07", "2.5")
    assert inputs.kind == "series"


def test_numpy_numbers_are_labelled_like_pythons() -> None:
    assert engine.encode({"series": np.array([0.1, 2.0])}).labels == ("0.1", "2.0")
    assert engine.encode({"series": np.array([3, 4])}).labels == ("3", "4")


def test_vectors_are_labelled_by_their_place() -> None:
    inputs = engine.encode({"vectors": [[1, 2, 3], [4, 5, 6]]})
    assert inputs.array.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert inputs.labels == ("1", "2")


@pytest.mark.parametrize("spec", [{"text": "ab"}, {"series": [1, 2]}, {"vectors": [[1]]}])
def test_the_encoded_array_cannot_be_written_to(spec: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="read-only"):
        engine.encode(spec).array[0, 0] = 5


@pytest.mark.parametrize(
    ("spec", "path", "words"),
    [
        ({"text": ""}, ("input", "text"), "is empty; give 1 to 2000 characters"),
        ({"series": []}, ("input", "series"), "is empty"),
        ({"vectors": []}, ("input", "vectors"), "is empty"),
        ({"vectors": [[], []]}, ("input", "vectors"), "rows of 0 numbers"),
        ({"vectors": [[1.0] * (MAX_INPUT_SIZE + 1)]}, ("input", "vectors"), f"give 1 to {MAX_INPUT_SIZE}"),
        ({"vectors": [[1], [1, 2]]}, ("input", "vectors", 1), "same length"),
        ({"vectors": [1, 2]}, ("input", "vectors", 0), "must be a list of numbers"),
        ({"text": "a" * (MAX_STEPS + 1)}, ("input", "text"), f"give 1 to {MAX_STEPS}"),
        ({"series": [1.0] * (MAX_STEPS + 1)}, ("input", "series"), f"give 1 to {MAX_STEPS}"),
        ({"text": 5}, ("input", "text"), "must be a text, not 5"),
        ({"text": "a\ud800"}, ("input", "text"), "surrogate"),
        ({"text": "".join(map(chr, range(0x4E00, 0x4E00 + 513)))}, ("input", "text"), "513 different characters"),
        ({"series": [1, "2"]}, ("input", "series", 1), "must be a number"),
        ({"series": [1, float("inf")]}, ("input", "series", 1), "infinite"),
        ({}, ("input",), "has none of them"),
        ({"text": None}, ("input",), "has none of them"),
        ({"text": "a", "series": [1]}, ("input",), "has text and series"),
        ({"words": "a"}, ("input", "words"), "is not a field of an input"),
        ([1, 2], ("input",), "must be an object"),
        (None, ("input",), "must be an object"),
    ],
)
def test_a_bad_input_names_the_field(spec: Any, path: tuple[str | int, ...], words: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.encode(spec)
    (problem,) = error.value.errors
    assert problem.path == path
    assert words in problem.detail


def test_a_million_rows_are_refused_before_they_are_read() -> None:
    unreadable = ["not a row"] * 1_000_000
    with pytest.raises(engine.InvalidInput, match="has 1000000 rows; give 1 to 2000 rows"):
        engine.encode({"vectors": unreadable})
    with pytest.raises(engine.InvalidInput, match="has 1000000 rows; give at most 2000 rows"):
        engine.build_network({"cell": "rnn", "weights": {"weight_ih": unreadable}})


@pytest.mark.parametrize("name", SIGNALS)
def test_a_longer_signal_begins_like_a_shorter_one_and_is_the_same_every_time(name: str) -> None:
    short, long = (engine.encode({"signal": name, "length": length}).array for length in (7, 500))
    assert short.shape == (7, 1)
    assert np.array_equal(long[:7], short)
    assert np.array_equal(engine.encode({"signal": name, "length": 500}).array, long)


def test_the_signals_are_noise_ones_and_a_one_before_zeros() -> None:
    noise = engine.encode({"signal": "noise", "length": 2000}).array
    assert abs(noise.mean()) < 0.1
    assert abs(noise.std() - 1) < 0.05
    assert engine.encode({"signal": "constant", "length": 3}).array.tolist() == [[1], [1], [1]]
    assert engine.encode({"signal": "impulse", "length": 3}).array.tolist() == [[1], [0], [0]]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({"signal": "noise"}, "input.length: must be a whole number from 1 to 2000"),
        ({"signal": "noise", "length": 2001}, "input.length: is 2001"),
        ({"signal": "hum", "length": 5}, "input.signal: is “hum”; choose one of noise, constant, impulse"),
        ({"text": "a", "length": 1}, "input.length: goes with a signal; a text has a length of its own"),
        ({"signal": "noise", "length": 5, "series": [1]}, "input: must have exactly one .* series and signal"),
    ],
)
def test_a_signal_needs_a_name_and_a_length(spec: dict[str, Any], words: str) -> None:
    with pytest.raises(engine.InvalidInput, match=words):
        engine.encode(spec)
