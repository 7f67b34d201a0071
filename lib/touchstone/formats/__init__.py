"""Search exports and PubMed files to Records: PubMed XML, MEDLINE, RIS, CSV, BibTeX and JSON lines.

The kind of file is told by its content, never by its suffix, and it may be gzipped. Good records come through, and
every record or field that does not is named as a `Problem` with file, place and mend. `InputError` is raised only where
there is nothing to read at all.

Beside the columns of Records, PubMed's records carry `vernacular_title`, `other_abstracts` ({language, type, text}) and
`mesh_qualifiers`: those headings of `mesh` that have qualifiers, as MEDLINE writes them (`Massage/*methods/adverse
effects`), each main topic with its own star.

>>> reading = read_bytes(b'{"pmid": 1, "title": "A trial", "year": "2001"}\\n{"pmid": "2", "ti')
>>> reading.format, reading.records["record_id"].tolist(), str(reading.problems[0])
('JSON lines', ['pmid:1'], 'line 2: JSON that breaks off; restore the line from its source; it was left out')
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from ..errors import InputError
from ..tables import Records
from . import bibtex, json_lines, medline, pubmed_xml, ris, table_csv
from .json_lines import to_jsonl_bytes, write_jsonl
from .pubmed_xml import iter_pubmed_xml
from .reading import Problem, Reading, records_frame, repeated_ids
from .ris import to_ris_bytes, write_ris
from .sections import split_sections
from .source import BLOCK, FORMATS, as_text, blocks, encoding_of, looks_binary, opened

__all__ = [
    "Problem",
    "Reading",
    "iter_pubmed_xml",
    "read",
    "read_bytes",
    "split_sections",
    "to_jsonl_bytes",
    "to_ris_bytes",
    "write_jsonl",
    "write_ris",
]

_PUBMED_XML = re.compile(
    r"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation|DeleteCitation|PubmedArticleSet|PubmedBookArticleSet)[\s>/]"
)
_SIGNS = {
    medline.FORMAT: re.compile(r"^(?:PMID ?-|OWN - |STAT- |FAU - |MHDA- )", re.MULTILINE),
    json_lines.FORMAT: re.compile(r"^\s*(?:\{\s*[\"}]|\[\s*[{\]])", re.MULTILINE),
    ris.FORMAT: re.compile(r"^TY {0,3}-", re.MULTILINE),
    bibtex.FORMAT: re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}
_READERS = {
    medline.FORMAT: medline.read_medline,
    json_lines.FORMAT: json_lines.read_json_lines,
    ris.FORMAT: ris.read_ris,
    table_csv.FORMAT: table_csv.read_csv,
    bibtex.FORMAT: bibtex.read_bibtex,
}


def read(path: str | Path) -> Reading:
    """Read any supported file into Records.

    Raises InputError for a missing, empty, binary or unrecognised file, and for one with no record in it.
    """
    with opened(path) as handle:
        return _read(handle, str(path), Path(path).name)


def read_bytes(data: bytes, name: str = "") -> Reading:
    """Read the bytes of any supported file; `name` is what problems and errors call it. Otherwise as `read`."""
    return _read(io.BytesIO(data), name or "input", name)


def _read(handle: BinaryIO, path: str, name: str) -> Reading:
    problems: list[Problem] = []
    parts = blocks(handle, path, problems)
    head = next(parts, b"")
    if _is_pubmed_xml(head):
        return _read_xml(chain([head], parts), path, name, problems)
    text = as_text(b"".join(chain([head], parts)), name, problems)
    if looks_binary(text):
        raise InputError(f"{path}: a binary file (expected {FORMATS})")
    if not text.strip():
        raise InputError(f"{path}: the file is empty; export or download it again")
    form = _format_of(text[:BLOCK])
    if not form and _PUBMED_XML.search(text):
        return _read_xml(iter([text.encode()]), path, name, problems)
    if not form:
        raise InputError(f"{path}: {_told(text)} (expected {FORMATS})")
    rows, more = _READERS[form](text, name)
    problems += more
    if not rows:
        raise _no_record(path, form, problems)
    records = records_frame(rows)
    return Reading(records, problems + repeated_ids(records, name), form)


def _told(text: str) -> str:
    """What a file is that we do not read, as far as its first lines tell."""
    start = text[:5000].lstrip()
    if re.match(r"<!doctype html|<html", start, re.IGNORECASE):
        return "a web page, not records; the server may have been down, download it again"
    if answer := re.search(r"<ERROR>([^<]{1,200})", start):
        return f"an error message instead of records ({' '.join(answer.group(1).split())}); ask PubMed again"
    return "XML, but not PubMed's" if start.startswith("<") else "not a file of records we know"


def _is_pubmed_xml(head: bytes) -> bool:
    start = head[:BLOCK].decode(encoding_of(head[:1000]), "replace").lstrip("\ufeff \t\r\n")
    return start.startswith("<") and _PUBMED_XML.search(start) is not None


def _read_xml(parts: Iterator[bytes], path: str, name: str, problems: list[Problem]) -> Reading:
    deleted: list[str] = []
    frames = list(pubmed_xml.frames(parts, name, problems, deleted, batch=1000))
    if not frames and not deleted:
        raise _no_record(path, pubmed_xml.FORMAT, problems)
    records = pd.concat(frames, ignore_index=True) if frames else Records.empty()
    return Reading(records, problems + repeated_ids(records, name), pubmed_xml.FORMAT, deleted)


def _no_record(path: str, form: str, problems: list[Problem]) -> InputError:
    first = f" ({problems[0]})" if problems else ""
    return InputError(f"{path}: no record in this {form} file{first}; export or download it again")


def _format_of(head: str) -> str:
    """The format whose first sign stands earliest in the file's head; empty where there is none."""
    if table_csv.header_of(head):
        return table_csv.FORMAT
    places = {form: match.start() for form, sign in _SIGNS.items() if (match := sign.search(head))}
    return min(places, key=places.get) if places else ""
