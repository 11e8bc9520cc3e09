"""The widget in a frame on another site, without an origin of its own."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.explore import Explore
from tests.browser.fonts import in_every_width

QUERY = "?cell=lstm&text=hello&t=2&unit=3"

Lesson = Callable[..., FrameLocator]
SANDBOX = 'sandbox="allow-scripts"'
LESSON = """<!doctype html><html lang="en"><title>A lesson</title><link rel="icon" href="data:,">
<script>messages = []; addEventListener("message", (event) => messages.push([event.origin, event.data]));</script>
<iframe src="{src}" {sandbox} title="widget" width="900" height="560"></iframe>"""


class _Lesson(BaseHTTPRequestHandler):
    """Answers every path with the lesson; the widget's address is the query."""

    def do_GET(self) -> None:
        src, sandbox = parse_qsl(urlsplit(self.path).query)
        page = LESSON.format(src=html.escape(src[1]), sandbox=sandbox[1].strip()).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def school() -> Iterator[str]:
    """The origin of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Lesson) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def lesson(explore: Explore, school: str) -> Lesson:
    """Opens a page of another site with the widget in it."""

    def open_lesson(path: str, sandbox: str = SANDBOX) -> FrameLocator:
        explore.hosts.add(urlsplit(school).netloc)
        query = urlencode({"src": explore.origin + path, "sandbox": sandbox or " "})
        explore.page.goto(f"{school}/lesson?{query}")
        return explore.page.frame_locator("iframe")

    return open_lesson


@pytest.mark.parametrize("sandbox", [SANDBOX, ""], ids=["sandboxed", "open"])
def test_the_widget_works_in_a_frame_on_another_site(explore: Explore, lesson: Lesson, sandbox: str) -> None:
    frame = lesson(f"/embed/unrolled{QUERY}", sandbox)
    slider = frame.locator(".scrubber-slider")
    expect(slider).to_have_attribute("aria-valuenow", "2")
    expect(frame.locator(".stage-picture[role=img]")).to_have_attribute(
        "aria-label", re.compile("over 5 timesteps, at step 2")
    )
    frame.get_by_role("button", name="Step forward").click()
    expect(slider).to_have_attribute("aria-valuenow", "3")
    frame.locator("body").press("End")
    expect(slider).to_have_attribute("aria-valuenow", "5")
    frame.get_by_role("button", name="To the start").click()
    frame.get_by_role("button", name="Play").click()
    expect(frame.get_by_role("button", name="Pause")).to_be_visible()


def test_the_widget_tells_its_height_in_both_ways(explore: Explore, lesson: Lesson) -> None:
    frame = lesson(f"/embed/unrolled{QUERY}")
    expect(frame.locator(".scrubber-slider")).to_be_visible()
    explore.page.wait_for_function("() => messages.length >= 2")
    messages = explore.page.evaluate("() => messages")
    height = frame.locator("html").evaluate("(e) => Math.ceil(e.getBoundingClientRect().height)")
    assert {"type": "unrolled:resize", "height": height} in [data for _origin, data in messages]
    assert {"subject": "lti.frameResize", "height": height} in [data for _origin, data in messages]
    assert {origin for origin, _data in messages} == {"null"}
    assert 380 < height < 700
    explore.page.evaluate("() => { messages = []; document.querySelector('iframe').width = 360; }")
    explore.page.wait_for_function("() => messages.length >= 2")


@in_every_width
def test_the_widget_fits_its_own_height_without_a_scrollbar(explore: Explore, lesson: Lesson) -> None:
    frame = lesson(f"/embed/unrolled{QUERY}")
    expect(frame.locator(".scrubber-slider")).to_be_visible()
    explore.page.wait_for_function("() => messages.length >= 2")
    explore.page.evaluate("() => { document.querySelector('iframe').height = messages.at(-1)[1].height; }")
    explore.frames(3)
    overflow = frame.locator("html").evaluate("(e) => [e.scrollHeight - innerHeight, e.scrollWidth - innerWidth]")
    assert max(overflow) <= 0


def test_the_widget_speaks_french_and_is_dark_on_request(explore: Explore, lesson: Lesson) -> None:
    frame = lesson(f"/embed/unrolled{QUERY}&lang=fr&theme=dark")
    expect(frame.locator("html")).to_have_attribute("lang", "fr")
    expect(frame.get_by_role("button", name="Lire").or_(frame.get_by_role("button", name="Lecture"))).to_be_visible()
    ground = frame.locator("body").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert ground not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


def test_a_click_in_the_widget_selects_a_unit(explore: Explore, lesson: Lesson) -> None:
    frame = lesson(f"/embed/unrolled{QUERY}")
    box = frame.locator(".stage-steps .stage-cell").first.locator(".stage-strip").nth(1).bounding_box()
    assert box
    explore.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 5.5 / 8)
    expect(frame.locator(".scrubber-slider")).to_have_attribute("aria-valuenow", "1")
    expect(frame.locator("#sentence")).to_contain_text("Unit 6")


def test_a_page_of_the_shell_may_not_be_framed_elsewhere(explore: Explore, lesson: Lesson) -> None:
    explore.expected.append("frame-ancestors")
    frame = lesson(f"/{QUERY}", "")
    explore.page.wait_for_load_state("load")
    expect(frame.locator("#stage")).to_have_count(0)


def test_the_headers_let_any_site_frame_the_widget_and_load_its_files(explore: Explore) -> None:
    answer = explore.page.request.get(f"{explore.origin}/embed/unrolled{QUERY}")
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    script = re.search(r'src="(/static/[^"]+embed\.js)"', answer.text())
    assert script
    module = explore.page.request.get(explore.origin + script[1])
    assert module.headers["access-control-allow-origin"] == "*"


def test_the_race_plays_in_a_frame_without_an_origin(lesson: Lesson) -> None:
    frame = lesson("/embed/gradients?length=12&spectral_radius=0.8")
    expect(frame.locator(".race-count b").first).to_have_text(re.compile(r"\d"))
    frame.get_by_role("button", name="Play backward").click()
    expect(frame.locator(".outcome-line")).to_contain_text("Backpropagation")
    expect(frame.get_by_role("slider", name="Steps back from the loss")).to_have_attribute("aria-valuenow", "12")
