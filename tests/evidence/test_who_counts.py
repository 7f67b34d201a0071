"""Who a study counts for, when, and what a protocol without results says. All studies here are invented."""

import pandas as pd
import pytest

from touchstone.errors import InputError
from touchstone.evidence import FACETS, gather_votes
from touchstone.evidence.bands import bands_of
from touchstone.evidence.samples import credited
from touchstone.evidence.votes import PROTOCOL, YOUNG_PROTOCOL
from touchstone.tables import Appraisals, Findings, Studies

NO_LINKS = pd.DataFrame(columns=["record_id", "relation", "study_id", "reason"])


def _study(name, **more):
    return {
        "study_id": name, "record_ids": [name], "layer": "primary", "eligible": True, "tier": "randomised",
        "design": "rct", "population": ["breast_cancer"], "intervention": ["foot"], "comparator": ["usual_care"],
        "sample_size": 40, "retracted": False, "year": 2020, "purpose": "treatment", "life_stage": "adult",
    } | more  # fmt: skip


def _finding(name, direction="benefit", **more):
    return {"finding_id": f"{name}#1", "record_id": name, "outcome": "pain", "contrast": "efficacy",
            "basis": "between_group", "direction": direction, "sign": "unknown"} | more  # fmt: skip


def _gather(review, studies, findings, by=(), links=NO_LINKS):
    tables = (Studies.of(studies), Findings.of(findings), links, Appraisals.empty())
    return gather_votes(*tables, review.protocol.vocabulary, review.protocol.strength, by)


def test_breast_cancer_counts_for_cancer_and_for_people_at_large_once_each(review):
    votes = _gather(review, [_study("a")], [_finding("a")])
    assert sorted(votes["population"]) == ["any", "breast_cancer", "cancer"]


@pytest.mark.parametrize(
    ("codes", "counts_for"),
    [
        (["breast_cancer", "hematologic_cancer"], {"cancer"}),
        (["cancer", "breast_cancer", "cipn"], {"cancer", "cipn"}),
        (["breast_cancer", "cipn"], {"breast_cancer", "cipn", "cancer"}),
        (["low_back_pain", "neck_pain", "chronic_pain"], {"chronic_pain"}),
        (["low_back_pain", "myofascial_pain"], {"low_back_pain", "myofascial_pain"}),
        (["osteoarthritis", "rheumatoid_arthritis"], set()),
        (["cardiac_surgery", "postoperative"], {"cardiac_surgery", "postoperative"}),
        (["hiv", "depression", "pregnancy", "stress", "insomnia"], set()),
    ],
)
def test_a_mixed_sample_counts_for_what_its_parts_share_and_not_for_each_part(review, codes, counts_for):
    protocol = review.protocol
    assert set(credited(codes, protocol.vocabulary, protocol.strength.mixed_samples)) == counts_for


def test_the_parts_of_a_mixed_sample_never_vote_for_one_part_in_the_whole_review(review):
    for study in review.studies[
        review.studies["study_id"].isin(["lib:lopez2022cipn", "lib:postwhite2003touch"])
    ].itertuples():
        own = set(review.votes[review.votes["study_id"] == study.study_id]["population"])
        assert "cancer" in own
        assert "breast_cancer" not in own


def test_a_study_of_two_techniques_counts_under_each_and_once_in_the_cell(review):
    votes = _gather(review, [_study("a", intervention=["foot", "reflexology"])], [_finding("a")], by=["intervention"])
    assert sorted(votes[votes["population"] == "any"]["intervention"]) == ["foot", "reflexology"]
    assert not votes.duplicated(["study_id", "population", "outcome", "contrast", "intervention"]).any()


@pytest.mark.parametrize("facet", FACETS)
def test_cells_by_a_facet_keep_the_columns_of_cells_and_count_no_study_twice(review, facet):
    split = review.cells_by(facet)
    assert [*review.cells.columns, facet] == list(split.columns)
    assert not split.duplicated(["population", "outcome", "contrast", facet]).any()
    whole = review.cells.set_index(["population", "outcome", "contrast"])
    for cell in split.head(200).itertuples():
        assert len(set(cell.study_ids)) == cell.n_studies
        known = whole.loc[(cell.population, cell.outcome, cell.contrast)]
        assert set(cell.study_ids) | set(cell.silent_ids) <= set(known["study_ids"]) | set(known["silent_ids"])


def test_a_facet_that_does_not_exist_is_named_with_those_that_do(review):
    with pytest.raises(InputError, match="'colour' is no facet; take intervention"):
        review.cells_by("colour")


@pytest.mark.parametrize(
    ("words", "course", "bands"),
    [
        ("immediately after", None, ("immediate",)),
        ("6 months later", 5, ("intermediate",)),
        ("after treatment and 1 month", None, ("immediate",)),
        ("week 12", 10, ("immediate",)),
        ("52 weeks", 10, ("intermediate",)),
        ("12 months", 4, ("intermediate",)),
        ("2 months and 1 year after therapy", None, ("short", "long")),
        ("weeks 5 and 11", 5, ("immediate", "short")),
        ("one year later", None, ("long",)),
        ("12 weeks", None, ("not_told",)),
        ("", 6, ("not_told",)),
    ],
)
def test_time_points_fall_in_bands_counted_from_the_end_of_treatment(review, words, course, bands):
    assert bands_of(words, course, review.protocol.strength.time_bands) == bands


def test_a_gain_at_the_end_that_is_gone_later_votes_so_in_each_band(review):
    results = [_finding("a", timepoint="end of treatment"),
               _finding("a", "no_difference", finding_id="a#2", timepoint="8 weeks later")]  # fmt: skip
    votes = _gather(review, [_study("a")], results, by=["time_band"])
    here = votes[votes["population"] == "any"].set_index("time_band")["vote"]
    assert here.to_dict() == {"immediate": "benefit", "short": "no_difference"}


def _with_protocol(review, year, links=NO_LINKS):
    plan = _study("plan", design="protocol", layer="context", eligible=False, tier="", year=year)
    return _gather(review, [_study("a"), plan], [_finding("a"), _finding("plan", "not_reported")], links=links)


def test_an_old_protocol_without_results_stands_silent_beside_the_cell_and_a_young_one_is_given_time(review):
    old, young = (_with_protocol(review, year).set_index("study_id")["reason"] for year in (2010, 2019))
    assert set(old["plan"]) == {PROTOCOL}
    assert set(young["plan"]) == {YOUNG_PROTOCOL}


def test_a_protocol_whose_study_is_in_the_set_is_not_missing_its_results(review):
    link = pd.DataFrame([("plan", "protocol_of", "a", "")], columns=NO_LINKS.columns)
    assert "plan" not in set(_with_protocol(review, 2010, link)["study_id"])


def test_the_sign_of_a_study_without_a_significant_result_is_the_side_all_its_results_are_on(review):
    same = [
        _finding("a", "no_difference", sign="benefit"),
        _finding("a", "no_difference", finding_id="a#2", sign="benefit"),
    ]
    differ = [same[0], same[1] | {"sign": "unknown"}]
    assert set(_gather(review, [_study("a")], same)["sign"]) == {"benefit"}
    assert set(_gather(review, [_study("a")], differ)["sign"]) == {"unknown"}
