"""The one direction of a record from its single results."""

from __future__ import annotations

import re
from collections import Counter

from touchstone.tagging.findings import REVIEWS, Result
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading
from touchstone.tagging.rollup import direction_of

# Shares of favourable outcomes from which a record is called benefit, and up to which no_difference.
MOSTLY, HARDLY = 0.6, 0.1

_POSITIVE = re.compile(
    r"\b(?:effective\w*|improv\w+|benefi\w+|useful|helpful|helps?|helped|promising|eases?|eased|reliev\w+|reduc\w+|"
    r"lower(?:ed|s)?|favou?r\w*|better|gains?|support(?:s|ed|ive)|relief|less|positive|valued|safe and|recommended|"
    r"encouraging|worthwhile|satisf\w+|success\w*|lift(?:s|ed)?|rose|liked|calm\w*|comfort\w*)\b"
)
_NEGATIVE = re.compile(
    r"\b(?:no (?:\w+ ){0,3}(?:effect|benefit|difference|advantage|evidence|change|gain|superiority|support|clear)\w*|"
    r"not (?:\w+ ){0,3}(?:effective|support\w*|differ\w*|better|superior|improve\w*|shown|demonstrated|beat|"
    r"reduce\w*|reach\w*|significant\w*)|did not|nothing|neither|unproven|unchanged|insufficient|ineffective|failed|"
    r"null|inconclusive|lack of|little evidence|without (?:\w+ )?(?:effect|benefit|gain))\b"
)
_UNSETTLED = re.compile(
    r"\b(?:mixed|conflict\w*|inconsistent|equivocal|uncertain|unclear|inconclusive|patchy|heterogeneous|insufficient|"
    r"weak)\b"
)


def overall_of(results: list[Result], reading: Reading, design: str) -> Found | None:
    """benefit, no_difference, worse, mixed, or not_applicable where nothing was compared or reported.

    Outcomes count once each, those named in the title twice; comparisons between groups go before changes within one.
    """
    if design in ("protocol", "cross_sectional") or _about_others(reading, design):
        return _found("not_applicable", results, reading)
    told = [r for r in results if r.direction != "not_reported"]
    if not told:
        code = _tone(reading) if design not in ("cross_sectional", "commentary") else ""
        return _found(code or "not_applicable", results, reading) if results or design else None
    between = [r for r in told if r.basis in ("between_group", "pooled", "narrative")]
    counted = between or told
    by_code: dict[str, list[str]] = {}
    for result in counted:
        by_code.setdefault(result.code, []).append(result.direction)
    in_title = {m.code for m in reading.title_mentions if m.facet == "outcome"}
    votes: Counter[str] = Counter()
    for code, directions in by_code.items():
        votes[direction_of(directions)] += 2 if code in in_title else 1
    total = sum(votes.values())
    good = (votes["benefit"] + 0.5 * votes["mixed"]) / total
    if votes["worse"] and votes["worse"] >= 0.5 * total:
        return _found("worse", counted, reading)
    if good >= MOSTLY:
        return _found("benefit", counted, reading)
    if good <= HARDLY and not votes["worse"]:
        return _found("no_difference", counted, reading)
    return _found("mixed", counted, reading)


def _about_others(reading: Reading, design: str) -> bool:
    """Whether a review or an observation is not on the vocabulary's interventions: none in its title or its results."""
    if design not in (*REVIEWS, "cohort", "case_control"):
        return False
    if any(m.facet == "intervention" for m in reading.title_mentions):
        return False
    if all(m.facet == "outcome" for m in reading.mentions):  # read without a vocabulary
        return False
    starts = [m.start for m in reading.mentions if m.facet == "intervention"]
    return not any((s := reading.sentence_at(at)) and s.category in ("results", "conclusion", "") for at in starts)


def _tone(reading: Reading) -> str:
    """What results and conclusion sound like, where no outcome could be read: benefit, mixed, no_difference, or ""."""
    parts = [reading.low[s.start : s.end] for s in reading.sentences if s.category in ("results", "conclusion")]
    text = " ".join(parts)
    good, bad = len(_POSITIVE.findall(text)), len(_NEGATIVE.findall(text))
    if _UNSETTLED.search(text) and bad >= good:
        return "mixed"
    if good > bad:
        return "benefit" if not bad or good >= 3 * bad else "mixed"
    return "no_difference" if bad > good else "mixed" if good else ""


def _found(code: str, results: list[Result], reading: Reading) -> Found:
    if not results:
        return Found("overall_direction", code, "", 0, 0, 0.5)
    first = next((r for r in results if r.direction == code), results[0])
    return Found("overall_direction", code, reading.field, first.sentence.start, first.sentence.end, 0.7)
