"""Addresses that people may have kept, with what each answered: how the record `old_links.json` is made and compared.

    python -m tests.app.old_links

asks the application for every link of LINKS that the record does not have yet, and adds what it answers. Links that are
in the record are left as they are: what they answered at commit a122f50, before the house was rebuilt, stays for ever.
To let one answer otherwise on purpose, take it out of the record by hand and say why in the commit.

An answer is kept as a digest, so that the record stays small and says only what must not change:

- a page: its language, title, the settings on screen and its data block; JSON: as it is; a stream: its first and last
  event, since how many come between depends on the clock; OpenAPI: calls, parameters, statuses and names of fields
- lists and base64 arrays of numbers: shape, how many are no finite number, sum, sum of the absolute values, first, last
- long texts and lists of texts: their length and hash; lists of like objects: by their columns; other long lists: the
  first, the middle and the last entry
- words for people (WORDS), what time decides (TIMES): only whether they are there
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx2 as httpx
import numpy as np
import pybase64
from fastapi.testclient import TestClient

from app.main import create_app

RECORD: Final = Path(__file__).with_name("old_links.json")

Link = tuple[str, dict[str, Any] | None]
"""A path with its query, and the body where it is a POST."""

WORDS: Final = frozenset(
    {
        "caption",
        "data",
        "description",
        "detail",
        "hovertemplate",
        "known_failures",
        "lesson",
        "mathml",
        "message",
        "messages",
        "more",
        "note",
        "of",
        "summary",
        "title",
    }
)
"""Keys of words for people, which may be said better one day, and of MathML, which may be written better."""
TIMES: Final = frozenset({"seconds", "seconds_left"})
"""Keys of what the clock decides."""
NOTHING: Final = "#nothing"
SOMETHING: Final = "#something"
ROUNDING: Final = frozenset({"sum_error"})
"""Keys of numbers that are nothing but rounding errors."""
GROWING: Final = frozenset({"cells", "examples", "forms", "nonlinearities", "others", "presets", "variants"})
"""Keys of lists that may get further entries. So may those whose entries have an id or a name."""
UNORDERED: Final = "eigenvalues"
"""Numbers of equal size come in an order that the last bit decides."""

LONG_TEXT: Final = 120
SHARED: Final = 30
"""Characters from which a value that comes again is written only once."""
LONG_LIST: Final = 6
MANY: Final = 4
"""Entries that are kept together: numbers, texts, or objects with the same keys."""
PRECISION: Final = {"f4": 1e-6, "f8": 1e-9}
"""Machines differ in the last bits; of float32, in the last of its seven digits."""
ROUNDED: Final = 1e-12
"""What is smaller may be what rounding left of zero."""

_RECIPE: Final = quote("task=recall&cell=lstm&distractors=12&hidden_size=10&seed=3&until=60")
_RACE: Final = quote("task=recall&cell=rnn,lstm&distractors=12&hidden_size=10&seed=3&until=60")
_DIGIT: Final = ",".join(f"{(7 * i) % 17 / 16:g}" for i in range(64))
_PICTURE: Final = "00bgge0001gfdf1000efg600008g7000008g700000ded0000069gf8000cgg400"

PAGES: Final = (
    "/",
    "/?lang=fr&theme=dark",
    "/?cell=lstm&text=hello&t=2&unit=3&lang=en",
    "/?cell=gru&text=abc%20d&hidden_size=12&gain=1.5&form=reset_before&update_bias=1&t=3&unit=12&backward=true",
    "/?cell=rnn&series=0.1,-2,3e1,.5&nonlinearity=relu&scheme=identity&spectral_radius=0.9&seed=7&speed=0.5&loop=true",
    "/?cell=dense&vectors=0.1,-2;3e1,4&hidden_size=5&scheme=normal&fold=true&lang=fr",
    "/?cell=lstm&text=a%26b%3Dc&num_layers=2&bidirectional=true&layer=2&direction=reverse&forget_bias=2&theme=light",
    "/?model=dates-gru&text=14/07/89&target=1,9,8,9,-,0,7,-,1,4&t=12",
    "/?model=sentiment-lstm&text=pas+mal&t=2&lang=fr&theme=dark",
    "/?model=vehicle-gru&vectors=1,0;1,1&generate=3&t=5",
    f"/?model=digits-dense&vectors={_DIGIT}&t=1&target=7",
    f"/?trained={_RECIPE}&text=Axyz?&t=4&target=A",
    f"/?trained={_RACE}&lang=fr",
    "/?cell=transformer&hidden_size=9999&text=&nope=1&t=-1&seed=two&lang=de",
    "/?cell=lstm&cell=gru&series=1,two&target=a&model=nothing&lang=fr",
    "/?trained=task%3Dmountains",
    "/gradients",
    "/gradients?lang=fr",
    "/gradients?length=200&spectral_radius=1.4&nonlinearity=relu&scheme=normal&speed=0.5&t=17&at=150&clip=2.5",
    "/gradients?input=text&text=le%20chat&hidden_size=6&forget_bias=-1.5&update_bias=3&seed=12&rows=relative&map=gru",
    "/gradients?input=impulse&length=30&horizon=float32&chart=spectrum&map=lstm&lang=fr&theme=light",
    "/gradients?model=recall-lstm&at=10",
    f"/gradients?trained={_RACE}&t=5&lang=fr",
    "/gradients?length=4&input=silence&clip=0&at=900&seed=-1&what=1",
    "/architectures",
    "/architectures?type=one-to-many&text=C4&speed=2&loop=true&lang=fr",
    "/architectures?type=many-to-one&text=a%20good%20film&target=positive&t=2&theme=dark",
    "/architectures?type=many-to-many&text=Marie%20Curie%20vivait%20%C3%A0%20Paris&lang=fr",
    "/architectures?type=many-to-many-unequal&text=14/07/89&t=9&target=1989-07-14",
    f"/architectures?type=one-to-one&picture={_PICTURE}&target=3",
    "/architectures?type=many-to-none&picture=xyz&speed=99",
    "/train",
    "/train?task=dates&lang=fr&theme=dark",
    "/train?task=recall&cell=lstm,gru&distractors=40&hidden_size=20&learning_rate=0.003&gate_bias=-1&update=120&show=memory",
    "/train?task=adding&batch_size=64&clip=0&updates=700&every=7&seed=5",
    "/train?task=digits&cell=lstm&hidden_size=64&batch_size=256&updates=10&update=50&zzz=1&lang=fr",
    "/embed/unrolled",
    "/embed/unrolled?cell=lstm&text=hello&t=3&unit=2&lang=fr&theme=dark",
    "/embed/unrolled?model=entities-lstm&text=Ada+lives+in+Paris&fold=false&t=2",
    "/embed/gradients?length=40&seed=0&lang=fr&theme=light",
    f"/embed/gradients?trained={_RACE}&theme=dark",
    "/docs",
    "/docs?lang=fr",
    "/nothing/here?lang=fr",
)

CALLS: Final = (
    "/healthz",
    "/openapi.json",
    "/api/v1/cells",
    "/api/v1/models",
    "/api/v1/models/sunspots-gru",
    "/api/v1/models/nothing",
    "/api/v1/run?cell=gru&text=hello&hidden_size=4&seed=0",
    "/api/v1/run?cell=lstm&series=0.1,0.4,-2&num_layers=2&bidirectional=true&forget_bias=1&encoding=base64",
    "/api/v1/run?cell=rnn&vectors=1,0;0,1;1,1&nonlinearity=relu&scheme=orthogonal&gain=2&spectral_radius=1.1&seed=9",
    "/api/v1/run?cell=gru&form=reset_before&update_bias=-1&text=abcabc&scheme=pytorch",
    "/api/v1/run?model=sunspots-gru&series=10,20,30,25,20&generate=2&encoding=base64",
    "/api/v1/run?model=melody-gru&text=C4",
    "/api/v1/run?cell=lstm&hidden_size=0&text=a&seeed=1",
    "/api/v1/explain?cell=gru&text=hello&unit=2&from=3&to=3",
    "/api/v1/explain?cell=dense&series=0.5,1&unit=1",
    "/api/v1/gradients?cell=lstm&text=hello&map=true",
    "/api/v1/gradients?cell=rnn&series=" + ",".join(["0.25"] * 60) + "&at=all&spectral_radius=0.3&encoding=base64",
    "/api/v1/gradients?model=recall-gru&text=Axyzzyxwyz?&target=A",
    "/api/v1/gradients?cell=gru&text=hello&at=never",
    "/api/v1/train?task=recall&until=0&hidden_size=4",
    "/api/v1/train?task=digits&until=0&seed=2",
    "/api/v1/train?task=adding&cell=gru,lstm&hidden_size=4&updates=6&every=2&until=4&seed=1",
    "/api/v1/train?task=dates&cell=rnn&hidden_size=5&until=3&from=1&weights=false",
    "/api/v1/train?task=mountains",
)

_LSTM: Final = {
    "weight_ih": [[0.5, -0.25], [0.1, 0.2], [-0.7, 0.3], [1.0, 0.0]],
    "weight_hh": [[0.1], [-0.2], [0.3], [0.9]],
    "bias_ih": [0.0, 1.0, 0.0, -0.5],
    "bias_hh": [0.0, 0.0, 0.25, 0.0],
}

POSTS: Final[tuple[Link, ...]] = (
    (
        "/api/v1/step",
        {"network": {"cell": "lstm", "weights": _LSTM}, "x": [0.5, -1.0], "state": {"h": [0.1], "c": [-0.3]}},
    ),
    (
        "/api/v1/run",
        {"network": {"cell": "lstm", "weights": _LSTM}, "input": {"vectors": [[0.5, -1], [1, 1], [0, 2]]}},
    ),
    ("/api/v1/run", {"network": {"model": "dates-gru"}, "input": {"text": "3 May 24"}, "target": list("2024-05-03")}),
    ("/api/v1/run", {"network": {"cell": "gru", "hidden_size": -1}, "input": {"text": "a", "series": [1]}}),
    (
        "/api/v1/gradients",
        {
            "network": {"cell": "gru", "hidden_size": 3, "seed": 4},
            "input": {"text": "gradient"},
            "loss": {"at": "last", "cotangent": [1.0, -2.0, 0.5]},
            "map": True,
        },
    ),
    (
        "/api/v1/gradients/figure",
        {"network": {"cell": "lstm", "hidden_size": 3}, "input": {"text": "fig"}, "figure": "norms", "lang": "fr"},
    ),
)

LINKS: Final[tuple[Link, ...]] = (*((path, None) for path in (*PAGES, *CALLS)), *POSTS)


def answer(client: TestClient, link: Link) -> dict[str, Any]:
    """The digest of what a link answers now."""
    path, body = link
    accept = {"Accept": "text/html" if path in PAGES else "*/*", "Accept-Language": "en"}
    response = client.get(path, headers=accept) if body is None else client.post(path, json=body)
    media_type = response.headers["content-type"]
    return {"status": response.status_code, "type": media_type, "content": _content(response, media_type)}


def _content(response: httpx.Response, media_type: str) -> Any:
    if media_type.startswith("text/html"):
        return _page(response.text)
    if media_type.startswith("text/event-stream"):
        return _stream(response.text)
    document = response.json()
    return _interface(document) if "openapi" in document else digest(document)


class _Page(HTMLParser):
    """What a page says of itself, and the settings of its forms by their names, as they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.about: dict[str, str | None] = {}
        self.settings: dict[str, Any] = {}
        self.data = ""
        self._texts: list[str] = []
        self._field: str | None = None
        self._menu: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or given.get("id")
        self._texts = []
        if tag == "html":
            self.about = {"lang": given["lang"], "theme": given.get("data-theme")}
        elif tag == "select":
            self._menu = name
        elif tag == "option" and "selected" in given and self._menu:
            self.settings[self._menu] = given["value"]
        elif tag == "input" and name:
            self._input(name, given)
        elif tag in ("script", "textarea"):
            self._field = name

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        if given.get("type") in ("radio", "checkbox"):
            self.settings.setdefault(name, [])
            self.settings[name] += [given.get("value")] if "checked" in given else []
        else:
            self.settings[name] = given.get("value")

    def handle_data(self, data: str) -> None:
        self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._texts)
        if tag == "title" and "title" not in self.about:  # later ones are of drawings
            self.about["title"] = text
        elif tag == "textarea" and self._field:
            self.settings[self._field] = text
        elif tag == "script" and self._field == "page-data":
            self.data = text


def _page(html: str) -> dict[str, Any]:
    page = _Page(html)
    data = digest(json.loads(page.data)) if page.data else None
    return {**page.about, "settings": page.settings, "data": data}


def _stream(text: str) -> dict[str, Any]:
    events = re.findall(r"^event: (\w+)\ndata: (.*)$", text, re.MULTILINE)
    return {name: digest(json.loads(data)) for name, data in (events[0], events[-1])}


def _interface(document: dict[str, Any]) -> dict[str, Any]:
    """What a program relies on of an OpenAPI description."""
    return {
        "calls": {
            f"{method.upper()} {path}": {
                "parameters": {one["name"]: bool(one.get("required")) for one in call.get("parameters", ())},
                "body": dict.fromkeys(call.get("requestBody", {}).get("content", ()), True),
                "answers": {status: sorted(one.get("content", ())) for status, one in call["responses"].items()},
            }
            for path, calls in document["paths"].items()
            for method, call in calls.items()
        },
        "schemas": {
            name: dict.fromkeys(schema.get("properties", ()), True)
            for name, schema in document["components"]["schemas"].items()
        },
    }


def digest(value: Any, key: str = "") -> Any:
    """What the record keeps of a JSON value that stands under a key."""
    if key in TIMES | ROUNDING or (key in WORDS and all(isinstance(leaf, str) for leaf in _leaves(value))):
        return NOTHING if value in (None, "", [], {}) else SOMETHING
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        if "bdata" in value:
            flat = np.frombuffer(pybase64.b64decode(value["bdata"]), value["dtype"])
            shape = [int(size) for size in value.get("shape", f"{flat.size}").split(",")]
            return _numbers(flat.tolist(), shape, key, value["dtype"])
        return {name: digest(one, name) for name, one in value.items()}
    if isinstance(value, float):
        return _rounded(value)
    return _list(value, key) if isinstance(value, list) else value


def _rounded(value: float, digits: int = 11) -> float:
    return float(f"{value:.{digits}g}")


def _text(text: str) -> Any:
    text = re.sub(r"^/(static|plotly)/[^/]+/", r"/\1/*/", text)  # the version of a file
    return text if len(text) <= LONG_TEXT else {"#text": len(text), "hash": _hash(text)}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _list(items: list[Any], key: str) -> Any:
    for name in ("id", "name"):
        if items and all(isinstance(item, dict) and name in item for item in items):
            return {"#by": name, **{item[name]: digest(item) for item in items}}
    if key in GROWING:
        return {"#growing": [digest(item) for item in items]}
    leaves = list(_leaves(items))
    if len(leaves) >= MANY and all(_is_number(leaf) or leaf is None for leaf in leaves):
        return _numbers(leaves, _shape(items), key, "f8")
    if len(items) >= MANY and all(isinstance(item, str) for item in items):
        return {"#texts": len(items), "hash": _hash("\n".join(items))}
    if len(items) >= MANY and all(isinstance(item, dict) and item.keys() == items[0].keys() for item in items):
        return {"#columns": len(items), **{name: digest([item[name] for item in items], name) for name in items[0]}}
    if len(items) > LONG_LIST:
        return {"#list": len(items), **{str(at): digest(items[at], key) for at in (0, len(items) // 2, -1)}}
    return [digest(item, key) for item in items]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _leaves(value: Any) -> Iterator[Any]:
    if not isinstance(value, list | dict):
        yield value
        return
    for item in value.values() if isinstance(value, dict) else value:
        yield from _leaves(item)


def _shape(value: Any) -> list[Any]:
    """The shape of nested lists; where it is not the same everywhere, that of each."""
    if not isinstance(value, list):
        return []
    inner = [_shape(item) for item in value]
    return [len(value), *(inner[0] if all(one == inner[0] for one in inner) else inner)]


def _numbers(flat: list[float | None], shape: list[Any], key: str, dtype: str) -> dict[str, Any]:
    finite = [x for x in flat if x is not None and math.isfinite(x)]
    ends = [flat[0], flat[-1]] if flat and key != UNORDERED else []
    probes = [math.fsum(finite), math.fsum(map(abs, finite)), *ends]
    digits = 7 if dtype == "f4" else 11
    rounded = [_rounded(x, digits) if x is not None and math.isfinite(x) else str(x) for x in probes]
    return {"#numbers": [dtype, shape, len(flat) - len(finite), *rounded]}


def differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """What an answer has lost or changed, as sentences; what it has beside that is nobody's loss."""
    if isinstance(old, dict) and isinstance(new, dict):
        if "#numbers" in old and "#numbers" in new:
            yield from _numbers_changed(old["#numbers"], new["#numbers"], path)
            return
        if "#growing" in old and "#growing" in new:
            yield from _gone(old["#growing"], new["#growing"], path)
            return
        for name, value in old.items():
            if name not in new:
                yield f"{path}/{name} is gone"
            elif name.startswith("max") and _is_number(value) and _is_number(new[name]):
                if new[name] < value:
                    yield f"{path}/{name} was {value} and is less: {new[name]}"
            else:
                yield from differences(value, new[name], f"{path}/{name}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for at, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, f"{path}/{at}")
    elif old != NOTHING and not _same(old, new):
        yield f"{path} was {old!r} and is {new!r}"


def _same(old: Any, new: Any, scale: float = 0.0, precision: float = PRECISION["f8"]) -> bool:
    if not (_is_number(old) and _is_number(new)):
        return type(old) is type(new) and bool(old == new)
    allowed = precision * max(abs(old), scale) + (0 if isinstance(old, int) else ROUNDED)
    return bool(abs(old - new) <= allowed)


def _numbers_changed(old: list[Any], new: list[Any], path: str) -> Iterator[str]:
    if old[:3] != new[:3]:
        yield f"{path} had {old[:3]} (type, shape, how many are not finite) and has {new[:3]}"
        return
    size = old[4]
    for name, was, now in zip(("sum", "size", "first", "last"), old[3:], new[3:], strict=False):
        scale = size if name == "sum" else 0.0  # of a sum, each number leaves its own rounding error
        if not _same(was, now, scale, PRECISION.get(old[0], 0.0)):
            yield f"{path}: the {name} of its numbers was {was!r} and is {now!r}"


def _gone(old: list[Any], new: list[Any], path: str) -> Iterator[str]:
    """Entries of a list that are no longer there, or no longer in their order."""
    rest = iter(new)
    for at, item in enumerate(old):
        if not any(not list(differences(item, other)) for other in rest):
            yield f"{path}/{at} is gone or another: {item!r}"
            return


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Parts:
    """Writes a value that stands in many answers once: `{"#part": n}` in its other places."""

    def __init__(self, answers: list[Any]) -> None:
        self.parts: list[Any] = []
        self._numbers: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        for one in answers:
            self._count(one)

    def _count(self, value: Any) -> None:
        text = _written(value)
        if len(text) > SHARED:
            self._counts[text] += 1
            if self._counts[text] == 1:  # what is inside a part is written with it
                for inner in _inner(value):
                    self._count(inner)

    def fold(self, value: Any) -> Any:
        """A value with its parts put aside."""
        text = _written(value)
        if self._counts[text] < 2:
            return self._folded(value)
        if text not in self._numbers:
            folded = self._folded(value)
            self._numbers[text] = len(self.parts)
            self.parts.append(folded)
        return {"#part": self._numbers[text]}

    def _folded(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self.fold(inner) for name, inner in value.items()}
        return [self.fold(inner) for inner in value] if isinstance(value, list) else value


def _unfolded(value: Any, parts: list[Any]) -> Any:
    if isinstance(value, dict):
        if "#part" in value:
            return _unfolded(parts[value["#part"]], parts)
        return {name: _unfolded(inner, parts) for name, inner in value.items()}
    return [_unfolded(inner, parts) for inner in value] if isinstance(value, list) else value


Entry = dict[str, Any]
"""A link of the record: `path`, `body` where it is a POST, and `answer`."""


def link_of(entry: Entry) -> Link:
    """The link that an entry is of."""
    return entry["path"], entry.get("body")


def read() -> list[Entry]:
    """The record."""
    if not RECORD.exists():
        return []
    record = json.loads(RECORD.read_text("utf-8"))
    return [{**link, "answer": _unfolded(link["answer"], record["parts"])} for link in record["links"]]


def write(entries: list[Entry]) -> None:
    """Writes the record, a line a link and a line a part."""
    shared = _Parts([entry["answer"] for entry in entries])
    links = [_written({**entry, "answer": shared.fold(entry["answer"])}) for entry in entries]
    lists = {"links": links, "parts": [_written(part) for part in shared.parts]}
    text = ",\n".join(f'"{name}": [\n' + ",\n".join(lines) + "\n]" for name, lines in lists.items())
    RECORD.write_text(f"{{\n{text}\n}}\n", "utf-8")


def main() -> None:
    """Adds the links that the record does not have yet."""
    entries = read()
    known = [link_of(entry) for entry in entries]
    with TestClient(create_app()) as client:
        for path, body in LINKS:
            if (path, body) not in known:
                posted = {} if body is None else {"body": body}
                entries.append({"path": path, **posted, "answer": answer(client, (path, body))})
    write(entries)


if __name__ == "__main__":
    main()
