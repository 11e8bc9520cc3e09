"""The five architecture types of the course notes, and the trained networks that show each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from markupsafe import Markup

from app.web.i18n import N_
from engine import CELLS, models


@dataclass(frozen=True)
class Type:
    """One of the five: its words, the task that shows it, and the input that it starts with.

    sizes: how many inputs and outputs it has; way: what tells it from another of the same title
    of: what is fed, as the label of its field
    text: the example to start with, one of those on the card; None: a picture
    right: what is right for the picture to start with
    caption: what to see in the picture
    more: what other networks of the type are
    """

    name: str
    title: str
    sizes: str
    about: str
    of: str
    task: str
    caption: str = ""
    way: str = ""
    more: str = ""
    text: str | None = None
    right: str | None = None


TYPES: Final = (
    Type(
        "one-to-one",
        N_("One to one"),
        "{Tx} = {Ty} = 1",
        N_("a picture → its digit"),
        N_("A picture"),
        "digits",
        N_("No wire leads on: one input, one output, nothing remembered. This is the network without recurrence."),
        right="8",
    ),
    Type(
        "one-to-many",
        N_("One to many"),
        "{Tx} = 1, {Ty} > 1",
        N_("a name or a style → a melody"),
        N_("A name, style or note"),
        "melody",
        N_("Only a name, a style or a first note is given. Every other input is the output of the step before."),
        text="Ode to Joy",
    ),
    Type(
        "many-to-one",
        N_("Many to one"),
        "{Tx} > 1, {Ty} = 1",
        N_("a review → its verdict"),
        N_("A review"),
        "sentiment",
        N_("Nothing is asked before the last word: the loss is counted once, and has to reach back to the first."),
        more=N_("Also many to one: an answer after a long wait"),
        text=N_("this film was not good"),
    ),
    Type(
        "many-to-many",
        N_("Many to many"),
        "{Tx} = {Ty} > 1",
        N_("a word → who, where, firm or –"),
        N_("A sentence"),
        "entities",
        N_("An answer for every word, in step with the reading: what comes later cannot help."),
        way=N_("in step"),
        more=N_("Also in step, shifted by one: what comes next?"),
        text=N_("Paris works for Microsoft in Paris"),
    ),
    Type(
        "many-to-many-unequal",
        N_("Many to many"),
        "{Tx} ≠ {Ty}",
        N_("a date → ISO 8601"),
        N_("A date"),
        "dates",
        N_("All that the decoder knows of the input has to cross in one state."),
        way=N_("encoder–decoder"),
        text="3 mai 24",
    ),
)


@cache
def shipped() -> tuple[Type, ...]:
    """The types whose task has a trained network."""
    return tuple(kind for kind in TYPES if model_of(kind) is not None)


@cache
def model_of(kind: Type) -> str | None:
    """The network that shows a type: the first that ships for its task, by name."""
    return next((name for name in models.names() if models.load(name).network.task == kind.task), None)


@cache
def others_of(kind: Type) -> tuple[str, ...]:
    """The other networks of the same type, by name: those of a task together, in the order of the cells."""
    cards = [models.load(name).card for name in models.names() if name != model_of(kind)]
    same = [card for card in cards if card["architecture"] == kind.name]
    cells = list(CELLS)
    return tuple(card["id"] for card in sorted(same, key=lambda card: (card["task"], cells.index(card["cell"]))))


def sizes(kind: Type) -> Markup:
    """The numbers of inputs and outputs, with their letters set as mathematics."""
    letters = {f"T{i}": Markup("<i>T<sub>{}</sub></i>").format(i) for i in "xy"}
    return Markup(kind.sizes).format(**letters)
