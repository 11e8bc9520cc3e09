"""How smoothly the page moves in a Chromium here: python -m tests.benchmarks.bench_page

Frames a second while 30 steps of 16 units play, at full speed and with the processor slowed fourfold; and the time from
a click on *Next seed*, at 200 steps of 64 units, to the frame in which a heatmap has other colours. On Gradients the
frames while 200 steps race backward, and the time from a turn of the spectral radius, at 500 steps of 32 units in three
cells, to the first frame with another curve.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Page, sync_playwright

from app.main import create_app
from tests.browser.chromium import find
from tests.browser.conftest import ARGUMENTS, DESKTOP

PLAYING = "/?cell=lstm&hidden_size=16&text=abcdefghijklmnopqrstuvwxyz1234"
RACING = "/gradients?length=200&speed=0.5"
DRAGGED = "/gradients?length=500&hidden_size=32"
LARGE = "/?cell=lstm&hidden_size=64&t=100&text=" + "abcdefghij" * 20

FRAMES = """async (ms) => {
  const end = performance.now() + ms, gaps = [];
  for (let last = performance.now(); last < end; ) {
    const now = await new Promise(requestAnimationFrame);
    if (gaps.length > 0 || now > last) gaps.push(now - last);
    last = now;
  }
  return gaps;
}"""
REPAINT = """async () => {
  const canvas = document.querySelector("#heatmaps canvas");
  const seen = () => canvas.toDataURL();
  const frame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const before = seen(), began = performance.now();
  document.querySelector('[aria-label="Next seed"]').click();
  while (seen() === before) await frame();
  return performance.now() - began;
}"""
TURN = """async (position) => {
  const knob = document.querySelector("[data-knob=spectral_radius]");
  const seen = () => document.querySelector(".race-curve.is-rnn").getAttribute("d");
  const frame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const before = seen(), began = performance.now();
  knob.value = String(position);
  knob.dispatchEvent(new Event("input", { bubbles: true }));
  while (seen() === before) await frame();
  return performance.now() - began;
}"""


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server in a thread."""
    server = uvicorn.Server(uvicorn.Config(create_app(), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def frames(page: Page, slowdown: int) -> tuple[float, float]:
    """(frames a second, longest gap in ms) over ten seconds of play."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.locator(".transport-play").click()
    page.wait_for_timeout(1500)  # unrolled
    gaps = page.evaluate(FRAMES, 10_000)[1:]
    return 1000 * len(gaps) / sum(gaps), max(gaps)


def main() -> None:
    with serving() as origin, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        for path, words in ((PLAYING, "playing, T = 30, H = 16"), (RACING, "racing backward, T = 200")):
            for slowdown in (1, 4):
                page = chromium.new_page(viewport=DESKTOP)
                page.goto(origin + path)
                rate, longest = frames(page, slowdown)
                print(f"{words}, processor / {slowdown}: {rate:.0f} frames/s, longest {longest:.0f} ms")
                page.close()
        page = chromium.new_page(viewport=DESKTOP)
        page.goto(origin + DRAGGED)
        page.wait_for_timeout(1000)
        turns = []
        for position in range(10, 70, 4):
            turns.append(page.evaluate(TURN, position))
            page.wait_for_timeout(400)  # the transition
        middle, most = statistics.median(turns), max(turns)
        print(f"a knob, T = 500, H = 32, three cells: redrawn in {middle:.0f} ms, at most {most:.0f} ms")
        page.close()
        page = chromium.new_page(viewport=DESKTOP)
        page.goto(origin + LARGE)
        page.wait_for_timeout(1500)
        times = []
        for _ in range(15):
            times.append(page.evaluate(REPAINT))
            page.wait_for_timeout(600)  # the transition and the explanation of the step
        middle, most = statistics.median(times), max(times)
        print(f"next seed, T = 200, H = 64: repainted in {middle:.0f} ms, at most {most:.0f} ms")
        chromium.close()


if __name__ == "__main__":
    main()
