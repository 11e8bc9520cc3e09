"""The configuration of a page: everything that a link carries, read from its query string.

A link that is wrong in places still opens: each wrong value becomes a problem in plain words, and its
default takes its place. Which values are wrong is the API's own decision (`app.schemas`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from pydantic_core import PydanticCustomError

from app.errors import clipped
from app.examples import LANDING
from app.fields import Choice, Flag, Kind, Real, Whole
from app.i18n import SOURCE, translator
from app.schemas import DIRECTION, LANG, STEPS, THEME, Init, Input, Network
from engine import limits

Values = dict[str, Any]

NETWORK: Final = ("cell", "hidden_size", "num_layers", "bidirectional", "seed", "nonlinearity", "form")
INIT: Final = ("scheme", "gain", "spectral_radius", "forget_bias", "update_bias")
INPUT: Final = ("text", "series")
PAGE: Final[dict[str, tuple[Kind, Any]]] = {
    "t": (Whole(0, STEPS.high), 0),
    "unit": (Whole(1, limits.MAX_UNITS), 1),
    "layer": (Whole(1, limits.MAX_LAYERS), 1),
    "direction": (DIRECTION, "forward"),
    "fold": (Flag(), False),
    "speed": (Real(0.25, 4.0), 1.0),
    "loop": (Flag(), False),
    "lang": (LANG, None),
    "theme": (THEME, None),
}
"""What only a page knows: its kind and its default."""

VARIANTS: Final = {
    "dense": ("nonlinearity",),
    "rnn": ("nonlinearity", "spectral_radius"),
    "lstm": ("forget_bias", "spectral_radius"),
    "gru": ("form", "update_bias", "spectral_radius"),
}
"""The settings that only some cells have; a page keeps them for when their cell comes back."""


@dataclass(frozen=True)
class PageProblem:
    """Something wrong in a link: the name of the setting, if it is one, and what is wrong, in plain words."""

    field: str | None
    message: str


def defaults() -> Values:
    """What a setting is when a link does not name it: the same as in the API, and the landing page's text."""
    network = {name: Network.model_fields[name].default for name in NETWORK}
    init = {name: Init.model_fields[name].default for name in INIT}
    page = {name: default for name, (_, default) in PAGE.items()}
    variants = {"nonlinearity": "tanh", "form": "reset_after"}
    return {**network, **init, **variants, "cell": LANDING["cell"], "text": LANDING["text"], "series": None, **page}


@dataclass(frozen=True)
class Config:
    """The settings of a page, by the names in its URL."""

    values: Values

    def network(self) -> Values:
        """The network as `engine.build_network` takes it: without the settings of other cells."""
        foreign = {name for names in VARIANTS.values() for name in names} - set(VARIANTS[self.values["cell"]])
        init = {name: self.values[name] for name in INIT if name not in foreign and self.values[name] is not None}
        return {**{name: self.values[name] for name in NETWORK if name not in foreign}, "init": init}

    def input(self) -> Values:
        """The sequence as `engine.encode` takes it."""
        return {name: self.values[name] for name in INPUT if self.values[name] is not None}

    def without(self, field: str) -> Config:
        """The same with one setting back at its default."""
        if field in INPUT:
            return Config({**self.values, "series": None, "text": defaults()["text"]})
        return Config({**self.values, field: defaults()[field]})

    def as_json(self) -> Values:
        """What the scripts start from (`Config` of static/js/core/types.js)."""
        return dict(self.values)


def read_config(query: Iterable[tuple[str, str]], lang: str = SOURCE) -> tuple[Config, list[PageProblem]]:
    """Reads the pairs of a query string; what cannot be used keeps its default and is reported, in words of `lang`."""
    _ = translator(lang)
    given, problems = _once(list(query), lang)
    if not set(given) & {*NETWORK, *INIT, *INPUT}:
        given = {**LANDING, **given}
    given.setdefault("fold", "false" if "t" in given else "true")
    values = defaults()
    for name, text in given.items():
        try:
            values[name] = _kind(name).check(_kind(name).read(text))
        except PydanticCustomError:
            problems.append(PageProblem(name, _refused(_kind(name), text, lang)))
    if values["series"] is not None:
        values, wrong = _one_input(values, "text" in given, lang)
        problems += wrong
    return Config(values), problems


def _once(pairs: list[tuple[str, str]], lang: str) -> tuple[dict[str, str], list[PageProblem]]:
    """The settings by name, the first of each; a problem for each name that is unknown or comes more than once."""
    _ = translator(lang)
    known = (*NETWORK, *INIT, *INPUT, *PAGE)
    problems = []
    for name, count in Counter(name for name, _text in pairs).items():
        if name not in known:
            words = _("This page has no setting called “{name}”. It was left out.").format(name=clipped(name))
            problems.append(PageProblem(None, words))
        elif count > 1:
            words = _("The address sets “{name}” more than once. The first one counts.").format(name=name)
            problems.append(PageProblem(name, words))
    first: dict[str, str] = {}
    for name, text in pairs:
        if name in known:
            first.setdefault(name, text)
    return first, problems


def _one_input(values: Values, has_text: bool, lang: str) -> tuple[Values, list[PageProblem]]:
    """Exactly one of text and series; a series of numbers only."""
    _ = translator(lang)
    if has_text:
        words = _("Text and numbers cannot be fed at once. The text was taken.")
        return {**values, "series": None}, [PageProblem("series", words)]
    odd = next((number for number in values["series"] if isinstance(number, str)), None)
    if odd is not None:
        words = _("“{value}” in the series is not a number. Separate numbers with commas.").format(value=clipped(odd))
        return {**values, "series": None}, [PageProblem("series", words)]
    return {**values, "text": None}, []


def _refused(kind: Kind, text: str, lang: str) -> str:
    """Why a kind does not take a text, in words of `lang`: the same sentences as in static/js/core/config.js."""
    _ = translator(lang)
    value = clipped(text)
    if isinstance(kind, Whole | Real):
        low, high = (f"{limit:.16g}" for limit in (kind.low, kind.high))
        if not isinstance(kind.read(text), str):
            words = _("{value} is out of range. Give a number from {min} to {max}.")
        elif isinstance(kind, Whole):
            words = _("“{value}” is not a whole number. Give one from {min} to {max}.")
        else:
            words = _("“{value}” is not a number. Give one from {min} to {max}.")
        return words.format(value=value, min=low, max=high)
    names = kind.names if isinstance(kind, Choice) else ("true", "false")
    return _("“{value}” is not one of: {choices}.").format(value=value, choices=", ".join(names))


def _kind(name: str) -> Kind:
    if name in PAGE:
        return PAGE[name][0]
    kind = Network.kind(name) or Init.kind(name) or Input.kind(name)
    assert kind is not None
    return kind


def config_limits() -> Mapping[str, Any]:
    """The limits that the fields of a page keep."""
    names = {
        name.removeprefix("MAX_").lower(): value for name, value in vars(limits).items() if name.startswith("MAX_")
    }
    return {f"max_{name}": value for name, value in names.items()}


def problems_as_json(problems: Iterable[PageProblem]) -> list[Values]:
    """Problems as the scripts read them."""
    return [asdict(problem) for problem in problems]
