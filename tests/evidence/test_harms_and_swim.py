"""Harms by population, and synthesis without pooling. All studies here are invented."""

import pandas as pd
import pytest

from touchstone.evidence import albatross, event_rate, fisher, harms_summary, stouffer, swim, wilson
from touchstone.tables import Findings, Harms, Studies, Votes


def _study(name, **more):
    return {"study_id": name, "record_ids": [name], "layer": "primary", "eligible": True, "tier": "randomised",
            "design": "rct", "population": ["cancer"], "sample_size": 40, "first_author": "Nobody A",
            "year": 2001} | more  # fmt: skip


def _summary(review, harms, studies):
    table = harms_summary(Harms.of(harms), Studies.of(studies), review.protocol.vocabulary, review.protocol.strength)
    return table.set_index("population").loc["any"]


def _harm(name, reported, **more):
    return {"record_id": name, "sought": "not_told", "reported": reported, "severity": "not_told"} | more


def test_silence_on_harms_is_not_zero_harms(review):
    found = _summary(review, [], [_study("a"), _study("b")])
    assert (found["n_studies"], found["n_reported"], found["n_counted"]) == (2, 0, 0)
    assert pd.isna(found["people"])
    assert pd.isna(found["rate_high"])


def test_no_event_in_n_people_has_three_over_n_as_its_upper_end():
    assert event_rate(0, 25)[:3] == (0.0, 0.0, 0.12)
    assert event_rate(0, 2)[2] == 1.0


def test_events_have_the_exact_interval():
    from scipy.stats import binomtest

    for events, people in ((1, 30), (5, 40), (12, 12)):
        exact = binomtest(events, people).proportion_ci(method="exact")
        assert event_rate(events, people)[1:3] == pytest.approx((exact.low, exact.high))


def test_a_case_report_of_harm_is_counted_apart_and_enters_no_rate(review):
    case = _study("case", tier="anecdotal", design="case_report", sample_size=1)
    told = _harm("case", "events", severity="serious", events_intervention=1, n_intervention=1)
    found = _summary(review, [told, _harm("a", "none_occurred", n_intervention=30)], [case, _study("a")])
    assert (found["n_case_events"], found["n_serious"], found["events"], found["people"]) == (1, 1, 0, 30)
    assert found["rate_high"] == pytest.approx(0.1)


def test_no_serious_event_is_not_no_event(review):
    found = _summary(review, [_harm("a", "none_occurred", severity="serious", n_intervention=30)], [_study("a")])
    assert (found["n_none"], found["n_none_serious"], found["n_counted"]) == (0, 1, 0)


def test_everybody_is_treated_in_a_study_of_one_group_and_only_one_arm_in_a_trial(review):
    one = _summary(review, [_harm("a", "none_occurred")], [_study("a", tier="uncontrolled", design="cohort")])
    trial = _summary(review, [_harm("a", "none_occurred")], [_study("a")])
    assert (one["people"], one["n_counted"], trial["n_counted"]) == (40, 1, 0)


def test_a_retracted_study_tells_nothing_of_harms(review):
    found = _summary(review, [_harm("a", "events")], [_study("a", eligible=False), _study("b")])
    assert (found["n_studies"], found["n_events"]) == (1, 0)


# Expected intervals and p: an independent computation with scipy.
@pytest.mark.parametrize(
    ("of", "n", "low", "high"),
    [(5, 6, 0.4365, 0.9699), (9, 9, 0.7009, 1.0), (7, 10, 0.3968, 0.8922), (1, 1, 0.2065, 1.0)],
)
def test_the_wilson_interval(of, n, low, high):
    assert wilson(of, n) == pytest.approx((low, high), abs=5e-5)


def test_combined_p_values():
    assert fisher([0.01, 0.2, 0.3]) == pytest.approx(0.021562, abs=1e-6)
    assert stouffer([0.01, 0.2, 0.3]) == pytest.approx(0.016512, abs=1e-6)


def _cell(signs):
    votes = Votes.of(
        {"study_id": f"s{i}", "population": "any", "outcome": "pain", "contrast": "efficacy", "tier": "randomised",
         "vote": sign if sign != "unknown" else "no_difference", "sign": sign, "sample_size": 40,
         "finding_ids": [f"s{i}#1"]}
        for i, sign in enumerate(signs)
    )  # fmt: skip
    findings = Findings.of(
        {"finding_id": f"s{i}#1", "record_id": f"s{i}", "outcome": "pain", "basis": "between_group",
         "direction": sign if sign != "unknown" else "no_difference", "sign": sign, "p_value": 0.02, "p_relation": "="}
        for i, sign in enumerate(signs)
    )  # fmt: skip
    return votes, findings


def test_fewer_than_six_studies_are_said_to_be_unable_to_reach_five_percent():
    five, six = (swim(*_cell(["benefit"] * n)).iloc[0] for n in (5, 6))
    assert "cannot reach p < .05" in five["note"]
    assert not five["can_reach_p05"]
    assert six["can_reach_p05"]
    assert "cannot reach" not in six["note"]


def test_unknown_signs_are_counted_both_ways():
    row = swim(*_cell(["benefit"] * 6 + ["worse"] + ["unknown"] * 3)).iloc[0]
    assert (row["share_low"], row["share_high"]) == (0.6, 0.9)
    assert row["wilson_low"] == pytest.approx(wilson(6, 10)[0])
    assert row["wilson_high"] == pytest.approx(wilson(9, 10)[1])
    assert row["n_p"] == 7


def test_combined_p_values_never_move_a_verdict(review):
    assert not {"fisher_p", "stouffer_p"} & set(review.cells.columns)


def test_the_albatross_table_has_only_studies_whose_size_p_and_side_are_told():
    votes, findings = _cell(["benefit", "worse", "unknown", "benefit", "benefit"])
    votes["sample_size"] = votes["sample_size"].where(votes["study_id"] != "s3")
    findings["p_relation"] = findings["p_relation"].where(findings["record_id"] != "s4", ">")
    table = albatross(votes, findings, Studies.of([_study("s0"), _study("s1")]))
    assert table["study_id"].tolist() == ["s0", "s1"]
    assert table["sign"].tolist() == ["benefit", "worse"]
    assert table["label"].tolist() == ["Nobody 2001"] * 2
