"""Templates, filled in the visitor's language and theme; the pages for errors among them."""

from __future__ import annotations

import gzip
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from app.pages.site import PAGES, PLAIN, SHEETS, Page
from app.web.assets import Assets, accepts_gzip, styles
from app.web.folders import TEMPLATES
from app.web.i18n import LANGUAGES, N_, SOURCE, negotiate, script_messages, translations, translator

assets = Assets(sheets=SHEETS)

WORDS: Final = {
    400: (N_("This request cannot be read"), N_("Something in the address is not as it should be. Check the link.")),
    404: (N_("There is nothing here"), N_("The address may be old, or a letter in it may be wrong.")),
    405: (N_("This address only shows pages"), N_("Open it in the browser instead of sending something to it.")),
    413: (N_("This is too much at once"), N_("This server accepts less than that. Send a shorter sequence.")),
    414: (N_("This link is too long"), N_("Shorten the sequence and copy the link again.")),
    500: (N_("Something went wrong here"), N_("It is our fault, not yours. Try again in a moment.")),
    503: (N_("Too busy just now"), N_("Many people are using this server. Try again in a moment.")),
}
"""Error pages: a heading and what to do, by status."""

OTHER: Final = (N_("This did not work"), N_("Go back and try again."))


def _environment() -> Environment:
    """Templates whose `_` is filled in for each request: plain strings with {placeholders}, as in the scripts."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.globals.update(asset=assets.url, modules=assets.modules)
    environment.globals.update(pages=PAGES, languages=LANGUAGES)
    environment.filters.update(page_data=_data_block, spelt=_spelt)
    return environment


@pass_context
def _data_block(context: Context, data: Any, script: str) -> Markup:
    """JSON that is safe inside a <script> block: no `<` can end it, no `&` can be mistaken. The words of the page's
    scripts go with it."""
    modules = assets.modules(f"js/pages/{script}.js", later=True)
    data = {**data, "messages": script_messages(context["lang"], tuple(modules))}
    text = orjson.dumps(data, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _spelt(number: float, lang: str = SOURCE) -> str:
    """A number as people type it: 2.5, and 2,5 in French; no zeros that say nothing."""
    text = f"{number:.15g}"
    return text.replace(".", ",") if lang == "fr" else text


_templates = _environment()


def render(request: Request, template: str, page: Page | None, status: int = 200, **context: Any) -> Response:
    """A page in the visitor's language and theme, compressed. `page` is its row in
    `app.pages.site`, if it has one."""
    query = request.query_params
    lang = language(request)
    translated = translations(lang)
    html = _templates.get_template(template).render(
        context,
        gettext=translated.gettext,
        ngettext=translated.ngettext,
        _=translated.gettext,
        lang=lang,
        theme=query.get("theme") if query.get("theme") in ("light", "dark") else None,
        page=page and page.name,
        script=page.script if page else PLAIN,
        sheets=styles(page.name if page else "error"),
        here=lambda **changes: _with(request, changes),
        kept=_chosen(request),
    )
    vary = "Accept-Encoding" if query.get("lang") in LANGUAGES else "Accept-Encoding, Accept-Language"
    headers = {"Vary": vary, "Content-Language": lang, "Cache-Control": "no-cache"}
    if not accepts_gzip(request):
        return Response(html, status, headers, "text/html")
    return Response(gzip.compress(html.encode(), 6), status, {**headers, "Content-Encoding": "gzip"}, "text/html")


def language(request: Request) -> str:
    """The language of the answer to a request."""
    return negotiate(request.query_params.get("lang"), request.headers.get("accept-language"))


def _with(request: Request, changes: dict[str, str]) -> str:
    """The page's own address with some settings changed, as a link relative to it."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changes]
    return "?" + urlencode([*kept, *changes.items()])


def _chosen(request: Request) -> str:
    """The part of the query that goes along from page to page: language and theme, where they were chosen."""
    chosen = {name: request.query_params[name] for name in ("lang", "theme") if name in request.query_params}
    return f"?{urlencode(chosen)}" if chosen else ""


def html_error(request: Request, status: int, detail: str) -> Response:
    """What a browser sees instead of a page; `detail` is for programs, which get it as JSON."""
    heading, advice = WORDS.get(status, OTHER)
    _ = translator(language(request))
    phrase = HTTPStatus(status).phrase
    return render(request, "error.html", None, status, code=status, phrase=phrase, heading=_(heading), advice=_(advice))
