"""The C library's habits with freed memory."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)
_KEPT: Final = 32 * 2**20


@cache
def keep_freed_memory() -> None:
    """Let this process keep what it frees, up to some 32 MiB, to use it again.

    Training frees and asks again for the same megabytes at every update. glibc gives them back to the system each time,
    which then hands them out anew, page by page: more than half of the time of an update. Other C libraries are left
    as they are.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_TRIM_THRESHOLD, _KEPT)
        mallopt(_MMAP_THRESHOLD, _KEPT)
