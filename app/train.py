"""What the Train page starts from: its settings, its task, and the example that every network will be shown."""

from __future__ import annotations

from typing import Any, Final

from app.fields import Choice, Kind
from app.i18n import SOURCE
from app.links import PageProblem, Values, once, problems_as_json, read_values
from app.schemas import LANG, MAX_TRAIN_SIZE, THEME, TRAIN_CELLS, TrainQuery
from app.training_tasks import defaults_of, training_tasks
from engine.tasks.recall import Recall
from engine.watching import Watcher, inputs_of

API: Final = (
    "cell",
    "distractors",
    "hidden_size",
    "learning_rate",
    "batch_size",
    "clip",
    "gate_bias",
    "updates",
    "every",
    "seed",
)
"""The settings that `/train` of the API has too."""


def _kind(name: str) -> Kind:
    kind = TrainQuery.kind(name)
    assert kind is not None
    return kind


SETTINGS: Final[dict[str, tuple[Kind, Any]]] = {
    **{name: (_kind(name), defaults_of("recall")[name]) for name in API},
    "cell": (TRAIN_CELLS, TRAIN_CELLS.names),
    "show": (Choice(("held", "memory")), "held"),
    "lang": (LANG, None),
    "theme": (THEME, None),
}
"""Every setting of the page: its kind and its default. `static/js/core/train-config.js` has the same table.

show: what the strips show: what the first letter has left in the memory, or the memory as it is
"""

CHOICES: Final = {
    "learning_rate": (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1.0),
    "batch_size": (8, 16, 32, 64, 128),
    "clip": (0.0, 0.1, 0.5, 1.0, 5.0),
    "updates": (100, 200, 300, 500, 1000, 2000),
    "every": (1, 2, 5, 10, 20),
}
"""What the menus offer; a link may ask for any other value of the kind, and its menu then has that too."""


def defaults() -> Values:
    """The settings of a link that names none."""
    return {name: default for name, (_kind, default) in SETTINGS.items()}


def choices(name: str, config: Values) -> list[float]:
    """The values of a menu, in order."""
    return sorted({*CHOICES[name], config[name]})


def read_train(query: list[tuple[str, str]], lang: str = SOURCE) -> tuple[Values, list[PageProblem]]:
    """The settings of a link; what cannot be used keeps its default and is reported, in words of `lang`."""
    given, problems = once(query, SETTINGS, lang)
    values, refused = read_values(given, {name: kind for name, (kind, _) in SETTINGS.items()}, lang)
    return {**defaults(), **values}, problems + refused


def page_data(query: list[tuple[str, str]], lang: str) -> Values:
    """The data block of the page, for the pairs of its query string. A link that is wrong in places says so."""
    config, problems = read_train(query, lang)
    watcher = Watcher(Recall(distractors=config["distractors"]))
    return {
        "lang": lang,
        "config": config,
        "max_size": MAX_TRAIN_SIZE,
        "labels": watcher.task.labels,
        "example": inputs_of(watcher.task, watcher.example),
        "unseen": watcher.unseen.count,
        "guess": {"loss": watcher.unseen.guess.loss, "metric": watcher.unseen.guess.metric},
        "tasks": training_tasks(lang),
        "problems": problems_as_json(problems),
    }
