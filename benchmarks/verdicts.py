"""The map against published verdicts: `python benchmarks/verdicts.py`.

Two lists, both of what is in the bundled review itself. Directions: what each systematic review of the review layer
reports on an outcome, against our verdict on primary studies alone. Certainty: the reviews whose digest states one
(GRADE or levels of evidence), in CERTAINTY below.

Each review is held against the whole cell (its people, outcome and contrast), and against the studies that answer its
question, by rules that look at how the review was coded and never at what it found:

- People: a life stage beside a condition narrows it (cancer and children: children with cancer).
- Technique: a review of named techniques is held against the studies of these and narrower ones; one that is coded as
  massage in general, against all.
- Comparator: results against a sham alone are held against the studies that had a sham.
- Contrast: efficacy, comparative, and dose or technique each against their own; where a result does not tell, what the
  comparators of the review answer.
- What was pooled: a meta-analysis is held to what it pooled, and to studies with a comparison group, which it pools.

Overlap is unknown, a review counts other trials than are here, and reviews of one cell disagree (their agreement is
printed), so that ours has a ceiling. Rules were fitted on the development half (by a hash of the record's id); the
other half is printed beside it.
"""

from __future__ import annotations

import functools
import hashlib
from itertools import combinations
from pathlib import Path

import pandas as pd

from touchstone import open_review
from touchstone.coding import contrast_of
from touchstone.evidence import judge
from touchstone.evidence.bodies import LEVELS
from touchstone.evidence.rules import verdicts_of
from touchstone.evidence.samples import credited
from touchstone.protocol import broader_of

ROOT = Path(__file__).resolve().parent.parent
DESIGNS = ("systematic_review_with_meta_analysis", "systematic_review")
STAGES = ("preterm_infants", "infants", "children", "older_adults")
GENERAL = "massage_unspecified"
# what the levels of the Back Review Group are worth beside those of GRADE
AS_LEVEL = {"strong": 3, "moderate": 2, "limited": 1}
# record, population, outcome, certainty as stated, the words that state it (`levels:` of evidence, else GRADE)
CERTAINTY = [
    ("furlan2015cochrane", "low_back_pain", "pain", "low", "rated low or very low"),
    ("furlan2015cochrane", "low_back_pain", "function_disability", "low", "rated low or very low"),
    ("gross2024cochrane", "neck_pain", "pain", "moderate", "probably (against a dummy version)"),
    ("gross2024cochrane", "neck_pain", "function_disability", "moderate", "probably (against a dummy version)"),
    ("gross2024cochrane", "neck_pain", "quality_of_life", "moderate", "probably (against a dummy version)"),
    ("furlan2012cam", "neck_pain", "pain", "low", "all of low certainty"),
    ("cheng2014neck", "neck_pain", "pain", "moderate", "levels: moderate evidence for immediate relief"),
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
    ("yuan2015fibromyalgia", "fibromyalgia", "pain", "moderate", "levels: moderate evidence for myofascial release"),
    ("ughreja2021mfrreview", "fibromyalgia", "pain", "moderate", "levels: moderate evidence"),
    ("bennett2013infants", "infants", "weight_growth", "very_low", "rest on weak evidence"),
]


def main() -> None:
    """Print agreement of directions and of certainty, on both halves."""
    review = open_review(ROOT)
    asked = questions(review)
    for against in ("whole", "answering"):
        table = verdicts(review, asked, against)
        for name, half in (("development", True), ("kept aside", False)):
            for least in (1, 2, 3):
                own = table[(table["development"] == half) & (table["n"] >= least)]
                hit, always = (own["ours"] == own["published"]).mean(), (own["published"] == "benefit").mean()
                print(
                    f"directions, {name}, {against} cells of {least} or more: {len(own)} verdicts, agree {hit:.3f}; "
                    f"a map that always says benefit {always:.3f}"
                )
            print(pd.crosstab(own["published"], own["ours"]).to_string())
        sure = certainties(review, asked, against)
        _print_certainty(sure, against)
        _print_certainty(sure[sure["n"] >= 3], f"{against}, of 3 or more,")
    print(sure.to_string(index=False))
    same, pairs = agreement_of_reviews(asked)
    print(f"\nreviews of the same people, outcome and contrast agree in {same} of {pairs} pairs")


def questions(review: object) -> list[dict]:
    """What each systematic review reports: one dict a review, population, outcome and contrast with one direction."""
    protocol = review.protocol
    reviews = review.studies[review.studies["design"].isin(DESIGNS) & review.studies["eligible"].astype(bool)]
    told = review.findings[~review.findings["direction"].isin(["not_reported", "mixed"])]
    results = dict(list(told.groupby("record_id")))
    out = []
    for study in reviews.to_dict("records"):
        found = results.get(study["study_id"], told.iloc[:0])
        found = found[found["basis"] == "pooled"] if (found["basis"] == "pooled").any() else found
        rolled_up = credited(study["population"], protocol.vocabulary, protocol.strength.mixed_samples)
        people = [code for code, broader in rolled_up.items() if not broader]
        if len(people) > 2:
            continue
        stages = [code for code in people if code in STAGES]
        conditions = [code for code in people if code not in STAGES]
        own = contrast_of(study["comparator"], protocol.vocabulary) or "efficacy"
        found = found.assign(contrast=[contrast or own for contrast in found["contrast"]])
        for (outcome, contrast), group in found.groupby(["outcome", "contrast"]):
            against = set(group["comparator"]) - {""} or set(study["comparator"])
            if len(set(group["direction"])) > 1:
                continue
            for population in conditions or stages:
                out.append(
                    {
                        "record": study["study_id"], "population": population, "outcome": outcome, "contrast": contrast,
                        "published": group["direction"].iloc[0], "stages": tuple(stages) if conditions else (),
                        "techniques": () if GENERAL in study["intervention"] else tuple(study["intervention"]),
                        "sham": contrast == "efficacy" and against == {"sham_or_light_touch"},
                        "pooled": study["design"] == DESIGNS[0],
                    }
                )  # fmt: skip
    return out


def bearing(review: object, question: dict, against: str) -> tuple[list[dict], list[dict]]:
    """The rows of Votes on a question, voting and silent: of the `whole` cell, or of the studies `answering` it."""
    rows = _by_cell(review).get((question["population"], question["outcome"], question["contrast"]), [])
    if against == "whole":
        return _parted(rows)
    given, people = _given(review), _people(review)
    kept = [
        vote
        for vote in rows
        if set(question["stages"]) <= people[vote["study_id"]]
        and (not question["techniques"] or given[vote["study_id"]] & set(question["techniques"]))
        and (not question["sham"] or vote["sham"])
    ]
    votes, silent = _parted(kept)
    compared = any(vote["tier"] in ("randomised", "controlled") for vote in votes)
    return (votes if compared or not question["pooled"] else []), silent


def verdicts(review: object, asked: list[dict], against: str) -> pd.DataFrame:
    """One row a question on which studies vote: record, population, outcome, published, ours, n, development."""
    rows = []
    for question in asked:
        votes, silent = bearing(review, question, against)
        if votes:
            ours = _judged(review, question["outcome"], votes, silent).direction
            half = developed_on(question["record"])
            rows.append(question | {"ours": ours, "n": len(votes), "development": half})
    return pd.DataFrame(rows)


def certainties(review: object, asked: list[dict], against: str) -> pd.DataFrame:
    """CERTAINTY beside our levels (0 very low to 3 high), each by the rule set of the kind that the review used."""
    known = {(q["record"], q["population"], q["outcome"]): q for q in asked if q["contrast"] == "efficacy"}
    strength = review.protocol.strength
    rows = []
    for record, population, outcome, level, words in CERTAINTY:
        question = {"population": population, "outcome": outcome, "contrast": "efficacy"}
        question |= {"stages": (), "techniques": (), "sham": False, "pooled": False}
        votes, silent = bearing(review, known.get((f"lib:{record}", population, outcome), question), against)
        if not votes:
            continue
        ours = _judged(review, outcome, votes, silent)
        number = LEVELS.index(ours.certainty)
        if words.startswith("levels:"):
            number = AS_LEVEL.get(verdicts_of(ours, votes, strength, silent)["back_review_group"], 0)
        rows.append({"record": record, "population": population, "outcome": outcome, "n": len(votes),
                     "published": LEVELS.index(level), "ours": number, "direction": ours.direction})  # fmt: skip
    return pd.DataFrame(rows)


def agreement_of_reviews(asked: list[dict]) -> tuple[int, int]:
    """In how many pairs of reviews of one cell both report the same direction, and how many pairs there are."""
    table = pd.DataFrame(asked)
    pairs = [
        pair
        for _, group in table.groupby(["population", "outcome", "contrast"])
        for pair in combinations(group["published"], 2)
    ]
    return sum(one == other for one, other in pairs), len(pairs)


def _print_certainty(sure: pd.DataFrame, which: str) -> None:
    above, rank = sure["ours"] - sure["published"], sure["published"].corr(sure["ours"], method="spearman")
    print(
        f"certainty, {which} cells: {len(sure)} verdicts of {sure['record'].nunique()} reviews, Spearman {rank:.2f}; "
        f"above the published level {(above > 0).sum()}, "
        f"by more than one {(above > 1).sum()}; mean difference {above.mean():+.2f} levels"
    )


def developed_on(record_id: str) -> bool:
    """Whether rules were fitted on this record."""
    return int(hashlib.sha256(record_id.removeprefix("lib:").encode()).hexdigest()[:2], 16) < 176


def _parted(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    return [row for row in rows if row["vote"]], [row for row in rows if not row["vote"]]


def _judged(review: object, outcome: str, votes: list[dict], silent: list[dict]) -> object:
    return judge(votes, silent, review.protocol.vocabulary.outcome.get(outcome), review.protocol.strength)


@functools.cache
def _by_cell(review: object) -> dict[tuple[str, str, str], list[dict]]:
    groups = review.votes.groupby(["population", "outcome", "contrast"])
    return {key: group.to_dict("records") for key, group in groups}


@functools.cache
def _given(review: object) -> dict[str, set[str]]:
    vocabulary = review.protocol.vocabulary
    return {
        study: {broader for code in codes for broader in broader_of(vocabulary, "intervention", code)}
        for study, codes in zip(review.studies["study_id"], review.studies["intervention"], strict=True)
    }


@functools.cache
def _people(review: object) -> dict[str, set[str]]:
    return review.votes.groupby("study_id")["population"].agg(set).to_dict()


if __name__ == "__main__":
    main()
