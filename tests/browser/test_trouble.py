"""Server gone, settings refused, numbers too large: the page says so, keeps what it has, and recovers."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

READING = "?cell=lstm&text=hello&t=2&unit=3"
RUN = re.compile(r"/api/v1/run")
API = re.compile(r"/api/")


@pytest.fixture
def reading(still: Explore) -> Explore:
    still.open(READING)
    still.picture()
    still.expect_failures()
    return still


def test_without_the_server_the_page_says_so_and_keeps_settings_and_picture(reading: Explore) -> None:
    picture = reading.picture()
    reading.page.route(API, lambda route: route.abort())
    reading.page.get_by_role("button", name="Next seed").click()
    notice = reading.page.locator("#notice")
    expect(notice).to_contain_text("Not connected. Your settings are kept.")
    expect(notice).to_contain_text(re.compile(r"Trying again in \d s\."))
    expect(reading.page.locator("#seed")).to_have_value("1")
    reading.wait_for_query(seed="1", t="2")
    assert reading.now() == picture
    reading.press("Step forward")
    reading.wait_for_time(3)


def test_try_now_recovers(reading: Explore) -> None:
    picture = reading.picture()
    reading.page.route(API, lambda route: route.abort())
    reading.page.get_by_role("button", name="Next seed").click()
    again = reading.page.get_by_role("button", name="Try now")
    expect(again).to_be_visible()
    again.click()
    expect(again).to_be_visible()
    reading.page.unroute(API)
    again.click()
    expect(again).to_be_hidden()
    expect(reading.page.locator(".notice-line")).to_be_hidden()
    assert reading.picture() != picture
    assert reading.place == (2, 3)


def test_the_page_recovers_by_itself(reading: Explore) -> None:
    picture = reading.picture()
    reading.page.route(API, lambda route: route.abort())
    reading.page.get_by_role("button", name="Next seed").click()
    expect(reading.page.get_by_role("button", name="Try now")).to_be_visible()
    reading.page.unroute(API)
    expect(reading.page.get_by_role("button", name="Try now")).to_be_hidden(timeout=9000)
    assert reading.picture() != picture


@pytest.mark.parametrize("status", [502, 503])
def test_a_gateway_without_a_server_counts_as_not_connected(reading: Explore, status: int) -> None:
    reading.page.route(API, lambda route: route.fulfill(status=status, body="<h1>Bad gateway</h1>"))
    reading.page.get_by_role("button", name="Next seed").click()
    expect(reading.page.locator("#notice")).to_contain_text("Not connected")


def refuse(route: Route) -> None:
    problem = {
        "type": "about:blank", "title": "Unprocessable Content", "status": 422, "detail": "The request cannot be run.",
        "errors": [{"pointer": "/hidden_size", "detail": "is 12; this server allows 10."}],
    }  # fmt: skip
    route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(problem))


def test_what_the_server_refuses_is_said_beside_the_field_and_the_picture_stays(reading: Explore) -> None:
    picture = reading.picture()
    reading.page.route(RUN, refuse)
    reading.page.get_by_label("Units").fill("12")
    problem = reading.page.locator("#hidden_size-problem")
    expect(problem).to_have_text("hidden_size is 12; this server allows 10.")
    expect(reading.page.get_by_label("Units")).to_have_attribute("aria-invalid", "true")
    expect(reading.page.get_by_label("Units")).to_have_attribute("aria-describedby", re.compile("hidden_size-problem"))
    assert reading.picture() == picture
    reading.page.unroute(RUN)
    reading.page.get_by_label("Units").fill("10")
    expect(problem).to_be_hidden()
    assert reading.picture() != picture


def test_too_large_a_run_is_refused_in_the_servers_words(reading: Explore) -> None:
    """Each field is inside its own limits; together they are too much."""
    reading.page.get_by_label("Layers").fill("4")
    reading.page.get_by_label("Units").fill("256")
    reading.paste("ab" * 900)
    shown = reading.page.locator(".field-problem:visible, .notice-line:visible")
    expect(shown.first).to_contain_text(re.compile(r"\d{2,}"))
    assert reading.tokens == list("hello")


def test_a_later_answer_never_overtakes(reading: Explore) -> None:
    """Many changes at once end in the picture of the last one."""
    for seed in range(1, 13):
        reading.page.locator("#seed").fill(str(seed))
    reading.wait_for_query(seed="12")
    reading.picture()
    trace = reading.ask_api("/api/v1/run", cell="lstm", text="hello", seed=12, encoding="json")
    shown = float(reading.value("c").replace("−", "-"))
    assert shown == pytest.approx(trace["layers"][0]["signals"]["c"][1][2], abs=0.0051)


def test_a_network_that_overflows_says_at_which_step(still: Explore) -> None:
    still.open("?cell=rnn&nonlinearity=relu&gain=1000&text=" + "a" * 200 + "&t=1")
    trace = still.ask_api("/api/v1/run", cell="rnn", nonlinearity="relu", gain=1000, text="a" * 200, encoding="json")
    step = trace["overflow"]["t"]
    notice = still.page.locator("#notice")
    expect(notice).to_contain_text(f"At step {step} a number in h grew too large for a computer")
    for _ in range(3):
        still.slider.press("PageUp")
    still.page.keyboard.press("End")
    still.wait_for_time(200)
    expect(still.sentence).to_contain_text(f"overflowed at step {step}")
    assert "NaN" not in still.inspector.inner_text()


def test_numbers_too_large_for_float32_are_shown_until_the_overflow(still: Explore) -> None:
    series = ",".join(["5"] * 150)
    still.open(f"?cell=rnn&nonlinearity=relu&gain=200&series={series}&t=129")
    still.wait_for_inside(129)
    still.picture()
    assert "× 10²⁸⁶" in still.value("h")


def test_an_overflowing_step_shows_infinity_in_its_token(still: Explore) -> None:
    still.open("?cell=rnn&nonlinearity=relu&gain=1000&spectral_radius=1000&series=" + ",".join(["1"] * 110) + "&t=1")
    trace = still.ask_api(
        "/api/v1/run", cell="rnn", nonlinearity="relu", gain=1000, spectral_radius=1000,
        series=",".join(["1"] * 110), encoding="json",
    )  # fmt: skip
    assert trace["overflow"]
    step = trace["overflow"]["t"]
    still.open(
        "?cell=rnn&nonlinearity=relu&gain=1000&spectral_radius=1000&series=" + ",".join(["1"] * 110) + f"&t={step}"
    )
    expect(still.sentence).to_contain_text(f"Step {step} overflows")
    assert "∞" in still.tokens


def test_after_the_first_load_the_page_works_without_the_network(reading: Explore) -> None:
    reading.page.context.set_offline(True)
    for key, time in (("ArrowRight", 3), ("End", 5), ("Home", 0), ("ArrowRight", 1)):
        reading.page.keyboard.press(key)
        reading.wait_for_time(time)
    reading.page.locator('[data-row="f"] .inspector-result').click()
    expect(reading.provenance.locator(".inspector-bar").first).to_be_visible()
    reading.page.get_by_role("link", name="Dark theme").click()
    reading.wait_for_query(theme="dark")
    reading.page.get_by_role("button", name="Line", exact=True).click()
    reading.choose_cell("GRU")
    expect(reading.page.locator("#notice")).to_contain_text("Not connected")
    reading.page.context.set_offline(False)
    reading.page.get_by_role("button", name="Try now").click()
    expect(reading.page.locator('[data-row="z"]')).to_be_visible()
    expect(reading.page.locator(".notice-line")).to_be_hidden()


def test_a_unit_that_was_not_asked_for_yet_still_shows_its_recorded_numbers_offline(reading: Explore) -> None:
    reading.page.context.set_offline(True)
    recorded = reading.page.locator(".heatmaps-row.sig-h .heatmaps-value")
    reading.inspector.get_by_role("radio", name="7").click()
    reading.frames(3)
    assert reading.value("h") == recorded.inner_text()


def test_a_page_that_is_not_there_says_so_in_the_visitors_language(window: Window) -> None:
    french = window(locale="fr-FR")
    french.expect_failures()
    answer = french.page.goto(f"{french.origin}/nothing")
    assert answer
    assert answer.status == 404
    expect(french.page.locator("html")).to_have_attribute("lang", "fr")
    french.page.locator("main a.button").click()
    expect(french.stage).to_be_visible()


def test_without_javascript_the_page_says_what_is_missing(window: Window) -> None:
    bare = window(java_script_enabled=False)
    bare.page.goto(bare.origin)
    expect(bare.page.locator("noscript p")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?model=entities-lstm&text=Ada+sings&target=who", "target has 1 entries; 2 steps emit an output"),
        ("?cell=lstm&text=hello&spectral_radius=-5", "-5 is out of range. Give a number from 0 to 1000."),
    ],
)
def test_what_is_wrong_in_a_link_is_in_sight_though_its_field_is_in_a_panel_that_is_shut(
    still: Explore, query: str, words: str
) -> None:
    still.open(query)
    expect(still.page.get_by_text(words).filter(visible=True)).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        ("/", "?t=abc", "t: “abc” is not a whole number. Give one from 0 to 2000."),
        ("/", "?t=abc&lang=fr", "t\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}abc\N{NO-BREAK SPACE}» n’est pas"),
        ("/", "?model=entities-lstm&t=99", "The address asks for t = 99, but here the last is"),
        ("/gradients", "?t=-1", "t: -1 is out of range."),
    ],
)
def test_a_setting_without_a_field_is_named_once_where_it_is_refused(
    still: Explore, path: str, query: str, words: str
) -> None:
    still.open(query, path=path)
    notice = still.page.locator("#notice p")
    expect(notice).to_contain_text(words)
    expect(notice).to_have_text(re.compile(r"^(t\s?:|The address)"))
