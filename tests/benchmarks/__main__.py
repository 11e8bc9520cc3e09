"""Every benchmark, one after another: `python -m tests.benchmarks`."""

from __future__ import annotations

import subprocess
import sys

for name in ("bench_run", "bench_gradients", "bench_train", "bench_api", "bench_visitors", "bench_page"):
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=True)
