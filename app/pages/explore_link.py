"""The configuration of Explore: everything that a link carries, read from its query string."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.api.requests.network import DIRECTION, LANG, STEPS, THEME, Init, Input, Network, RunOptions
from app.pages.examples import LANDING, TEXT
from app.pages.recipe_links import LONGEST, RecipeError, RecipeLink, read_recipe
from app.web.errors import clipped
from app.web.fields import Flag, Kind, Real, Text, Whole
from app.web.i18n import SOURCE, translator
from app.web.links import PageProblem, Values, once, read_values
from app.web.targets import target_in_link
from engine import CELLS, InvalidInput, limits, models
from engine.networks.initializers import init_settings
from engine.networks.network import Network as EngineNetwork

NETWORK: Final = ("cell", "hidden_size", "num_layers", "bidirectional", "seed", "nonlinearity", "form", "model")
INIT: Final = ("scheme", "gain", "spectral_radius", "forget_bias", "update_bias")
INPUT: Final = ("text", "series", "vectors")
RUN_OPTIONS: Final = ("generate", "target")
"""What only a trained network can be asked."""
TRAINED: Final = "trained"
"""The recipe of a network that the page has made: `app.pages.recipe_links`."""
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
    name: (
        *(("nonlinearity",) if cell.spec.nonlinearities else ()),
        *(("form",) if cell.spec.forms else ()),
        *init_settings(cell.spec),
    )
    for name, cell in CELLS.items()
}
"""The settings that only some cells have; a page keeps them for when their cell comes back."""


def defaults() -> Values:
    """What a setting is when a link does not name it: the same as in the API, and a text to read."""
    network = {name: Network.model_fields[name].default for name in NETWORK}
    init = {name: Init.model_fields[name].default for name in INIT}
    page = {name: default for name, (_, default) in PAGE.items()}
    variants = {"nonlinearity": "tanh", "form": "reset_after"}
    given = {**dict.fromkeys(INPUT), "cell": "lstm", "text": TEXT, "generate": 0, "target": None, TRAINED: None}
    return {**network, **init, **variants, **given, **page}


def _kind(name: str) -> Kind:
    if name in PAGE:
        return PAGE[name][0]
    if name == TRAINED:
        return Text(LONGEST)
    kind = Network.kind(name) or Init.kind(name) or Input.kind(name) or RunOptions.kind(name)
    assert kind is not None
    return kind


_KINDS: Final = {name: _kind(name) for name in (*NETWORK, *INIT, *INPUT, *RUN_OPTIONS, TRAINED, *PAGE)}


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

    def run_options(self) -> Values:
        """What else a trained network is asked, as `engine.ask` takes it."""
        return {name: self.values[name] for name in RUN_OPTIONS}

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
            return Config({**self.values, **_first_input(self.values["model"]), "target": None})
        return Config({**self.values, field: defaults()[field]})

    def recipe(self, lang: str) -> RecipeLink | None:
        """Of the trained network that the page is to have made, if there is one."""
        return None if self.values[TRAINED] is None else read_recipe(self.values[TRAINED], lang)

    def as_json(self) -> Values:
        """What the scripts start from (`Config` of static/js/core/types.js)."""
        return dict(self.values)


def read_config(query: Iterable[tuple[str, str]], lang: str = SOURCE) -> tuple[Config, list[PageProblem]]:
    """Reads the pairs of a query string; what cannot be used keeps its default and is reported, in words of `lang`."""
    _ = translator(lang)
    given, problems = once(list(query), _KINDS, lang)
    own = not set(given) & {*NETWORK, *INIT, *INPUT, *RUN_OPTIONS, TRAINED}
    assumed = read_values(LANDING[lang], _KINDS, lang)[0] if own else {"fold": True}
    read, refused = read_values(given, _KINDS, lang)
    read.setdefault("fold", assumed["fold"] and "t" not in given)
    values, problems = {**defaults(), **assumed, **read}, problems + refused
    if values[TRAINED] is not None:
        values, wrong = _made(values, lang)
        problems += wrong
    if not own and not set(given) & {*INPUT}:
        values |= _first_input(values["model"]) if values[TRAINED] is None else dict.fromkeys(INPUT)
    values, wrong = _one_input(values, given, lang)
    values, more = _asked(values, lang)
    return Config(values), problems + wrong + more


def _made(values: Values, lang: str) -> tuple[Values, list[PageProblem]]:
    """The settings with those of the trained network; the page will hear of its own example."""
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
    return {**values, **recipe.settings()}, problems


def _first_input(model: str | None) -> Values:
    """What a network starts with: a model, which exists, with the first example on its card."""
    try:
        given = {} if model is None else models.load(model).card["examples"][0]
    except InvalidInput:
        given = {}
    return {**dict.fromkeys(INPUT), **(given or {"text": TEXT})}


def _one_input(values: Values, given: Mapping[str, str], lang: str) -> tuple[Values, list[PageProblem]]:
    """Exactly one of text, series and vectors; numbers only in the last two."""
    _ = translator(lang)
    none = dict.fromkeys(INPUT)
    named = [name for name in INPUT if name in given]
    if len(named) > 1:
        taken = named[0]
        words = _("Only one input can be fed. The {name} was taken.").format(name=taken)
        return {**values, **none, taken: values[taken]}, [PageProblem(name, words) for name in named[1:]]
    if not named or named == ["text"]:
        return values, []
    (name,) = named
    odd = next((number for number in _numbers(values[name]) if isinstance(number, str)), None)
    if odd is None:
        return {**values, **none, name: values[name]}, []
    words = _("“{value}” in the series is not a number. Separate numbers with commas.")
    if name == "vectors":
        words = _("“{value}” in the rows is not a number. Put commas between numbers and semicolons between rows.")
    problem = PageProblem(name, words.format(value=clipped(odd)))
    return {**values, **_first_input(values["model"])}, [problem]


def _numbers(rows: Iterable[Any]) -> Iterable[Any]:
    """The numbers of a series, or of rows."""
    for row in rows:
        yield from row if isinstance(row, list) else (row,)


def _asked(values: Values, lang: str) -> tuple[Values, list[PageProblem]]:
    """What is asked of a trained network, and of no other; a target as its readout says it."""
    _ = translator(lang)
    assumed = {name: defaults()[name] for name in RUN_OPTIONS}
    if values[TRAINED] is not None:
        return {**values, "target": read_recipe(values[TRAINED], lang).target_in_link(values["target"])}, []
    if values["model"] is None:
        words = _("Only a trained network can be asked that. Choose one under Weights.")
        changed = [name for name in RUN_OPTIONS if values[name] != assumed[name]]
        return {**values, **assumed}, [PageProblem(name, words) for name in changed]
    try:
        network = models.load(values["model"]).network
    except InvalidInput:
        return {**values, **assumed}, []
    target = None if network.readout is None else target_in_link(network.readout, values["target"])
    return {**values, "target": target}, []


def config_limits() -> Mapping[str, Any]:
    """The limits that the fields of a page keep."""
    names = {
        name.removeprefix("MAX_").lower(): value for name, value in vars(limits).items() if name.startswith("MAX_")
    }
    return {f"max_{name}": value for name, value in names.items()}
