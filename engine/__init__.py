"""The engine of Unrolled: recurrent cells stepped one timestep at a time, with every state and gate recorded.

>>> import engine
>>> inputs = engine.encode({"text": "hello"})
>>> network = engine.build_network({"cell": "lstm", "hidden_size": 8, "seed": 0}, input_size=inputs.array.shape[1])
>>> trace = engine.run(network, inputs)
>>> trace.layers[0].signals["f"].shape
(5, 8)
"""

from __future__ import annotations

from engine import models, tasks
from engine.ask import ask
from engine.cells import CELLS, Cell
from engine.errors import InvalidInput, Problem
from engine.explain import EvaluatedEquation, Explanation, RenderedEquation, equations, explain
from engine.gradients import Clipping, Gradients, InputGradients, LayerGradients, Rows, StateGradients, gradients
from engine.inputs import Inputs, encode
from engine.itemised import ItemisedMap
from engine.jacobian import Jacobian
from engine.network import Network, build_network
from engine.objective import Loss
from engine.run import run, step
from engine.scaled import Scaled
from engine.spectrum import (
    FLOAT32_PRECISION,
    ForgetProduct,
    Spectrum,
    bound,
    forget_product,
    horizon,
    horizon_float32,
    spectrum,
)
from engine.trace import LayerTrace, Outputs, Overflow, SequenceLoss, Step, Trace

__all__ = [
    "CELLS",
    "FLOAT32_PRECISION",
    "Cell",
    "Clipping",
    "EvaluatedEquation",
    "Explanation",
    "ForgetProduct",
    "Gradients",
    "InputGradients",
    "Inputs",
    "InvalidInput",
    "ItemisedMap",
    "Jacobian",
    "LayerGradients",
    "LayerTrace",
    "Loss",
    "Network",
    "Outputs",
    "Overflow",
    "Problem",
    "RenderedEquation",
    "Rows",
    "Scaled",
    "SequenceLoss",
    "Spectrum",
    "StateGradients",
    "Step",
    "Trace",
    "ask",
    "bound",
    "build_network",
    "encode",
    "equations",
    "explain",
    "forget_product",
    "gradients",
    "horizon",
    "horizon_float32",
    "models",
    "run",
    "spectrum",
    "step",
    "tasks",
]
