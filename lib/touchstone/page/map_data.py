"""A review's tables as the plain data the evidence map shows: studies, their texts, results, votes, cells and claims.

Tables name each other by row number, and `packed` stores them by column, which keeps one file of a whole review small
enough to mail. Spans are given in UTF-16 units, as JavaScript counts them.
"""

from __future__ import annotations

import json
import math
import re

import pandas as pd

from touchstone.figures.ledger import SIGN as FINDING_SIGN
from touchstone.figures.ledger import TYPE_WORD
from touchstone.figures.ledger import WORD as FINDING_WORD
from touchstone.figures.style import CONTRAST_WORD, DIRECTION_WORD, STRENGTH_WORD, TIER_WORD
from touchstone.protocol import Vocabulary, label_of

VOTE_KEY = ["study_id", "outcome", "contrast"]
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

_INITIALS = re.compile(r"\s[A-ZÀ-Þ][A-ZÀ-Þ-]{0,4}$")


def map_data(review: object) -> dict:
    """Everything behind the evidence map of `review` (a touchstone.review.Review), as values that JSON can hold."""
    vocabulary = review.protocol.vocabulary
    cells = shown_cells(review.cells)
    votes, findings, claims = review.votes, review.findings, review.claims
    wanted = _wanted(votes, cells, claims)
    studies = review.studies[review.studies["study_id"].isin(wanted)].sort_values("study_id")
    texts = _texts(studies, review.records, findings)
    study_at = {study_id: row for row, study_id in enumerate(studies["study_id"])}
    text_at = {(text["record_id"], text["field"]): row for row, text in enumerate(texts)}
    told = {i for ids in votes["finding_ids"] for i in ids} | {
        s["finding_id"] for c in claims["sentences"] for s in c or []
    }
    results = findings[findings["finding_id"].isin(told)]
    result_at = {finding_id: row for row, finding_id in enumerate(results["finding_id"])}
    words = dict(claims[["claim_id", "text"]].itertuples(index=False))
    phrases: dict[str, int] = {}
    vote_rows = votes.drop_duplicates(VOTE_KEY)
    vote_at = {key: row for row, key in enumerate(vote_rows[VOTE_KEY].itertuples(index=False, name=None))}
    return {
        "searched": bool(review.systematic),
        "words": {
            "direction": DIRECTION_WORD,
            "strength": STRENGTH_WORD,
            "contrast": CONTRAST_WORD,
            "tier": TIER_WORD,
            "finding": FINDING_WORD,
            "claim": TYPE_WORD,
        },
        "labels": {facet: labels(cells[facet], facet, vocabulary) for facet in ("population", "outcome")},
        "rules": [
            {"label": rule.label, "source": rule.source, "main": name == review.protocol.strength.main}
            for name, rule in review.protocol.strength.rule_sets.items()
        ],
        "studies": packed([_study(s, vocabulary, text_at, review.harms) for s in studies.to_dict("records")]),
        "texts": packed([{k: t[k] for k in ("field", "text")} for t in texts]),
        "results": packed([_result(r, texts, text_at, vocabulary) for r in results.to_dict("records")]),
        "votes": packed([_vote(v, study_at, result_at, phrases) for v in vote_rows.to_dict("records")]),
        "cells": packed(_cells(cells, votes, review.protocol, study_at, vote_at, phrases)),
        "claims": packed([_claim(c, words, study_at, result_at, phrases) for c in claims.to_dict("records")]),
        "phrases": list(phrases),
    }  # fmt: skip


def shown_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """The Cells that some study bears on, in the order of population, outcome and contrast codes."""
    held = cells[(cells["n_studies"] > 0) | (cells["n_silent"] > 0)]
    return held.sort_values(CELL_KEY).reset_index(drop=True)


def study_name(study: dict) -> str:
    """A study as people cite it: `Family Year`, or the first words of its title where no author is known.

    >>> study_name({"first_author": "van der Berg AB", "year": 2001, "title": "A trial"})
    'van der Berg 2001'
    >>> study_name({"first_author": "", "year": None, "title": "Hand massage for people who wait in a long queue"})
    '“Hand massage for people who…”'
    """
    year = plain(study["year"])
    words = study["title"].split()
    short = f"“{' '.join(words[:5])}{'…' if len(words) > 5 else ''}”" if words else study["study_id"]
    who = _INITIALS.sub("", study["first_author"]) or short
    return f"{who} {year}" if year else who


def claim_verdict(claim: dict, words: dict[str, str]) -> str:
    """A claim's verdict, with the weakest link of a chain named by its words; `words` has each claim's by claim_id."""
    verdict = claim["verdict"]
    for link in claim["links"]:
        verdict = verdict.replace(f"({link})", f"(“{words.get(link, link).rstrip('.')}”)")
    return verdict


def labels(codes: pd.Series, facet: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Code and label of every code in use, in the order of the vocabulary, further codes after it by name."""
    order = {code: place for place, code in enumerate(["any", *getattr(vocabulary, facet)])}
    used = sorted(set(codes), key=lambda code: (order.get(code, len(order)), code))
    return {code: label_of(vocabulary, facet, code) for code in used}


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


def packed(rows: list[dict]) -> dict:
    """Rows with the same keys as `{"length": n, "columns": {name: column}}`, each column in its shortest form.

    A column is `{"all": [value, …]}`; or `{"of": [value, …], "at": [place in of, …]}` where values come again; or
    `{"some": {row: value}}` where most are empty.

    >>> packed([{"n": 3, "why": ""}, {"n": 4, "why": "told in words"}, {"n": 5, "why": ""}])["columns"]["why"]
    {'some': {1: 'told in words'}}
    """
    names = list(rows[0]) if rows else []
    return {"length": len(rows), "columns": {name: _column([row[name] for row in rows]) for name in names}}


def _column(values: list) -> dict:
    some = {row: value for row, value in enumerate(values) if value not in (None, "", [], False)}
    of: dict[object, int] = {}
    if all(value is None or isinstance(value, str) for value in values):
        at = [of.setdefault(value, len(of)) for value in values]
    forms = [{"all": values}, {"some": some}, *([{"of": list(of), "at": at}] if of else [])]
    return min(forms, key=lambda form: len(json.dumps(form, ensure_ascii=False)))


def _wanted(votes: pd.DataFrame, cells: pd.DataFrame, claims: pd.DataFrame) -> set[str]:
    out = set(votes["study_id"]) | set(cells["newest_review"])
    for column in ("studies_for", "studies_against", "context"):
        out |= {study_id for ids in claims[column] for study_id in ids}
    return out - {""}


def _texts(studies: pd.DataFrame, records: pd.DataFrame, findings: pd.DataFrame) -> list[dict]:
    by_id = records.set_index("record_id")
    used: dict[str, set[str]] = {}
    for record_id, field in findings[["record_id", "field"]].itertuples(index=False):
        if field in ("abstract", "digest", "title"):
            used.setdefault(record_id, set()).add(field)
    out = []
    for record_ids in studies["record_ids"]:
        for record_id in record_ids:
            record = by_id.loc[record_id]
            default = next((f for f in ("abstract", "digest") if record[f]), "")
            for field in sorted(used.get(record_id, set()) | ({default} if default else set())):
                out.append({"record_id": record_id, "field": field, "text": record[field]})
    return out


def _study(study: dict, vocabulary: Vocabulary, text_at: dict, harms: pd.DataFrame) -> dict:
    said = harms[harms["record_id"].isin(study["record_ids"])]
    return {
        "id": study["study_id"],
        "name": study_name(study),
        "title": study["title"],
        "design": label_of(vocabulary, "design", study["design"]) if study["design"] else "",
        "pilot": bool(plain(study["pilot"])),
        "retracted": bool(plain(study["retracted"])),
        "n": plain(study["sample_size"]),
        "k": plain(study["n_studies"]),
        "country": study["country"],
        "population": ", ".join(label_of(vocabulary, "population", c) for c in study["population"]),
        "intervention": ", ".join(label_of(vocabulary, "intervention", c) for c in study["intervention"]),
        "comparator": ", ".join(label_of(vocabulary, "comparator", c) for c in study["comparator"] if c != "none"),
        "pmid": study["pmid"],
        "doi": study["doi"],
        "eligible": study["reason"],
        "layer": study["layer"],
        "coded_by": _coder(study["coded_by"]),
        "read": study["read"].replace("_", " "),
        "harms": "; ".join(text for text in said["text"] if text),
        "texts": [row for (record_id, _), row in text_at.items() if record_id in study["record_ids"]],
    }


def _coder(coded_by: str) -> str:
    who = {"machine": "the machine", "both": "people and the machine"}
    return who.get(coded_by, f"coder {coded_by.removeprefix('human:')}")


def _result(result: dict, texts: list[dict], text_at: dict, vocabulary: Vocabulary) -> dict:
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


def _vote(vote: dict, study_at: dict, result_at: dict, phrases: dict[str, int]) -> dict:
    return {
        "study": study_at[vote["study_id"]],
        "vote": vote["vote"],
        "tier": vote["tier"],
        "why": _phrase(vote["reason"], phrases),
        "sham": bool(plain(vote["sham"])),
        "results": [result_at[i] for i in vote["finding_ids"] if i in result_at],
    }


def _cells(
    cells: pd.DataFrame, votes: pd.DataFrame, protocol: object, study_at: dict, vote_at: dict, phrases: dict[str, int]
) -> list[dict]:
    rules = list(protocol.strength.rule_sets)
    behind: dict[tuple, list[tuple[str, bool]]] = {}
    for vote in votes.to_dict("records"):
        behind.setdefault(tuple(vote[k] for k in CELL_KEY), []).append(
            (vote["study_id"], bool(plain(vote["rolled_up"])))
        )
    rows = []
    for cell in cells.to_dict("records"):
        here = sorted(behind.get(tuple(cell[k] for k in CELL_KEY), []))
        rows.append(
            {
                **{name: cell[name] for name in CELL_KEY},
                **{name: plain(cell[name]) for name in CELL_FACTS},
                "newest_review": study_at.get(cell["newest_review"]),
                "carried_by": [study_at[i] for i in cell["carried_by"] if i in study_at],
                "reasons": [_phrase(reason, phrases) for reason in cell["reasons"]],
                "verdicts": [(cell["verdicts"] or {}).get(name, "none") for name in rules],
                "votes": [vote_at[i, cell["outcome"], cell["contrast"]] for i, _ in here],
                "rolled_up": [
                    row for row, (_, rolled_up) in enumerate(here) if rolled_up and cell["population"] != "any"
                ],
            }
        )
    return rows


def _claim(claim: dict, words: dict[str, str], study_at: dict, result_at: dict, phrases: dict[str, int]) -> dict:
    return {
        "id": claim["claim_id"],
        "text": claim["text"],
        "type": claim["type"],
        "strength": claim["strength"],
        "certainty": claim["certainty"],
        "finding": claim["finding"],
        "sign": FINDING_SIGN.get(claim["finding"], "unclear"),
        "verdict": claim_verdict(claim, words),
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


def _phrase(text: str, phrases: dict[str, int]) -> int:
    return phrases.setdefault(text, len(phrases))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
