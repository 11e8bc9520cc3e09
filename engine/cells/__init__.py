"""The cells, by name. A new cell is one file here and one line in the registry."""

from __future__ import annotations

from typing import Final

from engine.cells import dense, gru, lstm, rnn
from engine.cells.base import Cell

CELLS: Final[dict[str, Cell]] = {cell.spec.name: cell for cell in (dense.CELL, rnn.CELL, lstm.CELL, gru.CELL)}

__all__ = ["CELLS", "Cell"]
