"""From bytes and query strings to requests, or to a refusal that says what to mend."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, TypeVar

import orjson
from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from app.api.requests.gradients import Loss
from app.api.requests.network import Init, Input, Network, Readout, Vocabulary
from app.web.errors import FieldError, Path, ProblemError, choose_from
from app.web.parts import Part
from engine.numbers.arrays import excerpt

PartType = TypeVar("PartType", bound=Part)

_NOT_JSON: Final = "Send one JSON object, without NaN, Infinity or a comma at the end, and at most 1,024 levels deep."
_PARTS: Final[dict[str | int, type[Part]]] = {
    "network": Network,
    "init": Init,
    "readout": Readout,
    "vocabulary": Vocabulary,
    "input": Input,
    "loss": Loss,
}


async def read_body(request: Request, limit: int) -> bytes:
    """The body of a JSON request. Raises ProblemError: 415 for another type, 413 once it is over `limit` bytes."""
    media_type = request.headers.get("content-type", "")
    if media_type.partition(";")[0].strip().lower() != "application/json":
        said = f"is {excerpt(media_type)}" if media_type else "is missing"
        raise ProblemError(415, f"The Content-Type {said}. Send JSON, with Content-Type: application/json.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise _too_large(limit)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise _too_large(limit)
    except ClientDisconnect as error:
        raise ProblemError(400, "The connection was closed in the middle of the body. Send it again.") from error
    return bytes(body)


def _too_large(limit: int) -> ProblemError:
    size = f"{limit / 2**20:g} MiB ({limit:,} bytes)" if limit >= 2**20 else f"{limit:,} bytes"
    return ProblemError(413, f"The body is over the limit of {size}. Send fewer or shorter numbers.")


def parse_body(model: type[PartType], body: bytes) -> PartType:
    """A request out of its JSON. Raises ProblemError: 400 for what is not JSON, 422 for fields that do not fit."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ProblemError(400, f"The body is not JSON, at {where}: {error.msg}. {_NOT_JSON}") from error
    return _validated(model, data)


def parse_query(model: type[PartType], pairs: list[tuple[str, str]]) -> PartType:
    """A request out of a query string. Raises ProblemError, 422, for fields that do not fit or come twice."""
    doubled = [FieldError((name,), _twice(count)) for name, count in Counter(n for n, _ in pairs).items() if count > 1]
    if doubled:
        raise ProblemError(422, errors=doubled)
    kinds = {name: model.kind(name) for name, _ in pairs}
    return _validated(model, {name: kind.read(text) if (kind := kinds[name]) else text for name, text in pairs})


def _twice(count: int) -> str:
    return f"comes {count} times in the query string; it may come once. Leave one of them."


def _validated(model: type[PartType], data: Any) -> PartType:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise ProblemError(422, errors=[_field_error(model, e["loc"], e["type"], e["msg"]) for e in found]) from error


def _field_error(model: type[Part], path: Path, kind: str, words: str) -> FieldError:
    name, owner = str(path[-1]) if path else "", _PARTS.get(path[-2], model) if len(path) > 1 else model
    if kind == "extra_forbidden":
        words = f"is no field here; {choose_from(name, owner.names())}"
    elif kind == "missing":
        words = f"is missing; give {owner.described(name)}."
    return FieldError(path, words)
