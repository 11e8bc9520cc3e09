"""The addresses of the pages and widgets, and of the static files beside them."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.pages.rendering import assets, language, render
from app.pages.site import PAGES, WIDGETS, Page

router = APIRouter(include_in_schema=False)


def _answer(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        context = page.context(request.query_params.multi_items(), language(request))
        return render(request, f"{page.name}.html", page, **context)

    return answer


for row in (*PAGES, *WIDGETS):
    router.add_api_route(row.path, _answer(row), methods=["GET", "HEAD"])


def mount_static(app: FastAPI) -> None:
    """Serves static/ under /static/{version}/."""

    def static(request: Request) -> Response:
        return assets.respond(request, request.path_params["version"], request.path_params["name"])

    app.add_route("/static/{version}/{name:path}", static, methods=["GET", "HEAD"], include_in_schema=False)
