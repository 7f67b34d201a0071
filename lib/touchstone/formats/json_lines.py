"""JSON lines in Records columns: the suite's own format, written canonically and read leniently."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ..tables import Records
from .identifiers import clean_doi, clean_pmcid, clean_pmid
from .reading import Problem

FORMAT = "JSON lines"
_ALSO = {"registration": "registry_ids", "registrations": "registry_ids", "mesh_terms": "mesh", "source": "sources"}
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_FLAGS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
_SURROGATE = re.compile("[\ud800-\udfff]")
_CLEAN = {"doi": clean_doi, "pmid": clean_pmid, "pmcid": clean_pmcid}


def read_json_lines(text: str, file: str) -> tuple[list[dict], list[Problem]]:
    """Rows of Records from JSON lines, and every problem by line number.

    A missing column is empty, a given `record_id` is kept, lists may be lists or `;`-joined text, numbers may be text,
    and columns that Records does not know are kept. One JSON list of objects, or one object over several lines, is
    read, too.
    """
    rows, problems = [], []
    for place, given in _objects(text, file, problems):
        if not isinstance(given, dict):
            problems.append(Problem(file, place, f"not a record but {_kind(given)}", "write one JSON object a line"))
            continue
        row = row_of(given, file, place, problems)
        if any(row.get(name) not in ("", None, ()) for name in Records.columns):
            rows.append(row)
        else:
            found = f"only {', '.join(map(repr, given))[:60]}" if given else "nothing"
            what = f"no column of Records, {found}, left out"
            problems.append(Problem(file, place, what, "give it at least an id or a title"))
    return rows, problems


def row_of(given: dict, file: str, place: str, problems: list[Problem]) -> dict:
    """A row of Records from one object's fields, read leniently; what cannot be read is left empty and told."""
    row = {}
    for key, value in given.items():
        name = key if key in Records.columns else _ALSO.get(key.lower(), key.lower())
        column = Records.columns.get(name)
        if column is None or (name != key and name in given):
            row[_sound(key)] = _sound(value)
            continue
        read = _READ[column.kind](_sound(value))
        if name in _CLEAN and read:
            read = _CLEAN[name](read) or None
        if name == "sections":
            read = read if _are_sections(read) else None
        if column.allowed and read and read not in column.allowed:
            read = None
        if read is None and not _empty(value):
            what = f"{key}: {json.dumps(_sound(value), ensure_ascii=False)[:60]} cannot be read, left empty"
            problems.append(Problem(file, place, what, f"expected {column.about}"))
        row[name] = read
    if row.get("abstract") and not row.get("abstract_source"):
        row["abstract_source"] = "file"
    return row


def to_jsonl_bytes(records: pd.DataFrame) -> bytes:
    """Records as canonical JSON lines: keys in schema order, empty fields left out, UTF-8. Same records, same bytes.

    >>> to_jsonl_bytes(Records.of([{"record_id": "pmid:1", "pmid": "1", "title": "A trial", "year": 2001}]))
    b'{"record_id":"pmid:1","pmid":"1","title":"A trial","year":2001}\\n'
    """
    records = Records.conform(records)
    names = list(records)
    lines = []
    for values in zip(*(records[name].tolist() for name in names), strict=True):
        row = {name: _plain(value) for name, value in zip(names, values, strict=True) if not _empty(value)}
        lines.append(json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n")
    return "".join(lines).encode("utf-8", "replace")


def write_jsonl(records: pd.DataFrame, path: str | Path) -> None:
    """Write Records as canonical JSON lines (see `to_jsonl_bytes`)."""
    Path(path).write_bytes(to_jsonl_bytes(records))


def _objects(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[str, object]]:
    if text.lstrip().partition("\n")[0].rstrip() == "{" or text.lstrip()[:1] == "[":
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            whole = None
        if whole is not None:
            listed = whole if isinstance(whole, list) else [whole]
            yield from ((f"record {number}", given) for number, given in enumerate(listed, 1))
            return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield f"line {number}", json.loads(line)
        except json.JSONDecodeError as error:
            cut = error.pos >= len(line.rstrip()) or "Unterminated" in error.msg
            what = "JSON that breaks off" if cut else f"not JSON ({error.msg} at character {error.pos + 1})"
            problems.append(Problem(file, f"line {number}", what, "restore the line from its source; it was left out"))
        except (ValueError, RecursionError) as error:
            what = "nested too deep" if isinstance(error, RecursionError) else f"not JSON ({error})"
            problems.append(Problem(file, f"line {number}", what, "restore the line from its source; it was left out"))


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | dict):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    return "" if value is None else None


def _int(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 1 << 62 else None
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value.is_integer() and abs(value) < 1 << 62 else None
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(r"[+-]?[0-9]{1,18}(\.0+)?", text):
            return int(text.partition(".")[0])
        found = _YEAR.search(text)
        return int(found.group()) if found else None
    return None


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _FLAGS.get(str(value).strip().lower().removesuffix(".0"))


def _list(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    if isinstance(value, list):
        parts = [part if isinstance(part, str) else _text(part) for part in value]
        return None if None in parts else tuple(part for part in parts if part)
    return () if value is None else None


def _json(value: object) -> object:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, list | dict) and value else None


_READ = {"text": _text, "int": _int, "flag": _flag, "list": _list, "json": _json}


def _are_sections(value: object) -> bool:
    return value is None or (
        isinstance(value, list)
        and all(
            isinstance(part, dict) and isinstance(part.get("start"), int) and isinstance(part.get("end"), int)
            for part in value
        )
    )


def _sound(value: object) -> object:
    """`value` without what JSON readers let in and no JSON may hold: lone surrogates, NaN and infinities."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value) if not value.isascii() else value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [_sound(part) for part in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(part) for key, part in value.items()}
    return value


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _empty(value: object) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, str | tuple | list | dict):
        return not value
    return isinstance(value, float) and not math.isfinite(value)


def _kind(value: object) -> str:
    return {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")
