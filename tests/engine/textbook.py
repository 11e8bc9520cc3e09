"""The cells written a second time, from the textbook: one unit at a time, plain Python, no code of the engine.

Slow and simple on purpose. `read(cell, variant, parameters, x, h, c)` gives every signal of every step.
"""

from __future__ import annotations

import math
from typing import Any

Rows = list[list[float]]
Signals = dict[str, Rows]


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def dot(row: Any, vector: list[float]) -> float:
    return math.fsum(float(weight) * value for weight, value in zip(row, vector, strict=True))


def read(cell: str, variant: str | None, parameters: Any, x: Any, h: list[float], c: list[float]) -> Signals:
    """x: T rows of D numbers, h and c: H numbers. Parameters as PyTorch names them, without suffix."""
    recorded: Signals = {}
    for inputs in x:
        signals = STEPS[cell](variant, parameters, [float(value) for value in inputs], h, c)
        h, c = signals["h"], signals.get("c", c)
        for name, values in signals.items():
            recorded.setdefault(name, []).append(values)
    return recorded


def rnn(variant: str | None, p: Any, x: list[float], h: list[float], c: list[float]) -> dict[str, list[float]]:
    phi = math.tanh if variant == "tanh" else (lambda z: max(z, 0.0))
    return {
        "h": [
            phi(dot(p["weight_ih"][j], x) + p["bias_ih"][j] + dot(p["weight_hh"][j], h) + p["bias_hh"][j])
            for j in range(len(h))
        ]
    }


def dense(variant: str | None, p: Any, x: list[float], h: list[float], c: list[float]) -> dict[str, list[float]]:
    phi = math.tanh if variant == "tanh" else (lambda z: max(z, 0.0))
    return {"h": [phi(dot(row, x) + bias) for row, bias in zip(p["weight_ih"], p["bias_ih"], strict=True)]}


def lstm(variant: str | None, p: Any, x: list[float], h: list[float], c: list[float]) -> dict[str, list[float]]:
    size = len(h)
    pre = [
        dot(p["weight_ih"][k], x) + p["bias_ih"][k] + dot(p["weight_hh"][k], h) + p["bias_hh"][k]
        for k in range(4 * size)
    ]
    i = [sigma(z) for z in pre[:size]]
    f = [sigma(z) for z in pre[size : 2 * size]]
    g = [math.tanh(z) for z in pre[2 * size : 3 * size]]
    o = [sigma(z) for z in pre[3 * size :]]
    c_now = [f[j] * c[j] + i[j] * g[j] for j in range(size)]
    return {"i": i, "f": f, "g": g, "o": o, "c": c_now, "h": [o[j] * math.tanh(c_now[j]) for j in range(size)]}


def gru(variant: str | None, p: Any, x: list[float], h: list[float], c: list[float]) -> dict[str, list[float]]:
    size = len(h)

    def gate(k: int) -> float:
        return sigma(dot(p["weight_ih"][k], x) + p["bias_ih"][k] + dot(p["weight_hh"][k], h) + p["bias_hh"][k])

    r = [gate(j) for j in range(size)]
    z = [gate(size + j) for j in range(size)]
    reset = [r[j] * h[j] for j in range(size)]
    n = []
    for j in range(size):
        k = 2 * size + j
        fed = dot(p["weight_ih"][k], x) + p["bias_ih"][k]
        if variant == "reset_before":
            n.append(math.tanh(fed + dot(p["weight_hh"][k], reset) + p["bias_hh"][k]))
        else:
            n.append(math.tanh(fed + r[j] * (dot(p["weight_hh"][k], h) + p["bias_hh"][k])))
    return {"r": r, "z": z, "n": n, "h": [(1 - z[j]) * n[j] + z[j] * h[j] for j in range(size)]}


STEPS = {"dense": dense, "rnn": rnn, "lstm": lstm, "gru": gru}
