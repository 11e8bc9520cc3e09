"""The configuration of Explore: everything that a link carries, read from its query string."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.errors import clipped
from app.examples import LANDING
from app.fields import Flag, Kind, Real, Text, Whole
from app.i18n import SOURCE, translator
from app.links import PageProblem, Values, once, read_values
from app.schemas import DIRECTION, LANG, STEPS, THEME, Init, Input, Network
from app.trained import LONGEST, Recipe, RecipeError, read_recipe
from engine import InvalidInput, limits, models
from engine.network import Network as EngineNetwork

NETWORK: Final = ("cell", "hidden_size", "num_layers", "bidirectional", "seed", "nonlinearity", "form", "model")
INIT: Final = ("scheme", "gain", "spectral_radius", "forget_bias", "update_bias")
INPUT: Final = ("text", "series")
TRAINED: Final = "trained"
"""The recipe of a network that the page has made: `app.trained`."""
PAGE: Final[dict[str, tuple[Kind, Any]]] = {
    "t": (Whole(0, STEPS.high), 0),
    "unit": (Whole(1, limits.MAX_UNITS), 1),
    "layer": (Whole(1, limits.MAX_LAYERS), 1),
    "direction": (DIRECTION, "forward"),
    "backward": (Flag(), False),
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


def defaults() -> Values:
    """What a setting is when a link does not name it: the same as in the API, and the landing page's text."""
    network = {name: Network.model_fields[name].default for name in NETWORK}
    init = {name: Init.model_fields[name].default for name in INIT}
    page = {name: default for name, (_, default) in PAGE.items()}
    variants = {"nonlinearity": "tanh", "form": "reset_after"}
    given = {"cell": LANDING["cell"], "text": LANDING["text"], "series": None, TRAINED: None}
    return {**network, **init, **variants, **given, **page}


def _kind(name: str) -> Kind:
    if name in PAGE:
        return PAGE[name][0]
    if name == TRAINED:
        return Text(LONGEST)
    kind = Network.kind(name) or Init.kind(name) or Input.kind(name)
    assert kind is not None
    return kind


_KINDS: Final = {name: _kind(name) for name in (*NETWORK, *INIT, *INPUT, TRAINED, *PAGE)}


@dataclass(frozen=True)
class Config:
    """The settings of a page, by the names in its URL."""

    values: Values

    def network(self) -> Values:
        """The network as `engine.build_network` takes it: without the settings of other cells."""
        if self.values["model"] is not None:
            return {"model": self.values["model"]}
        foreign = {name for names in VARIANTS.values() for name in names} - set(VARIANTS[self.values["cell"]])
        init = {name: self.values[name] for name in INIT if name not in foreign and self.values[name] is not None}
        return {**{name: self.values[name] for name in NETWORK if name not in foreign}, "init": init}

    def input(self) -> Values:
        """The sequence as `engine.encode` takes it."""
        return {name: self.values[name] for name in INPUT if self.values[name] is not None}

    def of(self, network: EngineNetwork) -> Config:
        """The same, with the settings of a trained network."""
        if self.values["model"] is None:
            return self
        fields = ("cell", "hidden_size", "num_layers", "bidirectional", "nonlinearity", "form")
        known = {name: getattr(network, name) for name in fields}
        return Config({**self.values, **{name: value for name, value in known.items() if value is not None}})

    def without(self, field: str) -> Config:
        """The same with one setting back at its default."""
        if field in INPUT:
            return Config({**self.values, "series": None, "text": defaults()["text"]})
        return Config({**self.values, field: defaults()[field]})

    def recipe(self, lang: str) -> Recipe | None:
        """Of the trained network that the page is to have made, if there is one."""
        return None if self.values[TRAINED] is None else read_recipe(self.values[TRAINED], lang)

    def as_json(self) -> Values:
        """What the scripts start from (`Config` of static/js/core/types.js)."""
        return dict(self.values)


def read_config(query: Iterable[tuple[str, str]], lang: str = SOURCE) -> tuple[Config, list[PageProblem]]:
    """Reads the pairs of a query string; what cannot be used keeps its default and is reported, in words of `lang`."""
    _ = translator(lang)
    given, problems = once(list(query), _KINDS, lang)
    if not set(given) & {*NETWORK, *INIT, *INPUT, TRAINED}:
        given = {**LANDING, **given}
    given.setdefault("fold", "false" if "t" in given else "true")
    read, refused = read_values(given, _KINDS, lang)
    values, problems = {**defaults(), **read}, problems + refused
    if values[TRAINED] is not None:
        values, wrong = _made(values, set(given), lang)
        problems += wrong
    if not set(given) & {*INPUT}:
        values |= _first_example(values["model"])
    if values["series"] is not None:
        values, wrong = _one_input(values, "text" in given, lang)
        problems += wrong
    return Config(values), problems


def _made(values: Values, given: set[str], lang: str) -> tuple[Values, list[PageProblem]]:
    """The settings with those of the trained network; its own example, which the page will hear of, where a link has
    no input."""
    _ = translator(lang)
    try:
        recipe = read_recipe(values[TRAINED], lang)
    except RecipeError as refused:
        return {**values, TRAINED: None}, [PageProblem(TRAINED, refused.words)]
    problems = []
    if len(recipe.cells) > 1:
        words = _("The link names {n} networks; this page shows one, the {cell}.")
        problems.append(PageProblem(TRAINED, words.format(n=len(recipe.cells), cell=recipe.cells[0].upper())))
        recipe = recipe.of(recipe.cells[0])
    own = {} if given & {*INPUT} else dict.fromkeys(INPUT)
    return {**values, **recipe.settings(), **own}, problems


def _first_example(model: str | None) -> Values:
    """What a trained network starts with; nothing where it does not exist, as its run will say."""
    try:
        given = {} if model is None else models.load(model).card["examples"][0]
    except InvalidInput:
        return {}
    return {"text": None, **given} if set(given) & {*INPUT} else {}


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


def config_limits() -> Mapping[str, Any]:
    """The limits that the fields of a page keep."""
    names = {
        name.removeprefix("MAX_").lower(): value for name, value in vars(limits).items() if name.startswith("MAX_")
    }
    return {f"max_{name}": value for name, value in names.items()}
