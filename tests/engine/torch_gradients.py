"""PyTorch's autograd on the loop of `torch_reference`, with `retain_grad` on every h_t, c_t and on the input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from tests.engine.torch_reference import Signals, step


class Autograd:
    """A network run once in PyTorch operations, to be differentiated as often as asked."""

    def __init__(self, network: Any, x: Any, state: Mapping[str, Any]) -> None:
        self.network = network
        self.x = torch.tensor(x, requires_grad=True)
        self.parameters = {name: torch.tensor(v, requires_grad=True) for name, v in network.parameters.items()}
        self.layers: list[list[Signals]] = []
        size, directions = network.hidden_size, 2 if network.bidirectional else 1
        rows = {name: torch.tensor(values).reshape(-1, size) for name, values in state.items()}
        read = list(self.x)
        for layer in range(network.num_layers):
            here = []
            for reverse in range(directions):
                before = {name: values[layer * directions + reverse] for name, values in rows.items()}
                here.append(self._read(f"_l{layer}" + ("_reverse" if reverse else ""), read, before))
            read = [torch.cat([side[t]["h"] for side in here]) for t in range(len(read))]
            self.layers += here
        self.outputs = read

    def _read(self, suffix: str, inputs: Sequence[torch.Tensor], before: Signals) -> list[Signals]:
        network, steps = self.network, []
        plain = {p.name: self.parameters[p.name + suffix] for p in network.definition.spec.parameters}
        for row in inputs[::-1] if suffix.endswith("reverse") else inputs:
            before = step(network.cell, network.variant, plain, row, before)
            for name in network.definition.spec.states or ("h",):
                before[name].retain_grad()
            steps.append(before)
        return steps[::-1] if suffix.endswith("reverse") else steps

    def backward(self, cotangents: Mapping[int, Any]) -> None:
        """Differentiate Σ cotangent · output over {position from 0: cotangent}; the gradients are in `.grad`."""
        self.differentiate(sum((torch.tensor(weights) * self.outputs[t]).sum() for t, weights in cotangents.items()))

    def differentiate(self, loss: Any) -> None:
        """Any loss of the run."""
        for tensor in [self.x, *self.parameters.values()]:
            tensor.grad = None
        for layer in self.layers:
            for signals in layer:
                for tensor in signals.values():
                    tensor.grad = None
        loss.backward(retain_graph=True)

    def state_gradients(self, place: int, name: str) -> Any:
        """(T, H) of the layer and direction at `place`; 0 where the loss does not depend on the state."""
        tensors = [signals[name] for signals in self.layers[place]]
        return torch.stack([torch.zeros_like(t) if t.grad is None else t.grad for t in tensors]).numpy()

    def parameter_gradient(self, name: str) -> Any:
        tensor = self.parameters[name]
        return torch.zeros_like(tensor).numpy() if tensor.grad is None else tensor.grad.numpy()

    def input_gradients(self) -> Any:
        assert self.x.grad is not None
        return self.x.grad.numpy()


class FreeAutograd(Autograd):
    """A network that reads x forward and goes on for `then` steps, each fed what its readout said at the one before."""

    def __init__(self, network: Any, x: Any, then: int, state: Mapping[str, Any]) -> None:
        self.network = network
        self.x = torch.tensor(x, requires_grad=True)
        self.parameters = {name: torch.tensor(v, requires_grad=True) for name, v in network.parameters.items()}
        rows = {name: torch.tensor(values).reshape(-1, network.hidden_size) for name, values in state.items()}
        before = [{name: values[layer] for name, values in rows.items()} for layer in range(network.num_layers)]
        self.layers = [[] for _ in before]
        self.fed: list[torch.Tensor] = []
        self.said: list[torch.Tensor] = []
        for t in range(len(x) + then):
            self.fed.append(self.x[t] if t < len(x) else self.said[-1].clone())
            self._step(before, self.fed[-1])
        self.outputs = [signals["h"] for signals in self.layers[-1]]

    def _step(self, before: list[Signals], row: torch.Tensor) -> None:
        network, readout = self.network, self.network.readout
        row.retain_grad()
        for layer, steps in enumerate(self.layers):
            plain = {p.name: self.parameters[f"{p.name}_l{layer}"] for p in network.definition.spec.parameters}
            before[layer] = step(network.cell, network.variant, plain, row, before[layer])
            for name in network.definition.spec.states or ("h",):
                before[layer][name].retain_grad()
            steps.append(before[layer])
            row = before[layer]["h"]
        pre = torch.tensor(readout.weight) @ row + torch.tensor(readout.bias)
        self.said.append(pre.sigmoid() if readout.kind == "sigmoid" else pre)

    def differentiate(self, loss: Any) -> None:
        """Any loss of the run."""
        for row in self.fed:
            row.grad = None
        super().differentiate(loss)

    def input_gradients(self) -> Any:
        """(T, D), those by outputs that were fed back included."""
        return torch.stack([torch.zeros_like(row) if row.grad is None else row.grad for row in self.fed]).numpy()
