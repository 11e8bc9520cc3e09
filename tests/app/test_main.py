"""The application as a whole: health, headers, CORS, framing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = {"Origin": "https://course.example"}


def test_healthz_answers_once_the_application_can_serve(client: TestClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert client.head("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/", "/docs", "/api/v1/cells", "/api/v1/nothing", "/nothing"])
def test_every_answer_may_be_read_by_anyone_and_framed_by_this_host_only(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=FOREIGN).headers
    assert headers.get_list("access-control-allow-origin") == ["*"]
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"].split("; ")
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self'" in policy
    assert "x-frame-options" not in headers


def test_a_widget_may_be_framed_by_anyone(client: TestClient) -> None:
    response = client.get("/embed/unrolled?cell=lstm&text=hello")
    assert response.status_code == 200
    assert "frame-ancestors *" in response.headers["content-security-policy"].split("; ")
    assert "x-frame-options" not in response.headers


def test_who_may_frame_a_widget_can_be_set() -> None:
    settings = Settings(embed_frame_ancestors="https://moodle.example https://*.example.org")
    with TestClient(create_app(settings)) as client:
        policy = client.get("/embed/unrolled").headers["content-security-policy"]
        assert "frame-ancestors https://moodle.example https://*.example.org" in policy.split("; ")


def test_a_preflight_from_anywhere_is_granted(client: TestClient) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    response = client.options("/api/v1/run", headers={**FOREIGN, **asked})
    assert response.status_code == 200
    assert response.headers.get_list("access-control-allow-origin") == ["*"]
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "content-type" in response.headers["access-control-allow-headers"].lower()


def test_a_foreign_page_may_read_the_etag(client: TestClient) -> None:
    response = client.get("/api/v1/run?cell=rnn&text=a", headers=FOREIGN)
    assert "etag" in response.headers["access-control-expose-headers"].lower()


def test_an_opaque_origin_may_read_a_static_file(client: TestClient) -> None:
    page = client.get("/docs").text
    start = page.index('src="/static/') + len('src="')
    response = client.get(page[start : page.index('"', start)], headers={"Origin": "null"})
    assert response.status_code == 200
    assert response.headers.get_list("access-control-allow-origin") == ["*"]


def test_a_browser_gets_a_page_for_an_error_and_a_program_gets_json(client: TestClient, refused: Any) -> None:
    page = client.get("/nothing", headers={"Accept": "text/html,*/*"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    refused(client.get("/nothing", headers={"Accept": "application/json"}), 404)
    refused(client.get("/api/v1/nothing", headers={"Accept": "text/html"}), 404)


def test_a_bug_is_answered_in_plain_words_and_without_a_traceback(refused: Any) -> None:
    app = create_app()

    @app.get("/api/v1/broken")
    def broken() -> None:
        raise RuntimeError("secret")

    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/api/v1/broken")
    refused(response, 500)
    assert "secret" not in response.text


@pytest.mark.parametrize(("chosen", "threads"), [(None, "1"), ("2", "2")])
def test_a_matrix_product_keeps_to_its_thread_unless_the_host_says_otherwise(chosen: str | None, threads: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    if chosen:
        environment["OPENBLAS_NUM_THREADS"] = chosen
    script = "import os, sys, app; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.split() == [threads, "False"]
