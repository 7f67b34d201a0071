"""The rule sets of protocol/strength.yml, applied to the votes of one cell: strength, certainty, and the reasons.

Each rule is plain data with its published source; this module only carries it out, and leaves one sentence for each
step up or down, so that a referee can follow every verdict.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from touchstone.evidence.direction import Direction, best_tier, count_votes
from touchstone.evidence.votes import UNREPORTED
from touchstone.protocol.models import BestEvidenceRule, GradeRule, LevelsRule, Outcome, Strength

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


def judge(
    votes: Sequence[dict], silent: Sequence[dict], outcome: Outcome | None, strength: Strength, broad: bool = False
) -> Verdict:
    """The verdict of the review's main rule set on `votes`, the voting rows of one cell (dicts of Votes columns).

    `silent` are the rows of the studies that bear on the cell without a vote. `outcome` says whether people rate it
    themselves and whether it is a surrogate (None: not in the vocabulary); `broad` marks people at large.
    No votes: strength `none`.
    """
    rule = strength.rule_sets[strength.main]
    if not votes:
        said = f"{len(silent)} {'study bears' if len(silent) == 1 else 'studies bear'} on it without a usable result"
        return Verdict("none", "unclear", "not_assessed", (said if silent else "no study in this set",))
    return _grade(votes, silent, outcome, strength, rule, broad)


def verdicts_of(main: Verdict, votes: Sequence[dict], strength: Strength) -> dict[str, str]:
    """The strength of `votes` under every rule set, the main one's taken from `main`."""
    out = {}
    for name, rule in strength.rule_sets.items():
        if name == strength.main:
            out[name] = main.strength
        elif isinstance(rule, BestEvidenceRule):
            out[name] = _best_evidence(votes, rule, strength)
        elif isinstance(rule, LevelsRule):
            tier = best_tier(vote["tier"] for vote in votes)
            out[name] = rule.strength[rule.level[tier]] if tier in rule.level else "none"
        else:
            out[name] = _grade(votes, (), None, strength, rule, False).strength if len(votes) else "none"
    return out


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


def _grade(
    votes: Sequence[dict],
    silent: Sequence[dict],
    outcome: Outcome | None,
    strength: Strength,
    rule: GradeRule,
    broad: bool,
) -> Verdict:
    tier = best_tier(vote["tier"] for vote in votes)
    deciding = [vote for vote in votes if vote["tier"] == tier]
    pointing = count_votes(deciding, strength.votes)
    reasons = [_opening(tier, deciding, len(votes) - len(deciding), pointing)]
    if tier == "anecdotal":
        reasons.append(f"only case reports, or series of at most {strength.anecdotal_max_people} people: anecdotal")
        return Verdict("anecdotal", pointing.lead, "very_low", tuple(reasons))
    level = LEVELS.index(rule.start[tier])
    reasons.append(f"starts at {_words(rule.start[tier])} by design")
    conflicting = pointing.k > 1 and (
        pointing.share < strength.votes.conflicting_below or pointing.lead in ("unclear", "mixed")
    )
    if conflicting:
        reasons.append(f"conflicting: no direction has more than {pointing.share:.0%} of the studies behind it")
    steps = [
        *_risk_of_bias(tier, deciding, outcome, rule),
        *_consistency(pointing, strength, conflicting),
        *_precision(deciding, pointing, rule),
        *([(rule.broad_population_steps, "very different people are put together (indirectness)")] if broad else []),
        *_reporting(len(votes), silent, rule),
    ]
    for number, reason in steps:
        level -= number
        reasons.append(f"down {number}: {reason}")
    level = max(level, 0)
    if level > LEVELS.index(rule.cap):
        level = LEVELS.index(rule.cap)
        reasons.append(f"held at {_words(rule.cap)}: {rule.not_assessed_reason}")
    if pointing.k == 1 and level > LEVELS.index(rule.single_study_cap):
        level = LEVELS.index(rule.single_study_cap)
        reasons.append(f"held at {_words(rule.single_study_cap)}: a single study, not yet repeated")
    if outcome is not None and outcome.surrogate:
        reasons.append("the outcome is a marker: a change in it is not yet better health")
    certainty = "very_low" if conflicting else LEVELS[level]
    direction = "mixed" if conflicting else pointing.lead
    return Verdict("conflicting" if conflicting else rule.strength[certainty], direction, certainty, tuple(reasons))


def people_in(votes: Sequence[dict]) -> int:
    """People in the studies of `votes`, as far as their number is told."""
    return sum(int(vote["sample_size"]) for vote in votes if _told(vote["sample_size"]))


def _told(size: object) -> bool:
    return size is not None and size == size


def _opening(tier: str, deciding: Sequence[dict], others: int, pointing: Direction) -> str:
    one, several = _TIER_WORDS[tier]
    unknown = sum(not _told(vote["sample_size"]) for vote in deciding)
    people = people_in(deciding)
    size = f"{people:,} {'person' if people == 1 else 'people'}" if unknown < len(deciding) else "size not told"
    size += f", not told in {unknown}" if 0 < unknown < len(deciding) else ""
    stand = "stands beside and does" if others == 1 else "stand beside and do"
    beside = f"; {others} of weaker design {stand} not decide" if others else ""
    return f"{pointing.k} {one if pointing.k == 1 else several} ({size}): {pointing.counted}{beside}"


def _consistency(pointing: Direction, strength: Strength, conflicting: bool) -> list[tuple[int, str]]:
    if conflicting or pointing.k == 1 or pointing.share >= strength.votes.consistent_share:
        return []
    return [(1, f"only {pointing.share:.0%} of studies point one way (inconsistency)")]


def _risk_of_bias(
    tier: str, deciding: Sequence[dict], outcome: Outcome | None, rule: GradeRule
) -> list[tuple[int, str]]:
    """One domain, one entry: what an abstract shows of it, else that it shows nothing; never `no concern`."""
    if tier != "randomised" or not rule.risk_of_bias_steps:
        return []
    sham = sum(vote["sham"] is True for vote in deciding)
    if outcome is not None and outcome.self_reported and sham / len(deciding) < rule.self_report_sham_share:
        blinded = "no study" if sham == 0 else f"only {sham} of {len(deciding)} studies"
        return [(rule.risk_of_bias_steps, f"people rate it themselves and {blinded} used a sham (risk of bias)")]
    return [(rule.risk_of_bias_steps, f"{rule.not_assessed_reason} (risk of bias)")]


def _precision(deciding: Sequence[dict], pointing: Direction, rule: GradeRule) -> list[tuple[int, str]]:
    people = people_in(deciding)
    minimal, optimal = (information_size(smd, rule.alpha, rule.power) for smd in (rule.minimal_smd, rule.optimal_smd))
    if not any(_told(vote["sample_size"]) for vote in deciding):
        return [(2, "how many people took part is not told (imprecision)")]
    if people < minimal:
        return [(2, f"{people:,} people, below the {minimal:,} needed to see {rule.minimal_smd:g} SD (imprecision)")]
    steps = []
    if people < optimal:
        steps = [(1, f"{people:,} people, below the {optimal:,} needed to see {rule.optimal_smd:g} SD (imprecision)")]
    if pointing.lead == "no_difference" and rule.no_difference_steps:
        steps.append((rule.no_difference_steps, rule.no_difference_reason))
    return steps


def _reporting(voting: int, silent: Sequence[dict], rule: GradeRule) -> list[tuple[int, str]]:
    unreported = sum(vote["reason"] in UNREPORTED for vote in silent)
    if unreported and unreported / (voting + unreported) >= rule.unreported_share:
        return [(1, f"{unreported} of {voting + unreported} studies give no usable result (signs of non-reporting)")]
    return []


def _best_evidence(votes: Sequence[dict], rule: BestEvidenceRule, strength: Strength) -> str:
    trials = [vote for vote in votes if vote["tier"] in ("randomised", "controlled")]
    if not trials:
        return rule.no_trials
    if len(trials) == 1:
        return rule.one_low_quality
    consistent = count_votes(trials, strength.votes).share >= rule.consistent_share
    if not consistent:
        return rule.inconsistent
    return rule.several_low_quality if len(trials) >= rule.several else rule.one_low_quality


def _words(level: str) -> str:
    return level.replace("_", " ")
