"""The gradient on its way back through the unrolled network, and which inputs mattered."""

from __future__ import annotations

import math
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

RUN = {"cell": "lstm", "text": "hello", "gain": 2.5, "forget_bias": 1}
LINK = "?" + "&".join(f"{name}={value}" for name, value in RUN.items())
BACKWARD = "Backward: the gradient of the loss"
WHO = {"model": "entities-lstm", "text": "Paris works for Microsoft in Paris"}
LETTER = {"model": "recall-lstm", "text": "Bwxyz?"}


def lit(explore: Explore) -> list[int]:
    """How many states of each step the gradient has reached."""
    seen = explore.page.locator(".stage-lights").evaluate_all(
        "columns => columns.map((c) => c.querySelectorAll('[data-lit]').length)"
    )
    return list(seen)


def shares(explore: Explore) -> list[float]:
    """The parts of the gradient in the sentence, in percent."""
    return [float(share) for share in re.findall(r"([\d.]+)\s?%", explore.sentence.inner_text())]


def bars(explore: Explore) -> list[float]:
    """What each input adds to the loss, as drawn."""
    drawn = explore.page.locator(".stage-share")
    return list(drawn.evaluate_all("bars => bars.map((bar) => new DOMMatrix(bar.style.transform).a)"))


def link(**settings: str | int) -> str:
    return f"?{urlencode({'backward': 'true', **settings})}"


def test_playing_backward_lights_every_state_from_the_loss_to_the_start(explore: Explore) -> None:
    explore.open(f"{LINK}&t=5")
    explore.transport.get_by_role("button", name=BACKWARD).click()
    explore.page.keyboard.press("End")
    expect(explore.page.locator(".stage-loss")).to_be_visible()
    assert lit(explore) == [0] * 5
    explore.press("Play")
    explore.page.wait_for_function("() => document.querySelectorAll('.stage-lights [data-lit]').length === 4")
    expect(explore.page.locator(".stage-pulse").first).to_be_visible()
    explore.page.wait_for_function("() => document.querySelectorAll('.stage-lights [data-lit]').length === 10")
    explore.wait_for_query(backward="true", t="1")


def test_the_sentence_says_what_the_api_says(still: Explore) -> None:
    still.open(f"{LINK}&t=2&backward=true")
    found = still.ask_api("/api/v1/gradients", at="last", inputs="true", **RUN)
    layer = found["layers"][0]
    left = {name: layer[name]["norm"][1] / layer["h"]["norm"][4] for name in ("c", "h")}
    expect(still.sentence).to_contain_text("Back at step 2")
    assert shares(still) == [pytest.approx(100 * left[name], rel=0.06, abs=0.5) for name in ("c", "h")]
    sizes = [10**size for size in found["inputs"]["contribution"]["log10_size"]]
    wanted = [size / max(sizes) if t > 0 else 0 for t, size in enumerate(sizes)]  # step 1 is not reached yet
    assert bars(still) == [pytest.approx(share, abs=1e-3) for share in wanted]


def test_the_keys_lead_back_and_on_and_the_link_opens_the_same(still: Explore) -> None:
    still.open(f"{LINK}&t=3&backward=true")
    still.page.locator("#stage [role=group]").focus()
    still.page.keyboard.press("ArrowLeft")
    still.wait_for_inside(2)
    still.wait_for_query(t="2")
    said = still.sentence.inner_text()
    assert lit(still) == [0, 2, 2, 2, 2]
    still.page.reload()
    still.wait_for_inside(2)
    still.picture()
    assert (still.sentence.inner_text(), lit(still)) == (said, [0, 2, 2, 2, 2])
    still.page.keyboard.press("ArrowRight")
    still.wait_for_inside(3)
    assert lit(still) == [0, 0, 2, 2, 2]


def test_forward_again_it_reads_on_inside_the_same_step(still: Explore) -> None:
    still.open(f"{LINK}&t=3&backward=true")
    still.transport.get_by_role("button", name="Forward: the states").click()
    still.wait_for_inside(3)
    still.wait_for_time(3)
    expect(still.page.locator(".stage-lights").first).to_be_hidden()
    expect(still.page.locator(".stage-loss")).to_be_hidden()
    still.page.wait_for_function("() => !location.search.includes('backward')")


def test_a_neuron_without_memory_hands_nothing_back(still: Explore) -> None:
    still.open("?cell=dense&text=hello&t=4&backward=true")
    expect(still.sentence).to_contain_text("Without memory")
    lights = still.page.locator(".stage-light[data-lit]")
    colours = lights.evaluate_all("all => all.map((light) => getComputedStyle(light).color)")
    assert colours[0] == "rgb(251, 250, 247)"  # --grad-0: step 4 is as dark as the page
    assert colours[1] != colours[0]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_the_player_fits_with_its_way(window: Window, lang: str) -> None:
    phone = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce")
    phone.open(f"{LINK}&t=3&lang={lang}")
    phone.picture()
    for font in phone.fonts():
        boxes = [button.bounding_box() for button in phone.transport.get_by_role("button").all()]
        assert all(box and box["width"] >= 44 and 0 <= box["x"] <= 390 - box["width"] for box in boxes), font
        play = phone.page.locator(".transport-play").bounding_box()
        assert play
        assert math.isclose(play["width"], play["height"]), font


def test_what_a_trained_network_learned_from_is_differentiated(still: Explore) -> None:
    still.open(link(**WHO, t=2))
    found = still.ask_api("/api/v1/gradients", at="own", inputs="true", **WHO)
    layer = found["layers"][0]
    largest = max(layer["h"]["norm"])
    left = [100 * layer[name]["norm"][1] / largest for name in ("c", "h")]
    expect(still.sentence).to_contain_text("Back at step 2, 5 of 6 losses taken in")
    assert shares(still) == [pytest.approx(share, rel=0.06, abs=0.5) for share in left]
    whole = layer["h"]["norm"].index(largest) + 1
    expect(still.sentence).to_contain_text(f"Its largest is h at step {whole}")
    sizes = [10**size for size in found["inputs"]["contribution"]["log10_size"]]
    wanted = [size / max(sizes) if t > 0 else 0 for t, size in enumerate(sizes)]  # step 1 is not reached yet
    assert bars(still) == [pytest.approx(share, abs=1e-3) for share in wanted]


def test_backward_the_losses_stay_in_sight_and_the_sentence_says_what_they_add_up_to(still: Explore) -> None:
    still.open(link(**WHO, fold="false"))
    loss = still.ask_api("/api/v1/run", **WHO)["loss"]
    expect(still.sentence).to_contain_text(f"L is the sum of the losses of 6 steps: {loss['total']:.2f}.")
    expect(still.page.locator(".stage-total")).to_contain_text(f"{loss['total']:.2f}")
    shown = still.page.locator(".stage-loss-number").all_text_contents()
    assert shown == [f"{each:.2f}".removeprefix("0") for each in loss["per_step"]]
    expect(still.page.locator(".stage-loss")).to_be_hidden()


def test_the_loss_of_one_step_is_where_the_gradient_sets_out(still: Explore) -> None:
    still.open(link(**LETTER, t=3, target="C"))
    found = still.ask_api("/api/v1/gradients", at="own", **LETTER, target="C")
    layer = found["layers"][0]
    left = [100 * layer[name]["norm"][2] / layer["h"]["norm"][5] for name in ("c", "h")]
    expect(still.sentence).to_contain_text("Back at step 3: ")
    assert shares(still) == [pytest.approx(share, rel=0.06, abs=0.5) for share in left]
    still.page.keyboard.press("End")
    total = still.ask_api("/api/v1/run", **LETTER, target="C")["loss"]["total"]
    expect(still.sentence).to_contain_text(f"L is the loss of step 6: {total:.2f}.")


def test_a_step_after_the_last_loss_has_no_part_in_it(still: Explore) -> None:
    still.open(link(model="names-gru", text="Ma", t=5))
    expect(still.sentence).to_have_text("Step 5 has no part in L: its last loss stands at step 2.")


def test_where_nothing_is_known_to_be_right_the_last_output_is_differentiated(still: Explore) -> None:
    still.open(link(model="sentiment-lstm", text="a fine film", t=2))
    found = still.ask_api("/api/v1/gradients", at="last", model="sentiment-lstm", text="a fine film")
    layer = found["layers"][0]
    expect(still.sentence).to_contain_text("Back at step 2: ")
    left = [100 * layer[name]["norm"][1] / layer["h"]["norm"][2] for name in ("c", "h")]
    assert shares(still) == [pytest.approx(share, rel=0.06, abs=0.5) for share in left]
    expect(still.page.locator(".stage-loss")).to_be_visible()
    expect(still.page.locator(".stage-loss-line")).to_have_count(0)
