"""Problem details (RFC 9457): the one shape of every error that the API gives."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

import orjson
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.web.i18n import negotiate
from app.web.refusals import refusal

MEDIA_TYPE: Final = "application/problem+json"
MAX_SHOWN: Final = 60
"""Longest excerpt of a value that is given back."""
MAX_ERRORS: Final = 20
"""Fields named in one answer."""

Path = tuple[str | int, ...]
HtmlError = Callable[[Request, int, str], Response]
"""Renders an error page: (request, status, detail) -> response."""


@dataclass(frozen=True)
class FieldError:
    """A bad field: the path to it from the top of the request, and what is wrong, with the limit and the way out."""

    path: Path
    detail: str

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer (RFC 6901): ("input", "series", 3) -> "/input/series/3"."""
        return "".join("/" + clipped(str(part)).replace("~", "~0").replace("/", "~1") for part in self.path)


class ProblemError(Exception):
    """An answer with status 4xx or 503. With `errors`, a `detail` is made from them."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: Sequence[FieldError] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers
        self.errors = tuple(errors[:MAX_ERRORS])
        self.detail = detail or _summary(errors)


def _summary(errors: Sequence[FieldError]) -> str:
    first = f"{errors[0].pointer} {errors[0].detail}".strip()
    if len(errors) == 1:
        return first
    named = f"; the first {MAX_ERRORS} are listed" if len(errors) > MAX_ERRORS else ""
    return f"{len(errors)} fields need correcting{named}. The first: {first}"


def clipped(text: str) -> str:
    """The text, or its beginning when it is long."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def choose_from(wrong: object, known: Iterable[str]) -> str:
    """The way out of a wrong name: 'choose one of dense, rnn, lstm, gru. Did you mean lstm?'."""
    names = list(known)
    return f"choose one of {', '.join(names)}.{nearest(str(wrong), names)}"


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, as a sentence to append: ' Did you mean lstm?', or nothing."""
    close = difflib.get_close_matches(name[:MAX_SHOWN].lower(), list(known), n=1)
    return f" Did you mean {close[0]}?" if close else ""


def problem(status: int, detail: str, errors: Sequence[FieldError] = ()) -> dict[str, Any]:
    """A problem document; its title is the phrase of the status, as `about:blank` asks."""
    title = HTTPStatus(status).phrase
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = [{"pointer": error.pointer, "detail": error.detail} for error in errors]
    return body


def problem_response(
    status: int, detail: str, errors: Sequence[FieldError] = (), headers: dict[str, str] | None = None
) -> Response:
    """An `application/problem+json` answer."""
    content = orjson.dumps(problem(status, detail, errors))
    return Response(content, status, {**(headers or {}), "Cache-Control": "no-store"}, MEDIA_TYPE)


def install(app: FastAPI, html_error: HtmlError) -> None:
    """Answer every error under /api in problem+json, and elsewhere with a page when a browser asks for one."""

    def answer(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
        if is_api(request) or "text/html" not in request.headers.get("accept", ""):
            return problem_response(status, detail, headers=headers)
        return html_error(request, status, detail)

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        errors = _in_language(error.errors, negotiate(None, request.headers.get("accept-language")))
        detail = error.detail if errors == error.errors else _summary(errors)
        return problem_response(error.status, detail, errors, error.headers)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        allowed = _methods(app, request.url.path)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and allowed:
            return answer(request, 405, _not_allowed(request, allowed), {"Allow": ", ".join(allowed)})
        detail = _not_found(app, request) if error.status_code == HTTPStatus.NOT_FOUND else str(error.detail)
        return answer(request, error.status_code, detail, dict(error.headers or {}))

    async def on_bug(request: Request, error: Exception) -> Response:
        return answer(request, 500, "Something went wrong on the server. It was noted in the server's log.")

    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_bug)


def _in_language(errors: tuple[FieldError, ...], lang: str) -> tuple[FieldError, ...]:
    """The errors in the reader's language, as far as it has words for them."""
    return tuple(replace(error, detail=refusal(error.detail, lang) or error.detail) for error in errors)


def is_api(request: Request) -> bool:
    """Whether a program asks: everything under /api answers in JSON, whatever it accepts."""
    return request.url.path.startswith("/api/")


def _methods(app: FastAPI, path: str) -> list[str]:
    return sorted(method.upper() for method in app.openapi()["paths"].get(path, {}))


def _not_allowed(request: Request, allowed: list[str]) -> str:
    return f"{clipped(request.url.path)} does not answer {clipped(request.method)}. Use {' or '.join(allowed)}."


def _not_found(app: FastAPI, request: Request) -> str:
    here = f"There is nothing at {clipped(request.url.path)}"
    return f"{here}; {choose_from(request.url.path, app.openapi()['paths'])}" if is_api(request) else f"{here}."
