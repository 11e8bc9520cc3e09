"""The Train page as a visitor uses it: watch networks learn, pause, go back, save them; and what happens in trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.pages.recipe_links import read_recipe
from engine import models
from engine.training.live_tasks import LIVE
from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.fonts import in_every_width
from tests.browser.test_accessibility import PHONE, overlaps, violations

TRAIN = "/train"
QUICK = "?distractors=4&hidden_size=6&learning_rate=0.02&updates=120&every=20"
"""A race that is over in seconds."""
LONG = "?updates=2000&every=2"
ANSWERS = ".strip-answer, .strip-labels, .strip-number, .strip-series svg, .strip-path svg"


@pytest.fixture
def visitor(explore: Explore) -> Iterator[Explore]:
    """A desktop window that leaves the page in the end, and with it what it trains."""
    yield explore
    explore.page.goto("about:blank")


def update(page: Page) -> int:
    """The update on screen."""
    return int(slider(page).get_attribute("aria-valuenow") or -1)


def slider(page: Page) -> Locator:
    return page.locator(".checkpoints-slider")


def wait_for_update(page: Page, least: int) -> None:
    page.wait_for_function(
        "(least) => Number(document.querySelector('.checkpoints-slider').getAttribute('aria-valuemax')) >= least",
        arg=least,
    )


def strips(page: Page) -> list[str]:
    """The strips as pictures."""
    return list(
        page.locator(".strip-memory > canvas").evaluate_all("all => all.map((c) => c.toDataURL())")
    )


@in_every_width
def test_the_untrained_networks_are_shown_before_any_training_and_nothing_moves(window: Window) -> None:
    for size in ((1350, 940), (390, 844)):
        visitor = window(new=True, viewport={"width": size[0], "height": size[1]}).open("", TRAIN)
        page = visitor.page
        expect(page.get_by_role("img", name=re.compile("^Accuracy after update 0"))).to_be_visible()
        expect(page.locator(".strip-row:visible .strip-share b").last).to_have_text(re.compile(r"\d"))
        expect(page.locator(".strip-row:visible .strip-probability").last).to_have_text(re.compile(r"\d"))
        expect(page.locator(".train-progress-words")).to_contain_text("update 0 of 300")
        expect(page.locator(".outcome-line")).to_contain_text("Press play to watch.")
        expect(page.get_by_role("button", name="Start again from the same seed")).to_be_disabled()
        expect(page.get_by_role("link", name="Open in Gradients")).to_be_hidden()
        shifts = page.evaluate("look.paint.shifts")
        assert sum(shift["value"] for shift in shifts) <= 0.01, shifts
        assert visitor.query == {}


def test_another_seed_at_rest_shows_other_networks(visitor: Explore) -> None:
    page = visitor.open("", TRAIN).page
    loss = page.get_by_role("img", name=re.compile("^Loss after update 0"))
    expect(loss).to_be_visible()
    before = loss.get_attribute("aria-label")
    page.get_by_role("spinbutton", name="Seed").press("ArrowUp")
    visitor.wait_for_query(seed="1")
    expect(loss).to_be_visible()
    assert loss.get_attribute("aria-label") != before
    assert "update" not in visitor.query


@in_every_width
def test_without_an_answer_the_page_rests_as_it_is(visitor: Explore) -> None:
    page = visitor.page
    visitor.expect_failures()
    page.route("**/api/v1/train*", lambda route: route.fulfill(status=503, headers={"Retry-After": "8"}, body="{}"))
    with page.expect_response("**/api/v1/train*until=0*"):
        visitor.open("", TRAIN)
    page.wait_for_timeout(200)
    expect(page.locator("#notice .notice-line")).to_be_hidden()
    expect(page.get_by_role("img", name="Loss: nothing yet")).to_be_visible()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    height = page.evaluate("document.scrollingElement.scrollHeight")
    page.unroute_all()
    visitor.open("", TRAIN)
    expect(page.get_by_role("img", name=re.compile("^Loss after update 0"))).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollHeight") == height, "a scrollbar may come and move all"


def test_a_race_is_run_to_its_end_and_everything_says_the_same(visitor: Explore) -> None:
    page = visitor.open(QUICK, TRAIN).page
    expect(page.locator(".outcome-line")).to_contain_text("After 4 other letters, name the first one.")
    blank = strips(page)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator(".train-progress-words")).to_contain_text("done")
    assert all(now != before for now, before in zip(strips(page), blank, strict=True))
    accuracies = page.locator(".strip-share").all_inner_texts()
    curves = page.get_by_role("img", name=re.compile("^Accuracy after update 120")).get_attribute("aria-label") or ""
    for cell, share in zip(("RNN", "GRU", "LSTM"), accuracies, strict=True):
        number = int("".join(filter(str.isdigit, share)))
        assert f"{cell} {number}" in curves
    sentence = page.locator(".outcome-line").inner_text()
    assert ("LSTM names it every time" in sentence) == (number >= 99)
    assert update(page) == 120


def test_another_task_brings_its_own_settings_and_drops_those_it_has_not(visitor: Explore) -> None:
    page = visitor.open("?seed=3", TRAIN).page
    menu = page.get_by_role("combobox", name="Task")
    expect(menu.locator("option")).to_have_count(len(LIVE))
    menu.select_option("dates")
    visitor.wait_for_query(task="dates", seed="3")
    assert set(visitor.query) == {"task", "cell", *asdict(LIVE["dates"].knobs)}
    expect(page.get_by_role("spinbutton", name="Units")).to_have_value(str(LIVE["dates"].knobs.hidden_size))
    expect(page.locator("[data-field=distractors]")).to_be_hidden()
    expect(page.locator(".strips-letters [data-phase=decoder]")).to_be_visible()
    menu.select_option("digits")
    expect(page.locator(".strip-row")).to_have_count(1)
    expect(page.locator(".strip-row")).to_have_attribute("data-racer", "dense")
    for name in ("cell", "gate_bias"):
        expect(page.locator(f"[data-field={name}]")).to_be_hidden()


@pytest.mark.parametrize("task", LIVE)
def test_every_task_is_learnt_on_the_page_and_answers_in_its_own_form(still: Explore, task: str) -> None:
    page = still.open(f"?task={task}&hidden_size=4&batch_size=4&updates=4&every=2", TRAIN).page
    blank = strips(page)
    page.locator(".transport-play").click()
    expect(page.locator(".train-progress-words")).to_contain_text("done")
    assert all(now != before for now, before in zip(strips(page), blank, strict=True))
    assert "–" not in page.locator(".strip-share").all_inner_texts()
    assert page.locator(".strip-row").first.locator(ANSWERS).first.is_visible()
    assert page.get_by_role("img", name=re.compile("^Loss after update 4: ")).count() == 1
    if page.locator(".samples[open]").count() == 0:
        page.locator(".samples summary").click()
    expect(page.locator(".samples tbody tr").first).to_be_visible()
    for font in still.fonts():
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 1350, font
    page.goto("about:blank")


def test_stop_ends_the_run_and_offers_what_can_be_done_with_it(visitor: Explore) -> None:
    page = visitor.open("?cell=lstm&updates=2000&every=2", TRAIN).page
    page.keyboard.press("Space")
    wait_for_update(page, 4)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".train-progress-words")).to_contain_text("stopped")
    held = update(page)
    visitor.wait_for_query(update=str(held))
    recipe = read_recipe(f"cell=lstm&updates=2000&until={held}", "en").spelt
    for name, path in (("Open in Explore", "/"), ("Open in Gradients", "/gradients")):
        link = urlsplit(page.get_by_role("link", name=name).get_attribute("href") or "")
        assert (link.path, parse_qs(link.query)["trained"]) == (path, [recipe])
    expect(page.get_by_role("button", name="Train on")).to_be_focused()
    page.get_by_role("button", name="Start again, seed 0").click()
    wait_for_update(page, 2)
    assert page.locator(".checkpoints-slider").get_attribute("aria-valuemax") != str(held)


def test_a_link_to_an_update_makes_the_run_again_up_to_there(visitor: Explore) -> None:
    page = visitor.open("?cell=gru&distractors=3&hidden_size=4&updates=100&every=5&update=40", TRAIN).page
    expect(page.locator(".train-progress-words")).to_contain_text("paused")
    assert update(page) == 40
    page.keyboard.press("Home")
    visitor.wait_for_query(update="0")
    page.keyboard.press("Escape")
    visitor.wait_for_query(update="40")


def test_a_pause_keeps_the_picture_and_going_on_goes_on(visitor: Explore) -> None:
    page = visitor.open(LONG, TRAIN).page
    page.keyboard.press("Space")
    wait_for_update(page, 4)
    page.keyboard.press("Space")
    expect(page.locator(".train-progress-words")).to_contain_text("paused")
    paused, held = strips(page), update(page)
    page.keyboard.press("Space")
    wait_for_update(page, held + 2)
    assert strips(page) != paused
    page.keyboard.press("Home")
    expect(slider(page)).to_have_attribute("aria-valuenow", "0")
    expect(page.get_by_role("button", name="Back to now")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Back to now")).to_be_hidden()
    assert update(page) >= held + 2
    page.get_by_role("button", name="Start again from the same seed").click()
    expect(page.locator(".train-progress-words")).to_contain_text("update 0 of 2000")


def test_the_weights_on_screen_can_be_saved(visitor: Explore, tmp_path: Path) -> None:
    page = visitor.open("?cell=gru&distractors=3&hidden_size=4&updates=10&every=10", TRAIN).page
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.locator(".train-progress-words")).to_contain_text("done")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save weights").click()
    assert saved.value.suggested_filename == "recall-gru-10.safetensors"
    saved.value.save_as(tmp_path / "gru.safetensors")
    assert models.read(tmp_path / "gru.safetensors").network.cell == "gru"


def test_knobs_are_in_the_address_and_a_wrong_one_is_said_beside_it(visitor: Explore) -> None:
    page = visitor.open("?distractors=20", TRAIN).page
    page.get_by_role("spinbutton", name="Units").press("ArrowUp")
    page.locator("label", has_text="RNN").click()
    visitor.wait_for_query(hidden_size="13", cell="gru,lstm")
    page.get_by_role("spinbutton", name="Distractors N").fill("500")
    expect(page.locator("#distractors-problem")).to_have_text("500 is out of range. Give a number from 1 to 100.")
    assert page.locator(".strip-row").count() == 2


def test_a_server_that_is_gone_is_said_and_what_was_trained_stays(visitor: Explore) -> None:
    page = visitor.open(LONG, TRAIN).page
    page.get_by_role("button", name="Train", exact=True).click()
    wait_for_update(page, 4)
    page.get_by_role("button", name="Pause").click()
    held, picture = update(page), strips(page)
    visitor.expect_failures()
    page.route("**/api/v1/train*", lambda route: route.abort())
    page.get_by_role("button", name="Train on").click()
    expect(page.locator("#notice")).to_contain_text("Not connected. What was trained so far is kept.")
    expect(page.get_by_role("button", name=f"Go on from update {held}")).to_be_visible()
    assert strips(page) == picture

    def full(route: Route) -> None:
        route.fulfill(status=503, headers={"Retry-After": "8"}, body="{}")

    page.unroute_all()
    page.route("**/api/v1/train*", full)
    page.get_by_role("button", name=f"Go on from update {held}").click()
    expect(page.locator("#notice")).to_contain_text("Yours starts in about 8 s.")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_axe_has_no_objection_to_a_race_in_either_theme(still: Explore, axe: str, lang: str) -> None:
    page = still.open(f"{QUICK}&lang={lang}", TRAIN).page
    page.locator(".transport-play").click()
    wait_for_update(page, 40)
    page.keyboard.press("Space")
    page.locator(".controls-more").click()
    page.keyboard.press("Home")
    assert violations(page, axe, "light", "dark") == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_one_network_at_a_time_fits_and_nothing_is_on_top_of_another(
    window: Window, axe: str, lang: str
) -> None:
    phone = window(**PHONE, reduced_motion="reduce").open(f"{QUICK}&lang={lang}", TRAIN)
    page = phone.page
    page.locator(".transport-play").click()
    wait_for_update(page, 20)
    page.locator(".strips-tabs [data-cell=rnn]").click()
    expect(page.locator(".strip-row:visible")).to_have_attribute("data-racer", "rnn")
    for font in phone.fonts():
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, font
        assert overlaps(page.evaluate("look.controls()")) == [], font
    assert violations(page, axe) == []


@pytest.mark.parametrize("task", [task for task in LIVE if task != "recall"])
def test_on_a_phone_every_task_fits_in_french_and_axe_has_no_objection(window: Window, axe: str, task: str) -> None:
    query = f"?task={task}&hidden_size=4&batch_size=4&updates=4&every=2&lang=fr"
    phone = window(**PHONE, reduced_motion="reduce").open(query, TRAIN)
    page = phone.page
    page.locator(".transport-play").click()
    expect(page.locator(".train-progress-words")).to_contain_text("terminé")
    page.locator(".strips-head").scroll_into_view_if_needed()
    for font in phone.fonts():
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, font
        assert overlaps(page.evaluate("look.controls()")) == [], font
    assert violations(page, axe, "light", "dark") == []
    page.goto("about:blank")
