"""The cells' descriptions, and their backward steps against central finite differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import engine
from engine.cells.base import Precision, Reading, StepGradients

Array = npt.NDArray[np.float64]
STEP = 1e-6


@pytest.mark.parametrize(
    ("cell", "states", "signals", "gates"),
    [
        ("dense", "", "h", "h"),
        ("rnn", "h", "h", "h"),
        ("lstm", "hc", "ifgoch", "ifgo"),
        ("gru", "h", "rznh", "rzn"),
    ],
)
def test_a_cell_names_its_parts_in_order(cell: str, states: str, signals: str, gates: str) -> None:
    spec = engine.CELLS[cell].spec
    assert spec.states == tuple(states)
    assert [signal.name for signal in spec.signals] == list(signals)
    assert spec.gates == tuple(gates)


def test_signals_have_the_titles_of_the_field() -> None:
    titles = {signal.name: signal.title for cell in engine.CELLS.values() for signal in cell.spec.signals}
    assert titles == {
        "h": "hidden state",
        "c": "cell state",
        "f": "forget gate",
        "i": "input gate",
        "g": "candidate",
        "n": "candidate",
        "o": "output gate",
        "r": "reset gate",
        "z": "update gate",
    }


def test_the_feedforward_neuron_has_an_activation_and_no_state() -> None:
    spec = engine.CELLS["dense"].spec
    assert spec.signals[0].title == "activation"
    assert spec.states == ()


@pytest.mark.parametrize(
    ("cell", "shapes"),
    [
        ("dense", {"weight_ih": ("H", "D"), "bias_ih": ("H",)}),
        ("rnn", {"weight_ih": ("H", "D"), "weight_hh": ("H", "H"), "bias_ih": ("H",), "bias_hh": ("H",)}),
        ("lstm", {"weight_ih": ("4H", "D"), "weight_hh": ("4H", "H"), "bias_ih": ("4H",), "bias_hh": ("4H",)}),
        ("gru", {"weight_ih": ("3H", "D"), "weight_hh": ("3H", "H"), "bias_ih": ("3H",), "bias_hh": ("3H",)}),
    ],
)
def test_parameters_have_pytorchs_names_and_shapes(cell: str, shapes: dict[str, tuple[str, ...]]) -> None:
    parameters = engine.CELLS[cell].spec.parameters
    assert {parameter.name: parameter.symbolic_shape for parameter in parameters} == shapes


def test_shapes_in_numbers_follow_the_letters() -> None:
    assert engine.CELLS["lstm"].spec.shapes(3, 5) == {
        "weight_ih": (20, 3),
        "weight_hh": (20, 5),
        "bias_ih": (20,),
        "bias_hh": (20,),
    }


def test_a_relu_is_bounded_below_only() -> None:
    (h,) = engine.CELLS["rnn"].spec.signals_of("relu")
    assert h.range == (0.0, None)
    assert engine.CELLS["rnn"].spec.signals_of("tanh")[0].range == (-1.0, 1.0)


def test_recorded_signals_keep_to_their_ranges(variant: dict[str, Any]) -> None:
    network = engine.build_network({**variant, "input_size": 3, "hidden_size": 6, "init": {"gain": 3}})
    trace = engine.run(network, np.random.default_rng(0).normal(size=(50, 3)))
    for signal in network.definition.spec.signals_of(network.variant):
        low, high = signal.range
        values = trace.layers[0].signals[signal.name]
        assert low is None or (values >= low).all()
        assert high is None or (values <= high).all()


class Case:
    """One step of a cell with random numbers, and the loss Σ weight · state for random weights."""

    def __init__(self, variant: dict[str, Any], seed: int) -> None:
        rng = np.random.default_rng(seed)
        network = engine.build_network({**variant, "input_size": 3, "hidden_size": 4, "seed": seed})
        self.cell, self.choice = network.definition, network.variant
        # Random biases too, and weights large enough for every nonlinearity to bend.
        self.parameters = {
            name: rng.normal(size=values.shape) for name, values in network.parameters_of("_l0").items()
        }
        self.x = rng.normal(size=3)
        self.before = {name: rng.normal(size=4) for name in self.cell.spec.states}
        self.cotangent = {name: rng.normal(size=4) for name in self.cell.spec.states or ("h",)}

    def signals(self) -> dict[str, Array]:
        found = self.cell.forward(self.x[np.newaxis], self.parameters, self._initial(), self.choice)
        return {name: values[0] for name, values in found.items()}

    def _initial(self) -> dict[str, Array]:
        return {name: values.copy() for name, values in self.before.items()}

    def loss(self) -> float:
        signals = self.signals()
        return float(sum(self.cotangent[name] @ signals[name] for name in self.cotangent))

    def slopes(self, array: Array) -> Array:
        """∂loss/∂array by central differences; `array` is one of this case's own, changed in place and restored."""
        found = np.empty_like(array)
        for place in np.ndindex(array.shape):
            middle = array[place]
            array[place] = middle + STEP
            above = self.loss()
            array[place] = middle - STEP
            found[place] = (above - self.loss()) / (2 * STEP)
            array[place] = middle
        return found

    def backward(self) -> StepGradients:
        return self.cell.backward(self.cotangent, self.local(), self.parameters, self.choice)

    def local(self) -> dict[str, Array]:
        signals = {name: values[np.newaxis] for name, values in self.signals().items()}
        before = {name: values[np.newaxis] for name, values in self.before.items()}
        reading = Reading(self.x[np.newaxis], signals, before, self.before, self.parameters, self.choice)
        return {name: slopes[0] for name, slopes in self.cell.local(reading, Precision()).items()}


@pytest.fixture(scope="module", params=range(3))
def case(request: pytest.FixtureRequest, variant: dict[str, Any]) -> Case:
    return Case(variant, request.param)


def test_the_gradient_of_the_input_is_the_slope_of_the_loss(case: Case) -> None:
    np.testing.assert_allclose(case.backward().x, case.slopes(case.x), atol=1e-8)


def test_the_gradient_of_the_state_before_is_the_slope_of_the_loss(case: Case) -> None:
    gradients = case.backward().state
    assert gradients.keys() == case.before.keys()
    for name, values in case.before.items():
        np.testing.assert_allclose(gradients[name], case.slopes(values), atol=1e-8)


def test_the_gradients_of_the_parameters_are_the_slopes_of_the_loss(case: Case) -> None:
    step = case.backward()
    pre_hh = None if step.pre_hh is None else step.pre_hh[np.newaxis]
    row = StepGradients(step.total, step.x, step.state, step.pre_ih[np.newaxis], pre_hh)
    signals = {name: values[np.newaxis] for name, values in case.signals().items()}
    before = {name: values[np.newaxis] for name, values in case.before.items()}
    found = case.cell.parameter_gradients(row, case.x[np.newaxis], signals, before, case.choice)
    assert found.keys() == case.parameters.keys()
    for name, values in case.parameters.items():
        np.testing.assert_allclose(found[name], case.slopes(values), atol=1e-8, err_msg=name)


def test_the_total_of_the_cell_state_includes_its_way_through_the_hidden_state() -> None:
    case = Case({"cell": "lstm"}, seed=0)
    signals = case.signals()
    slope = signals["o"] * (1 - np.tanh(signals["c"]) ** 2)
    np.testing.assert_allclose(
        case.backward().total["c"], case.cotangent["c"] + case.cotangent["h"] * slope, rtol=1e-14
    )


def test_a_batch_goes_backward_like_its_members(variant: dict[str, Any]) -> None:
    case = Case(variant, seed=5)
    rng = np.random.default_rng(6)
    batch = {name: rng.normal(size=(7, 4)) for name in case.cotangent}
    local = case.local()
    together = case.cell.backward(batch, local, case.parameters, case.choice)
    for member in range(7):
        alone = case.cell.backward(
            {name: values[member] for name, values in batch.items()}, local, case.parameters, case.choice
        )
        np.testing.assert_allclose(together.x[member], alone.x, rtol=1e-12)
        np.testing.assert_allclose(together.pre_ih[member], alone.pre_ih, rtol=1e-12)
        for name, values in alone.state.items():
            np.testing.assert_allclose(together.state[name][member], values, rtol=1e-12)


def test_forward_leaves_what_it_was_given_untouched(variant: dict[str, Any]) -> None:
    case = Case(variant, seed=1)
    x, before = case.x.copy(), {name: values.copy() for name, values in case.before.items()}
    parameters = {name: values.copy() for name, values in case.parameters.items()}
    case.cell.forward(case.x[np.newaxis], case.parameters, case.before, case.choice)
    np.testing.assert_array_equal(case.x, x)
    for name, values in before.items():
        np.testing.assert_array_equal(case.before[name], values)
    for name, values in parameters.items():
        np.testing.assert_array_equal(case.parameters[name], values)
