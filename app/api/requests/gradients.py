"""The requests for gradients. Their fields, limits and defaults are what OpenAPI shows."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field

from app.api.requests.network import LANG, THEME, Encoding, FlatSourced, Sourced
from app.web.fields import Flag, NameOrWhole, Numbers, Positive, Whole, one_of
from app.web.i18n import SOURCE
from app.web.parts import Part
from engine import limits

FIGURE: Final = one_of(("norms", "map", "spectrum"))
AT: Final = NameOrWhole(("own", "last", "all"), 1, limits.MAX_STEPS)
CLIP: Final = Positive(1e300)
PLACE: Final = Whole(0, 2 * limits.MAX_LAYERS - 1)


class Loss(Part):
    """What is differentiated: the network's own loss against a target, or a weighted sum of the top layer's h."""

    at: Annotated[
        str | int | None,
        AT,
        Field(description="the steps that count: last, all, one from 1; or own, the default with a target"),
    ] = None
    cotangent: Annotated[
        list[Any] | None, Numbers(1), Field(description="weights of the output's components, one a unit; 1 if left out")
    ] = None

    def spelt(self) -> dict[str, Any]:
        """The loss, as the engine takes it."""
        return {"at": self.at, "cotangent": self.cotangent}


MapLayer = Annotated[
    int | None, PLACE, Field(description="whose map: a place in `layers`, from 0; if left out, the top layer's")
]


class Wanted(Part):
    """What to give beside the norms."""

    map: Annotated[bool, Flag(), Field(description="the gradient of every single loss by every hidden state")] = False
    inputs: Annotated[bool, Flag(), Field(description="the gradient by the inputs")] = False
    jacobian: Annotated[bool, Flag(), Field(description="the norms of ∂h_T/∂h_t")] = False
    clip: Annotated[float | None, CLIP, Field(description="clip the parameter gradients to this norm")] = None
    map_layer: MapLayer = None

    def wishes(self) -> dict[str, Any]:
        """The same, as the engine takes it."""
        return {name: getattr(self, name) for name in Wanted.model_fields}


class WithLoss(Sourced):
    """A request that names a network, a sequence, and a loss in an object."""

    loss: Annotated[Loss, Field(description="the loss, an object; the sum of the last output if left out")] = Loss()

    def loss_spec(self) -> dict[str, Any]:
        """The loss, as the engine takes it."""
        return self.loss.spelt()


class GradientsRequest(Wanted, WithLoss):
    """How much a loss says about every state before it."""

    encoding: Encoding = "json"


class GradientsQuery(Wanted, Loss, FlatSourced):
    """How much a loss says about every state before it, asked for in a link."""

    encoding: Encoding = "json"

    def loss_spec(self) -> dict[str, Any]:
        """The loss, as the engine takes it."""
        return self.spelt()


class FigureRequest(WithLoss):
    """A figure of the gradients."""

    figure: Annotated[str, FIGURE, Field(description="the curves of the norms, the map, or the eigenvalues")] = "norms"
    map_layer: MapLayer = None
    lang: Annotated[str, LANG, Field(description="the language of its words")] = SOURCE
    theme: Annotated[str, THEME, Field(description="its colours")] = "light"
