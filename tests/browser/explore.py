"""A page of views as a visitor sees it: what can be read off it and done to it, in words of the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, expect

from tests.browser.fonts import FONTS, WIDTHS

UNTRAINED = "?cell=lstm&text=hello+world&gain=2.5"
"""An LSTM with drawn weights, folded: what there is to see without any training."""


class Explore:
    """One page in one window. Waits for what it asks for; `expected` holds what its console may complain of."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.expected: list[str] = []
        self.problems: list[str] = []
        self.hosts = {urlsplit(origin).netloc}
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)
        page.on("request", self._on_request)

    def leave(self) -> None:
        """Gives the tab back as it was."""
        self.page.context.set_offline(False)
        self.page.unroute_all()
        self.page.mouse.move(0, 0)
        self.page.remove_listener("console", self._on_console)
        self.page.remove_listener("pageerror", self._on_error)
        self.page.remove_listener("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        meant = any(re.search(pattern, message.text) for pattern in self.expected)
        if message.type in ("error", "warning") and not meant:
            self.problems.append(message.text)

    def _on_error(self, error: Error) -> None:
        self.problems.append(str(error))

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in self.hosts:
            self.problems.append(f"a request to {request.url}")

    def expect_failures(self) -> None:
        """The browser reports every answer that is an error, and every request that gets none: here that is meant."""
        self.expected.append(r"^Failed to load resource")

    # ------------------------------------------------------------------------------------------- where it is

    def open(self, query: str = "", path: str = "/") -> Explore:
        """Goes to the page and waits until its script has drawn it."""
        self.page.goto(f"{self.origin}{path}{query}")
        expect(self.transport.get_by_role("button").first).to_be_attached()
        return self

    @property
    def query(self) -> dict[str, str]:
        """The settings that the address carries."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def wait_for_query(self, **settings: str | None) -> None:
        """The address carries these settings, and none that is None."""
        self.page.wait_for_function(
            "(wanted) => { const query = new URLSearchParams(location.search);"
            " return Object.entries(wanted).every(([name, value]) => query.get(name) === value); }",
            arg=settings,
        )

    # --------------------------------------------------------------------------------------------- what it shows

    @property
    def transport(self) -> Locator:
        return self.page.locator("#transport")

    @property
    def stage(self) -> Locator:
        return self.page.locator(".stage-picture[role=img]")

    @property
    def slider(self) -> Locator:
        return self.page.locator(".scrubber-slider")

    @property
    def inspector(self) -> Locator:
        return self.page.locator("#inspector")

    @property
    def sentence(self) -> Locator:
        return self.page.locator("#sentence")

    @property
    def input(self) -> Locator:
        return self.page.locator("#input")

    @property
    def provenance(self) -> Locator:
        return self.page.locator(".inspector-provenance:visible")

    @property
    def cells(self) -> Locator:
        """The cells of the stage, step by step; layer by layer within a step."""
        return self.page.locator(".stage-steps .stage-cell")

    def heatmap(self, signal: str) -> Locator:
        return self.page.locator(f"#heatmap-{signal}")

    @property
    def tokens(self) -> list[str]:
        """What the network is fed, as the visible columns show it."""
        return list(self.page.evaluate("look.tokens()"))

    @property
    def time(self) -> float:
        """Steps read so far, with the part of the one under way."""
        return float(self.page.evaluate("look.time()"))

    @property
    def step(self) -> int:
        """The step that the inspector is inside of."""
        found = re.search(r"\d+", self.page.locator(".inspector-heading").inner_text())
        assert found
        return int(found[0])

    @property
    def unit(self) -> int:
        chosen = self.page.locator('#inspector [role="radio"][aria-checked="true"]')
        field = self.page.locator("#inspector-unit")
        return int(field.input_value() if field.count() else chosen.inner_text())

    @property
    def place(self) -> tuple[float, int]:
        """Time and unit: what no setting may move."""
        return self.time, self.unit

    @property
    def unrolled(self) -> bool:
        """What the whole stage says of itself."""
        return "unrolled over" in (self.stage.get_attribute("aria-label") or "")

    def picture(self) -> str:
        """Everything drawn, once nothing moves any more and nothing is awaited."""
        return str(self.page.evaluate("look.atRest()"))

    def now(self) -> str:
        """Everything drawn at this moment."""
        return str(self.page.evaluate("look.picture()"))

    def frames(self, count: int) -> None:
        """Lets some frames pass."""
        self.page.evaluate("(count) => look.frames(count)", count)

    def fonts(self) -> Iterator[str]:
        """Draws the page, as it is, in fonts of three widths, one after another; in the end in the common one again."""
        for name in WIDTHS:
            self.page.evaluate("(font) => look.redrawIn(font)", FONTS[name])
            yield name

    def value(self, signal: str) -> str:
        """The number beside a signal's equation."""
        return self.page.locator(f'[data-row="{signal}"] .inspector-result-number').inner_text()

    def wait_for_time(self, time: float) -> None:
        self.page.wait_for_function("(time) => look.time() === time", arg=time)

    def wait_for_inside(self, step: int) -> None:
        expect(self.page.locator(".inspector-heading > span").first).to_contain_text(re.compile(rf"\b{step}\b"))

    # ---------------------------------------------------------------------------------------------- what one does

    def press(self, name: str) -> None:
        """A button of the player, by its name."""
        self.transport.get_by_role("button", name=name, exact=True).click()

    def choose_cell(self, name: str) -> None:
        self.page.get_by_role("group", name="Cell").get_by_text(name, exact=True).click()

    def open_more(self) -> Locator:
        """The panel of rarer settings."""
        more = self.page.locator(".controls-more")
        if more.get_attribute("aria-expanded") == "false":
            more.click()
        return self.page.locator("#controls-panel")

    def type(self, text: str) -> None:
        """Types over what is in the input."""
        self.input.select_text()
        self.input.press_sequentially(text)

    def paste(self, text: str) -> None:
        """Pastes over what is in the input."""
        self.input.select_text()
        self.input.evaluate(
            """(field, text) => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
                if (field.dispatchEvent(paste)) document.execCommand("insertText", false, text);
            }""",
            text,
        )

    @contextmanager
    def changing(self) -> Iterator[None]:
        """What is done inside changes the picture, and keeps the step and the unit."""
        picture, place = self.picture(), self.place
        yield
        self.page.wait_for_function("(old) => look.picture() !== old", arg=picture)
        assert self.picture() != picture
        assert self.place == place

    def ask_api(self, path: str, **query: Any) -> Any:
        """What the API answers to the page's own settings."""
        return self.page.evaluate(
            "async ([path, query]) => (await fetch(`${path}?${new URLSearchParams(query)}`)).json()",
            [path, {name: str(value) for name, value in query.items()}],
        )
