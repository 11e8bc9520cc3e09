from __future__ import annotations

from typing import Any

import pytest

import engine
from engine.networks.vocabulary import Vocabulary

WORDS = Vocabulary(("good", "not", "!", "Paris", "?"), "word", "?")


def test_a_text_is_read_word_by_word_with_its_punctuation() -> None:
    assert WORDS.split("Not good, l'été à Saint-Malo!") == ("Not", "good", ",", "l'été", "à", "Saint-Malo", "!")


def test_a_word_is_known_as_written_or_in_lower_case_and_else_replaced_and_said_so() -> None:
    inputs = engine.encode({"text": "Not bad, Paris!"}, WORDS)
    assert inputs.labels == ("Not", "bad", ",", "Paris", "!")
    assert inputs.replaced == (2, 3)
    assert [WORDS.tokens[column] for column in inputs.array.argmax(axis=1)] == ["not", "?", "?", "Paris", "!"]


def test_without_an_unknown_token_a_strange_word_is_refused() -> None:
    with pytest.raises(engine.InvalidInput, match=r"has “bad” at place 2, .* it knows good not"):
        engine.encode({"text": "not bad"}, Vocabulary(("good", "not"), "word"))


def test_a_text_of_spaces_holds_no_word() -> None:
    with pytest.raises(engine.InvalidInput, match="is empty; give 1 to 2000 words"):
        engine.encode({"text": "  "}, WORDS)


def test_a_network_has_as_many_inputs_as_its_vocabulary_has_tokens() -> None:
    network = engine.build_network({"cell": "rnn", "hidden_size": 2, "vocabulary": WORDS.spec})
    assert network.input_size == 5
    assert network.vocabulary == WORDS
    assert engine.build_network(network.spec).vocabulary == WORDS


@pytest.mark.parametrize(
    ("vocabulary", "path", "words"),
    [
        (["a"], ("vocabulary",), "must be an object"),
        ({"tokens": []}, ("vocabulary", "tokens"), "must be a list of 1 to 512 texts"),
        ({"tokens": ["a", "b", "a"]}, ("vocabulary", "tokens"), "has “a” twice"),
        ({"tokens": ["a"], "unit": "syllable"}, ("vocabulary", "unit"), "choose one of character, word"),
        ({"tokens": ["a"], "unknown": "b"}, ("vocabulary", "unknown"), "is “b”, which is none of the tokens"),
        ({"tokens": ["a"], "case": "lower"}, ("vocabulary", "case"), "is not a field of a vocabulary"),
    ],
)
def test_a_bad_vocabulary_names_the_field(vocabulary: Any, path: tuple[str, ...], words: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.build_network({"cell": "rnn", "hidden_size": 2, "vocabulary": vocabulary})
    (problem,) = error.value.errors
    assert problem.path == path
    assert words in problem.detail
