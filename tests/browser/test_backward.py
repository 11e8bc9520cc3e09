"""The gradient on its way back through the unrolled network, and which inputs mattered."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

RUN = {"cell": "lstm", "text": "hello", "gain": 2.5, "forget_bias": 1}
LINK = "?" + "&".join(f"{name}={value}" for name, value in RUN.items())
BACKWARD = "Backward: the gradient of the loss"


def lit(explore: Explore) -> list[int]:
    """How many states of each step the gradient has reached."""
    seen = explore.page.locator(".stage-lights").evaluate_all(
        "columns => columns.map((c) => c.querySelectorAll('[data-lit]').length)"
    )
    return list(seen)


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
    shown = re.findall(r"(\d+)\s?%", still.sentence.inner_text())
    assert [int(share) for share in shown] == [pytest.approx(100 * left[name], rel=0.06) for name in ("c", "h")]
    drawn = still.page.locator(".stage-share")
    bars = drawn.evaluate_all("bars => bars.map((bar) => new DOMMatrix(bar.style.transform).a)")
    sizes = [10**size for size in found["inputs"]["contribution"]["log10_size"]]
    wanted = [size / max(sizes) if t > 0 else 0 for t, size in enumerate(sizes)]  # step 1 is not reached yet
    assert bars == [pytest.approx(share, abs=1e-3) for share in wanted]


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
    boxes = [button.bounding_box() for button in phone.transport.get_by_role("button").all()]
    assert all(box and box["width"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    play = phone.page.locator(".transport-play").bounding_box()
    assert play
    assert math.isclose(play["width"], play["height"])
