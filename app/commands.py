"""The commands `unrolled train` and `unrolled evaluate`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, get_args

import click

from engine import CELLS, InvalidInput, models
from engine.limits import MAX_SEED, MAX_UNITS
from engine.models.cards import evaluate as measure
from engine.models.make import ship
from engine.tasks import TASKS, Metric, named
from engine.tasks.recipe import Decay, Precision
from engine.training.trainer import Progress, Trainer


class _Number(click.FloatRange):
    """A range without not-a-number, which is neither below nor above anything."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number


_POSITIVE = _Number(min=0, min_open=True, max=1e6)
_NETWORK = ("cell", "hidden_size")
"""Options that describe the network."""


@click.command()
@click.argument("task")
@click.option("--cell", type=click.Choice(list(CELLS)), help="The cell that learns.  [default: lstm; for digits dense]")
@click.option("--hidden-size", type=click.IntRange(1, MAX_UNITS), help="Units in a layer.")
@click.option("--updates", type=click.IntRange(1, 10**7), help="Updates of the parameters.")
@click.option("--batch-size", type=click.IntRange(1, 10**4), help="Examples in an update.")
@click.option("--learning-rate", type=_POSITIVE)
@click.option("--decay", type=click.Choice(get_args(Decay)), help="How the learning rate falls to 0.")
@click.option("--clip", type=_POSITIVE, help="The largest norm of all gradients together that is let through.")
@click.option("--precision", type=click.Choice(get_args(Precision)), help="Numbers to train with.")
@click.option("--seed", type=click.IntRange(0, MAX_SEED), default=0, show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the network and its card here.")
def train(task: str, out: Path | None, **options: Any) -> None:
    """Train a network on TASK and say how well it does on examples that it has never seen.

    What is left out is the task's own recipe, which makes the network that ships. Without --out nothing is written.
    """
    _check_writable(out)
    trainer = _trainer(task, {name: value for name, value in options.items() if value is not None})
    _follow(trainer)
    if out is None:
        _print_figures(measure(trainer.network))
        return
    _print_figures(measure(ship(trainer.network, trainer.recipe, out).network))
    click.echo(f"Written: {out}")


@click.command()
@click.argument("model")
def evaluate(model: str) -> None:
    """Measure MODEL, the id of a network that ships or a file of `unrolled train`.

    All on examples that training has never seen, and on what real people write where the task has such a set.
    """
    try:
        network = (models.read(Path(model)) if Path(model).suffix else models.load(model)).network
        figures = measure(network)
    except InvalidInput as error:
        raise click.UsageError(f"{model}: {error.errors[0].detail}") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    _print_figures(figures)


def _trainer(task: str, options: Mapping[str, Any]) -> Trainer:
    """What is to be trained; a bad choice ends the command with code 2."""
    try:
        recipe = named(task).recipe(_cell(task, options.get("cell")))
        network = {**recipe.network, **{name: options[name] for name in _NETWORK if name in options}}
        changes = {name: value for name, value in options.items() if name not in _NETWORK}
        return Trainer(TASKS[task], replace(recipe, network=network, **changes))
    except InvalidInput as error:
        field, detail = ".".join(map(str, error.errors[0].path)), error.errors[0].detail
        raise click.UsageError(f"{field} {detail}") from error


def _cell(task: str, asked: str | None) -> str:
    """The cell to train; raises InvalidInput for one that cannot learn the task."""
    cells = named(task).cells
    if asked is None or asked in cells:
        return asked or cells[-1]
    raise InvalidInput.at(("--cell",), f"{asked} does not learn {task}; choose {' or '.join(cells)}.")


def _follow(trainer: Trainer) -> None:
    """Train, with a bar and the loss of the last update; a loss that diverges ends the command."""
    recipe, last = trainer.recipe, None
    label = f"{trainer.task.name}, {recipe.network['cell']}"
    with click.progressbar(trainer, recipe.updates, label, item_show_func=_loss, update_min_steps=10) as bar:
        for last in bar:
            if last.diverged:
                break
    if last is not None and last.diverged:
        detail = f"The loss was not a number at update {last.update}. Try a smaller --learning-rate or --clip."
        raise click.ClickException(detail)


def _loss(progress: Progress | None) -> str | None:
    return None if progress is None else f"loss {progress.loss:.4f}"


def _print_figures(figures: Mapping[str, Metric]) -> None:
    for name, metric in figures.items():
        click.echo(f"{name}: {metric.name} {metric.value:.4f} ({metric.examples} examples)")


def _check_writable(out: Path | None) -> None:
    """Said before the training, not after it."""
    if out is not None and not out.parent.is_dir():
        raise click.UsageError(f"--out {out}: there is no folder {out.parent}.")
    if out is not None:
        try:
            NamedTemporaryFile(dir=out.parent).close()
        except OSError as error:
            raise click.UsageError(f"--out {out}: the folder {out.parent} cannot be written to.") from error
