"""Where the text tells one design and PubMed's publication types another: a queue for a person."""

from __future__ import annotations

import pandas as pd

COLUMNS = ("record_id", "title", "by_text", "by_type", "confidence", "quote", "indexed", "year")


def design_disagreements(records: pd.DataFrame, tags: pd.DataFrame) -> pd.DataFrame:
    """Records whose text and publication types disagree on the design, the surest text first.

    Columns: record_id; title; by_text and by_type (design codes); confidence of the reading and its words (quote);
    indexed (`by people`, `by machine` or `not told`; MEDLINE has been indexed by machine since 2022, with people
    curating some of it); year.

    >>> from touchstone.tables import Records, Tags
    >>> design_disagreements(Records.empty(), Tags.empty()).empty
    True
    """
    found = tags[tags["facet"] == "design_disagreement"]
    both = found["value"].str.partition("|")
    table = pd.DataFrame(
        {
            "record_id": found["record_id"],
            "by_text": both[0] if len(found) else None,
            "by_type": both[2] if len(found) else None,
            "confidence": found["confidence"],
            "quote": found["quote"],
        }
    ).merge(records[["record_id", "title", "indexing_method", "year"]], on="record_id", how="left")
    table["indexed"] = [_indexed(row.indexing_method, row.year) for row in table.itertuples()]
    ordered = table.sort_values(["confidence", "record_id"], ascending=[False, True], kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def _indexed(method: object, year: object) -> str:
    if method == "Automated":
        return "by machine"
    if method in ("Manual", "Curated"):
        return "by people"
    return "by people" if pd.notna(year) and int(year) < 2022 else "not told"
