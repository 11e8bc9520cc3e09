"""What the page sends, and what it lets visitors copy, against a running server."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import numpy as np
import pytest

import engine
from app.pages.explore_link import Config
from engine import limits
from engine.numbers.arrays import Array
from tests.js.conftest import Ask

Values = dict[str, Any]
LONG = {"text": None, "series": [round(0.01 * t + 0.005, 3) for t in range(500)]}


def base(ask: Ask, **changes: Any) -> Values:
    config: Values = {field["name"]: field["fallback"] for field in ask(["fields"])[0]}
    return {**config, "text": "hello world", **changes}


def run(config: Values) -> engine.Trace:
    inputs = engine.encode(Config(config).input())
    return engine.run(engine.build_network(Config(config).network(), input_size=inputs.array.shape[1]), inputs)


def as_shown(values: Array) -> Array:
    """float32, or float64 where that is too small, row by row; NaN for what JSON, on its way to Python, cannot say."""
    finite = np.where(np.isfinite(values), values, np.nan).ravel()
    if np.nanmax(np.abs(finite), initial=0.0) > np.finfo(np.float32).max:
        return finite
    return finite.astype(np.float32).astype(np.float64)


def runnable(config: Values) -> bool:
    try:
        run(config)
    except engine.InvalidInput:
        return False
    return True


def test_the_page_shows_the_numbers_of_the_engine(ask: Ask, origin: str) -> None:
    drawn = ask(["configurations", 12, 10 * len(engine.CELLS)])[0]
    configurations = [c for c in (c | {"hidden_size": c["hidden_size"] % 12 + 1} for c in drawn) if runnable(c)]
    assert len(configurations) > 20
    assert {c["cell"] for c in configurations} == set(engine.CELLS)
    for config, shown in zip(configurations, ask(*(["run", c, origin] for c in configurations)), strict=True):
        trace = run(config)
        assert [step["label"] for step in shown["steps"]] == shown["labels"]
        if shown["fed"] == "token":
            assert (shown["labels"], shown["rows"]) == (list(trace.labels), None)
        else:
            assert np.array_equal(np.array(shown["rows"]).ravel(), as_shown(trace.inputs))
        for layer, record in zip(shown["layers"], trace.layers, strict=True):
            assert (layer["layer"], layer["direction"]) == (record.layer, record.direction)
            assert list(layer["signals"]) == list(record.signals)
            for name, values in record.signals.items():
                assert np.array_equal(np.array(layer["signals"][name], float), as_shown(values), equal_nan=True)


def test_a_long_series_and_a_long_text_arrive_whole(ask: Ask, origin: str) -> None:
    text = "𝛔é\n'\"\\" * (limits.MAX_STEPS // 6)
    for config in (base(ask, **LONG), base(ask, text=text)):
        shown = ask(["run", config, origin])[0]
        assert shown["labels"] == list(run(config).labels)


def test_the_page_gets_explanations_of_the_very_unit(ask: Ask, origin: str) -> None:
    config = base(ask, unit=3, num_layers=2, layer=2, bidirectional=True, direction="reverse")
    steps = ask(["explain", config, 2, 4, origin])[0]
    found = engine.explain(run(config), 3, 1, "reverse", 2, 4)
    assert [(s["t"], s["label"]) for s in steps] == [(2, "e"), (3, "l"), (4, "l")]
    assert [[e["value"] for e in s["equations"]] for s in steps] == [[e.value for e in one.equations] for one in found]
    assert ask(["explain", {**config, **LONG}, 499, 500, origin])[0][1]["t"] == 500


def test_a_refusal_comes_back_to_the_field(ask: Ask, origin: str) -> None:
    short, long = base(ask, hidden_size=999), {**base(ask, gain=-1), **LONG}
    for config, field in ((short, "hidden_size"), (long, "gain"), (base(ask, text=""), "text")):
        refusal = ask(["refusal", config, origin])[0]
        assert (refusal["name"], refusal["status"]) == ("ApiProblem", 422)
        assert [problem["field"] for problem in refusal["problems"]] == [field]
        assert refusal["problems"][0]["message"].startswith(f"{field} ")


def test_a_download_holds_every_bit(ask: Ask, origin: str) -> None:
    config = base(ask, cell="gru", seed=3)
    answer = json.loads(ask(["exact", config, origin])[0])
    for layer, record in zip(answer["layers"], run(config).layers, strict=True):
        for name, values in record.signals.items():
            assert np.array_equal(np.array(layer["signals"][name]), values)


AWKWARD: list[Values] = [
    {},
    {"text": 'it\'s "quoted" \\ $HOME `id` !\n\t%é👩\u2028+&'},
    {"cell": "gru", "form": "reset_before", "bidirectional": True, "update_bias": 2, "gain": 0.1},
    LONG,
]


@pytest.mark.parametrize("changes", AWKWARD)
def test_copied_python_runs_and_prints_the_last_hidden_state(ask: Ask, origin: str, changes: Values) -> None:
    config = base(ask, **changes)
    program = ask(["python", config, origin])[0]
    done = subprocess.run([sys.executable, "-"], input=program, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == run(config).layers[-1].signals["h"][-1].tolist()


@pytest.mark.parametrize("changes", AWKWARD)
def test_copied_curl_makes_the_same_run(ask: Ask, origin: str, changes: Values) -> None:
    config = base(ask, **changes)
    command, flag, url, *rest = shlex.split(ask(["curl", config, origin])[0].replace(" \\\n", " "))
    assert (command, flag) == ("curl", "--fail-with-body")
    if rest:
        header, content_type, data, body = rest
        assert (header, data) == ("--header", "--data-binary")
        name, _, value = content_type.partition(": ")
        answer = httpx.post(url, headers={name: value}, content=body.encode())
    else:
        answer = httpx.get(url)
    assert answer.status_code == 200, answer.text
    assert answer.json()["layers"][-1]["signals"]["h"] == run(config).layers[-1].signals["h"].tolist()


SIZES = {"distractors": 4, "hidden_size": 5}
RECIPE: Values = {"task": "recall", "cell": "gru", **SIZES, "updates": 30, "seed": 2, "until": 20}


@pytest.fixture(scope="module")
def made(origin: str) -> Values:
    """The network of the recipe, as GET /train makes it."""
    stream = httpx.get(f"{origin}/api/v1/train", params={**RECIPE, "from": 20}, timeout=60).raise_for_status().text
    end = [line for line in stream.splitlines() if line.startswith("data: ")][-1]
    network: Values = json.loads(end.removeprefix("data: "))["networks"]["gru"]
    return network


def of_recipe(ask: Ask) -> Values:
    return base(ask, cell="gru", trained=urlencode(RECIPE), text="Bxyz?")


def test_copied_python_trains_a_network_again_before_it_runs(ask: Ask, origin: str, made: Values) -> None:
    program = ask(["python", of_recipe(ask), origin])[0]
    done = subprocess.run([sys.executable, "-"], input=program, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    trace = engine.ask(engine.build_network(made), {"text": "Bxyz?"})
    assert json.loads(done.stdout) == trace.layers[-1].signals["h"][-1].tolist()


def test_copied_commands_train_a_network_again_and_post_it(ask: Ask, origin: str, made: Values) -> None:
    train, post = ask(["curl", of_recipe(ask), origin])[0].replace(" \\\n", " ").split("\n")
    get, *to_file = [shlex.split(part) for part in train.split(" | ")]
    assert to_file == [["sed", "-n", "s/^data: //p"], ["tail", "-n", "1", ">", "networks.json"]]
    assert dict(parse_qsl(urlsplit(get[-1]).query)) == {name: str(v) for name, v in {**RECIPE, "from": 20}.items()}
    jq, curl = post.split(" | ")
    program, file = shlex.split(jq)[1:]
    network, _, fields = program.partition(" + ")
    assert (network, file) == ("{network: .networks.gru}", "networks.json")
    assert json.loads(fields) == {"input": {"text": "Bxyz?"}}
    url = next(word for word in shlex.split(curl) if word.startswith("http"))
    answer = httpx.post(url, json={"network": made, **json.loads(fields)}).raise_for_status().json()
    assert answer["outputs"]["labels"] == ["A", "B", "C", "D"]
