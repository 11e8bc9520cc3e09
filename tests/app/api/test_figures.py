"""The figures draw the engine's numbers, in both languages and themes."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go  # type: ignore[import-untyped]
import pytest
from fastapi.testclient import TestClient

import engine
from app.api.encoding import figures
from app.api.encoding.figures import as_json, gradient_map, norms, spectrum
from tests.app.api.test_gradients import SERIES, line

STEPS = 30


def trace(**network: Any) -> engine.Trace:
    spec = {"hidden_size": 4, "seed": 3, "input_size": 1, **network}
    return engine.run(engine.build_network(spec), np.sin(np.arange(STEPS))[:, np.newaxis])


def vanished() -> engine.Trace:
    body = line(0.1, 2000)
    return engine.run(engine.build_network(body["network"]), engine.encode(body["input"]))


def overflowed() -> engine.Trace:
    body = line(1e200, 5)
    return engine.run(engine.build_network(body["network"]), engine.encode(body["input"]))


def test_a_curve_runs_from_the_loss_back_on_a_scale_of_powers() -> None:
    run = trace(cell="lstm")
    found = engine.gradients(run)
    figure = norms(run, found)
    h, c = figure.data
    assert (h.name, c.name) == ("hidden state", "cell state")
    assert np.array_equal(h.x, np.arange(STEPS))
    assert np.array_equal(h.y, found.layers[0]["h"].log10_norm[::-1])
    assert np.array_equal(c.y, found.layers[0]["c"].log10_norm[::-1])
    assert (figure.layout.yaxis.tickprefix, figure.layout.yaxis.ticksuffix) == ("10<sup>", "</sup>")
    assert figure.layout.xaxis.autorange == "reversed"


def test_ten_to_the_minus_two_thousand_has_its_place() -> None:
    run = vanished()
    assert norms(run, engine.gradients(run)).data[0].y[-1] == pytest.approx(-1999, abs=1e-9)


def test_distance_counts_from_the_step_of_the_loss() -> None:
    run = trace(cell="gru")
    found = engine.gradients(run, at=12)
    (h,) = norms(run, found).data
    assert np.array_equal(h.y, found.layers[0]["h"].log10_norm[11::-1])


def test_the_bound_of_an_rnn_is_dashed_and_never_below_its_curve() -> None:
    run = trace(cell="rnn")
    h, bound = norms(run, engine.gradients(run)).data
    assert bound.line.dash == "dash"
    assert bound.y[0] == h.y[0]
    assert np.all(bound.y >= h.y - 1e-12)
    assert np.all(np.diff(np.diff(bound.y)) < 1e-12)


@pytest.mark.parametrize("network", [{"cell": "rnn", "num_layers": 2, "bidirectional": True}, {"cell": "rnn"}])
def test_only_a_loss_at_one_step_has_a_bound(network: dict[str, Any]) -> None:
    run = trace(**network)
    drawn = [norms(run, engine.gradients(run, at=at)).data for at in ("last", "all")]
    assert [[curve.line.dash for curve in curves].count("dash") for curves in drawn] == [1, 0]


def test_curves_of_several_layers_and_directions_say_which_is_which() -> None:
    run = trace(cell="gru", num_layers=2, bidirectional=True)
    names = [curve.name for curve in norms(run, engine.gradients(run)).data]
    assert names == [
        "hidden state, layer 2, read backwards",
        "hidden state, layer 2",
        "hidden state, layer 1, read backwards",
        "hidden state, layer 1",
    ]


def test_zeros_leave_gaps() -> None:
    run = trace(cell="dense")
    (h,) = norms(run, engine.gradients(run)).data
    assert np.isfinite(h.y[0])
    assert np.isnan(h.y[1:]).all()
    assert h.mode == "lines+markers"


def test_the_map_has_a_row_for_each_loss_and_colours_for_six_powers_of_ten() -> None:
    run = trace(cell="rnn", init={"spectral_radius": 0.3})
    found = engine.gradients(run, map=True)
    figure = gradient_map(found)
    (heat,) = figure.data
    assert found.map is not None
    below = np.tril(np.ones((STEPS, STEPS), dtype=bool))
    assert np.array_equal(heat.z[below], found.map.log10_norm[below])
    assert np.isnan(heat.z[~below]).all()
    assert heat.zmax - heat.zmin == 6
    assert heat.zmax - 1 < np.max(found.map.log10_norm) <= heat.zmax
    assert heat.colorbar.ticktext[-1] == f"10<sup>{heat.zmin}</sup> or less".replace("-", "−")
    assert figure.layout.yaxis.autorange == "reversed"


def test_a_map_of_zeros_is_empty() -> None:
    found = engine.gradients(trace(cell="rnn"), cotangent=[0.0] * 4, map=True)
    assert np.isnan(gradient_map(found).data[0].z).all()


def test_the_spectrum_has_a_point_for_each_eigenvalue_and_the_unit_circle() -> None:
    run = trace(cell="lstm", num_layers=2)
    figure = spectrum(run.network)
    assert [points.name for points in figure.data][:2] == ["input gate, layer 1", "forget gate, layer 1"]
    assert len(figure.data) == 8
    found = engine.spectrum(run.network, 1)["o"].eigenvalues
    assert np.array_equal(figure.data[-1].x + 1j * figure.data[-1].y, found)
    assert np.array_equal(figure.data[-1].customdata, np.abs(found))
    (circle,) = figure.layout.shapes
    assert (circle.type, circle.x0, circle.x1, circle.y0, circle.y1) == ("circle", -1, 1, -1, 1)
    assert figure.layout.yaxis.scaleanchor == "x"


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_every_gate_has_its_own_colour(cell: str) -> None:
    colours = [points.marker.color for points in spectrum(trace(cell=cell).network).data]
    assert len(set(colours)) == len(colours) == len(engine.CELLS[cell].spec.gates)


def test_an_overflow_is_said_and_the_curve_ends_before_it() -> None:
    run = overflowed()
    found = engine.gradients(run, map=True)
    for figure in (norms(run, found, "fr"), gradient_map(found, "fr")):
        assert "dépasse les limites au pas 3" in figure.layout.title.subtitle.text
    assert norms(run, found).data[0].y.tolist() == [0.0, pytest.approx(200)]


def test_an_overflow_at_the_first_step_leaves_nothing_to_draw() -> None:
    body = line(1e200, 2)
    run = engine.run(engine.build_network(body["network"]), engine.encode(body["input"]), {"h": [1e200]})
    found = engine.gradients(run, map=True)
    assert norms(run, found).data == ()
    assert np.isnan(gradient_map(found).data[0].z).all()


def drawn(lang: str, theme: str) -> list[go.Figure]:
    run = trace(cell="rnn", num_layers=2, bidirectional=True)
    found = engine.gradients(run, map=True)
    look = (lang, theme)
    return [norms(run, found, *look), gradient_map(found, *look), spectrum(run.network, *look)]


def test_french_figures_share_no_words_with_english_ones() -> None:
    for english, french in zip(drawn("en", "light"), drawn("fr", "light"), strict=True):
        assert english.layout.title.text != french.layout.title.text
        for axis in ("xaxis", "yaxis"):
            assert english.layout[axis].title.text != french.layout[axis].title.text
        for one, other in zip(english.data, french.data, strict=True):
            assert one.hovertemplate != other.hovertemplate
            assert one.name is None or one.name != other.name
        assert french.layout.separators == ",\u202f"


def test_the_colours_are_those_of_the_stylesheet() -> None:
    for theme, panel, ink in (("light", "#ffffff", "#1a1c20"), ("dark", "#181b20", "#e9ebee")):
        for figure in drawn("en", theme):
            assert (figure.layout.paper_bgcolor, figure.layout.font.color) == (panel, ink)
    assert figures._tokens("light").keys() == figures._tokens("dark").keys()


def test_a_cell_without_recurrent_weights_has_no_spectrum() -> None:
    with pytest.raises(engine.InvalidInput, match="no recurrent weights"):
        spectrum(trace(cell="dense").network)


@pytest.mark.parametrize("figure", ["norms", "map", "spectrum"])
def test_the_api_sends_the_figure_of_the_same_result(client: TestClient, figure: str) -> None:
    network = {"cell": "rnn", "hidden_size": 4, "seed": 3}
    inputs = engine.encode(SERIES)
    run = engine.run(engine.build_network({**network, "init": {"scheme": "xavier_uniform"}}, input_size=1), inputs)
    found = engine.gradients(run, at=4, map=True)
    expected = {
        "norms": lambda: norms(run, found, "fr", "dark"),
        "map": lambda: gradient_map(found, "fr", "dark"),
        "spectrum": lambda: spectrum(run.network, "fr", "dark"),
    }[figure]()
    body = {"network": network, "input": SERIES, "loss": {"at": 4}, "figure": figure, "lang": "fr", "theme": "dark"}
    response = client.post("/api/v1/gradients/figure", json=body)
    assert response.status_code == 200, response.text
    assert response.json() == as_json(expected)
    assert set(response.json()) == {"data", "layout"}
