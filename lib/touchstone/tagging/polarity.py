"""Which way an outcome is better: what its words say, else its code."""

from __future__ import annotations

import re

from touchstone.tagging.words import HIGHER_BETTER, LOWER_BETTER


def up_is_better(words: str, polarity: bool | None, instrument: bool) -> bool | None:
    """Which way is better: what the words themselves say, else the code; an instrument's score may run either way."""
    if _OUTRANKS.search(words):
        return True
    if not instrument:
        if _LOWER.search(words):
            return False
        return True if _HIGHER.search(words) else polarity
    return False if polarity is False else None


_OUTRANKS = re.compile(
    r"\b(?:relief|threshold|tolerance|control of|parasympath|vagal|rate variability|hrv|rmssd|sdnn|hf power)"
)
_LOWER = re.compile(r"\b(?:" + "|".join(LOWER_BETTER) + ")")
_HIGHER = re.compile(r"\b(?:" + "|".join(HIGHER_BETTER) + ")")
