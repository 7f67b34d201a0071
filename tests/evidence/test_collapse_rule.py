import pytest

from touchstone.evidence import cast_votes, collapse
from touchstone.evidence import votes as rule
from touchstone.tables import Findings, Studies


def _result(direction, basis="between_group", **more):
    return {"direction": direction, "basis": basis} | more


def _votes(review, results, **study):
    blank = {
        "study_id": "a", "record_ids": ["a"], "layer": "primary", "eligible": True, "tier": "randomised",
        "population": ["breast_cancer"], "comparator": ["usual_care"], "sample_size": 40, "retracted": False,
    }  # fmt: skip
    findings = [
        {"finding_id": f"a#{n}", "record_id": "a", "outcome": "pain", "contrast": "efficacy"} | result
        for n, result in enumerate(results, start=1)
    ]
    return cast_votes(Studies.of([blank | study]), Findings.of(findings), review.protocol.vocabulary)


def test_results_that_agree_are_the_vote_and_results_that_differ_make_it_mixed():
    assert collapse([_result("benefit"), _result("benefit")], "randomised") == ("benefit", rule.AGREES)
    assert collapse([_result("benefit"), _result("no_difference")], "randomised") == ("mixed", rule.DISAGREES)
    assert collapse([_result("mixed")], "randomised") == ("mixed", rule.DISAGREES)


def test_a_within_group_result_of_a_controlled_study_casts_no_vote():
    assert collapse([_result("benefit", "within_group")], "randomised") == ("", rule.WITHIN_ONLY)
    assert collapse([_result("benefit", "within_group")], "controlled") == ("", rule.WITHIN_ONLY)
    assert collapse([_result("benefit", "within_group")], "uncontrolled") == ("benefit", rule.AGREES)


def test_a_within_group_benefit_does_not_soften_a_null_between_groups():
    results = [_result("benefit", "within_group"), _result("no_difference")]
    assert collapse(results, "randomised")[0] == "no_difference"


def test_named_without_a_result_gives_way_to_any_result_and_alone_casts_none():
    assert collapse([_result("not_reported"), _result("worse")], "randomised")[0] == "worse"
    assert collapse([_result("not_reported")], "randomised") == ("", rule.NO_RESULT)


@pytest.mark.parametrize("direction", ["benefit", "worse"])
def test_descriptive_studies_never_vote(direction):
    assert collapse([_result(direction, "narrative")], "descriptive") == ("", rule.DESCRIPTIVE)


def test_one_vote_a_study_outcome_and_contrast_also_for_broader_terms(review):
    votes = _votes(review, [_result("benefit"), _result("benefit")])
    assert not votes.duplicated(["study_id", "population", "outcome", "contrast"]).any()
    rolled = dict(zip(votes["population"], votes["rolled_up"], strict=True))
    assert rolled == {"breast_cancer": False, "cancer": True, "any": True}


def test_a_study_coded_with_a_term_and_its_broader_term_counts_once_in_the_broader(review):
    votes = _votes(review, [_result("benefit")], population=["breast_cancer", "cancer"])
    assert votes["population"].tolist().count("cancer") == 1


def test_a_result_whose_comparison_is_not_told_is_listed_under_each_and_votes_in_none(review):
    votes = _votes(review, [_result("benefit", contrast="")], comparator=["usual_care", "active_exercise"])
    here = votes[votes["population"] == "any"]
    assert here["contrast"].tolist() == ["efficacy", "comparative"]
    assert set(here["vote"]) == {""}
    assert set(here["reason"]) == {rule.UNTOLD}


def test_two_reports_of_a_study_are_taken_together(review):
    two = [_result("benefit"), _result("no_difference", record_id="b")]
    votes = _votes(review, two, record_ids=["a", "b"])
    assert set(votes["vote"]) == {"mixed"}


def test_reviews_context_and_ineligible_studies_cast_no_vote(review):
    for fields in ({"layer": "review"}, {"layer": "context"}, {"eligible": False}):
        assert _votes(review, [_result("benefit")], **fields).empty


def test_every_vote_of_the_bundled_review_can_be_traced_to_its_results(review):
    findings = review.findings.set_index("finding_id")
    records = {
        r: s for s, ids in zip(review.studies["study_id"], review.studies["record_ids"], strict=True) for r in ids
    }
    for vote in review.votes.itertuples():
        assert vote.finding_ids
        assert {records[findings.loc[f, "record_id"]] for f in vote.finding_ids} == {vote.study_id}
    assert (review.votes["reason"] != "").all()
