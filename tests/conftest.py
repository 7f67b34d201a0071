"""What tests share: the bundled review, opened once, and copies of it to change."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# They hold no doctests, and pytest can collect only one file of that name.
collect_ignore_glob = ["conftest.py", "*/conftest.py"]


@pytest.fixture(scope="session")
def review():
    """The bundled review; its tables are computed once for all tests, so never change them."""
    import touchstone

    return touchstone.open_review(ROOT)


@pytest.fixture
def review_copy(tmp_path: Path) -> Path:
    """A copy of the bundled review's protocol and data that a test may change."""
    for folder in ("protocol", "data/raw"):
        shutil.copytree(ROOT / folder, tmp_path / "copy" / folder)
    return tmp_path / "copy"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material that is not part of the project; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("TOUCHSTONE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the reference material is not here (TOUCHSTONE_SHARED)")
    return folder
