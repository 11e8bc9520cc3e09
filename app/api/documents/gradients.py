"""The answers about gradients, described for OpenAPI."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.api.documents.run import Direction, Document, Matrix, Number, Overflow, Vector


class GradientLoss(Document):
    """What was differentiated: Σ cotangent · output of the top layer, over the steps."""

    at: Literal["own", "last", "all"] | int
    steps: list[int] = Field(description="the steps that count, from 1")
    cotangent: Vector | Matrix = Field(description="one for all steps; of the network's own loss, one for each of T")


class GradientNorms(Document):
    """The Euclidean norms of T gradients, by position in the input."""

    norm: Vector = Field(description="null where a float64 (in base64, a float32) cannot hold it and its log10 can")
    log10_norm: Vector = Field(description="null where the gradient is exactly 0, and from an overflow on")


class Horizon(Document):
    """How many steps back from the loss until the gradient has fallen; null when it never does."""

    share_1_percent: int | None = Field(description="to 1 % of its size at the loss")
    float32: int | None = Field(description="below the precision of float32, 2^-23, of the largest so far")


class StateGradient(GradientNorms):
    """∂L/∂h_t or ∂L/∂c_t, through every later path, fed-back numbers among them (labels move in jumps only)."""

    horizon: Horizon | None = Field(description="null for a loss at more than one step, or at none")


class GateSpectrum(Document):
    """The block of one gate in weight_hh."""

    eigenvalues: Matrix = Field(description="H × 2: real and imaginary parts, from the largest size down")
    radius: float = Field(description="the size of the largest eigenvalue")
    singular_max: float = Field(description="the largest singular value")


class Log10Norms(Document):
    """Norms as log10."""

    log10_norm: Vector


class ForgetProduct(Log10Norms):
    """f_T ⊙ … ⊙ f_{t+1}, the way back along the cell state alone; log10 of its largest entry, by position."""

    log10_mean: Vector = Field(description="the mean over the units of log10 of each entry")


class Jacobian(Log10Norms):
    """The largest singular value of ∂h_T/∂h_t, by position; the top layer read forward."""

    last: int = Field(description="T, or the last step before an overflow")


class GradientLayer(Document):
    """One layer, read in one direction."""

    layer: int = Field(description="the layer, from 0")
    direction: Direction
    h: StateGradient
    c: StateGradient | None = Field(default=None, description="of an LSTM")
    spectrum: dict[str, GateSpectrum] = Field(description="by gate; empty for a cell without recurrent weights")
    bound: Log10Norms | None = Field(
        description="(σ_max(W_hh) · max|φ′|)^k by distance k from 0: no ∂h_T/∂h_{T-k} is larger. "
        "Null but for an rnn that is not fed its own numbers"
    )
    forget_product: ForgetProduct | None = Field(description="null but for the lstm")


class GradientMap(Document):
    """‖∂L_s/∂h_t‖ for the loss of each step s alone and the hidden states of one layer."""

    layer: int = Field(description="the layer, from 0")
    direction: Direction
    log10_norm: Matrix = Field(description="T × T, [s][t], both from 0; null where it is 0, as for t > s")
    sum_error: Number = Field(description="how far the vectors of all losses are from adding up to the total, relative")


class Contribution(Document):
    """x_t · ∂L/∂x_t: to first order, what the input of a step adds to the loss."""

    value: Vector = Field(description="null where a float64 (in base64, a float32) cannot hold it and its log10 can")
    sign: Vector = Field(description="1, 0 or -1")
    log10_size: Vector


class InputGradients(GradientNorms):
    """∂L/∂x_t."""

    contribution: Contribution


class Clipping(Document):
    """Clipping by the norm of all parameter gradients together. Null: no number, or none that a float64 holds."""

    threshold: float
    before: Number
    log10_before: Number
    after: Number
    factor: Number = Field(description="what every gradient is multiplied by")
    log10_factor: Number


class GradientsAnswer(Document):
    """What a loss says about every state before it."""

    schema_: Literal["unrolled.gradients/1"] = Field(alias="schema")
    network: dict[str, Any] = Field(description="the network without its weights; it can be sent again")
    loss: GradientLoss
    layers: list[GradientLayer] = Field(description="from the bottom up, forward before reverse")
    map: GradientMap | None
    inputs: InputGradients | None
    jacobian: Jacobian | None
    clip: Clipping | None
    overflow: Overflow | None = Field(description="from its step on there is no gradient")


class FigureAnswer(Document):
    """A figure for Plotly."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
