"""`unrolled train` and `unrolled evaluate`."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.commands import _trainer
from engine import models
from engine.tasks.live import Knobs
from engine.training.live_tasks import live_recipe, live_task
from engine.training.trainer import Progress, Trainer

SHORT = ("--cell", "gru", "--hidden-size", "4", "--batch-size", "2", "--updates", "3")


def unrolled(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="unrolled")


def test_training_writes_a_model_that_can_be_measured_again(tmp_path: Path) -> None:
    out = tmp_path / "mine.safetensors"
    result = unrolled("train", "recall-20", *SHORT, "--seed", "5", "--out", str(out))
    assert result.exit_code == 0, result.output
    model = models.read(out)
    assert (model.network.cell, model.network.hidden_size, model.network.task) == ("gru", 4, "recall-20")
    figure = f"held_out: accuracy {model.card['metric']['value']:.4f} (1000 examples)"
    assert figure in result.output
    assert unrolled("evaluate", str(out)).output.splitlines() == [figure]


def test_the_same_seed_trains_the_same_network(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.safetensors" for name in ("one", "two")]
    for path in paths:
        assert unrolled("train", "recall-20", *SHORT, "--out", str(path)).exit_code == 0
    one, two = (models.read(path).network.parameters for path in paths)
    for name, values in one.items():
        np.testing.assert_array_equal(values, two[name])


def test_the_quickest_model_is_made_again_by_the_command_on_its_card(tmp_path: Path) -> None:
    shipped, out = models.load("digits-dense"), tmp_path / "again.safetensors"
    command = shipped.card["command"].split()
    assert command[0] == "unrolled"
    assert unrolled(*command[1:], "--out", str(out)).exit_code == 0
    again = models.read(out).card
    assert again["metric"]["value"] == pytest.approx(shipped.card["metric"]["value"], abs=0.005)  # two pictures
    figures = ("metric", "everyday", "baselines")
    assert {k: v for k, v in again.items() if k not in figures} == {
        k: v for k, v in shipped.card.items() if k not in figures
    }


def test_a_task_without_a_cell_is_learnt_by_its_own(tmp_path: Path) -> None:
    out = tmp_path / "mine.safetensors"
    assert unrolled("train", "digits", "--updates", "1", "--out", str(out)).exit_code == 0
    assert models.read(out).network.cell == "dense"


def test_the_module_is_the_command() -> None:
    said = subprocess.run([sys.executable, "-m", "app.cli", "--help"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("Usage: unrolled ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["train", "recal"], ["“recal”", "the nearest are recall"]),
        (["train", "recall", "--cell", "lsmt"], ["lsmt", "lstm"]),
        (["train", "digits", "--cell", "lstm"], ["--cell lstm does not learn digits; choose dense."]),
        (["train", "dates", "--cell", "dense"], ["--cell dense does not learn dates; choose rnn or gru or lstm."]),
        (["train", "recall", "--hidden-size", "257"], ["257", "256"]),
        (["train", "recall", "--learning-rate", "0"], ["--learning-rate"]),
        (["train", "recall", "--clip", "nan"], ["--clip", "nan is not a number"]),
        (["train", "recall", "--out", "/proc/x.safetensors"], ["the folder /proc cannot be written to"]),
        (["train", "recall", "--out", "nowhere/x.safetensors"], ["there is no folder nowhere"]),
        (["evaluate", "recal-lstm"], ["no model here", "recall-lstm"]),
        (["evaluate", "missing.safetensors"], ["missing.safetensors", "no readable safetensors file"]),
    ],
)
def test_a_bad_choice_ends_with_code_2_and_names_it(arguments: list[str], words: list[str]) -> None:
    result = unrolled(*arguments)
    assert result.exit_code == 2
    assert [word for word in words if word not in result.output] == []


def test_a_loss_that_diverges_is_said_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    diverged = Progress(1, float("nan"), float("nan"), 0.01, diverged=True)
    monkeypatch.setattr(Trainer, "learn", lambda trainer, batch: diverged)
    result = unrolled("train", "recall-20", *SHORT)
    assert result.exit_code == 1
    assert "not a number at update 1. Try a smaller --learning-rate" in result.output


def test_a_network_of_no_task_is_not_measured(tmp_path: Path) -> None:
    model = models.load("recall-rnn")
    models.write(tmp_path / "mine.safetensors", replace(model, network=replace(model.network, task=None)))
    result = unrolled("evaluate", str(tmp_path / "mine.safetensors"))
    assert result.exit_code == 2
    assert "is no task" in result.output


def test_an_interrupted_training_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(trainer: Trainer, batch: Any) -> Progress:
        raise KeyboardInterrupt

    monkeypatch.setattr(Trainer, "learn", interrupted)
    result = unrolled("train", "recall-20", *SHORT, "--out", str(tmp_path / "mine.safetensors"))
    assert result.exit_code == 1
    assert result.output.endswith("Aborted!\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("task", "live", "cell", "gate_bias"),
    [("recall-20", "recall", "lstm", 3.0), ("dates", "dates", "gru", 1.0), ("digits", "digits", "dense", 0.0)],
)
def test_the_command_and_the_train_page_make_the_same_network_of_the_same_seed(
    task: str, live: str, cell: str, gate_bias: float
) -> None:
    options = {"hidden_size": 4, "updates": 6, "batch_size": 8, "learning_rate": 0.01, "decay": "constant", "clip": 1.0}
    command = _trainer(task, {**options, "cell": cell, "precision": "float64", "seed": 3})
    page = Trainer(live_task(live), live_recipe(live, cell, Knobs(4, gate_bias, 0.01, 8, 1.0, 6, 1, 3)))
    for trainer in (command, page):
        assert [progress.update for progress in trainer] == [1, 2, 3, 4, 5, 6]
    assert np.array_equal(command.parameters, page.parameters)
