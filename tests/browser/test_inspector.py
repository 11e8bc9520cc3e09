"""The inspector's numbers are the API's numbers, and its substitutions add up to the value beside them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.browser.explore import Explore

CELLS: Final[dict[str, tuple[dict[str, Any], list[str]]]] = {
    "dense": ({"cell": "dense"}, ["h"]),
    "rnn-tanh": ({"cell": "rnn", "gain": 2}, ["h"]),
    "rnn-relu": ({"cell": "rnn", "nonlinearity": "relu"}, ["h"]),
    "lstm": ({"cell": "lstm", "gain": 2.5, "forget_bias": 1}, ["f", "i", "g", "o", "c", "h"]),
    "gru-after": ({"cell": "gru", "gain": 2}, ["r", "z", "n", "h"]),
    "gru-before": ({"cell": "gru", "gain": 2, "form": "reset_before"}, ["r", "z", "n", "h"]),
}
FUNCTIONS: Final[dict[str, Callable[[float], float]]] = {
    "σ": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
}


def address(settings: dict[str, Any], **more: Any) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in {**settings, **more}.items())


def spelt(value: float, digits: int = 2) -> str:
    """As the page writes a number."""
    text = f"{value:.{digits}f}"
    return text.replace("-", "" if float(text) == 0 else "−")


def worked_out(written: str) -> float:
    """The value of an expression as the page writes it, such as "σ(0.72 − 0.51 + 0.00)"."""
    python = written.strip().replace("−", "-").replace("×", "*").replace("σ(", "sigma(")
    value = eval(python, {"__builtins__": {}}, {**FUNCTIONS, "sigma": FUNCTIONS["σ"]})
    return float(value)


@pytest.mark.parametrize("name", CELLS)
def test_equation_wiring_and_heatmap_show_the_number_of_the_api(still: Explore, name: str) -> None:
    settings, signals = CELLS[name]
    still.open(address(settings, text="hello", t=4, unit=5))
    still.picture()
    trace = still.ask_api("/api/v1/run", **settings, text="hello", encoding="json")
    recorded = trace["layers"][0]["signals"]
    assert sorted(recorded) == sorted(signals)
    for signal in signals:
        value = recorded[signal][3][4]
        assert still.value(signal) == spelt(value)
        exact = still.page.locator(f'[data-row="{signal}"] .inspector-result').get_attribute("title")
        assert exact
        assert float(re.sub(r" × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", power, exact).replace("−", "-")) == value
        heatmap = still.page.locator(f".heatmaps-row.sig-{signal} .heatmaps-value")
        assert heatmap.inner_text() == spelt(value)
        wired = still.inspector.locator(f'.inspector-cell [data-signal="{signal}"][data-path=""]').first.inner_text()
        digits = wired.replace(signal, "").replace("−", "-").replace("+", "").strip()
        assert float(digits) == pytest.approx(value, abs=0.0051)


def power(found: re.Match[str]) -> str:
    return "e" + found[1].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))


@pytest.mark.parametrize("name", CELLS)
def test_the_numbers_put_into_every_equation_give_the_value_beside_it(still: Explore, name: str) -> None:
    settings, signals = CELLS[name]
    fed = {"series": "0.5,-1.5,0.25,2"} if settings["cell"] in ("rnn", "gru") else {"text": "hello"}
    still.open(address(settings, **fed, t=2, unit=2))
    for t in (2, 3):
        still.wait_for_inside(t)
        still.picture()
        for signal in signals:
            row = still.page.locator(f'[data-row="{signal}"]')
            lead, first, *later = re.findall(r"[=≈]|[^=≈]+", row.locator(".inspector-substitution").inner_text())
            value = float(still.value(signal).replace("−", "-"))
            assert worked_out(first) == pytest.approx(value, abs=0.0051 if lead == "=" else 0.03), f"{signal}: {first}"
            for stage in later[1::2]:  # its own two decimals, and those of the value
                assert worked_out(stage) == pytest.approx(value, abs=0.0101), f"{signal}: {stage}"
        still.page.keyboard.press("ArrowRight")


def test_the_sum_behind_a_gate_shows_terms_that_add_up_to_it(still: Explore) -> None:
    settings, _signals = CELLS["lstm"]
    still.open(address(settings, text="hello", t=3, unit=4))
    still.picture()
    still.page.locator('[data-row="f"] .inspector-result').click()
    still.page.wait_for_selector(".inspector-bar")
    formulas = [str(bar.get_attribute("aria-label")) for bar in still.provenance.locator(".inspector-bar").all()]
    assert len(formulas) == 10  # one for the letter, eight for the memory, one for the bias
    total = sum(float(formula.rsplit("=", 1)[1].strip().replace("−", "-")) for formula in formulas)
    f = still.ask_api("/api/v1/run", **settings, text="hello", encoding="json")["layers"][0]["signals"]["f"][2][3]
    assert FUNCTIONS["σ"](total) == pytest.approx(f, abs=1e-3)
    for formula in formulas:
        product = re.search(r"= (\S+) × (\S+) = (\S+)$", formula)
        if product:
            weight, fed, result = (float(text.strip("()").replace("−", "-")) for text in product.groups())
            assert weight * fed == pytest.approx(result, abs=2e-4), formula
    exact = still.provenance.locator(".inspector-detail").inner_text()
    assert exact == f"Exactly {f!r}"


def test_a_term_of_a_sum_can_be_pointed_at(still: Explore) -> None:
    still.open("?cell=rnn&text=hello&t=3&unit=4")
    still.picture()
    still.page.locator('[data-row="h"] .inspector-result').click()
    bars = still.provenance.locator(".inspector-bar")
    bars.nth(2).hover()
    formula = still.provenance.locator(".inspector-detail").inner_text()
    assert re.fullmatch(r"U\[4,2] × h\[2] = .+ × .+ = .+", formula)
    assert str(bars.nth(2).get_attribute("aria-label")).endswith(formula)


@pytest.mark.parametrize(("layer", "direction"), [(1, "reverse"), (2, "forward")])
def test_every_layer_and_direction_has_its_own_numbers(still: Explore, layer: int, direction: str) -> None:
    settings = {"cell": "gru", "num_layers": 2, "bidirectional": "true", "gain": 2}
    still.open(address(settings, text="hello", t=2, unit=3, layer=layer, direction=direction))
    still.picture()
    trace = still.ask_api("/api/v1/run", **settings, text="hello", encoding="json")
    record = next(la for la in trace["layers"] if la["layer"] == layer - 1 and la["direction"] == direction)
    position = 2 if direction == "forward" else 4
    assert still.step == position
    for signal in ("r", "z", "n", "h"):
        assert still.value(signal) == spelt(record["signals"][signal][position - 1][2])


def test_the_units_of_a_large_network_are_chosen_by_number(still: Explore) -> None:
    settings = {"cell": "lstm", "hidden_size": 40}
    still.open(address(settings, text="hello", t=3, unit=7))
    assert still.unit == 7
    still.page.get_by_role("button", name="next unit").click()
    still.wait_for_query(unit="8")
    field = still.page.locator("#inspector-unit")
    field.fill("33")
    field.press("Enter")
    still.wait_for_query(unit="33")
    still.picture()
    h = still.ask_api("/api/v1/run", **settings, text="hello", encoding="json")["layers"][0]["signals"]["h"]
    assert still.value("h") == spelt(h[2][32])
