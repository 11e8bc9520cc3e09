"""Trained networks as a visitor meets them: the five architectures, and Explore."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

PATH = "/architectures"


def test_a_type_is_chosen_by_keyboard_and_stands_in_the_address(still: Explore) -> None:
    still.open(path=PATH)
    chosen = still.page.get_by_role("radio", checked=True)
    expect(chosen).to_contain_text("encoder–decoder")
    chosen.press("ArrowLeft")
    expect(still.page.get_by_role("radio", checked=True)).to_contain_text("who, where")
    expect(still.page.get_by_label("A sentence")).to_have_value("Paris works for Microsoft in Paris")
    still.wait_for_query(type="many-to-many")


def test_the_loss_adds_up_as_the_decoder_is_fed_its_own_letters(still: Explore) -> None:
    still.open("?type=many-to-many-unequal&t=9", path=PATH)
    expect(still.sentence).to_contain_text("gets the sign to start")
    expect(still.page.locator(".enlarged-total")).to_contain_text("1 of 10 losses so far")
    still.page.keyboard.press("ArrowRight")
    expect(still.sentence).to_contain_text("is fed the “2” that step 9 wrote")
    still.page.keyboard.press("End")
    expect(still.page.locator(".enlarged-total")).to_contain_text("the sum of the 10 bars")


def test_an_input_of_ones_own_is_run_and_its_loss_counted_once_the_answer_is_given(still: Explore) -> None:
    still.open("?type=many-to-one", path=PATH)
    still.page.get_by_label("A review").fill("the zorblax was good")
    expect(still.page.locator(".enlarged .arch-unknown")).to_have_count(1)
    expect(still.page.locator(".enlarged-sum")).to_contain_text("?")
    still.page.get_by_label("What would be right").fill("positive")
    expect(still.page.locator(".enlarged-sum")).to_contain_text(re.compile(r"\d\.\d\d"))
    still.page.get_by_label("What would be right").fill("lukewarm")
    expect(still.page.locator("#target-problem")).to_contain_text("nothing this network can say")


def test_a_picture_is_drawn_with_the_keyboard(still: Explore) -> None:
    still.open("?type=one-to-one", path=PATH)
    still.page.get_by_role("button", name="Clear").click()
    pad = still.page.get_by_role("application")
    for key in ("ArrowDown", "ArrowRight", " "):
        pad.press(key)
    still.wait_for_query(picture="0" * 9 + "g" + "0" * 54)
    expect(still.page.locator(".enlarged .arch-pixel")).to_have_count(1)


def test_a_run_opens_in_explore(still: Explore) -> None:
    still.open("?type=many-to-many-unequal&text=14%2F07%2F89", path=PATH)
    still.page.get_by_role("link", name="Open in Explore").click()
    expect(still.input).to_have_value("14/07/89")
    expect(still.transport.get_by_role("button").first).to_be_attached()
    still.page.keyboard.press("End")
    expect(still.sentence).to_contain_text("The network says “4”")


def test_explore_takes_a_trained_network_and_lets_go_of_it(still: Explore) -> None:
    still.open("?cell=lstm&text=hello&t=2")
    weights = still.page.get_by_label("Weights")
    weights.select_option("model:sentiment-lstm")
    expect(still.input).to_have_value("this film was not good")
    still.page.keyboard.press("End")
    still.wait_for_query(model="sentiment-lstm")
    assert "hidden_size" not in still.query
    expect(still.sentence).to_contain_text("says “negative”")
    weights.select_option("orthogonal")
    still.wait_for_query(scheme="orthogonal")
    assert "model" not in still.query


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1350])
def test_the_page_is_accessible_and_as_wide_as_its_window(window: Window, axe: str, theme: str, width: int) -> None:
    visitor = window(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    visitor.open(f"?type=many-to-one&text=the+zorblax+was+good&theme={theme}", path=PATH)
    expect(visitor.page.locator(".enlarged .arch-unknown")).to_have_count(1)
    for font in visitor.fonts():
        assert visitor.page.evaluate("document.documentElement.scrollWidth") == width, font
    visitor.page.evaluate(axe)
    names = "axe.run().then(({violations}) => violations.map(({id}) => id))"
    assert visitor.page.evaluate(names) == []
