"""Plotly's own script, out of the installed package: loaded by a page only when somebody opens a chart."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from plotly.offline import get_plotlyjs_version  # type: ignore[import-untyped]
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.web.assets import TYPES, YEAR, Asset, pack

PLOTLY: Final = f"/plotly/{get_plotlyjs_version()}/plotly.min.js"

router = APIRouter(include_in_schema=False)


@router.api_route("/plotly/{version}/plotly.min.js", methods=["GET", "HEAD"])
def plotly(request: Request, version: str) -> Response:
    """The script, with its licence; read and compressed when it is first asked for."""
    if version != get_plotlyjs_version():
        raise HTTPException(404)
    headers = {"Cache-Control": YEAR, "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*"}
    return _script().response(request, {**headers, "ETag": _script().etag})


@cache
def _script() -> Asset:
    return pack((files("plotly") / "package_data" / "plotly.min.js").read_bytes(), TYPES[".js"])
