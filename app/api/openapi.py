"""The OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from app import __version__
from app.api.operations import components
from app.web.encoding import dumps
from engine import limits

DESCRIPTION: Final = """
Sends a sequence through a recurrent network and gives back every state and every gate at every timestep.

* **Stateless and deterministic**: everything needed is in the request, the seed too.
* **Exact**: JSON numbers are float64 to the last bit; `"encoding": "base64"` packs arrays as float32 instead.
  A number that is not finite is `null` in JSON; `overflow` says where it came up first.
* **Open**: any site may call it (CORS `*`). A GET has a strong `ETag` and may be cached.
* **Errors** are `application/problem+json` (RFC 9457); `errors` points at each field and says what would do.
* **Limits**: {MAX_STEPS:,} steps, {MAX_UNITS} units, {MAX_LAYERS} layers, input size
  {MAX_INPUT_SIZE}, steps × units × layers × directions {MAX_STEP_UNITS:,}, {body:,} bytes a body.
"""

router = APIRouter(include_in_schema=False)


def install(app: FastAPI) -> None:
    """Adds `/openapi.json`."""
    app.openapi = lambda: openapi(app)  # type: ignore[method-assign]  # the way FastAPI documents
    app.include_router(router)


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an application; made once."""
    if app.openapi_schema is None:
        description = DESCRIPTION.format_map({**vars(limits), "body": app.state.settings.max_body_bytes})
        made = get_openapi(title="Unrolled", version=__version__, description=description, routes=app.routes)
        app.openapi_schema = {**made, "components": {"schemas": components()}}
    return app.openapi_schema


@router.get("/openapi.json")
def openapi_json(request: Request) -> Response:
    """The OpenAPI document."""
    return Response(dumps(request.app.openapi()), media_type="application/json")
