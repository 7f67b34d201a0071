"""Which way a body of studies points: the vote count by reported result, and the SWiM sign test beside it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from touchstone.protocol.models import Votes

TIER_ORDER = ("randomised", "controlled", "uncontrolled", "anecdotal", "descriptive")


@dataclass(frozen=True)
class Direction:
    """Where votes point: the leading direction, the share of people (or studies) behind it, the counts, and the lean.

    `lean` is the side of the studies that report a difference, where they are enough and little opposed; else empty.
    """

    lead: str
    share: float
    k: int
    counts: dict[str, int]
    lean: str = ""

    @property
    def counted(self) -> str:
        """The vote count in words, such as `7 benefit, 2 no difference`."""
        said = [f"{n} {name.replace('_', ' ')}" for name, n in self.counts.items() if n]
        return ", ".join(said) or "no votes"


def count_votes(votes: Iterable[dict], rule: Votes, weigh_by: str | None = None) -> Direction:
    """The vote count by reported result of `votes` (dicts of Votes columns), one a study.

    Each vote weighs as `weigh_by` says (default: the rule's): `people`, as many as took part, or `studies`, all alike.
    A mixed vote counts in equal shares to the directions of its `parts`; one that was coded as mixed to those that the
    rule names. The lead is the direction with most behind it; where two share it there is none (`unclear`). A single
    study with a mixed vote is `mixed`.

    >>> rule = Votes(mixed_counts_to=["benefit", "no_difference"], consistent_share=0.75, conflicting_below=0.5,
    ...              weigh_by="people", source="")
    >>> small, large = {"vote": "benefit", "sample_size": 40}, {"vote": "no_difference", "sample_size": 320}
    >>> count_votes([small, small, large], rule).lead, count_votes([small, small, large], rule, "studies").lead
    ('no_difference', 'benefit')
    """
    rows = list(votes)
    tally = Counter(row["vote"] for row in rows)
    counts = {name: tally[name] for name in ("benefit", "no_difference", "worse", "mixed")}
    behind = {name: Fraction(0) for name in ("benefit", "no_difference", "worse")}
    total = 0
    for row in rows:
        own = _weight(row, rule) if (weigh_by or rule.weigh_by) == "people" else 1
        total += own
        parts = [row["vote"]] if row["vote"] != "mixed" else _counted_to(row, rule)
        for name in parts:
            behind[name] += Fraction(own, len(parts))
    k = len(rows)
    if k == 0:
        return Direction("unclear", 0.0, 0, counts)
    if k == counts["mixed"] == 1:
        return Direction("mixed", 1.0, k, counts)
    best = max(behind.values())
    leads = [name for name, value in behind.items() if value == best]
    lead = leads[0] if len(leads) == 1 else "unclear"
    return Direction(lead, float(best / total), k, counts, _lean(behind, total, rule))


def _counted_to(row: dict, rule: Votes) -> Sequence[str]:
    return [part for part in row.get("parts", ()) if part != "mixed"] or rule.mixed_counts_to


def _weight(row: dict, rule: Votes) -> int:
    size = row.get("sample_size")
    return int(size) if size is not None and size == size and size > 0 else rule.unknown_size_weighs


def _lean(behind: dict[str, Fraction], total: int, rule: Votes) -> str:
    for side, other in (("benefit", "worse"), ("worse", "benefit")):
        enough = float(behind[side]) >= rule.difference_share * total
        if enough and float(behind[other]) <= rule.opposed_at_most * float(behind[side]):
            return side
    return ""


def best_tier(tiers: Iterable[str]) -> str:
    """The best tier among voting studies, which carries the verdict; empty where there are none."""
    present = set(tiers)
    return next((tier for tier in TIER_ORDER if tier in present), "")


def sign_test(signs: Sequence[str]) -> tuple[float | None, float | None]:
    """Two-sided exact sign test of benefit against worse, as the lowest and highest p over the unknown signs.

    Each unknown sign may lie on either side, so p is bounded by the most uneven and the most even split (Cochrane
    Handbook, chapter 12: the test goes by the side of the estimate, not by its significance). (None, None) for no
    studies. Five studies on one side have p = 0.0625: fewer than six cannot reach p < .05.

    >>> sign_test(["benefit"] * 5)
    (0.0625, 0.0625)
    >>> sign_test(["benefit"] * 5 + ["unknown"])
    (0.03125, 0.21875)
    """
    n = len(signs)
    if n == 0:
        return None, None
    tally = Counter(signs)
    p = [_sign_p(k, n) for k in range(tally["benefit"], n - tally["worse"] + 1)]
    return min(p), max(p)


@functools.cache
def _sign_p(k: int, n: int) -> float:
    # The two tails of a fair coin are alike. scipy.special loads a second faster than scipy.stats, and a test holds the
    # two together.
    from scipy.special import bdtr

    return round(min(1.0, 2 * float(bdtr(min(k, n - k), n, 0.5))), 6)
