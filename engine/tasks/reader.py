"""What tasks share that read one input after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import InvalidInput
from engine.networks.network import Network
from engine.networks.readout import Kind
from engine.networks.vocabulary import Vocabulary
from engine.numbers.arrays import Array
from engine.runs.inputs import Inputs
from engine.runs.inputs import encode as encode_input
from engine.runs.schedule import Architecture, schedule_of
from engine.tasks.base import RECURRENT, SAMPLES, Better, Encoded, Example, Metric, Sample, answers, labels_of, share
from engine.tasks.live import Live


class Reader:
    """What tasks share that read one input after another: a base to inherit from."""

    name: str
    title: str
    live: Live | None = None
    architecture: Architecture
    vocabulary: Vocabulary | None = None
    kind: Kind = "softmax"
    labels: tuple[str, ...]
    start: str | None = None
    stop: str | None = None
    cells: tuple[str, ...] = RECURRENT
    measure: str = "accuracy"
    better: Better = "higher"
    forced: bool = False

    @property
    def input_size(self) -> int:
        """Numbers a step."""
        assert self.vocabulary is not None
        return len(self.vocabulary)

    def validation(self) -> Sequence[Example]:
        """A few examples to watch while training; neither trained on nor held out."""
        raise NotImplementedError

    def outputs_for(self, T_x: int) -> int:
        """How many outputs follow from `T_x` inputs."""
        return 1 if self.architecture in ("one-to-one", "many-to-one") else T_x

    def everyday(self) -> Mapping[str, Sequence[Example]]:
        """None, where real data is learnt from, or where nobody would type any."""
        return {}

    def baselines(self) -> Mapping[str, Metric]:
        """None, where chance is all there is to compare with."""
        return {}

    def watched_samples(self) -> Sequence[Sample]:
        """The first few examples to watch, as the API takes them."""
        return [_sample(example) for example in self.validation()[:SAMPLES]]

    def metric(self, network: Network, examples: Sequence[Example]) -> Metric:
        """How well a network does, each example on its own."""
        return self.score([answers(self, network, example, self.forced) for example in examples], examples)

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """The share of examples whose every label is right."""
        pairs = zip(pre, examples, strict=True)
        return share(self.measure, (labels_of(self, rows) == tuple(example.targets) for rows, example in pairs))

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """What a visitor typed, an Input of the API. Raises InvalidInput, its paths starting with "input"."""
        if self.vocabulary is None and isinstance(raw, Mapping) and raw.get("text") is not None:
            raise InvalidInput.at(("input", "text"), f"does not fit this network, which reads {self._numbers}.")
        inputs = encode_input(raw, self.vocabulary)
        if inputs.array.shape[1] != self.input_size:
            detail = f"has {inputs.array.shape[1]} numbers a step; this network reads {self._numbers}."
            raise InvalidInput.at(("input", inputs.kind), detail)
        T_x = len(inputs.array)
        schedule = schedule_of(self.architecture, T_x, self.outputs_for(T_x), self.start, self.stop)
        return Encoded(inputs, schedule, self.targets_in(inputs))

    def targets_in(self, inputs: Inputs) -> Sequence[Any] | None:
        """What is right, where the input itself tells it: one for every step that emits, None where anything is."""
        return None

    @property
    def _numbers(self) -> str:
        return "numbers: give a series" if self.input_size == 1 else f"rows of {self.input_size} numbers: give vectors"


def _sample(example: Example) -> Sample:
    """An example of characters or of numbers, as the API takes it."""
    if isinstance(example.inputs, tuple):
        return Sample({"text": "".join(example.inputs)}, list(example.targets))
    inputs, targets = example.inputs.tolist(), example.targets
    return Sample({"vectors": inputs}, targets.tolist() if isinstance(targets, np.ndarray) else list(targets))
