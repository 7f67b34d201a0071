"""Runs every benchmark in this folder, one after another; each prints its own table.

Peers are installed into benchmarks/.peers the first time; without a network their columns say `not installed`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
PACKAGES = ("pubmed-parser", "metapub")


def main() -> int:
    """Run each script; the exit status is that of the first that fails."""
    environment = {**os.environ, "TOUCHSTONE_PEERS": str(PEERS)} if install_peers() else {**os.environ}
    worst = 0
    for script in sorted(path for path in HERE.glob("*.py") if path != Path(__file__).resolve()):
        print(f"\n== {script.stem} ==", flush=True)
        worst = worst or subprocess.run([sys.executable, script], env=environment, check=False).returncode
    return worst


def install_peers() -> bool:
    """Put the peers into their own folder, away from the suite's packages; False where they cannot be had."""
    if PEERS.is_dir():
        return True
    uv = shutil.which("uv")
    tool = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    done = subprocess.run([*tool, "--quiet", "--target", PEERS, *PACKAGES], check=False)
    if done.returncode:
        shutil.rmtree(PEERS, ignore_errors=True)
        print("The peers could not be installed; they are left out.", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
