"""Each call of the API as a plain function: a request in, the bytes of the answer out. No HTTP here, and no waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from typing import Any, Final

import engine
from app.api.encoding.figures import as_json, gradient_map, norms, spectrum
from app.api.encoding.gradients import encode_gradients
from app.api.encoding.trace import encode_step, encode_trace
from app.api.requests.gradients import FigureRequest, GradientsQuery, GradientsRequest
from app.api.requests.network import (
    ExplainQuery,
    ExplainRequest,
    FlatSourced,
    RunQuery,
    RunRequest,
    Sourced,
    StepRequest,
)
from app.api.requests.training import TrainQuery, check_training
from app.web.encoding import dumps
from app.web.errors import FieldError, Path, ProblemError
from app.web.targets import target_for, target_in_link
from engine.cells.base import Parameter, Spec
from engine.limits import MAX_INPUT_SIZE
from engine.training.live_tasks import live_recipe

_CONTAINERS: Final = ("network", "init", "input", "loss")
_SPELT: Final[dict[str | int, Path]] = {
    "start": ("from",),
    "stop": ("to",),
    "at": ("loss", "at"),
    "cotangent": ("loss", "cotangent"),
}
"""Where a body has what the engine calls otherwise."""


def run(request: RunRequest | RunQuery) -> bytes:
    """`/run`: the whole trace."""
    with _refusing(request):
        return encode_trace(_trace(request), request.encoding)


def step(request: StepRequest) -> bytes:
    """`/step`: one timestep."""
    with _refusing(request):
        if not 1 <= len(request.x) <= MAX_INPUT_SIZE:
            detail = f"has {len(request.x)} numbers; give 1 to {MAX_INPUT_SIZE}, as many as the network reads."
            raise engine.InvalidInput.at(("x",), detail)
        with _under("network"):
            network = engine.build_network(request.network_spec(), input_size=len(request.x))
        signals, state = engine.step(network, request.x, request.state)
        return encode_step(network.cell, signals, state)


def explain(request: ExplainRequest | ExplainQuery) -> bytes:
    """`/explain`: the equations of a unit with the numbers of a run put in."""
    unit, layer, direction = request.unit, request.layer, request.direction
    with _refusing(request):
        trace = _trace(request)
        if layer > trace.network.num_layers:
            detail = f"is {layer}; this network has layers 1 to {trace.network.num_layers}."
            raise engine.InvalidInput.at(("layer",), detail)
        found = engine.explain(trace, unit, layer - 1, direction, request.start, request.stop)
    steps = [{"t": one.t, "label": trace.labels[one.t - 1], "equations": one.equations} for one in found]
    answer = {"schema": "unrolled.explain/1", "cell": trace.network.cell, "unit": unit, "layer": layer}
    return dumps({**answer, "direction": direction, "steps": steps})


def gradients(request: GradientsRequest | GradientsQuery) -> bytes:
    """`/gradients`: what a loss says about every state."""
    with _refusing(request):
        if request.map_layer is not None and not request.map:
            raise engine.InvalidInput.at(("map_layer",), "chooses a map; ask for map as well, or leave it out.")
        trace = _trace(request)
        found = engine.gradients(trace, **request.loss_spec(), **request.wishes())
    return encode_gradients(trace, found, request.encoding)


def gradients_figure(request: FigureRequest) -> bytes:
    """`/gradients/figure`: a Plotly figure of the same."""
    with _refusing(request):
        return dumps(_figure(request))


def _figure(request: FigureRequest) -> dict[str, Any]:
    look = (request.lang, request.theme)
    if request.map_layer is not None and request.figure != "map":
        raise engine.InvalidInput.at(("map_layer",), "chooses a map; ask for the figure map, or leave it out.")
    trace = _trace(request)
    if request.figure == "spectrum":
        return as_json(spectrum(trace.network, *look))
    mapped = request.figure == "map"
    found = engine.gradients(trace, **request.loss_spec(), map=mapped, map_layer=request.map_layer)
    return as_json(gradient_map(found, *look) if mapped else norms(trace, found, *look))


def train(request: TrainQuery, seconds: float) -> bytes:
    """`/train`: the job for a worker, which may take so many seconds."""
    with _refusing(request):
        check_training(request)
    knobs = request.knobs
    recipes = {cell: live_recipe(request.task, cell, knobs) for cell in request.cells}
    until = knobs.updates if request.until is None else request.until
    steps = {"every": knobs.every, "from": request.start, "until": until, "seconds": seconds}
    learnt = {"task": request.task, "distractors": request.distractors, "recipes": recipes}
    return dumps({**learnt, **steps, "weights": request.weights})


@cache
def cells() -> bytes:
    """`/cells`: every cell and its equations."""
    return dumps({"cells": [_cell(cell.spec) for cell in engine.CELLS.values()]})


@cache
def models() -> bytes:
    """`/models`: the card of every trained network."""
    return dumps({"models": [_model(name) for name in engine.models.names()]})


def model(name: str) -> bytes:
    """`/models/{id}`: one card. Raises ProblemError, 404."""
    try:
        return dumps(_model(name))
    except engine.InvalidInput as error:
        raise ProblemError(404, f"The id {error.errors[0].detail}") from error


def _model(name: str) -> dict[str, Any]:
    model = engine.models.load(name)
    return {**model.card, "network": model.network.spec}


def _trace(request: Sourced | FlatSourced) -> engine.Trace:
    spec, given = request.network_spec(), request.input_spec()
    reads_its_own_way = any(field in spec for field in ("model", "task", "vocabulary"))
    inputs = None if reads_its_own_way else engine.encode(given)
    with _under("network"):
        network = engine.build_network(spec, input_size=None if inputs is None else inputs.array.shape[1])
    options = request.run_options()
    target = options["target"]
    if isinstance(request, FlatSourced) and network.readout is not None:
        target = target_in_link(network.readout, target)
    options["target"] = target_for(network, given, target)
    return engine.ask(network, given if inputs is None else inputs, request.state, **options)


@contextmanager
def _under(place: str) -> Iterator[None]:
    """Puts the place where an object stands in the request before the engine's paths into it."""
    try:
        yield
    except engine.InvalidInput as error:
        raise engine.InvalidInput(*(engine.Problem((place, *e.path), e.detail) for e in error.errors)) from error


@contextmanager
def _refusing(request: object) -> Iterator[None]:
    """Turns the engine's refusal into an answer, its paths spelt as the request spells them."""
    try:
        yield
    except engine.InvalidInput as error:
        flat = isinstance(request, FlatSourced)
        errors = [FieldError(_path(problem.path, flat), problem.detail) for problem in error.errors]
        raise ProblemError(422, errors=errors) from error


def _path(path: Path, flat: bool) -> Path:
    spelt = _SPELT.get(path[0], path[:1]) + path[1:] if path else path
    return tuple(part for part in spelt if part not in _CONTAINERS) if flat else spelt


def _cell(spec: Spec) -> dict[str, Any]:
    variants = [_variant(spec.name, choice, spec) for choice in spec.variants or (None,)]
    return {
        "name": spec.name,
        "title": spec.title,
        "states": spec.states,
        "signals": [asdict(signal) for signal in spec.signals],
        "gates": spec.gates,
        "parameters": [{"name": parameter.name, "shape": _shape(parameter)} for parameter in spec.parameters],
        "forms": spec.forms or None,
        "nonlinearities": spec.nonlinearities or None,
        "equations": variants[0]["equations"],
        "variants": variants,
    }


def _variant(cell: str, choice: str | None, spec: Spec) -> dict[str, Any]:
    nonlinearity = choice if spec.nonlinearities else None
    form = choice if spec.forms else None
    found = engine.equations(cell, nonlinearity, form)
    written = [{"signal": one.signal, "latex": one.latex, "mathml": one.mathml} for one in found]
    return {"nonlinearity": nonlinearity, "form": form, "equations": written}


def _shape(parameter: Parameter) -> list[str]:
    rows = "hidden_size" if parameter.blocks == 1 else f"{parameter.blocks}*hidden_size"
    columns = {"D": "input_size", "H": "hidden_size", None: None}[parameter.columns]
    return [rows] if columns is None else [rows, columns]
