"""What is printed on accuracy: each facet with intervals and kappa beside two people, confusion, the worst errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from touchstone.accuracy.error import TaggingError
from touchstone.accuracy.measuring import developed_on, interval, tallies
from touchstone.accuracy.of_review import coder_pairs, machine_pairs
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
    return pd.DataFrame(rows, columns=None if rows else ["facet", "n", "score", "kappa"])


def confusion(pairs: list[dict], facet: str) -> pd.DataFrame:
    """How often each coded value (rows) was truly each value (columns); `–` is nothing. Largest codes first."""
    flat = [(c or "–", t or "–") for record in pairs for c, t in record.get(facet, ())]
    counts = Counter(flat)
    size = Counter(code for pair in flat for code in pair)
    codes = sorted(size, key=lambda code: (code == "–", -size[code], code))
    table = pd.DataFrame([[counts[c, t] for t in codes] for c in codes], index=codes, columns=codes, dtype=int)
    return table.rename_axis(index="coded", columns="true")


def mistaken(pairs: list[dict], facet: str) -> pd.DataFrame:
    """Codes that were taken for another, most often first: Coded, Truly, Records."""
    counts = Counter(pair for record in pairs for pair in record.get(facet, ()) if pair[0] != pair[1])
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    said = [(c.replace("_", " ") or "–", t.replace("_", " ") or "–", n) for (c, t), n in rows]
    return pd.DataFrame(said, columns=["Coded", "Truly", "Records"])


def worst_errors(
    judged: pd.DataFrame, tagged: Tagged, seen: Callable[[str], bool] = developed_on, rows: int = 15
) -> pd.DataFrame:
    """The tags that people disagree with most surely, with the words they were read from: facet, value, confidence, ….

    Only of records that were developed on: nobody looks at the errors of those kept aside. Columns: record_id, facet,
    value, confidence, words.
    """
    wrong = judged[~judged["right"] & judged["record_id"].map(seen).astype(bool)]
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
    """Scores of several comparisons side by side, one row a facet that has any, as text: `0.93 (0.91–0.95)`."""
    out: dict[str, dict[str, str]] = {}
    for name, table in named:
        for row in table.to_dict("records"):
            line = out.setdefault(row["facet"], {"Facet": row["facet"].replace("_", " ")})
            for column in columns:
                line[f"{name}: {column}"] = _said(row, column)
            line[f"{name}: n"] = str(row["n"])
    names = [f"{name}: {column}" for name, _ in named for column in (*columns, "n")]
    said = {facet for facet, line in out.items() if any(_is_said(line, name, columns) for name, _ in named)}
    order = [facet for facet in ORDER if facet in said]
    return pd.DataFrame([out[facet] for facet in order]).reindex(columns=["Facet", *names]).fillna("–")


def _is_said(line: dict[str, str], name: str, columns: Iterable[str]) -> bool:
    return any(line.get(f"{name}: {column}", "–") != "–" for column in columns)


def _said(row: dict, column: str) -> str:
    value = row[column]
    if value != value:
        return "–"
    low, high = row.get(f"{column}_low"), row.get(f"{column}_high")
    return f"{value:.2f}" if low is None else f"{value:.2f} ({low:.2f}–{high:.2f})"


def error_table(error: TaggingError | None) -> pd.DataFrame:
    """The measured error for reading: Facet, Who, Coded, Right, Invented, Missed, each share with its interval."""
    columns = ["Who", "Facet", "Coded", "Right", "Invented", "Missed"]
    rows = []
    for who in ("people", "machine") if error else ():
        comparison = getattr(error, who)
        for name, facet in comparison.facets.items() if comparison else ():
            rows.append(
                {
                    "Who": f"{comparison.coded}, by {comparison.true}",
                    "Facet": name.replace("_", " "),
                    "Coded": facet.n_coded,
                    "Right": f"{facet.right:.2f} ({facet.right_low:.2f}–{facet.right_high:.2f})",
                    "Invented": f"{facet.invented:.2f}",
                    "Missed": f"{facet.missed:.2f} ({facet.missed_low:.2f}–{facet.missed_high:.2f})",
                }
            )
    return pd.DataFrame(rows, columns=columns)


def answer(review) -> list[str]:
    """What the measurements come to, in sentences; says so where there is nothing to compare with."""
    said = []
    machine, people = machine_pairs(review), coder_pairs(review)
    aside = [pair for pair in machine if not developed_on(pair["record_id"])]
    tables = {"two people": people, "the machine on records kept aside": aside}
    for who, pairs in tables.items():
        if pairs:
            found = scores(pairs).set_index("facet")["score"]
            told = [
                f"{name} {found[name]:.2f}" for name in ("design", "population", "outcome", "finding") if name in found
            ]
            said.append(f"Agreement with the main coder, {who}: {', '.join(told)}.")
    if not said:
        said.append("Nobody has coded records of this review yet, so how good its tags are is not known.")
    known = review.stability["stability"].notna() & (review.stability["strength"] != "none")
    if known.any():
        stands = review.stability[known]["stability"]
        said.append(
            f"Of {known.sum()} verdicts, {int((stands >= 0.8).sum())} stand in at least 80 % of the draws of coding "
            f"error, and {int((stands < 0.5).sum())} in fewer than half."
        )
    else:
        said.append("No coding error was measured, so which verdicts would stand is not known.")
    return said
