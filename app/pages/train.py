"""What the Train page starts from: its settings, and for every task the example that each network will be shown."""

from __future__ import annotations

from typing import Final

from app.api.requests.network import LANG, THEME
from app.api.requests.training import LEARNERS, MAX_TRAIN_SIZE, MAX_UPDATES, RUN, TrainQuery
from app.pages.labels import label_names
from app.training.tasks import defaults_of, training_tasks
from app.web.fields import Choice, Kind, Whole
from app.web.i18n import SOURCE, translator
from app.web.links import PageProblem, Settings, Values, problems_as_json, read_settings
from engine.training.live_tasks import LIVE


def _kind(name: str) -> Kind:
    kind = TrainQuery.kind(name)
    assert kind is not None
    return kind


SETTINGS: Final[Settings] = {
    **{name: (_kind(name), defaults_of("recall").get(name)) for name in RUN},
    "task": (Choice(tuple(LIVE)), "recall"),
    "cell": (LEARNERS, defaults_of("recall")["cell"]),
    "update": (Whole(0, MAX_UPDATES), None),
    "show": (Choice(("held", "memory")), "held"),
    "lang": (LANG, None),
    "theme": (THEME, None),
}
"""Every setting of the page: its kind and what it is for recall. `static/js/core/training/config.js` has them too.

update: the one on screen, up to which a link is run again
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


def defaults(task: str = "recall") -> Values:
    """The settings of a link that names no more than its task."""
    general = {name: default for name, (_kind, default) in SETTINGS.items()}
    return {**general, **defaults_of(task), "task": task}


def choices(name: str, config: Values) -> list[float]:
    """The values of a menu, in order."""
    return sorted({*CHOICES[name], config[name]})


def read_train(query: list[tuple[str, str]], lang: str = SOURCE) -> tuple[Values, list[PageProblem]]:
    """The settings of a link; what cannot be used keeps its default and is reported, in words of `lang`."""
    values, problems = read_settings(query, SETTINGS, lang)
    config = {**defaults(values.get("task", "recall")), **values}
    return _fitting(config, problems, lang)


def _fitting(config: Values, problems: list[PageProblem], lang: str) -> tuple[Values, list[PageProblem]]:
    """Settings that go together: what the task cannot be learnt with, or a run does not reach, goes back."""
    for fit in (_learners, _reached, _batch):
        change, problem = fit(config, lang)
        if problem is not None:
            config, problems = {**config, **change}, [*problems, problem]
    return config, problems


_Fit = tuple[Values, PageProblem | None]


def _learners(config: Values, lang: str) -> _Fit:
    cells = defaults_of(config["task"])["cell"]
    if set(config["cell"]) <= set(cells):
        return {}, None
    _ = translator(lang)
    words = _("This task is learnt by {cells}. The address asks for {given}.")
    given, known = (", ".join(map(str.upper, names)) for names in (config["cell"], cells))
    return {"cell": cells}, PageProblem(None, words.format(cells=known, given=given))


def _reached(config: Values, lang: str) -> _Fit:
    update, updates = config["update"] or 0, config["updates"]
    if update <= updates:
        return {}, None
    _ = translator(lang)
    words = _("The address asks for update {update} of a run of {updates}. It was left out.")
    return {"update": None}, PageProblem(None, words.format(update=update, updates=updates))


def _batch(config: Values, lang: str) -> _Fit:
    """The largest batch that the server trains, as in `static/js/views/training/controls.js`."""
    own = {"distractors": config["distractors"]} if config["task"] == "recall" else {}
    example = TrainQuery(task=config["task"], hidden_size=config["hidden_size"], batch_size=1, **own).size
    batch, most = config["batch_size"], MAX_TRAIN_SIZE // example
    if batch <= most:
        return {}, None
    _ = translator(lang)
    words = _("{batch} examples are too many for so many units and steps. The batch was made {most}.")
    return {"batch_size": most}, PageProblem("batch_size", words.format(batch=batch, most=most))


def context(query: list[tuple[str, str]], lang: str) -> Values:
    """What the template of the page gets."""
    data = page_data(query, lang)
    titles = [(task["id"], task["title"]) for task in data["tasks"]]
    return {"data": data, "config": data["config"], "tasks": titles, "choices": choices}


def page_data(query: list[tuple[str, str]], lang: str) -> Values:
    """The data block of the page, for the pairs of its query string. A link that is wrong in places says so."""
    config, problems = read_train(query, lang)
    return {
        "lang": lang,
        "config": config,
        "max_size": MAX_TRAIN_SIZE,
        "names": label_names(lang),
        "tasks": training_tasks(lang),
        "problems": problems_as_json(problems),
    }
