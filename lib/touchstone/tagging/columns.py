"""Columns of plain values as a table of the schema, without looking at each value twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from touchstone.tables import Table


def table_of(table: type[Table], columns: Mapping[str, Sequence]) -> pd.DataFrame:
    """`columns` (lists of values of the right kind, None where there is none) as a frame in `table`'s order and types.

    For rows that the tagger made itself; what comes from outside goes through `Table.conform`.

    >>> from touchstone.tables import Tags
    >>> columns = {name: ["x"] if column.kind == "text" else [None] for name, column in Tags.columns.items()}
    >>> table_of(Tags, columns).dtypes.equals(Tags.empty().dtypes)
    True
    """
    return pd.DataFrame({name: _column(columns[name], column.kind) for name, column in table.columns.items()})


def _column(values: Sequence, kind: str) -> pd.Series:
    if kind not in ("int", "float"):
        held = np.empty(len(values), dtype=object)
        held[:] = values
        return pd.Series(held, dtype="object")
    missing = np.fromiter((value is None for value in values), dtype=bool, count=len(values))
    plain = np.fromiter(
        (0 if value is None else value for value in values),
        dtype="int64" if kind == "int" else "float64",
        count=len(values),
    )
    array = pd.arrays.IntegerArray if kind == "int" else pd.arrays.FloatingArray
    return pd.Series(array(plain, missing))
