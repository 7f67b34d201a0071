import pytest

from touchstone.evidence import count_votes, information_size, judge, sign_test


def _vote(vote="benefit", tier="randomised", n=100, sham=False, reason="its results agree"):
    return {
        "study_id": "x",
        "vote": vote,
        "tier": tier,
        "sample_size": n,
        "sham": sham,
        "sign": "unknown",
        "reason": reason,
    }


def _judge(review, votes, silent=(), outcome="sleep", broad=False):
    protocol = review.protocol
    return judge(votes, list(silent), protocol.vocabulary.outcome[outcome], protocol.strength, broad)


def test_no_abstract_based_verdict_is_ever_above_moderate(review):
    best = _judge(review, [_vote(n=5000, sham=True)] * 20, outcome="length_of_stay")
    assert (best.strength, best.certainty) == ("moderate", "moderate")


def test_people_who_rate_themselves_without_a_sham_are_a_named_risk_of_bias(review):
    found = _judge(review, [_vote(n=1000)] * 4, outcome="pain")
    assert any("people rate it themselves and no study used a sham" in reason for reason in found.reasons)


def test_few_people_lower_certainty_and_very_few_lower_it_more(review):
    many, some, few = ([_vote(n=n)] * 2 for n in (1000, 100, 20))
    assert [_judge(review, votes).strength for votes in (many, some, few)] == ["moderate", "limited", "very_limited"]


def test_a_size_that_is_not_told_is_never_zero_people(review):
    found = _judge(review, [_vote(n=None)])
    assert any("not told" in reason for reason in found.reasons)
    assert not any("0 people" in reason for reason in found.reasons)


def test_a_single_trial_however_large_is_at_most_limited(review):
    assert _judge(review, [_vote(n=10_000)]).strength == "limited"


def test_the_better_design_decides_and_the_weaker_stands_beside(review):
    alone = _judge(review, [_vote("no_difference", n=500)] * 3)
    beside = _judge(review, [_vote("no_difference", n=500)] * 3 + [_vote("benefit", "uncontrolled")] * 9)
    assert (alone.strength, alone.direction) == (beside.strength, beside.direction)
    assert "9 of weaker design stand beside" in beside.reasons[0]


def test_ten_case_reports_move_nothing_where_there_is_a_trial(review):
    trials = [_vote(n=300)] * 3
    with_cases = _judge(review, trials + [_vote(tier="anecdotal", n=1)] * 10)
    assert (with_cases.strength, with_cases.direction) == (_judge(review, trials).strength, "benefit")


def test_case_reports_alone_are_anecdotal_and_a_before_after_group_is_not(review):
    assert _judge(review, [_vote(tier="anecdotal", n=1)] * 9).strength == "anecdotal"
    assert _judge(review, [_vote(tier="uncontrolled", n=30)]).strength == "very_limited"


def test_studies_that_split_evenly_conflict(review):
    found = _judge(review, [_vote("benefit")] * 3 + [_vote("no_difference")] * 3)
    assert (found.strength, found.certainty) == ("conflicting", "very_low")
    # the nulls are not significant, which is not the same as no difference: those that differ tell the direction
    assert found.direction == "benefit"


def test_studies_that_contradict_each_other_point_nowhere(review):
    found = _judge(review, [_vote("benefit")] * 3 + [_vote("worse")] * 3)
    assert (found.strength, found.direction, found.certainty) == ("conflicting", "mixed", "very_low")


def test_many_nulls_with_a_third_reporting_benefit_are_conflicting_and_with_fewer_no_difference(review):
    third = _judge(review, [_vote("benefit")] * 4 + [_vote("no_difference")] * 8)
    fewer = _judge(review, [_vote("benefit")] * 2 + [_vote("no_difference")] * 8)
    assert (third.strength, third.direction, third.certainty) == ("conflicting", "benefit", "low")
    assert not any("intervals are rarely printed" in reason for reason in third.reasons)
    assert fewer.direction == "no_difference"
    assert fewer.strength != "conflicting"


def test_a_single_mixed_study_is_mixed_and_not_conflicting(review):
    found = _judge(review, [_vote("mixed", n=15)])
    assert (found.strength, found.direction) == ("very_limited", "mixed")


def test_not_significant_is_not_proof_of_no_difference(review):
    assert _judge(review, [_vote("no_difference", n=1000)] * 4).strength == "limited"
    assert _judge(review, [_vote("benefit", n=1000)] * 4).strength == "moderate"


def test_named_but_unreported_outcomes_lower_certainty(review):
    votes = [_vote(n=1000)] * 2
    silent = [_vote("", reason="named, without a result")] * 2
    ours = [_vote("", reason="describes experience or frequency, and tests no effect")] * 2
    assert _judge(review, votes, silent).certainty == "low"
    assert _judge(review, votes, ours).certainty == "moderate"


def test_nothing_found_is_none_and_not_assessed(review):
    assert _judge(review, []).strength == "none"
    assert _judge(review, [], [_vote("")]).reasons == ("1 study bears on it without a usable result",)


def test_a_marker_is_called_a_marker(review):
    assert any("marker" in reason for reason in _judge(review, [_vote()], outcome="cortisol").reasons)
    assert not any("marker" in reason for reason in _judge(review, [_vote()], outcome="pain").reasons)


def test_very_different_people_together_cost_a_step(review):
    votes = [_vote(n=1000)] * 3
    assert (_judge(review, votes).strength, _judge(review, votes, broad=True).strength) == ("moderate", "limited")


def test_a_threshold_changed_in_yaml_changes_the_verdict(review):
    strength = review.protocol.strength
    rule = strength.rule_sets[strength.main].model_copy(update={"optimal_smd": 0.5})
    loose = strength.model_copy(update={"rule_sets": strength.rule_sets | {strength.main: rule}})
    votes, sleep = [_vote(n=100)] * 2, review.protocol.vocabulary.outcome["sleep"]
    assert [judge(votes, [], sleep, s).strength for s in (strength, loose)] == ["limited", "moderate"]


def test_five_studies_on_one_side_cannot_reach_five_percent_and_six_can():
    assert sign_test(["benefit"] * 5)[0] > 0.05 > sign_test(["benefit"] * 6)[0]


def test_the_sign_test_is_the_exact_binomial_test():
    from scipy.stats import binomtest

    for n in range(1, 40):
        for k in range(n + 1):
            p = sign_test(["benefit"] * k + ["worse"] * (n - k))
            assert p == pytest.approx((binomtest(k, n).pvalue,) * 2, abs=1e-6)


def test_unknown_signs_widen_the_sign_test_both_ways():
    low, high = sign_test(["benefit"] * 6 + ["worse"] + ["unknown"] * 3)
    assert low < sign_test(["benefit"] * 6 + ["worse"])[0] < high


def test_a_mixed_vote_counts_in_shares_to_what_it_is_made_of(review):
    rule = review.protocol.strength.votes
    two = [{"vote": "benefit"}] * 2
    better = count_votes([*two, {"vote": "mixed", "parts": ("benefit", "no_difference")}], rule)
    worse = count_votes([*two, {"vote": "mixed", "parts": ("no_difference", "worse")}], rule)
    coded = count_votes([*two, {"vote": "mixed", "parts": ("mixed",)}], rule)
    assert [round(pointing.share, 3) for pointing in (better, worse, coded)] == [0.833, 0.667, 0.833]


@pytest.mark.parametrize(("smd", "people"), [(0.2, 786), (0.5, 126), (0.8, 50)])
def test_the_information_size_is_that_of_the_textbook_formula(smd, people):
    # 393, 63 and 25 in each group: Cohen (1988), two-sided alpha .05, power .80, by the normal approximation.
    assert information_size(smd, 0.05, 0.80) == people
