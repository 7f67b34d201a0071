"""The finding of a claim: what the evidence says of it, on its own axis beside certainty."""

from __future__ import annotations

from touchstone.tables import CERTAINTIES


def finding_of(strength: str, direction: str, certainty: str, deciding_tier: str, expects: str = "benefit") -> str:
    """What the evidence says of a claim: favours | little_or_none | against | inconclusive | not in this set.

    A benefit favours it only where some comparison group was there; `against` needs moderate certainty, and
    `little_or_none` at least low certainty: a null result of fifteen people is inconclusive. A claim that `expects`
    no difference is favoured by such a null, and a benefit or harm of moderate certainty is against it.

    >>> finding_of("very_limited", "no_difference", "very_low", "randomised")
    'inconclusive'
    """
    if strength == "none":
        return "not in this set"
    sure = CERTAINTIES.index(certainty)
    if expects == "no_difference":
        if direction == "no_difference" and sure <= CERTAINTIES.index("low"):
            return "favours"
        differs = direction in ("benefit", "worse") and sure <= CERTAINTIES.index("moderate")
        return "against" if differs else "inconclusive"
    if direction == "benefit" and deciding_tier in ("randomised", "controlled") and strength != "conflicting":
        return "favours"
    if direction == "no_difference" and sure <= CERTAINTIES.index("low"):
        return "little_or_none"
    if direction == "worse" and sure <= CERTAINTIES.index("moderate"):
        return "against"
    return "inconclusive"
