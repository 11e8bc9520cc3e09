"""Running a network on what a visitor gave, in the way of the task that it was trained for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import InvalidInput
from engine.limits import MAX_STEPS
from engine.networks.network import Network
from engine.numbers.arrays import excerpt
from engine.runs.inputs import Inputs, encode
from engine.runs.run import State, plain_schedule, run
from engine.runs.trace import Trace
from engine.tasks import Encoded, named


def ask(
    network: Network,
    given: Mapping[str, Any] | Inputs,
    state: State | None = None,
    target: Any = None,
    generate: int = 0,
    forced: bool = False,
) -> Trace:
    """Run a network; its task, if it has one, says how the input is read, what each step does and what is right.

    given: an Input of the API, such as {"text": "hello"}; or `Inputs`, read as they are
    target: instead of what the task knows to be right, as in `run`; steps that `generate` adds need none, nor do the
        last ones of a network that stops by itself
    generate: steps to go on after the last one, each fed what the network said before

    Raises InvalidInput.
    """
    encoded = _encoded(network, given)
    schedule = encoded.schedule
    if generate:
        if len(schedule.turns) + generate > MAX_STEPS:
            detail = f"is {generate}, after {len(schedule.turns)} steps; the limit is {MAX_STEPS} in all."
            raise InvalidInput.at(("generate",), detail)
        if schedule.architecture not in ("one-to-many", "many-to-many", "one-to-one"):
            detail = f"does not fit a {schedule.architecture} network; leave it out."
            raise InvalidInput.at(("generate",), detail)
        schedule = schedule.going_on(generate)
    target = encoded.targets if target is None else target
    if target is not None and not hasattr(target, "__len__"):
        detail = f"must be a list, one entry for each step that emits, not {excerpt(target)}."
        raise InvalidInput.at(("target",), detail)
    if target is not None and (generate or schedule.stop is not None):
        target = [*target, *[None] * (len(schedule.emitting) - len(target))]
    return run(network, encoded.inputs, state, schedule=schedule, target=target, forced=forced)


def _encoded(network: Network, given: Mapping[str, Any] | Inputs) -> Encoded:
    if isinstance(given, Inputs):
        return Encoded(given, plain_schedule(len(given.array)))
    if network.task is not None:
        return named(network.task).encode(given)
    inputs = encode(given, network.vocabulary)
    return Encoded(inputs, plain_schedule(len(inputs.array)))
