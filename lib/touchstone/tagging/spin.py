"""Spin: the primary comparison found no difference, or is not told, and the conclusion claims that the treatment works.

Judged on published abstracts of controlled trials only; a digest's conclusion is its writer's, not the authors'. After
Boutron et al. (2010), who defined spin in trials with non-significant primary outcomes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.findings import Result
from touchstone.tagging.reading import Reading
from touchstone.tagging.text import Sentence


class Spin(NamedTuple):
    """Whether the conclusion claims more than the primary result, on which codes, and the sentence that does."""

    status: str
    codes: frozenset[str]
    claim: Sentence | None


UNKNOWN = Spin("not_assessable", frozenset(), None)
_TRIALS = ("rct", "crossover_rct", "cluster_rct", "nonrandomised_trial")


def read_spin(reading: Reading, results: list[Result], design: str) -> Spin:
    """`yes`, `no`, or `not_assessable` where there is no abstract, no trial, no primary outcome or no conclusion.

    The primary outcome is the one so called; where none is, the one the title names, if it names just one.
    """
    if reading.field != "abstract" or design not in _TRIALS:
        return UNKNOWN
    last = [s for s in reading.sentences if s.category == "conclusion"]
    codes = _primary(reading)
    if not last or not codes:
        return UNKNOWN
    told = [r for r in results if r.code in codes and r.sentence.category != "conclusion"]
    between = [r.direction for r in told if r.basis == "between_group" and r.direction != "not_reported"]
    if any(direction != "no_difference" for direction in between):
        return Spin("no", codes, None)
    claim = next((s for s in last if _claims(reading, s)), None)
    return Spin("yes" if claim else "no", codes, claim)


_NAMED = re.compile(r"\b(?:primary|main|principal) (?:\w+ ){0,2}(?:outcome|end-?point|measure)s?\b")
_SECOND = re.compile(r"\b(?:secondary|other|further|additional)\b")


def _primary(reading: Reading) -> frozenset[str]:
    """Codes of the outcomes a sentence calls primary, else of the only one in the title."""
    for sentence in reading.sentences:
        if sentence.category == "conclusion":
            continue
        found = _NAMED.search(reading.low, sentence.start, sentence.end)
        if found is None:
            continue
        turn = _SECOND.search(reading.low, found.end(), sentence.end)
        edge = turn.start() if turn else sentence.end
        first = sentence.start if _ENDS_SO.match(reading.low, found.end()) else found.end()
        codes = frozenset(m.code for m in reading.mentions if m.facet == "outcome" and first <= m.start < edge)
        if codes:
            return codes
    titled = frozenset(m.code for m in reading.title_mentions if m.facet == "outcome")
    return titled if len(titled) == 1 else frozenset()


# `Pain was the primary outcome.`: the outcome stands before.
_ENDS_SO = re.compile(r"\s*(?:[.;,)]|and\b|while\b|with\b|$)")
_CLAIM = re.compile(
    r"\b(?:effective(?:ly)?|efficacious|efficacy of|beneficial|improv(?:es|ed|ing|ements?)|reduc(?:es|ed|ing|tions?)|"
    r"decreas(?:es|ed|ing)|alleviat(?:es|ed|ing)|reliev(?:es|ed|ing)|eas(?:es|ed)|lower(?:s|ed)|increas(?:es|ed)|"
    r"enhanc(?:es|ed|ing)|promot(?:es|ed)|help(?:s|ed|ful)|useful|benefits?|positive effects?|promising|"
    r"recommended?|should be (?:used|offered|considered|added|included))\b"
)
_DENIED = re.compile(
    r"\b(?:no|not|nor|neither|without|lack|failed|insufficient|inconclusive|unclear|unlikely|cannot|whether|little|"
    r"equally|similar(?:ly)?|as effective as|no more|both|further (?:research|stud\w+|trials?) (?:is|are) (?:needed|"
    r"required|warranted)(?! to confirm))\b|n't\b"
)
_HEDGED = re.compile(r"\b(?:may|might|could|potential(?:ly)?|possibl[ey]|perhaps|if|future)\b")


def _claims(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that the treatment works: claimed, not denied, not hedged."""
    low, start, end = reading.low, sentence.start, sentence.end
    if _CLAIM.search(low, start, end) is None:
        return False
    return _DENIED.search(low, start, end) is None and _HEDGED.search(low, start, end) is None
