"""The app as every visitor gets it, with a script of the tests before a page's own; and a page of another site.

No two browsers tell their driver the same of their console, and WebKit tells nothing: so the pages note it themselves.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT: Final = Path(__file__).with_name("watch.js")
WATCH: Final = "/tests/watch.js"
LESSON: Final = "/tests/lesson"
SANDBOXED: Final = "/tests/lesson/sandboxed"
TAGGED: Final = f'<head><script crossorigin src="{WATCH}"></script>'.encode()


def lesson(origin: str, widget: str, sandboxed: bool) -> str:
    """The address of a page of another site that frames the widget; sandboxed, without an origin of its own."""
    return f"{origin.replace('127.0.0.1', 'localhost')}{SANDBOXED if sandboxed else LESSON}?{quote(origin + widget)}"


class Watched:
    """ASGI middleware round the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif own := _own(Request(scope)):
            await own(scope, receive, send)
        else:
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, _with_script(send))


def _own(request: Request) -> Response | None:
    path = request.url.path
    if path == WATCH:
        for_all = {"Access-Control-Allow-Origin": "*"}  # else a frame without an origin is told but "Script error."
        return Response(SCRIPT.read_bytes(), headers=for_all, media_type="text/javascript")
    if path in (LESSON, SANDBOXED):
        sandbox = 'sandbox="allow-scripts"' if path == SANDBOXED else ""
        return HTMLResponse(
            '<!doctype html><html lang="en"><title>A lesson</title><link rel="icon" href="data:,">'
            '<body style="margin: 0">'
            f'<iframe {sandbox} src="{html.escape(unquote(request.url.query))}" title="widget"'
            ' style="display: block; border: 0; width: 100%; height: 100vh"></iframe>'
        )
    return None


def _with_script(send: Send) -> Send:
    """Puts the script's tag into each page that passes."""
    begun: list[Message] = []

    async def pass_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            if MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                begun.append(message)
                return
        elif begun:
            assert not message.get("more_body"), "a page is expected in one piece"
            message["body"] = message["body"].replace(b"<head>", TAGGED, 1)
            start = begun.pop()
            MutableHeaders(scope=start)["content-length"] = str(len(message["body"]))
            await send(start)
        await send(message)

    return pass_on
