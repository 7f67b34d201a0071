"""Retraction notices, corrections and expressions of concern: joined to their study, and never taken for it."""

from __future__ import annotations

import re

import pandas as pd

from touchstone.screening.comparing import plain

# What a notice says of itself, and what its study is told by it.
_KINDS = {
    "retraction_of": "retraction",
    "partial_retraction_of": "partial_retraction",
    "correction_of": "correction",
    "concern_of": "concern",
}
_TITLE = re.compile(
    r"^\W*(?:(?P<retraction>(?:notice of )?retraction(?: notice| note)?)"
    r"|(?P<concern>(?:editorial )?expression of concern)"
    r"|(?P<correction>(?:publisher |author )?correction|corrigendum|erratum))"
    r"(?: to| for| of)?(?: the)?(?: article)?\s*:\s*(?P<title>.+)$",
    re.I | re.S,
)
_WORDS = 5


def join_notices(rows: list[dict]) -> list[dict]:
    """Rows of Records with every notice among them told to its study: its kind and PMID, and whether that is retracted.

    A notice names its study by PMID, or else by a title of at least five words that exactly one record has.
    """
    by_pmid = {row["pmid"]: row for row in rows if row["pmid"] and row["record_type"] != "notice"}
    by_title: dict[str, list[dict]] = {}
    notices = [row for row in rows if row["record_type"] == "notice"]
    if notices:
        for row in rows:
            if row["record_type"] != "notice":
                by_title.setdefault(_letters(row["title"]), []).append(row)
    for notice in notices:
        named = [(n["kind"], n.get("pmid") or "") for n in notice["notices"] or [] if n.get("kind") in _KINDS]
        found = [(_KINDS[kind], by_pmid[pmid]) for kind, pmid in named if pmid in by_pmid]
        for kind, study in found or _by_title(notice, by_title):
            _tell(study, kind, notice)
    return rows


def retractions(records: pd.DataFrame) -> pd.DataFrame:
    """The retracted records: record_id, title, year and notice_pmids. A notice itself is never listed."""
    gone = records[records["retracted"].fillna(False).astype(bool) & (records["record_type"] != "notice")]
    return gone[["record_id", "title", "year"]].assign(notice_pmids=_pmids(gone, "retraction")).reset_index(drop=True)


def notices_of(records: pd.DataFrame) -> pd.DataFrame:
    """Retractions, corrections and concerns of studies: record_id, title, year, kind, notice_pmids."""
    kinds = ("retraction", "partial_retraction", "correction", "concern")
    studies = records[records["record_type"] != "notice"]
    told = []
    for kind in kinds:
        there = [any(n.get("kind") == kind for n in notices or []) for notices in studies["notices"]]
        some = studies[pd.Series(there, index=studies.index, dtype=bool)]
        told.append(some[["record_id", "title", "year"]].assign(kind=kind, notice_pmids=_pmids(some, kind)))
    return pd.concat(told, ignore_index=True).sort_values(["record_id"], kind="stable", ignore_index=True)


def _pmids(records: pd.DataFrame, kind: str) -> list[str]:
    return [
        ";".join(n["pmid"] for n in notices or [] if n.get("kind") == kind and n.get("pmid"))
        for notices in records["notices"]
    ]


def _tell(study: dict, kind: str, notice: dict) -> None:
    known = study["notices"] or []
    if notice["pmid"] and not any(n.get("kind") == kind and n.get("pmid") == notice["pmid"] for n in known):
        told = {"kind": kind, "pmid": notice["pmid"], "text": notice["journal"]}
        # A notice that the study's own record names without a PMID is this one.
        study["notices"] = [n for n in known if n.get("kind") != kind or n.get("pmid")] + [told]
    elif not notice["pmid"] and not any(n.get("kind") == kind for n in known):
        study["notices"] = [*known, {"kind": kind, "pmid": "", "text": notice["record_id"]}]
    if kind == "retraction":
        study["retracted"] = True


def _by_title(notice: dict, by_title: dict[str, list[dict]]) -> list[tuple[str, dict]]:
    found = _TITLE.match(notice["title"])
    if not found or len(found["title"].split()) < _WORDS:
        return []
    studies = by_title.get(_letters(found["title"]), [])
    kind = next(k for k in ("retraction", "concern", "correction") if found[k])
    return [(kind, studies[0])] if len(studies) == 1 else []


def _letters(title: str) -> str:
    return plain(title).replace(" ", "")
