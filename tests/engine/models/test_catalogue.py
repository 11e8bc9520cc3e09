"""The networks that ship: their files, and their cards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import engine
from engine import models
from engine.models.cards import card, evaluate
from engine.models.make import SHIPPED
from engine.tasks import TASKS, named
from engine.training.trainer import Trainer

AT_LEAST = {
    "digits-dense": 0.95,
    "sentiment-lstm": 0.85,
    "entities-lstm": 0.85,
    "dates-gru": 0.95,
    "recall-lstm": 0.99,
}


def test_every_file_is_one_that_is_made_and_small() -> None:
    assert set(models.names()) <= {f"{task}-{cell}" for task, cell in SHIPPED}
    assert all((models.HERE / f"{name}.safetensors").stat().st_size < 2**20 for name in models.names())


@pytest.mark.parametrize("name", AT_LEAST)
def test_the_card_reaches_the_bar(name: str) -> None:
    assert models.load(name).card["metric"]["value"] >= AT_LEAST[name]


def test_everyday_sentences_reach_their_bars() -> None:
    everyday = models.load("sentiment-lstm").card["everyday"]
    assert everyday["sentiment"]["value"] >= 0.75
    assert everyday["negations"]["value"] >= 0.8
    assert models.load("entities-lstm").card["everyday"]["entities"]["value"] >= 0.6


@pytest.mark.parametrize("name", ["sunspots-gru", "vehicle-gru"])
def test_a_forecast_beats_what_needs_no_network(name: str) -> None:
    shown = models.load(name).card
    assert all(shown["metric"]["value"] < baseline["value"] for baseline in shown["baselines"].values())


def test_the_melody_beats_counting_and_knows_its_tunes_by_heart() -> None:
    model = models.load("melody-gru")
    assert all(model.card["metric"]["value"] > 0.04 + count["value"] for count in model.card["baselines"].values())
    task = named("melody")
    for example in task.everyday()["by_heart"]:
        encoded = task.encode({"text": example.inputs[0]})
        outputs = engine.run(model.network, encoded.inputs, schedule=encoded.schedule).outputs
        assert outputs is not None
        assert outputs.said == example.targets


@pytest.mark.parametrize("name", ["melody-gru", "sentiment-lstm", "sunspots-gru", "names-gru", "digits-dense"])
def test_the_figures_on_a_card_are_measured_again_on_its_file(name: str) -> None:
    shown = models.load(name).card
    figures = evaluate(models.load(name).network)
    assert round(figures["held_out"].value, 4) == shown["metric"]["value"]
    for part, figure in {**shown["everyday"], **shown["baselines"]}.items():
        assert round(figures[part].value, 4) == figure["value"]


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_the_texts_of_a_card_in_both_languages(task: str) -> None:
    cell = named(task).cells[-1]
    recipe = replace(named(task).recipe(cell), network={"cell": cell, "hidden_size": 1})
    texts = card(Trainer(named(task), recipe).network, recipe)
    for part in ("title", "description", "data", "known_failures"):
        assert {lang for lang, words in texts[part].items() if words} == {"en", "fr"}


def test_a_model_is_always_written_as_the_same_bytes(tmp_path: Path) -> None:
    shipped = models.HERE / "recall-gru.safetensors"
    for _ in range(8):
        models.write(tmp_path / "again.safetensors", models.read(shipped))
        assert (tmp_path / "again.safetensors").read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize("name", models.names())
def test_every_example_of_a_card_runs(name: str) -> None:
    model = models.load(name)
    for raw in model.card["examples"][:2]:
        encoded = named(model.card["task"]).encode(raw)
        assert engine.run(model.network, encoded.inputs, schedule=encoded.schedule).outputs is not None
