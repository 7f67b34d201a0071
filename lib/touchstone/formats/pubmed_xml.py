"""PubMed XML in a stream: the answers of the E-utilities, MEDLINE's baseline and update files.

The file is cut into records by their tags, and each is parsed on its own. So memory stays flat, a malformed record
costs no other, and reference lists, which are most of a record's bytes and which Records does not hold, are taken out
unread. No DTD is loaded, no entity that the file declares is expanded, nothing is fetched.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pandas as pd
from lxml import etree

from ..errors import InputError
from .pubmed_mending import mended
from .pubmed_quick import quick_row
from .pubmed_record import article_row, book_row, deleted_pmids
from .pubmed_stream import Piece, pieces
from .reading import Problem, typed_frame
from .source import as_utf8, blocks, encoding_of, opened

FORMAT = "PubMed XML"
_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
_ROWS = {"PubmedArticle": article_row, "MedlineCitation": article_row, "PubmedBookArticle": book_row}
_PMID = re.compile(rb"<PMID[^>]*>\s*(\d+)")


def iter_pubmed_xml(
    path: str | Path, batch: int = 1000, problems: list[Problem] | None = None, deleted: list[str] | None = None
) -> Iterator[pd.DataFrame]:
    """Records of a PubMed XML file, `batch` rows at a time, in flat memory: for files the size of MEDLINE's.

    Problems and the PMIDs of `DeleteCitation` are added to the lists handed in, complete when the last frame is out.
    Raises InputError for a missing, empty or binary file, and, at the end, for one with no record in it.
    """
    problems = [] if problems is None else problems
    deleted = [] if deleted is None else deleted
    name = Path(path).name
    count = 0
    with opened(path) as handle:
        for frame in frames(blocks(handle, str(path), problems), name, problems, deleted, batch):
            count += len(frame)
            yield frame
    if not count and not deleted:
        raise InputError(f"{path}: no record of PubMed XML in it; check the file, or download it again")


def frames(
    parts: Iterator[bytes], file: str, problems: list[Problem], deleted: list[str], batch: int
) -> Iterator[pd.DataFrame]:
    """Records from a file's bytes, `batch` rows at a time; problems and deleted PMIDs go into the lists handed in."""
    rows = _rows(_in_utf8(parts), file, problems, deleted)
    while (frame := _frame(rows, batch)) is not None:
        yield frame


def _frame(rows: Iterator[dict], most: int) -> pd.DataFrame | None:
    """The next rows as a frame. Rows hold no cycles: a tenth of the time went into looking for some."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        taken = list(islice(rows, most))
        return typed_frame(taken) if taken else None
    finally:
        if collecting:
            gc.enable()


def _in_utf8(parts: Iterator[bytes]) -> Iterator[bytes]:
    head = next(parts, b"")
    encoding = encoding_of(head[:1000])
    everything = chain([head], parts)
    return everything if encoding in ("utf-8", "utf-8-sig", "ascii") else as_utf8(everything, encoding)


def _rows(parts: Iterator[bytes], file: str, problems: list[Problem], deleted: list[str]) -> Iterator[dict]:
    parser = etree.XMLParser(**_PARSER_OPTIONS)
    number = 0
    for piece in pieces(parts):
        if piece.tag in _ROWS:
            number += 1
        if not piece.fault:
            lean = lean_xml(piece.xml)
            row = _quick(lean) if piece.tag == "PubmedArticle" else None
            if row:
                yield row
                continue
        place = f"record {number}, byte {piece.at}" if piece.tag in _ROWS else f"byte {piece.at}"
        if piece.fault:
            problems.append(Problem(file, place + _with_pmid(piece), piece.fault, piece.mend))
            continue
        element = _parsed(lean, piece, parser, file, place, problems)
        if element is None:
            continue
        if piece.tag not in _ROWS:
            deleted += deleted_pmids(element)
            continue
        try:
            row = _ROWS[piece.tag](element)
        except ValueError as error:
            problems.append(Problem(file, place, f"{error}, left out", "download the record again"))
            continue
        if not row["pmid"]:
            what = "a record without PMID" + ("" if row["title"] else " and title, left out")
            problems.append(Problem(file, place, what, "download the record again"))
        if row["pmid"] or row["title"]:
            yield row


def _quick(xml: bytes) -> dict | None:
    try:
        return quick_row(xml.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _parsed(
    lean: bytes, piece: Piece, parser: etree.XMLParser, file: str, place: str, problems: list[Problem]
) -> etree._Element | None:
    try:
        return etree.fromstring(lean, parser)
    except etree.XMLSyntaxError:
        xml, faults = mended(lean)
    try:
        element = etree.fromstring(xml, parser)[0]
    except etree.XMLSyntaxError as error:
        what = f"malformed XML ({_reason(error)}), left out"
        problems.append(Problem(file, place + _with_pmid(piece), what, "download the record again by its PMID"))
        return None
    if faults:
        what = f"not well-formed ({'; '.join(faults)}), read all the same"
        problems.append(Problem(file, place + _with_pmid(piece), what, "check the record against PubMed"))
    return element


def lean_xml(xml: bytes) -> bytes:
    """A record without its reference list (which may be nested, and is most of a record), where it is whole."""
    start = xml.find(b"<ReferenceList")
    end = xml.rfind(b"</ReferenceList>") if start >= 0 else -1
    return xml[:start] + xml[end + 16 :] if end > start else xml


def _with_pmid(piece: Piece) -> str:
    found = _PMID.search(piece.xml)
    return f", PMID {found.group(1).decode()}" if found else ""


def _reason(error: etree.XMLSyntaxError) -> str:
    return re.sub(r",? line \d+.*", "", str(error.msg)).strip()[:80]
