"""The Architectures page as a visitor uses it: choose a type, play, hear, change what it reads, go on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from engine import models
from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.fonts import in_every_width
from tests.browser.test_accessibility import PHONE

PATH = "/architectures"
TYPES = ("one-to-one", "one-to-many", "many-to-one", "many-to-many", "many-to-many-unequal")

COUNT_NOTES = """
  window.rung = [];
  const Oscillator = window.OscillatorNode;
  window.OscillatorNode = class extends Oscillator {
    constructor(context, options) { super(context, options); window.rung.push(options.frequency); }
  };
"""


def card(page: Page, name: str) -> str:
    return f'#types [data-type="{name}"]'


def rung(page: Page) -> list[float]:
    return list(page.evaluate("rung"))


FEED = """async ({ texts, wholes, given }) => {
  const words = () => [...document.querySelectorAll(given)].map((text) => text.textContent);
  const drawn = [];
  for (const [i, text] of texts.entries()) {
    const field = document.getElementById("feed-text");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const deadline = performance.now() + 30_000;
    while (words().at(-1) !== wholes[i] && performance.now() < deadline) await look.frames(1);
    drawn.push(words());
  }
  return drawn;
}"""
"""What is drawn of each text once the page is fed it."""


@in_every_width
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [1350, 390])
def test_no_word_of_any_example_is_cut(window: Window, lang: str, width: int) -> None:
    page = window(viewport={"width": width, "height": 900}).open(f"?lang={lang}", PATH).page
    shown = shown_models(page)
    for name in ("one-to-many", "many-to-one", "many-to-many"):
        page.locator(card(page, name)).dispatch_event("click")
        texts = [example["text"] for example in models.load(shown[name]).card["examples"]]
        wholes = texts if name == "one-to-many" else [re.split(r"[ ']", text)[-1] for text in texts]
        given = f"{card(page, name)} .is-given text"
        drawn = page.evaluate(FEED, {"texts": texts, "wholes": wholes, "given": given})
        assert [word for words in drawn for word in words if "…" in word] == []
        assert [words[-1] for words in drawn] == wholes
    size = "all => Math.min(...all.map((text) => parseFloat(getComputedStyle(text).fontSize)))"
    assert page.locator("#types svg text").evaluate_all(size) >= 12


def shown_models(page: Page) -> dict[str, str]:
    types = "JSON.parse(document.getElementById('page-data').textContent).types"
    return {one["name"]: one["model"] for one in page.evaluate(types)}


def test_while_it_plays_the_same_step_is_lit_in_the_row(explore: Explore) -> None:
    page = explore.open("?type=many-to-one&t=0&speed=0.25", PATH).page
    assert page.locator("#types .is-current").count() == 0
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("#types .is-current")).to_have_count(1)
    lit = page.locator("#types .is-current .arch-chip text").text_content()
    assert lit == page.locator("#enlarged .is-current .arch-chip text").text_content()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator("#types .is-current")).to_have_count(0)


def test_the_melody_rings_note_by_note_is_lit_where_it_rings_and_stops(window: Window) -> None:
    visitor = window(new=True)
    visitor.page.add_init_script(COUNT_NOTES)
    page = visitor.open("?type=one-to-many&speed=4", PATH).page
    listen = page.locator(".player-listen")
    listen.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#enlarged .is-sounding .arch-box")).to_have_count(1)
    page.wait_for_function("() => rung.length >= 4")
    assert [round(note) for note in rung(page)[:4]] == [330, 330, 349, 392]  # E E F G
    page.keyboard.press("Enter")
    expect(listen).to_have_attribute("aria-label", "Listen")
    expect(page.locator(".is-sounding")).to_have_count(0)
    heard = len(rung(page))
    page.wait_for_timeout(400)  # two notes at this speed
    assert len(rung(page)) == heard


def test_space_stops_the_melody_too(window: Window) -> None:
    visitor = window(new=True)
    visitor.page.add_init_script(COUNT_NOTES)
    page = visitor.open("?type=one-to-many&speed=4", PATH).page
    page.locator(".player-listen").click()
    page.wait_for_function("() => rung.length >= 2")
    page.locator("#main").focus()
    page.keyboard.press(" ")
    expect(page.locator(".player-listen")).to_have_attribute("aria-label", "Listen")
    heard = len(rung(page))
    page.wait_for_timeout(400)
    assert len(rung(page)) == heard


def test_what_would_be_right_may_be_said_in_the_words_of_the_page(window: Window) -> None:
    explore = window()
    page = explore.open("?type=many-to-one&lang=fr", PATH).page
    expect(page.locator("#feed-target")).to_have_value("positif")
    page.locator("#feed-target").fill("négatif")
    explore.wait_for_query(target="negative")
    expect(page.locator("#enlarged .arch-right")).to_have_text("négatif")
    page.locator("#feed-target").fill("tiède")
    expect(page.locator("#target-problem")).to_contain_text("négatif, positif")
    page.locator("#feed-target").fill("negative")
    expect(page.locator("#target-problem")).to_be_hidden()
    expect(page.locator("#feed-target")).to_have_value("negative")


def test_every_network_of_the_type_is_one_link_away(explore: Explore) -> None:
    page = explore.open("", PATH).page
    found = set()
    for name in TYPES:
        page.locator(card(page, name)).click()
        expect(page.locator(".about-train")).to_have_attribute("href", f"/train?task={tasks_of(page)[name]}")
        expect(page.locator(".about-figures b").first).to_have_text(re.compile(r"\d"))
        links = page.locator(".about-others a, .feed-explore")
        found |= set(links.evaluate_all("all => all.map((link) => new URL(link.href).searchParams.get('model'))"))
    assert found == set(models.names())


def test_a_picture_opens_in_explore_as_it_is_drawn(still: Explore) -> None:
    drawn = "0" * 9 + "g" + "0" * 54
    page = still.open(f"?type=one-to-one&picture={drawn}", PATH).page
    page.get_by_role("link", name="Open in Explore").click()
    still.wait_for_query(model="digits-dense")
    data = page.evaluate("JSON.parse(document.getElementById('page-data').textContent)")
    assert data["problems"] == []
    assert data["config"]["vectors"] == [[float(sign == "g") for sign in drawn]]


def tasks_of(page: Page) -> dict[str, str]:
    return {name: models.load(model).card["task"] for name, model in shown_models(page).items()}


@in_every_width
def test_on_a_phone_playing_brings_the_run_above_the_player(window: Window) -> None:
    page = window(**PHONE).open("?type=many-to-one&t=0", PATH).page
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        """() => document.querySelector("#enlarged .enlarged-frame").getBoundingClientRect().bottom
          <= document.querySelector("#transport").getBoundingClientRect().top + 1"""
    )


def test_on_a_phone_the_brackets_say_what_they_are_wherever_the_strip_is_scrolled(window: Window) -> None:
    phone = window(**PHONE).open("?lang=fr", PATH)
    page = phone.page
    frame = page.locator(".enlarged-frame")
    for font in phone.fonts():
        for t in (0, 12, 18):
            page.evaluate("(left) => document.querySelector('.enlarged-frame').scrollTo(left, 0)", t * 40)
            box = frame.bounding_box()
            assert box
            for label in page.locator(".arch-phase > span").all():
                place = label.bounding_box()
                assert place
                inside = place["x"] >= box["x"] - 1 and place["x"] + place["width"] <= box["x"] + box["width"] + 1
                bracket = label.locator("xpath=..").bounding_box()
                assert bracket
                room = min(bracket["x"] + bracket["width"], box["x"] + box["width"]) - max(bracket["x"], box["x"])
                assert inside or room < place["width"] + 8, (font, t)


def test_at_rest_the_whole_run_is_shown_from_where_inputs_enter(window: Window) -> None:
    for view in ({"viewport": {"width": 1350, "height": 940}}, PHONE):
        explore = window(**view)
        page = explore.open("?type=one-to-many", PATH).page
        expect(page.locator("#enlarged .arch-chip.is-given")).to_have_text("Ode to Joy")
        expect(page.locator("#enlarged .is-current")).to_have_count(0)
        [[frame, _], [chip, _]] = places(page, ".enlarged-frame") + places(page, "#enlarged .arch-chip.is-given")
        assert chip >= frame
        total = page.evaluate(RUNS)["one-to-many"]["loss"]["total"]
        expect(page.locator("#sentence")).to_contain_text(f"31 outputs come out. Their losses add up to {total:.2f}.")
        page.locator("#main").focus()
        page.keyboard.press("ArrowLeft")  # to the last step first
        expect(page.locator("#sentence")).to_contain_text("Step 31")
        explore.wait_for_query(t="31")
        page.keyboard.press("Escape")
        expect(page.locator("#enlarged .is-current")).to_have_count(0)


RUNS = """Object.fromEntries(
  JSON.parse(document.getElementById('page-data').textContent).types.map(({ name, model, given, longest, run }) =>
    [name, { model, given, longest, loss: run.loss }]))"""
RUN = """(body) => fetch("/api/v1/run", {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
}).then((answer) => answer.json())"""


def test_every_loss_on_screen_is_the_one_that_the_api_counts(window: Window) -> None:
    page = window().open("", PATH).page
    for name, shown in page.evaluate(RUNS).items():
        page.locator(card(page, name)).click()
        expect(page.locator(f"{card(page, name)}")).to_have_attribute("aria-checked", "true")
        given = shown["given"]
        pixels = given["picture"] and [int(sign, 17) / 16 for sign in given["picture"]]
        signs = name in ("one-to-one", "many-to-many-unequal")
        target = list(given["target"]) if signs else given["target"].split()
        target += [None] * ((shown["longest"] or 0) - len(target))
        body = {
            "network": {"model": shown["model"]},
            "input": {"vectors": [pixels]} if pixels else {"text": given["text"]},
            "target": target,
        }
        loss = page.evaluate(RUN, body)["loss"]
        expect(page.locator("#enlarged .arch-loss-number")).to_have_text(
            [f"{one:.2f}" for one in loss["per_step"] if one is not None]
        )
        expect(page.locator(".enlarged-sum b")).to_have_text(f"{loss['total']:.2f}")
        expect(page.locator(f"{card(page, name)} .type-loss")).to_contain_text(f"= {loss['total']:.2f}")


def test_the_notes_that_would_be_right_read_as_everywhere_and_may_be_typed_so(window: Window) -> None:
    explore = window()
    page = explore.open("?type=one-to-many&lang=fr", PATH).page
    field = page.locator("#feed-target")
    expect(field).to_have_value(re.compile("^mi4·1 mi4·1 fa4·1 .*mi4·1½ .* fin$"))
    field.fill("MI4 mi4·1 fa4:1 SOL4·½ fin")
    explore.wait_for_query(target="E4:1 E4:1 F4:1 G4:0.5 ■")
    expect(page.locator("#enlarged .arch-right").first).to_have_text("sol")
    expect(field).to_have_value("MI4 mi4·1 fa4:1 SOL4·½ fin")
    field.fill("mi4 mu4")
    expect(page.locator("#target-problem")).to_contain_text("« mu4 »")
    expect(page.locator("#target-problem")).to_contain_text("mi4·1, fa4·1, sol4·1")


def test_too_few_right_answers_are_said_in_the_words_of_the_page(window: Window) -> None:
    explore = window()
    page = explore.open("?type=many-to-many&lang=fr", PATH).page
    outputs = page.locator("#enlarged .arch-said").count()
    page.locator("#feed-target").fill("qui - où")  # a hyphen will do
    problem = page.locator("#target-problem")
    expect(problem).to_contain_text(f"{outputs} sorties partent : donnez {outputs} réponses, pas 3.")
    for font in explore.fonts():
        box = problem.bounding_box()
        assert box
        assert box["x"] + box["width"] <= page.evaluate("document.documentElement.clientWidth"), font


def places(page: Page, selector: str) -> list[list[float]]:
    box = "all => all.map((one) => { const { left, top } = one.getBoundingClientRect(); return [left, top]; })"
    return list(page.locator(selector).evaluate_all(box))


@in_every_width
def test_what_a_visitor_types_moves_none_of_the_other_types(window: Window) -> None:
    page = window(viewport={"width": 1350, "height": 940}).open("?type=many-to-one", PATH).page
    expect(page.locator("#types[data-ready]")).to_be_visible()
    before = places(page, "#types .type")
    for text in ("a", "a good film", "this film was a bit long but not bad at all"):
        page.locator("#feed-text").fill(text)
        said = page.locator(f"{card(page, 'many-to-one')} .is-given text")
        expect(said.first).to_have_text(text.split()[0])
        assert places(page, "#types .type") == before


@in_every_width
def test_the_run_stands_where_it_stood_when_another_type_is_chosen(window: Window) -> None:
    page = window(viewport={"width": 1350, "height": 940}).open("", PATH).page
    heights = set()
    for name in TYPES:
        page.locator(card(page, name)).click()
        expect(page.locator(f"{card(page, name)}")).to_have_attribute("aria-checked", "true")
        page.wait_for_timeout(100)
        heights |= {round(top) for _left, top in places(page, "#enlarged, #transport .transport-play")}
    assert len(heights) == 2


def test_a_phone_turns_the_types_like_pages(window: Window) -> None:
    page = window(**PHONE).open("", PATH).page
    expect(page.locator(".types-pager")).to_contain_text("5/5")
    expect(page.get_by_role("button", name="The next type")).to_be_disabled()
    page.get_by_role("button", name="The type before").click()
    expect(page.locator(card(page, "many-to-many"))).to_have_attribute("aria-checked", "true")
    expect(page.locator(f"{card(page, 'many-to-many')} .type-title")).to_be_in_viewport()
