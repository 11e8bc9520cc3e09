"""Trained networks in Explore: numbers as pictures, what is right, and how wrong the network is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from engine import models
from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.fonts import in_every_width
from tests.browser.test_accessibility import violations


@pytest.mark.parametrize("name", models.names())
def test_every_trained_network_runs_from_a_link_and_shows_its_loss(still: Explore, name: str) -> None:
    still.open(f"?model={name}&t=1")
    still.page.keyboard.press("End")
    still.picture()
    expect(still.page.locator(".notice-line")).to_be_hidden()
    expect(still.page.locator(".stage-total")).to_contain_text(re.compile(r"L = Σ Lt = \d"))
    assert still.page.evaluate("look.time()") > 0


def test_a_digit_is_drawn_and_every_answer_changes(still: Explore) -> None:
    still.open("?model=digits-dense&t=1")
    winner = still.page.locator(".verdict-answers .is-said")
    expect(winner).to_contain_text("0")
    still.page.get_by_role("button", name="A handwritten 7").click()
    expect(still.page.locator(".verdict-answers h2")).to_have_text("It says 7")
    expect(still.page.locator(".verdict-answers li")).to_have_count(10)
    opened = models.load("digits-dense").card["examples"][7]["vectors"][0]
    still.wait_for_query(vectors=",".join(f"{value:g}" for value in opened))
    still.page.reload()
    expect(winner).to_contain_text("7")
    pad = still.page.get_by_role("application")
    still.page.get_by_role("button", name="Clear").click()
    expect(pad.locator("rect.drawing-pixel")).to_have_count(0)
    pad.focus()
    pad.press("ArrowRight")
    pad.press(" ")
    expect(pad.locator("rect.drawing-pixel")).to_have_count(1)
    expect(still.page.locator(".stage-pixels rect")).to_have_count(1)
    box = pad.bounding_box()
    assert box
    side = box["width"] / 8
    still.page.mouse.move(box["x"] + 4.5 * side, box["y"] + 1.5 * side)
    still.page.mouse.down()
    still.page.mouse.move(box["x"] + 4.5 * side, box["y"] + 6.5 * side)
    still.page.mouse.up()
    expect(pad.locator('rect.drawing-pixel[x="4"]')).to_have_count(6)
    expect(pad.locator("rect.drawing-pixel")).to_have_count(1 + 3 * 6)
    expect(still.page.locator(".stage-pixels rect")).to_have_count(1 + 3 * 6)
    still.wait_for_query(model="digits-dense")


def test_a_stroke_is_whole_though_the_server_answers_late(still: Explore) -> None:
    still.open("?model=digits-dense&t=1")
    still.page.get_by_role("button", name="Clear").click()
    pad = still.page.get_by_role("application")
    expect(still.page.locator(".stage-pixels rect")).to_have_count(0)

    def late(route: Route) -> None:
        still.page.wait_for_timeout(300)
        route.continue_()

    still.page.route("**/api/v1/run**", late)
    box = pad.bounding_box()
    assert box
    side = box["width"] / 8
    still.page.mouse.move(box["x"] + 0.5 * side, box["y"] + 3.5 * side)
    still.page.mouse.down()
    for column in range(1, 8):
        still.page.mouse.move(box["x"] + (column + 0.5) * side, box["y"] + 3.5 * side)
        still.frames(2)
    still.page.mouse.up()
    expect(pad.locator("rect.drawing-pixel")).to_have_count(8)
    expect(still.page.locator(".stage-pixels rect")).to_have_count(8)


@in_every_width
@pytest.mark.parametrize("width", [1000, 1350])
@pytest.mark.parametrize("name", ["vehicle-gru", "entities-lstm"])
def test_what_stands_beside_the_folded_cell_stays_in_the_stage(
    window: Window, name: str, width: int, font: str
) -> None:
    narrow = window(viewport={"width": width, "height": 940}, reduced_motion="reduce").open(f"?model={name}&fold=true")
    narrow.picture()
    end = narrow.stage.bounding_box()
    assert end
    words = narrow.page.locator(".stage-waiting")
    roomy = (name, width, font) == ("entities-lstm", 1350, "narrow")  # every word has its place
    expect(words).to_have_text(re.compile(r"^\S.*[^…] wait$" if roomy else r"^\S.* … wait$"))
    notes = narrow.page.locator(".stage-note:visible").all()
    for box in (part.bounding_box() for part in (words, *notes)):
        assert box
        assert box["x"] + box["width"] <= end["x"] + end["width"]


def test_rows_are_typed_and_what_is_wrong_with_them_is_said(still: Explore) -> None:
    still.open("?model=adding-lstm&t=1")
    still.page.locator(".combo-open").click()
    rows = still.page.locator("#input-long")
    assert rows.input_value().splitlines()[:2] == ["0.08, 0", "0.12, 0"]
    rows.fill("0.5, 1\n0.25, 0\n0.125, 1")
    still.wait_for_query(vectors="0.5,1;0.25,0;0.125,1")
    still.picture()
    fed = still.page.locator(".stage-chip > text")
    expect(fed).to_have_text(["0.5", "0.25", "0.125"])
    assert still.page.locator(".stage-mark:visible").count() == 2
    problem = still.page.locator("#input-problem")
    for typed, words in {
        "0.5, 1\n0.25": "Row 2 has 1 numbers and the first row has 2",
        "0.5, x": "“x” is not a number. Type rows of numbers",
        "1, 2, 3": "this network reads rows of 2 numbers",
        "1," * 512 + "1": "Rows of 513 numbers are too wide. Give at most 512",
        "1,1;" * 2001: "2001 steps are more than this page can run",
    }.items():
        if "reads rows" in words:
            still.expect_failures()
        rows.fill(typed)
        expect(problem).to_contain_text(words)
        expect(fed).to_have_text(["0.5", "0.25", "0.125"])  # the last good picture stays


def test_rows_go_through_an_untrained_network_too(still: Explore) -> None:
    still.open("?cell=gru&vectors=0.5,-1;0.25,2&t=2")
    still.picture()
    expect(still.page.locator(".stage-chip").last).to_contain_text("0.25")
    expect(still.page.locator(".stage-chip").last).to_contain_text("2")
    expect(still.sentence).to_contain_text("reads (0.25, 2)")


def test_a_network_s_own_examples_are_on_offer(still: Explore) -> None:
    still.open("?model=sentiment-lstm&t=1")
    still.page.locator(".combo-open").click()
    own = still.page.locator(".input-own button")
    expect(own.first).to_contain_text("this film was not good")
    expect(own.first).to_contain_text("→ negative")
    own.nth(1).click()
    still.wait_for_query(text="the food was not bad at all")
    expect(still.input).to_have_value("the food was not bad at all")


def test_what_would_be_right_is_typed_and_a_wrong_output_is_marked(still: Explore) -> None:
    still.open("?model=entities-lstm&text=Paris+works+in+Paris&t=4")
    expect(still.page.locator(".stage-total")).to_be_hidden()
    still.page.locator(".combo-open").click()
    right = still.page.get_by_label("What would be right")
    right.fill("where – – where")
    expect(still.page.locator(".stage-total")).to_contain_text("L = Σ Lt = ")
    still.wait_for_query(target="place,–,–,place")
    still.picture()
    expect(still.page.locator(".stage-said.is-wrong")).to_have_text(["who"])
    expect(still.page.locator(".stage-right").first).to_have_text("where")
    still.expect_failures()
    right.fill("where –")
    expect(still.page.locator("#target-problem")).to_contain_text("has 2 entries; 4 steps emit")
    right.fill("")
    expect(still.page.locator(".stage-total")).to_be_hidden()
    still.input.fill("Paris works in Rome")
    still.page.wait_for_function("() => !location.search.includes('target')")


def test_a_forecast_is_drawn_and_goes_on_by_itself(still: Explore) -> None:
    still.open("?model=sunspots-gru&series=0.1,0.5,1,1.2,0.8,0.3&t=2")
    picture = still.page.locator(".forecast-picture")
    told = re.compile("A line over 28 steps: 6 that were given.*At step 2 it reads 0.50")
    expect(picture).to_have_attribute("aria-label", told)
    still.page.locator(".combo-open").click()
    still.page.get_by_label("Steps on its own").fill("4")
    still.wait_for_query(generate="4", model="sunspots-gru")
    expect(picture).to_have_attribute("aria-label", re.compile("A line over 32 steps"))
    still.page.keyboard.press("Escape")
    picture.click(position={"x": 700, "y": 40})
    still.page.wait_for_function("() => look.time() > 10")


def test_a_path_is_drawn_on_a_plane(still: Explore) -> None:
    still.open("?model=vehicle-gru&t=40")
    picture = still.page.locator(".forecast-picture")
    expect(picture).to_have_attribute("aria-label", re.compile("A path of 60 steps: 40 that were given.*After step 40"))
    assert len((picture.locator(".is-free").get_attribute("d") or "").split("L")) == 21
    box = picture.bounding_box()
    assert box
    start = picture.locator(".forecast-start").bounding_box()
    assert start
    picture.click(position={"x": start["x"] - box["x"] + 3, "y": start["y"] - box["y"] + 3})
    still.wait_for_query(fold="false")
    assert still.time == 0


@pytest.mark.parametrize("name", ["digits-dense", "vehicle-gru", "sunspots-gru", "adding-lstm"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_pictures_of_numbers_fit_a_phone(window: Window, name: str, lang: str) -> None:
    phone = window(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    phone.open(f"?model={name}&t=1&lang={lang}")
    phone.picture()
    for font in phone.fonts():
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390, font


@pytest.mark.parametrize(
    "query",
    ["model=digits-dense&t=1", "model=vehicle-gru&t=45", "model=sunspots-gru&t=9", "model=adding-lstm&t=8",
     "model=entities-lstm&text=Paris+works&target=place,–&t=2"],
)
def test_axe_has_no_objection_to_pictures_of_numbers_and_marks_of_what_is_wrong(
    still: Explore, axe: str, query: str
) -> None:
    page = still.open(f"?{query}").page
    still.picture()
    found = {"stage": violations(page, axe, "light", "dark")}
    page.locator(".combo-open").click()
    expect(page.locator(".input-own button").first).to_be_visible()
    found["panel"] = violations(page, axe, "light", "dark")
    assert {state: objections for state, objections in found.items() if objections} == {}


@in_every_width
def test_in_french_every_number_that_is_read_has_its_comma(still: Explore) -> None:
    still.open("?model=vehicle-gru&t=4&lang=fr")
    still.page.keyboard.press("End")
    pair = r"−?\d,\d+\s; −?\d,\d+"
    expect(still.sentence).to_contain_text(re.compile(rf"lit \({pair}\).*Le réseau dit «\s{pair}\s»"))
    chips = " ".join(still.page.locator(".stage-chip text").all_text_contents())
    said = " ".join(still.page.locator(".stage-said").all_text_contents())
    assert "," in chips
    assert "," in said
    assert "…" not in said
    assert not re.search(r"\d\.\d", f"{chips} {said} {still.stage.get_attribute('aria-label')}")
    still.open("?model=adding-lstm&t=3&lang=fr")
    still.page.keyboard.press("End")
    expect(still.sentence).to_contain_text(re.compile(r"lit \d,\d+\..*Le réseau dit «\s\d,\d\d\s»"))
    still.page.locator(".combo-open").click()
    expect(still.page.locator("#input-target")).to_have_value(re.compile(r"^\d,\d\d$"))


STEP_BY_STEP = """async () => {
  const places = [], sentences = [];
  const T = Number(document.querySelector(".scrubber-slider").getAttribute("aria-valuemax"));
  for (let t = 0; t < T; t++) {
    const deadline = performance.now() + 30_000;
    while (look.time() !== t && performance.now() < deadline) await look.frames(1);
    await look.frames(2);
    places.push(document.getElementById("stage").offsetTop);
    sentences.push(document.getElementById("sentence").innerText);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  }
  return [places, sentences];
}"""
"""Where the stage stands at every step, and what is said there."""


@in_every_width
@pytest.mark.parametrize("query", ["", "model=melody-gru&t=1&lang=fr", "model=dates-gru&text=3+mai+24&t=1"])
def test_on_a_phone_the_picture_stays_where_it_is_while_the_network_speaks(window: Window, query: str) -> None:
    phone = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce")
    phone.open(f"?{query}")
    phone.page.keyboard.press("Home")
    phone.wait_for_time(0)
    places, sentences = phone.page.evaluate(STEP_BY_STEP)
    assert len(places) == int(phone.slider.get_attribute("aria-valuemax") or 0) > 1
    assert sum("says" in sentence or "dit" in sentence for sentence in sentences) > 1
    assert len(set(places)) == 1


@pytest.mark.parametrize(
    ("name", "hint", "caption"),
    [
        ("entities-lstm", "Each word is a step.", "unit 1 at step 1, “Ada”"),
        ("recall-lstm", "Each character is a step.", "unit 1 at step 1, “A”"),
        ("digits-dense", "Each line is a picture: 64 numbers from 0 to 1, row by row.", "unit 1 at step 1, a picture"),
        ("vehicle-gru", "Each line is a step: two numbers.", "unit 1 at step 1, (1.18, 0.382)"),
    ],
)
def test_the_page_says_what_a_step_of_the_network_reads(still: Explore, name: str, hint: str, caption: str) -> None:
    still.open(f"?model={name}&t=1")
    expect(still.page.locator(".heatmaps-readout")).to_have_text(caption)
    still.page.locator(".combo-open").click()
    expect(still.page.locator("#input-hint")).to_have_text(hint)
    still.page.keyboard.press("Escape")
    still.choose_cell("RNN")
    expect(still.page.locator("#input-hint")).to_contain_text("Paste numbers")


@pytest.mark.parametrize(("lang", "note", "words"), [("en", "E4·1", "E4, 1 beat"), ("fr", "mi4·1", "mi4, 1 temps")])
def test_notes_are_called_by_name_with_their_length(still: Explore, lang: str, note: str, words: str) -> None:
    still.open(f"?model=melody-gru&text=Ode+to+Joy&t=2&lang={lang}")
    expect(still.sentence).to_contain_text(re.compile(rf"[“«]\s?{words}\s?[”»]"))
    assert still.page.locator(".stage-said").all_text_contents()[:2] == [note, note]
    assert note in still.page.locator(".stage-chip text").all_text_contents()
    assert not re.search(r"[A-G]\d:\d", still.page.locator("main").inner_text())


@pytest.mark.parametrize(("name", "words"), [("digits-dense", "1 row of 64 numbers"), ("vehicle-gru", "40 rows of 2")])
def test_an_example_says_how_many_rows_it_has(still: Explore, name: str, words: str) -> None:
    still.open(f"?model={name}&t=1")
    still.page.locator(".combo-open").click()
    expect(still.page.locator(".input-own button").first).to_contain_text(words)


@in_every_width
@pytest.mark.parametrize("width", [1350, 1000])
def test_however_long_the_sentence_the_picture_under_it_stays(window: Window, width: int) -> None:
    french = window(viewport={"width": width, "height": 940}, reduced_motion="reduce")
    french.open("?model=melody-gru&text=Ode+to+Joy&t=1&lang=fr")
    french.picture()
    stage, step = french.page.locator("#stage"), french.page.locator(".sentence-line b").first
    before = stage.bounding_box()
    for t in range(2, 8):
        french.page.keyboard.press("ArrowRight")
        expect(step).to_have_text(f"Le pas {t}")
        assert stage.bounding_box() == before, t


def test_numbers_stand_in_their_fields_as_the_language_writes_them(still: Explore) -> None:
    still.open("?cell=gru&series=0.5,1,-0.25&gain=1.5&t=1&lang=fr")
    line, gain = still.page.locator("#input"), still.page.locator("#gain")
    expect(line).to_have_value("0,5; 1; -0,25")
    expect(gain).to_have_value("1,5")
    line.fill("0,75; 2.5")  # both spellings
    still.wait_for_query(series="0.75,2.5")
    gain.evaluate("field => { field.value = '2.25'; field.dispatchEvent(new Event('input', { bubbles: true })); }")
    still.wait_for_query(gain="2.25")


def test_a_word_of_one_letter_is_not_called_a_letter(still: Explore) -> None:
    still.open("?model=entities-lstm&text=Ada+vit+à+Londres&t=3")
    expect(still.page.locator("#inspector")).to_contain_text("“à”")
    expect(still.page.locator("#inspector")).not_to_contain_text("the letter")


@in_every_width
def test_a_number_that_is_too_long_for_its_chip_is_rounded(still: Explore) -> None:
    still.open("?model=sunspots-gru&t=111")
    chips = still.page.locator(".stage-chip.is-fed text")
    expect(chips.first).to_have_text(re.compile(r"^[−.\d]+$"))
    assert not [text for text in chips.all_text_contents() if "…" in text]


def test_what_draws_weights_is_offered_for_weights_that_are_drawn_only(still: Explore) -> None:
    still.open("?model=dates-gru")
    scheme = still.page.locator("#scheme")
    expect(scheme).to_have_value("model:dates-gru")
    still.page.locator(".controls-more").click()
    expect(still.page.locator("[data-field=bidirectional]")).to_be_visible()
    drawing = [still.page.locator(f"#{name}") for name in ("seed", "gain", "spectral_radius", "update_bias")]
    for field in drawing:
        expect(field).to_be_hidden()
    scheme.select_option("orthogonal")
    for field in drawing:
        expect(field).to_be_visible()
    scheme.select_option("model:names-gru")
    for field in drawing:
        expect(field).to_be_hidden()


def test_another_setting_says_that_the_training_is_left_and_leads_back(still: Explore) -> None:
    still.open("?model=entities-lstm&text=Ada+met+Charles&t=2")
    words, back = still.page.locator("#untrained p"), still.page.get_by_role("button", name="Back to the trained")
    expect(back).to_be_hidden()
    layers = still.page.locator("#num_layers")
    still.page.get_by_role("button", name="One unit more").click()
    expect(words).to_have_text("This is a new network with weights drawn at random. It has learnt nothing.")
    still.wait_for_query(hidden_size="25", model=None)
    layers.press("ArrowUp")
    still.wait_for_query(num_layers="2")
    back.click()
    still.wait_for_query(model="entities-lstm", hidden_size=None, text="Ada met Charles")
    expect(still.page.locator("#hidden_size")).to_have_value("24")
    expect(layers).to_have_value("1")
    expect(back).to_be_hidden()
    expect(still.page.locator(".stage-chip > text:not(:empty)")).to_have_text(["Ada", "met", "Charles"])


def test_who_asks_for_drawn_weights_is_not_told_so(still: Explore) -> None:
    still.open("?model=entities-lstm&t=1")
    still.page.get_by_label("GRU").check(force=True)
    expect(still.page.locator("#untrained .notice-line")).to_be_visible()
    still.page.locator("#scheme").select_option("orthogonal")
    expect(still.page.locator("#untrained .notice-line")).to_be_hidden()
    still.wait_for_query(scheme="orthogonal", cell="gru")


def test_a_key_that_changes_nothing_keeps_the_trained_network(still: Explore) -> None:
    still.open("?model=entities-lstm&t=1")
    still.page.locator("#num_layers").press("ArrowDown")
    still.page.keyboard.press("Tab")
    still.frames(2)
    expect(still.page.locator("#scheme")).to_have_value("model:entities-lstm")
    assert still.page.evaluate("look.time()") > 0


PHASES = """() => [...document.querySelectorAll(".stage-phase")]
  .filter((name) => name.checkVisibility({ visibilityProperty: true }))
  .map((name) => ({ words: name.textContent, box: name.getBoundingClientRect().toJSON() }))"""
BELOW = """Math.max(...[...document.querySelectorAll(".stage-chip > rect")]
  .map((chip) => chip.getBoundingClientRect().bottom))"""


@pytest.mark.parametrize(
    ("width", "t", "names"),
    [
        (1350, 9, [("encoder: reads", "encodeur : lit"), ("decoder: writes", "décodeur : écrit")]),
        (390, 9, [("encoder", "encodeur"), ("decoder: writes", "décodeur : écrit")]),
        (390, 18, [("decoder: writes", "décodeur : écrit")]),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_encoder_and_decoder_are_named_under_their_steps(
    window: Window, width: int, t: int, names: list[tuple[str, str]], lang: str
) -> None:
    seen = window(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    page = seen.open(f"?model=dates-gru&t={t}&lang={lang}").page
    expect(page.locator(".stage-phase").last).to_be_visible()
    for font in seen.fonts():
        found = page.evaluate(PHASES)
        words = [one["words"].replace("\N{NO-BREAK SPACE}", " ") for one in found]
        assert words == [pair[lang == "fr"] for pair in names], font
        stage = page.locator(".stage-frame").bounding_box()
        assert stage
        for one in found:
            assert one["box"]["top"] >= page.evaluate(BELOW), f"{font}: it covers no token"
            assert stage["x"] <= one["box"]["left"] < one["box"]["right"] <= stage["x"] + stage["width"], font
        if len(found) == 2:
            assert found[0]["box"]["right"] < found[1]["box"]["left"], font


def test_a_network_in_one_voice_names_no_phases(still: Explore) -> None:
    still.open("?model=melody-gru&t=2")
    still.picture()
    expect(still.page.locator(".stage-phase")).to_have_count(0)


def test_the_signs_to_start_and_to_end_are_named(still: Explore) -> None:
    still.open("?model=dates-gru&t=9")
    expect(still.sentence).to_contain_text("Step 9 reads “▸”, the sign to start.")
    still.open("?model=names-gru&text=al&generate=20&t=1&lang=fr")
    expect(still.sentence).to_contain_text("le signe de départ")
    still.open("?cell=gru&text=%E2%96%B8a&t=1&fold=false")
    expect(still.sentence).to_contain_text("reads “▸”. Unit 1")
    still.open("?model=names-gru&text=al&generate=20")
    still.page.keyboard.press("End")
    expect(still.sentence).to_contain_text("The network says “end”")


@pytest.mark.parametrize("width", [390, 1350])
def test_a_title_is_whole_in_its_chip(window: Window, width: int) -> None:
    seen = window(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    chip = seen.open("?model=melody-gru&text=Ode+to+Joy&t=1").page.locator(".stage-chip.is-current")
    expect(chip).to_be_visible()
    lines = chip.locator(":scope > text")
    assert " ".join(filter(None, lines.all_text_contents())) == "Ode to Joy"
    for font in seen.fonts():
        room = chip.locator("rect").first.bounding_box()
        assert room
        for line in lines.all():
            box = line.bounding_box()
            assert box
            if box["width"]:
                assert room["x"] < box["x"], font
                assert box["x"] + box["width"] < room["x"] + room["width"], font
                assert room["y"] - 1 < box["y"], font
                assert box["y"] + box["height"] < room["y"] + room["height"] + 1, font


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_cell_s_name_is_whole_on_a_phone(window: Window, lang: str) -> None:
    seen = window(viewport={"width": 390, "height": 844}).open(f"?cell=dense&text=hello&lang={lang}")
    measure = """() => {
      const select = document.querySelector("#cell-phone");
      const { font, paddingLeft, paddingRight } = getComputedStyle(select);
      const brush = document.createElement("canvas").getContext("2d");
      brush.font = font;
      const words = brush.measureText(select.selectedOptions[0].text).width;
      return select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - words;
    }"""
    assert {font: room for font in seen.fonts() if (room := seen.page.evaluate(measure)) < 0} == {}
