"""The rule sets of protocol/strength.yml, applied to the votes of one cell: strength, certainty, and the reasons.

Each rule is plain data with its published source; this module only carries it out, and leaves one sentence for each
step up or down, so that a referee can follow every verdict. Every function here is pure: a verdict follows from the
votes, the outcome and the rule, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from touchstone.evidence.bodies import (
    LEVELS,
    Verdict,
    appraised_in,
    information_size,
    opening,
    people_in,
    planned_only,
    share_of_people,
    told,
    unreported,
)
from touchstone.evidence.direction import Direction, best_tier, count_votes
from touchstone.evidence.other_rules import best_evidence, by_domains, by_level
from touchstone.protocol.models import BestEvidenceRule, GradeRule, LevelsRule, Outcome, Strength

__all__ = ["LEVELS", "Verdict", "information_size", "judge", "people_in", "rulings", "verdicts_of"]


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


def rulings(
    main: Verdict,
    votes: Sequence[dict],
    strength: Strength,
    silent: Sequence[dict] = (),
    outcome: Outcome | None = None,
    broad: bool = False,
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Strength and reasons under every rule set, the main one's taken from `main`; arguments as in `judge`."""
    out = {}
    for name, rule in strength.rule_sets.items():
        if name == strength.main:
            out[name] = (main.strength, main.reasons)
        elif not votes:
            out[name] = ("none", ())
        elif isinstance(rule, BestEvidenceRule):
            out[name] = best_evidence(votes, rule, strength)
        elif isinstance(rule, LevelsRule):
            out[name] = by_level(votes, rule)
        elif isinstance(rule, GradeRule):
            found = _grade(votes, silent, outcome, strength, rule, broad)
            out[name] = (found.strength, found.reasons)
        else:
            out[name] = by_domains(votes, silent, outcome, strength, rule, broad)
    return out


def verdicts_of(
    main: Verdict,
    votes: Sequence[dict],
    strength: Strength,
    silent: Sequence[dict] = (),
    outcome: Outcome | None = None,
    broad: bool = False,
) -> dict[str, str]:
    """The strength of `votes` under every rule set; arguments as in `rulings`."""
    return {name: said for name, (said, _) in rulings(main, votes, strength, silent, outcome, broad).items()}


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
    reasons = [opening(tier, deciding, len(votes) - len(deciding), pointing)]
    if tier == "anecdotal":
        reasons.append(f"only case reports, or series of at most {strength.anecdotal_max_people} people: anecdotal")
        return Verdict("anecdotal", pointing.lead, "very_low", tuple(reasons))
    level = LEVELS.index(rule.start[tier])
    reasons.append(f"starts at {_words(rule.start[tier])} by design")
    conflicting = _conflicting(deciding, pointing, strength)
    if conflicting:
        reasons.append(f"conflicting: {conflicting}")
    withheld = unreported(len(votes), silent, rule.unreported_share)
    steps = [
        *_risk_of_bias(tier, deciding, outcome, rule),
        *_consistency(deciding, pointing, strength, bool(conflicting)),
        *_precision(deciding, pointing, rule),
        *([(rule.broad_population_steps, "very different people are put together (indirectness)")] if broad else []),
        *([(1, withheld)] if withheld else []),
    ]
    for number, reason in steps:
        level -= number
        reasons.append(f"down {number}: {reason}" if number else f"no step: {reason}")
    level = max(level, 0)
    cap = rule.appraised.cap if _appraised_enough(deciding, rule) else rule.cap
    if level > LEVELS.index(cap):
        level = LEVELS.index(cap)
        reasons.append(f"held at {_words(cap)}: {rule.not_assessed_reason}")
    if pointing.k == 1 and level > LEVELS.index(rule.single_study_cap):
        level = LEVELS.index(rule.single_study_cap)
        reasons.append(f"held at {_words(rule.single_study_cap)}: a single study, not yet repeated")
    beside = planned_only(silent, withheld)
    reasons += [beside] if beside else []
    if outcome is not None and outcome.surrogate:
        reasons.append("the outcome is a marker: a change in it is not yet better health")
    certainty = "very_low" if conflicting and not pointing.lean else LEVELS[level]
    direction = _pointed(pointing, strength) if conflicting else pointing.lead
    return Verdict("conflicting" if conflicting else rule.strength[certainty], direction, certainty, tuple(reasons))


def _appraised_enough(deciding: Sequence[dict], rule: GradeRule) -> bool:
    return rule.appraised is not None and appraised_in(deciding) >= max(1, rule.appraised.needed_share * len(deciding))


def _conflicting(deciding: Sequence[dict], pointing: Direction, strength: Strength) -> str:
    """Why the studies conflict; empty where they do not."""
    if pointing.k == 1:
        return ""
    if pointing.lean and pointing.lean != pointing.lead:
        told = f"{_words(pointing.lean)} is reported more often than chance would, though less often than no difference"
        return f"{told}, and not significant is not the same as no difference"
    for by, of in _both_ways(deciding, pointing, strength):
        if by.share < strength.votes.conflicting_below or by.lead in ("unclear", "mixed"):
            return f"no direction has more than {by.share:.0%} of the {of} behind it"
    alike = count_votes(deciding, strength.votes, "studies").lead
    if alike != pointing.lead:
        most = (
            f"most studies report {_words(alike)}, but {pointing.share:.0%} of the people were in studies that report"
        )
        return f"{most} {_words(pointing.lead)}, and a small study does not say as much as a large one"
    return ""


def _pointed(pointing: Direction, strength: Strength) -> str:
    """The direction of studies that conflict: the side they lean to, else no difference where most people say so."""
    if pointing.lead == "no_difference" and pointing.share >= strength.votes.conflicting_below:
        return pointing.lean or pointing.lead
    return pointing.lean or "mixed"


def _consistency(
    deciding: Sequence[dict], pointing: Direction, strength: Strength, conflicting: bool
) -> list[tuple[int, str]]:
    if pointing.k == 1 or (conflicting and not pointing.lean):
        return []
    if conflicting:
        return [(1, "studies that report a difference stand against studies that do not (inconsistency)")]
    for by, of in _both_ways(deciding, pointing, strength):
        if by.share < strength.votes.consistent_share:
            return [(1, f"only {by.share:.0%} of the {of} point one way (inconsistency)")]
    return []


def _both_ways(deciding: Sequence[dict], pointing: Direction, strength: Strength) -> list[tuple[Direction, str]]:
    """The studies counted, and weighed by their people; `pointing` is the way of the rule."""
    if strength.votes.weigh_by == "studies":
        return [(pointing, "studies")]
    return [(count_votes(deciding, strength.votes, "studies"), "studies"), (pointing, "people in the studies")]


def _risk_of_bias(
    tier: str, deciding: Sequence[dict], outcome: Outcome | None, rule: GradeRule
) -> list[tuple[int, str]]:
    """One domain, one entry: what appraisals say, else what an abstract shows of it; silence is never `no concern`."""
    if _appraised_enough(deciding, rule):
        return [_as_appraised(deciding, rule)]
    if tier != "randomised" or not rule.risk_of_bias_steps:
        return []
    few = appraised_in(deciding)
    partly = f"; {few} of {len(deciding)} appraised, too few to say" if few else ""
    sham = sum(vote["sham"] is True for vote in deciding)
    if outcome is not None and outcome.self_reported and sham / len(deciding) < rule.self_report_sham_share:
        blinded = "no study" if sham == 0 else f"only {sham} of {len(deciding)} studies"
        return [
            (rule.risk_of_bias_steps, f"people rate it themselves and {blinded} used a sham (risk of bias{partly})")
        ]
    return [(rule.risk_of_bias_steps, f"{rule.not_assessed_reason} (risk of bias{partly})")]


def _as_appraised(deciding: Sequence[dict], rule: GradeRule) -> tuple[int, str]:
    high, low = share_of_people(deciding, "high"), share_of_people(deciding, "low")
    said = f"{appraised_in(deciding)} of {len(deciding)} studies appraised, {high:.0%} at high risk, {low:.0%} at low"
    if high >= rule.appraised.high_risk_two_steps:
        steps = 2
    elif high >= rule.appraised.high_risk_one_step:
        steps = 1
    else:
        steps = rule.appraised.mostly_unclear_steps if low < 0.5 else 0
    return steps, f"{said} (risk of bias)"


def _precision(deciding: Sequence[dict], pointing: Direction, rule: GradeRule) -> list[tuple[int, str]]:
    people = people_in(deciding)
    minimal, optimal = (information_size(smd, rule.alpha, rule.power) for smd in (rule.minimal_smd, rule.optimal_smd))
    if not any(told(vote["sample_size"]) for vote in deciding):
        return [(2, "how many people took part is not told (imprecision)")]
    if people < minimal:
        return [(2, f"{people:,} people, below the {minimal:,} needed to see {rule.minimal_smd:g} SD (imprecision)")]
    steps = []
    if people < optimal:
        steps = [(1, f"{people:,} people, below the {optimal:,} needed to see {rule.optimal_smd:g} SD (imprecision)")]
    if pointing.lead == "no_difference" and not pointing.lean and rule.no_difference_steps:
        steps.append((rule.no_difference_steps, rule.no_difference_reason))
    return steps


def _words(level: str) -> str:
    return level.replace("_", " ")
