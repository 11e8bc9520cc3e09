"""Live training over real sockets: what it tells, that its link alone makes it, and that it stops when you leave."""

from __future__ import annotations

import base64
import http.client
import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import numpy as np
import orjson
import pytest
from fastapi.testclient import TestClient

import engine
from app.api.documents.training import TrainEnd, TrainProgress, TrainSilent, TrainStart
from app.api.requests.training import TrainQuery, check_training
from app.main import create_app
from app.pages.train import read_train
from app.settings import Settings
from engine.errors import InvalidInput
from engine.tasks import named
from engine.training.live_tasks import LIVE, live_recipe, live_task
from engine.training.trainer import Trainer
from tests.app.conftest import Refusal

SHORT: dict[str, Any] = {"cell": "rnn,lstm", "distractors": 5, "hidden_size": 6, "updates": 20, "every": 10, "seed": 3}
LONG: dict[str, Any] = {"updates": 2000, "every": 1}
Events = list[tuple[str, dict[str, Any]]]


def events(response: http.client.HTTPResponse) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a stream, as they come."""
    name = ""
    for line in response:
        field, _, value = line.rstrip(b"\r\n").partition(b": ")
        if field == b"event":
            name = value.decode()
        elif field == b"data":
            yield name, orjson.loads(value)


def opened(origin: str, **query: Any) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)
    connection.request("GET", f"/api/v1/train?{urlencode(query)}")
    return connection, connection.getresponse()


def trained(origin: str, **query: Any) -> Events:
    """A whole run."""
    connection, response = opened(origin, **query)
    with closing(connection):
        assert response.status == 200
        assert response.getheader("content-type", "").startswith("text/event-stream")
        return list(events(response))


def told_to(client: TestClient, **query: Any) -> Events:
    """The same without a socket."""
    response = client.get("/api/v1/train", params=query)
    assert response.status_code == 200, response.text
    lines = [line.partition(": ") for line in response.text.splitlines()]
    names = [value for field, _, value in lines if field == "event"]
    return list(zip(names, (orjson.loads(value) for field, _, value in lines if field == "data"), strict=True))


def timeless(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in ("seconds_left", "examples_per_second")}


def workers(server: int | None = None) -> set[int]:
    """The processes that train for a server, this process if none is named."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == (server or os.getpid()) and b"app.training.worker" in command:
            found.add(int(stat.parent.name))
    return found


def test_a_run_tells_its_start_each_look_and_its_end_as_documented(origin: str) -> None:
    told = trained(origin, **SHORT)
    assert [name for name, _ in told] == ["start", *["progress"] * 3, "end"]
    start, *looks, end = (data for _, data in told)
    TrainStart.model_validate(start)
    TrainEnd.model_validate(end)
    assert len(start["example"]["inputs"]) == 7
    assert [TrainProgress.model_validate(look).update for look in looks] == [0, 10, 20]
    assert (end["reason"], end["update"], set(end["networks"])) == ("done", 20, {"rnn", "lstm"})
    assert looks[-1]["seconds_left"] == 0
    assert len(looks[-1]["samples"][0]["said"]["lstm"]) == 1


def test_the_networks_of_the_end_run_and_give_the_memory_and_the_answer_of_the_last_look(
    origin: str, client: TestClient
) -> None:
    told = trained(origin, **SHORT)
    start, last, end = told[0][1], told[-2][1]["cells"]["lstm"], told[-1][1]
    text = "".join(start["example"]["inputs"])
    answer = client.post("/api/v1/run", json={"network": end["networks"]["lstm"], "input": {"text": text}}).json()
    shown = np.frombuffer(base64.b64decode(last["memory"]["bdata"]), "<f4").reshape(7, 6)
    assert np.allclose(np.tanh(answer["layers"][0]["signals"]["c"]), shown, atol=1e-6)
    assert answer["outputs"]["values"][-1] == last["outputs"][-1]
    assert last["said"] == [answer["outputs"]["labels"][int(np.argmax(last["outputs"][-1]))]]


@pytest.mark.parametrize("task", LIVE)
def test_every_task_is_trained_live_and_its_network_is_one_for_the_other_calls(task: str, client: TestClient) -> None:
    small: dict[str, Any] = {"hidden_size": 5, "batch_size": 3, "updates": 2, "every": 1, "seed": 7}
    knobs = replace(LIVE[task].knobs, **small)
    told = told_to(client, task=task, **small)
    start, *looks, end = (data for _, data in told)
    TrainStart.model_validate(start)
    TrainEnd.model_validate(end)
    cell = named(task).cells[-1]
    assert (start["task"], start["metric"]["name"], list(end["networks"])) == (task, named(task).measure, [cell])
    seen = TrainProgress.model_validate(looks[-1]).cells[cell]
    assert len(seen.log10_gradient) == len(start["example"]["steps"])
    assert len(seen.outputs) == len(start["example"]["targets"]) == len(seen.said)
    trainer = Trainer(live_task(task), live_recipe(task, cell, knobs))
    assert [progress.loss for progress in trainer] == [look["cells"][cell]["training_loss"] for look in looks[1:]]
    own = engine.ask(trainer.network, start["example"]["input"])
    asked = {"network": end["networks"][cell], "input": start["example"]["input"]}
    answer = client.post("/api/v1/run", json=asked)
    assert answer.status_code == 200, answer.text
    assert own.outputs is not None
    rows = [None if row is None else np.array(row) for row in answer.json()["outputs"]["values"]]
    emitted = [step["emit"] for step in answer.json()["steps"]]
    assert np.array_equal(np.array([row for row in rows if row is not None]), own.outputs.values[emitted])
    gradients = client.post("/api/v1/gradients", json=asked)
    assert gradients.status_code == 200, gradients.text
    log10 = gradients.json()["layers"][0]["h"]["log10_norm"]
    found = engine.gradients(own).layers[0]["h"].log10_norm
    assert [value for value in log10 if value is not None] == found[np.isfinite(found)].tolist()


def test_samples_are_what_the_networks_say_on_their_own(client: TestClient) -> None:
    told = told_to(client, task="dates", hidden_size=4, batch_size=2, updates=1)
    network, samples = told[-1][1]["networks"]["lstm"], told[-2][1]["samples"]
    assert len(samples) == 4
    for sample in samples:
        asked = {"network": network, "input": {"text": "".join(sample["inputs"])}}
        said = client.post("/api/v1/run", json=asked).json()["outputs"]["said"]
        assert [label for label in said if label is not None] == sample["said"]["lstm"]


def test_a_run_until_an_update_is_the_beginning_of_the_whole_one(client: TestClient) -> None:
    whole = told_to(client, **SHORT)
    part = told_to(client, **SHORT, until=15)
    assert [data["update"] for name, data in part if name == "progress"] == [0, 10, 15]
    assert timeless(part[2][1]) == timeless(whole[2][1])
    assert (part[-1][1]["reason"], part[-1][1]["update"]) == ("done", 15)


def test_the_untrained_networks_are_those_that_every_run_begins_with(client: TestClient) -> None:
    whole, untrained = told_to(client, **SHORT), told_to(client, **SHORT, until=0)
    assert [name for name, _ in untrained] == ["start", "progress", "end"]
    assert {**untrained[0][1], "until": 20} == whole[0][1]
    assert timeless(untrained[1][1]) == timeless(whole[1][1])
    assert (untrained[2][1]["reason"], untrained[2][1]["update"]) == ("done", 0)
    other = told_to(client, **{**SHORT, "seed": 4}, until=0)
    assert other[2][1]["networks"] != untrained[2][1]["networks"]


def test_untrained_networks_need_no_free_place_and_no_process() -> None:
    with TestClient(create_app(Settings(train_runs=0))) as client:
        before = workers()
        assert [name for name, _ in told_to(client, **SHORT, until=0)] == ["start", "progress", "end"]
        assert workers() == before
        assert client.get("/api/v1/train", params={**SHORT, "until": 1}).status_code == 503


def test_from_and_until_the_same_update_make_its_network_with_one_look(client: TestClient) -> None:
    made = told_to(client, **SHORT, **{"from": 10, "until": 10})
    whole = told_to(client, **SHORT)
    assert [name for name, _ in made] == ["start", "progress", "end"]
    assert timeless(made[1][1]) == timeless(whole[2][1])
    assert made[-1][1]["networks"] == told_to(client, **{**SHORT, "updates": 10})[-1][1]["networks"]


def test_without_weights_the_end_is_light_and_all_before_it_the_same(client: TestClient) -> None:
    whole, light = told_to(client, **SHORT), told_to(client, **SHORT, weights="false")
    assert [name for name, _ in light] == [name for name, _ in whole]
    assert [timeless(data) for _, data in light[:-1]] == [timeless(data) for _, data in whole[:-1]]
    assert light[-1][1] == {**whole[-1][1], "networks": {}}


def test_silent_training_that_takes_long_tells_how_far_it_is(client: TestClient) -> None:
    told = told_to(client, cell="lstm", hidden_size=48, batch_size=128, **{"from": 140, "until": 140})
    silent = [TrainSilent.model_validate(data) for name, data in told if name == "silent"]
    assert [name for name, _ in told] == ["start", *["silent"] * len(silent), "progress", "end"]
    assert silent
    assert all(0 < one.update < 140 and one.seconds_left > 0 for one in silent)
    assert [one.update for one in silent] == sorted({one.update for one in silent})


def test_a_run_that_goes_on_from_an_update_is_the_run_that_never_stopped(origin: str) -> None:
    whole, resumed = trained(origin, **SHORT), trained(origin, **SHORT, **{"from": 10})
    assert [timeless(data) for name, data in resumed if name == "progress"] == [
        timeless(data) for name, data in whole[2:] if name == "progress"
    ]
    assert resumed[-1] == whole[-1]


def test_steps_that_are_far_too_large_are_said_and_end_the_run_by_themselves(origin: str) -> None:
    told = trained(origin, **{**SHORT, "cell": "rnn,gru", "learning_rate": 1000, "updates": 500, "clip": 0})
    looks = [data for name, data in told if name == "progress"]
    assert told[-1][1]["reason"] == "diverged"
    assert looks[-1]["update"] < 500
    assert {cell["diverged"] for cell in looks[-1]["cells"].values()} <= {"loss", "not a number"}
    assert all(look["cells"]["rnn"]["diverged"] is None for look in looks[:1])


def test_a_network_that_diverged_is_the_same_however_often_it_was_looked_at(client: TestClient) -> None:
    wild = {**SHORT, "cell": "gru,lstm", "learning_rate": 1000, "updates": 60}
    told = told_to(client, **{**wild, "every": 1})
    last = [data for name, data in told if name == "progress"][-1]["cells"]
    assert {cell["diverged"] for cell in last.values()} == {"loss"}
    assert all(0 < cell["update"] < 20 for cell in last.values())
    made = told_to(client, **{**wild, "from": 60, "until": 60})
    assert [name for name, _ in made] == ["start", "progress", "end"]
    assert made[1][1]["cells"] == last
    rarely = told_to(client, **{**wild, "every": 7})
    assert made[-1][1]["networks"] == told[-1][1]["networks"] == rarely[-1][1]["networks"]


def seconds_to_stop(origin: str) -> float:
    """How long the worker lives on once the client has left."""
    connection, response = opened(origin, **LONG)
    stream = events(response)
    assert [next(stream)[0] for _ in range(2)] == ["start", "progress"]
    assert len(workers()) == 1
    response.close()
    connection.close()
    left = time.monotonic()
    while workers():
        assert time.monotonic() - left < 20
        time.sleep(0.02)
    return time.monotonic() - left


def test_training_stops_within_a_second_of_the_client_leaving_and_nothing_is_left(origin: str) -> None:
    handles = len(os.listdir("/proc/self/fd"))
    took = [seconds_to_stop(origin) for _ in range(3)]
    while min(took) >= 1 and len(took) < 8:  # a machine that does other things may be late at times
        took.append(seconds_to_stop(origin))
    assert min(took) < 1
    left = time.monotonic()
    while len(os.listdir("/proc/self/fd")) > handles + 1:
        assert time.monotonic() - left < 20
        time.sleep(0.02)


def test_more_runs_than_the_server_can_do_are_told_when_to_come_back(refused: Refusal) -> None:
    with TestClient(create_app(Settings(train_runs=0))) as client:
        response = client.get("/api/v1/train")
    assert refused(response, 503) == {}
    assert int(response.headers["retry-after"]) >= 1
    assert f"Try again in {response.headers['retry-after']} s" in response.json()["detail"]


def test_a_place_is_free_again_once_a_run_has_ended() -> None:
    with TestClient(create_app(Settings(train_runs=1))) as client:
        for _ in range(2):
            assert client.get("/api/v1/train", params={**SHORT, "updates": 1}).status_code == 200


def test_what_is_reached_again_in_silence_has_no_more_time_than_any_run() -> None:
    with TestClient(create_app(Settings(train_seconds=0.5))) as client:
        end = told_to(client, **{**SHORT, **LONG, "from": 2000})[-1][1]
    assert end["reason"] == "time"
    assert 0 < end["update"] < 2000


def test_a_run_ends_when_its_time_is_over_with_the_networks_as_they_are() -> None:
    with TestClient(create_app(Settings(train_seconds=0.5))) as client:
        text = client.get("/api/v1/train", params={**SHORT, **LONG}).text
    end = orjson.loads(text.rpartition("data: ")[2])
    assert end["reason"] == "time"
    assert 0 < end["update"] < 2000
    assert end["networks"]["lstm"]["weights"]


@pytest.mark.parametrize(
    ("query", "pointer", "words"),
    [
        ({"cell": "rnn,lstn"}, "/cell", "Did you mean lstm?"),
        ({"cell": "rnn,rnn"}, "/cell", "twice"),
        ({"from": 301}, "/from", "300 updates"),
        ({"until": 301}, "/until", "300 updates"),
        ({"until": 5, "from": 10}, "/until", "before the update 10"),
        ({"task": "digit"}, "/task", "Did you mean digits?"),
        ({"task": "digits", "cell": "lstm"}, "/cell", "give dense"),
        ({"task": "dates", "cell": "gru,dense"}, "/cell", "give rnn, gru, lstm"),
        ({"task": "adding", "distractors": 5}, "/distractors", "leave it out for adding"),
        ({"task": "dates", "batch_size": 256, "hidden_size": 64}, "/batch_size", "a smaller batch_size or hidden_size"),
        ({"batch_size": 256, "distractors": 100}, "/batch_size", "limit is 200,000"),
        ({"learning_rate": "fast"}, "/learning_rate", "fast"),
        ({"speed": 3}, "/speed", "is no field here"),
    ],
)
def test_a_run_that_cannot_be_is_refused_before_it_begins(
    client: TestClient, refused: Refusal, query: dict[str, Any], pointer: str, words: str
) -> None:
    assert words in refused(client.get("/api/v1/train", params=query), 422)[pointer]


@pytest.mark.parametrize("task", LIVE)
def test_the_largest_batch_of_a_link_is_the_largest_that_can_be_trained(client: TestClient, task: str) -> None:
    query = {"task": task, "hidden_size": 64, "batch_size": 256}
    config, problems = read_train([(name, str(value)) for name, value in query.items()])
    fits = config["batch_size"] == 256
    assert [problem.field for problem in problems] == ([] if fits else ["batch_size"])
    check_training(TrainQuery(**{**query, "batch_size": config["batch_size"]}))
    if not fits:
        with pytest.raises(InvalidInput, match="the limit is 200,000"):
            check_training(TrainQuery(**{**query, "batch_size": config["batch_size"] + 1}))
