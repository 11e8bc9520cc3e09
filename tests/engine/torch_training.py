"""PyTorch's own training of the layers that it has, on the batches of `engine.training`."""

from __future__ import annotations

from typing import Any

import torch

from engine.training.batches import Batch
from engine.training.trainer import Trainer

LAYERS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


class Peer:
    """The same network and updates in PyTorch: packed sequences, its losses, its optimiser."""

    def __init__(self, trainer: Trainer, optimizer: str = "adam") -> None:
        network = trainer.network
        more = {} if network.nonlinearity is None else {"nonlinearity": network.nonlinearity}
        self.layer = LAYERS[network.cell](4, 5, num_layers=2, bidirectional=True, dtype=torch.float64, **more)
        self.readout = torch.nn.Linear(10, 3, dtype=torch.float64)
        self.kind = trainer.task.kind
        assert network.readout is not None
        with torch.no_grad():
            for name, values in network.parameters.items():
                self.layer.get_parameter(name).copy_(torch.tensor(values))
            self.readout.weight.copy_(torch.tensor(network.readout.weight))
            self.readout.bias.copy_(torch.tensor(network.readout.bias))
        maker = torch.optim.Adam if optimizer == "adam" else torch.optim.SGD
        self.optimizer = maker([*self.layer.parameters(), *self.readout.parameters()], lr=0.01)

    def differentiate(self, batch: Batch) -> float:
        """The loss; its gradients are in `.grad`."""
        self.optimizer.zero_grad()
        x = torch.tensor(batch.x.transpose(0, 2, 1))
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, torch.tensor(batch.lengths), enforce_sorted=False)
        outputs, _ = torch.nn.utils.rnn.pad_packed_sequence(self.layer(packed)[0])
        pre, target = self.readout(outputs[batch.steps, batch.places]), torch.tensor(batch.target)
        loss = self._loss(pre, target) / len(pre)
        torch.autograd.backward(loss)
        return float(loss.detach())

    def _loss(self, pre: Any, target: Any) -> Any:
        functional = torch.nn.functional
        if self.kind == "softmax":
            return functional.cross_entropy(pre, target.argmax(dim=1), reduction="sum")
        if self.kind == "sigmoid":
            return functional.binary_cross_entropy_with_logits(pre, target, reduction="sum")
        return functional.mse_loss(pre, target, reduction="sum")

    def parameters(self) -> dict[str, Any]:
        """By the engine's names."""
        return {name: tensor.detach().numpy().copy() for name, tensor in self._named().items()}

    def gradients(self) -> dict[str, Any]:
        """Those of the last loss, by the same names."""
        named = self._named().items()
        return {name: tensor.grad.numpy().copy() for name, tensor in named if tensor.grad is not None}

    def _named(self) -> dict[str, torch.nn.Parameter]:
        readout = {f"readout.{name}": tensor for name, tensor in self.readout.named_parameters()}
        return {**dict(self.layer.named_parameters()), **readout}
