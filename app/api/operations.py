"""What OpenAPI says of each call: its parameters or body, examples that run, its answer and its problems."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

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
from app.api.documents.training import TrainEvents
from app.api.requests.gradients import FigureRequest, GradientsRequest
from app.api.requests.network import ExplainRequest, RunRequest, StepRequest
from app.web.errors import MEDIA_TYPE
from app.web.parts import Part

Responses = dict[int | str, dict[str, Any]]

_REF: Final = "#/components/schemas/{model}"
_BODIES: Final = (StepRequest, RunRequest, ExplainRequest, GradientsRequest, FigureRequest)
_ANSWERS: Final = (
    CellsAnswer,
    ModelsAnswer,
    ModelAnswer,
    StepAnswer,
    TraceAnswer,
    ExplainAnswer,
    GradientsAnswer,
    FigureAnswer,
    TrainEvents,
    Problem,
)

PROBLEMS: Final = {
    400: "The body is not JSON.",
    404: "There is none of that id; the nearest are named.",
    413: "The body is too large.",
    415: "The body is not declared as JSON.",
    422: "A field does not fit; `errors` points at it and says what would.",
    503: "Too many runs are under way; Retry-After has the seconds to wait.",
}

_LSTM: Final = {"cell": "lstm", "hidden_size": 8, "seed": 0}
_WEIGHTS: Final = {
    "weight_ih": [[0.5], [-0.25]],
    "weight_hh": [[0.1, 0.2], [-0.3, 0.4]],
    "bias_ih": [0.0, 0.0],
    "bias_hh": [0.0, 0.0],
}

STEP_EXAMPLES: Final = {
    "an RNN with your weights": {
        "network": {"cell": "rnn", "weights": _WEIGHTS},
        "x": [1.0],
        "state": {"h": [0.5, -0.5]},
    },
    "an LSTM from a seed": {"network": {**_LSTM, "init": {"forget_bias": 1.0}}, "x": [0.1, -0.2, 0.3]},
}
RUN_EXAMPLES: Final = {
    "a word through an LSTM": {"network": _LSTM, "input": {"text": "hello"}},
    "a series through a GRU, packed": {
        "network": {"cell": "gru", "hidden_size": 4, "form": "reset_before"},
        "input": {"series": [0.1, 0.4, 0.9, 1.6]},
        "encoding": "base64",
    },
    "vectors through your RNN": {
        "network": {"cell": "rnn", "weights": _WEIGHTS},
        "input": {"vectors": [[1.0], [0.0], [0.0]]},
        "state": {"h": [0.5, -0.5]},
    },
    "two layers, both directions": {
        "network": {"cell": "lstm", "hidden_size": 4, "num_layers": 2, "bidirectional": True},
        "input": {"text": "radar"},
    },
}
EXPLAIN_EXAMPLES: Final = {
    "unit 3 at step 2": {"network": _LSTM, "input": {"text": "hello"}, "unit": 3, "from": 2, "to": 2},
}
GRADIENTS_EXAMPLES: Final = {
    "an LSTM whose forget gate stays open": {
        "network": {**_LSTM, "init": {"forget_bias": 2.0}},
        "input": {"text": "hello"},
        "loss": {"at": "last"},
        "inputs": True,
    },
    "every loss by every state, packed": {
        "network": {"cell": "rnn", "hidden_size": 4, "init": {"spectral_radius": 0.5}},
        "input": {"series": [0.1, 0.4, 0.9, 1.6]},
        "loss": {"at": "all"},
        "map": True,
        "encoding": "base64",
    },
    "your RNN, your loss, clipped": {
        "network": {"cell": "rnn", "weights": _WEIGHTS},
        "input": {"vectors": [[1.0], [0.0], [0.0]]},
        "loss": {"at": 3, "cotangent": [1.0, -1.0]},
        "jacobian": True,
        "clip": 0.25,
    },
}
FIGURE_EXAMPLES: Final = {
    "the curves of an LSTM": {"network": _LSTM, "input": {"text": "hello"}},
    "the map, in French, dark": {
        "network": {"cell": "gru", "hidden_size": 4},
        "input": {"series": [0.1, 0.4, 0.9, 1.6]},
        "figure": "map",
        "lang": "fr",
        "theme": "dark",
    },
    "the eigenvalues of an RNN": {
        "network": {"cell": "rnn", "init": {"scheme": "orthogonal"}},
        "input": {"text": "hello"},
        "figure": "spectrum",
    },
}
RUN_QUERY: Final = {"cell": "lstm", "text": "hello"}
EXPLAIN_QUERY: Final = {**RUN_QUERY, "unit": 3, "from": 2, "to": 2}
GRADIENTS_QUERY: Final = {**RUN_QUERY, "at": "last", "map": "true", "inputs": "true", "clip": 0.25}
TRAIN_QUERY: Final = {"task": "recall", "cell": "lstm", "updates": 10, "seed": 5}


def body(model: type[Part], examples: dict[str, Any]) -> dict[str, Any]:
    """The request body of an operation."""
    named = {name: {"summary": name, "value": value} for name, value in examples.items()}
    content = {"application/json": {"schema": _reference(model), "examples": named}}
    return {"requestBody": {"required": True, "content": content}}


def path(name: str, description: str) -> dict[str, Any]:
    """The one parameter in the path of an operation."""
    field = {"name": name, "in": "path", "required": True, "description": description, "schema": {"type": "string"}}
    return {"parameters": [field]}


def query(model: type[Part], example: dict[str, Any]) -> dict[str, Any]:
    """The query parameters of an operation."""
    schema = model.model_json_schema()
    required = schema.get("required", [])
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": name in required,
                "description": field.pop("description", ""),
                **({"example": example[name]} if name in example else {}),
                **({"style": "form", "explode": False} if field.get("type") == "array" else {}),
                "schema": field,
            }
            for name, field in ((name, _spelt(field)) for name, field in schema["properties"].items())
        ]
    }


def _spelt(field: dict[str, Any]) -> dict[str, Any]:
    """A field as a query string has it: a parameter cannot be a list of lists, but a text can."""
    rows = field.get("items", {}).get("type") == "array"
    return {"type": "string", "description": field["description"]} if rows else field


def responses(answer: type[BaseModel], *problems: int) -> Responses:
    """The answers of an operation: the good one, and its problems."""
    good = {"description": answer.__doc__, "content": {"application/json": {"schema": _reference(answer)}}}
    bad = {"content": {MEDIA_TYPE: {"schema": _reference(Problem)}}}
    return {200: good, **{status: {"description": PROBLEMS[status], **bad} for status in problems}}


def stream(event: type[BaseModel], *problems: int) -> Responses:
    """The answers of a call that tells as it goes."""
    content = {"text/event-stream": {"schema": _reference(event)}}
    return {**responses(event, *problems), 200: {"description": event.__doc__, "content": content}}


def cacheable(answer: type[BaseModel], *problems: int) -> Responses:
    """The answers of a GET, which has a strong ETag."""
    found = responses(answer, *problems)
    etag = {"ETag": {"description": "strong; send it back in If-None-Match", "schema": {"type": "string"}}}
    return {200: {**found.pop(200), "headers": etag}, 304: {"description": "You have it already."}, **found}


def components() -> dict[str, Any]:
    """Every schema that the operations refer to."""
    bodies = models_json_schema([(model, "validation") for model in _BODIES], ref_template=_REF)[1]
    answers = models_json_schema([(model, "serialization") for model in _ANSWERS], ref_template=_REF)[1]
    return {**bodies["$defs"], **answers["$defs"]}


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
