"""What Explore starts from: the settings of its link, and the run they ask for, so that the first view can be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import Any, Final

import orjson

import engine
from app.api.encoding.trace import encode_trace
from app.pages.examples import EXAMPLES
from app.pages.explore_link import INPUT, TRAINED, Config, config_limits, defaults, read_config
from app.pages.labels import label_names, note_names
from app.web.i18n import translator
from app.web.links import PageProblem, cannot_run, problems_as_json
from app.web.targets import target_for
from engine import InvalidInput, Trace, models

Values = dict[str, Any]

ENCODING: Final = "base64"


def context(query: list[tuple[str, str]], lang: str) -> dict[str, Any]:
    """What the template of Explore gets."""
    data = page_data(query, lang)
    settings = {"config": data["config"], "limits": data["limits"], "examples": EXAMPLES, "cells": cell_labels(lang)}
    return {"data": data, "trained": trained(lang), **settings}


def widget_context(query: list[tuple[str, str]], lang: str) -> dict[str, Any]:
    """What the template of its widget gets: stage and player, by the same settings."""
    data = page_data(query, lang)
    return {"data": data, "config": data["config"]}


def page_data(query: list[tuple[str, str]], lang: str) -> Values:
    """The data block of the page, for the pairs of its query string. A link that cannot be run opens with problems."""
    config, problems = read_config(query, lang)
    config, trace, refused = run_config(config, lang)
    problems += refused
    if trace is not None:
        config = _placed(config, {name for name, _text in query}, trace)
        config, outside = _within(config, trace, lang)
        problems += outside
    return {
        "lang": lang,
        "cells": catalogue(lang),
        "limits": config_limits(),
        "examples": examples(lang),
        "labels": label_names(lang) | note_names(lang),
        "landing": landing(lang),
        "trained": made(config, lang),
        "config": config.as_json(),
        "trace": None if trace is None else orjson.Fragment(encode_trace(trace, ENCODING)),
        "problems": problems_as_json(problems),
        "rows": [] if trace is None else _rows(trace),
    }


def _rows(trace: Trace) -> list[str]:
    """What the picture has above and below its cells, beyond what every network has: room is kept free for it."""
    steps = trace.schedule.turns
    phases = steps[-1].phase == "decoder" and not all(turn.emit for turn in steps)
    return [name for name, there in {"loss": trace.loss is not None, "phases": phases}.items() if there]


@cache
def landing(lang: str) -> Values:
    """The page's own example, which a link without network and input opens."""
    return run_config(read_config([], lang)[0], lang)[0].as_json()


def run_config(config: Config, lang: str) -> tuple[Config, Trace | None, list[PageProblem]]:
    """Runs a configuration. What the engine refuses goes back to its default and is run again, until something runs.

    A text that is empty is no mistake: it has no trace, and the page invites to type. Neither has a network that is
    to be trained first: the page has that made.
    """
    problems: list[PageProblem] = []
    if config.values[TRAINED] is not None:
        return config, None, problems
    while config.values["text"] != "":
        try:
            trace = _run(config)
            return config.of(trace.network), trace, problems
        except InvalidInput as error:
            fields = {_field(problem.path, config): problem.detail for problem in error.errors}
            problems += [_refusal(name, why, lang) for name, why in fields.items()]
            config = _mended(config, fields)
    return config, None, problems


def _run(config: Config) -> Trace:
    if config.values["model"] is not None:
        network, given = engine.build_network(config.network()), config.input()
        options = config.run_options()
        target = target_for(network, given, options["target"])
        return engine.ask(network, given, generate=options["generate"], target=target)
    inputs = engine.encode(config.input())
    network = engine.build_network(config.network(), input_size=inputs.array.shape[1])
    return engine.run(network, inputs)


def _mended(config: Config, fields: Iterable[str | None]) -> Config:
    """The same without what was refused; all of the defaults when that changes nothing."""
    changed = config
    for name in fields:
        changed = changed.without(name) if name is not None else changed
    return changed if changed != config else Config({**defaults(), "fold": config.values["fold"]})


def _field(path: tuple[str | int, ...], config: Config) -> str | None:
    """The setting that a path into the engine's input leads to: ("input", "series", 3) -> "series"."""
    named = [str(part) for part in path if part in defaults()]
    if not named and path[:1] == ("input",):
        named = list(config.input())
    return named[-1] if named else None


def _refusal(field: str | None, predicate: str, lang: str) -> PageProblem:
    """Why a link was not run as it is."""
    if field is not None:
        return cannot_run(field, predicate, lang)
    _ = translator(lang)
    return PageProblem(None, _("This link cannot be run as it is. The page shows what comes nearest to it."))


def _placed(config: Config, named: set[str], trace: Trace) -> Config:
    """A link to a trained network that names no place opens at its last step, where its answer stands; one that runs
    backward, at the loss."""
    if config.values["model"] is None or named & {"t", "fold"}:
        return config
    return Config({**config.values, "t": 0 if config.values["backward"] else trace.T, "fold": False})


def _within(config: Config, trace: Trace, lang: str) -> tuple[Config, list[PageProblem]]:
    """t, unit, layer and direction as far as this run has them."""
    _ = translator(lang)
    values = config.values
    most = {"t": trace.T, "unit": values["hidden_size"], "layer": values["num_layers"]}
    words = _("The address asks for {name} = {value}, but here the last is {limit}.")
    problems = [
        PageProblem(name, words.format(name=name, value=values[name], limit=limit))
        for name, limit in most.items()
        if values[name] > limit
    ]
    if values["direction"] == "reverse" and not values["bidirectional"]:
        problems.append(PageProblem("direction", _("This network reads forward only. Choose both directions first.")))
    for problem in problems:
        config = config.without(str(problem.field))
    return config, problems


@cache
def catalogue(lang: str) -> list[Values]:
    """The cells (`CellInfo` of static/js/core/types.js), titles in the page's language."""
    _ = translator(lang)
    return [
        {
            "name": name,
            "title": _(cell.spec.title),
            "states": cell.spec.states,
            "signals": [
                {"name": s.name, "title": _(s.title), "role": s.role, "range": s.range} for s in cell.spec.signals
            ],
            "variants": [_variant(name, variant) for variant in cell.spec.variants or (None,)],
        }
        for name, cell in engine.CELLS.items()
    ]


@cache
def cell_labels(lang: str) -> list[tuple[str, str]]:
    """The cells by name, with what the menu calls each."""
    _ = translator(lang)
    return [(name, _(cell.spec.label)) for name, cell in engine.CELLS.items()]


def _variant(name: str, variant: str | None) -> Values:
    form, nonlinearity = (variant, None) if engine.CELLS[name].spec.forms else (None, variant)
    equations = engine.equations(name, nonlinearity=nonlinearity, form=form)
    return {
        "form": form,
        "nonlinearity": nonlinearity,
        "equations": [{"signal": e.signal, "latex": e.latex, "mathml": e.mathml} for e in equations],
    }


def made(config: Config, lang: str) -> Values | None:
    """The network as trained so far that a link asks for: what the menu calls it, and the settings that choose it."""
    recipe = config.recipe(lang)
    return None if recipe is None else {"title": recipe.title(lang), "settings": recipe.settings()}


@cache
def trained(lang: str) -> list[Values]:
    """The trained networks: the settings that choose each, with its first example."""
    return [
        {"title": models.load(name).card["title"][lang], "settings": _settings(name)} for name in models.names()
    ]


def _settings(name: str) -> Values:
    """The settings of a trained network that are not what a page assumes, and its input."""
    config = read_config([("model", name)])[0].of(models.load(name).network)
    shape = ("cell", "hidden_size", "num_layers", "bidirectional", "nonlinearity", "form")
    return {field: config.values[field] for field in ("model", TRAINED, *shape, *INPUT)}


@cache
def examples(lang: str) -> list[Values]:
    """The inputs to start from, in the page's language."""
    _ = translator(lang)
    return [
        {name: _(value) if name in ("title", "note") else value for name, value in asdict(example).items()}
        for example in EXAMPLES
    ]
