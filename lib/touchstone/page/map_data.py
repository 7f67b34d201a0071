"""A review's tables as the plain data the evidence map shows: studies, their texts, results, votes, cells and claims.

Tables name each other by row number, and `packed` stores them by column, which keeps one file of a whole review small
enough to mail.
"""

from __future__ import annotations

import json

import pandas as pd

from touchstone.figures.ledger import TYPE_WORD
from touchstone.figures.ledger import WORD as FINDING_WORD
from touchstone.figures.style import CONTRAST_WORD, DIRECTION_WORD, STRENGTH_WORD, TIER_WORD
from touchstone.page import map_rows as rows
from touchstone.page.map_rows import CELL_KEY, plain
from touchstone.protocol import Vocabulary, label_of

VOTE_KEY = ["study_id", "outcome", "contrast"]
CERTAINTY_WORD = {
    "high": "High", "moderate": "Moderate", "low": "Low", "very_low": "Very low", "not_assessed": "Not assessed",
}  # fmt: skip


def map_data(review: object) -> dict:
    """Everything behind the evidence map of `review` (a touchstone.review.Review), as values that JSON can hold."""
    vocabulary = review.protocol.vocabulary
    cells = shown_cells(review.cells)
    votes, findings, claims = review.votes, review.findings, review.claims
    studies = review.studies[review.studies["study_id"].isin(_wanted(review))].sort_values("study_id")
    texts = _texts(studies, review.records, findings)
    study_at = {study_id: row for row, study_id in enumerate(studies["study_id"])}
    text_at = {(text["record_id"], text["field"]): row for row, text in enumerate(texts)}
    reviews = rows.review_rows(studies, findings)
    told = {i for ids in votes["finding_ids"] for i in ids} | {i for row in reviews for i in row["finding_ids"]}
    told |= {s["finding_id"] for said in claims["sentences"] for s in said or []}
    results = findings[findings["finding_id"].isin(told)]
    result_at = {finding_id: row for row, finding_id in enumerate(results["finding_id"])}
    words = dict(claims[["claim_id", "text"]].itertuples(index=False))
    phrases: dict[str, int] = {}
    vote_rows = votes.drop_duplicates(VOTE_KEY)
    vote_at = {key: row for row, key in enumerate(vote_rows[VOTE_KEY].itertuples(index=False, name=None))}
    rule_sets = review.protocol.strength.rule_sets
    facets = rows.Facets(vocabulary, studies)
    records = review.records.drop_duplicates("record_id").set_index("record_id").to_dict("index")
    texts_of = _rows_by_record(text_at)
    harms = _harms_by_record(review.harms)
    return {
        "searched": bool(review.systematic),
        "measured": _measured_how(review),
        "words": {
            "direction": DIRECTION_WORD,
            "strength": STRENGTH_WORD,
            "contrast": CONTRAST_WORD,
            "tier": TIER_WORD,
            "finding": FINDING_WORD,
            "claim": TYPE_WORD,
            "certainty": {code: word.lower() for code, word in CERTAINTY_WORD.items()},
        },
        "labels": {facet: labels(cells[facet], facet, vocabulary) for facet in ("population", "outcome")},
        "facets": facets.told,
        "rules": [
            {"label": rule.label, "source": rule.source, "main": name == review.protocol.strength.main}
            for name, rule in rule_sets.items()
        ],
        "studies": packed([rows.study_row(s, facets, records, texts_of, harms) for s in studies.to_dict("records")]),
        "texts": packed([{k: t[k] for k in ("field", "text")} for t in texts]),
        "results": packed([rows.result_row(r, texts, text_at, vocabulary) for r in results.to_dict("records")]),
        "votes": packed([rows.vote_row(v, study_at, result_at, phrases) for v in vote_rows.to_dict("records")]),
        "reviews": packed(
            [
                {k: row[k] for k in ("outcome", "populations", "vote")}
                | {
                    "study": study_at[row["study_id"]],
                    "results": [result_at[i] for i in row["finding_ids"]],
                }
                for row in reviews
            ]
        ),
        "cells": packed(
            rows.cell_rows(cells, votes, list(rule_sets), study_at, vote_at, phrases, _moved(review))
        ),
        "claims": packed([rows.claim_row(c, words, study_at, result_at, phrases) for c in claims.to_dict("records")]),
        "phrases": list(phrases),
    }  # fmt: skip


def shown_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """The Cells that some study bears on, in the order of population, outcome and contrast codes."""
    held = cells[(cells["n_studies"] > 0) | (cells["n_silent"] > 0)]
    return held.sort_values(CELL_KEY).reset_index(drop=True)


def labels(codes: pd.Series, facet: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Code and label of every code in use, in the order of the vocabulary, further codes after it by name."""
    order = {code: place for place, code in enumerate(["any", *getattr(vocabulary, facet)])}
    used = sorted(set(codes), key=lambda code: (order.get(code, len(order)), code))
    return {code: label_of(vocabulary, facet, code) for code in used}


def packed(entries: list[dict]) -> dict:
    """Rows with the same keys as `{"length": n, "columns": {name: column}}`, each column in its shortest form.

    A column is `{"all": [value, …]}`; or `{"of": [value, …], "at": [place in of, …]}` where values come again; or
    `{"some": {row: value}}` where most are empty.

    >>> packed([{"n": 3, "why": ""}, {"n": 4, "why": "told in words"}, {"n": 5, "why": ""}])["columns"]["why"]
    {'some': {1: 'told in words'}}
    """
    names = list(entries[0]) if entries else []
    return {"length": len(entries), "columns": {name: _column([entry[name] for entry in entries]) for name in names}}


def _column(values: list) -> dict:
    some = {row: value for row, value in enumerate(values) if value not in (None, "", [], False)}
    of: dict[str, int] = {}
    keys = [json.dumps(value, ensure_ascii=False) for value in values]
    at = [of.setdefault(key, len(of)) for key in keys]
    sizes = {
        "all": sum(map(len, keys)) + len(keys),
        "some": sum(len(keys[row]) + len(str(row)) + 4 for row in some),
        "of": sum(map(len, of)) + len(of) + sum(len(str(place)) + 1 for place in at) + 8,
    }
    form = min(sizes, key=sizes.__getitem__)
    return {"all": {"all": values}, "some": {"some": some}, "of": {"of": [json.loads(key) for key in of], "at": at}}[
        form
    ]


def _wanted(review: object) -> set[str]:
    """The studies that the map names: behind cells, beside them, or under claims."""
    out = set(review.votes["study_id"]) | set(review.cells["newest_review"])
    beside = (review.studies["layer"] == "review") & review.studies["eligible"].astype(bool)
    out |= set(review.studies[beside]["study_id"])
    for column in ("studies_for", "studies_against", "context"):
        out |= {study_id for ids in review.claims[column] for study_id in ids}
    return out - {""}


def _texts(studies: pd.DataFrame, records: pd.DataFrame, findings: pd.DataFrame) -> list[dict]:
    by_id = (
        records.drop_duplicates("record_id").set_index("record_id")[["title", "abstract", "digest"]].to_dict("index")
    )
    used: dict[str, set[str]] = {}
    for record_id, field in findings[["record_id", "field"]].itertuples(index=False):
        if field in ("abstract", "digest", "title"):
            used.setdefault(record_id, set()).add(field)
    out = []
    for record_ids in studies["record_ids"]:
        for record_id in record_ids:
            record = by_id[record_id]
            default = next((f for f in ("abstract", "digest") if record[f]), "")
            for field in sorted(used.get(record_id, set()) | ({default} if default else set())):
                out.append({"record_id": record_id, "field": field, "text": record[field]})
    return out


def _rows_by_record(text_at: dict[tuple[str, str], int]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for (record_id, _), row in text_at.items():
        out.setdefault(record_id, []).append(row)
    return out


def _harms_by_record(harms: pd.DataFrame) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for record_id, text in harms[["record_id", "text"]].itertuples(index=False):
        if text:
            out.setdefault(record_id, []).append(text)
    return out


def _moved(review: object) -> dict[tuple, list]:
    """For each cell the verdict that coding error most often makes of it: strength, direction, share of draws.

    Empty where no error was measured.
    """
    measured = getattr(review, "stability", None)
    if measured is None or "becomes_share" not in measured:
        return {}
    moved = measured[measured["becomes_share"].notna() & (measured["becomes_strength"] != "")]
    return {
        tuple(row[key] for key in CELL_KEY): [
            row["becomes_strength"], row["becomes_direction"], plain(row["becomes_share"]),
        ]
        for row in moved.to_dict("records")
    }  # fmt: skip


def _measured_how(review: object) -> str:
    """What to read with every share of stability: the number of draws, and the note on how the error was measured."""
    measured = getattr(review, "stability", None)
    if measured is None or "draws" not in measured or not measured["stability"].notna().any():
        return ""
    draws, notes = measured["draws"].max(), sorted(set(measured["note"]) - {""})
    return ". ".join([f"{draws:,} draws", *notes])
