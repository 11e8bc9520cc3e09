"""What is right for an input: as a request says it, as a link spells it, or as the card of a trained network has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from app.web.fields import read_number
from engine import Network, models


def target_for(network: Network, given: Mapping[str, Any], target: list[Any] | None) -> list[Any] | None:
    """What was said to be right, else what stands on the card of a model for its examples; None where neither does."""
    if target is not None or network.model is None:
        return target
    return models.load(network.model).right_for(given)


class Labelled(Protocol):
    """What a network says: a readout, or the task that it learns."""

    @property
    def kind(self) -> str: ...
    @property
    def labels(self) -> tuple[str, ...]: ...


def target_in_link(answers: Labelled, texts: list[Any] | None) -> list[Any] | None:
    """The target that a link spells for a network: labels, or numbers where it says numbers, with commas between the
    entries; rows of several numbers with semicolons between the rows. An empty entry: anything is right."""
    if texts is None or answers.kind == "softmax":
        return texts and [text or None for text in texts]
    if len(answers.labels) == 1:
        return [read_number(text) if text else None for text in texts]
    rows = [row.split(",") for row in ",".join(texts).split(";")]
    return [[read_number(text.strip()) for text in row] if any(row) else None for row in rows]
