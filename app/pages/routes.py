"""The addresses of the pages, and of the static files beside them."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.pages import architecture_types, architectures
from app.pages.examples import EXAMPLES
from app.pages.explore import page_data, trained
from app.pages.gradients import SETTINGS, knob_position
from app.pages.gradients import page_data as race_data
from app.pages.rendering import assets, language, render
from app.pages.train import choices
from app.pages.train import page_data as train_data

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def explore(request: Request) -> Response:
    """Explore: the network unrolled over the visitor's own sequence."""
    data = page_data(request.query_params.multi_items(), language(request))
    settings = {"config": data["config"], "limits": data["limits"], "examples": EXAMPLES}
    return render(request, "explore.html", "explore", data=data, trained=trained(language(request)), **settings)


@router.api_route("/gradients", methods=["GET", "HEAD"])
def gradients(request: Request) -> Response:
    """Gradients: an RNN, a GRU and an LSTM race backward from one loss."""
    data = race_data(request.query_params.multi_items(), language(request))
    settings = {"config": data["config"], "kinds": {name: kind for name, (kind, _) in SETTINGS.items()}}
    return render(request, "gradients.html", "gradients", data=data, position=knob_position, **settings)


@router.api_route("/architectures", methods=["GET", "HEAD"])
def architectures_page(request: Request) -> Response:
    """Architectures: the five types, each with a trained network at work."""
    data = architectures.page_data(request.query_params.multi_items(), language(request))
    kinds = [(kind, architecture_types.sizes(kind)) for kind in architecture_types.shipped()]
    return render(request, "architectures.html", "architectures", data=data, kinds=kinds)


@router.api_route("/train", methods=["GET", "HEAD"])
def train(request: Request) -> Response:
    """Train: networks learn while one watches."""
    data = train_data(request.query_params.multi_items(), language(request))
    titles = [(task["id"], task["title"]) for task in data["tasks"]]
    settings = {"config": data["config"], "tasks": titles, "choices": choices}
    return render(request, "train.html", "train", data=data, **settings)


def mount_static(app: FastAPI) -> None:
    """Serves static/ under /static/{version}/."""

    def static(request: Request) -> Response:
        return assets.respond(request, request.path_params["version"], request.path_params["name"])

    app.add_route("/static/{version}/{name:path}", static, methods=["GET", "HEAD"], include_in_schema=False)
