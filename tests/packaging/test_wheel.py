"""A wheel and an sdist hold all that is served: installed, they open every page, far from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.pages.site import PAGES, WIDGETS
from engine import __version__

ROOT = Path(__file__).resolve().parents[2]
SERVING = re.compile(r"running on (http://\S+)")
PATIENCE = 30.0  # seconds: other tests run beside these
KINDS = ("checkout", "sdist")
PIP = ("--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")


@dataclass(frozen=True)
class Installed:
    """A wheel, where it is installed, and the address at which it is served."""

    wheel: Path
    python: Path
    origin: str


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel as it is built from the checkout, and from an sdist. Built with what is installed: no network."""
    folder = tmp_path_factory.mktemp("wheels")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder), cwd=ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    sources = {"checkout": ROOT, "sdist": sdist}
    for kind, source in sources.items():
        pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder / kind), str(source))
    return {kind: next((folder / kind).glob("*.whl")) for kind in KINDS}


@pytest.fixture(scope="module", params=KINDS)
def installed(
    request: pytest.FixtureRequest, wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installed]:
    """A wheel in an environment of its own, beside the libraries of this one, served from a folder without anything."""
    wheel = wheels[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    run(sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"), cwd=folder)
    scripts = folder / "venv" / Path(sys.executable).parent.name
    pip("--python", str(scripts / "python"), "install", str(wheel))
    _lend_libraries(folder / "venv")
    command = [str(scripts / "unrolled"), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True) as server:
        try:
            yield Installed(wheel, scripts / "python", _address(server))
        finally:
            server.terminate()
            _, log = server.communicate(timeout=20)
    assert "Traceback" not in log, log


def _lend_libraries(venv: Path) -> None:
    """Puts the libraries of this environment on the path of another, after its own; a checkout that is installed here
    as editable does not come along, since a .pth file leads no further than one step."""
    libraries = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    (site_packages,) = venv.rglob("site-packages")
    (site_packages / "lent.pth").write_text("\n".join(sorted(libraries)), "utf-8")


def _address(server: subprocess.Popen[str]) -> str:
    """Where a server listens, from what it says."""
    said = ""
    assert server.stderr is not None
    for line in server.stderr:
        said += line
        if found := SERVING.search(line):
            return found[1]
    raise AssertionError(f"the server did not start:\n{said}")


def environment() -> dict[str, str]:
    """The environment of a process that shall know nothing of the checkout."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


def run(*command: str, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def pip(*arguments: str) -> None:
    options = arguments[:2] if arguments[0] == "--python" else ()
    command, *rest = arguments[len(options) :]
    run(sys.executable, "-m", "pip", *options, command, *PIP, *rest, cwd=ROOT)


def files(folder: str, to: str) -> set[str]:
    """The files of a folder of the checkout by the names that they have in the wheel."""
    found = (path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file())
    return {f"{to}/{name}" for name in found if "__pycache__" not in name and not name.startswith("pictures/")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_wheel_has_every_file_of_app_engine_templates_and_static_and_nothing_else(
    wheels: dict[str, Path], kind: str
) -> None:
    with zipfile.ZipFile(wheels[kind]) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    here = {"app": "app", "engine": "engine", "templates": "app/templates", "static": "app/static"}
    assert names == set().union(*(files(folder, to) for folder, to in here.items()))
    assert names >= {"app/py.typed", "engine/py.typed", "engine/version.txt"}


def test_what_is_imported_is_the_wheels(installed: Installed) -> None:
    script = "import app, engine; print(app.__file__, engine.__file__, app.__version__, engine.__version__)"
    *paths, of_app, of_engine = run(str(installed.python), "-c", script, cwd=installed.python.parent).split()
    assert all(Path(path).is_relative_to(installed.python.parents[1]) for path in paths)
    assert of_app == of_engine == __version__
    assert installed.wheel.name.startswith(f"unrolled-{__version__}-")


@pytest.mark.parametrize("path", [page.path for page in (*PAGES, *WIDGETS)])
def test_a_page_opens_with_all_that_it_asks_for(installed: Installed, path: str) -> None:
    with httpx.Client(base_url=installed.origin, timeout=PATIENCE) as client:
        page = client.get(path, params={"lang": "en"})
        assert page.status_code == 200, page.text
        asked = set(re.findall(r'(?:src|href)="(/(?:static|docs/files|plotly)/[^"]+)"', page.text))
        assert any(address.endswith(".css") for address in asked)
        assert any(address.endswith(".js") for address in asked)
        assert {address: client.get(address).status_code for address in asked} == dict.fromkeys(asked, 200)


def test_a_page_speaks_french(installed: Installed) -> None:
    page = httpx.get(installed.origin, headers={"Accept-Language": "fr"}, timeout=PATIENCE)
    assert '<html lang="fr">' in page.text
    assert "Aller au contenu" in page.text


def test_a_call_is_answered(installed: Installed) -> None:
    models = httpx.get(f"{installed.origin}/api/v1/models", timeout=PATIENCE).json()["models"]
    assert len(models) >= 14
    asked = {"model": "sentiment-lstm", "text": "not bad"}
    trace = httpx.get(f"{installed.origin}/api/v1/run", params=asked, timeout=PATIENCE).json()
    assert trace["schema"] == "unrolled.trace/1"


def test_a_figure_has_the_colours_of_the_style_sheets(installed: Installed) -> None:
    asked = {"network": {"cell": "rnn", "hidden_size": 2}, "input": {"text": "ab"}, "figure": "norms"}
    answer = httpx.post(f"{installed.origin}/api/v1/gradients/figure", json=asked, timeout=PATIENCE)
    assert answer.status_code == 200


@pytest.mark.parametrize("task", ["sentiment", "digits"])
def test_a_network_is_trained_on_the_data_of_its_task(installed: Installed, task: str) -> None:
    asked = {"task": task, "hidden_size": "2", "updates": "2", "weights": "false"}
    told = httpx.get(f"{installed.origin}/api/v1/train", params=asked, timeout=PATIENCE).text
    assert re.findall(r"^event: (\w+)$", told, re.MULTILINE)[-1] == "end"
