"""The Train page's table of settings is the server's, and its files of weights are the engine's."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.api.reading import parse_query
from app.api.requests.training import RUN, TrainQuery
from app.pages.recipe_links import read_recipe
from app.pages.train import SETTINGS, defaults, read_train
from app.web.fields import Choice, Names, Real, Whole
from engine import models
from engine.tasks.live import Knobs, Live
from engine.tasks.recall import Recall
from engine.tasks.recipe import Recipe
from engine.training.live_tasks import LIVE
from engine.training.trainer import Trainer
from tests.js.conftest import Ask


def test_the_page_and_the_server_have_one_table_of_settings(ask: Ask) -> None:
    fields: dict[str, dict[str, Any]] = {field["name"]: field for field in ask(["trainFields"])[0]}
    assert list(fields) == list(SETTINGS)
    for name, (kind, default) in SETTINGS.items():
        field = fields[name]
        assert field["fallback"] == (list(default) if isinstance(default, tuple) else default)
        if isinstance(kind, Whole | Real):
            assert (field["min"], field["max"]) == (kind.low, kind.high)
            assert field["type"] == ("integer" if isinstance(kind, Whole) else "number")
        elif isinstance(kind, Choice):
            offered = None if name == "task" else list(kind.names)  # the page has the tasks from the server
            assert field.get("choices") == offered
        else:
            assert isinstance(kind, Names)
            assert set(defaults()[name]) < set(kind.names)


@pytest.mark.parametrize("task", LIVE)
def test_a_short_link_becomes_a_whole_one_that_means_the_same(ask: Ask, task: str) -> None:
    config, problems = read_train([("task", task)])
    assert problems == []
    whole = parse_qsl(ask(["trainQuery", config, True])[0])
    assert read_train(whole) == (config, [])
    query = parse_qsl(ask(["runQuery", config])[0])
    asked = parse_query(TrainQuery, query)
    assert (asked.task, asked.knobs, asked.cells) == (task, LIVE[task].knobs, config["cell"])
    own = {"dense": {"gate_bias"}}.get(config["cell"][0], set())
    assert {name for name, _ in query} == set(RUN) - own - (set() if task == "recall" else {"distractors"})


@pytest.mark.parametrize("task", LIVE)
def test_the_page_and_the_server_spell_a_recipe_alike_and_no_default_is_left_in_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    config, _ = read_train([("task", task), ("learning_rate", "0.0125"), ("gate_bias", "-1.5")])
    spelt = ask(["recipe", config, 40])[0]
    short = f"task={task}&learning_rate=0.0125&gate_bias=-1.5&cell={','.join(config['cell'])}&until=40"
    assert read_recipe(short, "en").spelt == spelt
    monkeypatch.setitem(LIVE, task, Live(LIVE[task].steps, Knobs(3, 0.5, 0.5, 3, 0.5, 50, 3)))
    assert read_recipe(spelt, "en").spelt == spelt


def test_a_file_that_the_page_saves_is_the_network_to_the_last_bit(ask: Ask, tmp_path: Path) -> None:
    network = Trainer(Recall(distractors=3), Recipe({"cell": "gru", "hidden_size": 3}, seed=2)).network
    readout = network.readout
    assert readout is not None
    assert network.vocabulary is not None
    sent = {
        "cell": network.cell,
        "weights": {name: values.tolist() for name, values in network.parameters.items()},
        "readout": {**readout.spec, "weight": readout.weight.tolist(), "bias": readout.bias.tolist()},
        "vocabulary": network.vocabulary.spec,
        "task": network.task,
    }
    path = tmp_path / "saved.safetensors"
    path.write_bytes(base64.b64decode(ask(["safetensors", sent])[0]))
    read = models.read(path).network
    assert read.readout is not None
    assert read.vocabulary == network.vocabulary
    assert read.task == "recall"
    assert np.array_equal(read.readout.weight, readout.weight)
    for name, values in network.parameters.items():
        assert np.array_equal(read.parameters[name], values)
