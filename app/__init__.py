"""The web side of Unrolled: it parses, calls the engine and renders; the maths is all in `engine`."""

import os
from typing import Final

__version__: Final = "0.1.0"

# Said before numpy is loaded: requests already run in threads, and OpenBLAS starting more of them for the small
# products of a cell made a map (500 steps, 32 units) ten times slower on two busy cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
