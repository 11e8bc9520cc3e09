"""Training: mini-batches, backpropagation through time, clipping, an optimiser, and watching what a network learns."""

from engine.tasks.recipe import Recipe
from engine.training.trainer import Progress, Trainer, TrainingState

__all__ = ["Progress", "Recipe", "Trainer", "TrainingState"]
