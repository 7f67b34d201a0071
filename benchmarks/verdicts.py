"""The map against published verdicts: `python benchmarks/verdicts.py`.

Two lists, both of what is in the bundled review itself. Directions: what each systematic review of the review layer
reports on an outcome, against the cell of the same people and outcome, which rests on primary studies alone. Certainty:
the reviews whose digest states one (GRADE or levels of evidence), in CERTAINTY below. Overlap is unknown, a review
counts other trials than are here, and what it says of one comparator or technique may be set against all; so agreement
has a ceiling.

Rules were fitted on the development half (by a hash of the record's id); the other half is printed beside it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from touchstone import open_review
from touchstone.evidence.bodies import LEVELS
from touchstone.evidence.samples import credited

ROOT = Path(__file__).resolve().parent.parent
DESIGNS = ("systematic_review_with_meta_analysis", "systematic_review")
# record, population, outcome, certainty as stated, the words that state it
CERTAINTY = [
    ("furlan2015cochrane", "low_back_pain", "pain", "low", "rated low or very low"),
    ("furlan2015cochrane", "low_back_pain", "function_disability", "low", "rated low or very low"),
    ("gross2024cochrane", "neck_pain", "pain", "moderate", "probably (against a dummy version)"),
    ("gross2024cochrane", "neck_pain", "function_disability", "moderate", "probably (against a dummy version)"),
    ("gross2024cochrane", "neck_pain", "quality_of_life", "moderate", "probably (against a dummy version)"),
    ("furlan2012cam", "neck_pain", "pain", "low", "all of low certainty"),
    ("cheng2014neck", "neck_pain", "pain", "moderate", "moderate evidence for immediate relief"),
    ("shin2016cochrane", "cancer", "pain", "very_low", "certainty was very low throughout"),
    ("shin2016cochrane", "cancer", "anxiety", "very_low", "certainty was very low throughout"),
    ("candy2020palliative", "palliative_care", "pain", "very_low", "inconclusive"),
    ("candy2020palliative", "palliative_care", "anxiety", "very_low", "inconclusive"),
    ("candy2020palliative", "palliative_care", "quality_of_life", "very_low", "inconclusive"),
    ("fang2023criticalsleep", "critical_care", "sleep", "low", "certainty was low overall"),
    ("vandendolder2014review", "shoulder_pain", "pain", "low", "low-quality evidence"),
    ("vandendolder2014review", "shoulder_pain", "range_of_motion", "low", "low-quality evidence"),
    ("vandendolder2014review", "shoulder_pain", "function_disability", "low", "low-quality evidence"),
    ("nelson2017arthritis", "osteoarthritis", "pain", "low", "low to moderate quality"),
    ("nelson2017arthritis", "osteoarthritis", "function_disability", "low", "low to moderate quality"),
    ("nelson2017arthritis", "rheumatoid_arthritis", "pain", "low", "low to moderate quality"),
    ("mak2024map", "labour", "pain", "moderate", "moderate, favourable for pain"),
    ("mak2024map", "low_back_pain", "pain", "moderate", "moderate, favourable for pain"),
    ("yuan2015fibromyalgia", "fibromyalgia", "pain", "moderate", "moderate evidence for myofascial release"),
    ("ughreja2021mfrreview", "fibromyalgia", "pain", "moderate", "moderate evidence"),
    ("bennett2013infants", "infants", "weight_growth", "very_low", "rest on weak evidence"),
]


def main() -> None:
    """Print agreement of directions and of certainty, on both halves."""
    review = open_review(ROOT)
    cells = review.cells.set_index(["population", "outcome", "contrast"])
    table = directions(review, cells)
    for least in (1, 3):
        for name, half in (("development", True), ("kept aside", False)):
            own = table[(table["development"] == half) & (table["n"] >= least)]
            print(f"\ndirections, {name}, cells of {least} studies or more: {len(own)} verdicts")
            if len(own):
                hit, always = (own["ours"] == own["published"]).mean(), (own["published"] == "benefit").mean()
                print(f"agree {hit:.3f}; a map that always says benefit {always:.3f}")
                print(pd.crosstab(own["published"], own["ours"]).to_string())
    sure = certainties(cells)
    print(f"\ncertainty, {len(sure)} verdicts of {sure['record'].nunique()} reviews")
    above = sure["ours"] - sure["published"]
    print(
        f"Spearman {sure['published'].corr(sure['ours'], method='spearman'):.2f}; above the published level: "
        f"{(above > 0).sum()}, by more than one: {(above > 1).sum()}; mean difference {above.mean():+.2f} levels"
    )
    print(sure.to_string(index=False))


def directions(review: object, cells: pd.DataFrame) -> pd.DataFrame:
    """One row a review, population and outcome with one published direction: published, ours, n, development."""
    mixed, vocabulary = review.protocol.strength.mixed_samples, review.protocol.vocabulary
    reviews = review.studies[review.studies["design"].isin(DESIGNS) & review.studies["eligible"].astype(bool)]
    told = review.findings[~review.findings["direction"].isin(["not_reported", "mixed"])]
    told = told[told["contrast"].isin(["efficacy", ""])]
    said = told.groupby(["record_id", "outcome"])["direction"].agg(set)
    rows = []
    for study in reviews.to_dict("records"):
        populations = [
            code for code, rolled_up in credited(study["population"], vocabulary, mixed).items() if not rolled_up
        ]
        own = said.loc[[study["study_id"]]] if study["study_id"] in said.index.get_level_values(0) else []
        for (record, outcome), found in own.items() if len(own) else ():
            for population in populations if len(populations) <= 2 else ():
                key = (population, outcome, "efficacy")
                if len(found) == 1 and key in cells.index and cells.loc[key, "n_studies"]:
                    cell = cells.loc[key]
                    rows.append({"record": record, "population": population, "outcome": outcome,
                                 "published": next(iter(found)), "ours": cell["direction"], "n": cell["n_studies"],
                                 "strength": cell["strength"], "development": developed_on(record)})  # fmt: skip
    return pd.DataFrame(rows)


def certainties(cells: pd.DataFrame) -> pd.DataFrame:
    """CERTAINTY beside the cells, as levels (0 very low to 3 high)."""
    rows = []
    for record, population, outcome, level, _ in CERTAINTY:
        key = (population, outcome, "efficacy")
        if key in cells.index and cells.loc[key, "n_studies"]:
            cell = cells.loc[key]
            rows.append({"record": record, "population": population, "outcome": outcome, "n": cell["n_studies"],
                         "published": LEVELS.index(level), "ours": LEVELS.index(cell["certainty"]),
                         "strength": cell["strength"]})  # fmt: skip
    return pd.DataFrame(rows)


def developed_on(record_id: str) -> bool:
    """Whether rules were fitted on this record."""
    return int(hashlib.sha256(record_id.removeprefix("lib:").encode()).hexdigest()[:2], 16) < 176


if __name__ == "__main__":
    main()
