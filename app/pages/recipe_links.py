"""A network as trained so far, named in a link by its recipe: the query of a run of GET /train.

Training is deterministic, so the recipe is enough, and the page has the network made again; nothing is trained here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from app.api.reading import parse_query
from app.api.requests.training import TrainQuery, check_training
from app.web.errors import ProblemError
from app.web.i18n import SOURCE, translator
from app.web.refusals import refusal
from app.web.targets import target_in_link
from engine import CELLS
from engine.errors import InvalidInput
from engine.tasks import named
from engine.training.live_tasks import live_task

LONGEST: Final = 1000
"""Characters of a recipe."""
_PACE: Final = ("from", "every")
"""What says nothing about the network that is made."""


@dataclass(frozen=True)
class RecipeLink:
    """A run up to an update."""

    query: TrainQuery

    @property
    def cells(self) -> tuple[str, ...]:
        return self.query.cells

    @property
    def until(self) -> int:
        return self.query.knobs.updates if self.query.until is None else self.query.until

    @property
    def spelt(self) -> str:
        """The recipe as links have it: whole, so that it means the same when a default changes."""
        named = {**self.query.whole, "until": self.until}
        return urlencode([(name, _text(value)) for name, value in named.items()], safe=",")

    def of(self, *cells: str) -> RecipeLink:
        """The same for these cells."""
        return RecipeLink(self.query.model_copy(update={"cell": cells}))

    def title(self, lang: str) -> str:
        """What a menu calls the networks: "LSTM trained on “Recall the first letter”, update 110"."""
        _ = translator(lang)
        cells = ", ".join(_(CELLS[cell].spec.label) for cell in self.cells)
        words = _("{cell} trained on “{task}”, update {n}")
        return words.format(cell=cells, task=_(named(self.query.task).title), n=self.until)

    def target_in_link(self, target: list[Any] | None) -> list[Any] | None:
        """What a link says to be right, as the network says it."""
        return target_in_link(live_task(self.query.task), target)

    def settings(self) -> dict[str, Any]:
        """The network of the first cell, as the settings of Explore have it."""
        shape = {"hidden_size": self.query.knobs.hidden_size, "num_layers": 1, "bidirectional": False}
        own = {"nonlinearity": "tanh", "form": "reset_after"}
        return {"trained": self.spelt, "model": None, "cell": self.cells[0], **shape, **own}


def read_recipe(text: str, lang: str) -> RecipeLink:
    """The recipe that a link spells. Raises RecipeError, in words of `lang`."""
    try:
        pairs = [(name, value) for name, value in parse_qsl(text, keep_blank_values=True) if name not in _PACE]
        query = parse_query(TrainQuery, pairs)
        check_training(query)
    except (ProblemError, InvalidInput) as error:
        reasons = {str(one.path[-1]) if one.path else "": one.detail for one in error.errors}
        raise RecipeError(_refusal(reasons, lang)) from error
    return RecipeLink(query)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


class RecipeError(Exception):
    """A recipe that no network can be made by; its words say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def _refusal(reasons: dict[str, str], lang: str) -> str:
    """Why, by the name of the setting, as far as `lang` has words for it."""
    _ = translator(lang)
    words = _("The trained network of this link cannot be made. The page shows an untrained one.")
    known = {name: detail if lang == SOURCE else refusal(detail, lang) for name, detail in reasons.items()}
    return " ".join([words, *(f"{name} {why}" for name, why in known.items() if why is not None)])
