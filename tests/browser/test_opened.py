"""Networks as trained so far: a link has them trained again, then they are explored, and race, like any other."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from app.pages.recipe_links import read_recipe
from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.test_accessibility import PHONE, violations
from tests.browser.test_embed import Lesson, lesson, school

__all__ = ["lesson", "school"]  # fixtures

GRADIENTS = "/gradients"
SLOW = 60_000  # ms: a training has the lowest priority, and waits for all else that the machine does
RECIPE = read_recipe("cell=lstm&distractors=8&updates=60", "en").spelt
THREE = read_recipe("cell=rnn,gru,lstm&distractors=8&updates=60", "en").spelt
LONG = read_recipe("task=adding&cell=lstm&hidden_size=64&updates=2000", "en").spelt
TRAIN = re.compile(r"/api/v1/train\?")

Values = dict[str, Any]


def link(recipe: str, **settings: Any) -> str:
    return "?" + "&".join(f"{name}={quote(str(value))}" for name, value in {"trained": recipe, **settings}.items())


def made(origin: str, recipe: str) -> tuple[Values, Values]:
    """The example and the networks of a recipe, as GET /train tells of them."""
    text = httpx.get(f"{origin}/api/v1/train?{recipe}&from=60", timeout=60).raise_for_status().text
    told = [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]
    return told[0]["example"], told[-1]["networks"]


def training(page: Page) -> Any:
    return page.locator(".training")


def ready(explore: Explore) -> str:
    """What Explore shows once its network has been trained and has run."""
    expect(explore.page.locator(".stage-cell").first).to_be_visible(timeout=SLOW)
    expect(explore.stage).to_have_attribute("aria-label", re.compile(r"\d"))
    return explore.picture()


def raced(page: Page) -> None:
    """Waits for the race, whose networks are trained first."""
    expect(page.locator(".race-runner:not([hidden]) .race-veil").first).to_be_attached()
    expect(training(page)).to_be_hidden(timeout=SLOW)
    expect(page.locator(".race:not([data-empty])")).to_be_visible(timeout=SLOW)


def counted(page: Page) -> list[str]:
    """The addresses of the trainings that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if TRAIN.search(request.url) else None)
    return asked


@pytest.fixture(scope="module")
def recall(origin: str) -> tuple[Values, Values]:
    return made(origin, THREE)


def test_explore_shows_the_numbers_and_the_answer_of_the_network_that_the_link_names(
    still: Explore, recall: tuple[Values, Values]
) -> None:
    example, networks = recall
    still.open(link(RECIPE, t=10, unit=3))
    expect(still.page.get_by_label("Weights").locator("option:checked")).to_have_text(
        re.compile("^LSTM trained on “.+”, update 60$")
    )
    ready(still)
    body = {"network": networks["lstm"], "input": example["input"]}
    answer = httpx.post(f"{still.origin}/api/v1/run", json=body).raise_for_status().json()
    signals, said = answer["layers"][0]["signals"], answer["outputs"]["values"][-1]
    shown = {name: still.value(name).replace("−", "-") for name in signals}
    assert shown == {name: f"{values[9][2]:.2f}" for name, values in signals.items()}
    sure = f"{max(said):.0%}".replace("%", "\u202f%")
    letter = answer["outputs"]["labels"][int(np.argmax(said))]
    expect(still.sentence).to_contain_text(f"The network says “{letter}”, {sure} sure.")
    still.wait_for_query(text=example["input"]["text"], trained=RECIPE, t="10", unit="3")


def test_its_input_can_be_changed_and_a_copy_of_the_link_gives_the_same_picture(
    still: Explore, window: Window
) -> None:
    asked = counted(still.page)
    still.open(link(RECIPE, text="Bwxyz?", t=3))
    ready(still)
    assert [token[0] for token in still.tokens] == list("Bwxyz?")
    still.input.fill("Dzzxyzzz?")
    still.page.wait_for_function("() => look.tokens().length === 9")
    still.wait_for_query(text="Dzzxyzzz?", trained=RECIPE)
    assert len(asked) == 1
    other = window(new=True, reduced_motion="reduce").open("?" + urlsplit(still.page.url).query)
    assert ready(other) == ready(still)


def test_time_runs_back_and_every_number_says_where_it_comes_from(still: Explore, origin: str) -> None:
    example, networks = made(origin, RECIPE)
    still.open(link(RECIPE, t=4, backward="true"))
    ready(still)
    body = {"network": networks["lstm"], "input": example["input"], "target": example["targets"], "loss": {"at": "own"}}
    layer = httpx.post(f"{origin}/api/v1/gradients", json=body).raise_for_status().json()["layers"][0]
    expect(still.sentence).to_contain_text(re.compile(r"Back at step 4: [\d.]+.% of the gradient is left"))
    shown = [float(share) for share in re.findall(r"([\d.]+)\s?%", still.sentence.inner_text())]
    whole = layer["h"]["norm"][-1]
    assert shown == [pytest.approx(100 * layer[name]["norm"][3] / whole, rel=0.06, abs=0.5) for name in ("c", "h")]
    still.open(link(RECIPE, t=4))
    ready(still)
    still.page.locator('[data-row="c"] .inspector-result-number').click()
    expect(still.provenance).to_be_visible()


def test_other_weights_let_go_of_it_and_the_menu_has_it_still(still: Explore) -> None:
    asked = counted(still.page)
    still.open(link(RECIPE, t=2))
    picture = ready(still)
    weights = still.page.get_by_label("Weights")
    weights.select_option("orthogonal")
    still.wait_for_query(scheme="orthogonal")
    assert "trained" not in still.query
    assert ready(still) != picture
    weights.select_option("trained")
    still.wait_for_query(trained=RECIPE)
    assert ready(still) == picture
    weights.select_option("model:recall-lstm")
    still.wait_for_query(model="recall-lstm")
    assert "trained" not in still.query
    assert len(asked) == 1


def test_while_it_is_trained_the_page_says_how_far_it_is_and_can_be_stopped(still: Explore) -> None:
    still.open(link(LONG, t=7, unit=2))
    bar = still.page.get_by_role("progressbar", name="Training")
    expect(training(still.page)).to_contain_text(re.compile(r"update [1-9]\d* of 2000"), timeout=SLOW)
    assert 0 < int(bar.get_attribute("aria-valuenow") or 0) < 2000
    expect(still.page.locator("#stage")).to_be_hidden()
    still.wait_for_query(trained=LONG, t="7", unit="2")
    training(still.page).get_by_role("button", name="Stop").click()
    expect(training(still.page)).to_contain_text("Stopped before it was trained.")
    asked = counted(still.page)
    with still.page.expect_request("**/api/v1/train?*"):
        training(still.page).get_by_role("button", name="Train it again").click()
    expect(training(still.page)).to_contain_text(re.compile(r"update [1-9]\d* of 2000"), timeout=SLOW)
    assert len(asked) == 1
    still.page.get_by_label("Weights").select_option("orthogonal")
    expect(training(still.page)).to_be_hidden()
    ready(still)


def busy(route: Route) -> None:
    detail = json.dumps({"title": "Service Unavailable", "status": 503, "detail": "1 run is under way."})
    headers = {"Retry-After": "2"}
    route.fulfill(status=503, headers=headers, content_type="application/problem+json", body=detail)


def cut_off(route: Route) -> None:
    route.fulfill(status=200, content_type="text/event-stream", body='event: silent\ndata: {"update": 20}\n\n')


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(busy, "Others are training, as many as the server can serve at once."), (cut_off, "The connection was cut off.")],
)
@pytest.mark.parametrize("path", ["/", GRADIENTS, "/embed/unrolled"])
def test_a_busy_server_or_a_cut_line_is_said_and_tried_again(
    still: Explore, trouble: Any, words: str, path: str
) -> None:
    still.expect_failures()
    still.page.route(TRAIN, trouble)
    still.open(link(RECIPE), path=path)
    expect(training(still.page)).to_contain_text(words)
    expect(training(still.page)).to_contain_text(re.compile(r"Trying again in \d s\."))
    still.page.unroute(TRAIN)
    if trouble is cut_off:
        training(still.page).get_by_role("button", name="Try now").click()
    expect(training(still.page)).to_be_hidden(timeout=SLOW)
    expect(still.page.locator(".race-runner" if path == GRADIENTS else ".stage-cell").first).to_be_attached()


def test_a_recipe_that_makes_nothing_is_said_and_an_untrained_network_shown(still: Explore) -> None:
    still.open(link("cell=lstm&until=5&colour=red"))
    expect(still.page.locator("#notice")).to_contain_text("colour is no field here")
    expect(still.page.get_by_label("Weights")).to_have_value("xavier_uniform")


def gradients_of(origin: str, network: Values, example: Values) -> Values:
    body = {"network": network, "input": example["input"], "target": example["targets"], "loss": {"at": "own"}}
    answer: Values = httpx.post(f"{origin}/api/v1/gradients", json=body).raise_for_status().json()
    return answer


def test_the_race_of_trained_networks_has_the_numbers_of_the_api(still: Explore, recall: tuple[Values, Values]) -> None:
    example, networks = recall
    page = still.open(link(THREE), path=GRADIENTS).page
    raced(page)
    expect(page.locator(".race-name h2")).to_have_text(["RNN", "GRU", "LSTM"])
    expect(page.locator(".outcome-why")).to_contain_text(f"at step 10, where “{example['targets'][0]}” is right.")
    reach = []
    for cell, state in (("rnn", "h"), ("gru", "h"), ("lstm", "c")):
        answer = gradients_of(still.origin, networks[cell], example)
        assert answer["loss"]["steps"] == [10]
        back = answer["layers"][0][state]["horizon"]["share_1_percent"]
        reach.append("9+" if back is None else str(back))
    assert page.locator(".race-count b").all_inner_texts() == reach
    radius = gradients_of(still.origin, networks["rnn"], example)["layers"][0]["spectrum"]["h"]["radius"]
    expect(page.locator(".race-spectrum")).to_contain_text(f"largest size {radius:.2f}")
    expect(page.locator("#length")).to_be_hidden()


def test_a_text_of_ones_own_races_and_one_button_leads_back_to_untrained_networks(still: Explore) -> None:
    asked = counted(still.page)
    page = still.open(link("cell=gru,lstm&until=20", horizon="float32"), path=GRADIENTS).page
    raced(page)
    expect(page.locator(".race-name h2:visible")).to_have_text(["GRU", "LSTM"])
    page.get_by_role("textbox", name="Text").fill("Axyz?")
    expect(page.locator(".race-count b").last).to_have_text("4+")
    expect(page.locator(".outcome-why")).to_contain_text("as if what each network says there were right")
    still.wait_for_query(text="Axyz?")
    assert set(parse_qs(urlsplit(page.url).query)) == {"trained", "text", "horizon"}
    page.get_by_role("button", name="Untrained networks").click()
    expect(page.locator(".race-name h2:visible")).to_have_text(["RNN", "GRU", "LSTM"])
    expect(page.get_by_label("Length").first).to_be_visible()
    page.wait_for_function("() => !new URLSearchParams(location.search).has('trained')")
    assert len(asked) == 1


def test_the_map_has_a_row_for_each_answer_and_its_charts_open(still: Explore) -> None:
    page = still.open(link("task=dates&cell=lstm&hidden_size=8&until=10", map="lstm"), path=GRADIENTS).page
    raced(page)
    expect(page.locator(".race-map-readout")).to_contain_text("The loss of step 18 reaches the state of step 1")
    frame = page.get_by_role("application", name="Map of the losses")
    frame.press("Home")
    frame.press("PageUp")
    frame.press("Enter")
    still.wait_for_query(at="16")
    expect(page.locator(".race-again")).to_have_text("Loss at step 16: back to the last")
    for name in ("Curves", "Map", "Eigenvalues"):
        page.locator("#charts").get_by_role("button", name=name, exact=True).click()
        expect(page.locator(".race-chart[data-drawn] .main-svg").first).to_be_visible(timeout=SLOW)
        expect(page.locator("#charts .notice-line")).to_be_hidden()
    still.expect_failures()
    still.open(link("task=dates&cell=lstm&hidden_size=8&until=10", at=3), path=GRADIENTS)
    expect(page.locator("#notice")).to_contain_text("at step 3, which emits no output; steps 9 to 18 do", timeout=SLOW)


def test_shipped_networks_race_by_their_name(still: Explore) -> None:
    page = still.open("?model=recall-lstm", path=GRADIENTS).page
    expect(page.locator(".knobs-taught-title")).to_have_text(re.compile("^RNN, GRU, LSTM trained on"))
    expect(page.locator(".race-count b")).to_have_text(["6", "51+", "51+"], timeout=SLOW)


@pytest.mark.parametrize(
    ("path", "mark"), [("/embed/unrolled", ".stage-cell"), (f"/embed{GRADIENTS}", ".race-lanes:visible")]
)
def test_a_widget_without_an_origin_of_its_own_has_its_network_trained_too(
    lesson: Lesson, path: str, mark: str
) -> None:
    frame = lesson(path + link(RECIPE))
    expect(frame.locator(mark).first).to_be_visible(timeout=SLOW)
    expect(frame.locator(".training")).to_be_hidden()
    expect(frame.locator("#notice .notice-line")).to_be_hidden()
    expect(frame.locator(".outcome-line, .sentence-line").first).not_to_be_empty()


@pytest.mark.parametrize("path", ["/", GRADIENTS])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_waiting_and_done_are_accessible_and_as_wide_as_the_window(
    window: Window, axe: str, path: str, options: Values
) -> None:
    explore = window(**{"reduced_motion": "reduce", **options})
    for recipe in (LONG, RECIPE):
        page = explore.open(link(recipe, lang="fr"), path=path).page
        if recipe == LONG:
            expect(training(page)).to_contain_text(re.compile(r"mise à jour [1-9]\d* sur 2000"), timeout=SLOW)
            training(page).get_by_role("button", name="Arrêter").click()
        else:
            expect(training(page)).to_be_hidden(timeout=SLOW)
        assert violations(page, axe) == []
        for font in explore.fonts():
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), font
