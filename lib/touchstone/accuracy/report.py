"""What is printed on accuracy: each facet with intervals and kappa beside two people, confusion, the worst errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from touchstone.accuracy.measuring import interval, tallies
from touchstone.accuracy.pairs import OF_RESULTS, SETS, SINGLE
from touchstone.tagging.agreement import kappa
from touchstone.tagging.tagger import Tagged

_KINDS = {
    "precision": lambda t: t[..., 0] / np.maximum(t[..., 1], 1),
    "recall": lambda t: t[..., 0] / np.maximum(t[..., 4], 1),
    "f1": lambda t: 2 * t[..., 0] / np.maximum(t[..., 1] + t[..., 4], 1),
}
ORDER = (
    "design", "sample_size", "n_studies", "population", "intervention", "comparator", "outcome", "direction", "finding",
    "overall_direction", "life_stage", "sex", "pilot", "country", "session_minutes", "n_sessions", "duration_weeks",
    "eligibility", "basis", "contrast",
)  # fmt: skip


def scores(pairs: list[dict]) -> pd.DataFrame:
    """Agreement of `pairs` (coded, true), one row a facet, with 95 % intervals from a bootstrap over records.

    Columns: facet, n (true codes), precision, recall, f1, each with _low and _high; score with its interval, which is
    F1 for facets of several codes a record and the share of true codes that are met (recall) for those of one; kappa
    (Cohen) for facets of one code.
    """
    rows = []
    for facet in [name for name in ORDER if pairs and name in pairs[0]]:
        counted = tallies(pairs, facet)
        row: dict[str, object] = {"facet": facet, "n": int(counted[:, 4].sum())}
        for name, share in _KINDS.items():
            row[name] = float(share(counted.sum(axis=0)))
            row[f"{name}_low"], row[f"{name}_high"] = interval(counted, share)
        kind = "f1" if facet in SETS else "recall"
        row |= {"score": row[kind], "score_low": row[f"{kind}_low"], "score_high": row[f"{kind}_high"]}
        flat = [pair for record in pairs for pair in record[facet]]
        alone = facet in SINGLE or facet in OF_RESULTS
        row["kappa"] = kappa([c for c, _ in flat], [t for _, t in flat]) if alone and flat else float("nan")
        rows.append(row)
    return pd.DataFrame(rows)


def confusion(pairs: list[dict], facet: str) -> pd.DataFrame:
    """How often each coded value (rows) was truly each value (columns); `–` is nothing. Largest codes first."""
    flat = [(c or "–", t or "–") for record in pairs for c, t in record.get(facet, ())]
    counts = Counter(flat)
    size = Counter(code for pair in flat for code in pair)
    codes = sorted(size, key=lambda code: (code == "–", -size[code], code))
    table = pd.DataFrame([[counts[c, t] for t in codes] for c in codes], index=codes, columns=codes, dtype=int)
    return table.rename_axis(index="coded", columns="true")


def worst_errors(
    judged: pd.DataFrame, tagged: Tagged, developed_on: Callable[[str], bool], rows: int = 15
) -> pd.DataFrame:
    """The tags that people disagree with most surely, with the words they were read from: facet, value, confidence, ….

    Only of records that were developed on: nobody looks at the errors of those kept aside. Columns: record_id, facet,
    value, confidence, words.
    """
    wrong = judged[~judged["right"] & judged["record_id"].map(developed_on).astype(bool)]
    quotes = tagged.tags.drop_duplicates(["record_id", "facet", "value"]).set_index(["record_id", "facet", "value"])
    quotes = quotes["quote"].to_dict()
    said = {
        (f["record_id"], "finding", f"{f['outcome']}={f['direction']}"): f["quote"]
        for f in tagged.findings.to_dict("records")
    }
    wrong = wrong.sort_values(["confidence", "facet", "record_id"], ascending=[False, True, True], kind="stable")
    wrong = wrong.groupby("facet", sort=False).head(max(1, rows // 8)).head(rows)
    keys = zip(wrong["record_id"], wrong["facet"], wrong["value"], strict=True)
    return wrong.assign(words=[(said | quotes).get(key, "") for key in keys])[
        ["record_id", "facet", "value", "confidence", "words"]
    ].reset_index(drop=True)


def beside(*named: tuple[str, pd.DataFrame], columns: Iterable[str] = ("score", "kappa")) -> pd.DataFrame:
    """Scores of several comparisons side by side, one row a facet, as text with intervals: `0.93 (0.91–0.95)`."""
    out: dict[str, dict[str, str]] = {}
    for name, table in named:
        for row in table.to_dict("records"):
            line = out.setdefault(row["facet"], {"Facet": row["facet"].replace("_", " ")})
            for column in columns:
                line[f"{name}: {column}"] = _said(row, column)
            line[f"{name}: n"] = str(row["n"])
    names = [f"{name}: {column}" for name, _ in named for column in (*columns, "n")]
    order = [facet for facet in ORDER if facet in out]
    return pd.DataFrame([out[facet] for facet in order]).reindex(columns=["Facet", *names]).fillna("–")


def _said(row: dict, column: str) -> str:
    value = row[column]
    if value != value:
        return "–"
    low, high = row.get(f"{column}_low"), row.get(f"{column}_high")
    return f"{value:.2f}" if low is None else f"{value:.2f} ({low:.2f}–{high:.2f})"
