"""The documentation: Swagger UI out of an installed package, so that `/docs` needs no other host."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.pages.rendering import render
from app.web.assets import Assets

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """The API, to read and to try."""
    place = f"/docs/files/{_swagger_ui().version}/"
    return render(request, "docs.html", "docs", swagger=place)


@router.get("/docs/files/{version}/{name}")
def docs_file(request: Request, version: str, name: str) -> Response:
    """A file of Swagger UI."""
    return _swagger_ui().respond(request, version, name)


@cache
def _swagger_ui() -> Assets:
    return Assets(Path(str(files("fastapi_swagger.resources"))))
