"""The table of pages is the navigation."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.pages.site import PAGES, WIDGETS, Page
from app.web.assets import Assets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_row_is_a_page_that_answers_and_marks_itself(client: TestClient, page: Page) -> None:
    response = client.get(page.path, headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert f'href="{page.path}" data-page-link aria-current="page">{page.title}</a>' in response.text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_links_to_every_other(client: TestClient, page: Page) -> None:
    text = client.get(page.path, headers={"Accept": "text/html"}).text
    for other in PAGES:
        assert f'href="{other.path}" data-page-link' in text


@pytest.mark.parametrize("page", [*PAGES, *WIDGETS], ids=lambda page: page.name)
def test_the_script_of_a_page_exists(page: Page) -> None:
    assert f"js/pages/{page.script}.js" in Assets().files
