"""Cells: one row a population × outcome × contrast, with its votes, its verdict, and who carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from touchstone.evidence.bodies import appraised_in
from touchstone.evidence.direction import best_tier, count_votes, sign_test
from touchstone.evidence.rules import Verdict, judge, people_in, rulings
from touchstone.evidence.votes import PROTOCOL, YOUNG_PROTOCOL
from touchstone.protocol import Vocabulary
from touchstone.protocol.models import Outcome, Strength
from touchstone.tables import CONTRASTS, Cells

_KEY = ["population", "outcome", "contrast"]
_COUNTED_TIERS = ("randomised", "controlled", "uncontrolled", "anecdotal")


def build_cells(
    votes: pd.DataFrame,
    studies: pd.DataFrame,
    findings: pd.DataFrame,
    effects: pd.DataFrame,
    vocabulary: Vocabulary,
    strength: Strength,
    by: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Cells from Votes: one row a population, outcome and contrast that some study bears on; efficacy comes first.

    `studies` and `findings` bring years, reviews and their results; `effects` (columns study_id, outcome, contrast, g,
    variance; one row a study) bring what can be pooled. `by` names further columns of `votes` (see `gather_votes`):
    then there is one row a population, outcome, contrast and value of each, and these columns stand at the right. A
    study may count under several values, and is never counted twice in one cell.
    """
    years = {study: year for study, year in zip(studies["study_id"], studies["year"], strict=True) if not pd.isna(year)}
    told = {
        "n_blinded": set(studies[~studies["blinded"].isin(["", "none"])]["study_id"]),
        "n_registered": set(studies[studies["registered"].fillna(False).astype(bool)]["study_id"]),
        "n_pilot": set(studies[studies["pilot"].fillna(False).astype(bool)]["study_id"]),
    }
    reviews = _newest_reviews(studies, findings)
    pools = dict(list(effects.groupby(["outcome", "contrast"])))
    rows, ballots = [], votes.to_dict("records")
    for key, places in sorted(votes.groupby([*_KEY, *by]).indices.items()):
        population, outcome, contrast, *values = key
        broad = population == "any"
        cell = _assessed([ballots[place] for place in places], outcome, vocabulary, strength, broad)
        when = [years[study] for study in cell["study_ids"] if study in years]
        review = reviews.get((population, outcome))
        pool = pools.get((outcome, contrast))
        rows.append(
            {"population": population, "outcome": outcome, "contrast": contrast}
            | dict(zip(by, values, strict=True))
            | cell
            | {name: len(ids & set(cell["study_ids"])) for name, ids in told.items()}
            | {
                "year_first": min(when, default=None),
                "year_last": max(when, default=None),
                "newest_review": review[0] if review else "",
                "newest_review_direction": review[1] if review else "",
            }
            | _pooled(None if broad else pool, votes, places)
        )
    cells = Cells.of(rows)
    order = cells["contrast"].map({name: place for place, name in enumerate(CONTRASTS)})
    return cells.assign(_order=order).sort_values(["_order", *_KEY[:2], *by], kind="stable").drop(columns="_order")


def assess(
    votes: pd.DataFrame, outcome: str, vocabulary: Vocabulary, strength: Strength, broad: bool = False
) -> dict[str, object]:
    """Counts, direction and verdict of the Votes rows of one cell, or of any set of rows with one row a study.

    Returns the columns of Cells that follow from the votes alone. `carried_by` names each study without which the
    strength or the direction would be another.
    """
    return _assessed(votes.to_dict("records"), outcome, vocabulary, strength, broad)


def _assessed(
    rows: list[dict], outcome: str, vocabulary: Vocabulary, strength: Strength, broad: bool
) -> dict[str, object]:
    concept = vocabulary.outcome.get(outcome)
    voting, silent = [row for row in rows if row["vote"]], [row for row in rows if not row["vote"]]
    verdict = judge(voting, silent, concept, strength, broad)
    tier = best_tier(row["tier"] for row in voting)
    signs = [row["sign"] for row in voting if row["tier"] == tier]
    p_low, p_high = sign_test(signs)
    tiers = Counter(row["tier"] for row in voting)
    every = rulings(verdict, voting, strength, silent, concept, broad)
    return {
        "strength": verdict.strength,
        "direction": verdict.direction,
        "certainty": verdict.certainty,
        "n_studies": len(voting),
        "n_participants": people_in(voting),
        "n_unknown_size": sum(bool(pd.isna(row["sample_size"])) for row in voting),
        **{f"n_{name}": tiers[name] for name in _COUNTED_TIERS},
        "n_silent": len(silent),
        "n_sham": sum(row["sham"] is True for row in voting),
        "n_appraised": appraised_in(voting),
        "n_protocols": sum(row["reason"] in (PROTOCOL, YOUNG_PROTOCOL) for row in silent),
        **{f"votes_{name}": n for name, n in count_votes(voting, strength.votes).counts.items()},
        "deciding_tier": tier,
        **{f"signs_{side}": signs.count(side) for side in ("benefit", "worse", "unknown")},
        "sign_p_low": p_low,
        "sign_p_high": p_high,
        "carried_by": _carriers(voting, silent, concept, strength, broad, verdict),
        "reasons": verdict.reasons,
        "verdicts": {name: said for name, (said, _) in every.items()},
        "rule_reasons": {name: list(why) for name, (_, why) in every.items() if name != strength.main},
        "study_ids": tuple(sorted(row["study_id"] for row in voting)),
        "silent_ids": tuple(sorted(row["study_id"] for row in silent)),
    }


def _carriers(
    voting: list[dict], silent: list[dict], concept: Outcome | None, strength: Strength, broad: bool, verdict: Verdict
) -> tuple[str, ...]:
    """The studies without any one of which strength or direction would be another."""
    out = []
    for row in voting:
        without = judge([other for other in voting if other is not row], silent, concept, strength, broad)
        if (without.strength, without.direction) != (verdict.strength, verdict.direction):
            out.append(row["study_id"])
    return tuple(sorted(out))


def _newest_reviews(studies: pd.DataFrame, findings: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """For each population and outcome the newest eligible review that reports on it, and what it reports."""
    reviews = studies[(studies["layer"] == "review") & studies["eligible"].astype(bool)]
    told = findings[findings["direction"] != "not_reported"].groupby(["record_id", "outcome"])["direction"].agg(set)
    out = {}
    for review in reviews.sort_values(["year", "study_id"], na_position="first").to_dict("records"):
        for record_id in review["record_ids"]:
            for outcome, directions in told.get(record_id, pd.Series(dtype="object")).items():
                said = directions.copy().pop() if len(directions) == 1 else "mixed"
                for population in (*review["population"], "any"):
                    out[(population, outcome)] = (review["study_id"], said)
    return out


def poolable(effects: pd.DataFrame, voting: pd.DataFrame) -> pd.DataFrame:
    """The rows of `effects` (one outcome and contrast) that may be pooled: of randomised studies, of results that vote.

    `voting` are the Votes rows of one cell that cast a vote; of final scores and changes only one kind is kept.
    """
    usable = effects[effects["study_id"].isin(voting[voting["tier"] == "randomised"]["study_id"])]
    if len(usable) and "finding_id" in usable:
        usable = usable[usable["finding_id"].isin({f for ids in voting["finding_ids"] for f in ids})]
    return _one_kind_of_scores(usable) if len(usable) and "scores" in usable else usable


def _pooled(effects: pd.DataFrame | None, votes: pd.DataFrame, places: Sequence[int]) -> dict[str, object]:
    """A random-effects mean of the comparable effects of at least two randomised studies among the rows at `places`."""
    usable = []
    if effects is not None:
        here = votes.iloc[places]
        usable = poolable(effects, here[here["vote"] != ""])
    if len(usable) < 2:
        return {"pooled_k": len(usable)}
    from touchstone.pooling import pool

    # The floor keeps an interval from shrinking to nothing where two studies happen to agree.
    result = pool(usable["g"].to_numpy(), usable["variance"].to_numpy(), floor=True)
    return {
        "pooled_k": result.k,
        "pooled_g": result.estimate,
        "pooled_low": result.ci_low,
        "pooled_high": result.ci_high,
        "pooled_i2": result.i2,
    }


def _one_kind_of_scores(effects: pd.DataFrame) -> pd.DataFrame:
    """Final scores and changes from baseline do not mix in an SMD: the kind with more studies, final where alike."""
    kinds = effects["scores"].fillna("").value_counts()
    if not {"final", "change"} <= set(kinds.index):
        return effects
    left_out = "change" if kinds["final"] >= kinds["change"] else "final"
    return effects[effects["scores"] != left_out]
