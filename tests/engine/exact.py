"""The cells and their gradients in arbitrary precision: scalar by scalar, by reverse accumulation, without the engine.

Needs mpmath. `Exact` reads a sequence forward in one layer; every number is a node that remembers what it was made of
and the slope by each of its parts, so that no formula of a backward step is written down here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mpmath import exp, log10, mp, mpf, sqrt, tanh  # type: ignore[import-untyped]

mp.dps = 50


class Node:
    """A number, its parts with their slopes, and (after `Exact.backward`) its gradient."""

    __slots__ = ("grad", "parts", "value")

    def __init__(self, value: Any, parts: Sequence[tuple[Node, Any]] = ()) -> None:
        self.value, self.parts, self.grad = value, parts, mpf(0)


class Exact:
    """One layer read forward. x: T rows; parameters with plain names; the initial state is 0."""

    def __init__(self, cell: str, variant: str | None, parameters: Any, x: Any) -> None:
        self.made: list[Node] = []
        self.p = {name: [[mpf(float(v)) for v in row] for row in values.reshape(len(values), -1)]
                  for name, values in parameters.items()}  # fmt: skip
        self.size = len(self.p["weight_hh"][0])
        zeros = [Node(mpf(0)) for _ in range(self.size)]
        self.states: list[dict[str, list[Node]]] = []
        before = {"h": zeros, "c": zeros}
        for row in x:
            before = getattr(self, f"_{cell}")(variant, [mpf(float(v)) for v in row], before)
            self.states.append(before)

    def backward(self) -> None:
        """Differentiate the sum of the last h."""
        for node in self.states[-1]["h"]:
            node.grad = mpf(1)
        for node in reversed(self.made):
            for part, slope in node.parts:
                part.grad += slope * node.grad

    def log10_norm(self, t: int, state: str) -> float:
        """log10 ‖∂L/∂h_t‖, t from 0."""
        squares = sum(node.grad**2 for node in self.states[t][state])
        return float(log10(sqrt(squares))) if squares else float("-inf")

    def _node(self, value: Any, parts: Sequence[tuple[Node, Any]]) -> Node:
        self.made.append(Node(value, parts))
        return self.made[-1]

    def _mul(self, a: Node, b: Node) -> Node:
        return self._node(a.value * b.value, ((a, b.value), (b, a.value)))

    def _add(self, a: Node, b: Node) -> Node:
        return self._node(a.value + b.value, ((a, mpf(1)), (b, mpf(1))))

    def _sigmoid(self, a: Node) -> Node:
        value = 1 / (1 + exp(-a.value))
        return self._node(value, ((a, exp(-a.value) * value * value),))

    def _tanh(self, a: Node) -> Node:
        fall = exp(-2 * abs(a.value))
        return self._node(tanh(a.value), ((a, 4 * fall / (1 + fall) ** 2),))

    def _fed(self, k: int, x: list[Any]) -> Any:
        return sum(w * v for w, v in zip(self.p["weight_ih"][k], x, strict=True)) + self.p["bias_ih"][k][0]

    def _recalled(self, k: int, h: list[Node], more: Any = 0) -> Node:
        """Row k of U h + b, plus a constant."""
        row = self.p["weight_hh"][k]
        value = sum(w * node.value for w, node in zip(row, h, strict=True)) + self.p["bias_hh"][k][0] + more
        return self._node(value, tuple(zip(h, row, strict=True)))

    def _rnn(self, variant: str | None, x: list[Any], before: dict[str, list[Node]]) -> dict[str, list[Node]]:
        pre = [self._recalled(j, before["h"], self._fed(j, x)) for j in range(self.size)]
        if variant == "relu":
            return {"h": [self._node(max(a.value, mpf(0)), ((a, mpf(a.value > 0)),)) for a in pre]}
        return {"h": [self._tanh(a) for a in pre]}

    def _lstm(self, variant: str | None, x: list[Any], before: dict[str, list[Node]]) -> dict[str, list[Node]]:
        size = self.size
        pre = [self._recalled(k, before["h"], self._fed(k, x)) for k in range(4 * size)]
        i, f, o = ([self._sigmoid(pre[k * size + j]) for j in range(size)] for k in (0, 1, 3))
        g = [self._tanh(pre[2 * size + j]) for j in range(size)]
        c = [self._add(self._mul(f[j], before["c"][j]), self._mul(i[j], g[j])) for j in range(size)]
        return {"h": [self._mul(o[j], self._tanh(c[j])) for j in range(size)], "c": c}

    def _gru(self, variant: str | None, x: list[Any], before: dict[str, list[Node]]) -> dict[str, list[Node]]:
        size, h = self.size, before["h"]
        r = [self._sigmoid(self._recalled(j, h, self._fed(j, x))) for j in range(size)]
        z = [self._sigmoid(self._recalled(size + j, h, self._fed(size + j, x))) for j in range(size)]
        reset = [self._mul(r[j], h[j]) for j in range(size)]
        found = []
        for j in range(size):
            k = 2 * size + j
            if variant == "reset_before":
                pre = self._recalled(k, reset, self._fed(k, x))
            else:
                pre = self._add(self._mul(r[j], self._recalled(k, h)), Node(self._fed(k, x)))
            # 1 - z has a slope of its own, and is no difference of near numbers at this precision.
            rest = self._node(1 - z[j].value, ((z[j], mpf(-1)),))
            found.append(self._add(self._mul(rest, self._tanh(pre)), self._mul(z[j], h[j])))
        return {"h": found}
