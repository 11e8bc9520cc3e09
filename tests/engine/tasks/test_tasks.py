"""What every task promises, and each one's own reading and counting."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

import engine
from engine.tasks import TASKS, ShippedTask, named
from engine.tasks.data import EVERYDAY, table
from engine.tasks.dates import is_held_out
from engine.tasks.entities import spans
from engine.tasks.entity_sentences import marked
from engine.tasks.words import folded, split

ALL = pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))


def key(example: Any) -> tuple[Any, ...]:
    """An example's inputs and targets, comparable."""
    return tuple(part.tobytes() if isinstance(part, np.ndarray) else part for part in (example.inputs, example.targets))


@ALL
def test_the_same_seed_draws_the_same_examples(task: ShippedTask) -> None:
    first, again = (task.draw(np.random.default_rng(3), 5) for _ in range(2))
    assert [key(example) for example in first] == [key(example) for example in again]


@ALL
def test_no_training_example_is_held_out(task: ShippedTask) -> None:
    held_out = {key(example) for example in (*task.held_out(), *task.validation())}
    assert not held_out & {key(example) for example in task.draw(np.random.default_rng(0), 300)}


@ALL
def test_what_a_card_shows_can_be_run_and_has_its_targets(task: ShippedTask) -> None:
    for sample in task.card_samples():
        encoded = task.encode(sample.raw)
        assert encoded.inputs.array.shape[1] == task.input_size
        emitting = len(encoded.schedule.emitting)
        assert len(sample.targets) == emitting or (task.stop is not None and len(sample.targets) <= emitting)


@pytest.mark.parametrize(("text", "words"), [
    ("l'ONU n'a pas", ["l'", "ONU", "n'", "a", "pas"]),
    ("I don't, Anna's", ["I", "don't", ",", "Anna", "'s"]),
    ("le 12/05/2025 aujourd'hui", ["le", "12/05/2025", "aujourd'hui"]),
])  # fmt: skip
def test_words_are_cut_as_both_languages_write_them(text: str, words: list[str]) -> None:
    assert [word for word, _ in split(text)] == words


def test_a_word_is_known_without_its_accents_and_capitals() -> None:
    assert folded("Sooooo") == "soo"
    assert folded("Déçu") == "decu"
    vocabulary = TASKS["sentiment"].vocabulary
    assert vocabulary is not None
    assert vocabulary.known("GÉNIAL") == vocabulary.known("genial") == "++"
    assert vocabulary.known("xyzzy") is None


def test_no_training_day_is_a_held_out_day() -> None:
    drawn = TASKS["dates"].draw(np.random.default_rng(1), 200)
    days = ["".join(map(str, example.targets)) for example in drawn]
    assert not any(is_held_out(date.fromisoformat(day)) for day in days)


def test_an_entity_counts_when_its_words_and_its_label_are_right() -> None:
    labels = ["person", "person", "–", "place", "–", "date"]
    assert spans(labels) == {(0, 1, "person"), (3, 3, "place"), (5, 5, "date")}
    assert [piece.label for piece in marked("[Ada|person] in [Rome|place]") if piece.text] == ["person", "–", "place"]


def test_everyday_sentences_are_at_least_sixty_in_both_languages() -> None:
    for name in ("sentiment", "entities"):
        langs = [row[0] for row in table(f"{name}.tsv", EVERYDAY)]
        assert min(langs.count("en"), langs.count("fr")) >= 30


@pytest.mark.parametrize("name", ["sentiment", "entities"])
def test_training_never_reads_an_everyday_sentence(name: str) -> None:
    task = TASKS[name]
    typed = {example.inputs for examples in task.everyday().values() for example in examples}
    assert not typed & {example.inputs for example in task.draw(np.random.default_rng(2), 2000)}


def test_recall_sets_the_question_mark_and_reads_strange_letters_as_unknown() -> None:
    encoded = named("recall").encode({"text": "Axü"})
    assert encoded.inputs.labels[-1] == "?"
    assert encoded.inputs.replaced == (3,)


def test_a_tune_is_found_however_it_is_spelt() -> None:
    assert named("melody").encode({"text": "frere jacques"}).inputs.replaced == ()
    assert named("melody").encode({"text": "my own song"}).inputs.replaced == (1,)


@pytest.mark.parametrize(
    ("spelling", "meant"),
    [
        ("minor JIG", "Minor jig"),
        ("gigue mineure", "Minor jig"),
        ("g", "G4:0.5"),
        ("sol", "G4:0.5"),
        ("Ré5", "D5:0.5"),
        ("F#4", "F♯4:0.5"),
        ("E4:1.5", "E4:1.5"),
        ("C9", None),
        ("h", None),
    ],
)
def test_a_melody_may_begin_with_a_style_or_a_note_in_either_language(spelling: str, meant: str | None) -> None:
    vocabulary = named("melody").vocabulary
    assert vocabulary is not None
    assert vocabulary.known(spelling) == meant


@pytest.mark.parametrize(("name", "raw"), [("sunspots", {"text": "abc"}), ("vehicle", {"series": [1.0, 2.0]})])
def test_a_forecast_refuses_what_is_no_row_of_its_numbers(name: str, raw: dict[str, Any]) -> None:
    with pytest.raises(engine.InvalidInput, match="reads"):
        named(name).encode(raw)


@pytest.mark.parametrize("name", ["recall", "melody", "dates", "entities", "sentiment"])
def test_nothing_is_no_text_to_read(name: str) -> None:
    with pytest.raises(engine.InvalidInput, match="is empty; give 1 to"):
        named(name).encode({"text": ""})
