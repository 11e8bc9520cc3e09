"""The documentation is true: its examples run, its answers have the shape it says, its page needs no other host."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from app.api.documents.gradients import FigureAnswer, GradientsAnswer
from app.api.documents.run import (
    CellsAnswer,
    ExplainAnswer,
    ModelAnswer,
    ModelsAnswer,
    Problem,
    StepAnswer,
    TraceAnswer,
)
from app.api.requests.network import Init, Network, RunOptions, RunQuery
from engine import limits
from engine.networks.initializers import Init as EngineInit
from engine.networks.network import FIELDS

ANSWERS: dict[str, type[BaseModel]] = {
    "/api/v1/cells": CellsAnswer,
    "/api/v1/step": StepAnswer,
    "/api/v1/models": ModelsAnswer,
    "/api/v1/models/{id}": ModelAnswer,
    "/api/v1/run": TraceAnswer,
    "/api/v1/explain": ExplainAnswer,
    "/api/v1/gradients": GradientsAnswer,
    "/api/v1/gradients/figure": FigureAnswer,
}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """The OpenAPI document, as it is served."""
    response = client.get("/openapi.json")
    assert response.headers["content-type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


def test_every_operation_has_a_name_for_generated_clients(document: dict[str, Any]) -> None:
    names = {call["operationId"] for calls in document["paths"].values() for call in calls.values()}
    assert names == {
        "get_cells",
        "get_models",
        "get_model",
        "post_step",
        "post_run",
        "get_run",
        "post_explain",
        "get_explain",
        "post_gradients",
        "get_gradients",
        "post_gradients_figure",
        "get_train",
    }


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {*ANSWERS, "/api/v1/train"}
    for operations_of_path in document["paths"].values():
        for operation in operations_of_path.values():
            assert operation["summary"]
            assert operation["description"]


def test_every_example_of_a_body_runs_as_described(client: TestClient, document: dict[str, Any]) -> None:
    count = 0
    for path, calls in document["paths"].items():
        if "post" not in calls:
            continue
        for example in calls["post"]["requestBody"]["content"]["application/json"]["examples"].values():
            response = client.post(path, json=example["value"])
            assert response.status_code == 200, response.text
            ANSWERS[path].model_validate(response.json())
            count += 1
    assert count >= 7


def test_every_example_of_a_link_runs_as_described(client: TestClient, document: dict[str, Any]) -> None:
    for path, calls in document["paths"].items():
        if "get" in calls and "{" not in path:
            found = calls["get"].get("parameters", [])
            query = {field["name"]: field["example"] for field in found if "example" in field}
            response = client.get(f"{path}?{urlencode(query)}")
            assert response.status_code == 200, response.text
            if path in ANSWERS:
                ANSWERS[path].model_validate(response.json())
            else:
                assert "text/event-stream" in calls["get"]["responses"]["200"]["content"]


def test_every_problem_is_as_described(client: TestClient, document: dict[str, Any]) -> None:
    post = document["paths"]["/api/v1/run"]["post"]
    for status, options in {
        400: {"content": b"{", "headers": {"Content-Type": "application/json"}},
        413: {"content": b" " * (4 * 2**20 + 1), "headers": {"Content-Type": "application/json"}},
        415: {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
        422: {"json": {}},
    }.items():
        response = client.post("/api/v1/run", **options)  # type: ignore[arg-type]
        assert response.status_code == status
        Problem.model_validate(response.json())
        assert "application/problem+json" in post["responses"][str(status)]["content"]


def test_every_reference_leads_to_a_schema(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/(\w+)"', str(document).replace("'", '"')))
    assert references
    assert references <= set(schemas)


def test_the_documented_fields_are_those_that_the_engine_takes(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert set(schemas["Network"]["properties"]) == set(FIELDS)
    assert set(schemas["Init"]["properties"]) == set(EngineInit.__dataclass_fields__)
    sequence = {"text", "series", "vectors", "signal", "length"}
    assert set(schemas["Input"]["properties"]) == sequence
    in_bodies = {"input_size", "init", "weights", "readout", "vocabulary", "task"}
    flat = {*FIELDS, *Init.model_fields, *sequence, *RunOptions.model_fields, "encoding"} - in_bodies
    assert set(RunQuery.names()) == flat


def test_the_documented_limits_are_the_engines(document: dict[str, Any]) -> None:
    sizes = document["components"]["schemas"]["Network"]["properties"]
    assert (sizes["hidden_size"]["minimum"], sizes["hidden_size"]["maximum"]) == (1, limits.MAX_UNITS)
    assert sizes["num_layers"]["maximum"] == limits.MAX_LAYERS
    assert sizes["input_size"]["maximum"] == limits.MAX_INPUT_SIZE
    assert sizes["hidden_size"]["default"] == Network.model_fields["hidden_size"].default
    assert sizes["cell"]["enum"] == ["dense", "rnn", "lstm", "gru"]


def test_the_page_loads_everything_from_this_host(client: TestClient) -> None:
    page = client.get("/docs", headers={"Accept": "text/html"})
    assert page.status_code == 200
    places = re.findall(r'(?:src|href)="([^"#?]+)', page.text)
    assert all(place.startswith("/") and not place.startswith("//") for place in places)
    assert "<script>" not in page.text
    for place in places:
        assert client.get(place).status_code == 200, place


def test_swagger_ui_may_be_kept_for_ever_and_comes_compressed(client: TestClient) -> None:
    found = re.search(r'src="(/docs/files/[^"]+swagger-ui-bundle.js)"', client.get("/docs").text)
    assert found is not None
    response = client.get(found[1], headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "immutable" in response.headers["cache-control"]
    assert client.get("/docs/files/x/nothing.js", headers={"Accept": "application/json"}).status_code == 404


def test_the_examples_show_each_way_to_name_a_network_and_an_input(document: dict[str, Any]) -> None:
    body = document["paths"]["/api/v1/run"]["post"]["requestBody"]["content"]["application/json"]
    examples = [example["value"] for example in body["examples"].values()]
    assert any("weights" in example["network"] for example in examples)
    assert any("seed" in example["network"] for example in examples)
    assert {kind for example in examples for kind in example["input"]} == {"text", "series", "vectors"}
