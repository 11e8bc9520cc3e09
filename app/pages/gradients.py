"""What the Gradients page starts from: its settings, its presets, and the race of its link, ready to be drawn."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

import orjson

import engine
from app.api.encoding.gradients import encode_gradients
from app.api.requests.gradients import FIGURE
from app.api.requests.network import LANG, NONLINEARITY, SCHEME, SEED, THEME, UNITS
from app.pages.charts import PLOTLY
from app.pages.labels import label_names, note_names
from app.pages.recipe_links import LONGEST, RecipeError, read_recipe
from app.web.fields import Choice, Real, Text, Whole
from app.web.i18n import N_, SOURCE, translator
from app.web.links import PageProblem, Settings, Values, problems_as_json, read_settings
from engine import InvalidInput
from engine.limits import MAX_STEPS
from engine.runs.inputs import SIGNALS

CELLS: Final = ("rnn", "gru", "lstm")
"""Who races, from the top lane down."""

SETTINGS: Final[Settings] = {
    "input": (Choice((*SIGNALS, "text")), "noise"),
    "text": (Text(MAX_STEPS), "hello world"),
    "length": (Whole(5, MAX_STEPS), 40),
    "hidden_size": (UNITS, 24),
    "spectral_radius": (Real(0.1, 2.0), 0.5),
    "nonlinearity": (NONLINEARITY, "tanh"),
    "scheme": (SCHEME, "orthogonal"),
    "forget_bias": (Real(-2.0, 6.0), 2.0),
    "update_bias": (Real(-2.0, 6.0), 0.0),
    "seed": (SEED, 0),
    "at": (Whole(1, MAX_STEPS), None),
    "clip": (Real(0.001, 1000.0), None),
    "t": (Whole(0, MAX_STEPS), None),
    "horizon": (Choice(("share", "float32")), "share"),
    "map": (Choice(CELLS), None),
    "rows": (Choice(("absolute", "relative")), "absolute"),
    "chart": (FIGURE, None),
    "speed": (Real(0.25, 4.0), 1.0),
    "lang": (LANG, None),
    "theme": (THEME, None),
    "trained": (Text(LONGEST), None),
    "model": (Text(80), None),
}
"""Every setting of the page: its kind and its default. `static/js/core/race/config.js` has the same table.

at: the step of the loss, the last when None; t: how many steps the gradient has come back, all when None;
trained: the recipe of networks that the page has made (`app.pages.recipe_links`)
model: shipped networks race, all of its task
"""

INIT: Final = ("scheme", "spectral_radius")
OWN: Final = {"rnn": ("nonlinearity",), "gru": ("update_bias",), "lstm": ("forget_bias",)}
"""The settings that only one cell has."""

FIRST_VIEW: Final = 100_000
"""Steps × units up to which the race comes with the page; a larger one is asked for by the page itself."""


@dataclass(frozen=True)
class Preset:
    """Settings that show one thing: the name on its button, and the lesson."""

    title: str
    lesson: str
    settings: Values


PRESETS: Final = (
    Preset(
        N_("Vanishing"),
        N_("Every step back multiplies the gradient by about the spectral radius, 0.5: half, a quarter, an eighth…"),
        {},
    ),
    Preset(
        N_("Exploding"),
        N_("ReLU has no ceiling and weights of radius 2 stretch at every step: the gradient grows out of all use."),
        {"length": 60, "spectral_radius": 2.0, "nonlinearity": "relu"},
    ),
    Preset(
        N_("On the edge"),
        N_("Orthogonal weights of radius 1 turn the gradient and keep its length; tanh alone takes a little."),
        {"input": "impulse", "length": 100, "spectral_radius": 1.0},
    ),
    Preset(
        N_("LSTM with open gates"),
        N_("A forget bias of 5 holds the gates open: the cell state carries the gradient across 200 steps."),
        {"length": 200, "spectral_radius": 0.2, "forget_bias": 5.0},
    ),
    Preset(
        N_("LSTM that forgets"),
        N_("An LSTM vanishes too: with forget bias 0 its gates keep about half of the cell state at each step."),
        {"forget_bias": 0.0},
    ),
    Preset(
        N_("ReLU and identity"),
        N_("Start the recurrent weights at the identity and use ReLU, and an RNN keeps what it has (Le et al., 2015)."),
        {
            "input": "constant",
            "length": 100,
            "spectral_radius": 1.0,
            "nonlinearity": "relu",
            "scheme": "identity",
        },
    ),
)


def defaults() -> Values:
    """The settings of a link that names none."""
    return {name: default for name, (_kind, default) in SETTINGS.items()}


def context(query: list[tuple[str, str]], lang: str) -> Values:
    """What the template of the page gets, and that of its widget."""
    data = page_data(query, lang)
    kinds = {name: kind for name, (kind, _) in SETTINGS.items()}
    return {"data": data, "config": data["config"], "kinds": kinds, "position": knob_position}


def page_data(query: list[tuple[str, str]], lang: str) -> Values:
    """The data block of the page, for the pairs of its query string. A link that cannot be run opens with problems."""
    config, problems = read_race(query, lang)
    config, race, refused = run_race(config, lang)
    return {
        "lang": lang,
        "landing": defaults(),
        "config": config,
        "presets": presets(lang),
        "taught": taught(config, lang),
        "labels": label_names(lang) | note_names(lang),
        "plotly": PLOTLY,
        "race": race,
        "problems": problems_as_json(problems + refused),
    }


def read_race(query: list[tuple[str, str]], lang: str = SOURCE) -> tuple[Values, list[PageProblem]]:
    """The settings of a link; what cannot be used keeps its default and is reported, in words of `lang`."""
    values, problems = read_settings(query, SETTINGS, lang)
    config, wrong = _taught({**defaults(), **values}, lang)
    if is_taught(config):  # they have an example of their own, and a link need not say that its text is the input
        config["input"] = "text" if "text" in values else SETTINGS["input"][1]
    return config, problems + wrong


def is_taught(config: Values) -> bool:
    """Whether trained networks race."""
    return config["trained"] is not None or config["model"] is not None


def _taught(config: Values, lang: str) -> tuple[Values, list[PageProblem]]:
    """The settings with the recipe as links spell it, and without one that makes nothing that can race."""
    _ = translator(lang)
    try:
        if config["trained"] is not None:
            recipe = read_recipe(config["trained"], lang)
            if not set(recipe.cells) <= set(CELLS):
                raise RecipeError(_("This network has no way back through time. The page shows untrained ones."))
            return {**config, "trained": recipe.spelt, "model": None}, []
        if config["model"] is not None and not _shipped(config["model"]):
            words = _(
                "There is no trained network called “{name}” that can race; the nearest are {names}. "
                "The page shows untrained ones."
            )
            near = get_close_matches(config["model"], _racers(), n=3, cutoff=0.0)
            raise RecipeError(words.format(name=config["model"], names=", ".join(near)))
    except RecipeError as refused:
        problem = PageProblem("trained" if config["trained"] is not None else "model", refused.words)
        return {**config, "trained": None, "model": None}, [problem]
    return config, []


def _racers() -> list[str]:
    """The shipped networks that can race."""
    return [name for name in engine.models.names() if name.rpartition("-")[2] in CELLS]


def _shipped(name: str) -> dict[str, engine.models.Model]:
    """The shipped networks of the task of one, by cell, from the top lane down; none if that one cannot race."""
    task = name.rpartition("-")[0]
    names = {cell: f"{task}-{cell}" for cell in CELLS} if name in _racers() else {}
    return {cell: engine.models.load(one) for cell, one in names.items() if one in _racers()}


def taught(config: Values, lang: str) -> Values | None:
    """The trained networks of a link: what they are called, and, where they ship, how the API names them, with their
    first example and what is right about it."""
    if config["trained"] is not None:
        return {"title": read_recipe(config["trained"], lang).title(lang), "shipped": None}
    if config["model"] is None:
        return None
    models = _shipped(config["model"])
    card = next(iter(models.values())).card
    example = {"input": card["examples"][0], "targets": card["targets"][0]}
    networks = {cell: {"model": model.card["id"]} for cell, model in models.items()}
    names = {"cell": ", ".join(map(str.upper, models)), "task": card["title"][lang]}
    _ = translator(lang)
    title = _("{cell} trained on “{task}”").format(**names)
    return {"title": title, "shipped": {"networks": networks, "example": example}}


def run_race(config: Values, lang: str) -> tuple[Values, Values | None, list[PageProblem]]:
    """The gradients of every cell, {cell: JSON}, or None where the page has to ask for them itself.

    What is refused goes back to its default: the setting that the engine names, or else all of them.
    """
    if is_taught(config):  # the page asks for them, once it has them
        return config, None, []
    config, problems = _within(config, lang)
    if _steps(config) * config["hidden_size"] > FIRST_VIEW:
        return config, None, problems
    try:
        return config, {cell: orjson.Fragment(_gradients(config, cell)) for cell in CELLS}, problems
    except InvalidInput as error:
        named = [name for name in ("text", "at") if any(name in problem.path for problem in error.errors)]
        words = translator(lang)("This link cannot be run as it is. The page shows what comes nearest to it.")
        config, race, _more = run_race({**config, **_at_rest(named or list(INIT))}, lang)
        return config, race, [*problems, PageProblem(named[0] if named else None, words)]


def _at_rest(names: list[str]) -> Values:
    return {name: SETTINGS[name][1] for name in names}


def _within(config: Values, lang: str) -> tuple[Values, list[PageProblem]]:
    """The step of the loss and the steps come back as far as this run has them."""
    problems = []
    for name in ("at", "t"):
        limit = _steps(config) if name == "at" else config["at"] or _steps(config)
        if config[name] is not None and config[name] > limit > 0:
            problems.append(_beyond(name, config[name], limit, lang))
            config = {**config, **_at_rest([name])}
    return config, problems


def _beyond(name: str, value: int, limit: int, lang: str) -> PageProblem:
    words = translator(lang)("The address asks for {name} = {value}, but here the last is {limit}.")
    return PageProblem(name, words.format(name=name, value=value, limit=limit))


def _steps(config: Values) -> int:
    return len(config["text"]) if config["input"] == "text" else int(config["length"])


def network(config: Values, cell: str) -> Values:
    """The network of a cell, as the API and `engine.build_network` take it."""
    own = {name: config[name] for name in OWN[cell]}
    init = {name: config[name] for name in INIT} | {name: own.pop(name) for name in tuple(own) if "bias" in name}
    return {"cell": cell, "hidden_size": config["hidden_size"], "seed": config["seed"], **own, "init": init}


def sequence(config: Values) -> Values:
    """The input, as the API and `engine.encode` take it."""
    if config["input"] == "text":
        return {"text": config["text"]}
    return {"signal": config["input"], "length": config["length"]}


def _gradients(config: Values, cell: str) -> bytes:
    inputs = engine.encode(sequence(config))
    built = engine.build_network(network(config, cell), input_size=inputs.array.shape[1])
    trace = engine.run(built, inputs)
    found = engine.gradients(trace, "last" if config["at"] is None else config["at"], clip=config["clip"])
    return encode_gradients(trace, found, "base64")


@cache
def presets(lang: str) -> list[Values]:
    """The presets in the page's language."""
    _ = translator(lang)
    return [{"title": _(one.title), "lesson": _(one.lesson), "settings": one.settings} for one in PRESETS]


def knob_position(name: str, config: Values) -> float:
    """Where the handle of a setting stands on its line, in percent; sizes are spread by their logarithm."""
    kind, _ = SETTINGS[name]
    assert isinstance(kind, Whole | Real)
    scale: Callable[[float], float] = math.log if isinstance(kind, Whole) else float
    low, high, value = (scale(number) for number in (kind.low, kind.high, config[name]))
    return round(100 * (value - low) / (high - low), 2)
