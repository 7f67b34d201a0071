"""The tables that a review prints first: characteristics of studies, summary of findings, exclusions, agreement.

Each takes the tables of a review and gives a DataFrame made for reading: labels in place of codes, short and rounded.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from touchstone import coding
from touchstone.protocol import broader_of, label_of
from touchstone.protocol.models import Case
from touchstone.review import Review
from touchstone.tables import STRENGTHS
from touchstone.tagging import agreement

_VOTES = ("benefit", "no_difference", "worse", "mixed")


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
                "People": _labels(review, "population", study["population"]),
                "n": _number(study["sample_size"] if study["layer"] != "review" else study["n_studies"]),
                "Intervention": _labels(review, "intervention", study["intervention"]),
                "Dose": dose(study),
                "Comparator": _labels(review, "comparator", study["comparator"]),
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
                "n": _number(cell["n_participants"]) if cell["n_unknown_size"] < cell["n_studies"] else "–",
                "Votes +/0/–/±": "/".join(str(cell[f"votes_{name}"]) for name in _VOTES),
                "Pooled g (95 % CI)": pooled,
                "Why": "; ".join(cell["reasons"][1:]) or "–",
            }
        )
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["People"])


def studies_of(review: Review, population: Iterable[str]) -> pd.DataFrame:
    """The Studies in people of these population codes or of narrower ones, oldest first."""
    wanted, vocabulary = set(population), review.protocol.vocabulary
    covers = review.studies["population"].map(
        lambda codes: any(wanted & set(broader_of(vocabulary, "population", code)) for code in codes)
    )
    return review.studies[covers].sort_values(["year", "study_id"], na_position="last", ignore_index=True)


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


def machine_agreement(review: Review) -> pd.DataFrame:
    """How far the machine agrees with the main coder on the records that coder read, facet by facet.

    Columns: Facet, n, Precision, Recall, Score (F1, or accuracy for a facet with one value), Kappa. The machine reads
    what the suite has of a record, which may be a digest; the coder may have read more.
    """
    people = coding.coded_values(review.decisions, review.protocol.review.coding.main)
    return _scored(people, agreement.values_of(review.machine, list(people["record_id"])))


def coder_agreement(review: Review) -> pd.DataFrame:
    """How far second coders agree with the main coder on the records both coded; columns as in machine_agreement."""
    coders = review.protocol.review.coding
    people = coding.coded_values(review.decisions, coders.main)
    second = [coding.coded_values(review.decisions, name) for name in coders.second]
    return _scored(people, pd.concat(second) if second else people.iloc[:0])


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


def cite(study: dict) -> str:
    """A study as people cite it: first author's family name and year.

    >>> cite({"first_author": "Finch P", "year": 2014, "study_id": "lib:x"})
    'Finch 2014'
    """
    author = (
        study["first_author"].rsplit(" ", 1)[0] if study["first_author"] else study["study_id"].removeprefix("lib:")
    )
    return f"{author} {'n.d.' if pd.isna(study['year']) else int(study['year'])}"


def dose(study: dict) -> str:
    """Minutes × sessions over weeks, as far as told.

    >>> dose({"session_minutes": 30, "n_sessions": 12, "duration_weeks": None})
    '30 min × 12'
    """
    minutes, sessions, weeks = (study[name] for name in ("session_minutes", "n_sessions", "duration_weeks"))
    said = " × ".join(
        text
        for text, told in ((f"{_number(minutes)} min", minutes), (_number(sessions), sessions))
        if not pd.isna(told)
    )
    return (f"{said} in {_number(weeks)} wk" if said else f"{_number(weeks)} wk") if not pd.isna(weeks) else said or "–"


def snapshots_of(review: Review) -> pd.DataFrame:
    """What each snapshot is, a column a snapshot: kind, date, and the counts of its manifest."""
    out = {}
    for manifest in review.manifests:
        counts = {words(name).capitalize(): str(n) for name, n in manifest.get("counts", {}).items()}
        out[manifest["name"]] = {"Kind": manifest["search_kind"], "When": manifest["created"], **counts}
    return pd.DataFrame(out).fillna("–").rename_axis("").reset_index()


def plain(value: object) -> object:
    """A code as words where `value` is text; anything else as it is.

    >>> plain("very_limited"), plain(3)
    ('very limited', 3)
    """
    return words(value) if isinstance(value, str) else value


def words(code: str) -> str:
    """A code as words: `very_limited` reads `very limited`."""
    return code.replace("_", " ")


def _labels(review: Review, facet: str, codes: Iterable[str]) -> str:
    return ", ".join(label_of(review.protocol.vocabulary, facet, code) for code in codes) or "–"


def _number(value: object) -> str:
    return "–" if pd.isna(value) else f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"


def _scored(people: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    scores = agreement.facet_scores(people, other)
    score = scores["accuracy"].where(scores["accuracy"].notna(), scores["f1"])
    shown = {"Facet": scores["facet"].map(words), "n": scores["n"], "Precision": scores["precision"]}
    return pd.DataFrame({**shown, "Recall": scores["recall"], "Score": score, "Kappa": scores["kappa"]}).round(2)
