"""The first view is there at once and stays where it is; long sequences and large networks stay usable."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.fonts import in_every_width

DESKTOP: Final = (1350, 940)
PHONE: Final = (390, 844)
SIZES: Final = """["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
  .map(({ encodedBodySize }) => encodedBodySize)"""
"""Bytes of every body that the page was sent, as it was compressed."""


@in_every_width
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?cell=gru",
        "?cell=lstm&text=hello+world&t=5&lang=fr",
        "?cell=rnn&text=",
        "?model=dates-gru",
        "?model=entities-lstm&lang=fr",
    ],
)
def test_nothing_moves_while_the_page_loads(window: Window, size: tuple[int, int], query: str) -> None:
    page = window(new=True, viewport={"width": size[0], "height": size[1]})
    page.open(query)
    page.picture()
    shifts = page.page.evaluate("look.paint.shifts")
    assert sum(shift["value"] for shift in shifts) <= 0.01, shifts


@in_every_width
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["/gradients", "/architectures"])
def test_nothing_moves_while_the_other_pages_load(window: Window, size: tuple[int, int], path: str) -> None:
    page = window(new=True, viewport={"width": size[0], "height": size[1]})
    page.open("", path)
    page.page.wait_for_load_state("networkidle")
    page.frames(3)
    shifts = page.page.evaluate("look.paint.shifts")
    assert sum(shift["value"] for shift in shifts) <= 0.01, shifts


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_largest_thing_of_the_first_view_is_text_from_the_server(window: Window, size: tuple[int, int]) -> None:
    page = window(new=True, viewport={"width": size[0], "height": size[1]})
    page.open()
    page.picture()
    page.page.wait_for_function("() => look.paint.largest !== null")
    largest = page.page.evaluate("look.paint.largest")
    source = page.page.request.get(page.origin).text()
    words = " ".join(str(largest).split())[:30]
    assert words
    assert words in source.replace("<b>", "").replace("</b>", ""), largest


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/", ".stage-cell"),
        ("/gradients", ".race:not([data-empty])"),
        ("/architectures", "#enlarged .arch-box"),
        ("/train", ".strip-share b:text-matches('[0-9]')"),
    ],
)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_first_view_weighs_at_most_150_kilobytes(window: Window, locale: str, path: str, drawn: str) -> None:
    page = window(new=True, locale=locale)
    page.open(path=path)
    expect(page.page.locator(drawn).first).to_be_visible()
    page.page.wait_for_load_state("networkidle")
    sizes = page.page.evaluate(SIZES)
    assert sum(sizes) <= 150_000
    assert len(sizes) > 5
    assert min(sizes) > 0


def test_the_first_view_waits_for_no_run(window: Window) -> None:
    explore = window(new=True)
    asked: list[str] = []
    explore.page.on("request", lambda request: asked.append(request.url) if "/api/v1/run" in request.url else None)
    explore.open()
    explore.picture()
    assert asked == []
    assert len(explore.tokens) >= 5


LONG: Final = [("lstm", 200, 256), ("gru", 2000, 64), ("rnn", 2000, 256)]


@pytest.mark.parametrize(("cell", "steps", "units"), LONG)
def test_a_long_sequence_opens_and_can_be_scrubbed(still: Explore, cell: str, steps: int, units: int) -> None:
    still.open(f"?cell={cell}&hidden_size={units}&text=abcdefghij&t=3&unit=2")
    still.paste("abcdefghij" * (steps // 10))
    expect(still.stage).to_have_attribute(
        "aria-label", f"The network unrolled over {steps} timesteps, at step 3, which reads “c”."
    )
    for key, time in (("End", steps), ("PageDown", steps - steps // 10), ("Home", 0)):
        still.slider.press(key)
        still.wait_for_time(time)
    box = still.slider.bounding_box()
    assert box
    still.page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    still.page.wait_for_function("(t) => Math.abs(look.time() - t) <= 2", arg=0.75 * steps)
    time = int(still.time)
    still.wait_for_inside(time)
    assert len(still.tokens) <= 25
    still.press("Step forward")
    still.wait_for_time(time + 1)
    still.picture()
    expect(still.page.locator("#inspector-unit")).to_have_value("2")
    still.wait_for_query(t=str(time + 1), unit="2")


def test_a_frame_of_a_long_sequence_is_quick(explore: Explore) -> None:
    """Scrubbing through 2,000 steps of 64 units: the work of a frame, without waiting for the next."""
    explore.open("?cell=lstm&hidden_size=64&text=abcdefghij&t=3")
    explore.paste("abcdefghij" * 200)
    expect(explore.stage).to_have_attribute(
        "aria-label", "The network unrolled over 2000 timesteps, at step 3, which reads “c”."
    )
    explore.picture()
    median = explore.page.evaluate(
        """async () => {
            const slider = document.querySelector(".scrubber-slider"), box = slider.getBoundingClientRect(), took = [];
            const point = (type, x) =>
                slider.dispatchEvent(new PointerEvent(type, {clientX: box.x + x, clientY: box.y + 9}));
            slider.setPointerCapture = () => {};
            point("pointerdown", 10);
            for (let i = 1; i < 60; i++) {
                point("pointermove", 10 + i * 10);
                const began = performance.now();
                await look.frames(1);
                await new Promise((done) => setTimeout(done));
                took.push(performance.now() - began);
            }
            point("pointerup", 610);
            return took.sort((a, b) => a - b)[30];
        }"""
    )
    assert median < 250


def test_a_window_of_a_long_sequence_follows_the_step(still: Explore) -> None:
    still.open("?cell=rnn&series=" + ",".join(str(i) for i in range(1, 101)) + "&t=1")
    assert still.tokens[0] == "1"
    still.page.keyboard.press("End")
    still.wait_for_time(100)
    still.picture()
    assert still.tokens[-1] == "100"
    assert "1" not in still.tokens
