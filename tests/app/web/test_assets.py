"""Static files: lasting addresses, right types, compressed, open to frames without an origin."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.pages.rendering import assets
from app.pages.site import PAGES, PLAIN, SHEETS, WIDGETS
from app.web.assets import BASE_SHEETS, Assets, styles
from app.web.folders import STATIC, TEMPLATES

STYLES = styles("explore")
CSS = assets.url(STYLES)


def test_a_file_is_kept_for_a_year_under_the_version_s_address(client: TestClient) -> None:
    response = client.get(CSS)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_under_an_old_version_a_file_is_today_s_and_not_kept(client: TestClient) -> None:
    response = client.get(CSS.replace(assets.version, "0000000000"))
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("js/core/clock.js", "text/javascript; charset=utf-8"),
        (STYLES, "text/css; charset=utf-8"),
        ("icons/favicon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_a_file_says_what_it_is(client: TestClient, name: str, media_type: str) -> None:
    assert client.get(assets.url(name)).headers["content-type"] == media_type


def test_modules_load_in_a_frame_without_an_origin(client: TestClient) -> None:
    response = client.get(assets.url("js/core/clock.js"), headers={"Origin": "null"})
    assert response.headers["access-control-allow-origin"] == "*"


def test_a_file_is_compressed_for_those_who_take_it(client: TestClient) -> None:
    packed = client.get(CSS, headers={"Accept-Encoding": "gzip"})
    plain = client.get(CSS, headers={"Accept-Encoding": "identity"})
    refused = client.get(CSS, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert packed.text == plain.text == refused.text
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "Accept-Encoding" in plain.headers["vary"]


def test_a_file_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    etag = client.get(CSS).headers["etag"]
    again = client.get(CSS, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("name", ["nothing.js", "../app/main.py", "%2e%2e/pyproject.toml", "js", ""])
def test_what_is_not_there_is_404(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{assets.version}/{name}").status_code == 404


def test_the_version_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    before = Assets(tmp_path).version
    (tmp_path / "a.js").write_text("2")
    assert Assets(tmp_path).version != before


def test_an_asset_that_is_not_there_has_no_address() -> None:
    with pytest.raises(KeyError, match=r"nothing\.js"):
        assets.url("nothing.js")


@pytest.mark.parametrize("page", SHEETS)
def test_a_page_has_its_style_sheets_in_one_file_with_those_of_the_views_last(page: str) -> None:
    sheet = assets.files[styles(page)].body.decode()
    assert gzip.decompress(assets.files[styles(page)].compressed or b"").decode() == sheet
    names = (*BASE_SHEETS, *(f"css/views/{view}.css" for view in SHEETS[page]))
    places = [sheet.index(assets.files[name].body.decode()) for name in names]
    assert places == sorted(places)
    assert len(sheet) == sum(len(assets.files[name].body.decode()) + 1 for name in names) - 1


def test_every_page_has_its_sheets_and_every_sheet_its_page() -> None:
    assert set(SHEETS) == {row.name for row in (*PAGES, *WIDGETS)} | {"error"}
    sheets = {path.stem for path in (STATIC / "css" / "views").glob("*.css")}
    assert {view for views in SHEETS.values() for view in views} == sheets


@pytest.mark.parametrize("page", SHEETS)
def test_no_class_that_a_page_uses_is_left_to_another_page_s_sheets(page: str) -> None:
    theirs = _classes(*SHEETS[page])
    others = set().union(*(_classes(path.stem) for path in (STATIC / "css" / "views").glob("*.css"))) - theirs
    words = set(re.findall(r"[a-z][\w-]*", _markup(page) + _scripts(page)))
    assert sorted(name for name in others & words if "-" in name and not name.startswith("is-")) == []


def _classes(*views: str) -> set[str]:
    """The class names in some sheets of css/views, beside those that all pages share."""
    sheets = [*BASE_SHEETS, *(f"css/views/{view}.css" for view in views)]
    return {name for sheet in sheets for name in re.findall(r"\.(-?[a-z][\w-]*)", assets.files[sheet].body.decode())}


def _markup(page: str) -> str:
    """The template of a page, with what it includes."""
    found, waiting = "", [f"{page}.html"]
    while waiting:
        text = (TEMPLATES / waiting.pop()).read_text()
        found, waiting = found + text, waiting + re.findall(r'include "([^"]+)"', text)
    return found


def _scripts(page: str) -> str:
    script = next((row.script for row in (*PAGES, *WIDGETS) if row.name == page), PLAIN)
    modules = assets.modules(f"js/pages/{script}.js", later=True)
    return "".join(assets.files[name].body.decode() for name in modules)


def test_comments_are_not_sent(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("/** Says\n * much. */\n  // too much\nconst a = '/** kept */';\n")
    (tmp_path / "a.css").write_text("/* too much */\n.a { color: red; }\n")
    files = Assets(tmp_path).files
    assert b"much" not in files["a.js"].body + files["a.css"].body
    assert b"'/** kept */'" in files["a.js"].body
    assert b"red" in files["a.css"].body


def test_types_and_comments_after_a_line_are_not_sent(tmp_path: Path) -> None:
    script = "const f = (/** @type {number} */ x) => x; // as it is\nconst g = 'a // b'; f(1) // it's kept\n"
    (tmp_path / "a.js").write_text(script)
    sent = Assets(tmp_path).files["a.js"].body.decode()
    assert sent == "const f = (x) => x;\nconst g = 'a // b'; f(1) // it's kept"


def test_a_script_is_sent_without_indentation_but_for_the_texts_of_several_lines(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("if (a) {\n  b();\n\n}\n")
    (tmp_path / "b.js").write_text("const c = `\n  kept`;\n  d();\n")
    files = Assets(tmp_path).files
    assert files["a.js"].body == b"if (a) {\nb();\n}"
    assert files["b.js"].body == b"const c = `\n  kept`;\n  d();\n"


def test_the_modules_of_a_page_are_all_that_it_imports(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "page.js").write_text(
        'import { a } from "./a.js";\nimport {\n  b,\n} from "./lib/b.js";\nimport("./later.js");\n'
    )
    (tmp_path / "js" / "a.js").write_text('export { b } from "./lib/b.js";\n// import "./comment.js"\n')
    (tmp_path / "js" / "later.js").write_text("")
    (tmp_path / "js" / "lib").mkdir()
    (tmp_path / "js" / "lib" / "b.js").write_text('import "../page.js";\n')
    assert Assets(tmp_path).modules("js/page.js") == ["js/page.js", "js/a.js", "js/lib/b.js"]
    assert Assets(tmp_path).modules("js/page.js", later=True)[-1] == "js/later.js"


def test_a_module_that_is_not_there_has_none() -> None:
    assert assets.modules("js/nothing.js") == []
