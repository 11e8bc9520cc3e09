"""Press play: the network unrolls and reads, and time goes where one sends it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import UNTRAINED, Explore

READING = "?cell=lstm&text=hello&t=2&unit=3"


def test_a_link_without_a_step_opens_on_one_cell_with_its_loop(explore: Explore) -> None:
    explore.open(UNTRAINED)
    assert not explore.unrolled
    assert explore.time == 0
    expect(explore.sentence.get_by_text("press play to unroll it")).to_have_count(1)
    expect(explore.sentence.locator("p")).to_have_count(1)
    expect(explore.page.get_by_role("button", name="Fold")).to_have_attribute("aria-pressed", "true")


def test_play_unrolls_the_network_and_then_reads_to_the_end(explore: Explore) -> None:
    explore.open("?cell=lstm&text=abc&speed=2")
    seen = explore.page.evaluate(
        """() => {
            document.querySelector(".transport-play").click();
            const stage = document.querySelector(".stage-picture[role=img]");
            return look.film(() => [stage.ariaLabel.includes("folded"), look.time()], (time) => time === 3);
        }"""
    )
    assert {time for folded, time in seen if folded} == {0}
    assert any(time % 1 for _folded, time in seen)  # values travel between the steps
    expect(explore.transport.get_by_role("button", name="Play")).to_be_visible()
    assert explore.tokens == ["a", "b", "c"]
    explore.wait_for_query(t="3")


def test_pause_stops_where_it_is(explore: Explore) -> None:
    explore.open(READING + "&speed=0.25")
    explore.press("Play")
    explore.page.wait_for_function("() => look.time() > 2.1 && look.time() < 2.9")
    explore.press("Pause")
    explore.frames(2)
    stopped = explore.time
    picture = explore.now()
    explore.frames(10)
    assert 2 < stopped < 3
    assert explore.time == stopped
    assert explore.now() == picture


def test_play_at_the_end_starts_over(explore: Explore) -> None:
    explore.open("?cell=rnn&text=abc&t=3&speed=4")
    explore.press("Play")
    explore.page.wait_for_function("() => look.time() < 2")
    explore.wait_for_time(3)


@pytest.mark.parametrize("fixture", ["explore", "still"])
def test_steps_go_forward_and_back_by_one(fixture: str, request: pytest.FixtureRequest) -> None:
    explore: Explore = request.getfixturevalue(fixture)
    explore.open(READING)
    explore.press("Step forward")
    explore.wait_for_time(3)
    explore.wait_for_inside(3)
    explore.press("Step back")
    explore.wait_for_time(2)
    explore.press("To the start")
    explore.wait_for_time(0)
    expect(explore.transport.get_by_role("button", name="Step back")).to_be_disabled()
    assert explore.unit == 3


def test_the_keys_of_the_page_move_time(explore: Explore) -> None:
    explore.open(READING)
    explore.page.locator("body").press("ArrowRight")
    explore.wait_for_time(3)
    explore.page.keyboard.press("ArrowLeft")
    explore.wait_for_time(2)
    explore.page.keyboard.press("End")
    explore.wait_for_time(5)
    expect(explore.transport.get_by_role("button", name="Step forward")).to_be_disabled()
    explore.page.keyboard.press("Home")
    explore.wait_for_time(0)
    explore.page.keyboard.press(" ")
    expect(explore.transport.get_by_role("button", name="Pause")).to_be_visible()
    explore.page.keyboard.press(" ")
    expect(explore.transport.get_by_role("button", name="Play")).to_be_visible()


def test_arrows_in_a_text_field_stay_in_the_field(explore: Explore) -> None:
    explore.open(READING)
    explore.input.focus()
    for key in ("ArrowLeft", "ArrowRight", "Home", "End", " "):
        explore.page.keyboard.press(key)
    explore.frames(3)
    assert explore.time == 2
    assert explore.input.input_value() == "hello "


def test_a_higher_speed_reads_faster_and_is_in_the_address(explore: Explore) -> None:
    def seconds(speed: str) -> float:
        explore.transport.get_by_label("Speed").select_option(label=speed)
        explore.press("To the start")
        explore.wait_for_time(0)
        film = explore.page.evaluate(
            """() => {
                document.querySelector(".transport-play").click();
                return look.film((now) => [now, look.time()], (time) => time >= 2);
            }"""
        )
        began = next(now for now, time in film if time > 0)
        explore.press("Pause")
        return float(film[-1][0] - began)

    explore.open("?cell=rnn&text=hello&t=1")
    slow, fast = seconds("1×"), seconds("4×")
    assert slow > 2 * fast
    explore.wait_for_query(speed="4")


def test_a_loop_starts_again_at_the_end(explore: Explore) -> None:
    explore.open("?cell=rnn&text=ab&t=1&speed=4")
    loop = explore.transport.get_by_role("button", name="Start again at the end")
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "true")
    explore.press("Play")
    explore.wait_for_time(2)
    explore.page.wait_for_function("() => look.time() < 1.5")
    expect(explore.transport.get_by_role("button", name="Pause")).to_be_visible()
    explore.press("Pause")
    explore.wait_for_query(loop="true")


def test_dragging_the_scrubber_moves_every_view(explore: Explore) -> None:
    explore.open("?cell=lstm&text=hello+world&t=2&unit=3")
    explore.picture()
    box = explore.slider.bounding_box()
    assert box
    pitch, y = box["width"] / 11, box["y"] + box["height"] / 2
    explore.page.mouse.move(box["x"] + 1.5 * pitch, y)
    explore.page.mouse.down()
    explore.page.mouse.move(box["x"] + 5.2 * pitch, y, steps=4)
    explore.frames(2)
    assert explore.time % 1 != 0  # under the finger, time is where the finger is
    explore.page.mouse.move(box["x"] + 7.6 * pitch, y, steps=4)
    explore.page.mouse.up()
    explore.page.wait_for_function("() => Number.isInteger(look.time())")
    assert explore.time in (7, 8)
    explore.wait_for_inside(int(explore.time))
    explore.wait_for_query(t=f"{explore.time:g}", unit="3")


def test_fold_puts_the_network_back_into_one_cell(explore: Explore) -> None:
    explore.open(READING)
    assert explore.unrolled
    explore.page.get_by_role("button", name="Fold").click()
    expect(explore.stage).to_have_attribute("aria-label", re.compile("folded"))
    explore.wait_for_query(fold="true", t="2")
    explore.page.get_by_role("button", name="Unroll").click()
    expect(explore.stage).to_have_attribute("aria-label", re.compile("unrolled"))
    explore.wait_for_time(2)


def test_with_reduced_motion_the_player_snaps_from_step_to_step(window: Window) -> None:
    still = window(reduced_motion="reduce")
    still.open("?cell=lstm&text=abcd&speed=4")
    times = still.page.evaluate(
        """() => {
            document.querySelector(".transport-play").click();
            return look.film(() => look.time(), (time) => time === 4);
        }"""
    )
    assert set(times) == {0, 1, 2, 3, 4}


def test_the_sentence_tells_what_each_step_does(still: Explore) -> None:
    still.open("?cell=lstm&text=abc&t=1")
    expect(still.sentence).to_contain_text("Step 1 reads “a”. Unit 1 starts with an empty memory")
    still.press("Step forward")
    expect(still.sentence).to_contain_text(re.compile(r"Step 2 reads “b”\. Unit 1 keeps \d+.% of its memory"))
    still.press("To the start")
    expect(still.sentence).to_contain_text("Press play: the cell reads a, b, c one at a time, and remembers.")


def test_what_a_gate_aims_at_is_gone_once_it_is_there(explore: Explore) -> None:
    explore.open("?cell=lstm&text=abc&t=1")
    explore.press("Play")
    explore.wait_for_time(3)
    expect(explore.transport.get_by_role("button", name="Play")).to_be_visible()
    targets = explore.page.locator(".stage-target")
    expect(targets.first).to_be_attached()
    expect(targets.and_(explore.page.locator(":not([visibility=hidden])"))).to_have_count(0)
