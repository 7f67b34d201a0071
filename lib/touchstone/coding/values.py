"""What one coder said of each record, in the frame that `tagging.facet_scores` compares."""

from __future__ import annotations

import pandas as pd

from touchstone.coding.decisions import current
from touchstone.coding.studies import SEVERAL
from touchstone.tagging.rollup import direction_of

_PEOPLE = ("n_analysed", "n_enrolled", "sample_size")
_PLAIN = (
    "design",
    "life_stage",
    "country",
    "overall_direction",
    "n_studies",
    "session_minutes",
    "n_sessions",
    "duration_weeks",
)


def coded_values(decisions: pd.DataFrame, coder: str) -> pd.DataFrame:
    """The standing decisions of `coder`, one row a record, in the columns of `touchstone.tagging.facet_scores`.

    Several results on one outcome are rolled up (`outcome=direction` in `finding`). `sample_size` holds the people
    enrolled and those analysed, of which either will do; `pilot` and `sex` are told only where they say something
    (a pilot; one sex), as the machine tells them.
    """
    rows: dict[str, dict] = {}
    results: dict[str, dict[str, list[str]]] = {}
    for decision in current(decisions, [coder]).to_dict("records"):
        record_id, facet, value = decision["record_id"], decision["facet"], decision["value"]
        row = rows.setdefault(record_id, {"record_id": record_id, "sample_size": ()})
        if facet == "finding":
            results.setdefault(record_id, {}).setdefault(value["outcome"], []).append(value["direction"])
        elif facet in _PEOPLE:
            row["sample_size"] = (*row["sample_size"], *([value] if value is not None else []))
        elif facet in SEVERAL:
            row[facet] = tuple(value or ())
        elif facet == "pilot":
            row["pilot"] = "yes" if value else None
        elif facet == "sex":
            row["sex"] = None if value == "both" else value
        elif facet in _PLAIN:
            row[facet] = value
    for record_id, row in rows.items():
        told = results.get(record_id, {})
        row["outcome"] = tuple(sorted(told))
        row["finding"] = tuple(f"{code}={direction_of(found)}" for code, found in sorted(told.items()))
    return pd.DataFrame(list(rows.values()), columns=None if rows else ["record_id"])
