"""Pages are drawn in the fonts that the tests chose, whatever the machine has."""

from __future__ import annotations

import pytest

from tests.browser.explore import UNTRAINED, Explore
from tests.browser.fonts import FONTS, WIDTHS

MEASURED = {"narrow": 0.82, "common": 1.0, "noto": 1.057, "wide": 1.138}
"""Of the sentence below, as the files of the fonts have it, over that in Arimo."""
IN_ARIMO = 22.4  # em
SENTENCE = "The network reads wonderful letters and says 0.25"
MEASURE = """(sentence) => {
  const line = document.body.appendChild(document.createElement("span"));
  line.textContent = sentence;
  line.style.cssText = "position: absolute; white-space: nowrap; font-size: 100px";
  return line.getBoundingClientRect().width / 100;
}"""


def families(explore: Explore, selector: str) -> set[str]:
    """The families that the text of an element is drawn in, as Chromium tells."""
    session = explore.page.context.new_cdp_session(explore.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    return {font["familyName"] for font in fonts}


@pytest.mark.parametrize("font", FONTS)
def test_texts_and_formulas_are_drawn_in_the_chosen_font(still: Explore, font: str) -> None:
    still.open(UNTRAINED)
    for selector in ("h1", "nav a", "#input", ".stage text"):
        assert families(still, selector) == {FONTS[font]["text"]}, selector
    assert families(still, "math mi") == {FONTS[font]["math"]}
    width = still.page.evaluate(MEASURE, SENTENCE)
    assert width == pytest.approx(MEASURED[font] * IN_ARIMO, rel=0.005)


def test_a_page_is_drawn_in_one_font_after_another(still: Explore) -> None:
    still.open(UNTRAINED)
    drawn = {font: families(still, "h1") for font in still.fonts()}
    assert drawn == {name: {FONTS[name]["text"]} for name in WIDTHS}


def test_no_font_of_the_machine_is_known(still: Explore) -> None:
    still.open(UNTRAINED)
    still.page.evaluate("look.drawIn({ text: 'Liberation Sans Narrow', math: 'Liberation Serif' })")
    assert (families(still, "h1"), families(still, "math mi")) == ({"Arimo"}, {"Tinos"})
