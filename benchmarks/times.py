"""How long the commands take, as whole processes: median and range over several runs, with peak memory.

Run with `make bench`, or alone: `.venv/bin/python benchmarks/times.py [RUNS]`. Small machines are noisy: quote medians.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COMMANDS = {
    "import touchstone": ([sys.executable, "-c", "import touchstone"], 0.7),
    "touchstone check": ([BIN / "touchstone", "check"], None),
    "touchstone build": ([BIN / "touchstone", "build"], 15),
    "touchstone build --report": ([BIN / "touchstone", "build", "--report"], 120),
}


def main(runs: int = 5) -> None:
    """Print a row a command: median, least and most seconds, peak memory so far, and the goal."""
    print(f"{'command':28}{'median s':>10}{'min s':>8}{'max s':>8}{'peak MB':>9}{'goal s':>8}")
    for name, (command, goal) in COMMANDS.items():
        counted = 2 if goal and goal > 60 else runs
        times = [_seconds(command) for _ in range(counted + 1)][1:]
        # Bytes on macOS, kilobytes elsewhere.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        middle = statistics.median(times)
        print(f"{name:28}{middle:10.2f}{min(times):8.2f}{max(times):8.2f}{peak:9.0f}{goal or '':>8}")


def _seconds(command: list) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
