"""What a table is: columns with a meaning, a kind, a unit and allowed values, and a guard that holds frames to them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

_PANDAS = {"text": "object", "int": "Int64", "float": "Float64", "flag": "boolean", "list": "object", "json": "object"}


@dataclass(frozen=True)
class Column:
    """One column: what it holds (`about`), its `kind`, unit and allowed values.

    Kinds: `text` (str, empty string where there is none), `int`, `float`, `flag` (nullable pandas types),
    `list` (tuple of str), `json` (dict or list of plain values).
    """

    kind: str
    about: str
    unit: str = ""
    allowed: tuple[str, ...] = ()


def text_(about: str, allowed: tuple[str, ...] = ()) -> Column:
    """Text; empty where there is none."""
    return Column("text", about, "", allowed)


def list_(about: str) -> Column:
    """A tuple of texts."""
    return Column("list", about)


def int_(about: str, unit: str = "") -> Column:
    """A whole number, or empty."""
    return Column("int", about, unit)


def float_(about: str, unit: str = "") -> Column:
    """A number, or empty."""
    return Column("float", about, unit)


def flag_(about: str) -> Column:
    """True, false, or empty."""
    return Column("flag", about)


def json_(about: str) -> Column:
    """A dict or list of plain values."""
    return Column("json", about)


class Table:
    """A table's schema. Subclass it with `Column` attributes; nothing is ever instantiated."""

    columns: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls) -> None:
        cls.columns = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}

    @classmethod
    def empty(cls) -> pd.DataFrame:
        """The table with no rows, every column in its place and type."""
        return cls.conform(pd.DataFrame())

    @classmethod
    def of(cls, rows: Iterable[dict]) -> pd.DataFrame:
        """Rows (dicts) as a table in schema order; what a row does not say is empty."""
        return cls.conform(pd.DataFrame(list(rows)))

    @classmethod
    def conform(cls, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` with every schema column in order and type, further columns kept to the right.

        Raises ValueError, naming column and row, for a value that the schema does not allow.
        """
        out = {}
        for name, column in cls.columns.items():
            given = frame[name] if name in frame else pd.Series([None] * len(frame), index=frame.index, dtype="object")
            out[name] = _cast(given, column)
            if column.allowed:
                strange = sorted(set(out[name]) - set(column.allowed) - {""})
                if strange:
                    place = out[name].tolist().index(strange[0])
                    raise ValueError(
                        f"{cls.__name__}.{name}, row {place}: {strange[0]!r} is not one of {', '.join(column.allowed)}"
                    )
        extra = {name: frame[name] for name in frame if name not in out}
        return pd.DataFrame({**out, **extra}, index=frame.index).reset_index(drop=True)

    @classmethod
    def describe(cls) -> pd.DataFrame:
        """The table's own documentation: column, kind, unit, allowed values, about."""
        rows = [
            {"column": name, "kind": c.kind, "unit": c.unit, "allowed": ", ".join(c.allowed), "about": c.about}
            for name, c in cls.columns.items()
        ]
        return pd.DataFrame(rows, columns=["column", "kind", "unit", "allowed", "about"])


def _cast(values: pd.Series, column: Column) -> pd.Series:
    if column.kind == "text":
        return pd.Series(["" if _missing(v) else str(v) for v in values], index=values.index, dtype="object")
    if column.kind == "list":
        return pd.Series([_as_tuple(v) for v in values], index=values.index, dtype="object")
    if column.kind == "json":
        return pd.Series([None if _missing(v) else v for v in values], index=values.index, dtype="object")
    plain = pd.Series([None if _missing(v) else v for v in values], index=values.index, dtype="object")
    return plain.astype(_PANDAS[column.kind])


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _as_tuple(value: object) -> tuple[str, ...]:
    if _missing(value) or value == "":
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False, sort_keys=True) for v in value)
