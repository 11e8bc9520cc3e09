"""What a network does at every timestep: the five types of architecture as five schedules of one loop.

One network, with one set of weights, serves them all. An encoder–decoder is the same network twice: it reads T_x steps
and says nothing, and is then fed a start sign and, step after step, its own previous output.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, Literal

Feed = Literal["input", "previous_output", "nothing"]
Phase = Literal["encoder", "decoder"]
Architecture = Literal["one-to-one", "one-to-many", "many-to-one", "many-to-many", "many-to-many-unequal"]


@dataclass(frozen=True)
class Turn:
    """One timestep of a schedule.

    feed: the next row of the input, the network's previous output, or zeros
    token: what is fed instead of a row of the input, such as a start sign; only where `feed` is "input"
    """

    feed: Feed = "input"
    emit: bool = True
    phase: Phase = "encoder"
    token: str | None = None


@dataclass(frozen=True)
class Schedule:
    """The timesteps of a run, in order. `stop`: the label at which a network that runs free ends before the last."""

    architecture: Architecture
    turns: tuple[Turn, ...]
    stop: str | None = None

    @cached_property
    def inputs(self) -> int:
        """How many rows of the input it takes."""
        return sum(turn.feed == "input" and turn.token is None for turn in self.turns)

    @property
    def is_plain(self) -> bool:
        """Whether every step reads a row of the input."""
        return self.inputs == len(self.turns)

    @cached_property
    def feeds_back(self) -> bool:
        """Whether a step is fed the output of the one before it."""
        return any(turn.feed == "previous_output" for turn in self.turns)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The tokens that it feeds by itself."""
        return frozenset(turn.token for turn in self.turns if turn.token is not None)

    @cached_property
    def emitting(self) -> tuple[int, ...]:
        """The steps that emit an output, counted from 0."""
        return tuple(t for t, turn in enumerate(self.turns) if turn.emit)

    def going_on(self, steps: int) -> Schedule:
        """The same and then so many steps more, each fed the previous output."""
        architecture: Architecture = "one-to-many" if self.architecture == "one-to-one" else self.architecture
        return replace(self, architecture=architecture, turns=self.turns + (_DREAM,) * steps)


_READ: Final = Turn(emit=False)
_SAY: Final = Turn()
_DREAM: Final = Turn("previous_output", phase="decoder")


def one_to_one() -> Schedule:
    """One input, one output: no sequence at all."""
    return Schedule("one-to-one", (_SAY,))


def one_to_many(T_y: int, stop: str | None = None) -> Schedule:
    """One input, then T_y - 1 times the previous output; T_y outputs."""
    return Schedule("one-to-many", (_SAY, *(_DREAM,) * (T_y - 1)), stop)


def many_to_one(T_x: int) -> Schedule:
    """T_x inputs; one output, at the last."""
    return Schedule("many-to-one", (*(_READ,) * (T_x - 1), _SAY))


def many_to_many(T: int, then: int = 0, stop: str | None = None) -> Schedule:
    """T inputs and an output at each; `then` goes on so many steps on its own outputs, as a forecast does."""
    return Schedule("many-to-many", (_SAY,) * T + (_DREAM,) * then, stop)


def many_to_many_unequal(T_x: int, T_y: int, start: str | None = None, stop: str | None = None) -> Schedule:
    """T_x inputs read in silence, then T_y outputs. The first step of the decoder is fed `start`, zeros without one."""
    begin = Turn("nothing" if start is None else "input", phase="decoder", token=start)
    return Schedule("many-to-many-unequal", (_READ,) * T_x + (begin,) + (_DREAM,) * (T_y - 1), stop)


@lru_cache(maxsize=512)
def schedule_of(
    architecture: Architecture, T_x: int, T_y: int, start: str | None = None, stop: str | None = None
) -> Schedule:
    """The schedule of an architecture for T_x inputs and T_y outputs."""
    if architecture == "one-to-one":
        return one_to_one()
    if architecture == "one-to-many":
        return one_to_many(T_y, stop)
    if architecture == "many-to-one":
        return many_to_one(T_x)
    if architecture == "many-to-many":
        return many_to_many(T_x, T_y - T_x, stop)
    return many_to_many_unequal(T_x, T_y, start, stop)
