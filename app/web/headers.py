"""The headers that every answer carries: what a page may load, who may frame it, who may read it."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers as Asked
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES: Final = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)
EMBED: Final = "/embed/"
_HOST: Final = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?")


class Headers:
    """Pure ASGI middleware that adds the headers to every answer, keeping those that the answer has already set."""

    def __init__(self, app: ASGIApp, embed_frame_ancestors: str) -> None:
        self._app = app
        self._page = _headers("'self'")
        self._ancestors = embed_frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._embed(scope) if scope["path"].startswith(EMBED) else self._page

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _embed(self, scope: Scope) -> dict[str, str]:
        """The same, with the server's name beside 'self': WebKit 2.50 takes nothing for a sandboxed frame's 'self'."""
        host = Asked(scope=scope).get("host", "")
        own = f"'self' http://{host} https://{host}" if _HOST.fullmatch(host) else "'self'"
        return _headers(self._ancestors, own)


def _headers(frame_ancestors: str, own: str = "'self'") -> dict[str, str]:
    sources = (source.replace("'self'", own) for source in _SOURCES)
    return {
        "Content-Security-Policy": "; ".join((*sources, f"frame-ancestors {frame_ancestors}")),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Access-Control-Allow-Origin": "*",
    }
