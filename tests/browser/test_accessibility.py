"""Nothing for axe to object to in any theme, language and state; on a phone everything fits and can be hit."""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.explore import UNTRAINED, Explore

PHONE: Final = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
READING: Final = "cell=lstm&text=hello+world&gain=2.5&t=5&unit=3"


def violations(page: Page, axe: str, *themes: str) -> list[str]:
    """What axe objects to in the page as it is now; of a second theme only the colours are new."""
    page.mouse.move(1, 1)  # what is pointed at is lit, the rest dimmed
    page.evaluate(axe)
    return list(page.evaluate("(themes) => look.objections(themes)", themes or ("light", "dark")))


@pytest.mark.parametrize(("lang", "themes"), [("en", ("light", "dark")), ("fr", ("dark",))], ids=["en", "fr"])
def test_axe_has_no_objection_on_a_desktop(window: Window, axe: str, lang: str, themes: tuple[str, ...]) -> None:
    explore = window(reduced_motion="reduce")
    page = explore.open(f"?{READING}&lang={lang}").page
    explore.picture()
    found = {}
    page.locator('[data-row="f"] .inspector-result').click()
    expect(explore.provenance.locator(".inspector-bar").first).to_be_visible()
    page.locator("summary").click()
    explore.open_more()
    page.locator("#hidden_size").fill("0")
    found["more settings, a number's origin, the table and a wrong entry"] = violations(page, axe, *themes)
    page.locator(".share-open").click()
    page.locator(".heatmaps-head button").nth(1).dispatch_event("click")
    found["share menu and lines"] = violations(page, axe, *themes)
    page.locator(".combo-open").click()
    found["input panel"] = violations(page, axe, *themes)
    assert {state: objections for state, objections in found.items() if objections} == {}


def test_axe_has_no_objection_to_a_folded_and_to_an_empty_network(still: Explore, axe: str) -> None:
    page = still.open(UNTRAINED).page
    still.picture()
    assert violations(page, axe) == []
    still.input.fill("")
    expect(page.locator(".inspector-empty")).to_be_visible()
    assert violations(page, axe) == []


def nothing(_explore: Explore) -> None:
    """The page as it is."""


def menu(explore: Explore) -> None:
    explore.page.locator(".header-menu").click()
    expect(explore.page.locator(".nav a").first).to_be_visible()


def sheet(explore: Explore) -> None:
    explore.open_more()


def share(explore: Explore) -> None:
    explore.open_more()
    explore.page.locator(".share-open").click()


def inputs(explore: Explore) -> None:
    explore.page.locator(".combo-open").click()


def origin_of_a_number(explore: Explore) -> None:
    explore.page.get_by_role("tab").nth(1).click()
    explore.page.locator('[data-row="h"] .inspector-result').click()
    expect(explore.provenance).to_have_count(1)


def heatmaps(explore: Explore) -> None:
    explore.page.get_by_role("tab").nth(2).click()
    explore.picture()


PHONE_STATES: Final = [nothing, menu, sheet, share, inputs, origin_of_a_number, heatmaps]


def open_phone(window: Window, query: str) -> Explore:
    phone = window(**PHONE, reduced_motion="reduce")
    phone.open(query)
    phone.picture()
    return phone


def test_axe_has_no_objection_on_a_phone(window: Window, axe: str) -> None:
    found = {}
    phone = window(**PHONE, reduced_motion="reduce")
    for i, state in enumerate(PHONE_STATES[1:]):
        phone.open(f"?{READING}&lang={('en', 'fr')[i % 2]}")
        phone.picture()
        state(phone)
        found[state.__name__] = violations(phone.page, axe)
    assert {name: objections for name, objections in found.items() if objections} == {}


def test_axe_has_no_objection_to_the_widget(window: Window, axe: str) -> None:
    widget = window(reduced_motion="reduce")
    widget.open(f"?{READING}", path="/embed/unrolled")
    widget.picture()
    assert violations(widget.page, axe) == []


def overlaps(controls: list[dict[str, Any]]) -> list[str]:
    """Pairs of controls of which one lies on the other, though none is in the other."""
    found = []
    for a, b in combinations(controls, 2):
        if b["index"] in a["related"] or a["layer"] != b["layer"] or (a["group"] and b["group"]):
            continue
        across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
        down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
        if across > 1.5 and down > 1.5:
            found.append(f"{a['name']} and {b['name']}, by {across:.0f} × {down:.0f}")
    return found


@pytest.mark.parametrize(("cell", "lang"), [("lstm", "fr"), ("gru", "en")])
def test_on_a_phone_nothing_is_too_wide_too_small_or_on_top_of_another(window: Window, cell: str, lang: str) -> None:
    found: dict[tuple[str, str], list[str]] = {}
    phone = window(**PHONE, reduced_motion="reduce")
    for state in PHONE_STATES:
        place = "" if state is menu else "&t=5&unit=3"  # once folded, too
        phone.open(f"?cell={cell}&text=hello+world&lang={lang}{place}")
        phone.picture()
        state(phone)
        for font in phone.fonts():
            found[state.__name__, font] = too_wide_too_small_or_covered(phone.page)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def too_wide_too_small_or_covered(page: Page) -> list[str]:
    """What is wrong with the layout of a page on a phone."""
    wrong: list[str] = []
    width = page.evaluate("() => document.documentElement.scrollWidth")
    if width > 390:
        wrong.append(f"the page is {width} px wide")
    wrong += [f"cut at the right: {text}" for text in page.evaluate("look.cut()")]
    wrong += [f"{size} px: {text}" for text, size in page.evaluate("look.small()")]
    controls = page.evaluate("look.controls()")
    wrong += overlaps(controls)
    return wrong + [
        f"{c['name']} is {c['width']:.0f} × {c['height']:.0f}"
        for c in controls
        if not c["label"] and not c["within"] and min(c["width"], c["height"]) < 23.5
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_from_a_phone_to_a_wall_the_page_never_scrolls_sideways_or_overlaps(window: Window, lang: str) -> None:
    page = window(new=True, reduced_motion="reduce").open(f"?cell=lstm&text=hello+world&t=5&lang={lang}")
    for width in (2560, 1350, 1200, 1024, 900, 768, 600, 390, 360):
        page.page.set_viewport_size({"width": width, "height": 900})
        page.picture()
        for font in page.fonts():
            assert page.page.evaluate("() => document.documentElement.scrollWidth") <= width, font
            assert overlaps(page.page.evaluate("look.controls()")) == [], (width, font)
            assert page.page.evaluate("look.cut()") == [], (width, font)


def test_on_a_phone_the_sheet_holds_the_settings_and_closes(window: Window) -> None:
    phone = open_phone(window, f"?{READING}")
    expect(phone.page.locator("#seed")).to_be_hidden()
    panel = phone.open_more()
    expect(panel.locator("#seed")).to_be_visible()
    panel.get_by_role("button", name="Next seed").click()
    phone.wait_for_query(seed="1", t="5")
    expect(phone.transport.get_by_role("button", name="Play")).to_be_in_viewport()
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_on_a_phone_the_tabs_show_one_view_at_a_time(window: Window) -> None:
    phone = open_phone(window, f"?{READING}")
    parts = [".inspector-cell", ".inspector-equations", ".heatmaps-view"]
    for i, part in enumerate(parts):
        phone.page.get_by_role("tab").nth(i).click()
        for other in parts:
            expect(phone.page.locator(other)).to_be_visible(visible=other == part)
    phone.page.keyboard.press("ArrowLeft")
    expect(phone.page.locator(".inspector-equations")).to_be_visible()
    assert phone.time == 5


def test_on_a_phone_the_cell_is_chosen_from_a_list(window: Window) -> None:
    phone = open_phone(window, f"?{READING}")
    phone.page.locator("#cell-phone").select_option(label="GRU")
    phone.wait_for_query(cell="gru", t="5", unit="3")
