"""CSV: PubMed's own export, and any table whose header is plain (PMID, Title, Abstract, DOI, Year, …)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from ..tables import Records
from .export_text import author_name, export_text, language_code, one_line
from .json_lines import row_of
from .pubmed_terms import is_notice, is_retracted, nlm_type, year_in
from .reading import Problem

FORMAT = "CSV"
_ALSO = {
    "pmid": "pmid pubmedid",
    "doi": "doi",
    "pmcid": "pmcid",
    "title": "title articletitle documenttitle",
    "abstract": "abstract",
    "authors": "authors author",
    "journal": "journal journalbook sourcetitle publicationtitle",
    "year": "year publicationyear",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "language": "language languageoforiginaldocument",
    "publication_types": "publicationtype publicationtypes documenttype",
    "keywords": "keywords authorkeywords",
    "mesh": "meshterms",
}
_NAMES = {name: column for column, names in _ALSO.items() for name in names.split()}
_IDENTIFYING = {"pmid", "doi", "title", "record_id"}
_CITATION = re.compile(r"\b\d{4}[^;.]*;(\w[\w ]*?)?(?:\(([^)]*)\))?:([\w.-]+)")
_LONGEST = 400


def header_of(text: str) -> tuple[list[str], str] | None:
    """The header's cells and their delimiter, None where the first line is no header that we know."""
    line = text.lstrip("\ufeff\n ").partition("\n")[0]
    for delimiter in ",;\t":
        cells = next(csv.reader([line], delimiter=delimiter), []) if delimiter in line and len(line) < 20_000 else []
        known = [_column(cell) for cell in cells]
        if len(set(known) - {""}) >= 2 and _IDENTIFYING & set(known):
            return cells, delimiter
    return None


def read_csv(text: str, file: str) -> tuple[list[dict], list[Problem]]:
    """Rows of Records from CSV, and every problem by line; columns that Records does not know are kept."""
    header = header_of(text)
    if header is None:
        return [], [
            Problem(file, "line 1", "no header that we know", "name the columns pmid, title, abstract, year, …")
        ]
    cells, delimiter = header
    names = [cell if cell in Records.columns else _column(cell) or cell.strip() for cell in cells]
    rows, problems = [], []
    for line, values in _rows(text, delimiter, file, problems):
        place = f"line {line}"
        if len(values) != len(names):
            what = f"{len(values)} fields where the header has {len(names)}"
            problems.append(Problem(file, place, f"{what}, read as far as it goes", "check commas and quotation marks"))
        given = {name: value for name, value in zip(names, values, strict=False) if value.strip()}
        row = _row(given, file, place, problems)
        if _IDENTIFYING & row.keys():
            rows.append(row)
        elif given:
            what = "a row without PMID, DOI and title, left out"
            problems.append(Problem(file, place, what, "check the row"))
    return rows, problems


def _column(cell: str) -> str:
    """The column of Records that a header cell means, empty where none."""
    name = cell.strip().strip("\ufeff")
    if name in Records.columns:
        return name
    return _NAMES.get(re.sub(r"[\s_/.-]", "", name.lower()), "")


def _row(given: dict[str, str], file: str, place: str, problems: list[Problem]) -> dict:
    if "record_id" in given:
        return row_of(given, file, place, problems)
    told: dict[str, object] = {**given}
    for name in given.keys() & {"title", "journal", "volume", "issue", "pages"}:
        told[name] = one_line(given[name])
    if "abstract" in given:
        told["abstract"] = export_text(given["abstract"])
    if "authors" in given:
        told["authors"] = _authors(given["authors"])
    if "language" in given:
        told["language"] = language_code(given["language"])
    if "year" in given:
        told["year"] = year_in(given["year"]) or given["year"]
    if "publication_types" in given:
        told["publication_types"] = [nlm_type(part) or part.strip() for part in given["publication_types"].split(";")]
    if "volume" not in given and (cited := _CITATION.search(given.get("Citation", ""))):
        told |= {
            name: value.rstrip(".")
            for name, value in zip(("volume", "issue", "pages"), cited.groups(), strict=True)
            if value
        }
    row = row_of(told, file, place, problems)
    types, title = row.get("publication_types", ()), row.get("title", "")
    notice = is_notice(types, [], title)
    row["record_type"] = "notice" if notice else "article"
    row["retracted"] = True if not notice and is_retracted(types, [], title) else None
    return row


def _authors(text: str) -> list[str]:
    """Names from "Doe, Jane; Roe, R." or, as PubMed writes them, "Doe J, Roe R."."""
    text = one_line(text)
    if ";" in text:
        return [name for part in text.split(";") if (name := author_name(part))]
    return [part.strip() for part in text.removesuffix(".").split(",") if part.strip()]


def _rows(text: str, delimiter: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each row after the header with its line. A quotation mark that is never closed costs its own line, no more."""
    lines = text.lstrip("\n").split("\n")
    at = 1
    while at < len(lines):
        end, marks = at + 1, lines[at].count('"')
        while marks % 2 and end < min(len(lines), at + _LONGEST):
            marks += lines[end].count('"')
            end += 1
        if marks % 2:
            what = "a quotation mark that is not closed"
            problems.append(Problem(file, f"line {at + 1}", what, "close it; the line was read as it stands"))
            end = at + 1
        if lines[at].strip():
            try:
                yield at + 1, next(csv.reader([f"{line}\n" for line in lines[at:end]], delimiter=delimiter))
            except (csv.Error, StopIteration) as error:
                problems.append(Problem(file, f"line {at + 1}", f"not CSV ({error}), left out", "check the row"))
        at = end
