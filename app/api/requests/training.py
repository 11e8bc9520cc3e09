"""The request for a training run. Its fields, limits and defaults are what OpenAPI shows."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import Annotated, Any, Final

from pydantic import Field

from app.api.requests.network import SEED
from app.web.fields import Flag, Names, Real, Whole, one_of
from app.web.parts import Part
from engine.errors import InvalidInput
from engine.tasks import RECURRENT, ShippedTask
from engine.tasks.live import Knobs
from engine.tasks.recall import RECALLED, Recall
from engine.training.live_tasks import GATES, LIVE, live_task

TASK: Final = one_of(LIVE)
LEARNERS: Final = Names((*RECURRENT, "dense"))

MAX_UPDATES: Final = 2000
"""Updates of one training run."""
MAX_DISTRACTORS: Final = 100
MAX_TRAIN_SIZE: Final = 200_000
"""Batch × steps × units of a training run."""


def _by_task(knob: str) -> str:
    """Says what a field is if it is left out, task by task."""
    tasks: dict[float, list[str]] = {}
    for task, live in LIVE.items():
        tasks.setdefault(getattr(live.knobs, knob), []).append(task)
    usual = max(tasks, key=lambda value: len(tasks[value]))
    others = [f"{value:g} for {', '.join(names)}" for value, names in tasks.items() if value != usual]
    return f"if left out, {'; '.join([f'{usual:g}', *others])}"


class TrainQuery(Part):
    """A training run: what is learnt, by which networks, and how. Nearly every field has a default for each task."""

    task: Annotated[str, TASK, Field(description="what is learnt")] = "recall"
    cell: Annotated[
        tuple[str, ...] | None,
        LEARNERS,
        Field(description="the cells that learn it, side by side: dense for digits, any others for the other tasks"),
    ] = None
    distractors: Annotated[
        int | None,
        Whole(1, MAX_DISTRACTORS),
        Field(description=f"of recall: letters between the first and the question; if left out, {RECALLED}"),
    ] = None
    hidden_size: Annotated[
        int | None, Whole(1, 64), Field(description=f"units of each network; {_by_task('hidden_size')}")
    ] = None
    learning_rate: Annotated[
        float | None, Real(1e-6, 1000.0), Field(description=f"of Adam; {_by_task('learning_rate')}")
    ] = None
    batch_size: Annotated[
        int | None, Whole(1, 256), Field(description=f"examples in an update; {_by_task('batch_size')}")
    ] = None
    clip: Annotated[
        float | None,
        Real(0.0, 1e6),
        Field(description=f"the largest norm of the gradients that is let through, 0 for any; {_by_task('clip')}"),
    ] = None
    gate_bias: Annotated[
        float | None,
        Real(-10.0, 10.0),
        Field(
            description="added to the bias of the gate that keeps: the LSTM's forget gate, the GRU's update gate; "
            + _by_task("gate_bias")
        ),
    ] = None
    updates: Annotated[
        int | None, Whole(1, MAX_UPDATES), Field(description=f"updates of each network; {_by_task('updates')}")
    ] = None
    every: Annotated[
        int | None,
        Whole(1, MAX_UPDATES),
        Field(description=f"updates between two events, of which ten a second are sent; {_by_task('every')}"),
    ] = None
    seed: Annotated[int, SEED, Field(description="seed of the weights and of the examples")] = 0
    start: Annotated[
        int, Whole(0, MAX_UPDATES), Field(alias="from", description="go on from this update, reached again in silence")
    ] = 0
    until: Annotated[
        int | None, Whole(0, MAX_UPDATES), Field(description="end after this update; if left out, after the last")
    ] = None
    weights: Annotated[bool, Flag(), Field(description="whether `end` carries the networks")] = True

    @property
    def learnt(self) -> ShippedTask:
        """The task itself."""
        return live_task(self.task, self.distractors)

    @property
    def knobs(self) -> Knobs:
        """The settings, the task's own where they are left out."""
        given = {knob.name: getattr(self, knob.name) for knob in fields(Knobs)}
        return replace(LIVE[self.task].knobs, **{name: value for name, value in given.items() if value is not None})

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that learn."""
        return self.learnt.cells[-1:] if self.cell is None else self.cell

    @property
    def whole(self) -> dict[str, Any]:
        """Every setting of the networks, also those that were left out, in the order of a link."""
        given = {**asdict(self.knobs), "task": self.task, "cell": self.cells}
        if isinstance(self.learnt, Recall):
            given["distractors"] = self.learnt.distractors
        if not set(self.cells) & set(GATES):
            del given["gate_bias"]
        return {name: given[name] for name in NETWORK if name in given}

    @property
    def size(self) -> int:
        """Batch × steps × units: what an update must hold in memory."""
        steps = LIVE[self.task].steps if self.distractors is None else self.distractors + 2
        return self.knobs.batch_size * steps * self.knobs.hidden_size


RUN: Final = tuple(name for name in TrainQuery.model_fields if name not in ("start", "until", "weights"))
"""The settings of a whole run, in the order of a link."""
NETWORK: Final = tuple(name for name in RUN if name != "every")
"""Those that decide about its networks."""


def check_training(request: TrainQuery) -> None:
    """Raises InvalidInput for settings that do not fit each other."""
    task, updates = request.task, request.knobs.updates
    if request.distractors is not None and task != "recall":
        raise InvalidInput.at(("distractors",), f"goes with the task recall; leave it out for {task}.")
    for cell in request.cells:
        if cell not in request.learnt.cells:
            choices = ", ".join(request.learnt.cells)
            raise InvalidInput.at(("cell",), f"has {cell}, which does not learn {task} here; give {choices}.")
    for name, update in (("from", request.start), ("until", request.until)):
        if update is not None and update > updates:
            raise InvalidInput.at((name,), f"is {update}; the run has {updates} updates. Give one of these.")
    if request.until is not None and request.until < request.start:
        detail = f"is {request.until}, before the update {request.start} that the run goes on from. Give a later one."
        raise InvalidInput.at(("until",), detail)
    if request.size > MAX_TRAIN_SIZE:
        way_out = "batch_size, hidden_size or distractors" if task == "recall" else "batch_size or hidden_size"
        detail = (
            f"is {request.knobs.batch_size}, which makes {request.size:,} batch × steps × units; the limit is "
            f"{MAX_TRAIN_SIZE:,}. Give a smaller {way_out}."
        )
        raise InvalidInput.at(("batch_size",), detail)
