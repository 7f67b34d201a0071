"""Runs every benchmark in this folder, one after another; each prints its own table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run each script; the exit status is that of the first that fails."""
    worst = 0
    for script in sorted(path for path in HERE.glob("*.py") if path != Path(__file__).resolve()):
        print(f"\n== {script.stem} ==", flush=True)
        worst = worst or subprocess.run([sys.executable, script], check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
