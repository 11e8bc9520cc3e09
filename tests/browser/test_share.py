"""What can be taken away: links, code that runs, and files with the right content."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx2 as httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.explore import UNTRAINED, Explore

QUERY = "?cell=gru&text=h%C3%A9+%22l%27o&hidden_size=6&num_layers=2&bidirectional=true&gain=2&t=2&unit=3"
SETTINGS = {"cell": "gru", "text": "hé \"l'o", "hidden_size": 6, "num_layers": 2, "bidirectional": "true", "gain": 2}


@pytest.fixture
def shared(window: Window) -> Explore:
    explore = window(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    explore.open(QUERY)
    explore.picture()
    return explore


def copied(explore: Explore, action: str) -> str:
    """Copies with the share button or its menu and gives what is on the clipboard."""
    if action != "Copy link":
        explore.page.get_by_role("button", name="Share and save").click()
    explore.page.get_by_role("button", name=action, exact=True).click()
    expect(explore.page.locator(".share-done")).to_have_text("Copied")
    return str(explore.page.evaluate("() => navigator.clipboard.readText()"))


def saved(explore: Explore, action: str, folder: Path) -> Path:
    """Saves with the share menu and gives the file."""
    explore.page.get_by_role("button", name="Share and save").click()
    with explore.page.expect_download() as downloading:
        explore.page.get_by_role("button", name=action).click()
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return path


def test_the_copied_link_opens_the_same(shared: Explore, window: Window) -> None:
    link = copied(shared, "Copy link")
    assert link.startswith(f"{shared.origin}/?cell=gru&text=")
    other = window(reduced_motion="reduce")
    other.page.goto(link)
    assert other.picture() == shared.picture()
    assert other.place == shared.place == (2, 3)


def test_the_link_of_the_page_as_it_opens_names_its_network(shared: Explore) -> None:
    shared.open()
    link = copied(shared, "Copy link")
    assert "model=entities-lstm" in link
    assert "text=Ada+Lovelace+lived+in+London" in link
    shared.open(UNTRAINED)
    assert "cell=lstm&text=hello+world" in copied(shared, "Copy link")


def test_the_copied_embed_code_is_a_frame_of_the_same_state(shared: Explore) -> None:
    code = copied(shared, "Copy embed code")
    frame = ElementTree.fromstring(re.sub(r"&(?!amp;|quot;|lt;|gt;|#)", "&amp;", code))
    assert frame.tag == "iframe"
    src = urlsplit(str(frame.get("src")))
    assert src.path == "/embed/unrolled"
    assert html.unescape(src.query) == urlsplit(copied(shared, "Copy link")).query
    assert frame.get("title")
    shared.page.goto(str(frame.get("src")))
    expect(shared.slider).to_have_attribute("aria-valuenow", "2")


def test_the_copied_curl_command_gives_the_run_on_screen(shared: Explore) -> None:
    command = copied(shared, "Copy as curl")
    words = shlex.split(command)
    assert words[0] == "curl"
    trace = httpx.get(words[-1]).raise_for_status().json()
    assert trace["layers"] == shared.ask_api("/api/v1/run", **SETTINGS, encoding="json")["layers"]


def test_the_copied_python_program_runs_and_prints_the_last_state(shared: Explore, tmp_path: Path) -> None:
    code = copied(shared, "Copy as Python")
    (tmp_path / "program.py").write_text(code.replace("import httpx\n", "import httpx2 as httpx\n"), encoding="utf-8")
    done = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    h = shared.ask_api("/api/v1/run", **SETTINGS, encoding="json")["layers"][-1]["signals"]["h"]
    assert json.loads(done.stdout) == h[-1]


def test_where_copying_is_refused_the_text_can_be_copied_by_hand(window: Window) -> None:
    explore = window(reduced_motion="reduce").open(QUERY)
    explore.page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
            document.execCommand = () => false;
        }"""
    )
    explore.page.get_by_role("button", name="Copy link").click()
    field = explore.page.get_by_label("Copy this text")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"^http://.+\?cell=gru&"))
    expect(explore.page.locator(".share-done")).to_have_text("The browser did not allow copying.")


def test_the_saved_json_is_the_exact_answer_of_the_api(shared: Explore, tmp_path: Path) -> None:
    path = saved(shared, "Download the run as JSON", tmp_path)
    assert path.name == "unrolled-gru-hé-l-o.json"
    assert json.loads(path.read_bytes()) == shared.ask_api("/api/v1/run", **SETTINGS, encoding="json")


def test_the_saved_csv_has_every_number_once(shared: Explore, tmp_path: Path) -> None:
    path = saved(shared, "Download the run as CSV", tmp_path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    trace = shared.ask_api("/api/v1/run", **SETTINGS, encoding="json")
    layers = {(la["layer"] + 1, la["direction"]): la["signals"] for la in trace["layers"]}
    assert len(rows) == 7 * 6 * 4 * 4  # steps, units, signals, layers in two directions
    for row in rows:
        signals = layers[int(row["layer"]), row["direction"]]
        assert float(row["value"]) == signals[row["signal"]][int(row["t"]) - 1][int(row["unit"]) - 1]
        assert row["label"] == SETTINGS["text"][int(row["t"]) - 1]  # type: ignore[index]


def test_the_saved_svg_stands_alone(shared: Explore, tmp_path: Path) -> None:
    path = saved(shared, "Save the picture as SVG", tmp_path)
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = path.read_text(encoding="utf-8")
    assert "var(--" not in text
    assert not re.search(r'(href|src)="(?!data:|#)', text)
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"h", "é", "l"} <= texts
    fills = {element.get("fill") for element in root.iter("{http://www.w3.org/2000/svg}rect")}
    assert len(fills) > 8
    shared.page.goto(path.as_uri())
    expect(shared.page.get_by_text("é", exact=True)).to_be_visible()


def test_the_saved_png_shows_the_picture(shared: Explore, tmp_path: Path) -> None:
    path = saved(shared, "Save the picture as PNG", tmp_path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    box = shared.stage.bounding_box()
    assert box
    assert width > 1.9 * box["width"]
    assert height > 1.9 * box["height"]
    assert len(content) > 10_000
