"""One row of each table that the evidence map shows: a study, a result, a vote, a review's say, a cell, a claim.

Tables name each other by row number; spans are given in UTF-16 units, as JavaScript counts them.
"""

from __future__ import annotations

import math

import pandas as pd

from touchstone.coding import cite
from touchstone.figures.ledger import SIGN as FINDING_SIGN
from touchstone.protocol import Vocabulary, label_of

CELL_KEY = ["population", "outcome", "contrast"]
CELL_FACTS = (
    "strength", "direction", "certainty", "n_studies", "n_participants", "n_unknown_size", "n_randomised",
    "n_controlled", "n_uncontrolled", "n_anecdotal", "n_silent", "n_sham", "votes_benefit", "votes_no_difference",
    "votes_worse", "votes_mixed", "deciding_tier", "year_first", "year_last", "signs_benefit", "signs_worse",
    "signs_unknown", "sign_p_low", "sign_p_high", "pooled_k", "pooled_g", "pooled_low", "pooled_high", "pooled_i2",
    "newest_review_direction", "stability",
)  # fmt: skip
RESULT_FACTS = (
    "outcome_text", "instrument", "timepoint", "basis", "direction", "p_text", "effect_type", "effect", "ci_low",
    "ci_high", "favours", "located_by", "coded_by",
)  # fmt: skip
RECORD_FACTS = ("journal", "volume", "issue", "pages", "language", "pmcid")

_ONE = {"design": "design", "stage": "life_stage", "country": "country"}
_MANY = {"population": "population", "technique": "intervention", "comparator": "comparator"}


class Facets:
    """The codes of the studies, each named once: `told` has [code, label] of each facet, `at` a code's place there."""

    def __init__(self, vocabulary: Vocabulary, studies: pd.DataFrame) -> None:
        self.told: dict[str, list[list[str]]] = {}
        self._at: dict[str, dict[str, int]] = {}
        for name, column in {**_ONE, **_MANY}.items():
            used = set(studies[column]) if name in _ONE else {c for codes in studies[column] for c in codes}
            order = list(getattr(vocabulary, column, {}))
            place = {code: n for n, code in enumerate(order)}
            codes = sorted(used - {"", "none"}, key=lambda code, place=place: (place.get(code, len(place)), code))
            self._at[name] = {code: n for n, code in enumerate(codes)}
            self.told[name] = [[c, c if name == "country" else label_of(vocabulary, column, c)] for c in codes]

    def at(self, name: str, study: dict) -> int | list[int] | None:
        """The places of a study's codes in the facet `name`."""
        if name in _ONE:
            return self._at[name].get(study[_ONE[name]])
        return [self._at[name][code] for code in study[_MANY[name]] if code in self._at[name]]


def claim_verdict(claim: dict, words: dict[str, str]) -> str:
    """A claim's verdict, with the weakest link of a chain named by its words; `words` has each claim's by claim_id."""
    verdict = claim["verdict"]
    for link in claim["links"]:
        verdict = verdict.replace(f"({link})", f"(“{words.get(link, link).rstrip('.')}”)")
    return verdict


def plain(value: object) -> object:
    """A table's value as JSON can hold it; missing is None, whole floats are whole numbers."""
    if value is None or value is pd.NA:
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    number = float(value)
    if math.isnan(number):
        return None
    return int(number) if number == int(number) else round(number, 4)


def study_row(
    study: dict, facets: Facets, records: dict[str, dict], texts_of: dict[str, list[int]], harms: dict[str, list[str]]
) -> dict:
    """A row of Studies; `texts_of` has the rows of the texts and `harms` what was said of harms, by record_id."""
    record = records[study["study_id"]] if study["study_id"] in records else records[study["record_ids"][0]]
    return {
        "id": study["study_id"],
        "name": cite(study),
        "title": study["title"],
        "year": plain(study["year"]),
        "authors": "; ".join(record["authors"]),
        **{name: record[name] for name in RECORD_FACTS},
        "book": record["record_type"] == "book",
        **{name: facets.at(name, study) for name in (*_ONE, *_MANY)},
        "pilot": bool(plain(study["pilot"])),
        "retracted": bool(plain(study["retracted"])),
        "n": plain(study["sample_size"]),
        "k": plain(study["n_studies"]),
        "pmid": study["pmid"],
        "doi": study["doi"],
        "eligible": study["reason"],
        "layer": study["layer"],
        "coded_by": _coder(study["coded_by"]),
        "read": study["read"].replace("_", " "),
        "harms": "; ".join(text for record_id in study["record_ids"] for text in harms.get(record_id, [])),
        "texts": [row for record_id in study["record_ids"] for row in texts_of.get(record_id, [])],
    }


def result_row(result: dict, texts: list[dict], text_at: dict, vocabulary: Vocabulary) -> dict:
    """A row of Findings, with the place of its sentence in `texts`."""
    at = text_at.get((result["record_id"], result["field"]))
    start, end = plain(result["start"]), plain(result["end"])
    row = {name: plain(result[name]) for name in RESULT_FACTS}
    row["outcome"] = label_of(vocabulary, "outcome", result["outcome"])
    row["comparator"] = label_of(vocabulary, "comparator", result["comparator"]) if result["comparator"] else ""
    row |= {"text": None, "start": None, "end": None}
    if at is not None and start is not None and end is not None and result["quote"]:
        text = texts[at]["text"]
        row |= {"text": at, "start": _utf16(text[:start]), "end": _utf16(text[:end])}
    return row


def vote_row(vote: dict, study_at: dict, result_at: dict, phrases: dict[str, int]) -> dict:
    """A row of Votes, whatever the population."""
    return {
        "study": study_at[vote["study_id"]],
        "contrast": vote["contrast"],
        "vote": vote["vote"],
        "tier": vote["tier"],
        "why": _phrase(vote["reason"], phrases),
        "sham": bool(plain(vote["sham"])),
        "results": [result_at[i] for i in vote["finding_ids"] if i in result_at],
    }


def review_rows(studies: pd.DataFrame, findings: pd.DataFrame) -> list[dict]:
    """What each eligible review says of each outcome: study_id, outcome, populations, vote and finding_ids."""
    reviews = studies[(studies["layer"] == "review") & studies["eligible"].astype(bool)]
    theirs = {record_id for record_ids in reviews["record_ids"] for record_id in record_ids}
    told = findings[(findings["direction"] != "not_reported") & findings["record_id"].isin(theirs)]
    by_record: dict[str, list[dict]] = {}
    for result in told[["finding_id", "record_id", "outcome", "direction"]].to_dict("records"):
        by_record.setdefault(result["record_id"], []).append(result)
    rows = []
    for review in reviews.to_dict("records"):
        by_outcome: dict[str, list[dict]] = {}
        for record_id in review["record_ids"]:
            for result in by_record.get(record_id, []):
                by_outcome.setdefault(result["outcome"], []).append(result)
        for outcome, results in sorted(by_outcome.items()):
            said = {result["direction"] for result in results}
            rows.append(
                {
                    "study_id": review["study_id"],
                    "outcome": outcome,
                    "populations": ["any", *review["population"]],
                    "vote": said.pop() if len(said) == 1 else "mixed",
                    "finding_ids": [result["finding_id"] for result in results],
                }
            )
    return rows


def cell_rows(
    cells: pd.DataFrame,
    votes: pd.DataFrame,
    rules: list[str],
    study_at: dict,
    vote_at: dict,
    phrases: dict[str, int],
    moved: dict[tuple, list],
) -> list[dict]:
    """The rows of Cells with what is behind them; `moved` has the other verdict that coding error makes of it."""
    behind: dict[tuple, list[tuple[str, bool]]] = {}
    for study_id, rolled_up, *key in votes[["study_id", "rolled_up", *CELL_KEY]].itertuples(index=False, name=None):
        behind.setdefault(tuple(key), []).append((study_id, bool(plain(rolled_up))))
    rows = []
    for cell in cells.to_dict("records"):
        key = tuple(cell[name] for name in CELL_KEY)
        here = sorted(behind.get(key, []))
        rows.append(
            {
                **{name: cell[name] for name in CELL_KEY},
                **{name: plain(cell[name]) for name in CELL_FACTS},
                "newest_review": study_at.get(cell["newest_review"]),
                "carried_by": [study_at[i] for i in cell["carried_by"] if i in study_at],
                "reasons": [_phrase(reason, phrases) for reason in cell["reasons"]],
                "verdicts": [(cell["verdicts"] or {}).get(name, "none") for name in rules],
                "becomes": moved.get(key),
                "votes": [vote_at[i, cell["outcome"], cell["contrast"]] for i, _ in here],
                "rolled_up": [
                    row for row, (_, rolled_up) in enumerate(here) if rolled_up and cell["population"] != "any"
                ],
            }
        )
    return rows


def claim_row(claim: dict, words: dict[str, str], study_at: dict, result_at: dict, phrases: dict[str, int]) -> dict:
    """A row of Claims."""
    return {
        "id": claim["claim_id"],
        "text": claim["text"],
        "type": claim["type"],
        "strength": claim["strength"],
        "certainty": claim["certainty"],
        "finding": claim["finding"],
        "sign": FINDING_SIGN.get(claim["finding"], "unclear"),
        "verdict": claim_verdict(claim, words),
        "stability": plain(claim.get("stability")),
        "say_instead": claim.get("say_instead") or "",
        "would_settle": claim.get("would_settle") or "",
        "reasons": [_phrase(reason, phrases) for reason in claim["reasons"]],
        "cells": list(claim["cells"]),
        "links": list(claim["links"]),
        "for": [study_at[i] for i in claim["studies_for"] if i in study_at],
        "against": [study_at[i] for i in claim["studies_against"] if i in study_at],
        "context": [study_at[i] for i in claim["context"] if i in study_at],
        "sentences": [
            [study_at[s["study_id"]], result_at[s["finding_id"]]]
            for s in claim["sentences"] or []
            if s["study_id"] in study_at and s["finding_id"] in result_at
        ],
    }


def _coder(coded_by: str) -> str:
    who = {"machine": "the machine", "both": "people and the machine"}
    return who.get(coded_by, f"coder {coded_by.removeprefix('human:')}")


def _phrase(text: str, phrases: dict[str, int]) -> int:
    return phrases.setdefault(text, len(phrases))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
