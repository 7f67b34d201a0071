"""Where a review lives: a folder with protocol/review.yml in it, and the places under it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from touchstone.errors import InputError

MARK = Path("protocol") / "review.yml"


@dataclass(frozen=True)
class Project:
    """The folders of one review."""

    root: Path

    @property
    def protocol(self) -> Path:
        """What people write."""
        return self.root / "protocol"

    @property
    def raw(self) -> Path:
        """What came from outside: a folder a snapshot, and `coding`."""
        return self.root / "data" / "raw"

    @property
    def coding(self) -> Path:
        """People's append-only decisions."""
        return self.raw / "coding"

    @property
    def notebooks(self) -> Path:
        """The review's notebooks."""
        return self.root / "notebooks"

    @property
    def processed(self) -> Path:
        """What the suite computed; deletable."""
        return self.root / "data" / "processed"


def find_project(start: str | Path | None = None) -> Project:
    """The review at `start`, else at TOUCHSTONE_PROJECT, else the nearest one at or above the working directory.

    Raises InputError, with what was tried, where there is none.
    """
    named = start or os.environ.get("TOUCHSTONE_PROJECT")
    if named:
        root = Path(named).expanduser().resolve()
        if not (root / MARK).is_file():
            how = "--project" if start else "TOUCHSTONE_PROJECT"
            raise InputError(f"{how}: {named} is no review: it has no protocol/review.yml")
        return Project(root)
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return Project(folder)
    raise InputError(
        "no review here: no protocol/review.yml in this folder or above it; change into a review, "
        "or name one with --project"
    )
