"""Unites the records of several snapshots: one row a publication, every source kept, every merge explained."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from touchstone.screening.decided import EMPTY, as_pairs
from touchstone.screening.duplicates import Matches, find
from touchstone.screening.notices import join_notices
from touchstone.tables import Records

_ABSTRACT = ("abstract", "abstract_source", "sections")
_TOGETHER = ("sources", "registry_ids")


@dataclass(frozen=True)
class United:
    """Records, one row a publication, and how they came about.

    aliases: alias, record_id, reason: which ids mean the same record, and the facts that say so; PMIDs and DOIs that
    were found later stand here, too.
    origins: record_id, given_id, snapshot: one row for each row of each snapshot, in their order.
    possible_duplicates: record_a, record_b, title_a, title_b, alike (0 to 1), why_not: alike and not united, for a
    person to decide in data/raw/coding/duplicates.csv.
    """

    records: pd.DataFrame
    aliases: pd.DataFrame
    origins: pd.DataFrame
    possible_duplicates: pd.DataFrame


def unite(frames: list[pd.DataFrame], decided: pd.DataFrame | None = None) -> United:
    """Records of several snapshots as one table, one row a publication.

    Two rows are one publication where they share record_id, PMID, DOI or PMCID, or else a title that agrees with year,
    pages, volume, journal and first author as far as both tell them. Different PMIDs, DOIs, first pages, numbers in the
    title or kinds of publication (erratum, reply, protocol, conference abstract, part, update) keep like titles apart;
    what people decided (`decided`: record_a, record_b, same, reason, coder) overrules the facts. The row listed first
    keeps its record_id; what it lacks is filled from later ones, sources of all are kept, and a published abstract is
    taken whichever row brings it. A notice in the set is joined to the study that it is about.
    """
    rows = [row for frame in frames for row in Records.conform(frame).to_dict("records")]
    same, other = as_pairs(EMPTY if decided is None else decided)
    found = find(rows, same, other)
    united: dict[int, dict] = {}
    for place, (row, group) in enumerate(zip(rows, found.groups, strict=True)):
        united[place if place == group else group] = _merge(united[group], row) if group in united else dict(row)
    _name_apart(united)
    kept = {group: row["record_id"] for group, row in united.items()}
    records = Records.of(join_notices(list(united.values()))) if united else Records.empty()
    return United(records, _aliases(rows, found, kept), _origins(rows, found, kept), _near(rows, found, kept))


def as_kept(record_ids: pd.Series, aliases: pd.DataFrame) -> pd.Series:
    """Each id as the record_id that stands for it today.

    >>> aliases = pd.DataFrame({"alias": ["pmid:1"], "record_id": ["lib:a"], "reason": ["same DOI 10.99999/x"]})
    >>> as_kept(pd.Series(["pmid:1", "lib:b"]), aliases).tolist()
    ['lib:a', 'lib:b']
    """
    known = dict(zip(aliases["alias"], aliases["record_id"], strict=True))
    return record_ids.map(lambda name: known.get(name, name))


def _aliases(rows: list[dict], found: Matches, kept: dict[int, str]) -> pd.DataFrame:
    out: dict[str, dict] = {}
    for place, reason in sorted(found.reasons.items()):
        alias, record_id = rows[place]["record_id"], kept[found.groups[place]]
        if alias != record_id:
            out.setdefault(alias, {"alias": alias, "record_id": record_id, "reason": reason})
    for alias, record_id, reason in _found_later(rows, found, kept):
        out.setdefault(alias, {"alias": alias, "record_id": record_id, "reason": reason})
    return pd.DataFrame(list(out.values()), columns=["alias", "record_id", "reason"])


def _found_later(rows: list[dict], found: Matches, kept: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    """Identifiers that a record did not have where it was first met, as ids that may stand for it."""
    for place, (row, group) in enumerate(zip(rows, found.groups, strict=True)):
        for name, told in (("pmid", "PMID"), ("doi", "DOI")):
            alias = f"{name}:{row[name]}"
            if place != group and row[name] and row[name] != rows[group][name] and alias != kept[group]:
                yield alias, kept[group], f"{told} found later, in {row['snapshot'] or 'another source'}"


def _origins(rows: list[dict], found: Matches, kept: dict[int, str]) -> pd.DataFrame:
    told = [(kept[g], row["record_id"], row["snapshot"]) for row, g in zip(rows, found.groups, strict=True)]
    return pd.DataFrame(told, columns=["record_id", "given_id", "snapshot"])


def _near(rows: list[dict], found: Matches, kept: dict[int, str]) -> pd.DataFrame:
    told = [
        (kept[found.groups[p.a]], kept[found.groups[p.b]], rows[p.a]["title"], rows[p.b]["title"],
         int(p.alike) / 100, p.reason)
        for p in found.near
    ]  # fmt: skip
    columns = ["record_a", "record_b", "title_a", "title_b", "alike", "why_not"]
    return pd.DataFrame(told, columns=columns)


def _name_apart(united: dict[int, dict]) -> None:
    """Give an id of its own to a record whose hashed one another publication has (two editorials of one year)."""
    taken: set[str] = set()
    for row in united.values():
        if row["record_id"] in taken:
            told = "\n".join(str(row[name]) for name in ("journal", "volume", "issue", "pages", "doi", "abstract"))
            row["record_id"] += f"-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:8]}"
        taken.add(row["record_id"])


def _merge(kept: dict, later: dict) -> dict:
    out = dict(kept)
    published = later["abstract_source"] == "pubmed" and kept["abstract_source"] != "pubmed"
    takes_abstract = later["abstract"] and (not kept["abstract"] or published)
    for name, value in later.items():
        if name in _TOGETHER:
            out[name] = tuple(dict.fromkeys((*kept[name], *value)))
        elif name == "retracted":
            told = [v for v in (kept[name], value) if not pd.isna(v)]
            out[name] = any(told) if told else None
        elif name == "notices":
            out[name] = merged_notices(kept[name], value)
        elif name == "record_type":
            out[name] = value if published and not kept["pmid"] else kept[name]
        elif takes_abstract if name in _ABSTRACT else _empty(kept.get(name)):
            out[name] = value
    return out


def merged_notices(one: list[dict] | None, other: list[dict] | None) -> list[dict] | None:
    """Notices of two rows, each once."""
    out = list(one or [])
    for notice in other or []:
        there = {(n.get("kind"), n.get("pmid")) for n in out}
        if (notice.get("kind"), notice.get("pmid")) not in there:
            out.append(notice)
    return out or None


def _empty(value: object) -> bool:
    return (
        value is None or value is pd.NA or value == "" or value == () or (isinstance(value, float) and value != value)
    )
