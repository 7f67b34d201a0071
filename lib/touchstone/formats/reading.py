"""What a reader hands back: records, and every problem met on the way to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from ..tables import Records
from .identifiers import record_id


@dataclass(frozen=True)
class Problem:
    """Something in a file that is not as it should be, and how to mend it.

    >>> str(Problem("hits.jsonl", "line 17", "not JSON: cut off", "restore the line from its source"))
    'hits.jsonl: line 17: not JSON: cut off; restore the line from its source'
    """

    file: str
    place: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        line = ": ".join(part for part in (self.file, self.place, self.what) if part)
        return " ".join((f"{line}; {self.mend}" if self.mend else line).split())


@dataclass(frozen=True)
class Reading:
    """A file that was read.

    records: Records, one row a publication, in the order of the file.
    problems: what was wrong, where, and how to mend it; empty where all went well.
    format: JSON lines, PubMed XML, MEDLINE, RIS, CSV or BibTeX.
    deleted: PMIDs that an update file takes out of PubMed (`DeleteCitation`).
    """

    records: pd.DataFrame
    problems: list[Problem]
    format: str
    deleted: list[str] = field(default_factory=list)


def records_frame(rows: Iterable[dict]) -> pd.DataFrame:
    """Rows as Records, each with its `record_id`; what a row does not say is empty."""
    rows = list(rows)
    for row in rows:
        if not row.get("record_id"):
            row["record_id"] = record_id(row)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: pd.Series([row.get(name) for row in rows], dtype="object") for name in names}
    return Records.conform(pd.DataFrame(columns, index=range(len(rows))))


def typed_frame(rows: list[dict]) -> pd.DataFrame:
    """As `records_frame`, for rows made of `BLANK`, whose values are of the schema's types: many times as fast."""
    for row in rows:
        row["record_id"] = record_id(row)
    columns = zip(*(row.values() for row in rows), strict=True)
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=_DTYPES.get(name, "object"))
            for name, values in zip(BLANK, columns, strict=True)
        }
    )


_EMPTY = {"text": "", "list": ()}
# A PubMed record of which nothing is known: the columns of Records, then those that only PubMed's records carry. Rows
# made by filling it in all have their columns in this order.
BLANK = {name: _EMPTY.get(column.kind) for name, column in Records.columns.items()} | {
    "vernacular_title": "",
    "other_abstracts": None,
    "mesh_qualifiers": None,
}
_PANDAS = {"int": "Int64", "float": "Float64", "flag": "boolean"}
_DTYPES = {name: _PANDAS[column.kind] for name, column in Records.columns.items() if column.kind in _PANDAS}


def repeated_ids(records: pd.DataFrame, file: str) -> list[Problem]:
    """A problem for each `record_id` that stands more than once in one file; every row is kept."""
    times = Counter(records["record_id"])
    return [
        Problem(file, rid, f"stands {n} times in the file", "keep the newest, or let screening unite them")
        for rid, n in times.items()
        if n > 1
    ]
