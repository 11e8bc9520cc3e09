"""The pages as a browser gets them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from app.pages.rendering import WORDS, assets

HTML = {"Accept": "text/html,*/*;q=0.8"}


def page(client: TestClient, path: str, **headers: str) -> str:
    response = client.get(path, headers={**HTML, **headers})
    assert response.status_code == 200
    return response.text


def block(text: str) -> Any:
    """The data block of a page."""
    found = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', text, re.DOTALL)
    assert found
    return orjson.loads(found[1])


class Tags(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    "slot", ["controls", "transport", "sentence", "notice", "stage", "scrubber", "heatmaps", "inspector"]
)
def test_explore_has_a_slot_for_every_view(client: TestClient, slot: str) -> None:
    assert f'id="{slot}"' in page(client, "/")


def test_explore_brings_its_run_with_it(client: TestClient) -> None:
    data = block(page(client, "/"))
    assert [step["label"] for step in data["trace"]["steps"]] == ["Ada", "Lovelace", "lived", "in", "London"]
    assert data["trace"]["layers"][0]["signals"]["f"]["dtype"] == "f4"


def test_the_first_words_are_there_before_any_script(client: TestClient) -> None:
    assert "<b>A trained LSTM read five words</b> and says who and where." in page(client, "/")
    assert "<b>Un LSTM entraîné a lu cinq mots</b>" in page(client, "/embed/unrolled?lang=fr")
    assert "A trained LSTM read five words</b>" not in page(client, "/?t=3").partition("page-data")[0]
    assert "One cell, one set of weights." in page(client, "/?cell=gru")
    assert "Une cellule, un seul jeu de poids." in page(client, "/?cell=gru&lang=fr")
    assert "Type a word to feed the network." in page(client, "/?text=")


@pytest.mark.parametrize("path", ["/", "/?lang=fr", "/embed/unrolled", "/docs"])
def test_a_page_asks_no_other_host_and_runs_no_inline_script(client: TestClient, path: str) -> None:
    for tag, attributes in Tags(page(client, path)).found:
        for name in ("src", "href", "action", "srcset"):
            assert not re.match(r"(https?:)?//", attributes.get(name) or ""), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script":
            assert attributes.get("type") == "application/json" or attributes.get("src")


@pytest.mark.parametrize("path", ["/", "/embed/unrolled", "/docs"])
def test_everything_that_a_page_loads_is_there(client: TestClient, path: str) -> None:
    loaded = [
        address
        for tag, attributes in Tags(page(client, path)).found
        if tag in ("script", "link") and (address := attributes.get("src") or attributes.get("href"))
    ]
    assert loaded
    assert [address for address in loaded if client.get(address).status_code != 200] == []


def test_every_module_of_a_page_is_asked_for_at_once(client: TestClient) -> None:
    text = page(client, "/")
    for module in assets.modules("js/pages/explore/page.js"):
        assert f'<link rel="modulepreload" href="{assets.url(module)}">' in text


def test_ids_are_unique_and_labels_lead_somewhere(client: TestClient) -> None:
    tags = Tags(page(client, "/")).found
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for name in ("for", "aria-controls", "aria-labelledby", "aria-describedby"):
            for target in (attributes.get(name) or "").split():
                assert target in ids, (name, target)


def test_the_browser_s_language_is_spoken_and_the_answer_says_that_it_depends_on_it(client: TestClient) -> None:
    response = client.get("/", headers={**HTML, "Accept-Language": "fr-CH, en;q=0.5"})
    assert '<html lang="fr"' in response.text
    assert response.headers["content-language"] == "fr"
    assert "Accept-Language" in response.headers["vary"]


def test_a_chosen_language_wins_and_does_not_depend_on_the_browser(client: TestClient) -> None:
    response = client.get("/?lang=en", headers={**HTML, "Accept-Language": "fr"})
    assert '<html lang="en"' in response.text
    assert "Accept-Language" not in response.headers["vary"]


def test_switching_the_language_or_the_theme_keeps_the_rest_of_the_link(client: TestClient) -> None:
    text = page(client, "/?text=a%26b&cell=gru&lang=en")
    assert 'href="?text=a%26b&amp;cell=gru&amp;lang=fr"' in text
    assert 'href="?text=a%26b&amp;cell=gru&amp;lang=en&amp;theme=dark"' in text


def test_other_pages_keep_language_and_theme_only(client: TestClient) -> None:
    assert 'href="/docs?lang=fr&amp;theme=dark"' in page(client, "/?text=abc&lang=fr&theme=dark")


@pytest.mark.parametrize(
    ("query", "attribute"), [("?theme=dark", ' data-theme="dark"'), ("?theme=light", ' data-theme="light"')]
)
def test_a_chosen_theme_is_there_from_the_first_paint(client: TestClient, query: str, attribute: str) -> None:
    assert f'<html lang="en"{attribute}>' in page(client, f"/{query}")


@pytest.mark.parametrize("query", ["", "?theme=sepia"])
def test_without_a_theme_the_system_decides(client: TestClient, query: str) -> None:
    assert '<html lang="en">' in page(client, f"/{query}")


def test_the_fields_show_the_settings_of_the_link(client: TestClient) -> None:
    text = page(client, "/?cell=gru&text=abc&hidden_size=12&gain=1.5")
    assert re.search(r'name="cell" value="gru" checked', text)
    assert re.search(r'name="hidden_size"[^>]* value="12"', text)
    assert re.search(r'name="gain"[^>]* value="1.5"', text)
    assert re.search(r'id="input"[^>]* value="abc"', text)


def test_french_writes_decimals_with_a_comma(client: TestClient) -> None:
    assert re.search(r'name="gain"[^>]* value="2,5"', page(client, "/?cell=lstm&gain=2.5&lang=fr"))


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<b>&\"'", "]]>", "\u2028"])
def test_what_a_link_says_cannot_become_markup(client: TestClient, text: str) -> None:
    answer = client.get("/", params={"text": text, "<x>": "1"}, headers=HTML).text
    data = block(answer)
    assert data["config"]["text"] == text
    assert "<script>alert" not in answer
    assert "<x>" not in answer


@pytest.mark.parametrize(
    "query",
    [
        "?hidden_size=-1&seed=x",
        "?cell=",
        "?text=" + "é" * 3000,
        "?series=1,,2",
        "?series=",
        "?series=1e999",
        "?t=1e3",
        "?%00=%ff",
    ],
)
def test_a_link_that_is_wrong_still_opens_and_says_so(client: TestClient, query: str) -> None:
    data = block(page(client, f"/{query}"))
    assert data["problems"]
    assert data["trace"] is not None


@pytest.mark.parametrize("path", ["/?text=abc", "/embed/unrolled"])
def test_a_link_checker_may_ask_for_the_head_alone(client: TestClient, path: str) -> None:
    response = client.head(path, headers=HTML)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")


def test_a_page_is_compressed(client: TestClient) -> None:
    packed = client.get("/", headers={**HTML, "Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == client.get("/", headers={**HTML, "Accept-Encoding": "identity"}).text


@pytest.mark.parametrize(("lang", "heading"), [("en", "There is nothing here"), ("fr", "Il n’y a rien ici")])
def test_an_error_is_a_page_in_plain_words(client: TestClient, lang: str, heading: str) -> None:
    response = client.get(f"/nowhere?lang={lang}", headers=HTML)
    assert response.status_code == 404
    assert f"<h1>{heading}</h1>" in response.text
    assert 'aria-current="page"' not in response.text


def test_every_common_status_has_words_of_its_own() -> None:
    assert {400, 404, 405, 413, 500, 503} <= set(WORDS)
    assert len({heading for heading, _ in WORDS.values()}) == len(WORDS)
