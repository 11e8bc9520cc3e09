"""The web side of Unrolled: it parses, calls the engine and renders; the maths is all in `engine`."""

import os
import sys
from pathlib import Path
from typing import Final

if sys.version_info < (3, 11):  # noqa: UP036  (pip refuses it; who has a checkout on the path asked no pip)
    raise ImportError("Unrolled needs Python 3.11 or later; this is {}.{}.".format(*sys.version_info))

# The engine's own, read here too: to import the engine is to load numpy.
__version__: Final = (Path(__file__).resolve().parents[1] / "engine" / "version.txt").read_text("utf-8").strip()

# Said before numpy is loaded: requests already run in threads, and OpenBLAS starting more of them for the small
# products of a cell made a map (500 steps, 32 units) ten times slower on two busy cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
