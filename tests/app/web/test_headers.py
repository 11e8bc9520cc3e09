"""The middleware adds what is missing and leaves alone what is not its business."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import Headers as Read
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from app.web.headers import Headers


def headers_of(response: Response, path: str = "/", ancestors: str = "*", host: str = "unrolled.example") -> Read:
    """The headers that an answer leaves with."""
    sent: list[Message] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await response(scope, receive, send)

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    asyncio.run(Headers(application, ancestors)(scope, receive, send))
    return Read(raw=sent[0]["headers"])


def test_a_header_that_the_answer_has_set_is_kept() -> None:
    response = PlainTextResponse("", headers={"Content-Security-Policy": "default-src 'none'"})
    assert headers_of(response).getlist("content-security-policy") == ["default-src 'none'"]


def test_only_what_is_under_embed_may_be_framed() -> None:
    for path, ancestors in (
        ("/embed/unrolled", "*"),
        ("/embedded", "'self'"),
        ("/", "'self'"),
        ("/x/embed/", "'self'"),
    ):
        policy = headers_of(PlainTextResponse(""), path)["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {ancestors}"), path


def test_no_script_and_no_object_may_come_from_elsewhere_or_stand_in_the_page() -> None:
    policy = headers_of(PlainTextResponse(""))["content-security-policy"].split("; ")
    assert {"default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"} <= set(policy)


def test_a_widget_names_the_server_beside_self_for_frames_without_an_origin() -> None:
    def scripts(path: str, host: str) -> str:
        policy = headers_of(PlainTextResponse(""), path, host=host)["content-security-policy"]
        return next(part for part in policy.split("; ") if part.startswith("script-src"))

    for host in ("unrolled.example", "127.0.0.1:8000", "[::1]:8000"):
        assert scripts("/embed/unrolled", host) == f"script-src 'self' http://{host} https://{host}"
        assert scripts("/", host) == "script-src 'self'"
    for host in ("", "*", "a b", "a; script-src *", "a,b"):
        assert scripts("/embed/unrolled", host) == "script-src 'self'", host


def test_what_is_not_http_passes_untouched() -> None:
    seen: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def never(*_: Any) -> Any:
        raise AssertionError

    asyncio.run(Headers(application, "*")({"type": "lifespan"}, never, never))
    assert seen == ["lifespan"]
