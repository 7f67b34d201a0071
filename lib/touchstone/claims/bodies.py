"""The votes a claim rests on, as one row a study, and in what share of draws of coding error its verdict stands."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone.claims.finding import finding_of
from touchstone.evidence import Recount, best_tier, bodies, judge
from touchstone.protocol import Protocol
from touchstone.protocol.models import Claim


def one_row_a_study(rows: Iterable[dict]) -> list[dict]:
    """Votes rows of several populations or outcomes as one row a study; votes that differ become `mixed`."""
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row["study_id"], []).append(row)
    out = []
    for study in sorted(groups):
        group = groups[study]
        said = sorted({row["vote"] for row in group} - {""})
        vote = said[0] if len(said) == 1 else "mixed" if said else ""
        out.append(
            group[0]
            | {
                "vote": vote,
                "parts": tuple(sorted({part for row in group for part in row["parts"]})),
                "sign": vote if vote in ("benefit", "worse") else "unknown",
                "finding_ids": tuple(dict.fromkeys(f for row in group for f in row.get("finding_ids", ()))),
            }
        )
    return out


def is_broad(claim: Claim, protocol: Protocol) -> bool:
    """Whether a claim speaks of people so different that it counts as indirect."""
    return "any" in claim.population or len(claim.population) >= protocol.strength.claims_broad_from


def given_the(claim: Claim, studies: pd.DataFrame) -> set[str]:
    """The studies that gave what the claim is about, or that it names."""
    chosen = set(studies["study_id"])
    if claim.intervention:
        wanted = set(claim.intervention)
        chosen = {
            study
            for study, codes in zip(studies["study_id"], studies["intervention"], strict=True)
            if wanted & set(codes)
        }
    return chosen & set(claim.only_studies) if claim.only_studies else chosen


def share_that_stands(claim: Claim, row: dict, protocol: Protocol, studies: pd.DataFrame, counted: Recount) -> float:
    """In what share of the draws the claim's finding and certainty are those of `row`, its row in Claims.

    The true codes are drawn as for the cells (coding_stability in strength.yml, `claim_draws` of them).
    """
    strength = protocol.strength
    concept = protocol.vocabulary.outcome.get(claim.outcome[0]) if claim.outcome else None
    broad, upto = is_broad(claim, protocol), min(strength.coding_stability.claim_draws, counted.n)
    stands = 0
    asked = (claim.population, claim.outcome, claim.contrast, given_the(claim, studies), upto)
    for body, draws in bodies(counted, *asked):
        votes = one_row_a_study(body)
        voting, silent = [v for v in votes if v["vote"]], [v for v in votes if not v["vote"]]
        found = judge(voting, silent, concept, strength, broad)
        tier = best_tier(vote["tier"] for vote in voting)
        finding = finding_of(found.strength, found.direction, found.certainty, tier, claim.expects)
        stands += draws * ((finding, found.certainty) == (row["finding"], row["certainty"]))
    return stands / upto
