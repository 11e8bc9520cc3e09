"""Networks with a readout: trained ones by their id, and those that a request brings along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

import engine
from app.api import answers
from app.api.documents.gradients import GradientsAnswer
from app.api.documents.run import ModelAnswer, ModelsAnswer, TraceAnswer
from app.main import create_app
from engine import models
from engine.models import Model, catalogue
from engine.tasks.recipe import Recipe
from engine.training.trainer import Trainer
from tests.engine.made_tasks import FIRST_SYMBOL

CARD: dict[str, Any] = {
    "id": "first-gru",
    "task": "made",
    "architecture": "many-to-one",
    "cell": "gru",
    "hidden_size": 6,
    "title": {"en": "First symbol", "fr": "Premier symbole"},
    "description": {"en": "Names the first letter.", "fr": "Nomme la première lettre."},
    "data": "made on the spot",
    "metric": {"name": "exact", "value": 1.0, "held_out": 64},
    "examples": [{"text": "abca"}],
    "targets": [["a"]],
    "everyday": {},
    "baselines": {},
    "known_failures": {},
    "command": "",
}


@pytest.fixture
def no_models() -> Iterator[None]:
    """Forgets the models that were read, before and after."""
    for step in range(2):
        for function in (models.names, catalogue._load):
            function.cache_clear()
        if not step:
            yield


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_models: None) -> engine.Network:
    """A network that ships, and the only one."""
    monkeypatch.setitem(engine.tasks.TASKS, "made", FIRST_SYMBOL)
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    trainer = Trainer(FIRST_SYMBOL, Recipe({"cell": "gru", "hidden_size": 6}, updates=3))
    for _ in trainer:
        pass
    models.write(tmp_path / "first-gru.safetensors", Model(trainer.network, CARD))
    return engine.build_network({"model": "first-gru"})


def run(client: TestClient, network: Any, given: Any, **more: Any) -> dict[str, Any]:
    response = client.post("/api/v1/run", json={"network": network, "input": given, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    TraceAnswer.model_validate(answer)
    return answer


def test_every_model_has_its_card(client: TestClient, trained: engine.Network) -> None:
    answers.models.cache_clear()
    found = client.get("/api/v1/models")
    answers.models.cache_clear()
    ModelsAnswer.model_validate(found.json())
    (card,) = found.json()["models"]
    assert card == {**CARD, "network": trained.spec}
    one = client.get("/api/v1/models/first-gru")
    ModelAnswer.model_validate(one.json())
    assert one.json() == card
    assert client.get("/api/v1/models/first-gru", headers={"If-None-Match": one.headers["etag"]}).status_code == 304


def test_an_unknown_model_is_answered_with_the_nearest(client: TestClient, trained: Any, refused: Any) -> None:
    assert refused(client.get("/api/v1/models/first-gro"), 404) == {}
    body = {"network": {"model": "first-gro"}, "input": {"text": "ab"}}
    errors = refused(client.post("/api/v1/run", json=body), 422)
    assert errors == {"/network/model": "is “first-gro”, which is no model here; the nearest are first-gru."}


def test_a_model_is_run_in_the_way_of_its_task(client: TestClient, trained: engine.Network) -> None:
    answer = run(client, {"model": "first-gru"}, {"text": "bca"})
    trace = engine.ask(trained, {"text": "bca"})
    assert answer["architecture"] == "many-to-one"
    assert [step["emit"] for step in answer["steps"]] == [False, False, True]
    assert trace.outputs is not None
    assert answer["outputs"] == {
        "kind": "softmax",
        "labels": ["a", "b", "c"],
        "values": [None, None, trace.outputs.values[2].tolist()],
        "said": list(trace.outputs.said),
    }
    assert answer["network"]["model"] == "first-gru"
    assert run(client, answer["network"], {"text": "bca"}) == answer
    assert client.get("/api/v1/run?model=first-gru&text=bca").json() == answer


def test_a_target_gives_a_loss_and_its_gradients(client: TestClient, trained: engine.Network) -> None:
    asked = {"network": {"model": "first-gru"}, "input": {"text": "bca"}, "target": ["b"]}
    trace = engine.ask(trained, {"text": "bca"}, target=["b"])
    assert trace.loss is not None
    answer = run(client, asked["network"], asked["input"], target=["b"])
    total = trace.loss.total
    right = [None, None, "b"]
    assert answer["loss"] == {"name": "cross_entropy", "per_step": [None, None, total], "total": total, "target": right}
    found = client.post("/api/v1/gradients", json=asked).json()
    GradientsAnswer.model_validate(found)
    assert (found["loss"]["at"], found["loss"]["steps"]) == ("own", [3])
    assert found["layers"][0]["h"]["norm"] == engine.gradients(trace).layers[0]["h"].norm.tolist()
    link = client.get("/api/v1/gradients?model=first-gru&text=bca&target=b").json()
    assert link == found


def test_weights_come_with_their_readout_and_vocabulary(client: TestClient, trained: engine.Network) -> None:
    assert trained.readout is not None
    assert trained.vocabulary is not None
    weights = {name: values.tolist() for name, values in trained.parameters.items()}
    readout = {
        **trained.readout.spec,
        "weight": trained.readout.weight.tolist(),
        "bias": trained.readout.bias.tolist(),
    }
    network = {"cell": "gru", "weights": weights, "readout": readout, "vocabulary": trained.vocabulary.spec}
    answer = run(client, network, {"text": "bca"}, generate=2)
    trace = engine.ask(replace(trained, task=None), {"text": "bca"}, generate=2)
    assert trace.outputs is not None
    assert answer["outputs"]["values"] == trace.outputs.values.tolist()
    assert [step["feed"] for step in answer["steps"]] == ["input"] * 3 + ["previous_output"] * 2
    by_task = run(client, {**network, "task": "made"}, {"text": "bca"})
    assert by_task["outputs"]["values"][2] == engine.ask(trained, {"text": "bca"}).outputs.values[2].tolist()  # type: ignore[union-attr]


def test_packed_outputs_are_not_a_number_where_nothing_is_emitted(client: TestClient, trained: Any) -> None:
    answer = run(client, {"model": "first-gru"}, {"text": "bca"}, encoding="base64", target=["a"])
    assert answer["outputs"]["values"]["shape"] == "3, 3"
    assert answer["loss"]["per_step"]["shape"] == "3"


@pytest.mark.parametrize(
    ("change", "pointer", "words"),
    [
        ({"target": ["x"]}, "/target/0", "none of the network's labels: a, b, c"),
        ({"target": ["a", "b"]}, "/target", "has 2 entries; 1 steps emit"),
        ({"target": "a"}, "/target", "must be a list of labels, numbers or rows of numbers"),
        ({"target": [["a"]]}, "/target/0", "is a list"),
        ({"generate": 3}, "/generate", "does not fit a many-to-one network"),
        ({"generate": -1}, "/generate", "from 0 to 2000"),
        ({"forced": True}, "/target", "is missing; teacher forcing feeds it back"),
        ({"input": {"text": "bxa"}}, "/input/text", "has “x” at place 2"),
        ({"input": {"series": [1.0]}}, "/input/series", "give a text"),
        ({"network": {"model": "first-gru", "cell": "lstm"}}, "/network/cell", "the model first-gru has “gru”"),
        ({"network": {"cell": "gru", "task": "mad"}}, "/network/task", "is “mad”, which is no task"),
        ({"network": {"cell": "gru", "readout": {"kind": "max"}}}, "/network/readout/kind", "softmax, sigmoid, linear"),
    ],
)
def test_what_does_not_fit_a_model_is_refused(
    client: TestClient, trained: Any, refused: Any, change: dict[str, Any], pointer: str, words: str
) -> None:
    body = {"network": {"model": "first-gru"}, "input": {"text": "bca"}, **change}
    errors = refused(client.post("/api/v1/run", json=body), 422)
    assert words in errors[pointer]


def test_a_broken_model_is_named_when_the_server_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_models: None
) -> None:
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    (tmp_path / "broken.safetensors").write_bytes(b"not a model")
    with pytest.raises(ValueError, match=r"broken\.safetensors: is no readable safetensors file"):
        create_app()


def test_a_network_has_as_many_numbers_for_each_target_as_outputs(client: TestClient) -> None:
    readout = {"kind": "linear", "labels": ["next"], "weight": [[1.0]], "bias": [0.0]}
    weights = {"weight_ih": [[1.0]], "weight_hh": [[0.0]], "bias_ih": [0.0], "bias_hh": [0.0]}
    network = {"cell": "rnn", "weights": weights, "readout": readout}
    answer = run(client, network, {"series": [0.0, 0.5]}, target=[0.25, None], generate=1)
    assert answer["loss"]["per_step"][:2] == [0.0625, None]
    assert answer["outputs"]["values"][1] == [float(np.tanh(0.5))]
    assert answer["steps"][2]["label"] == f"{np.tanh(0.5):.4g}"


def get(client: TestClient, query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/run?{query}")
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    TraceAnswer.model_validate(answer)
    return answer


def test_a_link_feeds_rows_of_numbers(client: TestClient) -> None:
    rows = [[0.5, 1.0], [-0.25, 0.0], [0.125, 1.0]]
    linked = get(client, "model=adding-lstm&vectors=0.5,1;-0.25,0;.125,1")
    assert linked == run(client, {"model": "adding-lstm"}, {"vectors": rows})
    drawn = get(client, "cell=gru&hidden_size=3&vectors=0.5,1%3B-0.25,0")
    assert drawn["inputs"] == rows[:2]
    found = client.get("/api/v1/gradients?model=adding-lstm&vectors=0.5,1;0.25,1&at=last").json()
    GradientsAnswer.model_validate(found)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("vectors=1,2;3", "/vectors/1 has 1 numbers and the first row has 2; all rows need the same length."),
        ("vectors=1,2;3,x", "/vectors/1/1 must be a number, not “x”."),
        ("vectors=1,2;", "/vectors/1/0 must be a number, not “”."),
        ("vectors=", "is empty; give 1 to 2000 rows"),
        ("vectors=" + "1;" * 2000 + "1", "has 2001 rows; give 1 to 2000 rows"),
        ("vectors=" + "1," * 512 + "1", "has rows of 513 numbers; give 1 to 512"),
        ("vectors=1,1e999", "/vectors/0/1 is infinite; every number must be finite."),
    ],
)
def test_rows_that_cannot_be_fed_are_refused(client: TestClient, refused: Any, query: str, words: str) -> None:
    errors = refused(client.get(f"/api/v1/run?cell=rnn&{query}"), 422)
    assert words in " ".join(f"{pointer} {detail}" for pointer, detail in errors.items()), errors


def test_rows_of_another_width_are_refused_with_the_way_out(client: TestClient, refused: Any) -> None:
    errors = refused(client.get("/api/v1/run?model=vehicle-gru&vectors=1,2,3"), 422)
    assert errors == {"/vectors": "has 3 numbers a step; this network reads rows of 2 numbers: give vectors."}


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("model=recall-lstm&text=Bxyz?", [None] * 4 + ["B"]),
        ("model=adding-gru&vectors=0.5,1;0.25,0;0.25,1", [None, None, [0.75]]),
        ("model=sunspots-gru&series=1,2,3", [[2.0], [3.0], *[None] * 23]),
        ("model=sentiment-lstm&text=this+film+was+not+good", [*[None] * 4, "negative"]),
    ],
)
def test_what_is_right_is_known_from_the_input_or_from_the_card(client: TestClient, query: str, right: Any) -> None:
    assert get(client, query)["loss"]["target"] == right


def test_what_is_right_is_not_made_up(client: TestClient) -> None:
    assert get(client, "model=entities-lstm&text=Ada")["loss"] is None
    assert get(client, "model=recall-lstm&text=xyz?")["loss"] is None


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("model=digits-dense&target=7&vectors=" + ",".join(["0.5"] * 64), ["7"]),
        ("model=adding-lstm&target=1.25&vectors=0.5,1;0.75,1", [None, [1.25]]),
        ("model=entities-lstm&target=person,&text=Ada+lives", ["person", None]),
        ("model=vehicle-gru&vectors=1,0;1,1;0,1&target=1,2" + ";" * 22, [[1.0, 2.0], *[None] * 22]),
        ("model=melody-gru&target=E4:1,C4:1&text=Ode+to+Joy", ["E4:1", "C4:1", *[None] * 29]),
    ],
)
def test_a_link_says_what_is_right(client: TestClient, query: str, right: list[Any]) -> None:
    assert get(client, query)["loss"]["target"] == right


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("model=adding-lstm&target=much&vectors=0.5,1", "“much”"),
        ("model=digits-dense&target=ten&vectors=" + ",".join(["0.5"] * 64), "none of the network's labels: 0, 1"),
        ("model=sentiment-lstm&target=positive,negative&text=good", "has 2 entries; 1 steps emit"),
    ],
)
def test_a_target_in_a_link_that_does_not_fit_is_refused(
    client: TestClient, refused: Any, query: str, words: str
) -> None:
    errors = refused(client.get(f"/api/v1/run?{query}"), 422)
    assert words in " ".join(errors.values()), errors
