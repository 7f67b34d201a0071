"""A small model that tells reports of randomised trials from other papers by title and abstract.

A logistic regression on single words and pairs of neighbouring words, beside what the rules read the design to be. Its
weights, the data they were learned from, the settings and the measured scores stand in `randomised.json`, written by
`benchmarks/train_randomised.py`.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from itertools import pairwise

_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(range(48, 58), "0")


def spaced(low: str) -> str:
    """Folded text with a space for every sign, 0 for every digit and a space at either end; no letter moves but by one.

    >>> spaced("double-blind (n=24)")
    ' double blind  n 00  '
    """
    return f" {low.translate(_PLAIN)} "


def words_of(low: str) -> set[str]:
    """The words and pairs of neighbouring words of a folded text that the model may know.

    >>> sorted(words_of("a double-blind trial, then"))
    ['a', 'a double', 'blind', 'blind trial', 'double', 'double blind', 'then', 'trial']
    """
    out: set[str] = set()
    for stretch in spaced(low).split("  "):
        words = stretch.split()
        out.update(words)
        out.update(map(" ".join, pairwise(words)))
    return out


@cache
def model() -> dict:
    """The model as shipped: recipe, scores, intercept, weights of designs, and of words (anywhere, in the title)."""
    return json.loads((files("touchstone.tagging") / "randomised.json").read_text(encoding="utf-8"))


def chance(points: float, design: str) -> float:
    """The chance that a paper is a randomised trial's report, from the sum of its words' weights and its design.

    `design` is what the rules read, or an empty string. The chances are those where every second paper
    reports a randomised trial, as in a review's search; in MEDLINE at large it is one in twenty, and they are lower.
    """
    known = model()
    logit = known["intercept"] + points + known["designs"].get(design or "none", 0.0)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
