"""The Gradients page as a visitor uses it: the race, its knobs, its map, its charts, and what happens in trouble."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.test_accessibility import PHONE, overlaps, violations

GRADIENTS = "/gradients"
API = re.compile(r"/api/")
GLOW = 16  # round a lane, in pixels


@pytest.fixture
def race(explore: Explore) -> Page:
    """The page as it opens by itself, where things move."""
    return explore.open(path=GRADIENTS).page


def numbers(page: Page) -> list[str]:
    """The big number of each cell, from the top."""
    return page.locator(".race-count b").all_inner_texts()


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Steps back from the loss")


FILM = """async () => {
  const frames = [];
  document.querySelector(".transport-play").click();
  do {
    await look.frames(1);
    frames.push([
      [...document.querySelectorAll(".race-count b")].map((number) => number.textContent),
      [...document.querySelectorAll(".race-veil")].map((veil) => new DOMMatrix(veil.style.transform).a),
      document.querySelector(".outcome-line").textContent,
    ]);
  } while (frames.at(-1)[0][2] !== "39+");
  return frames;
}"""
"""Playing backward, frame by frame: the big numbers, how much of each lane is dark yet, and the sentence."""


def dark_to(page: Page) -> list[float]:
    """How much of each lane the light has not reached yet, from the left, 0 to 1."""
    return list(
        page.locator(".race-veil").evaluate_all("veils => veils.map((v) => new DOMMatrix(v.style.transform).a)")
    )


def settings(page: Page) -> dict[str, str]:
    return dict(page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))"))


def wait_for_settings(page: Page, **wanted: str) -> None:
    page.wait_for_function(
        "(wanted) => { const q = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([name, value]) => q.get(name) === value); }",
        arg=wanted,
    )


def test_at_rest_the_page_says_who_is_blind_beyond_where(race: Page) -> None:
    expect(race.locator(".race-count b")).to_have_text(["7", "9", "39+"])
    expect(race.locator(".outcome-line")).to_have_text(
        "The RNN is blind beyond 7 steps. The GRU is blind beyond 9 steps. "
        "The LSTM’s cell state carries the signal to the start."
    )
    assert dark_to(race) == [0, 0, 0, 0]
    expect(race.locator(".race-foot").first).to_contain_text("1 % left after 7 steps")


def test_playing_goes_back_from_the_loss_at_one_pace_and_the_numbers_stop_at_their_horizon(race: Page) -> None:
    film = race.evaluate(FILM)
    assert all(len(set(reached)) == 1 for _numbers, reached, _words in film)
    assert any(0.5 < reached[0] < 1 and numbers[0] not in ("0", "7") for numbers, reached, _words in film)
    on_its_way = [frame for frame in film if 12 <= int(frame[0][2].rstrip("+")) < 39]
    assert on_its_way
    assert all(numbers[:2] == ["7", "9"] and "Backpropagation" in words for numbers, _reached, words in on_its_way)
    assert film[-1][0][2] == "39+"
    assert dark_to(race) == [0, 0, 0, 0]


def test_the_keyboard_alone_plays_steps_and_scrubs(race: Page) -> None:
    race.keyboard.press("End")
    expect(slider(race)).to_have_attribute("aria-valuenow", "0")
    race.keyboard.press("ArrowLeft")
    expect(slider(race)).to_have_attribute("aria-valuenow", "1")
    slider(race).focus()
    for key, now in (("PageUp", "5"), ("ArrowRight", "4"), ("End", "40"), ("Home", "0")):
        race.keyboard.press(key)
        expect(slider(race)).to_have_attribute("aria-valuenow", now)
    race.locator(".outcome").click()
    race.keyboard.press(" ")
    expect(race.get_by_role("button", name="Pause")).to_be_visible()
    race.keyboard.press(" ")
    expect(race.get_by_role("button", name="Play backward")).to_be_visible()


def test_with_reduced_motion_the_race_goes_from_step_to_step(still: Explore) -> None:
    page = still.open("?speed=4", path=GRADIENTS).page
    page.get_by_role("button", name="Play backward").click()
    seen = page.evaluate(
        """async () => {
            const seen = [];
            for (let i = 0; i < 20; i++) {
                await new Promise(requestAnimationFrame);
                seen.push(new DOMMatrix(document.querySelector(".race-veil").style.transform).a);
            }
            return seen;
        }"""
    )
    width = page.locator(".race-slider").evaluate("(slider) => slider.getBoundingClientRect().width")
    steps = [(share * (width + 2 * GLOW) - GLOW) / width * 40 for share in seen if share > 0]
    assert len({round(step) for step in steps}) > 1
    assert max(abs(step - round(step)) for step in steps) < 0.05


def test_presets_show_their_lesson_and_the_address_carries_them(race: Page) -> None:
    race.get_by_role("button", name="LSTM that forgets").click()
    race.wait_for_function("() => document.querySelectorAll('.race-count b')[2].textContent === '9'")
    expect(race.locator(".outcome-why")).to_contain_text("An LSTM vanishes too")
    wait_for_settings(race, forget_bias="0")
    race.get_by_role("button", name="Exploding").click()
    expect(race.locator(".outcome-line")).to_contain_text("explodes")
    race.get_by_role("button", name="Vanishing").click()
    race.wait_for_function("() => location.search === ''")
    expect(race.locator(".race-count b")).to_have_text(["7", "9", "39+"])


def test_a_knob_answers_by_line_by_number_and_by_key(race: Page) -> None:
    gru = race.locator(".race-count b").nth(1)
    race.get_by_label("Update bias (GRU)").first.fill("2")
    expect(gru).to_have_text("39+")
    line = race.locator("[data-knob=update_bias]")
    line.press("Home")
    expect(race.locator("#update_bias")).to_have_value("-2")
    line.press("ArrowRight")
    expect(race.locator("#update_bias")).to_have_value("-1.75")
    line.fill("25")
    expect(race.locator("#update_bias")).to_have_value("0")
    expect(gru).to_have_text("9")
    assert numbers(race)[0] == "7"


def test_many_turns_of_a_knob_end_in_the_picture_of_the_last(race: Page, explore: Explore) -> None:
    for radius in range(30, 100, 5):
        race.locator("#spectral_radius").fill(str(radius / 100))
    wait_for_settings(race, spectral_radius="0.95")
    query = {"cell": "rnn", "hidden_size": 24, "scheme": "orthogonal", "spectral_radius": 0.95}
    answer = explore.ask_api("/api/v1/gradients", signal="noise", length=40, **query)
    expected = answer["layers"][0]["h"]["horizon"]["share_1_percent"]
    expect(race.locator(".race-count b").first).to_have_text(str(expected))


def test_an_answer_that_comes_too_late_is_not_shown(race: Page) -> None:
    """The first answer is held back until the knob has long moved on."""

    def late(route: Route) -> None:
        race.wait_for_timeout(400)
        route.fallback()

    race.route(re.compile(r"spectral_radius=1\.5"), late)
    race.evaluate(
        """() => {
            const note = document.querySelector(".race-spectrum .race-key-note");
            window.seen = [];
            const watch = { childList: true, subtree: true, characterData: true };
            new MutationObserver(() => window.seen.push(note.textContent)).observe(note, watch);
        }"""
    )
    race.locator("#spectral_radius").fill("1.5")
    race.locator("#spectral_radius").fill("0.7")
    expect(race.locator(".race-spectrum .race-key-note")).to_contain_text("0.70")
    race.wait_for_timeout(600)
    assert [text for text in race.evaluate("seen") if "1.50" in text] == []


def test_typed_text_is_fed_and_an_empty_one_is_said(race: Page) -> None:
    race.get_by_role("button", name="More").click()
    text = race.get_by_role("textbox", name="Text")
    text.fill("backprop")
    expect(slider(race)).to_have_attribute("aria-valuemax", "8")
    wait_for_settings(race, input="text", text="backprop")
    text.fill("")
    expect(race.locator("#text-problem")).to_have_text("Type at least one character.")
    expect(slider(race)).to_have_attribute("aria-valuemax", "8")
    text.fill("a")
    expect(race.locator(".outcome-line")).to_have_text("A single step has no way back. Give a longer input.")


@pytest.mark.parametrize(
    ("field", "entry", "words"),
    [
        ("length", "3", "3 is out of range. Give a number from 5 to 2000."),
        ("hidden_size", "2.5", "“2.5” is not a whole number. Give one from 1 to 256."),
        ("spectral_radius", "", "Give a number from 0.1 to 2."),
        ("clip", "0", "0 is out of range. Give a number from 0.001 to 1000."),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field_and_the_picture_stays(
    race: Page, field: str, entry: str, words: str
) -> None:
    race.locator(f"#{field}").fill(entry)
    expect(race.locator(f"#{field}-problem")).to_have_text(words)
    expect(race.locator(".race-count b")).to_have_text(["7", "9", "39+"])
    race.locator(f"#{field}").fill("8" if field != "spectral_radius" else "0.8")
    expect(race.locator(f"#{field}-problem")).to_be_hidden()


def test_the_horizon_can_be_that_of_a_float32(race: Page) -> None:
    race.get_by_role("button", name="float32").click()
    expect(race.locator(".race-count b")).to_have_text(["23", "32", "39+"])
    expect(race.locator(".race-until").first).to_have_text("until a float32 loses it")
    wait_for_settings(race, horizon="float32")


def test_an_overflow_is_said_with_its_step_and_what_came_before_is_shown(explore: Explore) -> None:
    page = explore.open(
        "?nonlinearity=relu&spectral_radius=2&length=2000&scheme=identity&input=constant&hidden_size=8", path=GRADIENTS
    ).page
    why = page.locator(".outcome-why")
    expect(why).to_contain_text(re.compile(r"The RNN overflows at step 10\d\d"))
    step = int(re.findall(r"step (\d+)", why.inner_text())[0])
    assert numbers(page)[0] == f"{step - 2}+"


def test_clipping_shows_the_norm_before_and_after(race: Page, explore: Explore) -> None:
    race.get_by_role("button", name="Exploding").click()
    race.get_by_role("button", name="Clip to 1").click()
    row = race.get_by_role("table", name="The norm of all parameter gradients").get_by_role("row").nth(1)
    expect(row).to_contain_text("RNN")
    expect(row.get_by_role("cell").nth(1)).to_have_text("1.0")
    query = {"cell": "rnn", "nonlinearity": "relu", "hidden_size": 24, "scheme": "orthogonal", "spectral_radius": 2}
    answer = explore.ask_api("/api/v1/gradients", signal="noise", length=60, clip=1, **query)
    before = answer["clip"]["log10_before"]
    assert f"10{''.join('⁰¹²³⁴⁵⁶⁷⁸⁹'[int(d)] for d in str(int(before)))}" in row.inner_text()


def test_the_map_opens_on_demand_and_a_place_in_it_plays_its_way_on_the_lanes(race: Page) -> None:
    section = race.locator("#map")
    expect(section.locator("canvas")).to_be_hidden()
    section.get_by_role("button", name="LSTM").click()
    frame = section.locator(".race-map-frame")
    expect(frame).to_be_visible()
    expect(section).to_contain_text(re.compile(r"All 40 rows added up.*(exactly|10⁻¹[⁵⁶⁷])"))
    frame.focus()
    for _ in range(10):
        race.keyboard.press("ArrowUp")
    race.keyboard.press("End")
    for _ in range(4):
        race.keyboard.press("ArrowLeft")
    expect(section.locator("figcaption")).to_contain_text("The loss of step 30 reaches the state of step 26, 4 back")
    race.keyboard.press("Enter")
    expect(slider(race)).to_have_attribute("aria-valuemax", "30")
    expect(slider(race)).to_have_attribute("aria-valuenow", "5")
    wait_for_settings(race, at="30", t="5", map="lstm")
    race.get_by_role("button", name="Loss at step 30").click()
    expect(slider(race)).to_have_attribute("aria-valuemax", "40")


def test_a_map_that_would_be_too_large_is_said_in_words(explore: Explore) -> None:
    page = explore.open("?length=600&map=rnn", path=GRADIENTS).page
    expect(page.locator("#map .notice-line")).to_contain_text("600 steps; it can have 512")


def test_a_chart_is_plotlys_own_script_from_this_server_loaded_when_it_is_opened(race: Page) -> None:
    asked: list[str] = []
    race.on("request", lambda request: asked.append(request.url))
    assert race.evaluate("() => typeof window.Plotly") == "undefined"
    race.get_by_role("group", name="Chart").get_by_role("button", name="Curves").click()
    chart = race.locator("#charts .js-plotly-plot")
    expect(chart.locator(".legend")).to_contain_text("LSTM · cell state")
    buttons = chart.locator(".modebar-btn").evaluate_all("all => all.map((b) => b.dataset.title)")
    assert {"Save as PNG", "Save as SVG", "Zoom in"} <= set(buttons)
    assert not [name for name in buttons if "hare" in name]
    assert any("/plotly/" in url for url in asked)
    with race.expect_download() as saved:
        chart.locator(".modebar-btn[data-title='Save as SVG']").click()
    assert saved.value.suggested_filename == "unrolled-gradients.svg"
    race.locator("#charts summary:visible").click()
    rows = race.locator("#charts tbody:visible tr")
    expect(rows).to_have_count(40)
    expect(rows.first.locator("td").first).to_have_text("4.9")


def test_without_the_server_the_page_says_so_keeps_its_picture_and_recovers(race: Page, explore: Explore) -> None:
    explore.expect_failures()
    race.route(API, lambda route: route.abort())
    race.get_by_role("button", name="Next seed").click()
    expect(race.locator("#notice")).to_contain_text("Not connected. Your settings are kept.")
    expect(race.locator(".race-count b")).to_have_text(["7", "9", "39+"])
    race.unroute(API)
    race.get_by_role("button", name="Try now").click()
    expect(race.locator(".notice-line").first).to_be_hidden()
    wait_for_settings(race, seed="1")


def test_a_link_opens_where_it_says_and_its_mistakes_are_said(explore: Explore) -> None:
    page = explore.open("?t=12&length=30&forget_bias=99&spectral_radius=0.8", path=GRADIENTS).page
    expect(slider(page)).to_have_attribute("aria-valuenow", "12")
    expect(page.locator("#forget_bias-problem")).to_contain_text("99 is out of range. Give a number from -2 to 6.")


@pytest.mark.parametrize(("lang", "themes"), [("en", ("light", "dark")), ("fr", ("dark",))])
def test_axe_has_no_objection(window: Window, axe: str, lang: str, themes: tuple[str, ...]) -> None:
    page = window(reduced_motion="reduce").open(f"?lang={lang}&map=rnn&clip=1", path=GRADIENTS).page
    page.locator(".knobs-more").click()
    page.locator("#length").fill("1")
    expect(page.locator(".race-map-frame")).to_be_visible()
    page.locator(".race-numbers-table summary").click()
    assert violations(page, axe, *themes) == []


def measures(page: Page) -> list[Any]:
    """What is wrong with the page's layout."""
    scrolled = page.locator(".chip").all_inner_texts()  # in a strip of their own
    wrong: list[Any] = [f"cut at the right: {text}" for text in page.evaluate("look.cut()") if text not in scrolled]
    wrong += [f"{size} px: {text}" for text, size in page.evaluate("look.small()")]
    controls = [one for one in page.evaluate("look.controls()") if one["name"] not in scrolled]
    return wrong + overlaps(controls)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_everything_fits_and_the_settings_are_in_a_sheet(window: Window, lang: str) -> None:
    phone = window(**PHONE, reduced_motion="reduce").open(f"?lang={lang}&map=rnn&clip=1", path=GRADIENTS)
    page = phone.page
    expect(page.locator(".race-map-frame")).to_be_visible()
    for font in phone.fonts():
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, font
        assert measures(page) == [], font
    expect(page.locator("#seed")).to_be_hidden()
    page.locator(".knobs-more").click()
    expect(page.locator("#seed")).to_be_visible()
    for font in phone.fonts():
        assert measures(page) == [], font


def test_from_a_phone_to_a_wall_the_page_never_scrolls_sideways(window: Window) -> None:
    visitor = window(new=True, reduced_motion="reduce").open("?lang=fr&map=lstm", path=GRADIENTS)
    page = visitor.page
    for width in (2560, 1350, 1024, 800, 600, 390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for font in visitor.fonts():
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, (width, font)
            assert measures(page) == [], (width, font)


def test_the_page_speaks_french_throughout(window: Window) -> None:
    page = window(locale="fr-FR").open("?map=gru&clip=2", path=GRADIENTS).page
    expect(page.locator(".outcome-line")).to_contain_text("Le RNN est aveugle au-delà de 7 pas")
    expect(page.locator("#map figcaption")).to_contain_text("La perte du pas 40 atteint l’état du pas 1")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_the_share_menu_gives_code_that_runs_and_every_digit(window: Window) -> None:
    explore = window(new=True, permissions=["clipboard-read", "clipboard-write"])
    page = explore.open("?length=9&forget_bias=1", path=GRADIENTS).page
    copied = {}
    for name in ("Copy embed code", "Copy as curl"):
        page.get_by_role("button", name="Share and save").click()
        page.get_by_role("button", name=name).click()
        expect(page.locator(".share-done")).to_have_text("Copied")
        copied[name] = page.evaluate("() => navigator.clipboard.readText()")
    assert f'src="{explore.origin}/embed/gradients?length=9&amp;forget_bias=1"' in copied["Copy embed code"]
    commands = copied["Copy as curl"].splitlines()
    assert [re.findall(r"cell=(\w+)", command) for command in commands] == [["rnn"], ["gru"], ["lstm"]]
    page.get_by_role("button", name="Share and save").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the numbers as JSON").click()
    numbers = json.loads(saved.value.path().read_bytes())
    url = re.findall(r"'(.*)'", commands[2])[0]
    assert numbers["lstm"] == page.evaluate("async (url) => (await fetch(url)).json()", url)
