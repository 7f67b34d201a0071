"""The rule sets that stand beside the main one: best-evidence synthesis, a ladder of designs, and five domains.

Each gives the strength and a sentence for each thing that decided it.
"""

from __future__ import annotations

from collections.abc import Sequence

from touchstone.evidence.bodies import appraised_in, information_size, opening, people_in, told, unreported
from touchstone.evidence.direction import best_tier, count_votes
from touchstone.protocol.models import SOE_GRADES, BestEvidenceRule, DomainsRule, LevelsRule, Outcome, Strength

Ruling = tuple[str, tuple[str, ...]]


def best_evidence(votes: Sequence[dict], rule: BestEvidenceRule, strength: Strength) -> Ruling:
    """The Back Review Group's levels on the trials among `votes`; quality that is not known counts as low."""
    trials = [vote for vote in votes if vote["tier"] in ("randomised", "controlled")]
    if not trials:
        return rule.no_trials, ("no trials",)
    good = sum(vote.get("risk_of_bias") == "low" for vote in trials)
    unknown = len(trials) - appraised_in(trials)
    reasons = [f"{len(trials)} {'trial' if len(trials) == 1 else 'trials'}, {good} of high quality"]
    reasons += [f"quality of {unknown} not known, which counts as low"] if unknown else []
    if len(trials) > 1:
        share = count_votes(trials, strength.votes, "studies").share
        consistent = share >= rule.consistent_share
        reasons.append(f"{share:.0%} point one way: {'consistent' if consistent else 'inconsistent'}")
        if not consistent:
            return rule.inconsistent, tuple(reasons)
    if good >= rule.several:
        said = rule.several_high_quality
    elif good:
        said = rule.one_high_quality
    elif len(trials) >= rule.several:
        said = rule.several_low_quality
    else:
        said = rule.one_low_quality
    return said, tuple(reasons)


def by_level(votes: Sequence[dict], rule: LevelsRule) -> Ruling:
    """The level of the best design among `votes`, whatever the studies say."""
    tier = best_tier(vote["tier"] for vote in votes)
    if tier not in rule.level:
        return "none", ("no design that has a level",)
    return rule.strength[rule.level[tier]], (f"level {rule.level[tier]}: the best design is {tier}",)


def by_domains(
    votes: Sequence[dict],
    silent: Sequence[dict],
    outcome: Outcome | None,
    strength: Strength,
    rule: DomainsRule,
    broad: bool,
) -> Ruling:
    """The EPC Program's grade from five domains, in the words of this review."""
    tier = best_tier(vote["tier"] for vote in votes)
    deciding = [vote for vote in votes if vote["tier"] == tier]
    pointing = count_votes(deciding, strength.votes, "studies")
    grade = SOE_GRADES.index(rule.start[tier])
    reasons = [
        opening(tier, deciding, len(votes) - len(deciding), pointing),
        f"starts at {rule.start[tier]} by design",
    ]
    too_few = _too_few(deciding, rule)
    split = pointing.k > 1 and (
        pointing.share < strength.votes.conflicting_below or pointing.lead in ("unclear", "mixed")
    )
    if grade and (too_few or split):
        why = too_few or f"no direction has more than {pointing.share:.0%} of the studies behind it"
        reasons.append(f"insufficient: {why}, which allows no conclusion")
        grade = 0
    for number, reason in _domain_steps(votes, deciding, silent, outcome, strength, rule, broad) if grade else ():
        grade -= number
        reasons.append(f"down {number}: {reason}")
    return rule.strength[SOE_GRADES[max(grade, 0)]], tuple(reasons)


def _domain_steps(
    votes: Sequence[dict],
    deciding: Sequence[dict],
    silent: Sequence[dict],
    outcome: Outcome | None,
    strength: Strength,
    rule: DomainsRule,
    broad: bool,
) -> list[tuple[int, str]]:
    pointing = count_votes(deciding, strength.votes, "studies")
    steps = []
    high = sum(vote.get("risk_of_bias") == "high" for vote in deciding)
    if appraised_in(deciding) < len(deciding):
        steps.append((rule.limitations_steps, "study limitations not assessed, counted as medium"))
    elif high >= rule.limitations_high_share * len(deciding):
        steps.append((rule.limitations_steps, f"{high} of {len(deciding)} studies at high risk of bias"))
    if pointing.k == 1:
        steps.append((rule.unknown_consistency_steps, "one study: consistency unknown"))
    elif pointing.share < strength.votes.consistent_share:
        steps.append((rule.inconsistent_steps, f"only {pointing.share:.0%} of studies point one way: inconsistent"))
    if outcome is not None and outcome.surrogate:
        steps.append((rule.indirect_steps, "a marker in place of health: indirect"))
    elif broad:
        steps.append((rule.indirect_steps, "very different people put together: indirect"))
    people, optimal = people_in(deciding), information_size(rule.optimal_smd, rule.alpha, rule.power)
    if people < optimal:
        steps.append((rule.imprecise_steps, f"{people:,} people of {optimal:,} needed: imprecise"))
    withheld = unreported(len(votes), silent, rule.unreported_share)
    if withheld:
        steps.append((rule.reporting_bias_steps, f"reporting bias suspected: {withheld}"))
    return [step for step in steps if step[0]]


def _too_few(deciding: Sequence[dict], rule: DomainsRule) -> str:
    if not any(told(vote["sample_size"]) for vote in deciding):
        return "how many people took part is not told"
    people, minimal = people_in(deciding), information_size(rule.minimal_smd, rule.alpha, rule.power)
    return f"{people:,} people, below the {minimal:,} needed to see {rule.minimal_smd:g} SD" if people < minimal else ""
