"""The ASGI application: `app.main:app`."""

from __future__ import annotations

from anyio import CapacityLimiter
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from app import __version__, api, charts, docs, embed, errors, pages
from app.headers import Headers
from app.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """An application: the API, the pages, the widgets and their static files."""
    settings = settings or Settings()
    _keep_freed_memory()
    app = FastAPI(
        title="Unrolled",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Headers, embed_frame_ancestors=settings.embed_frame_ancestors),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=["ETag"],
            ),
        ],
    )
    app.state.settings = settings
    app.state.limiter = CapacityLimiter(settings.threads)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(embed.router)
    app.include_router(charts.router)
    docs.install(app)
    pages.mount_static(app)
    errors.install(app, pages.html_error)
    app.add_api_route("/healthz", healthz, methods=["GET", "HEAD"], include_in_schema=False)
    return app


def _keep_freed_memory() -> None:
    """Lets the process keep the memory of one run for the next, instead of handing it back and asking again.

    glibc raises its thresholds for that to the size of a large block once such a block is freed (mallopt(3), under
    M_MMAP_THRESHOLD). Without this, page faults are a fifth of the time of a run with 200 steps and 64 units.
    """
    bytearray(8 * 2**20)


async def healthz() -> dict[str, str]:
    """Answers once the application can serve."""
    return {"status": "ok"}


app = create_app()
