"""What people decided about duplicates: data/raw/coding/duplicates.csv, one decision a line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from touchstone.errors import InputError

COLUMNS = ("record_a", "record_b", "same", "reason", "coder")
EMPTY = pd.DataFrame(columns=list(COLUMNS), dtype="object")
_FILE = "data/raw/coding/duplicates.csv"


def read_duplicates(folder: Path) -> pd.DataFrame:
    """Decisions on duplicates in `folder`/duplicates.csv: record_a, record_b, same (yes or no), reason, coder.

    Empty where there is no such file. Raises InputError, naming the line, for a file that cannot be read, a missing
    column, an empty id, a `same` that is neither yes nor no, and a pair that is decided both ways.
    """
    path = folder / "duplicates.csv"
    if not path.is_file():
        return EMPTY
    try:
        frame = pd.read_csv(path, dtype="object", keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError) as error:
        raise InputError(f"{_FILE}: {' '.join(str(error).split())}; mend that line") from None
    missing = [name for name in COLUMNS if name not in frame]
    if missing:
        raise InputError(f"{_FILE}: column {missing[0]!r} is missing; it needs {', '.join(COLUMNS)}")
    frame = frame[list(COLUMNS)].map(str.strip)
    found = _faults(frame)
    if found:
        raise InputError(found[0])
    return frame


def duplicate_problems(folder: Path, record_ids: set[str]) -> list[str]:
    """Every problem of duplicates.csv, unknown records included, one line each."""
    try:
        frame = read_duplicates(folder)
    except InputError as error:
        return [str(error)]
    return [
        f"{_FILE}, line {line}: record {row[name]!r} is in no snapshot of this review; mend {name}"
        for line, row in enumerate(frame.to_dict("records"), start=2)
        for name in ("record_a", "record_b")
        if row[name] not in record_ids
    ]


def as_pairs(decided: pd.DataFrame) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """The pairs that are the same and those that are not, each with who says so and why.

    >>> frame = pd.DataFrame([("a", "b", "yes", "seen in print", "A")], columns=list(COLUMNS))
    >>> as_pairs(frame)
    ({('a', 'b'): 'coder A: seen in print'}, {})
    """
    same, other = {}, {}
    for row in decided.to_dict("records"):
        pair = tuple(sorted((row["record_a"], row["record_b"])))
        told = f"coder {row['coder']}: {row['reason'] or 'no reason given'}"
        (same if row["same"] == "yes" else other)[pair] = told
    return same, other


def _faults(frame: pd.DataFrame) -> list[str]:
    found, seen = [], {}
    for line, row in enumerate(frame.to_dict("records"), start=2):
        place = f"{_FILE}, line {line}"
        pair = frozenset((row["record_a"], row["record_b"]))
        if not row["record_a"] or not row["record_b"]:
            found.append(f"{place}: a record_id is missing; a decision is about two records")
        elif len(pair) == 1:
            found.append(f"{place}: {row['record_a']!r} is named twice; a decision is about two records")
        elif row["same"] not in ("yes", "no"):
            found.append(f"{place}: same is {row['same']!r}; write yes or no")
        elif seen.setdefault(pair, row["same"]) != row["same"]:
            found.append(f"{place}: this pair is decided both ways; keep one of the two lines")
    return found
