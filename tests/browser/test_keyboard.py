"""Whatever the mouse can do, the keyboard can do alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.explore import Explore

READING = "?cell=lstm&text=hello&gain=2.5&t=2&unit=3"


@pytest.fixture
def reading(still: Explore) -> Explore:
    still.open(READING)
    still.picture()
    return still


def tab_to(explore: Explore, selector: str, key: str = "Tab") -> None:
    """Presses Tab until the element has the focus."""
    for _ in range(150):
        explore.page.keyboard.press(key)
        if explore.page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_tab_goes_through_every_control_visibly_and_out_again(reading: Explore) -> None:
    reading.page.keyboard.press("Tab")
    stops: list[dict[str, Any]] = []
    for _ in range(200):
        stop = reading.page.evaluate("look.focus()")
        if stop is None or stop["number"] < len(stops):
            break
        stops.append(stop)
        reading.page.keyboard.press("Tab")
    else:
        raise AssertionError("Tab never comes out again")
    names = [stop["name"] for stop in stops]
    assert [stop["name"] for stop in stops if not stop["ringed"]] == []
    assert [stop["name"] for stop in stops if not stop["onScreen"]] == []
    assert {"Skip to the content", "Explore", "Dark theme", "input", "scheme", "seed", "hidden_size"} <= set(names)
    assert {"num_layers", "More", "Copy link", "Play", "Speed", "Step", "Show as table", "3"} <= set(names)
    reading.page.keyboard.press("Shift+Tab")
    assert reading.page.evaluate("look.focus()") is not None


def test_every_button_on_the_page_can_be_reached(reading: Explore) -> None:
    """By Tab, or, inside a group, by its arrows; the steppers' buttons do what ↑ and ↓ in their field do."""
    assert reading.page.evaluate("look.unreachable()") == []


def test_the_skip_link_leads_past_the_settings(reading: Explore) -> None:
    reading.page.keyboard.press("Tab")
    reading.page.keyboard.press("Enter")
    expect(reading.page.locator("#main")).to_be_focused()


def test_arrows_choose_the_cell(reading: Explore) -> None:
    tab_to(reading, 'input[name="cell"]')
    reading.page.keyboard.press("ArrowRight")
    reading.wait_for_query(cell="gru")
    reading.page.keyboard.press("ArrowLeft")
    reading.page.keyboard.press("ArrowLeft")
    reading.wait_for_query(cell="rnn")
    assert reading.place == (2, 3)


def test_arrows_change_the_numbers(reading: Explore) -> None:
    tab_to(reading, "#seed")
    reading.page.keyboard.press("ArrowUp")
    reading.wait_for_query(seed="1")
    tab_to(reading, "#hidden_size")
    reading.page.keyboard.press("ArrowDown")
    reading.wait_for_query(hidden_size="7")
    expect(reading.page.locator("#hidden_size")).to_have_attribute("aria-valuenow", "7")


def test_quick_presses_all_count(reading: Explore) -> None:
    reading.page.locator("#seed").focus()
    for _ in range(12):
        reading.page.keyboard.press("ArrowUp")
    reading.frames(3)
    expect(reading.page.locator("#seed")).to_have_value("12")


def test_the_panel_of_rarer_settings_opens_and_closes(reading: Explore) -> None:
    tab_to(reading, ".controls-more")
    reading.page.keyboard.press("Enter")
    expect(reading.page.locator("#controls-panel")).to_be_visible()
    tab_to(reading, "#forget_bias")
    reading.page.keyboard.press("ArrowUp")
    reading.wait_for_query(forget_bias="0.1")
    reading.page.keyboard.press("Escape")
    expect(reading.page.locator("#controls-panel")).to_be_hidden()
    expect(reading.page.locator(".controls-more")).to_be_focused()


def test_an_example_can_be_picked(reading: Explore) -> None:
    tab_to(reading, ".combo-open")
    reading.page.keyboard.press("Enter")
    expect(reading.page.locator("#input-long")).to_be_focused()
    tab_to(reading, "[data-example]")
    reading.page.keyboard.press("Enter")
    expect(reading.page.locator("#input-panel")).to_be_hidden()
    expect(reading.page.locator(".combo-open")).to_be_focused()
    expect(reading.input).to_have_value("hello world")
    expect(reading.stage).to_have_attribute("aria-label", re.compile("over 11 timesteps"))


def test_the_share_menu_opens_and_closes(reading: Explore) -> None:
    tab_to(reading, ".share-open")
    reading.page.keyboard.press("Enter")
    expect(reading.page.locator("#share-menu")).to_be_visible()
    reading.page.keyboard.press("Tab")
    expect(reading.page.get_by_role("button", name="Copy embed code")).to_be_focused()
    reading.page.keyboard.press("Escape")
    expect(reading.page.locator("#share-menu")).to_be_hidden()
    expect(reading.page.locator(".share-open")).to_be_focused()


def test_the_player_works_with_space_and_enter(reading: Explore) -> None:
    tab_to(reading, '[aria-label="Step forward"]')
    reading.page.keyboard.press("Enter")
    reading.wait_for_time(3)
    tab_to(reading, ".transport-play", "Shift+Tab")
    reading.page.keyboard.press(" ")
    expect(reading.transport.get_by_role("button", name="Pause")).to_be_focused()
    reading.page.keyboard.press(" ")
    expect(reading.transport.get_by_role("button", name="Play")).to_be_focused()


def test_the_scrubber_has_the_keys_of_a_slider(reading: Explore) -> None:
    tab_to(reading, ".scrubber-slider")
    for key, time in (("ArrowRight", 3), ("ArrowLeft", 2), ("End", 5), ("PageDown", 4), ("Home", 0), ("ArrowUp", 1)):
        reading.page.keyboard.press(key)
        reading.wait_for_time(time)
    expect(reading.slider).to_have_attribute("aria-valuetext", "step 1 of 5, reads “h”")


def test_on_the_stage_arrows_choose_unit_and_step_and_enter_opens(reading: Explore) -> None:
    tab_to(reading, ".stage-frame")
    reading.page.keyboard.press("ArrowDown")
    reading.page.keyboard.press("ArrowRight")
    reading.wait_for_time(3)
    assert reading.unit == 4
    reading.page.keyboard.press("Enter")
    expect(reading.inspector.locator('[data-row="h"] .inspector-provenance')).to_be_visible()
    reading.page.keyboard.press("Escape")
    expect(reading.provenance).to_have_count(0)


def test_in_the_heatmaps_arrows_choose_unit_step_and_signal(reading: Explore) -> None:
    tab_to(reading, ".heatmaps-figure")
    signal = reading.page.evaluate("() => document.activeElement.dataset.signal")
    reading.page.keyboard.press("ArrowRight")
    reading.wait_for_time(3)
    for unit in range(4, 9):
        reading.page.keyboard.press("ArrowDown")
        expect(reading.inspector.get_by_role("radio", name=str(unit))).to_be_checked()
    reading.page.keyboard.press("ArrowDown")
    reading.frames(2)
    assert reading.page.evaluate("() => document.activeElement.dataset.signal") != signal
    assert reading.unit == 1
    reading.page.keyboard.press("Enter")
    expect(reading.provenance).to_have_count(1)
    value = str(reading.page.evaluate("() => document.activeElement.getAttribute('aria-valuetext')"))
    assert re.fullmatch(r"unit 1, step 3: −?\d\.\d\d", value)


def test_the_unit_is_picked_with_arrows(reading: Explore) -> None:
    tab_to(reading, "#inspector [role=radio]")
    reading.page.keyboard.press("ArrowRight")
    reading.page.keyboard.press("ArrowDown")
    reading.wait_for_query(unit="5")
    reading.page.keyboard.press("Home")
    reading.wait_for_query(t="2")
    reading.frames(2)
    assert reading.unit == 1
    assert reading.time == 2  # Home is the group's, not the page's


def test_a_number_is_opened_followed_and_closed(reading: Explore) -> None:
    tab_to(reading, '[data-row="f"] .inspector-result')
    reading.page.keyboard.press("Enter")
    expect(reading.provenance).to_have_count(1)
    tab_to(reading, ".inspector-bar")
    first = reading.provenance.locator(".inspector-detail").inner_text()
    reading.page.keyboard.press("ArrowRight")
    expect(reading.provenance.locator(".inspector-detail")).not_to_have_text(first)
    reading.page.keyboard.press("Escape")
    expect(reading.provenance).to_have_count(0)
    expect(reading.page.locator('[data-row="f"] .inspector-result')).to_be_focused()


def test_the_table_opens_and_scrolls(reading: Explore) -> None:
    tab_to(reading, "summary")
    reading.page.keyboard.press("Enter")
    expect(reading.page.locator(".heatmaps-scroll table")).to_be_visible()
    tab_to(reading, ".heatmaps-scroll")
