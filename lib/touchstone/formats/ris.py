"""RIS in the dialects of Ovid, Scopus, Web of Science, Embase, Zotero and EndNote, and plain RIS to write."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ..tables import Records
from .export_text import author_name, export_text, language_code, one_line, page_range
from .identifiers import clean_doi, clean_pmcid, clean_pmid, registrations_in
from .pubmed_terms import is_notice, is_retracted, nlm_type, year_in
from .reading import Problem

FORMAT = "RIS"
_TAG = re.compile(r"(?:([A-Z][A-Z0-9])  -|(TY|ER) {0,4}-)(?: (.*)|$)")
_LISTS = {"KW", "AU", "A1", "UR", "L2"}  # an untagged line under one of these is a further entry
_BOOKS = {"BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK"}
_OURS = re.compile(r"(?:lib|pmid|doi|ref):\S+")
_BOILERPLATE = re.compile(
    r"\s*(?:\d+\s*\.\s*|<?https?://.*|Link to .*|Provider:.*|Database:.*|Content:.*|(?:FN|VR|EF)  -.*)?\s*"
)
_OVID_MEDLINE = re.compile(r"[?&]D=(?:med|prem|ppez|pmnm|mes)\w*&(?:\S*&)?AN=(\d{1,9})\b", re.IGNORECASE)
_PUBMED_LINK = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/abstract/med)/(\d{1,9})\b", re.IGNORECASE
)
_PMID_NOTE = re.compile(r"\bPMID:?\s*(\d{1,9})\b|^(\d{1,9}) \[PMID\]", re.MULTILINE)
_PMCID_NOTE = re.compile(r"^PMCID: *(PMC\d+)", re.MULTILINE)
_INITIALS = re.compile(r"(.+?) ([^\W\d_a-z]{1,4})(?: ((?:Jr|Sr|[1-9](?:st|nd|rd|th)|I{2,3}|IV)))?")


def read_ris(text: str, file: str) -> tuple[list[dict], list[Problem]]:
    """Rows of Records from RIS, in the dialects of the usual databases, and every problem by line."""
    rows, problems = [], []
    for line, fields in _records(text, file, problems):
        row = _row(fields)
        if row["title"] or row["doi"] or row["pmid"] or row["abstract"] or row["accession"]:
            rows.append(row)
        else:
            what = "a record without title, identifier and abstract, left out"
            problems.append(Problem(file, f"line {line}", what, "export it again, or leave it out"))
    return rows, problems


def write_ris(records: pd.DataFrame, path: str | Path) -> None:
    """Write Records as plain RIS, for reference managers and screening tools; reading it again gives the same records.

    Kept are record_id, pmid, doi, pmcid, title, authors, year, journal, volume, issue, pages, language, keywords,
    abstract, and the links among sources.
    """
    Path(path).write_bytes(to_ris_bytes(records))


def to_ris_bytes(records: pd.DataFrame) -> bytes:
    """Records as RIS (see `write_ris`).

    >>> records = Records.of([{"record_id": "pmid:1", "pmid": "1", "title": "A", "authors": ["Doe JP"]}])
    >>> for line in to_ris_bytes(records).decode().splitlines():
    ...     print(line.rstrip())
    TY  - JOUR
    ID  - pmid:1
    AU  - Doe, JP
    TI  - A
    AN  - 1
    DB  - PubMed
    ER  -
    """
    lines = []
    for row in Records.conform(records).to_dict("records"):
        lines += [f"{tag}  - {_guarded(value)}" for tag, value in _fields(row) if value]
        lines += ["ER  - ", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _fields(row: dict) -> list[tuple[str, str]]:
    start, _, end = row["pages"].partition("-")
    return [
        ("TY", "BOOK" if row["record_type"] == "book" else "JOUR"),
        ("ID", row["record_id"]),
        *(("AU", _with_comma(name)) for name in row["authors"]),
        ("TI", row["title"]),
        ("T2", row["journal"]),
        ("PY", str(row["year"]) if pd.notna(row["year"]) else ""),
        ("VL", row["volume"]),
        ("IS", row["issue"]),
        ("SP", start),
        ("EP", end),
        ("DO", row["doi"]),
        ("AN", row["pmid"]),
        ("DB", "PubMed" if row["pmid"] else ""),
        ("C2", row["pmcid"]),
        ("LA", row["language"]),
        *(("KW", word) for word in row["keywords"]),
        *(("UR", source) for source in row["sources"] if source.startswith("http")),
        ("AB", row["abstract"]),
    ]


def _with_comma(name: str) -> str:
    parts = _INITIALS.fullmatch(name)
    return ", ".join(part for part in parts.groups() if part) if parts and "," not in name else name


def _guarded(value: str) -> str:
    """A value whose further lines cannot be taken for tags or for the end of a record."""
    first, *more = value.replace("\r", " ").split("\n")
    return "\n".join([first, *(f" {line}" if _TAG.match(line) else line for line in more)])


def _row(fields: dict[str, list[str]]) -> dict:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in map(one_line, fields.get(tag, ())) if value), "")

    title = first("TI", "T1", "CT", "BT", "ST")
    abstract = max((export_text(value) for tag in ("AB", "N2") for value in fields.get(tag, ())), key=len, default="")
    kind = first("TY").upper()
    types = tuple(dict.fromkeys(t for tag in ("M3", "PT", "N1") for v in fields.get(tag, ()) if (t := _nlm(v))))
    notice = is_notice(types, [], title)
    links = [link for tag in ("UR", "L2", "L1", "LK") for link in fields.get(tag, ()) if link.startswith("http")]
    given = first("ID")
    return {
        "record_id": given if _OURS.fullmatch(given) else "",
        "pmid": _pmid(fields, links),
        "doi": _doi(fields, links),
        "pmcid": _pmcid(fields),
        "title": title,
        "abstract": abstract,
        "abstract_source": "file" if abstract else "none",
        "journal": first("JF", "T2", "JO", "J2", "JA"),
        "year": next((y for tag in ("PY", "Y1", "DA") if (y := year_in(first(tag)))), None),
        "volume": first("VL"),
        "issue": first("IS", "CP"),
        "pages": page_range(first("SP"), first("EP")) or (first("C7") if "C7" in fields else ""),
        "language": language_code(first("LA")) if first("LA") else "",
        "authors": tuple(name for tag in ("AU", "A1") for value in fields.get(tag, ()) if (name := author_name(value)))
        or tuple(name for tag in ("A2", "ED") for value in fields.get(tag, ()) if (name := author_name(value))),
        "publication_types": types,
        "keywords": _keywords(fields.get("KW", [])),
        "registry_ids": registrations_in(
            " ".join(value for tag in ("UR", "JA", "AN", "C8") for value in fields.get(tag, ()))
        ),
        "record_type": "notice" if notice else "book" if kind in _BOOKS else "article",
        "retracted": True if not notice and is_retracted(types, [], title) else None,
        "sources": tuple(dict.fromkeys(link for link in fields.get("UR", ()) if link.startswith("http"))),
        "accession": "" if _OURS.fullmatch(given) else given or first("AN", "U2"),
    }


def _nlm(value: str) -> str:
    return next((found for line in value.split("\n") if (found := nlm_type(line))), "")


def _keywords(values: list[str]) -> tuple[str, ...]:
    if len(values) == 1:
        values = re.split(r"\s*;\s*", values[0])
    return tuple(dict.fromkeys(word for value in values if (word := one_line(value).strip("*"))))


def _pmid(fields: dict[str, list[str]], links: list[str]) -> str:
    """The PMID, from wherever the databases put it; a bare number counts only where the record says it is PubMed's."""
    for value in (*fields.get("U1", ()), *fields.get("N1", ()), *fields.get("AN", ()), *fields.get("ID", ())):
        if found := _PMID_NOTE.search(value):
            return clean_pmid(found.group(1) or found.group(2))
    for link in links:
        if found := _OVID_MEDLINE.search(link) or _PUBMED_LINK.search(link):
            return clean_pmid(found.group(1))
    told = " ".join((*fields.get("DB", ()), *fields.get("DP", ()))).lower()
    bare = [*fields.get("AN", ())] if "pubmed" in told or "medline" in told or "nlm" in told.split() else []
    bare += fields.get("C2", []) if "scopus" in told else []
    bare += fields.get("C5", []) if any("embase.com" in link for link in links) else []
    return next((pmid for value in bare if value.strip().isdecimal() and (pmid := clean_pmid(value.strip()))), "")


def _pmcid(fields: dict[str, list[str]]) -> str:
    told = [value for tag in ("C2", "U1", "UR", "L1", "L4") for value in fields.get(tag, ())]
    told += [found for value in fields.get("N1", ()) for found in _PMCID_NOTE.findall(value)]
    return next((pmcid for value in told if (pmcid := clean_pmcid(value))), "")


def _doi(fields: dict[str, list[str]], links: list[str]) -> str:
    for value in (*fields.get("DO", ()), *fields.get("DI", ()), *fields.get("L3", ()), *fields.get("M3", ())):
        if doi := clean_doi(value):
            return doi
    return next((doi for link in links if "doi.org/" in link and (doi := clean_doi(link))), "")


def _records(text: str, file: str, problems: list[Problem]) -> list[tuple[int, dict[str, list[str]]]]:
    """Each record's first line and its fields; a line without a tag goes on with the field before it."""
    found: list[tuple[int, dict[str, list[str]]]] = []
    fields: dict[str, list[str]] | None = None
    values: list[str] = []
    lists = False
    outside: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.match(line)
        tag = (match.group(1) or match.group(2)) if match else ""
        if tag == "TY":
            if fields is not None:
                problems.append(
                    Problem(file, f"line {found[-1][0]}", "a record without its end (ER)", "check the record")
                )
            fields = {"TY": [match.group(3) or ""]}
            found.append((number, fields))
            values = []
        elif fields is None:
            if not _BOILERPLATE.fullmatch(line):
                outside.append((number, line))
        elif tag == "ER":
            fields = None
        elif tag:
            values, lists = fields.setdefault(tag, []), tag in _LISTS
            values.append(match.group(3) or "")
        elif line.strip() and values:
            if lists:
                values.append(line.strip())
            else:
                values[-1] += f"\n{line.strip()}"
        elif line.strip():
            outside.append((number, line))
    if fields is not None:
        what = "the last record has no end (ER), the file may be cut off"
        problems.append(Problem(file, f"line {found[-1][0]}", what, "export it again"))
    if outside:
        number, line = outside[0]
        more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        what = f"stands outside the records: {line.strip()[:60]!r}"
        problems.append(Problem(file, f"line {number}{more}", what, "compare with the source"))
    return found
