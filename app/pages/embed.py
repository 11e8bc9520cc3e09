"""The widgets: the same views as the pages, without the shell, for a frame on any site.

Who may frame them is set by `app.web.headers`, for everything under /embed/.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.pages.explore import page_data
from app.pages.gradients import page_data as race_data
from app.pages.rendering import language, render

router = APIRouter(prefix="/embed", include_in_schema=False)


@router.api_route("/unrolled", methods=["GET", "HEAD"])
def unrolled(request: Request) -> Response:
    """Stage and player of Explore; takes the same settings."""
    data = page_data(request.query_params.multi_items(), language(request))
    return render(request, "embed.html", None, data=data, config=data["config"])


@router.api_route("/gradients", methods=["GET", "HEAD"])
def gradients(request: Request) -> Response:
    """The race of the Gradients page; takes the same settings."""
    data = race_data(request.query_params.multi_items(), language(request))
    return render(request, "embed-gradients.html", None, data=data)
