"""The C library's habits with freed memory."""

from __future__ import annotations

from functools import cache
from typing import Final

_KEPT: Final = 16 * 2**20


@cache
def keep_freed_memory() -> None:
    """Let the process keep what it frees, to use it again, instead of handing it back and asking anew.

    glibc raises its thresholds for that to the size of a large block once such a block is freed (mallopt(3), under
    M_MMAP_THRESHOLD). Without this, page faults are a fifth of the time of a run with 200 steps and 64 units, and more
    than half of that of an update of training, which needs the same megabytes again each time.
    """
    bytearray(_KEPT)
