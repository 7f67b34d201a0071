"""Search exports and PubMed files to Records: PubMed XML, MEDLINE, RIS, CSV, BibTeX and JSON lines.

The kind of file is told by its content, never by its suffix, and it may be gzipped. Good records come through, and
every record or field that does not is named as a `Problem` with file, place and mend. `InputError` is raised only where
there is nothing to read at all.

>>> reading = read_bytes(b'{"pmid": 1, "title": "A trial", "year": "2001"}\\n{"pmid": "2", "ti')
>>> reading.format, reading.records["record_id"].tolist(), str(reading.problems[0])
('JSON lines', ['pmid:1'], 'line 2: JSON that breaks off; restore the line from its source; it was left out')
"""

from __future__ import annotations

import io
import re
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from . import json_lines, medline
from .json_lines import to_jsonl_bytes, write_jsonl
from .reading import Problem, Reading, records_frame, repeated_ids
from .sections import split_sections
from .source import BLOCK, FORMATS, as_text, blocks, looks_binary, opened

__all__ = ["Problem", "Reading", "read", "read_bytes", "split_sections", "to_jsonl_bytes", "write_jsonl"]

_SIGNS = {
    medline.FORMAT: re.compile(r"^(?:PMID ?-|OWN - |STAT- |FAU - |MHDA- )", re.MULTILINE),
    json_lines.FORMAT: re.compile(r"^\s*(?:\{\s*[\"}]|\[\s*[{\]])", re.MULTILINE),
}
_READERS = {
    medline.FORMAT: medline.read_medline,
    json_lines.FORMAT: json_lines.read_json_lines,
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
    text = as_text(b"".join(chain([head], parts)), name, problems)
    if looks_binary(text):
        raise InputError(f"{path}: a binary file (expected {FORMATS})")
    if not text.strip():
        raise InputError(f"{path}: the file is empty; export or download it again")
    form = _format_of(text[:BLOCK])
    if not form:
        raise InputError(f"{path}: not a file of records we know (expected {FORMATS})")
    rows, more = _READERS[form](text, name)
    problems += more
    if not rows:
        first = f" ({problems[0]})" if problems else ""
        raise InputError(f"{path}: no record in this {form} file{first}; export or download it again")
    records = records_frame(rows)
    return Reading(records, problems + repeated_ids(records, name), form)


def _format_of(head: str) -> str:
    """The format whose first sign stands earliest in the file's head; empty where there is none."""
    places = {form: match.start() for form, sign in _SIGNS.items() if (match := sign.search(head))}
    return min(places, key=places.get) if places else ""
