"""The documentation: Swagger UI out of an installed package, so that `/docs` needs no other host."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.web.assets import Assets

router = APIRouter(include_in_schema=False)


def context(query: list[tuple[str, str]], lang: str) -> dict[str, Any]:
    """Where the files of Swagger UI are."""
    return {"swagger": f"/docs/files/{_swagger_ui().version}/"}


@router.get("/docs/files/{version}/{name}")
def docs_file(request: Request, version: str, name: str) -> Response:
    """A file of Swagger UI."""
    return _swagger_ui().respond(request, version, name)


@cache
def _swagger_ui() -> Assets:
    return Assets(Path(str(files("fastapi_swagger.resources"))))
