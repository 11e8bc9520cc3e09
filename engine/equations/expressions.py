"""The equations of the cells as data.

An equation is a tree of a few kinds of nodes. The formula on the page (`notation`), the formula with the numbers of one
unit and step put in (`evaluate`) and the value that the tests compare with the record all come from that one tree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

At = Literal[0, -1]
Operand = str
"""The vector that a matrix meets: "x", "h", or a gate before h, such as "rh": r_t ⊙ h_{t-1}."""

Tree = dict[str, Any]


def gating(of: Operand) -> str | None:
    """The gate in an operand, "r" of "rh"; None where there is none."""
    return of[:-1] or None


@dataclass(frozen=True)
class Ref:
    """A signal at this step (`at` 0) or at the step before (`at` -1)."""

    symbol: str
    at: At = 0


@dataclass(frozen=True)
class Dot:
    """One row of a matrix times a vector: W_gate x_t, U_gate h_{t-1} or, of="rh", U_gate (r_t ⊙ h_{t-1})."""

    symbol: str
    gate: str
    of: Operand

    @property
    def at(self) -> At:
        """When the vector was made: inputs are of this step, states of the one before."""
        return 0 if self.of == "x" else -1

    @property
    def gating(self) -> str | None:
        """The gate that h meets before the matrix does."""
        return gating(self.of)

    @property
    def parameter(self) -> str:
        """The array that holds the matrix."""
        return "weight_ih" if self.of == "x" else "weight_hh"


@dataclass(frozen=True)
class Bias:
    """A bias on the page, `symbol`; in the parameters the sum of one or two arrays."""

    symbol: str
    gate: str
    parameters: tuple[str, ...] = ("bias_ih", "bias_hh")


@dataclass(frozen=True)
class Sum:
    """Two or more terms added up, from left to right."""

    args: tuple[Expression, ...]


@dataclass(frozen=True)
class Product:
    """Two or more factors, multiplied unit by unit."""

    args: tuple[Expression, ...]


@dataclass(frozen=True)
class Complement:
    """One minus a gate."""

    arg: Expression


@dataclass(frozen=True)
class Call:
    """A nonlinearity applied unit by unit."""

    function: str
    arg: Expression


Expression = Ref | Dot | Bias | Sum | Product | Complement | Call


@dataclass(frozen=True)
class Equation:
    """signal_t = expression."""

    signal: str
    expression: Expression


class Numbers(Protocol):
    """The numbers of one unit at one step that an expression asks for."""

    def ref(self, symbol: str, at: At) -> float:
        """The unit's own value of a recorded signal."""
        ...

    def row(self, parameter: str, gate: str) -> Sequence[float]:
        """The unit's row in the gate's block of a matrix."""
        ...

    def vector(self, of: Operand) -> Sequence[float]:
        """The whole vector that a matrix is applied to."""
        ...

    def bias(self, parameter: str, gate: str) -> float:
        """The unit's number in the gate's block of a bias."""
        ...


def sigmoid(z: float) -> float:
    """The logistic function 1 / (1 + e^-z), without overflow for any z."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    grown = math.exp(z)
    return grown / (1.0 + grown)


def relu(z: float) -> float:
    """z where positive, else 0; not a number stays so."""
    return 0.0 if z <= 0 else z


FUNCTIONS: Final[dict[str, Callable[[float], float]]] = {"sigmoid": sigmoid, "tanh": math.tanh, "relu": relu}


def template(node: Expression) -> Tree:
    """The tree of an expression as plain dictionaries, without numbers."""
    match node:
        case Ref(symbol, at):
            return {"op": "ref", "symbol": symbol, "at": at}
        case Dot(symbol, gate, of):
            return {"op": "dot", "symbol": symbol, "of": of, "at": node.at, "gate": gate}
        case Bias(symbol, gate, parameters):
            return {"op": "bias", "symbol": symbol, "gate": gate, "parts": [{"parameter": p} for p in parameters]}
        case Sum(args):
            return {"op": "sum", "args": [template(arg) for arg in args]}
        case Product(args):
            return {"op": "product", "args": [template(arg) for arg in args]}
        case Complement(arg):
            return {"op": "complement", "args": [template(arg)]}
        case Call(function, arg):
            return {"op": "call", "function": function, "args": [template(arg)]}


def evaluate(node: Expression, numbers: Numbers) -> Tree:
    """The tree with every number put in: each node carries its `value`, worked out from its parts alone."""
    match node:
        case Ref(symbol, at):
            return {**template(node), "value": numbers.ref(symbol, at)}
        case Dot():
            return _evaluate_dot(node, numbers)
        case Bias(_, gate, parameters):
            parts = [{"parameter": name, "value": numbers.bias(name, gate)} for name in parameters]
            return {**template(node), "parts": parts, "value": sum(part["value"] for part in parts)}
        case Sum(args):
            terms = [evaluate(arg, numbers) for arg in args]
            return {"op": "sum", "args": terms, "value": sum(term["value"] for term in terms)}
        case Product(args):
            factors = [evaluate(arg, numbers) for arg in args]
            return {"op": "product", "args": factors, "value": math.prod(factor["value"] for factor in factors)}
        case Complement(arg):
            inner = evaluate(arg, numbers)
            return {"op": "complement", "args": [inner], "value": 1.0 - inner["value"]}
        case Call(function, arg):
            inner = evaluate(arg, numbers)
            value = FUNCTIONS[function](inner["value"])
            return {"op": "call", "function": function, "args": [inner], "value": value}


def _evaluate_dot(node: Dot, numbers: Numbers) -> Tree:
    """Every product of the row with the vector. Inputs that are 0, most of a one-hot vector, are left out."""
    pairs = zip(numbers.row(node.parameter, node.gate), numbers.vector(node.of), strict=True)
    terms = [
        {"index": index, "weight": weight, "input": value, "product": weight * value}
        for index, (weight, value) in enumerate(pairs, start=1)
        if value != 0 or node.of != "x"
    ]
    return {**template(node), "terms": terms, "value": sum((term["product"] for term in terms), start=0.0)}
