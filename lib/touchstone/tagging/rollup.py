"""From single results to one line a record and outcome, and to one direction a record."""

from __future__ import annotations

import pandas as pd

from touchstone.tables import Findings

COLUMNS = (
    "record_id", "outcome", "direction", "basis", "p_value", "effect_type", "effect", "ci_low", "ci_high",
    "confidence", "quote",
)  # fmt: skip


def rollup(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings one row a record and outcome, in the order the pairs first appear.

    Several results that disagree roll up to `mixed`; `not_reported` gives way to any result. Basis, p, effect and quote
    are those of the first result that says what the row says (for `mixed`, the first that is not not_reported).

    >>> rows = [{"record_id": "r", "outcome": "pain", "direction": d} for d in ("benefit", "no_difference")]
    >>> rollup(Findings.of(rows)).direction.tolist()
    ['mixed']
    """
    table = Findings.conform(findings)
    rows: dict[tuple[str, str], list[dict]] = {}
    for row in table.to_dict("records"):
        rows.setdefault((row["record_id"], row["outcome"]), []).append(row)
    out = []
    for results in rows.values():
        direction = direction_of([row["direction"] for row in results])
        told = [row for row in results if row["direction"] == direction] or [
            row for row in results if row["direction"] != "not_reported"
        ]
        out.append({**{name: (told or results)[0][name] for name in COLUMNS}, "direction": direction})
    frame = pd.DataFrame(out, columns=list(COLUMNS))
    return Findings.conform(frame)[list(COLUMNS)]


def direction_of(directions: list[str]) -> str:
    """The one direction of several results: the one they share, else mixed.

    >>> direction_of(["benefit", "not_reported"]), direction_of(["benefit", "worse"])
    ('benefit', 'mixed')
    """
    told = sorted({d for d in directions if d and d != "not_reported"})
    if not told:
        return "not_reported"
    return told[0] if len(told) == 1 else "mixed"
