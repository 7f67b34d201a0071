"""The collapse rule: what each study says for each population, outcome and contrast, as one vote, or why none.

A study with a comparison group votes with its between-group results; an improvement within its treated group says
nothing about the treatment against the comparator. Results that agree are the vote; results that disagree make it
`mixed`.
"""

from __future__ import annotations

import pandas as pd

from touchstone.coding import contrast_of
from touchstone.evidence.samples import credited
from touchstone.protocol import Vocabulary, broader_of
from touchstone.protocol.models import Strength
from touchstone.tables import CONTRASTS, Votes

VOTING_BASIS = {
    "randomised": ("between_group",),
    "controlled": ("between_group",),
    "uncontrolled": ("within_group",),
    "anecdotal": ("within_group", "narrative"),
    "descriptive": (),
}
AGREES = "its results agree"
DISAGREES = "its results differ between measures, times or comparators"
NO_RESULT = "named, without a result"
WITHIN_ONLY = "only changes within the group are reported, although there was a comparison group"
IN_WORDS = "told in words only, without a comparison of the groups"
DESCRIPTIVE = "describes experience or frequency, and tests no effect"
# A named outcome without its comparison is a sign of selective reporting; the other reasons lie with us or the design.
UNREPORTED = (NO_RESULT, WITHIN_ONLY)
PROTOCOL = "a protocol whose results are not in this set"
YOUNG_PROTOCOL = "a protocol, too young to miss its results"
UNTOLD = "has comparators that answer different questions, and does not say which one this result is against"


def cast_votes(
    studies: pd.DataFrame, findings: pd.DataFrame, vocabulary: Vocabulary, strength: Strength | None = None
) -> pd.DataFrame:
    """Votes: one row a study × population × outcome × contrast, of the eligible primary studies.

    `studies` are Studies, `findings` their Findings (several reports of a study are taken together). Populations and
    outcomes are rolled up to their broader codes, and populations to `any`, each study once; by `strength` a mixed
    sample is credited to what its parts share and not to each part. A study that bears on a cell and casts no vote has
    a row with an empty `vote` and the reason.
    """
    mixed = strength.mixed_samples if strength else None
    counted = studies[(studies["layer"] == "primary") & studies["eligible"].astype(bool) & (studies["tier"] != "")]
    by_record = {record_id: group.to_dict("records") for record_id, group in findings.groupby("record_id", sort=False)}
    rows = []
    for study in counted.to_dict("records"):
        results = [result for record_id in study["record_ids"] for result in by_record.get(record_id, [])]
        populations = credited(study["population"], vocabulary, mixed) | {"any": True}
        for (outcome, contrast), group in _by_question(results, study, vocabulary).items():
            told = [result for result, is_told in group if is_told]
            vote, reason = collapse(told, study["tier"]) if told else ("", UNTOLD)
            against = {result["comparator"] for result in told} - {""} or set(study["comparator"])
            row = {
                "study_id": study["study_id"],
                "outcome": outcome,
                "contrast": contrast,
                "tier": study["tier"],
                "vote": vote,
                "parts": parts_of(told, study["tier"]),
                "reason": reason,
                "sign": _sign(vote, told, study["tier"]),
                "sample_size": study["sample_size"],
                "sham": contrast == "efficacy" and "sham_or_light_touch" in against,
                "finding_ids": tuple(result["finding_id"] for result, _ in group),
            }
            rows += [row | {"population": p, "rolled_up": rolled_up} for p, rolled_up in populations.items()]
    return Votes.of(rows)


def collapse(results: list[dict], tier: str) -> tuple[str, str]:
    """One study's results on one outcome and contrast as its vote (empty where it casts none) and the reason.

    Each result says `basis` and `direction`, as in Findings.

    >>> better, same = ({"basis": "between_group", "direction": d} for d in ("benefit", "no_difference"))
    >>> collapse([better, same], "randomised")
    ('mixed', 'its results differ between measures, times or comparators')
    >>> collapse([better | {"basis": "within_group"}], "randomised")[0]
    ''
    """
    told = parts_of(results, tier)
    if len(told) == 1:
        return told[0], DISAGREES if told[0] == "mixed" else AGREES
    if told:
        return "mixed", DISAGREES
    if tier == "descriptive":
        return "", DESCRIPTIVE
    spoken = [r for r in results if r["direction"] != "not_reported"]
    if not spoken:
        return "", NO_RESULT
    if any(r["basis"] == "within_group" for r in spoken) and tier in ("randomised", "controlled"):
        return "", WITHIN_ONLY
    return "", IN_WORDS


def parts_of(results: list[dict], tier: str) -> tuple[str, ...]:
    """The directions of the results that may vote in this tier, each once, in alphabetical order."""
    return tuple(sorted({r["direction"] for r in results if r["basis"] in VOTING_BASIS[tier]} - {"not_reported"}))


def _by_question(
    results: list[dict], study: dict, vocabulary: Vocabulary
) -> dict[tuple[str, str], list[tuple[dict, bool]]]:
    """The results under each outcome and contrast they bear on, each with whether its contrast is told."""
    out: dict[tuple[str, str], list[tuple[dict, bool]]] = {}
    for result in results:
        contrasts, told = _contrasts(result, study, vocabulary)
        for outcome in broader_of(vocabulary, "outcome", result["outcome"]):
            for contrast in contrasts:
                out.setdefault((outcome, contrast), []).append((result, told))
    return out


def _contrasts(result: dict, study: dict, vocabulary: Vocabulary) -> tuple[tuple[str, ...], bool]:
    if study["tier"] not in ("randomised", "controlled"):
        return ("efficacy",), True
    if result["contrast"]:
        return (result["contrast"],), True
    alone = contrast_of(study["comparator"], vocabulary)
    if alone:
        return (alone,), True
    possible = {contrast_of((code,), vocabulary) for code in study["comparator"]} - {""}
    ordered = tuple(contrast for contrast in CONTRASTS if contrast in possible)
    return (ordered, False) if ordered else (("efficacy",), False)


def _sign(vote: str, results: list[dict], tier: str) -> str:
    """The side of the study's estimates: its vote's, else the one side all its voting results are told to be on."""
    if vote in ("benefit", "worse", ""):
        return vote or "unknown"
    sides = {r.get("sign") or "unknown" for r in results if r["basis"] in VOTING_BASIS[tier]}
    return sides.pop() if len(sides) == 1 else "unknown"
