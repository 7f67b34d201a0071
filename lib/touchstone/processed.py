"""Writes data/processed: tables as Parquet and CSV, and run.json, which says what was run on what.

Everything here is a function of snapshots, decisions, protocol and versions: floats are rounded before they are
written, and there is no clock, path or hash order in any file.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from touchstone.errors import InputError
from touchstone.tables import Table

DECIMALS = 6
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_VERSIONED = ("touchstone", "pandas", "numpy", "scipy", "statsmodels", "matplotlib", "seaborn", "pyarrow", "lxml")


def ready(folder: Path) -> None:
    """Make `folder`, and raise InputError where it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".touchstone_probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"{folder.parent.name}/{folder.name}: cannot be written to ({error.strerror}); "
            "mend its permissions, or free some space"
        ) from None


def write_table(frame: pd.DataFrame, kind: type[Table], folder: Path, name: str) -> None:
    """`frame`, a table of `kind`, as `folder`/`name`.parquet and `name`.csv.

    In CSV lists are joined by `;`, structures are JSON, and text that a spreadsheet would take for a formula starts
    with an apostrophe (`unguard` takes it off again); numbers stay numbers. In Parquet lists are lists.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame = rounded(frame)
    arrays = [_arrow(frame[column], _kind(kind, column)) for column in frame]
    pq.write_table(pa.table(arrays, names=list(frame)), folder / f"{name}.parquet", compression="zstd")
    write_csv(frame, folder / f"{name}.csv")


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """`frame` as CSV (UTF-8, LF) in which no text cell can start a formula."""
    frame = rounded(frame)
    columns = {column: [_as_text(value) for value in frame[column]] for column in frame}
    out = pd.DataFrame({c: [guard(v) for v in vs] if _is_text(frame[c]) else vs for c, vs in columns.items()})
    out.reindex(columns=list(frame)).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def guard(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula.

    >>> guard("=1+1"), guard("+49"), guard("massage"), unguard(guard("=1+1"))
    ("'=1+1", "'+49", 'massage', '=1+1')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text.startswith("'") else text


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with every float column rounded to six decimals."""
    floats = [name for name in frame if pd.api.types.is_float_dtype(frame[name])]
    return frame.assign(**{name: frame[name].round(DECIMALS) for name in floats}) if floats else frame


def write_run(folder: Path, facts: dict) -> bool:
    """run.json: `facts` of the run, versions of what computed it, and the SHA-256 of each table.

    Returns whether it says the same as the run.json that was there before.
    """
    tables = {path.name: sha256(path) for path in sorted(folder.glob("*.parquet"))}
    content = {**facts, "versions": {name: version(name) for name in _VERSIONED}, "tables": tables}
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    path = folder / "run.json"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(text, encoding="utf-8")
    return before == text


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kind(kind: type[Table], column: str) -> str:
    return kind.columns[column].kind if column in kind.columns else "extra"


def _arrow(values: pd.Series, kind: str) -> object:
    import pyarrow as pa

    if kind == "text":
        return pa.array(values, type=pa.string())
    if kind == "list":
        return pa.array([list(v) for v in values], type=pa.list_(pa.string()))
    if kind in ("int", "float", "flag"):
        plain = [None if pd.isna(v) else v for v in values]
        return pa.array(plain, type={"int": pa.int64(), "float": pa.float64(), "flag": pa.bool_()}[kind])
    return pa.array([_as_text(v) for v in values], type=pa.string())


def _is_text(values: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values))


def _as_text(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, tuple | list) and all(isinstance(v, str) for v in value):
        return ";".join(value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return str(value)
