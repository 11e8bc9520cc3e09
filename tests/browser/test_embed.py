"""The widget in a frame on another site, without an origin of its own."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.browser.explore import Explore

QUERY = "?cell=lstm&text=hello&t=2&unit=3"

LESSON = """<!doctype html><html lang="en"><title>A lesson</title>
<script>messages = []; addEventListener("message", (event) => messages.push([event.origin, event.data]));</script>
<iframe src="{src}" {sandbox} title="widget" width="900" height="560"></iframe>"""


def lesson(explore: Explore, src: str, sandbox: str = 'sandbox="allow-scripts"') -> FrameLocator:
    """Opens a page of another site with the widget in it."""
    elsewhere = f"http://localhost:{urlsplit(explore.origin).port}"
    explore.hosts.add(urlsplit(elsewhere).netloc)
    page = LESSON.format(src=html.escape(src), sandbox=sandbox)
    explore.page.route(f"{elsewhere}/lesson", lambda route: route.fulfill(body=page, content_type="text/html"))
    explore.page.goto(f"{elsewhere}/lesson")
    return explore.page.frame_locator("iframe")


@pytest.mark.parametrize("sandbox", ['sandbox="allow-scripts"', ""], ids=["sandboxed", "open"])
def test_the_widget_works_in_a_frame_on_another_site(explore: Explore, sandbox: str) -> None:
    frame = lesson(explore, f"{explore.origin}/embed/unrolled{QUERY}", sandbox)
    slider = frame.locator(".scrubber-slider")
    expect(slider).to_have_attribute("aria-valuenow", "2")
    expect(frame.locator("svg.stage-picture")).to_have_attribute("aria-label", re.compile("over 5 timesteps, at step 2"))
    frame.get_by_role("button", name="Step forward").click()
    expect(slider).to_have_attribute("aria-valuenow", "3")
    frame.locator("body").press("End")
    expect(slider).to_have_attribute("aria-valuenow", "5")
    frame.get_by_role("button", name="To the start").click()
    frame.get_by_role("button", name="Play").click()
    expect(frame.get_by_role("button", name="Pause")).to_be_visible()


def test_the_widget_tells_its_height_in_both_ways(explore: Explore) -> None:
    frame = lesson(explore, f"{explore.origin}/embed/unrolled{QUERY}")
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


def test_the_widget_fits_its_own_height_without_a_scrollbar(explore: Explore) -> None:
    frame = lesson(explore, f"{explore.origin}/embed/unrolled{QUERY}")
    expect(frame.locator(".scrubber-slider")).to_be_visible()
    explore.page.wait_for_function("() => messages.length >= 2")
    explore.page.evaluate("() => { document.querySelector('iframe').height = messages.at(-1)[1].height; }")
    explore.frames(3)
    overflow = frame.locator("html").evaluate("(e) => [e.scrollHeight - innerHeight, e.scrollWidth - innerWidth]")
    assert max(overflow) <= 0


def test_the_widget_speaks_french_and_is_dark_on_request(explore: Explore) -> None:
    frame = lesson(explore, f"{explore.origin}/embed/unrolled{QUERY}&lang=fr&theme=dark")
    expect(frame.locator("html")).to_have_attribute("lang", "fr")
    expect(frame.get_by_role("button", name="Lire").or_(frame.get_by_role("button", name="Lecture"))).to_be_visible()
    ground = frame.locator("body").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert ground not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


def test_a_click_in_the_widget_selects_a_unit(explore: Explore) -> None:
    frame = lesson(explore, f"{explore.origin}/embed/unrolled{QUERY}")
    strip = frame.locator(".stage-cell").first.locator('.stage-strip[data-signal="h"] > rect').nth(2 * 6 - 1)
    strip.click(force=True)
    expect(frame.locator(".scrubber-slider")).to_have_attribute("aria-valuenow", "1")
    expect(frame.locator("#sentence")).to_contain_text("Unit 6")


def test_a_page_of_the_shell_may_not_be_framed_elsewhere(explore: Explore) -> None:
    explore.expected.append("frame-ancestors")
    frame = lesson(explore, f"{explore.origin}/{QUERY}", "")
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
