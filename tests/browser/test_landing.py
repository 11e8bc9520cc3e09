"""The first view: a trained network that has read five words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import UNTRAINED, Explore

WORDS = {
    "en": (["Ada", "Lovelace", "lived", "in", "London"], ["who", "who", "–", "–", "where"], "A trained LSTM read five"),
    "fr": (["Ada", "Lovelace", "vivait", "à", "Londres"], ["qui", "qui", "–", "–", "où"], "Un LSTM entraîné a lu cinq"),
}


def said(explore: Explore) -> list[str]:
    """What stands above the steps."""
    return [text.strip() for text in explore.page.locator(".stage-said").all_text_contents()]


@pytest.mark.parametrize("path", ["/", "/embed/unrolled"])
@pytest.mark.parametrize("lang", WORDS)
def test_every_word_has_its_tag_and_a_sentence_says_what_one_sees(still: Explore, lang: str, path: str) -> None:
    still.open(f"?lang={lang}", path)
    still.picture()
    tokens, tags, sentence = WORDS[lang]
    assert (still.tokens, said(still)) == (tokens, tags)
    assert still.time == 5
    expect(still.sentence).to_contain_text(sentence)


def test_the_steps_of_a_short_run_fill_the_stage(still: Explore) -> None:
    still.open()
    still.picture()
    for font in still.fonts():
        stage, last = (still.page.locator(one).last.bounding_box() for one in (".stage-canvas", ".stage-cursor"))
        assert stage
        assert last
        assert stage["x"] + stage["width"] - (last["x"] + last["width"]) < 40, font


def test_play_reads_the_words_from_the_first(explore: Explore) -> None:
    explore.open()
    seen = explore.page.evaluate(
        """() => {
            document.querySelector(".transport-play").click();
            return look.film(() => look.time(), (time) => time > 1.5 && time < 4);
        }"""
    )
    assert min(seen) < 1
    assert explore.unrolled
    expect(explore.sentence).not_to_contain_text("A trained LSTM")


def test_fold_still_leads_to_the_loop_and_a_reload_keeps_it(still: Explore) -> None:
    still.open()
    still.page.get_by_role("button", name="Fold").click()
    expect(still.sentence).to_contain_text("Its memory loops back")
    still.wait_for_query(fold="true")
    assert still.query == {"fold": "true"}
    still.page.reload()
    expect(still.sentence).to_contain_text("Its memory loops back")


def test_the_sentence_of_the_first_view_gives_way_to_that_of_the_step(still: Explore) -> None:
    still.open()
    still.press("Step back")
    expect(still.sentence).to_contain_text("Step 4 reads “in”")
    still.press("Step forward")
    expect(still.sentence).to_contain_text("A trained LSTM read five words")
    still.page.get_by_label("Units").press("ArrowUp")
    expect(still.sentence).to_contain_text("Step 5 reads")


def test_weights_drawn_at_random_are_one_choice_away(still: Explore) -> None:
    still.open()
    still.page.get_by_label("Weights", exact=True).select_option("xavier_uniform")
    still.wait_for_query(cell="lstm", text="Ada Lovelace lived in London")
    assert "model" not in still.query
    still.picture()
    assert len(still.tokens) >= 12, "letters again"
    still.open(UNTRAINED)
    expect(still.sentence).to_contain_text("press play to unroll it")


def test_on_a_phone_the_last_words_and_their_tags_are_in_sight(window: Window) -> None:
    phone = window(viewport={"width": 390, "height": 844}, reduced_motion="reduce").open()
    phone.picture()
    for font in phone.fonts():
        assert said(phone)[-1] == "where", font
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390, font
