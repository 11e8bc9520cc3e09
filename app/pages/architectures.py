"""What the Architectures page starts from: the five types of the course notes, each with a trained network at work.

A type is there when a network of its task ships. All are run on their examples; the one that the link chooses, on the
link's own input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import orjson

import engine
from app.api.encoding.trace import encode_trace
from app.api.requests.network import LANG, THEME
from app.pages.architecture_types import TYPES, Type, model_of, others_of, shipped, sizes
from app.pages.labels import label_names, note_names
from app.web.fields import Choice, Flag, Real, Text, Whole
from app.web.i18n import N_, translator
from app.web.links import PageProblem, Settings, Values, cannot_run, problems_as_json, read_settings
from engine import InvalidInput, models, tasks

MAX_STEPS: Final = 60
"""Steps that the page draws: a longer sequence is one for Explore."""

SIDE: Final = 8
SHADES: Final = "0123456789abcdefg"
"""How a link spells a picture: a sign a pixel, from 0, white, to g, black (16), row by row."""

_PICTURE: Final = re.compile(f"[{SHADES}]{{{SIDE * SIDE}}}")


SETTINGS: Final[Settings] = {
    "type": (Choice(tuple(kind.name for kind in TYPES)), "many-to-many-unequal"),
    "text": (Text(200), None),
    "picture": (Text(SIDE * SIDE), None),
    "target": (Text(200), None),
    "t": (Whole(0, MAX_STEPS), None),
    "speed": (Real(0.25, 4.0), 1.0),
    "loop": (Flag(), False),
    "lang": (LANG, None),
    "theme": (THEME, None),
}
"""Every setting of the page: its kind and its default. None: the type's own example, and all steps read."""


@dataclass(frozen=True)
class Given:
    """What a network is run on, and what would be right: exactly one of text and picture is set."""

    text: str | None
    picture: str | None
    target: str

    def input(self) -> Values:
        """The sequence as the API takes it."""
        if self.picture is None:
            return {"text": self.text}
        return {"vectors": [[SHADES.index(sign) / (len(SHADES) - 1) for sign in self.picture]]}


def context(query: list[tuple[str, str]], lang: str) -> Values:
    """What the template of the page gets."""
    return {"data": page_data(query, lang), "kinds": [(kind, sizes(kind)) for kind in shipped()]}


def page_data(query: list[tuple[str, str]], lang: str) -> Values:
    """The data block of the page, for the pairs of its query string. What cannot be used is said and left out."""
    values, problems = read_settings(query, SETTINGS, lang)
    config: Values = {name: values.get(name, default) for name, (_, default) in SETTINGS.items()}
    kinds = {kind.name: kind for kind in shipped()}
    if config["type"] not in kinds:
        config["type"] = next(reversed(kinds), None)
    types = {name: _shown(kind, lang) for name, kind in kinds.items()}
    if kinds:
        chosen = kinds[config["type"]]
        given, run, wrong = _as_linked(chosen, config, lang)
        types[chosen.name] = {**types[chosen.name], "run": run}
        config, problems = {**config, "given": vars(given)}, problems + wrong
    return {
        "lang": lang,
        "types": list(types.values()),
        "labels": label_names(lang) | note_names(lang),
        "maxSteps": MAX_STEPS,
        "config": {name: value for name, value in config.items() if name not in ("text", "picture", "target")},
        "problems": problems_as_json(problems),
    }


def _network(kind: Type) -> str:
    """The network of a type that is shown."""
    name = model_of(kind)
    assert name is not None
    return name


@cache
def _examples(model: str) -> tuple[Given, ...]:
    """The inputs on a card, with what is right for each."""
    loaded = models.load(model)
    labels = loaded.network.readout.labels if loaded.network.readout else ()
    pairs = zip(loaded.card["examples"], loaded.card["targets"], strict=True)
    return tuple(
        Given(raw.get("text"), _spelt(raw["vectors"][0]) if "vectors" in raw else None, _joined(target, labels))
        for raw, target in pairs
    )


def _spelt(pixels: Sequence[float]) -> str:
    return "".join(SHADES[round(value * (len(SHADES) - 1))] for value in pixels)


def _example(kind: Type, lang: str) -> Given:
    """What the type starts with."""
    examples = _examples(_network(kind))
    text = None if kind.text is None else translator(lang)(kind.text)
    return next((one for one in examples if one.text == text and kind.right in (None, one.target)), examples[0])


@cache
def _shown(kind: Type, lang: str) -> Values:
    """A type as the scripts read it (`ArchitectureType` of static/js/core/architectures/run.js), run on its example."""
    name, given = _network(kind), _example(kind, lang)
    network = models.load(name).network
    return {
        "name": kind.name,
        **{field: _words(getattr(kind, field), lang) for field in ("of", "caption", "more")},
        "model": name,
        "unit": network.vocabulary.unit if network.vocabulary else "picture",
        "labels": network.readout.labels if network.readout else (),
        "given": vars(given),
        "longest": _longest(name),
        "examples": [vars(example) for example in _examples(name)],
        "card": _card(name, lang),
        "others": [_other(one, lang) for one in others_of(kind)],
        "run": _answer(name, given),
    }


def _words(text: str, lang: str) -> str:
    return translator(lang)(text) if text else ""


def _card(model: str, lang: str) -> Values:
    """What the page tells of a network: the texts of its card in one language, and its figures."""
    card = models.load(model).card
    texts = {name: card[name][lang] for name in ("title", "description", "data", "known_failures")}
    return {**texts, **{name: card[name] for name in ("task", "metric", "everyday", "baselines", "command")}}


def _other(model: str, lang: str) -> Values:
    """A network of the same type, as a link to it reads."""
    loaded = models.load(model)
    card, steps = loaded.card, engine.ask(loaded.network, loaded.card["examples"][0]).T
    return {
        "model": model,
        "steps": steps,
        "cell": card["cell"],
        "title": card["title"][lang],
        "metric": card["metric"],
    }


def _as_linked(kind: Type, config: Values, lang: str) -> tuple[Given, Any, list[PageProblem]]:
    """The input of the link and its run; those of the example where the link names none, or one that does not run."""
    given, problem = _given(kind, config, lang)
    if problem is None:
        try:
            return given, _answer(_network(kind), given), []
        except InvalidInput as error:
            problem = _refusal(error, given, lang)
    return _example(kind, lang), _shown(kind, lang)["run"], [problem]


def _given(kind: Type, config: Values, lang: str) -> tuple[Given, PageProblem | None]:
    """What the link feeds. What is right follows from the link, or from the card for an input that stands there."""
    example = _example(kind, lang)
    field = "picture" if kind.text is None else "text"
    named = config[field] if config[field] is not None else getattr(example, field)
    if field == "picture" and not _PICTURE.fullmatch(named):
        words = translator(lang)(
            N_("The picture in the address cannot be read. It needs {count} signs from 0 to g, one a pixel.")
        )
        return example, PageProblem("picture", words.format(count=SIDE * SIDE))
    known = next((one.target for one in _examples(_network(kind)) if getattr(one, field) == named), "")
    target = known if config["target"] is None else config["target"]
    return (Given(None, named, target) if field == "picture" else Given(named, None, target)), None


def _refusal(error: InvalidInput, given: Given, lang: str) -> PageProblem:
    problem = error.errors[0]
    name = "target" if problem.path[:1] == ("target",) else "text" if given.picture is None else "picture"
    return cannot_run(name, problem.detail, lang)


def _answer(model: str, given: Given) -> orjson.Fragment:
    """A run as `/run` answers it, without what the page does not draw. Raises InvalidInput."""
    network = models.load(model).network
    trace = engine.ask(network, given.input(), target=_padded(model, given))
    if trace.T > MAX_STEPS:
        raise InvalidInput.at(("input",), f"makes {trace.T} steps; this page draws {MAX_STEPS} at most.")
    answer = orjson.loads(encode_trace(trace, "base64"))
    top = [layer for layer in answer["layers"] if layer["layer"] == network.num_layers - 1]
    layers = [{**layer, "initial": {}, "signals": {"h": layer["signals"]["h"]}} for layer in top]
    kept = {name: answer[name] for name in ("steps", "outputs", "loss")}
    return orjson.Fragment(orjson.dumps({**kept, "layers": layers}))


def _padded(model: str, given: Given) -> list[str | None] | None:
    """What is right, a label or nothing for each step that may emit: a network that stops by itself may need fewer."""
    network = models.load(model).network
    found = targets(given.target, network.readout.labels if network.readout else ())
    most = _longest(model)
    if found is None:
        return None
    return [*found, *[None] * ((most or 0) - len(found))]


@cache
def _longest(model: str) -> int | None:
    """How many outputs a network makes at most that stops by itself; None for one that does not."""
    schedule = tasks.named(models.load(model).network.task).encode(_examples(model)[0].input()).schedule
    return None if schedule.stop is None else len(schedule.emitting)


def targets(text: str, labels: Sequence[str]) -> list[str] | None:
    """The labels in a text: its characters where every label is one, else what stands between spaces. None for none."""
    return (list(text) if _are_signs(labels) else text.split()) or None


def _joined(target: Sequence[str | None], labels: Sequence[str]) -> str:
    """The text that `targets` reads; what has no right answer leaves the whole without."""
    known = [label for label in target if label is not None]
    return ("" if _are_signs(labels) else " ").join(known) if len(known) == len(target) else ""


def _are_signs(labels: Sequence[str]) -> bool:
    return all(len(label) == 1 for label in labels)
