"""Figures of gradients with Plotly, for the API and for notebooks.

>>> import engine
>>> from app.api.encoding.figures import norms
>>> network = engine.build_network({"cell": "rnn", "input_size": 1, "hidden_size": 8, "seed": 0})
>>> trace = engine.run(network, [[0.5]] * 20)
>>> figure = norms(trace, engine.gradients(trace))

Sizes are drawn as log10 on a linear axis whose labels read 10^k, so that 10^-2000 has its place. Every figure takes
`lang`, en or fr, and `theme`, light or dark.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go  # type: ignore[import-untyped]

import engine
from app.api.encoding.gradients import way_back
from app.web.folders import STATIC
from app.web.i18n import SOURCE, translator
from engine.numbers.arrays import Array

DECADES: Final = 6
"""What the colours of the map tell apart below its largest entry: a decade a stop of the scale."""

_TOKENS: Final = STATIC / "css" / "tokens.css"
_MOST_MARKERS: Final = 60
_POWER: Final = "10<sup>{}</sup>"
_GATES: Final = {
    "h": "accent",
    "i": "gate-input",
    "f": "gate-forget",
    "g": "gate-candidate",
    "o": "gate-output",
    "r": "gate-reset",
    "z": "gate-update",
    "n": "gate-candidate",
}
_SYMBOLS: Final = ("circle", "diamond", "square", "cross", "circle-open", "diamond-open", "square-open", "cross-open")


def norms(trace: engine.Trace, found: engine.Gradients, lang: str = SOURCE, theme: str = "light") -> go.Figure:
    """The norms of ∂L/∂h_t and ∂L/∂c_t of every layer, by the distance to the last step of the loss.

    For an rnn and a loss at one step, the bound of the top layer is dashed. Zeros leave gaps: they have no logarithm.
    """
    _, colour = translator(lang), _tokens(theme)
    figure = go.Figure(layout=_layout(_("How far back the gradient reaches"), found, lang, theme))
    last = found.loss.steps[-1] if found.loss.steps else 0
    for layer in reversed(found.layers) if last else ():
        top = layer.layer == trace.network.num_layers - 1
        for state, gradient in layer.states.items():
            name = _name(trace.network, state, layer.layer, layer.direction, lang)
            line = {"color": colour["cell-state" if state == "c" else "hidden-state"], "width": 2.5 if top else 1.25}
            figure.add_trace(_curve(name, way_back(last, layer.direction, gradient.log10_norm), line, lang))
    bound = _bound(trace, found)
    if bound is not None:
        line = {"color": colour["text-muted"], "width": 1.5, "dash": "dash"}
        figure.add_trace(_curve(_("upper bound (Pascanu et al., 2013)"), bound, line, lang))
    figure.update_xaxes(title_text=_("steps back from the loss"), autorange="reversed")
    figure.update_yaxes(title_text=_("size of the gradient"), tickprefix="10<sup>", ticksuffix="</sup>")
    return figure


def gradient_map(found: engine.Gradients, lang: str = SOURCE, theme: str = "light") -> go.Figure:
    """The itemised map of `engine.gradients(…, map=True)`: a row for the loss of each step, a column for each state."""
    _, colour = translator(lang), _tokens(theme)
    assert found.map is not None, "ask engine.gradients for map=True"
    sizes = _drawable(found.map.log10_norm)
    steps = np.arange(1, len(sizes) + 1)
    drawn = sizes[np.isfinite(sizes)]
    most = int(np.ceil(drawn.max())) if drawn.size else 0
    words = _("Loss of step {s}, hidden state of step {t}: {size}")
    figure = go.Figure(layout=_layout(_("Which loss taught which step"), found, lang, theme))
    figure.add_trace(
        go.Heatmap(
            x=steps,
            y=steps,
            z=sizes,
            zmin=most - DECADES,
            zmax=most,
            colorscale=[[stop / DECADES, colour[f"grad-{stop}"]] for stop in range(DECADES + 1)],
            colorbar=_colorbar(most, colour["text-muted"], lang),
            hovertemplate=words.format(s="%{y}", t="%{x}", size=_POWER.format("%{z:.2f}")) + "<extra></extra>",
        )
    )
    figure.update_xaxes(title_text=_("hidden state of step"), constrain="domain")
    figure.update_yaxes(title_text=_("loss of step"), autorange="reversed", scaleanchor="x", constrain="domain")
    return figure


def spectrum(network: engine.Network, lang: str = SOURCE, theme: str = "light") -> go.Figure:
    """The eigenvalues of every block of the recurrent weights on the complex plane, with the unit circle.

    Raises InvalidInput for the dense cell, which has no recurrent weights.
    """
    _, colour = translator(lang), _tokens(theme)
    if network.cell == "dense":
        detail = "is spectrum; the dense cell has no recurrent weights. Choose norms or map, or another cell."
        raise engine.InvalidInput.at(("figure",), detail)
    figure = go.Figure(layout=_layout(_("Eigenvalues of the recurrent weights"), None, lang, theme))
    words = _("{value}, size {size}")
    hover = words.format(value="%{x:.3f} %{y:+.3f}i", size="%{customdata:.3f}")
    directions = ("forward", "reverse") if network.bidirectional else ("forward",)
    places = [(layer, direction) for layer in range(network.num_layers) for direction in directions]
    for place, symbol in zip(places, _SYMBOLS, strict=False):
        for gate, one in engine.spectrum(network, *place).items():
            figure.add_trace(
                go.Scatter(
                    x=one.eigenvalues.real,
                    y=one.eigenvalues.imag,
                    customdata=np.abs(one.eigenvalues),
                    name=_name(network, gate, *place, lang),
                    mode="markers",
                    marker={"color": colour[_GATES[gate]], "symbol": symbol, "size": 7},
                    hovertemplate=hover,
                )
            )
    figure.add_shape(type="circle", x0=-1, y0=-1, x1=1, y1=1, line={"color": colour["text-muted"], "dash": "dash"})
    figure.update_xaxes(title_text=_("real part"), constrain="domain")
    figure.update_yaxes(title_text=_("imaginary part"), scaleanchor="x", constrain="domain")
    return figure


def as_json(figure: go.Figure) -> dict[str, Any]:
    """What `Plotly.newPlot` takes: {"data", "layout"}, arrays packed in base64."""
    found: dict[str, Any] = figure.to_dict()
    return found


def _curve(name: str, log10_norm: Array, line: dict[str, Any], lang: str) -> go.Scatter:
    _ = translator(lang)
    drawn = _drawable(log10_norm)
    few = np.count_nonzero(np.isfinite(drawn)) <= _MOST_MARKERS and "dash" not in line
    words = _("{n} steps back: {size}").format(n="%{x}", size=_POWER.format("%{y:.2f}"))
    return go.Scatter(
        x=np.arange(len(drawn)),
        y=drawn,
        name=name,
        mode="lines+markers" if few else "lines",
        line=line,
        hovertemplate=words,
    )


def _bound(trace: engine.Trace, found: engine.Gradients) -> Array | None:
    """log10 of what the norms of the top layer cannot exceed, by distance; None where nothing bounds them."""
    if len(found.loss.steps) != 1:
        return None
    bound = engine.bound(trace, trace.network.num_layers - 1)
    t = found.loss.steps[0]
    top = next(layer for layer in found.layers if layer.layer == trace.network.num_layers - 1)
    return None if bound is None else bound[:t] + top["h"].log10_norm[t - 1]


def _drawable(log10: Array) -> Array:
    return np.where(np.isfinite(log10), log10, np.nan)


def _name(network: engine.Network, signal: str, layer: int, direction: str, lang: str) -> str:
    """The name of a curve: what it is of, and where, as far as there is more than one place."""
    _ = translator(lang)
    title = next(_(one.title) for one in network.definition.spec.signals if one.name == signal)
    if network.num_layers == 1 and not network.bidirectional:
        return title
    words = _("{title}, layer {layer}") if direction == "forward" else _("{title}, layer {layer}, read backwards")
    return words.format(title=title, layer=layer + 1)


def _colorbar(most: int, colour: str, lang: str) -> dict[str, Any]:
    """A tick a decade from 10^most down; the last colour stands for all that is smaller too."""
    _ = translator(lang)
    ticks = range(most, most - DECADES - 1, -1)
    *texts, least = (_POWER.format(f"{tick}".replace("-", "−")) for tick in ticks)
    return {
        "tickvals": list(ticks),
        "ticktext": [*texts, _("{size} or less").format(size=least)],
        "tickfont": {"color": colour},
        "outlinewidth": 0,
    }


def _layout(title: str, found: engine.Gradients | None, lang: str, theme: str) -> go.Layout:
    colour = _tokens(theme)
    axis = {
        "gridcolor": colour["line"],
        "linecolor": colour["edge"],
        "zeroline": False,
        "title_font_color": colour["text-muted"],
        "automargin": True,
    }
    return go.Layout(
        template="none",
        title={"text": title, "subtitle_text": _overflow(found, lang), "x": 0.02, "xanchor": "left"},
        font={"color": colour["text"], "family": "system-ui, sans-serif", "size": 13},
        paper_bgcolor=colour["surface-panel"],
        plot_bgcolor=colour["surface-panel"],
        margin={"l": 64, "r": 24, "t": 72, "b": 64},
        separators=",\u202f" if lang == "fr" else ".,",
        showlegend=True,
        xaxis=axis,
        yaxis=axis,
    )


def _overflow(found: engine.Gradients | None, lang: str) -> str | None:
    if found is None or found.overflow is None:
        return None
    _ = translator(lang)
    return _("The run overflows at step {t}: from there on there is no gradient.").format(t=found.overflow.t)


@cache
def _tokens(theme: str) -> dict[str, str]:
    """The colours of a theme, {token: #rrggbb}, from the stylesheet that the pages use."""
    blocks = re.findall(r"^:root(\[data-theme=\"dark\"\])? \{(.*?)^\}", _TOKENS.read_text("utf-8"), re.M | re.S)
    chosen = next(block for dark, block in blocks if bool(dark) == (theme == "dark"))
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", chosen))
