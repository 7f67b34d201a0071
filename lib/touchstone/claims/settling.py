"""What study would settle a claim: its design, its comparator, its people, and how many of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from touchstone.evidence.rules import information_size
from touchstone.protocol import Protocol, Vocabulary, label_of
from touchstone.protocol.models import Claim, GradeRule

_ENOUGH = ("moderate", "strong")
_FEW = 3
_COMPARATOR = {
    "efficacy": "a sham, or equal attention",
    "comparative": "the other treatment, given as long",
    "dose_or_technique": "another form or dose, given by the same therapists",
}


def would_settle(claim: Claim, found: dict, protocol: Protocol, voting: Sequence[dict] = ()) -> str:
    """One or two sentences on the study that would settle `claim`, from its type and from what is `found` so far.

    `found` has strength, direction and n_participants of the claim's evidence; `voting` are its Votes, as dicts. The
    numbers of people are the optimal information sizes of the review's GRADE rule (strength.yml).
    """
    if claim.type == "untestable":
        return "No study, as it is worded: it would first have to say what would be seen if it were false."
    if claim.type == "experience":
        return "A controlled comparison that measures what is told; more testimony cannot settle it."
    if claim.type == "association":
        return (
            "A study that follows people over time, measures both things from the start and allows for what could "
            "cause the two together; a trial where one of them can be changed."
        )
    if claim.type == "safety":
        return (
            "Trials, or a register, that ask everybody in both groups about harms. If none is seen in 300 people, one "
            "in 100 may still be harmed (rule of three)."
        )
    sizes = _sizes(protocol)
    if claim.expects == "no_difference":
        smd, people = sizes[0]
        return f"An equivalence trial, its margin named beforehand: about {people:,} people for one of {smd:g} SD."
    return _trial(claim, found, protocol, voting, sizes)


def _trial(
    claim: Claim, found: dict, protocol: Protocol, voting: Sequence[dict], sizes: Sequence[tuple[float, int]]
) -> str:
    words = protocol.vocabulary
    (fine, large), (coarse, small) = sizes
    trials = [vote for vote in voting if vote["tier"] == "randomised"]
    people = sum(int(vote["sample_size"]) for vote in trials if not pd.isna(vote["sample_size"]))
    sham = sum(vote["sham"] is True for vote in trials)
    size = f"about {small:,} people to see {coarse:g} SD, {large:,} to see {fine:g}"
    first = ""
    if found["strength"] in _ENOUGH:
        first = (
            f"Appraisal in full text of the risk of bias of the {len(trials)} trials there are; then one large trial. "
        )
        size = f"{large:,} people or more"
    elif found["strength"] == "conflicting":
        first = "First an account of why the studies differ (people, technique, comparator, time). Then: "
    elif people >= large:
        first = f"People enough were in the {len(trials)} trials there are, but "
        first += f"{f'only {sham}' if sham else 'none'} {'were' if sham > 1 else 'was'} against a sham. "
        size = f"{large:,} people or more"
    asked = {
        "People": _joined(words, "population", [code for code in claim.population if code != "any"]) or "one group",
        "Treatment": _joined(words, "intervention", claim.intervention) or words.topic,
        "Comparator": _COMPARATOR[claim.contrast],
        "Outcome": f"{_joined(words, 'outcome', claim.outcome) or 'one'}, named beforehand",
        "Size": size,
    }
    if claim.type == "prevention":
        asked["People"] += ", free of it at the start"
    if claim.type == "mechanism":
        asked["Outcome"] += ", measured in the same people as what it is said to bring about"
    return f"{first}A randomised trial. {' '.join(f'{name}: {what}.' for name, what in asked.items())}"


def _sizes(protocol: Protocol) -> list[tuple[float, int]]:
    """The two differences of the GRADE rule, in SD, each with the people needed to see it; the finer one first."""
    rules = [protocol.strength.rule_sets[protocol.strength.main], *protocol.strength.rule_sets.values()]
    rule = next((rule for rule in rules if isinstance(rule, GradeRule)), None)
    smds = (rule.optimal_smd, rule.minimal_smd) if rule else (0.2, 0.5)
    alpha, power = (rule.alpha, rule.power) if rule else (0.05, 0.80)
    return [(smd, information_size(smd, alpha, power)) for smd in smds]


def _joined(words: Vocabulary, facet: str, codes: Sequence[str]) -> str:
    """The labels of a few codes; nothing for many, which are as good as none."""
    labels = [label_of(words, facet, code) for code in codes] if len(codes) <= _FEW else []
    return " or ".join(label if label[:2].isupper() else label[:1].lower() + label[1:] for label in labels)
