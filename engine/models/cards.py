"""What stands on a model's card: its texts, and figures measured on the network as it ships."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

from engine.networks.network import Network
from engine.tasks import Metric, named
from engine.tasks.recipe import Recipe

TEXTS: Final = Path(__file__).parent / "cards.toml"
DIGITS: Final = 4
"""Figures are rounded to so many digits after the point."""


def evaluate(network: Network) -> dict[str, Metric]:
    """Every figure of a trained network, on examples that training never saw: "held_out" first, then the everyday
    sets of its task, and then what needs no network."""
    task = named(network.task)
    measured = {"held_out": task.held_out(), **task.everyday()}
    figures = {name: task.metric(network, examples) for name, examples in measured.items()}
    return {**figures, **task.baselines()}


def card(network: Network, recipe: Recipe) -> dict[str, Any]:
    """The card of a network trained by a recipe; JSON-ready. Texts are in English and in French."""
    task = named(network.task)
    texts = _texts().get(task.name) or _plain_texts(task.title)
    figures = {name: _figure(metric) for name, metric in evaluate(network).items()}
    held_out = figures.pop("held_out")
    return {
        "id": f"{task.name}-{network.cell}",
        "task": task.name,
        "architecture": task.architecture,
        "cell": network.cell,
        "hidden_size": network.hidden_size,
        "title": texts["title"],
        "description": texts["description"],
        "data": texts["data"],
        "training": _training(recipe),
        "metric": {"name": held_out["name"], "value": held_out["value"], "held_out": held_out["examples"]},
        "everyday": {name: figures[name] for name in task.everyday()},
        "baselines": {name: figures[name] for name in task.baselines()},
        "known_failures": texts["failures"],
        "examples": [dict(sample.raw) for sample in task.card_samples()],
        "targets": [list(sample.targets) for sample in task.card_samples()],
        "command": f"unrolled train {task.name} --cell {network.cell} --seed {recipe.seed}",
    }


def _plain_texts(title: str) -> Mapping[str, Any]:
    """For a task that no card was written for: its title, in the one language that the engine has."""
    both = {"en": title, "fr": title}
    return {"title": both, "description": both, "data": both, "failures": {"en": [], "fr": []}}


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def _figure(metric: Metric) -> dict[str, Any]:
    return {**asdict(metric), "value": round(metric.value, DIGITS)}


def _training(recipe: Recipe) -> dict[str, Any]:
    """The recipe, without what the network itself tells."""
    described = asdict(recipe)
    return {**described, "network": dict(recipe.network)}
