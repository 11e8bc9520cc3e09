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


@pytest.mark.parametrize("query", ["", "?cell=gru&text=abc&t=2&lang=fr", "?cell=foo"])
def test_a_widget_starts_from_the_same_data_as_the_page(client: TestClient, query: str) -> None:
    def data(path: str) -> object:
        found = re.search(r'id="page-data">(.*?)</script>', client.get(path + query, headers=HTML).text, re.DOTALL)
        assert found
        return orjson.loads(found[1])

    assert data("/embed/unrolled") == data("/")


def test_a_widget_may_be_framed_anywhere_and_a_page_may_not(client: TestClient) -> None:
    assert "frame-ancestors *" in client.get("/embed/unrolled", headers=HTML).headers["content-security-policy"]
    assert "frame-ancestors 'self'" in client.get("/", headers=HTML).headers["content-security-policy"]
    assert "x-frame-options" not in client.get("/embed/unrolled", headers=HTML).headers


def test_a_widget_has_a_language_and_a_theme(client: TestClient) -> None:
    assert '<html lang="fr" data-theme="dark">' in client.get("/embed/unrolled?lang=fr&theme=dark", headers=HTML).text


def test_a_widget_that_is_not_there_is_404(client: TestClient) -> None:
    assert client.get("/embed/nothing", headers=HTML).status_code == 404
