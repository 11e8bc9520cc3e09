"""The engine of Unrolled: recurrent cells stepped one timestep at a time, with every state and gate recorded.

>>> import engine
>>> inputs = engine.encode({"text": "hello"})
>>> network = engine.build_network({"cell": "lstm", "hidden_size": 8, "seed": 0}, input_size=inputs.array.shape[1])
>>> trace = engine.run(network, inputs)
>>> trace.layers[0].signals["f"].shape
(5, 8)
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

if sys.version_info < (3, 11):  # noqa: UP036  (pip refuses it; who has a checkout on the path asked no pip)
    raise ImportError("Unrolled needs Python 3.11 or later; this is {}.{}.".format(*sys.version_info))

from engine import models, tasks
from engine.cells import CELLS, Cell
from engine.errors import InvalidInput, Problem
from engine.gradients.gradients import (
    Clipping,
    Gradients,
    InputGradients,
    LayerGradients,
    Rows,
    StateGradients,
    gradients,
)
from engine.gradients.itemised import ItemisedMap
from engine.gradients.jacobian import Jacobian
from engine.gradients.objective import Loss
from engine.gradients.spectrum import (
    FLOAT32_PRECISION,
    ForgetProduct,
    Spectrum,
    bound,
    forget_product,
    horizon,
    horizon_float32,
    spectrum,
)
from engine.models import build_network
from engine.models.task_run import ask
from engine.networks.network import Network
from engine.numbers.scaled import Scaled
from engine.runs.explain import EvaluatedEquation, Explanation, RenderedEquation, equations, explain
from engine.runs.inputs import Inputs, encode
from engine.runs.run import run, step
from engine.runs.trace import LayerTrace, Outputs, Overflow, SequenceLoss, Step, Trace

__version__: Final = (Path(__file__).parent / "version.txt").read_text("utf-8").strip()

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
