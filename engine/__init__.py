"""The engine of Unrolled: recurrent cells stepped one timestep at a time, with every state and gate recorded.

>>> import engine
>>> inputs = engine.encode({"text": "hello"})
>>> network = engine.build_network({"cell": "lstm", "hidden_size": 8, "seed": 0}, input_size=inputs.array.shape[1])
>>> trace = engine.run(network, inputs)
>>> trace.layers[0].signals["f"].shape
(5, 8)
"""

from __future__ import annotations

from engine.cells import CELLS, Cell
from engine.errors import InvalidInput, Problem
from engine.explain import EvaluatedEquation, Explanation, RenderedEquation, equations, explain
from engine.inputs import Inputs, encode
from engine.network import Network, build_network
from engine.run import run, step
from engine.trace import LayerTrace, Overflow, Step, Trace

__all__ = [
    "CELLS",
    "Cell",
    "EvaluatedEquation",
    "Explanation",
    "Inputs",
    "InvalidInput",
    "LayerTrace",
    "Network",
    "Overflow",
    "Problem",
    "RenderedEquation",
    "Step",
    "Trace",
    "build_network",
    "encode",
    "equations",
    "explain",
    "run",
    "step",
]
