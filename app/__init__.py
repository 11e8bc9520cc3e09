"""The web side of Unrolled: it parses, calls the engine and renders; the maths is all in `engine`."""

from typing import Final

__version__: Final = "0.1.0"
