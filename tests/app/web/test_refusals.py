"""Every refusal that a visitor can come upon is said in French."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.web.i18n import translator
from app.web.refusals import KNOWN, refusal
from tests.app.pages.test_routes import block, page

ENGLISH = re.compile(r"\b(is|has|the|give|this|which|of|steps|numbers|does)\b")

LINKS = [
    ("/", {"text": "a" * 3000}),
    ("/", {"text": "".join(chr(0x4E00 + i) for i in range(600))}),
    ("/", {"series": ",".join(["1"] * 3000)}),
    ("/", {"series": "1e400"}),
    ("/", {"spectral_radius": "1", "gain": "0"}),
    ("/", {"model": "dtes"}),
    ("/", {"model": "sentiment-lstm", "text": "  "}),
    ("/", {"model": "sunspots-gru", "text": "abc"}),
    ("/", {"model": "dates-gru", "series": "1,2"}),
    ("/architectures", {"text": "z" * 70}),
    ("/architectures", {"text": "z" * 300}),
    ("/architectures", {"type": "many-to-one", "text": " "}),
    ("/architectures", {"target": "2024"}),
    ("/architectures", {"type": "many-to-one", "target": "lukewarm"}),
    ("/gradients", {"hidden_size": "8.5"}),
    ("/gradients", {"input": "text", "text": ""}),
    ("/train", {"cell": "foo"}),
    ("/train", {"learning_rate": "-1"}),
]


@pytest.mark.parametrize(("path", "query"), LINKS)
def test_a_link_that_cannot_be_run_says_why_in_french(client: TestClient, path: str, query: dict[str, str]) -> None:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    problems = block(page(client, f"{path}?lang=fr&{asked}"))["problems"]
    assert problems
    for problem in problems:
        assert not ENGLISH.search(problem["message"]), problem


def refused(client: TestClient, body: dict[str, Any], language: str) -> tuple[str, str]:
    answer = client.post("/api/v1/run", json=body, headers={"Accept-Language": language})
    assert answer.status_code == 422
    return answer.json()["detail"], answer.json()["errors"][0]["detail"]


def test_the_api_refuses_in_the_language_that_a_page_asks_for(client: TestClient) -> None:
    body = {"network": {"model": "sentiment-lstm"}, "input": {"text": " "}}
    assert refused(client, body, "en")[1] == "is empty; give 1 to 2000 words."
    assert refused(client, body, "fr") == (
        "/input/text est vide\u00a0: donnez de 1 à 2000 mots.",
        "est vide\u00a0: donnez de 1 à 2000 mots.",
    )


def test_what_has_no_french_words_stays_as_the_engine_says_it(client: TestClient) -> None:
    body = {"network": {"cell": "lstm", "hidden_size": 300}, "input": {"text": "a"}}
    assert refused(client, body, "fr") == refused(client, body, "en")


@pytest.mark.parametrize("words", KNOWN)
def test_what_varies_in_a_refusal_goes_into_the_french(words: str) -> None:
    values = dict.fromkeys(re.findall(r"{(\w+)}", words), "4711")
    assert refusal(words.format(**values), "fr") == translator("fr")(words).format(**values)
    assert refusal(words.format(**values), "en") == words.format(**values)
