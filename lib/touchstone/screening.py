"""Unites the records of several snapshots, finds duplicates and retractions, and counts the flow of records.

What enters: Records of each snapshot, in the order the review lists them. What leaves: one row a publication, an alias
table (which ids mean the same record, and why), and the counts of the flow diagram.
"""

from __future__ import annotations

import re

import pandas as pd

from touchstone.tables import Records

_PART = re.compile(r"\b(?:part|study|paper)\s+(?:[ivx]+|\d+)\b|\b(?:erratum|correction|corrigendum|protocol)\b", re.I)
_WORDS = re.compile(r"[^\W_]+")
_ABSTRACT = ("abstract", "abstract_source", "sections")


def unite(frames: list[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Records of several snapshots as one table, and the aliases: which `alias` was united into which `record_id`.

    Two rows are one publication where they share record_id, PMID or DOI, or else title, year and first author with
    neither two different PMIDs nor DOIs nor page ranges; numbered parts, errata and protocols are kept apart. The row
    met first keeps its id; what it lacks is filled from the later one, sources of both are kept, and a published
    abstract is taken whichever row brings it. Aliases have the columns alias, record_id, reason.
    """
    united: dict[str, dict] = {}
    index: dict[tuple, str] = {}
    aliases = []
    for row in (row for frame in frames for row in frame.to_dict("records")):
        match = next(((key, index[key]) for key in _keys(row) if key in index), None)
        if match and not _differ(row, united[match[1]], match[0][0]):
            kept = match[1]
            united[kept] = _merge(united[kept], row)
            if row["record_id"] != kept:
                aliases.append({"alias": row["record_id"], "record_id": kept, "reason": f"same {match[0][0]}"})
        else:
            kept = row["record_id"]
            united[kept] = row
        for key in _keys(row):
            index.setdefault(key, kept)
    records = Records.of(united.values()) if united else Records.empty()
    return records, pd.DataFrame(aliases, columns=["alias", "record_id", "reason"])


def retractions(records: pd.DataFrame) -> pd.DataFrame:
    """The retracted records: record_id, title, year and notice_pmids. A notice itself is never listed."""
    gone = records[records["retracted"].fillna(False).astype(bool) & (records["record_type"] != "notice")]
    pmids = [
        ";".join(n.get("pmid") or "" for n in notices or [] if n.get("kind") == "retraction")
        for notices in gone["notices"]
    ]
    return gone[["record_id", "title", "year"]].assign(notice_pmids=pmids).reset_index(drop=True)


def flow(collected: int, records: pd.DataFrame, studies: pd.DataFrame, searched: bool = False) -> pd.DataFrame:
    """The counts of the flow of records: box, label, n, parent, reason; children of a box always add up to it.

    `collected` is the number of records in all snapshots before duplicates were united; `searched` says that all of
    them come from searches.
    """
    notices = int((records["record_type"] == "notice").sum())
    duplicates = collected - len(records)
    rows = [
        ("collected", "Records identified by searching" if searched else "Publications collected", collected, "", ""),
        (
            "duplicates",
            "Duplicates united",
            duplicates,
            "collected",
            "same identifier, or same title, year and author",
        ),
        ("notices", "Notices, not studies", notices, "collected", "retraction and correction notices"),
        ("screened", "Publications screened", len(records) - notices, "collected", ""),
        ("reports", "Further reports of the same study", len(records) - notices - len(studies), "screened", ""),
        ("studies", "Studies", len(studies), "screened", ""),
    ]
    outside = studies[(studies["layer"] == "context") | ~studies["eligible"].astype(bool)]
    for number, (reason, group) in enumerate(outside.groupby("reason", sort=True), start=1):
        rows.append((f"excluded_{number}", "Kept as context, outside the cells", len(group), "studies", reason))
    inside = studies[studies["eligible"].astype(bool)]
    rows.append(("review", "Reviews, shown beside the cells", int((inside["layer"] == "review").sum()), "studies", ""))
    rows.append(("primary", "Primary studies in the cells", int((inside["layer"] == "primary").sum()), "studies", ""))
    return pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason"])


def _title_key(row: dict) -> str:
    return " ".join(_WORDS.findall(row["title"].lower()))


def _keys(row: dict) -> list[tuple]:
    keys: list[tuple] = [("record_id", row["record_id"])]
    keys += [(name, row[name]) for name in ("pmid", "doi") if row[name]]
    title = _title_key(row)
    if len(title) > 20 and row["authors"] and not pd.isna(row["year"]) and not _PART.search(row["title"]):
        keys.append(("title, year and first author", title, int(row["year"]), row["authors"][0].split()[0].lower()))
    return keys


def _differ(row: dict, kept: dict, matched_by: str) -> bool:
    if matched_by in ("record_id", "pmid", "doi"):
        return row["record_type"] != kept["record_type"] and "notice" in (row["record_type"], kept["record_type"])
    return any(row[name] and kept[name] and row[name] != kept[name] for name in ("pmid", "doi", "pages", "record_type"))


def _merge(kept: dict, later: dict) -> dict:
    out = dict(kept)
    takes_abstract = later["abstract"] and (not kept["abstract"] or later["abstract_source"] == "pubmed")
    for name, value in later.items():
        if name == "sources":
            out[name] = tuple(dict.fromkeys((*kept[name], *value)))
        elif name == "retracted":
            out[name] = bool(kept[name] is True or value is True)
        elif takes_abstract if name in _ABSTRACT else _empty(kept.get(name)):
            out[name] = value
    return out


def _empty(value: object) -> bool:
    return (
        value is None or value is pd.NA or value == "" or value == () or (isinstance(value, float) and value != value)
    )
