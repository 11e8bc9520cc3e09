"""The widget: the stage and the player, and nothing of the shell."""

from __future__ import annotations

import re

import orjson
import pytest
from fastapi.testclient import TestClient

HTML = {"Accept": "text/html"}


def test_a_widget_has_the_player_and_the_stage_only(client: TestClient) -> None:
    text = client.get("/embed/unrolled", headers=HTML).text
    for slot in ("transport", "sentence", "notice", "stage", "scrubber"):
        assert f'id="{slot}"' in text
    for shell in ('class="header"', 'id="controls"', 'id="inspector"', 'id="heatmaps"'):
        assert shell not in text


def test_the_race_has_a_widget_of_its_own(client: TestClient) -> None:
    text = client.get("/embed/gradients", headers=HTML).text
    for slot in ("transport", "outcome", "notice", "race"):
        assert f'id="{slot}"' in text
    for shell in ('class="header"', 'id="knobs"', 'id="map"'):
        assert shell not in text


@pytest.mark.parametrize(
    ("widget", "page", "query"),
    [
        ("unrolled", "/", ""),
        ("unrolled", "/", "?cell=gru&text=abc&t=2&lang=fr"),
        ("unrolled", "/", "?cell=foo"),
        ("gradients", "/gradients", "?forget_bias=0&t=3&lang=fr"),
    ],
)
def test_a_widget_starts_from_the_same_data_as_the_page(client: TestClient, widget: str, page: str, query: str) -> None:
    def data(path: str) -> dict[str, object]:
        found = re.search(r'id="page-data">(.*?)</script>', client.get(path + query, headers=HTML).text, re.DOTALL)
        assert found
        return {name: value for name, value in orjson.loads(found[1]).items() if name != "messages"}

    assert data(f"/embed/{widget}") == data(page)


def test_a_widget_may_be_framed_anywhere_and_a_page_may_not(client: TestClient) -> None:
    assert "frame-ancestors *" in client.get("/embed/unrolled", headers=HTML).headers["content-security-policy"]
    assert "frame-ancestors 'self'" in client.get("/", headers=HTML).headers["content-security-policy"]
    assert "x-frame-options" not in client.get("/embed/unrolled", headers=HTML).headers


def test_a_widget_has_a_language_and_a_theme(client: TestClient) -> None:
    assert '<html lang="fr" data-theme="dark">' in client.get("/embed/unrolled?lang=fr&theme=dark", headers=HTML).text


def test_a_widget_that_is_not_there_is_404(client: TestClient) -> None:
    assert client.get("/embed/nothing", headers=HTML).status_code == 404
