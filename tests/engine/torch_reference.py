"""PyTorch's layers, and the same written out in PyTorch operations so that every gate can be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch

LAYERS: dict[str, Callable[..., torch.nn.Module]] = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
Signals = dict[str, torch.Tensor]


def builtin(network: Any) -> torch.nn.Module:
    """The PyTorch layer with the parameters of an engine network."""
    options = {"nonlinearity": network.nonlinearity} if network.cell == "rnn" else {}
    layer = LAYERS[network.cell](
        network.input_size, network.hidden_size, network.num_layers, bidirectional=network.bidirectional, **options
    ).double()
    layer.load_state_dict({name: torch.tensor(values) for name, values in network.parameters.items()})
    return layer


def run_builtin(network: Any, x: Any, state: Mapping[str, Any]) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """(outputs (T, directions · H), final states {name: (layers · directions, H)})."""
    rows = {name: torch.tensor(values).reshape(-1, network.hidden_size) for name, values in state.items()}
    given = (rows["h"], rows["c"]) if network.cell == "lstm" else rows["h"]
    with torch.no_grad():
        outputs, final = builtin(network)(torch.tensor(x), given)
    return outputs, dict(zip("hc", final, strict=True)) if network.cell == "lstm" else {"h": final}


def step(cell: str, variant: str | None, p: Mapping[str, torch.Tensor], x: torch.Tensor, before: Signals) -> Signals:
    """One timestep, every signal."""
    if cell == "dense":
        return {"h": _phi(variant, p["weight_ih"] @ x + p["bias_ih"])}
    h = before["h"]
    fed, recalled = p["weight_ih"] @ x + p["bias_ih"], p["weight_hh"] @ h + p["bias_hh"]
    if cell == "rnn":
        return {"h": _phi(variant, fed + recalled)}
    if cell == "lstm":
        i, f, g, o = (fed + recalled).chunk(4)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * before["c"] + i * g
        return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * c.tanh()}
    if cell != "gru":
        pytest.skip(f"tests/engine/torch_reference.py has no {cell}")
    fed_r, fed_z, fed_n = fed.chunk(3)
    recalled_r, recalled_z, recalled_n = recalled.chunk(3)
    r, z = (fed_r + recalled_r).sigmoid(), (fed_z + recalled_z).sigmoid()
    if variant == "reset_before":
        recalled_n = p["weight_hh"].chunk(3)[2] @ (r * h) + p["bias_hh"].chunk(3)[2]
        n = (fed_n + recalled_n).tanh()
    else:
        n = (fed_n + r * recalled_n).tanh()
    return {"r": r, "z": z, "n": n, "h": (1 - z) * n + z * h}


def run_by_hand(network: Any, x: Any, state: Mapping[str, Any]) -> list[Signals]:
    """Every signal (T, H) of every layer and direction, in PyTorch's order."""
    size, directions = network.hidden_size, 2 if network.bidirectional else 1
    rows = {name: torch.tensor(values).reshape(-1, size) for name, values in state.items()}
    inputs, found = torch.tensor(x), []
    for layer in range(network.num_layers):
        here = []
        for reverse in range(directions):
            suffix = f"_l{layer}" + ("_reverse" if reverse else "")
            parameters = {name: torch.tensor(values) for name, values in network.parameters_of(suffix).items()}
            before = {name: values[layer * directions + reverse] for name, values in rows.items()}
            turned = inputs.flip(0) if reverse else inputs
            steps = _read(network, parameters, turned, before)
            here.append({name: values.flip(0) if reverse else values for name, values in steps.items()})
        inputs = torch.cat([signals["h"] for signals in here], dim=1)
        found += here
    return found


def _read(network: Any, parameters: Mapping[str, torch.Tensor], x: torch.Tensor, before: Signals) -> Signals:
    steps = []
    for row in x:
        before = step(network.cell, network.variant, parameters, row, before)
        steps.append(before)
    return {name: torch.stack([signals[name] for signals in steps]) for name in steps[0]}


def _phi(variant: str | None, z: torch.Tensor) -> torch.Tensor:
    return z.relu() if variant == "relu" else z.tanh()
