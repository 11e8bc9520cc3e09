"""The displayed equations against the record, and every number in them against its parts."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.equations.expressions import Bias, Call, Complement, Dot, Product, Ref, Sum, relu, sigmoid, template

Tree = dict[str, Any]
TOLERANCE = 1e-12
RULES: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": lambda z: (math.exp(2 * z) - 1) / (math.exp(2 * z) + 1),
    "relu": lambda z: max(z, 0.0),
}


def children(node: Tree) -> list[Tree]:
    return list(node.get("args", []))


def everything_in(node: Tree) -> list[Tree]:
    return [node, *(deeper for child in children(node) for deeper in everything_in(child))]


def worked_out(node: Tree) -> float:
    """The value of a node from the numbers at its leaves alone, by rules written here anew."""
    parts = [worked_out(child) for child in children(node)]
    match node["op"]:
        case "sum":
            return math.fsum(parts)
        case "product":
            return float(np.prod(parts))
        case "complement":
            return 1 - parts[0]
        case "call":
            return RULES[node["function"]](parts[0])
        case "dot":
            return math.fsum(term["weight"] * term["input"] for term in node["terms"])
        case "bias":
            return math.fsum(part["value"] for part in node["parts"])
        case "ref":
            return float(node["value"])
    raise AssertionError(f"unknown op {node['op']}")


def make_trace(variant: dict[str, Any], random_state: Any, **more: Any) -> engine.Trace:
    network = engine.build_network({**variant, "input_size": 3, "hidden_size": 5, "seed": 4, **more})
    x = np.random.default_rng(1).normal(size=(12, 3))
    return engine.run(network, x, random_state(network, 2))


@pytest.fixture(scope="module", params=[False, True], ids=["forward", "two-way"])
def trace(request: pytest.FixtureRequest, variant: dict[str, Any], random_state: Any) -> engine.Trace:
    more = {"num_layers": 3, "bidirectional": True} if request.param else {}
    return make_trace(variant, random_state, **more)


def explanations(trace: engine.Trace) -> Any:
    """Every layer, unit, position and equation of a trace, with the layer's record."""
    for record in trace.layers:
        for unit in range(1, record.hidden_size + 1):
            for explanation in engine.explain(trace, unit, record.layer, record.direction):
                for equation in explanation.equations:
                    yield record, unit - 1, explanation.t, equation


def test_every_displayed_equation_equals_its_recorded_number(trace: engine.Trace) -> None:
    for record, unit, t, equation in explanations(trace):
        recorded = record.signals[equation.signal][t - 1, unit]
        assert equation.value == recorded
        place = (record.layer, record.direction, unit, t, equation.signal)
        assert abs(equation.tree["value"] - recorded) <= TOLERANCE, place


def test_every_signal_has_its_equation(trace: engine.Trace) -> None:
    recorded = [signal.name for signal in trace.network.definition.spec.signals]
    (explanation,) = engine.explain(trace, unit=1, stop=1)
    assert [equation.signal for equation in explanation.equations] == recorded


def test_every_number_in_an_equation_follows_from_its_parts(trace: engine.Trace) -> None:
    for _, _, _, equation in explanations(trace):
        for node in everything_in(equation.tree):
            assert abs(node["value"] - worked_out(node)) <= TOLERANCE, node


def test_every_product_in_a_dot_is_weight_times_input(trace: engine.Trace) -> None:
    for _, _, _, equation in explanations(trace):
        for node in everything_in(equation.tree):
            for term in node.get("terms", []):
                assert term["product"] == term["weight"] * term["input"]


def test_references_read_the_record(trace: engine.Trace) -> None:
    for record, unit, t, equation in explanations(trace):
        before = t - 2 if record.direction == "forward" else t
        for node in everything_in(equation.tree):
            if node["op"] == "ref":
                place = t - 1 if node["at"] == 0 else before
                rows = record.signals[node["symbol"]]
                expected = rows[place] if 0 <= place < trace.T else record.initial[node["symbol"]]
                assert node["value"] == expected[unit]


def test_dots_read_the_weights_and_vectors_of_the_unit(trace: engine.Trace) -> None:
    spec = trace.network.definition.spec
    for record, unit, t, equation in explanations(trace):
        suffix = f"_l{record.layer}" + ("_reverse" if record.direction == "reverse" else "")
        for node in everything_in(equation.tree):
            if node["op"] == "dot":
                name = "weight_ih" if node["of"] == "x" else "weight_hh"
                row = trace.network.parameters[name + suffix][spec.gates.index(node["gate"]) * 5 + unit]
                assert [term["weight"] for term in node["terms"]] == [row[term["index"] - 1] for term in node["terms"]]
                inputs = {term["index"] - 1: term["input"] for term in node["terms"]}
                vector = record.inputs[t - 1] if node["of"] == "x" else record.before("h", t)
                if gate := node["of"][:-1]:
                    vector = record.signals[gate][t - 1] * vector
                assert inputs == dict(enumerate(vector)) or (node["of"] == "x" and 0 in vector)


def test_zero_inputs_are_left_out_of_a_dot() -> None:
    inputs = engine.encode({"text": "hello"})
    network = engine.build_network({"cell": "lstm", "hidden_size": 3}, input_size=4)
    (explanation,) = engine.explain(engine.run(network, inputs), unit=2, start=2, stop=2)
    dots = [node for node in everything_in(explanation.equations[0].tree) if node["op"] == "dot"]
    assert [len(dot["terms"]) for dot in dots] == [1, 3]
    assert dots[0]["terms"][0]["index"] == 1, "e is the first of e, h, l, o"


def test_zero_states_stay_in_a_dot() -> None:
    network = engine.build_network({"cell": "rnn", "hidden_size": 3, "input_size": 1})
    (explanation,) = engine.explain(engine.run(network, [[0.0]]), unit=1)
    dots = [node for node in everything_in(explanation.equations[0].tree) if node["op"] == "dot"]
    assert [len(dot["terms"]) for dot in dots] == [0, 3]
    assert all(type(dot["value"]) is float for dot in dots)


def test_a_template_is_an_evaluated_tree_without_numbers(trace: engine.Trace) -> None:
    network = trace.network
    templates = engine.equations(network.cell, network.nonlinearity, network.form)
    (explanation,) = engine.explain(trace, unit=1, stop=1)
    for shown, evaluated in zip(templates, explanation.equations, strict=True):
        assert shown.tree == without_numbers(evaluated.tree)


def without_numbers(node: Tree) -> Tree:
    kept = {key: value for key, value in node.items() if key not in ("value", "terms")}
    if "args" in kept:
        kept["args"] = [without_numbers(child) for child in kept["args"]]
    if "parts" in kept:
        kept["parts"] = [{"parameter": part["parameter"]} for part in kept["parts"]]
    return kept


def test_templates_are_plain_dictionaries() -> None:
    tree = template(Sum((Dot("W_f", "f", "x"), Product((Complement(Ref("z")), Call("tanh", Bias("b_f", "f")))))))
    assert tree == {
        "op": "sum",
        "args": [
            {"op": "dot", "symbol": "W_f", "of": "x", "at": 0, "gate": "f"},
            {
                "op": "product",
                "args": [
                    {"op": "complement", "args": [{"op": "ref", "symbol": "z", "at": 0}]},
                    {
                        "op": "call",
                        "function": "tanh",
                        "args": [
                            {
                                "op": "bias",
                                "symbol": "b_f",
                                "gate": "f",
                                "parts": [{"parameter": "bias_ih"}, {"parameter": "bias_hh"}],
                            }
                        ],
                    },
                ],
            },
        ],
    }


@given(st.floats(allow_nan=False))
def test_the_sigmoid_is_finite_everywhere_and_odd_about_one_half(z: float) -> None:
    assert 0 <= sigmoid(z) <= 1
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize(("z", "value"), [(0, 0.5), (-800, 0), (800, 1), (2, 0.8807970779778823)])
def test_the_sigmoid_has_known_values(z: float, value: float) -> None:
    assert sigmoid(z) == pytest.approx(value, abs=1e-16)


def test_the_relu_keeps_what_is_not_a_number() -> None:
    assert relu(-2.0) == 0
    assert relu(3.0) == 3
    assert math.isnan(relu(math.nan))
