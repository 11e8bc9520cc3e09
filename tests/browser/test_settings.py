"""Each setting changes the picture at once, keeps the step and the unit, and is in the address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

READING = "text=hello&t=3&unit=2"


def seed(explore: Explore) -> None:
    explore.page.get_by_role("button", name="Next seed").click()


def units(explore: Explore) -> None:
    explore.page.get_by_label("Units").fill("12")


def layers(explore: Explore) -> None:
    explore.page.get_by_role("button", name="One layer more").click()


def weights(explore: Explore) -> None:
    explore.page.get_by_label("Weights").select_option(label="Orthogonal")


def direction(explore: Explore) -> None:
    explore.open_more().get_by_role("group", name="Direction").get_by_text("Both", exact=True).click()


def number(label: str, value: str) -> Callable[[Explore], None]:
    def change(explore: Explore) -> None:
        explore.open_more().get_by_label(label).fill(value)

    return change


def choice(group: str, word: str) -> Callable[[Explore], None]:
    def change(explore: Explore) -> None:
        explore.open_more().get_by_role("group", name=group).get_by_text(word, exact=True).click()

    return change


Change = tuple[Callable[[Explore], None], dict[str, str]]

SETTINGS: dict[str, list[Change]] = {
    "lstm": [
        (seed, {"seed": "1"}),
        (units, {"hidden_size": "12"}),
        (layers, {"num_layers": "2"}),
        (weights, {"scheme": "orthogonal"}),
        (direction, {"bidirectional": "true"}),
        (number("Forget bias", "2"), {"forget_bias": "2"}),
    ],
    "gru": [
        (number("Update bias", "-1.5"), {"update_bias": "-1.5"}),
        (choice("Reset gate", "Before U h"), {"form": "reset_before"}),
    ],
    "rnn": [
        (number("Gain", "2.5"), {"gain": "2.5"}),
        (number("Spectral radius", "0.9"), {"spectral_radius": "0.9"}),
        (choice("Nonlinearity", "relu"), {"nonlinearity": "relu"}),
    ],
    "dense": [(choice("Nonlinearity", "relu"), {"nonlinearity": "relu"})],
}


@pytest.mark.parametrize("cell", SETTINGS)
def test_every_setting_changes_the_picture_keeps_the_place_and_outlives_a_reload(still: Explore, cell: str) -> None:
    still.open(f"?cell={cell}&{READING}")
    said = {"cell": cell, "t": "3", "unit": "2"}
    for change, query in SETTINGS[cell]:
        said |= query
        with still.changing():
            change(still)
            still.wait_for_query(**said)
        expect(still.page.locator(".notice-line")).to_be_hidden()
    picture, heading = still.picture(), still.page.locator(".inspector-heading").inner_text()
    still.page.reload()
    still.wait_for_inside(3)
    assert still.picture() == picture
    assert still.page.locator(".inspector-heading").inner_text() == heading


@pytest.mark.parametrize(("name", "cell"), [("Neuron", "dense"), ("RNN", "rnn"), ("LSTM", "lstm"), ("GRU", "gru")])
def test_switching_the_cell_keeps_the_place(still: Explore, name: str, cell: str) -> None:
    still.open(f"?cell={'gru' if cell == 'lstm' else 'lstm'}&{READING}")
    with still.changing():
        still.choose_cell(name)
        still.wait_for_query(cell=cell, t="3", unit="2")
    signals = {"dense": ["h"], "rnn": ["h"], "lstm": ["f", "i", "g", "o", "c", "h"], "gru": ["r", "z", "n", "h"]}[cell]
    rows = [row.get_attribute("data-row") for row in still.inspector.locator("[data-row]").all()]
    assert sorted(map(str, rows)) == sorted(signals)
    assert still.page.locator(".heatmaps-figure").count() == len(signals)


def test_only_the_settings_of_the_cell_are_offered(still: Explore) -> None:
    def offered() -> list[str]:
        fields: list[Locator] = still.open_more().locator("[data-field]:visible").all()
        return [str(field.get_attribute("data-field")) for field in fields]

    still.open(f"?cell=lstm&{READING}")
    assert offered() == ["bidirectional", "gain", "spectral_radius", "forget_bias"]
    still.choose_cell("GRU")
    still.wait_for_query(cell="gru")
    assert offered() == ["bidirectional", "gain", "spectral_radius", "update_bias", "form"]
    still.choose_cell("Neuron")
    still.wait_for_query(cell="dense")
    assert offered() == ["bidirectional", "gain", "nonlinearity"]


def test_a_feedforward_neuron_has_no_line_to_the_right(still: Explore) -> None:
    still.open(f"?cell=rnn&{READING}")
    assert still.page.locator(".stage-memory").count() > 0
    still.choose_cell("Neuron")
    still.wait_for_query(cell="dense")
    expect(still.page.locator(".stage-memory")).to_have_count(0)


def test_the_reset_gate_has_its_equation_in_each_form(still: Explore) -> None:
    still.open(f"?cell=gru&{READING}")
    still.picture()
    after = still.page.locator('[data-row="n"] .inspector-math').inner_text()
    choice("Reset gate", "Before U h")(still)
    expect(still.page.locator('[data-row="n"] .inspector-math')).not_to_have_text(after)


def test_a_setting_of_another_cell_is_kept_for_when_it_comes_back(still: Explore) -> None:
    still.open(f"?cell=lstm&forget_bias=2&{READING}")
    picture = still.picture()
    still.choose_cell("RNN")
    still.wait_for_query(cell="rnn", forget_bias="2")
    still.choose_cell("LSTM")
    still.wait_for_query(cell="lstm", forget_bias="2")
    still.wait_for_inside(3)
    assert still.picture() == picture


def test_a_change_is_a_transition_and_not_a_jump(explore: Explore) -> None:
    explore.open(f"?cell=lstm&gain=2.5&{READING}")
    old = explore.picture()
    film = explore.page.evaluate(
        """() => {
            document.querySelector('[aria-label="Next seed"]').click();
            const units = [...document.querySelectorAll(".stage-strip rect")];
            return look.film(() => units.map((e) => e.getAttribute("fill")).join(), (_time, ms) => ms > 1500);
        }"""
    )
    assert len(set(film)) > 3
    assert explore.picture() != old
    assert explore.place == (3, 2)


def test_fewer_units_move_the_selected_one_to_the_last(still: Explore) -> None:
    still.open("?cell=lstm&text=hello&t=3&unit=8")
    still.page.get_by_label("Units").fill("4")
    still.wait_for_query(hidden_size="4")
    still.picture()
    assert still.unit == 4


def test_a_link_opens_the_same_for_everyone(still: Explore, window: Window) -> None:
    still.open(
        "?cell=gru&text=hello&hidden_size=12&num_layers=2&bidirectional=true&form=reset_before&gain=2&update_bias=1"
        "&seed=7&scheme=orthogonal&t=3&unit=9&layer=2&direction=reverse&speed=2&loop=true&theme=dark"
    )
    picture = still.picture()
    still.page.locator("#seed").press("ArrowUp")
    still.page.locator("#seed").press("ArrowDown")
    assert still.picture() == picture
    still.wait_for_query(seed="7")
    other = window(reduced_motion="reduce")
    other.open("?" + still.page.url.split("?")[1])
    assert other.picture() == picture
    assert other.query == still.query
    assert other.place == still.place
    assert (
        other.page.locator(".inspector-heading").inner_text() == still.page.locator(".inspector-heading").inner_text()
    )
    expect(other.page.get_by_label("Speed")).to_have_value("2")


def test_the_page_as_it_opens_has_a_short_address(still: Explore) -> None:
    still.open()
    still.press("Step back")
    still.wait_for_query(t="4")
    assert still.query == {"t": "4"}
    still.press("Step forward")
    still.page.wait_for_function("() => location.search === ''")


WRONG = [
    ("Units", "0", r"0 is out of range\. Give a number from 1 to 256"),
    ("Units", "2.5", "“2.5” is not a whole number"),
    ("Units", "many", "“many” is not a whole number"),
    ("Layers", "9", r"9 is out of range\. Give a number from 1 to 4"),
    ("Seed", "-1", "-1 is out of range"),
    ("Gain", "x", "“x” is not a number"),
]


def test_an_entry_that_cannot_be_used_is_named_beside_its_field_and_the_picture_stays(still: Explore) -> None:
    still.open(f"?cell=lstm&{READING}")
    still.open_more()
    for label, entry, words in WRONG:
        picture = still.picture()
        field = still.page.get_by_label(label, exact=True)
        before = field.input_value()
        field.fill(entry)
        problem = still.page.locator(f'[data-problem="{field.get_attribute("name")}"]')
        expect(problem).to_be_visible()
        expect(problem).to_have_text(re.compile(words))
        expect(field).to_have_attribute("aria-invalid", "true")
        assert still.picture() == picture
        field.fill(before)
        expect(problem).to_be_hidden()
        assert field.get_attribute("aria-invalid") is None


def test_a_link_with_mistakes_opens_and_names_them(still: Explore) -> None:
    still.open(f"?cell=lstm&hidden_size=0&colour=red&{READING}")
    expect(still.page.locator("#hidden_size-problem")).to_contain_text("0 is out of range")
    expect(still.page.locator("#notice")).to_contain_text("This page has no setting called “colour”")
    assert still.tokens == list("hello")


def test_both_directions_read_from_both_ends(still: Explore) -> None:
    still.open("?cell=rnn&text=abcd&bidirectional=true&direction=reverse&t=1")
    assert still.step == 4
    expect(still.sentence).to_contain_text("Step 4 reads “d”")
    still.press("Step forward")
    still.wait_for_inside(3)
