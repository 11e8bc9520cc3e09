"""Keys and mouse do in every engine what they do in Chromium."""

from __future__ import annotations

import pytest

from tests.engines.engine import Engine, wait_until
from tests.engines.visits import EXPLORE, RACE, STAGE, Visit, go

WORD = "cell=lstm&text=hello&t=2&unit=3&speed=0.5"
STAGES = (
    Visit(f"/?{WORD}", EXPLORE),
    Visit(f"/embed/unrolled?{WORD}", STAGE),
    Visit(f"/embed/unrolled?{WORD}", STAGE, framed=True),
    Visit(f"/embed/unrolled?{WORD}", STAGE, framed=True, sandboxed=True),
)
RACES = (Visit("/gradients?length=12", RACE), Visit("/embed/gradients?length=12", RACE, framed=True, sandboxed=True))
TIME = ".scrubber-slider"
BACK = "[role=slider][aria-valuemax='12']"
TRAINING = "/train?distractors=4&hidden_size=6&learning_rate=0.02&updates=120&every=20"

stages = pytest.mark.parametrize("visit", STAGES, ids=str)
races = pytest.mark.parametrize("visit", RACES, ids=str)


def value(engine: Engine, slider: str = TIME) -> int:
    """Where a slider stands."""
    return int(engine.evaluate(f"""document.querySelector("{slider}").getAttribute("aria-valuenow")"""))


def wait_for(engine: Engine, wanted: int, slider: str = TIME) -> None:
    wait_until(lambda: value(engine, slider) == wanted, f"{slider} at {wanted}")


def click(engine: Engine, element: str, across: float = 0.5, down: float = 0.5) -> None:
    """Clicks there in what the JavaScript expression gives, as shares of its width and height."""
    x, y, width, height = engine.evaluate(f"watch.box({element})")
    engine.click(x + across * width, y + down * height)


def text(engine: Engine, selector: str) -> str:
    return str(engine.evaluate(f"document.querySelector('{selector}').textContent"))


@stages
def test_keys_play_pause_and_step(engine: Engine, origin: str, visit: Visit) -> None:
    go(engine, origin, visit)
    click(engine, "document.querySelector('#sentence')")
    engine.press("ArrowRight")
    wait_for(engine, 3)
    engine.press("ArrowLeft")
    wait_for(engine, 2)
    engine.press("Home")
    wait_for(engine, 0)
    engine.press(" ")
    wait_until(lambda: value(engine) >= 2, "time goes on")
    engine.press(" ")
    engine.press("End")
    wait_for(engine, 5)


@stages
def test_a_click_selects_a_unit(engine: Engine, origin: str, visit: Visit) -> None:
    go(engine, origin, visit)
    click(engine, "document.querySelector('.stage-cell').querySelectorAll('.stage-strip')[1]", down=5.5 / 8)
    wait_for(engine, 1)
    wait_until(lambda: "Unit 6" in text(engine, "#sentence"), "the unit that was clicked")


@races
def test_the_light_goes_back_by_the_keyboard(engine: Engine, origin: str, visit: Visit) -> None:
    go(engine, origin, visit)
    click(engine, "document.querySelector('.outcome-line')")
    engine.press("End")
    wait_for(engine, 0, BACK)
    engine.press("ArrowLeft")
    wait_for(engine, 1, BACK)
    engine.press(" ")
    wait_until(lambda: value(engine, BACK) >= 4, "the light goes on")


def test_an_architecture_plays(engine: Engine, origin: str) -> None:
    go(engine, origin, Visit("/architectures?type=many-to-one&t=0", ".arch-picture"))
    assert not engine.evaluate("document.querySelectorAll('#types .is-current').length")
    click(engine, "document.querySelector('.transport-play')")
    wait_until(lambda: engine.evaluate("document.querySelectorAll('#types .is-current').length"), "a step that is lit")


def test_networks_learn_before_the_eyes(engine: Engine, origin: str) -> None:
    go(engine, origin, Visit(TRAINING, ".strip-memory canvas"))
    click(engine, "document.querySelector('.transport-play')")
    wait_until(lambda: value(engine, ".checkpoints-slider") >= 40, "an update")
    assert engine.evaluate("watch.problems") == []
