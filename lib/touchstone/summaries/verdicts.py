"""What a review prints of its verdicts: the summary of findings, how firmly it stands, what may be pooled."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone.coding import cite
from touchstone.protocol.models import Case
from touchstone.review import Review
from touchstone.summaries.words import number, words
from touchstone.tables import STRENGTHS

_VOTES = ("benefit", "no_difference", "worse", "mixed")


def summary_of_findings(review: Review, cells: pd.DataFrame) -> pd.DataFrame:
    """Summary of findings: People, Outcome, Strength, Direction, Certainty, Studies, n, Vote count, Pooled g, Why.

    The vote count is by reported result (benefit / no difference / worse / mixed); it is not an effect.
    """
    rows = []
    for cell in cells.to_dict("records"):
        pooled = "–"
        if not pd.isna(cell["pooled_g"]):
            low, high = cell["pooled_low"], cell["pooled_high"]
            pooled = f"{cell['pooled_g']:.2f} ({low:.2f} to {high:.2f}), k = {cell['pooled_k']}"
        rows.append(
            {
                "People": review.label("population", cell["population"]),
                "Outcome": review.label("outcome", cell["outcome"]),
                "Strength": words(cell["strength"]),
                "Direction": words(cell["direction"]),
                "Certainty": words(cell["certainty"]),
                "Studies": cell["n_studies"],
                "n": number(cell["n_participants"]) if cell["n_unknown_size"] < cell["n_studies"] else "–",
                "Votes +/0/–/±": "/".join(str(cell[f"votes_{name}"]) for name in _VOTES),
                "Pooled g (95 % CI)": pooled,
                "Why": "; ".join(cell["reasons"][1:]) or "–",
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["People"])


def cells_of(review: Review, case: Case, contrast: str = "efficacy") -> pd.DataFrame:
    """The Cells of a case study on one contrast, in the order of its outcomes in review.yml."""
    cells = review.cells
    mine = cells[
        cells["population"].isin(case.population)
        & cells["outcome"].isin(case.outcome)
        & (cells["contrast"] == contrast)
    ]
    order = mine["outcome"].map({code: place for place, code in enumerate(case.outcome)})
    return mine.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def verdict_line(review: Review, cell: pd.Series) -> str:
    """One sentence on a cell: strength, direction, certainty, and what it rests on."""
    people, outcome = review.label("population", cell["population"]), review.label("outcome", cell["outcome"])
    return (
        f"{outcome} in {people[:1].lower()}{people[1:]}: {words(cell['strength'])} evidence, direction "
        f"{words(cell['direction'])}, certainty {words(cell['certainty'])}. It rests on {cell['reasons'][0]}."
    )


def stability_by_strength(review: Review) -> pd.DataFrame:
    """Coding stability of the verdicts of each strength: how many, and the quartiles of the shares."""
    told = review.stability[(review.stability["strength"] != "none") & review.stability["stability"].notna()]
    rows = []
    for strength in STRENGTHS:
        shares = told[told["strength"] == strength]["stability"].astype(float)
        if len(shares):
            ends = shares.quantile([0, 0.25, 0.5, 0.75, 1]).round(2)
            names = ("Lowest", "Quarter", "Median", "Three quarters", "Highest")
            rows.append({"Strength": words(strength), "Verdicts": len(shares), **dict(zip(names, ends, strict=True))})
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["Strength"])


def standing(review: Review, cells: pd.DataFrame) -> pd.DataFrame:
    """How firmly verdicts stand: People, Outcome, Verdict, Coding stability, Else mostly, Carried by.

    Coding stability is the share of draws of coding error in which the verdict stands; a verdict is carried by each
    study without which it would be another.
    """
    key = ["population", "outcome", "contrast"]
    becomes = review.stability.set_index(key).to_dict("index")
    names = {study["study_id"]: cite(study) for study in review.studies.to_dict("records")}
    rows = []
    for cell in cells.to_dict("records"):
        other = becomes.get(tuple(cell[name] for name in key), {})
        share, told = other.get("becomes_share"), not pd.isna(cell["stability"])
        else_ = f"{words(other['becomes_strength'])}, {words(other['becomes_direction'])} ({share:.0%})"
        rows.append(
            {
                "People": review.label("population", cell["population"]),
                "Outcome": review.label("outcome", cell["outcome"]),
                "Verdict": f"{words(cell['strength'])}, {words(cell['direction'])}",
                "Coding stability": f"{cell['stability']:.0%}" if told else "not measured",
                "Else mostly": else_ if told and not pd.isna(share) and share > 0 else "–",
                "Carried by": ", ".join(names.get(study, study) for study in cell["carried_by"]) or "no single study",
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["People"])


def synthesis(review: Review, case: Case, contrast: str = "efficacy") -> pd.DataFrame:
    """Synthesis without meta-analysis of a case: Outcome, k, On the side of benefit, Share, its interval, Sign test p.

    Over the studies of the best design; unknown sides are counted both ways, so that shares and p have two bounds.
    """
    swim = review.swim
    mine = swim[swim["population"].isin(case.population) & (swim["contrast"] == contrast)]
    mine = mine[mine["outcome"].isin(case.outcome)].set_index("outcome")
    rows = []
    for outcome in (code for code in case.outcome if code in mine.index):
        row = mine.loc[outcome]
        unknown = f", {row['signs_unknown']} unknown" if row["signs_unknown"] else ""
        rows.append(
            {
                "Outcome": review.label("outcome", outcome),
                "k": row["k"],
                "On the side of benefit": f"{row['signs_benefit']} of {row['k']}{unknown}",
                "Share": _bounds(row["share_low"], row["share_high"], "{:.0%}"),
                "95 % CI (Wilson)": f"{row['wilson_low']:.0%} to {row['wilson_high']:.0%}",
                "Sign test p": _bounds(row["sign_p_low"], row["sign_p_high"], "{:.2g}"),
                "Note": "" if row["can_reach_p05"] else "too few studies to reach p < .05, whatever they find",
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["Outcome"])


def why_not_pooled(review: Review, study_ids: Iterable[str]) -> pd.DataFrame:
    """Printed effects of these studies as Hedges' g, or why they cannot be: Study, Outcome, g (95 % CI), and why.

    Two comparable effects of randomised studies on one outcome are the least that is pooled.
    """
    names = {study["study_id"]: cite(study) for study in review.studies.to_dict("records")}
    effects = review.study_effects[review.study_effects["study_id"].isin(list(study_ids))]
    rows = []
    for row in effects.sort_values(["outcome", "study_id"]).to_dict("records"):
        known = not pd.isna(row["g"])
        reach = 1.959964 * float(row["variance"]) ** 0.5 if known else 0.0
        rows.append(
            {
                "Study": names[row["study_id"]],
                "Outcome": review.label("outcome", row["outcome"]),
                "g (95 % CI)": f"{row['g']:.2f} ({row['g'] - reach:.2f} to {row['g'] + reach:.2f})" if known else "–",
                "Why it is not comparable": row["reason"] or "–",
                "Warning": row.get("warning") or "–",
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["Study"])


def rule_sets_of(review: Review, claims: pd.DataFrame) -> pd.DataFrame:
    """How many claims stand at each strength under each rule set; those without a tested cell are left out."""
    rules = review.protocol.strength.rule_sets
    tested = [given for given in claims["verdicts"] if given]
    rows = []
    for name, rule in rules.items():
        counts = pd.Series([given[name] for given in tested], dtype="object").value_counts()
        main = " (main)" if name == review.protocol.strength.main else ""
        rows.append({"Rule set": rule.label + main, **{words(s): int(counts.get(s, 0)) for s in STRENGTHS}})
    return pd.DataFrame(rows)


def _bounds(low: object, high: object, form: str) -> str:
    if pd.isna(low) or pd.isna(high):
        return "–"
    ends = [form.format(float(end)) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
