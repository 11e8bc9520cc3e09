"""What README says is true: its commands and examples run, its picture and files are there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
HOST = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_python_example_runs_and_prints_the_forget_gate_and_the_equations() -> None:
    (example,) = blocks("python")
    result = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in result.stdout.splitlines()[-6:]] == ["i", "f", "g", "o", "c", "h"]


def test_every_make_target_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)", README))
    assert targets >= {"run", "test", "bench"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_every_file_it_names_exists() -> None:
    links = re.findall(r"\]\((?!http)([^)]+)\)", README)
    names = links + re.findall(r"`((?:tests|static|engine|app)/[\w/.]*)`", README)
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


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
