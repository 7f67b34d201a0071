"""How far machine and people agree, and people with each other."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone import coding
from touchstone.review import Review
from touchstone.summaries.words import words
from touchstone.tagging import agreement


def machine_agreement(review: Review, record_ids: Iterable[str] | None = None) -> pd.DataFrame:
    """How far the machine agrees with the main coder on the records that coder read, facet by facet.

    Columns: Facet, n, Precision, Recall, Score (F1, or accuracy for a facet with one value), Kappa. The machine reads
    what the suite has of a record, which may be a digest; the coder may have read more. `record_ids` keeps to some.
    """
    people = coding.coded_values(review.decisions, review.protocol.review.coding.main)
    if record_ids is not None:
        people = people[people["record_id"].isin(list(record_ids))]
    return _scored(people, agreement.values_of(review.machine, list(people["record_id"])))


def coder_agreement(review: Review) -> pd.DataFrame:
    """How far second coders agree with the main coder on the records both coded; columns as in machine_agreement."""
    coders = review.protocol.review.coding
    people = coding.coded_values(review.decisions, coders.main)
    second = [coding.coded_values(review.decisions, name) for name in coders.second]
    return _scored(people, pd.concat(second) if second else people.iloc[:0])


def _scored(people: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    scores = agreement.facet_scores(people, other)
    score = scores["accuracy"].where(scores["accuracy"].notna(), scores["f1"])
    shown = {"Facet": scores["facet"].map(words), "n": scores["n"], "Precision": scores["precision"]}
    return pd.DataFrame({**shown, "Recall": scores["recall"], "Score": score, "Kappa": scores["kappa"]}).round(2)
