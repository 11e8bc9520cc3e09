"""What one clicks is what one sees: unit, step and the origin of a number, the same in every view."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

READING = "?cell=lstm&text=hello+world&gain=2.5&t=5&unit=3"


def centre(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def unit_on_stage(explore: Explore, t: int, signal: str, unit: int) -> tuple[float, float]:
    """Where a unit, of 8, of an LSTM stands on the stage."""
    strip = explore.cells.nth(t - 1).locator(".stage-strip").nth(["c", "h"].index(signal)).bounding_box()
    assert strip
    return strip["x"] + strip["width"] / 2, strip["y"] + strip["height"] * (unit - 0.5) / 8


@pytest.mark.parametrize("signal", ["c", "h"])
def test_a_click_on_a_unit_of_the_stage_selects_it_and_opens_where_it_comes_from(explore: Explore, signal: str) -> None:
    explore.open(READING)
    explore.page.mouse.click(*unit_on_stage(explore, 3, signal, 6))
    explore.wait_for_inside(3)
    explore.wait_for_time(3)
    assert explore.unit == 6
    expect(explore.inspector.locator(f'[data-row="{signal}"] .inspector-provenance')).to_be_visible()
    explore.wait_for_query(t="3", unit="6")


def test_a_click_on_a_gate_of_the_stage_opens_that_gate(explore: Explore) -> None:
    explore.open(READING)
    gauge = explore.cells.nth(3).locator(".stage-gauge.sig-o")
    explore.page.mouse.click(*centre(gauge))
    expect(explore.inspector.locator('[data-row="o"] .inspector-provenance')).to_be_visible()
    assert explore.unit == 3


def test_a_click_on_a_heatmap_selects_unit_and_step_and_opens_where_it_comes_from(explore: Explore) -> None:
    explore.open(READING)
    explore.picture()
    figure = explore.heatmap("h")
    box = figure.bounding_box()
    assert box
    figure.click(position={"x": box["width"] * 7.5 / 11, "y": box["height"] * 5.5 / 8})
    explore.wait_for_inside(8)
    assert explore.place == (8.0, 6)
    expect(explore.inspector.locator('[data-row="h"] .inspector-provenance')).to_be_visible()
    explore.wait_for_query(t="8", unit="6")


def test_escape_closes_where_a_number_comes_from(explore: Explore) -> None:
    explore.open(READING)
    number = explore.page.locator('[data-row="f"] .inspector-result')
    number.click()
    expect(explore.provenance).to_have_count(1)
    expect(number).to_have_attribute("aria-expanded", "true")
    explore.page.keyboard.press("Escape")
    expect(explore.provenance).to_have_count(0)
    expect(number).to_be_focused()


def test_a_second_click_on_a_number_closes_it(explore: Explore) -> None:
    explore.open(READING)
    number = explore.page.locator('[data-row="c"] .inspector-result')
    number.click()
    expect(explore.provenance).to_have_count(1)
    number.click()
    expect(explore.provenance).to_have_count(0)


def test_every_number_of_the_inspector_opens_where_it_comes_from(explore: Explore) -> None:
    explore.open(READING)
    explore.picture()
    numbers = explore.inspector.locator("[data-path]:visible").all()
    assert len(numbers) > 25
    for number in numbers:
        number.dispatch_event("click")
        explore.frames(2)
        shown = explore.provenance
        expect(shown).to_have_count(1)
        assert re.search(r"\d", shown.inner_text()), number.get_attribute("data-path")
        explore.page.locator("body").press("Escape")
        explore.frames(2)


def test_a_remembered_number_leads_to_the_step_that_left_it(explore: Explore) -> None:
    explore.open(READING)
    explore.inspector.locator(
        '.inspector-chip[data-signal="c"][data-path="before"], .inspector-chip[data-signal="c"]'
    ).first.click()
    explore.provenance.get_by_role("button", name="Go to step 4").click()
    explore.wait_for_inside(4)
    expect(explore.inspector.locator('[data-row="c"] .inspector-provenance')).to_be_visible()


def test_hovering_a_heatmap_says_where_one_is_and_moves_nothing(explore: Explore) -> None:
    explore.open(READING)
    explore.picture()
    box = explore.heatmap("c").bounding_box()
    assert box
    explore.page.mouse.move(box["x"] + box["width"] * 1.5 / 11, box["y"] + box["height"] * 0.5 / 8)
    expect(explore.page.locator(".heatmaps-readout")).to_have_text("unit 1 at step 2, “e”")
    expect(explore.page.locator(".heatmaps-cross")).to_have_attribute("data-on", "")
    assert explore.place == (5.0, 3)
    explore.page.mouse.move(5, 5)
    expect(explore.page.locator(".heatmaps-readout")).to_have_text("unit 3 at step 5, “o”")


def test_one_unit_can_be_seen_as_lines_over_time(explore: Explore) -> None:
    explore.open(READING)
    explore.page.get_by_role("button", name="Line", exact=True).click()
    expect(explore.page.locator(".heatmaps-rows")).to_be_hidden()
    lines = explore.page.locator(".heatmaps-lines")
    expect(lines).to_be_visible()
    of_unit_3 = explore.picture()
    explore.inspector.get_by_role("radio", name="4").click()
    assert explore.picture() != of_unit_3
    explore.page.get_by_role("button", name="Heatmap", exact=True).click()
    expect(explore.page.locator(".heatmaps-rows")).to_be_visible()
    expect(lines).to_be_hidden()


def test_a_folded_heatmap_opens(explore: Explore) -> None:
    explore.open(READING)
    explore.picture()
    button = explore.page.get_by_role("button", name="forget gate").and_(explore.page.locator(".heatmaps-fold"))
    low = explore.heatmap("f").bounding_box()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    explore.picture()
    high = explore.heatmap("f").bounding_box()
    assert low
    assert high
    assert high["height"] > 1.5 * low["height"]


def test_the_numbers_behind_the_heatmaps_can_be_read_as_a_table(explore: Explore) -> None:
    explore.open(READING)
    explore.page.get_by_text("Show as table").click()
    table = explore.page.locator(".heatmaps-scroll table")
    expect(table.locator("tbody tr")).to_have_count(8)
    expect(table.locator("thead th")).to_have_count(7)
    trace = explore.ask_api("/api/v1/run", cell="lstm", text="hello world", gain=2.5, encoding="json")
    h = trace["layers"][0]["signals"]["h"]
    shown = [cell.replace("−", "-") for cell in table.locator("tbody td:last-child").all_inner_texts()]
    assert shown == [f"{value:.4f}" for value in h[4]]
    explore.page.get_by_role("button", name="This unit, all steps").click()
    shown = [cell.replace("−", "-") for cell in table.locator("tbody td:last-child").all_inner_texts()]
    assert shown == [f"{row[2]:.4f}" for row in h]


def test_a_layer_of_the_stage_can_be_chosen_with_a_click(still: Explore) -> None:
    still.open("?cell=gru&text=abc&num_layers=2&t=2")
    cells = still.cells
    expect(cells).to_have_count(6)
    highest = min(cells.all(), key=lambda cell: centre(cell)[1])
    still.page.mouse.click(*centre(highest))
    expect(still.page.locator(".inspector-which")).to_have_text("GRU cell, layer 2")
    still.wait_for_query(layer="2")


def test_the_other_direction_of_the_stage_can_be_chosen_with_a_click(still: Explore) -> None:
    still.open("?cell=gru&text=abc&bidirectional=true&t=2")
    cells = still.cells
    expect(cells).to_have_count(6)
    smallest = min(cells.all(), key=lambda cell: (cell.bounding_box() or {"height": 0})["height"])
    still.page.mouse.click(*centre(smallest))
    expect(still.page.locator(".inspector-which")).to_have_text("GRU cell, reading backward")
    still.wait_for_query(direction="reverse")


def test_tapping_works_as_clicking_does(window: Window) -> None:
    phone = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.open("?cell=lstm&text=abcd&t=2")
    phone.page.touchscreen.tap(*unit_on_stage(phone, 1, "c", 5))
    phone.wait_for_inside(1)
    assert phone.unit == 5
