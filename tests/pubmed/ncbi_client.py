"""Pulls in processes of their own, and the key that is planted for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
KEY = "planted0key0" + "7" * 24  # obviously invented, of the length of NCBI's


def begin_pull(folder: Path, environment: dict[str, str], *words: str) -> subprocess.Popen:
    """A pull in a process of its own, already begun; `words` are further arguments of puller.py."""
    command = [sys.executable, str(HERE / "puller.py"), str(folder), *words]
    pulling = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    if pulling.stdout.readline() != "begun\n":
        raise RuntimeError(pulling.communicate()[1])
    return pulling
