"""What README and CONTRIBUTING say is true: commands and examples run, pictures and files are there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PLACES = r"`((?:tests|static|engine|app|templates)/[\w/.-]*)`"
HOST = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_python_example_runs_and_prints_the_forget_gate_and_the_equations() -> None:
    (example,) = blocks("python")
    result = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in result.stdout.splitlines()[-6:]] == ["i", "f", "g", "o", "c", "h"]


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_make_target_it_names_exists(text: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"\bmake ([a-z-]+)", text))
    assert targets >= {"run", "test", "bench"}
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_file_it_names_exists(text: str) -> None:
    names = re.findall(r"\]\((?!http)([^)]+)\)", text) + re.findall(PLACES, text)
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_room_is_in_the_picture_of_the_house() -> None:
    picture = "".join(re.findall(r"```\n(.*?)```", CONTRIBUTING, re.DOTALL))
    rooms = {path.parent.name for part in ("app", "engine") for path in (ROOT / part).glob("*/__init__.py")}
    assert {room for room in rooms if not re.search(rf"\b{room}/", picture)} == set()


def test_the_curl_example_answers_with_a_trace(origin: str) -> None:
    (command,) = [block for block in blocks("sh") if block.startswith("curl")]
    (url,) = [word for word in shlex.split(command) if word.startswith(HOST)]
    answer = httpx.get(url.replace(HOST, origin))
    assert answer.status_code == 200
    assert answer.json()["layers"][0]["cell"] == "gru"


def test_the_embed_example_is_served_to_any_site(origin: str) -> None:
    (source,) = re.findall(r'src="([^"]+)"', blocks("html")[0])
    answer = httpx.get(source.replace("&amp;", "&").replace(HOST, origin))
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_the_calls_in_its_table_are_those_of_the_api(origin: str) -> None:
    paths = httpx.get(f"{origin}/openapi.json").json()["paths"]
    rows = re.findall(r"`((?:GET|POST|GET`, `POST) )(/api/v1/[\w/{}]+)`", README)
    named = {(method, path) for methods, path in rows for method in re.findall(r"GET|POST", methods)}
    served = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert named == {(method, path) for method, path in served if path.startswith("/api/v1/")}
