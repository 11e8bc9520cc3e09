"""The ASGI application: `app.main:app`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from anyio import CapacityLimiter
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from app import __version__
from app.api import openapi
from app.api import routes as api
from app.pages import charts, docs
from app.pages import routes as pages
from app.pages.rendering import html_error
from app.settings import Settings
from app.training.processes import TrainingProcesses, ended_with_the_server
from app.training.tasks import training_tasks
from app.web import errors
from app.web.headers import Headers
from app.web.i18n import SOURCE
from engine import models
from engine.numbers.memory import keep_freed_memory


def create_app(settings: Settings | None = None) -> FastAPI:
    """An application: the API, the pages, the widgets and their static files."""
    settings = settings or Settings()
    keep_freed_memory()
    models.check()
    app = FastAPI(
        title="Unrolled",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        middleware=[
            Middleware(Headers, embed_frame_ancestors=settings.embed_frame_ancestors),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag", "Retry-After"],
            ),
        ],
    )
    app.state.settings = settings
    app.state.limiter = CapacityLimiter(settings.threads)
    app.state.training = TrainingProcesses(settings.train_runs, settings.train_seconds)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(charts.router)
    app.include_router(docs.router)
    openapi.install(app)
    pages.mount_static(app)
    errors.install(app, html_error)
    app.add_api_route("/healthz", healthz, methods=["GET", "HEAD"], include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    Thread(target=training_tasks, args=(SOURCE,), daemon=True).start()  # the examples of /train take a second
    with ended_with_the_server(app.state.training):
        yield


async def healthz() -> dict[str, str]:
    """Answers once the application can serve."""
    return {"status": "ok"}


app = create_app()
