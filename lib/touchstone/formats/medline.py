"""MEDLINE format, as PubMed saves it: `.nbib` and the older `.txt`."""

from __future__ import annotations

import re

from .identifiers import clean_doi, clean_pmcid, clean_pmid, is_registration
from .pubmed_terms import MEDLINE_NOTICES, is_registry, iso_date, kind_of, title_of, year_in
from .reading import Problem
from .sections import split_sections

FORMAT = "MEDLINE"
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|$|(?=\d)(.*))")
_LINKED_PMID = re.compile(r"PMID:\s*(\d+)")
_QUALIFIERS = re.compile(r"/(?=[*a-z])")


def read_medline(text: str, file: str) -> tuple[list[dict], list[Problem]]:
    """Rows of Records from a MEDLINE file. What is no record, or belongs to none, is named by its line."""
    rows, problems = [], []
    found = _records(text, file, problems)
    for line, fields in found:
        row = _row(fields)
        if row["pmid"] or row["title"] or row["doi"]:
            rows.append(row)
            if not row["pmid"]:
                problems.append(
                    Problem(file, f"line {line}", "a record without PMID", "look it up, or keep it as it is")
                )
        else:
            what = f"a record without PMID, title and DOI, left out (fields {', '.join(list(fields)[:6])})"
            problems.append(Problem(file, f"line {line}", what, "download the record again"))
    if _cut_off([fields for _, fields in found]):
        what = "the last record has no source line (SO) as the others have: the file may be cut off"
        problems.append(Problem(file, f"line {found[-1][0]}", what, "download the file again"))
    return rows, problems


def _cut_off(found: list[dict[str, list[str]]]) -> bool:
    """Whether the last record lacks the source line that ends the others."""
    return len(found) > 1 and "SO" not in found[-1] and all("SO" in fields for fields in found[:-1])


def _records(text: str, file: str, problems: list[Problem]) -> list[tuple[int, dict[str, list[str]]]]:
    """Each record's first line and its fields. A record ends at a blank line or where the next PMID stands."""
    found: list[tuple[int, dict[str, list[str]]]] = []
    fields: dict[str, list[str]] | None = None
    values: list[str] | None = None
    blank = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            blank = True
            continue
        match = _TAG.match(line)
        if match:
            tag = match.group(1)
            if fields is None or (blank and not _goes_on(tag, fields)) or (tag == "PMID" and "PMID" in fields):
                fields = {}
                found.append((number, fields))
            values = fields.setdefault(tag, [])
            values.append((match.group(2) or match.group(3) or "").strip())
        elif values is not None and (line[0] in " \t" or not blank):
            values[-1] = f"{values[-1]} {line.strip()}".strip()
        else:
            problems.append(
                Problem(file, f"line {number}", f"belongs to no record: {line.strip()[:60]!r}", "leave it out")
            )
        blank = False
    return found


def _goes_on(tag: str, fields: dict[str, list[str]]) -> bool:
    """Whether a tag after a blank line goes on with the record before it: one that has a PMID, and no end as yet."""
    return tag not in ("PMID", "UI") and "PMID" in fields and "SO" not in fields and tag not in fields


def _row(fields: dict[str, list[str]]) -> dict:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    types = tuple(value for value in fields.get("PT", ()) if value)
    notices = _notices(fields)
    title = " ".join(value for value in fields.get("TI", ()) if value)
    vernacular = first("TT")
    book = not first("JT", "TA") and bool(first("BTI", "CTI"))
    title = title_of(title, first("BTI") or vernacular)
    abstract = "\n".join(value for value in fields.get("AB", ()) if value)
    other = [
        {"language": language, "text": value}
        for value, language in zip(fields.get("OAB", ()), fields.get("OABL", ["und"] * 99), strict=False)
        if value
    ]
    if not abstract and other:
        abstract = next((part["text"] for part in other if part["language"] == "eng"), other[0]["text"])
    pmid, _, version = first("PMID").partition(".")
    return {
        "pmid": clean_pmid(pmid),
        "doi": _own_doi(fields),
        "pmcid": clean_pmcid(first("PMC")),
        "title": title,
        "abstract": abstract,
        "abstract_source": "pubmed" if abstract else "none",
        "sections": split_sections(abstract) or None,
        "journal": first("JT", "TA") or (first("BTI") if book and first("TI") else ""),
        "year": year_in(first("CTDT") or first("DP")) or year_in(first("DP", "DEP", "EDAT")),
        "volume": first("VI"),
        "issue": first("IP"),
        "pages": first("PG"),
        "language": ";".join(value for value in fields.get("LA", ()) if value),
        "authors": _authors(fields),
        "mesh": tuple(_heading(value) for value in fields.get("MH", ()) if value),
        "mesh_qualifiers": [value for value in fields.get("MH", ()) if _QUALIFIERS.search(value)] or None,
        "keywords": tuple(value.strip("*") for value in fields.get("OT", ()) if value.strip("*")),
        "registry_ids": _registrations(fields),
        "pmid_version": int(version) if version.isdecimal() and len(version) < 4 else None,
        "date_revised": iso_date(first("LR")[:4], first("LR")[4:6], first("LR")[6:8]),
        "vernacular_title": vernacular,
        "other_abstracts": other or None,
    } | kind_of(types, notices, title, "book" if book else "article")


def _own_doi(fields: dict[str, list[str]]) -> str:
    for tag in ("LID", "AID"):
        for value in fields.get(tag, ()):
            if value.endswith("[doi]") or value.lower().startswith("doi:"):
                doi = clean_doi(value.removesuffix("[doi]"))
                if doi:
                    return doi
    return ""


def _authors(fields: dict[str, list[str]]) -> tuple[str, ...]:
    names = [value for tag in ("AU", "CN") for value in fields.get(tag, ()) if value]
    return tuple(names or [value for value in (*fields.get("FAU", ()), *fields.get("ED", ())) if value])


def _heading(value: str) -> str:
    """A heading without its qualifiers, with a trailing * where it or a qualifier is a main topic."""
    name = _QUALIFIERS.split(value, maxsplit=1)[0].strip("*")
    return f"{name}*" if "*" in value else name


def _registrations(fields: dict[str, list[str]]) -> tuple[str, ...]:
    found = []
    for value in fields.get("SI", ()):
        bank, _, number = value.partition("/")
        if number and (is_registry(bank) or is_registration(number)):
            found.append(number)
    return tuple(dict.fromkeys(found))


def _notices(fields: dict[str, list[str]]) -> list[dict]:
    notices = []
    for tag, kind in MEDLINE_NOTICES.items():
        for value in fields.get(tag, ()):
            linked = _LINKED_PMID.search(value)
            if value:
                text = _LINKED_PMID.sub("", value).strip()
                notices.append({"kind": kind, "pmid": linked.group(1) if linked else "", "text": text})
    return notices
