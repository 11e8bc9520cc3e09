"""Backpropagation through time, from the top layer down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engine.gradients.feedback import Feedback, FeedbackPass
from engine.gradients.linearization import Linearization, within
from engine.gradients.sweeps import STEADY
from engine.numbers.scaled import Bands, Scaled
from engine.runs.trace import Direction, LayerTrace, Trace


@dataclass(frozen=True)
class LayerPass:
    """The backward pass through one layer: by position in the input, T steps; a batch, if any, is the second axis.

    total: {state: (T, H) or (T, B, H)} the gradients of the states, with one exponent a row
    """

    layer: LayerTrace
    total: dict[str, Scaled]
    linearization: Linearization

    @cached_property
    def pre(self) -> tuple[Scaled, Scaled]:
        """Gradients of W_ih x + b_ih and of W_hh h + b_hh, (T, G·H) or (T, B, G·H)."""
        return self.linearization.pre_gradients(self.total)

    @cached_property
    def x(self) -> Scaled:
        """Gradients of what the layer read, (T, D) or (T, B, D)."""
        weight = self.linearization.reading.parameters["weight_ih"]
        pre = self.pre[0]
        if pre.exponent.shape[-1] == 1 and within(weight, STEADY):
            return Scaled(pre.mantissa @ weight, pre.exponent).shared()
        return (Scaled.of(pre.mantissa, pre.exponent) @ Bands.of(weight)).shared()


class BackwardPass:
    """Backward passes through a recorded network; the slopes are worked out once, for as many losses as are asked.

    steps: how many steps, from the first, take part
    feedback: the way through outputs that are fed back; None where there is none
    """

    def __init__(self, trace: Trace, steps: int) -> None:
        self.network, self.steps = trace.network, steps
        self.linearizations = [Linearization.of(trace.network, layer, steps) for layer in trace.layers]
        self.layers = trace.layers
        self.feedback = Feedback.of(trace)

    def run(self, source: Scaled, down_to: int = 0) -> list[LayerPass]:
        """From the top layer down to `down_to`: the passes in the order of `trace.layers[down_to * directions :]`.

        source: (T, directions · H) or, for B losses at once, (T, B, directions · H), with one exponent a row: the
            gradient of the loss by the outputs of the top layer as the loss reads them. T may be less than all steps
            in a network that reads forward only, where what comes after the loss does not matter.
        """
        if self.feedback is not None and self.feedback.matters_to(source):
            return self._fed_back(self.feedback, source)[down_to:]
        directions, size = self.network.shape.directions, self.network.hidden_size
        found: list[LayerPass] = []
        for level in reversed(range(down_to, self.network.num_layers)):
            here = []
            for place in range(directions):
                part = Scaled(source.mantissa[..., place * size : (place + 1) * size], source.exponent)
                here.append(self._through(level * directions + place, part))
            found = here + found
            if level > down_to:
                source = here[0].x if directions == 1 else (here[0].x + here[1].x).shared()
        return found

    def place(self, layer: int, direction: Direction) -> int:
        """Where a layer and direction stand in `trace.layers`."""
        return layer * self.network.shape.directions + (direction == "reverse")

    def _fed_back(self, feedback: Feedback, source: Scaled) -> list[LayerPass]:
        """All layers, step by step; they read forward."""
        found = FeedbackPass(feedback, self.linearizations).totals(source)
        parts = zip(self.layers, found, self.linearizations, strict=True)
        return [LayerPass(layer, total, linearization) for layer, total, linearization in parts]

    def _through(self, place: int, source: Scaled) -> LayerPass:
        linearization = self.linearizations[place]
        total = linearization.total(linearization.turned(source))
        return LayerPass(
            self.layers[place], {name: linearization.turned(rows) for name, rows in total.items()}, linearization
        )
