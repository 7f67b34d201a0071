"""Touchstone: from PubMed abstracts to an honest, reproducible picture of what is known.

Notebooks need one call: `review = touchstone.open_review()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchstone.review import Review

__version__ = "0.1.0"


def open_review(path: str | None = None) -> Review:
    """The review at `path`, else at TOUCHSTONE_PROJECT, else the one the working directory belongs to.

    Returns a `touchstone.review.Review`, whose tables (`.records`, `.studies`, `.cells`, `.claims`, …) are pandas
    DataFrames, each computed once when it is first asked for.
    """
    from touchstone.review import open_review as opened

    return opened(path)
