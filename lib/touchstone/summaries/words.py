"""Codes and numbers as people read them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone.protocol import label_of
from touchstone.review import Review


def plain(value: object) -> object:
    """A code as words where `value` is text; anything else as it is.

    >>> plain("very_limited"), plain(3)
    ('very limited', 3)
    """
    return words(value) if isinstance(value, str) else value


def words(code: str) -> str:
    """A code as words: `very_limited` reads `very limited`."""
    return code.replace("_", " ")


def labels(review: Review, facet: str, codes: Iterable[str]) -> str:
    """The labels of codes, joined; a dash where there are none."""
    return ", ".join(label_of(review.protocol.vocabulary, facet, code) for code in codes) or "–"


def number(value: object) -> str:
    """A number as printed, with thousands marked; a dash where there is none."""
    return "–" if pd.isna(value) else f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"
