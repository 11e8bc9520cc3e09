"""The JSON API, version 1: reads requests, lets a thread answer them, and keeps the event loop free meanwhile."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers, operations
from app.api.documents.gradients import FigureAnswer, GradientsAnswer
from app.api.documents.run import CellsAnswer, ExplainAnswer, ModelAnswer, ModelsAnswer, StepAnswer, TraceAnswer
from app.api.documents.training import TrainEvents
from app.api.reading import parse_body, parse_query, read_body
from app.api.requests.gradients import FigureRequest, GradientsQuery, GradientsRequest
from app.api.requests.network import ExplainQuery, ExplainRequest, RunQuery, RunRequest, StepRequest
from app.api.requests.training import TrainQuery
from app.training.processes import TrainingProcesses
from app.training.untrained import untrained
from app.web.assets import accepts_gzip
from app.web.parts import Part

router = APIRouter(prefix="/api/v1", tags=["Version 1"], generate_unique_id_function=lambda route: route.name)

PartType = TypeVar("PartType", bound=Part)
Answer = TypeVar("Answer")


@router.get("/cells", summary="The cells", responses=operations.cacheable(CellsAnswer))
async def get_cells(request: Request) -> Response:
    """Every cell: its states, signals, parameters with shapes, and equations in LaTeX and MathML."""
    return _cacheable(request, answers.cells(), compress=True)


@router.get("/models", summary="The trained networks", responses=operations.cacheable(ModelsAnswer))
async def get_models(request: Request) -> Response:
    """Every network that ships: its task, what it was trained on, how well it does, and inputs to try it on."""
    return _cacheable(request, await _in_thread(request, answers.models), compress=True)


@router.get(
    "/models/{id}",
    summary="A trained network",
    openapi_extra=operations.path("id", "of a trained network, as in GET /models"),
    responses=operations.cacheable(ModelAnswer, 404),
)
async def get_model(request: Request) -> Response:
    """The card of one network. Send `{"model": id}` as the network of any other call."""
    name = request.path_params["id"]
    return _cacheable(request, await _in_thread(request, lambda: answers.model(name)), compress=True)


@router.post(
    "/step",
    summary="One timestep",
    openapi_extra=operations.body(StepRequest, operations.STEP_EXAMPLES),
    responses=operations.responses(StepAnswer, 400, 413, 415, 422),
)
async def post_step(request: Request) -> Response:
    """One timestep of one layer read forward: every signal, and the state to send with the next step."""
    return await _post(request, StepRequest, answers.step)


@router.post(
    "/run",
    summary="A whole sequence",
    openapi_extra=operations.body(RunRequest, operations.RUN_EXAMPLES),
    responses=operations.responses(TraceAnswer, 400, 413, 415, 422),
)
async def post_run(request: Request) -> Response:
    """A text, a series or vectors through a network: every state and gate at every timestep."""
    return await _post(request, RunRequest, answers.run)


@router.get(
    "/run",
    summary="A whole sequence, in a link",
    openapi_extra=operations.query(RunQuery, operations.RUN_QUERY),
    responses=operations.cacheable(TraceAnswer, 422),
)
async def get_run(request: Request) -> Response:
    """The same as POST /run with the fields spelt flat, for a network drawn from a seed. May be cached."""
    return await _get(request, RunQuery, answers.run)


@router.post(
    "/explain",
    summary="Where a unit's numbers come from",
    openapi_extra=operations.body(ExplainRequest, operations.EXPLAIN_EXAMPLES),
    responses=operations.responses(ExplainAnswer, 400, 413, 415, 422),
)
async def post_explain(request: Request) -> Response:
    """The equations of one unit with the numbers of a run put in: every product and sum, the biases too."""
    return await _post(request, ExplainRequest, answers.explain, compress=True)


@router.get(
    "/explain",
    summary="Where a unit's numbers come from, in a link",
    openapi_extra=operations.query(ExplainQuery, operations.EXPLAIN_QUERY),
    responses=operations.cacheable(ExplainAnswer, 422),
)
async def get_explain(request: Request) -> Response:
    """The same as POST /explain with the fields spelt flat, for a network drawn from a seed. May be cached."""
    return await _get(request, ExplainQuery, answers.explain, compress=True)


@router.post(
    "/gradients",
    summary="Gradients through time",
    openapi_extra=operations.body(GradientsRequest, operations.GRADIENTS_EXAMPLES),
    responses=operations.responses(GradientsAnswer, 400, 413, 415, 422),
)
async def post_gradients(request: Request) -> Response:
    """What a loss says about every state before it: ∂L/∂h_t and ∂L/∂c_t by backpropagation through time.

    The norms come as log10 too, which 10^-2000 does not leave: `norm` is null where float64 cannot hold it.
    `log10_norm` is null only where the gradient is exactly zero, and from the step of an `overflow` on.
    """
    return await _post(request, GradientsRequest, answers.gradients)


@router.get(
    "/gradients",
    summary="Gradients through time, in a link",
    openapi_extra=operations.query(GradientsQuery, operations.GRADIENTS_QUERY),
    responses=operations.cacheable(GradientsAnswer, 422),
)
async def get_gradients(request: Request) -> Response:
    """The same as POST /gradients with the fields spelt flat, for a network drawn from a seed. May be cached."""
    return await _get(request, GradientsQuery, answers.gradients)


@router.post(
    "/gradients/figure",
    summary="A figure of the gradients",
    openapi_extra=operations.body(FigureRequest, operations.FIGURE_EXAMPLES),
    responses=operations.responses(FigureAnswer, 400, 413, 415, 422),
)
async def post_gradients_figure(request: Request) -> Response:
    """The curves of the norms, the itemised map or the eigenvalues as a Plotly figure, ready for `Plotly.newPlot`."""
    return await _post(request, FigureRequest, answers.gradients_figure, compress=True)


Events = AsyncIterable[tuple[str, str]]
"""The events of a training run: (name, JSON)."""


async def _run(request: Request) -> AsyncIterator[Events]:
    """A training run that begins before the answer does, and ends when the client leaves, whatever comes first."""
    processes: TrainingProcesses = request.app.state.training
    query = parse_query(TrainQuery, request.query_params.multi_items())
    job = answers.train(query, processes.seconds)
    if query.until == 0:
        yield _each(await _in_thread(request, lambda: untrained(job)))
        return
    async with processes.start(job) as run:
        yield run


async def _each(events: Iterable[tuple[str, str]]) -> AsyncIterator[tuple[str, str]]:
    for event in events:
        yield event


@router.get(
    "/train",
    summary="A training run, live",
    response_class=EventSourceResponse,
    openapi_extra=operations.query(TrainQuery, operations.TRAIN_QUERY),
    responses=operations.stream(TrainEvents, 422, 503),
)
async def get_train(run: Annotated[Events, Depends(_run)]) -> AsyncIterator[ServerSentEvent]:
    """Trains networks side by side and tells about it as server-sent events: `start`, `progress`, and at last `end`.

    The server keeps nothing of a run, and stops it when you leave. A run follows from its fields alone, so `from`
    makes the updates up to there again, with no event but `silent`, and goes on: pause by leaving, and resume with
    the last `update` you heard of. `until` ends it early: with the same `from`, the networks of one update are made
    again, with one look at them; `until=0` tells of them untrained, also while the server trains no more runs. `end`
    carries the networks, which `/run` and `/gradients` take; `weights=false` leaves them out. A run that ends before
    its time, as when the server stops, ends with `error` instead: a problem, as of any other call.
    """
    async for name, data in run:
        yield ServerSentEvent(event=name, raw_data=data)


async def _post(
    request: Request, model: type[PartType], answer: Callable[[PartType], bytes], compress: bool = False
) -> Response:
    body = await read_body(request, request.app.state.settings.max_body_bytes)
    content = await _in_thread(request, lambda: answer(parse_body(model, body)))
    return _json(request, content, compress)


async def _get(
    request: Request, model: type[PartType], answer: Callable[[PartType], bytes], compress: bool = False
) -> Response:
    pairs = request.query_params.multi_items()
    return _cacheable(request, await _in_thread(request, lambda: answer(parse_query(model, pairs))), compress)


async def _in_thread(request: Request, job: Callable[[], Answer]) -> Answer:
    limiter: CapacityLimiter = request.app.state.limiter
    return await to_thread.run_sync(job, limiter=limiter)


def _json(request: Request, content: bytes, compress: bool) -> Response:
    """An answer, compressed where that is worth its time: explanations shrink sevenfold, traces hardly."""
    if not compress:
        return Response(content, media_type="application/json")
    headers = {"Vary": "Accept-Encoding"}
    if accepts_gzip(request):
        content, headers = gzip.compress(content, mtime=0), {**headers, "Content-Encoding": "gzip"}
    return Response(content, headers=headers, media_type="application/json")


def _cacheable(request: Request, content: bytes, compress: bool = False) -> Response:
    """The answer with a strong ETag of its bytes, or 304 for a client that has them (RFC 9110 §13.1.2)."""
    answer = _json(request, content, compress)
    answer.headers["ETag"] = etag = f'"{hashlib.blake2b(bytes(answer.body), digest_size=16).hexdigest()}"'
    answer.headers["Cache-Control"] = f"public, max-age={request.app.state.settings.cache_seconds}"
    held = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if etag not in held and "*" not in held:
        return answer
    kept = {name: answer.headers[name] for name in ("ETag", "Cache-Control", "Vary") if name in answer.headers}
    return Response(status_code=304, headers=kept)
