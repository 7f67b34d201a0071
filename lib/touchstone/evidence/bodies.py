"""What every rule set asks of a body of studies: who is in it, how many, how it is said; and the verdict it gives."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from touchstone.evidence.direction import Direction
from touchstone.evidence.votes import PROTOCOL, UNREPORTED

LEVELS = ("very_low", "low", "moderate", "high")
_TIER_WORDS = {
    "randomised": ("randomised trial", "randomised trials"),
    "controlled": ("controlled study without randomisation", "controlled studies without randomisation"),
    "uncontrolled": ("study of one group", "studies of one group"),
    "anecdotal": ("case report or small series", "case reports or small series"),
}


@dataclass(frozen=True)
class Verdict:
    """What a rule set says of a body of studies."""

    strength: str
    direction: str
    certainty: str
    reasons: tuple[str, ...]


@functools.cache
def information_size(smd: float, alpha: float, power: float) -> int:
    """People needed in all, in two equal groups, to see a difference of `smd` standard deviations.

    n = 4 (z(1 - alpha/2) + z(power))² / smd² by the normal approximation, rounded up to whole people in each group.

    >>> information_size(0.2, 0.05, 0.80), information_size(0.5, 0.05, 0.80)
    (786, 126)
    """
    from scipy.special import ndtri

    z = ndtri(1 - alpha / 2) + ndtri(power)
    return 2 * math.ceil(2 * z**2 / smd**2)


def people_in(votes: Sequence[dict]) -> int:
    """People in the studies of `votes`, as far as their number is told."""
    return sum(int(vote["sample_size"]) for vote in votes if told(vote["sample_size"]))


def told(size: object) -> bool:
    """Whether a number is told: neither None nor a missing value."""
    return size is not None and size == size


def opening(tier: str, deciding: Sequence[dict], others: int, pointing: Direction) -> str:
    """The first sentence of every verdict: what it rests on."""
    one, several = _TIER_WORDS[tier]
    unknown = sum(not told(vote["sample_size"]) for vote in deciding)
    people = people_in(deciding)
    size = f"{people:,} {'person' if people == 1 else 'people'}" if unknown < len(deciding) else "size not told"
    size += f", not told in {unknown}" if 0 < unknown < len(deciding) else ""
    stand = "stands beside and does" if others == 1 else "stand beside and do"
    beside = f"; {others} of weaker design {stand} not decide" if others else ""
    return f"{pointing.k} {one if pointing.k == 1 else several} ({size}): {pointing.counted}{beside}"


def share_of_people(votes: Sequence[dict], risk: str) -> float:
    """Share of the people who are in studies at this `risk_of_bias`; of the studies where some size is not told."""
    those = [vote for vote in votes if vote.get("risk_of_bias") == risk]
    if all(told(vote["sample_size"]) for vote in votes) and people_in(votes):
        return people_in(those) / people_in(votes)
    return len(those) / len(votes)


def appraised_in(votes: Sequence[dict]) -> int:
    """Studies among `votes` with an imported appraisal."""
    return sum(bool(vote.get("risk_of_bias")) for vote in votes)


def unreported(voting: int, silent: Sequence[dict], share: float) -> str:
    """Why non-reporting is to be feared among `voting` studies and the `silent` ones; empty below the `share`."""
    withheld = sum(vote["reason"] in UNREPORTED for vote in silent)
    planned = sum(vote["reason"] == PROTOCOL for vote in silent)
    if not withheld + planned or (withheld + planned) / (voting + withheld + planned) < share:
        return ""
    said = []
    if withheld:
        said.append(f"{withheld} of {voting + withheld} studies give no usable result")
    if planned:
        said.append(f"{planned} {'protocol has' if planned == 1 else 'protocols have'} no results in this set")
    return f"{' and '.join(said)} (signs of non-reporting)"


def planned_only(silent: Sequence[dict], already: str) -> str:
    """A sentence on protocols without results that lower nothing; empty where none, or where `already` names them."""
    planned = sum(vote["reason"] == PROTOCOL for vote in silent)
    if not planned or "protocol" in already:
        return ""
    return f"{planned} {'protocol has' if planned == 1 else 'protocols have'} no results in this set"
