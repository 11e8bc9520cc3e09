"""Gradients in JSON: `unrolled.gradients/1`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

import engine
from app.web.encoding import ENCODERS, Encoder, Values, dumps

_PRECISION: Final[dict[str, type[np.floating[Any]]]] = {"json": np.float64, "base64": np.float32}


def encode_gradients(trace: engine.Trace, found: engine.Gradients, encoding: str) -> bytes:
    """The answer of `/gradients`, with every array in `encoding`."""
    array, hold = ENCODERS[encoding], _holder(encoding)
    loss = {"at": found.loss.at, "steps": found.loss.steps, "cotangent": array(found.loss.cotangent)}
    answer = {
        "schema": "unrolled.gradients/1",
        "network": trace.network.spec,
        "loss": loss,
        "layers": [_layer(trace, found.loss, layer, array, hold) for layer in found.layers],
        "map": None if found.map is None else _map(found.map, array),
        "inputs": None if found.inputs is None else _inputs(found.inputs, array, hold),
        "jacobian": None if found.jacobian is None else _jacobian(found.jacobian, array),
        "clip": None if found.clip is None else _clip(found.clip),
        "overflow": found.overflow,
    }
    return dumps(answer)


def representable(values: Values, log10: Values, precision: type[np.floating[Any]] = np.float64) -> Values:
    """`values` with not-a-number for those that exist, as their `log10` shows, and that `precision` cannot hold."""
    with np.errstate(over="ignore", under="ignore"):
        plain = np.asarray(values).astype(precision)
    lost = np.isinf(plain) | ((np.abs(plain) < np.finfo(precision).tiny) & np.isfinite(log10))
    return np.where(lost, np.nan, plain)


def horizon(loss: engine.Loss, direction: str, log10_norm: Values) -> dict[str, int | None] | None:
    """How far back from its step a loss reaches in a layer that reads in `direction`; None for more steps than one."""
    if len(loss.steps) != 1:
        return None
    way = way_back(loss.steps[0], direction, log10_norm)[::-1]
    return {"share_1_percent": engine.horizon(way), "float32": engine.horizon_float32(way)}


def way_back(t: int, direction: str, values: Values) -> Values:
    """Values (T,) by position as values by distance from the step `t`, against the direction of reading."""
    way: Values = values[t - 1 :: -1] if direction == "forward" else values[t - 1 :]
    return way


def _holder(encoding: str) -> Callable[[Values, Values], Any]:
    array, precision = ENCODERS[encoding], _PRECISION[encoding]
    return lambda values, log10: array(representable(values, log10, precision))


def _layer(
    trace: engine.Trace,
    loss: engine.Loss,
    layer: engine.LayerGradients,
    array: Encoder,
    hold: Callable[[Values, Values], Any],
) -> dict[str, Any]:
    where = (layer.layer, layer.direction)
    bound, product = engine.bound(trace, *where), engine.forget_product(trace, *where)
    states = {
        name: {
            "norm": hold(state.norm, state.log10_norm),
            "log10_norm": array(state.log10_norm),
            "horizon": horizon(loss, layer.direction, state.log10_norm),
        }
        for name, state in layer.states.items()
    }
    return {
        "layer": layer.layer,
        "direction": layer.direction,
        **states,
        "spectrum": {gate: _spectrum(one, array) for gate, one in engine.spectrum(trace.network, *where).items()},
        "bound": None if bound is None else {"log10_norm": array(bound)},
        "forget_product": None if product is None else _forget_product(product, array),
    }


def _spectrum(one: engine.Spectrum, array: Encoder) -> dict[str, Any]:
    parts = np.stack((one.eigenvalues.real, one.eigenvalues.imag), axis=1)
    return {"eigenvalues": array(parts), "radius": one.radius, "singular_max": one.singular_max}


def _forget_product(product: engine.ForgetProduct, array: Encoder) -> dict[str, Any]:
    return {"log10_norm": array(product.log10_norm), "log10_mean": array(product.log10_mean)}


def _map(found: engine.ItemisedMap, array: Encoder) -> dict[str, Any]:
    where = {"layer": found.layer, "direction": found.direction}
    return {**where, "log10_norm": array(found.log10_norm), "sum_error": found.sum_error}


def _inputs(found: engine.InputGradients, array: Encoder, hold: Callable[[Values, Values], Any]) -> dict[str, Any]:
    size = found.contribution.log10()
    return {
        "norm": hold(found.norm, found.log10_norm),
        "log10_norm": array(found.log10_norm),
        "contribution": {
            "value": hold(found.contribution.to_float(), size),
            "sign": array(np.sign(found.contribution.mantissa)),
            "log10_size": array(size),
        },
    }


def _jacobian(found: engine.Jacobian, array: Encoder) -> dict[str, Any]:
    return {"last": found.last, "log10_norm": array(found.log10_norm)}


def _clip(clip: engine.Clipping) -> dict[str, float | None]:
    if np.isnan(clip.log10_before):  # an overflow at the first step: there is no gradient, clipped or not
        nothing = dict.fromkeys(("before", "log10_before", "after", "factor", "log10_factor"))
        return {"threshold": clip.threshold, **nothing}
    values, log10 = [clip.before, clip.after, clip.factor], [clip.log10_before, clip.log10_before, clip.log10_factor]
    before, after, factor = representable(np.array(values), np.array(log10)).tolist()
    return {
        "threshold": clip.threshold,
        "before": before,
        "log10_before": clip.log10_before,
        "after": after,
        "factor": factor,
        "log10_factor": clip.log10_factor,
    }
