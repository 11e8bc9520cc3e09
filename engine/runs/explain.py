"""Where a number came from: the equations of one unit with its numbers put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from engine.cells import CELLS
from engine.equations.expressions import At, Operand, Tree, evaluate, gating, template
from engine.equations.notation import latex, mathml
from engine.errors import InvalidInput
from engine.limits import MAX_EXPLAIN_TERMS
from engine.numbers.arrays import Array, excerpt, whole_number
from engine.runs.trace import LayerTrace, Trace


@dataclass(frozen=True)
class RenderedEquation:
    """An equation as the page shows it: LaTeX, MathML, and its tree without numbers."""

    signal: str
    latex: str
    mathml: str
    tree: Tree


@dataclass(frozen=True)
class EvaluatedEquation:
    """An equation of one unit and step with its numbers: `value` as recorded, `tree` worked out from its leaves."""

    signal: str
    value: float
    tree: Tree


@dataclass(frozen=True)
class Explanation:
    """Every equation of a cell for one unit at position `t`, counted from 1."""

    t: int
    equations: tuple[EvaluatedEquation, ...]


@cache
def equations(cell: str, nonlinearity: str | None = None, form: str | None = None) -> tuple[RenderedEquation, ...]:
    """The equations of a cell, in the order of computing. Raises InvalidInput for a cell or variant there is not."""
    if cell not in CELLS:
        raise InvalidInput.at(("cell",), f"is {excerpt(cell)}; choose one of {', '.join(CELLS)}.")
    spec = CELLS[cell].spec
    for field, value, offered in (("nonlinearity", nonlinearity, spec.nonlinearities), ("form", form, spec.forms)):
        if value is not None and value not in offered:
            choices = f"choose one of {', '.join(offered)}" if offered else "leave it out"
            raise InvalidInput.at((field,), f"is {excerpt(value)}, which the {cell} cell does not offer; {choices}.")
    return tuple(
        RenderedEquation(equation.signal, latex(equation), mathml(equation), template(equation.expression))
        for equation in CELLS[cell].equations(nonlinearity or form)
    )


def explain(
    trace: Trace, unit: int, layer: int = 0, direction: str = "forward", start: int = 1, stop: int | None = None
) -> list[Explanation]:
    """The equations of a unit, with numbers, for every position from `start` to `stop`, both included.

    unit, start and stop count from 1, layer from 0; without `stop`, up to the last position.
    Raises InvalidInput for what is not in the trace, and for more than MAX_EXPLAIN_TERMS products.
    """
    record = _layer(trace, layer, direction)
    whole_number(unit, ("unit",), 1, record.hidden_size)
    first = whole_number(start, ("start",), 1, trace.T)
    last = trace.T if stop is None else whole_number(stop, ("stop",), first, trace.T)
    _check_terms(record, len(CELLS[record.cell].spec.gates), first, last)
    return [_explain_step(trace, record, unit, t) for t in range(first, last + 1)]


def _layer(trace: Trace, layer: int, direction: str) -> LayerTrace:
    whole_number(layer, ("layer",), 0, trace.network.num_layers - 1)
    for record in trace.layers:
        if record.layer == layer and record.direction == direction:
            return record
    directions = "forward and reverse" if trace.network.bidirectional else "forward only"
    raise InvalidInput.at(("direction",), f"is {excerpt(direction)}; the network reads {directions}.")


def _check_terms(record: LayerTrace, gates: int, first: int, last: int) -> None:
    steps = last - first + 1
    inputs = int(np.count_nonzero(record.inputs[first - 1 : last]))
    terms = gates * (inputs + steps * record.hidden_size)
    if terms > MAX_EXPLAIN_TERMS:
        raise InvalidInput.at(
            ("stop",),
            f"asks for {terms} products over {steps} steps; the limit is {MAX_EXPLAIN_TERMS}. Ask for fewer steps.",
        )


def _explain_step(trace: Trace, record: LayerTrace, unit: int, t: int) -> Explanation:
    cell = CELLS[record.cell]
    numbers = _StepNumbers(trace, record, unit - 1, t)
    evaluated = []
    for equation in cell.equations(trace.network.variant):
        tree = evaluate(equation.expression, numbers)
        evaluated.append(EvaluatedEquation(equation.signal, numbers.ref(equation.signal, 0), tree))
    return Explanation(t, tuple(evaluated))


class _StepNumbers:
    """The numbers of one unit (from 0) at one position (from 1), read from a trace; see `expressions.Numbers`."""

    def __init__(self, trace: Trace, record: LayerTrace, unit: int, t: int) -> None:
        suffix = f"_l{record.layer}_reverse" if record.direction == "reverse" else f"_l{record.layer}"
        self._parameters = trace.network.parameters_of(suffix)
        self._gates = CELLS[record.cell].spec.gates
        self._record, self._unit, self._t = record, unit, t

    def ref(self, symbol: str, at: At) -> float:
        row = self._record.signals[symbol][self._t - 1] if at == 0 else self._record.before(symbol, self._t)
        return float(row[self._unit])

    def row(self, parameter: str, gate: str) -> Sequence[float]:
        return self._of_gate(parameter, gate).tolist()  # type: ignore[no-any-return]

    def bias(self, parameter: str, gate: str) -> float:
        return float(self._of_gate(parameter, gate))

    def vector(self, of: Operand) -> Sequence[float]:
        if of == "x":
            values = self._record.inputs[self._t - 1]
        else:
            values = self._record.before("h", self._t)
            if (gate := gating(of)) is not None:
                values = self._record.signals[gate][self._t - 1] * values
        return values.tolist()  # type: ignore[no-any-return]

    def _of_gate(self, parameter: str, gate: str) -> Array:
        block = self._gates.index(gate) * self._record.hidden_size
        values: Array = self._parameters[parameter][block + self._unit]
        return values
