"""Static files: read, hashed and compressed once at start-up, then served from memory under lasting addresses."""

from __future__ import annotations

import gzip
import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rcssmin import cssmin
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.web.folders import STATIC

TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
"""What is served, and as what: not left to the machine's own table, which may know .js by another name."""

BASE_SHEETS: Final = ("css/tokens.css", "css/base.css", "css/components.css", "css/layout.css")
NO_SHEETS: Final[Mapping[str, tuple[str, ...]]] = {}

_COMMENT_LINES: Final = re.compile(r"^[ \t]*/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*\n|^[ \t]*//.*\n", re.MULTILINE)
_COMMENTS_INSIDE: Final = re.compile(r"/\*\* @(?:(?!\*/).)*\*/ ?|[ \t]+// [^\n\"'`]*$", re.MULTILINE)
_IMPORT: Final = re.compile(r"""^\s*(?:import|export)\s(?:[^'";]*?\sfrom\s+)?["'](\.[^"']+)["']""", re.MULTILINE)
_LATER: Final = re.compile(r"""\bimport\(["'](\.[^"']+)["']\)""")
YEAR: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, the same compressed where that helps, its type and the hash of its content."""

    body: bytes
    compressed: bytes | None
    media_type: str
    etag: str

    def response(self, request: Request, headers: dict[str, str]) -> Response:
        """The file with some headers, compressed if the client takes that; 304 if it has it."""
        if self.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if self.compressed is not None and accepts_gzip(request):
            headers = {**headers, "Content-Encoding": "gzip"}
            return Response(self.compressed, headers=headers, media_type=self.media_type)
        return Response(self.body, headers=headers, media_type=self.media_type)


def _asset(path: Path, source: str) -> Asset:
    """A file without its comments: what a browser does not read need not travel."""
    shorten = {".js": _shortened, ".css": cssmin}.get(path.suffix, str)
    return pack(shorten(source).encode(), TYPES[path.suffix])


def _shortened(script: str) -> str:
    """A script without its types, without the comments that fill whole lines or stand after one, and without
    indentation. Should a string be mistaken for any of these, `tests/js/test_served.py` fails: it compares what is
    written with what is sent."""
    bare = _COMMENTS_INSIDE.sub("", _COMMENT_LINES.sub("", script))
    lines = bare.split("\n")
    if any(line.count("`") % 2 for line in lines):
        return bare  # a template of several lines keeps its white space
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


def pack(body: bytes, media_type: str) -> Asset:
    """A file as it is served."""
    packed = gzip.compress(body, mtime=0)
    return Asset(body, packed if len(packed) < len(body) else None, media_type, f'"{_digest(body)}"')


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


class Assets:
    """The files of a folder by their path in it; `version` is the hash of them all.

    sheets: which of css/views a page needs, by its name. Each page gets one file of them, those that all
        pages share first, so that a first view waits for one request.
    """

    def __init__(self, folder: Path = STATIC, sheets: Mapping[str, tuple[str, ...]] = NO_SHEETS) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in TYPES)
        sources = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
        self.files = {name: _asset(folder / name, source) for name, source in sources.items()}
        scripts = {name: source for name, source in sources.items() if name.endswith(".js")}
        self._imports = {name: _leads_to(name, _IMPORT.findall(source)) for name, source in scripts.items()}
        self._later = {name: _leads_to(name, _LATER.findall(source)) for name, source in scripts.items()}
        self.files |= {styles(page): self._bundle(views) for page, views in sheets.items()}
        self.version = _digest("".join(name + file.etag for name, file in self.files.items()).encode())[:10]

    def _bundle(self, views: tuple[str, ...]) -> Asset:
        names = (*BASE_SHEETS, *(f"css/views/{view}.css" for view in views))
        return pack(b"\n".join(self.files[name].body for name in names if name in self.files), TYPES[".css"])

    def url(self, name: str) -> str:
        """Where a file is served. Raises KeyError for a file that is not there."""
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def modules(self, name: str, later: bool = False) -> list[str]:
        """A module and all that it imports, directly or not, each once: what a page can ask for at once.

        later: also what it imports while it runs
        """
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            module = waiting.pop(0)
            if module not in found and module in self.files:
                found[module] = None
                waiting += self._imports[module] + (self._later[module] if later else [])
        return list(found)

    def respond(self, request: Request, version: str, name: str) -> Response:
        """A file. Under an old version's name it is the file of today, not to be kept. Raises HTTPException 404."""
        file = self.files.get(name)
        if file is None:
            raise HTTPException(404)
        current = version == self.version
        headers = {
            "Cache-Control": YEAR if current else "no-cache",
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
        }
        return file.response(request, headers)


def styles(page: str) -> str:
    """The file with all the style sheets of a page."""
    return f"css/pages/{page}.css"


def _leads_to(name: str, paths: list[str]) -> list[str]:
    """The modules that relative imports in a module lead to."""
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for path in paths]


def accepts_gzip(request: Request) -> bool:
    """Whether the answer may be compressed."""
    return bool(re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", request.headers.get("accept-encoding", "")))
