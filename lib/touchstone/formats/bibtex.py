"""BibTeX, as far as reference managers write it: entries, braces, the usual accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .export_text import author_name, export_text, language_code, one_line
from .identifiers import clean_doi, clean_pmcid, clean_pmid
from .pubmed_terms import is_notice, is_retracted, year_in
from .reading import Problem

FORMAT = "BibTeX"
_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(]", re.MULTILINE)
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,{}\"#]+")
_NO_RECORD = {"comment", "string", "preamble"}
_BOOKS = {"book", "inbook", "incollection", "booklet", "mvbook", "collection"}
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
_ACCENT = re.compile(r"\\([`'^~=.\"]|[urHvdck](?=[\s{]))\s*\{?\s*(\\[ij]|[A-Za-z])\s*\}?")
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "ldots": "…",
    "textasciitilde": "~", "textbar": "|", "textless": "<", "textgreater": ">", "textpm": "±", "textmu": "µ",
}  # fmt: skip
_LETTER = re.compile(r"\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?![A-Za-z])\s?(?:\{\})?")
_COMMAND = re.compile(r"\\(?:emph|textit|textbf|textsuperscript|textsubscript|mkbibemph|textsc|url|href)(?=\{)")


def read_bibtex(text: str, file: str) -> tuple[list[dict], list[Problem]]:
    """Rows of Records from BibTeX; entries that break off are named by line."""
    rows, problems = [], []
    for line, kind, key, fields, whole in _entries(text):
        if not whole:
            what = f"entry {key!r} is not closed, read as far as it goes"
            problems.append(Problem(file, f"line {line}", what, "close its braces"))
        row = _row(kind, key, fields)
        if row["title"] or row["doi"] or row["pmid"]:
            rows.append(row)
        else:
            what = f"entry {key!r} without title, DOI and PMID, left out"
            problems.append(Problem(file, f"line {line}", what, "check the entry"))
    return rows, problems


def _entries(text: str) -> Iterator[tuple[int, str, str, dict[str, str], bool]]:
    starts = list(_ENTRY.finditer(text))
    for place, start in enumerate(starts):
        kind = start.group(1).lower()
        if kind in _NO_RECORD:
            continue
        limit = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        key, comma, _ = text[start.end() : limit].partition(",")
        if "=" in key:
            key, comma = "", ""
        fields, whole = _fields(text, start.end() + (len(key) + 1 if comma else 0), limit)
        yield text.count("\n", 0, start.start()) + 1, kind, key.strip().strip("{}()"), fields, whole


def _fields(text: str, at: int, limit: int) -> tuple[dict[str, str], bool]:
    """An entry's fields by lower-case name, and whether every brace and quotation mark is closed."""
    fields: dict[str, str] = {}
    while match := _FIELD.match(text, at, limit):
        value, at, closed = _value(text, match.end(), limit)
        fields.setdefault(match.group(1).lower(), value)
        if not closed:
            return fields, False
    return fields, text[at:limit].lstrip(", \t\n")[:1] in ("}", ")")


def _value(text: str, at: int, limit: int) -> tuple[str, int, bool]:
    if at < limit and text[at] in '{"':
        quoted = text[at] == '"'
        depth, start = 0 if quoted else 1, at + 1
        for place in range(start, limit):
            char = text[place]
            if char == "{" and text[place - 1] != "\\":
                depth += 1
            elif char == "}" and text[place - 1] != "\\":
                depth -= 1
            if depth == 0 and char == ('"' if quoted else "}"):
                return text[start:place], place + 1, True
        return text[start:limit], limit, False
    bare = _BARE.match(text, at, limit)
    return (bare.group(), bare.end(), True) if bare else ("", at, False)


def _row(kind: str, key: str, fields: dict[str, str]) -> dict:
    def told(*names: str) -> str:
        return next((value for name in names if (value := one_line(_plain(fields.get(name, ""))))), "")

    title = told("title")
    abstract = export_text(_plain(fields.get("abstract", "")))
    notes = " ".join(fields.get(name, "") for name in ("note", "annote", "url"))
    noted = re.search(r"PMID:?\s*(\d{1,9})|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})", notes)
    notice = is_notice((), [], title)
    return {
        "pmid": clean_pmid(told("pmid")) or (clean_pmid(noted.group(1) or noted.group(2)) if noted else ""),
        "doi": clean_doi(fields.get("doi", "").replace("\\_", "_")) or clean_doi(fields.get("url", "")),
        "pmcid": clean_pmcid(told("pmcid", "pmc")),
        "title": title,
        "abstract": abstract,
        "abstract_source": "file" if abstract else "none",
        "journal": told("journal", "journaltitle", "booktitle"),
        "year": year_in(told("year") or told("date")),
        "volume": told("volume"),
        "issue": told("number", "issue"),
        "pages": told("pages").replace("--", "-"),
        "language": language_code(told("language", "langid")) if told("language", "langid") else "",
        "authors": _authors(fields.get("author") or fields.get("editor", "")),
        "keywords": tuple(part.strip() for part in re.split(r"[;,]", told("keywords")) if part.strip()),
        "record_type": "notice" if notice else "book" if kind in _BOOKS else "article",
        "retracted": True if not notice and is_retracted((), [], title) else None,
        "sources": tuple(part for part in (told("url"),) if part.startswith("http")),
        "accession": key,
    }


def _authors(text: str) -> tuple[str, ...]:
    """Names from "Doe, Jane and Jane van Doe and {A Group}"; a name in braces is a group's."""
    names = []
    for part in re.split(r"\s+and\s+", " ".join(text.split())):
        whole = part.strip()
        name = one_line(_plain(whole))
        if "," not in name and not (whole.startswith("{") and whole.endswith("}")) and " " in name:
            words = name.split()
            family = next((place for place, word in enumerate(words[1:], 1) if word.islower()), len(words) - 1)
            name = f"{' '.join(words[family:])}, {' '.join(words[:family])}"
        if name and name.lower() != "others":
            names.append(author_name(name))
    return tuple(names)


def _plain(text: str) -> str:
    """TeX as plain text: accents and letters as characters, commands and braces gone."""
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)
        text = _LETTER.sub(lambda match: _LETTERS[match.group(1)], text)
        text = _COMMAND.sub("", text)
        text = re.sub(r"\\([&%$#_{}])", r"\1", text)
    return re.sub(r"(?<!\\)[{}]", "", text).replace("\\\\", " ").replace("~", " ")


def _accented(match: re.Match) -> str:
    accent, letter = match.groups()
    return unicodedata.normalize("NFC", letter.lstrip("\\") + _ACCENTS[accent])
