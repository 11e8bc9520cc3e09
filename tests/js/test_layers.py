"""The rules of dependencies.cjs, which `make lint` holds, bite; and only the clients of the API send anything."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from app.web.folders import STATIC
from tests.js.conftest import HERE, NODE, TSC

CRUISER = TSC.parents[2] / ".bin" / "depcruise"
STAGE = "views/stage/stage.js"
EXPLORE = "pages/explore/store.js"

BROKEN = {
    "lib-is-pure": ("lib/scale.js", "/** @typedef {import('../core/types.js').State} State */", "core/types.js"),
    "core-knows-no-view": ("core/clock.js", "import '../views/stage/stage.js';", STAGE),
    "views-know-no-page": (STAGE, "import '../../pages/boot.js';", "pages/boot.js"),
    "views-fetch-nothing": ("views/stage/strip.js", "import '../../core/api.js';", "core/api.js"),
    "a-store-is-handed-its-api": (EXPLORE, "import './calls.js';", "pages/explore/calls.js"),
    "pages-know-no-other-page": ("pages/train/page.js", "import '../explore/store.js';", EXPLORE),
    "what-pages-share-knows-none-of-them": ("pages/boot.js", "import './explore/store.js';", EXPLORE),
    "no-circles": ("core/a.js", "/** @typedef {import('./b.js').B} B */", "core/b.js"),
    "no-module-that-nobody-needs": ("core/alone.js", "", None),
    "nothing-that-is-not-there": ("core/player.js", "import './gone.js';", None),
}
"""By rule: a module, the words in it that break the rule, and the module that they name."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a tree that breaks every rule."""
    root = tmp_path_factory.mktemp("layers")
    others = {other for _module, _words, other in BROKEN.values() if other} - {module for module, *_ in BROKEN.values()}
    for other in others:
        write(root, other, "/** @typedef {import('./a.js').A} A */" if other == "core/b.js" else "")
    for module, words, _other in BROKEN.values():
        write(root, module, words)
    return cruise(root)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_layer_that_is_broken_is_named_with_both_modules(found: str, rule: str) -> None:
    module, _words, other = BROKEN[rule]
    (said, *_) = re.findall(rf"error {rule}: static/js/{re.escape(module)}(?: → \S+)*", found) or [""]
    assert said
    assert other is None or f"→ static/js/{other}" in said


def write(root: Path, module: str, words: str) -> None:
    """A module of static/js in another place."""
    path = root / "static" / "js" / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{words}\nexport const VALUE = 1;\n")


def cruise(root: Path) -> str:
    """What dependency-cruiser says of the modules in a place, by our rules."""
    (root / "tests" / "js").mkdir(parents=True)
    for name in ("tsconfig.json", "dependencies.cjs"):
        (root / "tests" / "js" / name).write_text((HERE / name).read_text())
    command: list[str | Path] = [NODE, CRUISER, "--config", "tests/js/dependencies.cjs", "static/js"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode > 0
    return re.sub(r"\s+", " ", done.stdout)


def test_nothing_but_the_clients_of_the_api_sends_anything() -> None:
    sends = re.compile(r"\b(fetch|EventSource|XMLHttpRequest|WebSocket|sendBeacon)\b\s*[=(.]")
    comments = re.compile(r"/\*[\s\S]*?\*/|//.*")
    folder = STATIC / "js"
    senders = {path for path in folder.rglob("*.js") if sends.search(comments.sub("", path.read_text()))}
    assert senders == {folder / "core" / "api.js", folder / "core" / "training" / "stream.js"}
