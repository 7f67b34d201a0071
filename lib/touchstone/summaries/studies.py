"""What a review prints of its studies: where they come from, what they are like, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone.coding import cite
from touchstone.protocol import broader_of
from touchstone.review import Review
from touchstone.summaries.words import labels, number, words


def characteristics(review: Review, study_ids: Iterable[str]) -> pd.DataFrame:
    """Characteristics of studies, oldest first: Study, Design, People, n, Intervention, Dose, Comparator, Country.

    An empty field is printed as `–`: not told.
    """
    chosen = review.studies[review.studies["study_id"].isin(list(study_ids))]
    rows = []
    for study in chosen.sort_values(["year", "study_id"], na_position="last").to_dict("records"):
        rows.append(
            {
                "Study": cite(study),
                "Design": review.label("design", study["design"]) + (", pilot" if study["pilot"] is True else ""),
                "People": labels(review, "population", study["population"]),
                "n": number(study["sample_size"] if study["layer"] != "review" else study["n_studies"]),
                "Intervention": labels(review, "intervention", study["intervention"]),
                "Dose": dose(study),
                "Comparator": labels(review, "comparator", study["comparator"]),
                "Country": study["country"] or "–",
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["Study"])


def findings_of(review: Review, study_ids: Iterable[str], outcomes: Iterable[str]) -> pd.DataFrame:
    """Every result of the studies on the outcomes: Study, Outcome, Result, Basis, When, p, and its Sentence."""
    wanted, outcomes = list(study_ids), list(outcomes)
    chosen = review.studies[review.studies["study_id"].isin(wanted)]
    names = {record: cite(study) for study in chosen.to_dict("records") for record in study["record_ids"]}
    found = review.findings[review.findings["record_id"].isin(list(names)) & review.findings["outcome"].isin(outcomes)]
    return pd.DataFrame(
        {
            "Study": found["record_id"].map(names),
            "Outcome": found["outcome_text"],
            "Result": found["direction"].str.replace("_", " "),
            "Basis": found["basis"].str.replace("_", " "),
            "When": found["timepoint"].replace("", "–"),
            "p": found["p_text"].replace("", "–"),
            "Sentence": found["quote"].replace("", "–"),
        }
    ).sort_values(["Study", "Outcome"], kind="stable", ignore_index=True)


def studies_of(review: Review, population: Iterable[str]) -> pd.DataFrame:
    """The Studies in people of these population codes or of narrower ones, oldest first."""
    wanted, vocabulary = set(population), review.protocol.vocabulary
    covers = review.studies["population"].map(
        lambda codes: any(wanted & set(broader_of(vocabulary, "population", code)) for code in codes)
    )
    return review.studies[covers].sort_values(["year", "study_id"], na_position="last", ignore_index=True)


def exclusions(review: Review) -> pd.DataFrame:
    """Studies kept outside the cells, with the rule of review.yml that says why: Reason, Study, Title, Design."""
    out = review.studies[~review.studies["eligible"].astype(bool)]
    rows = [
        {
            "Reason": study["reason"],
            "Study": cite(study),
            "Title": study["title"],
            "Design": review.label("design", study["design"]) if study["design"] else "–",
        }
        for study in out.sort_values(["reason", "study_id"]).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Reason", "Study", "Title", "Design"])


def silent_reasons(review: Review) -> pd.DataFrame:
    """Why studies that bear on a cell cast no vote there: Reason, and for how many results of a study."""
    quiet = review.votes[review.votes["vote"] == ""].drop_duplicates(["study_id", "outcome", "contrast"])
    counts = quiet["reason"].value_counts()
    return pd.DataFrame({"Reason": counts.index, "Results": counts.to_numpy()})


def snapshots_of(review: Review) -> pd.DataFrame:
    """What each snapshot is, a column a snapshot: kind, date, and the counts of its manifest."""
    out = {}
    for manifest in review.manifests:
        counts = {words(name).capitalize(): str(n) for name, n in manifest.get("counts", {}).items()}
        out[manifest["name"]] = {"Kind": manifest["search_kind"], "When": manifest["created"], **counts}
    return pd.DataFrame(out).fillna("–").rename_axis("").reset_index()


def dose(study: dict) -> str:
    """Minutes × sessions over weeks, as far as told.

    >>> dose({"session_minutes": 30, "n_sessions": 12, "duration_weeks": None})
    '30 min × 12'
    """
    minutes, sessions, weeks = (study[name] for name in ("session_minutes", "n_sessions", "duration_weeks"))
    said = " × ".join(
        text for text, told in ((f"{number(minutes)} min", minutes), (number(sessions), sessions)) if not pd.isna(told)
    )
    return (f"{said} in {number(weeks)} wk" if said else f"{number(weeks)} wk") if not pd.isna(weeks) else said or "–"


def flow_of(studies: pd.DataFrame) -> pd.DataFrame:
    """From the Studies of a case to its cells: Studies and Why, the largest group first; the numbers add up."""
    kind = studies["layer"].where(studies["eligible"].astype(bool), "outside: " + studies["reason"])
    named = kind.replace({"primary": "primary studies, in the cells", "review": "reviews, beside the cells"})
    counts = named.value_counts(sort=False)
    order = sorted(counts.index, key=lambda why: (-counts[why], why))
    rows = [{"Studies": int(counts[why]), "Why": why} for why in order]
    return pd.DataFrame([*rows, {"Studies": len(studies), "Why": "in all"}], columns=["Studies", "Why"])
