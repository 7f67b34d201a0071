"""Which effects are used, on which side they are put, and why others are left out. All studies here are invented."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchstone.errors import InputError
from touchstone.pooling import (
    aligned_smd,
    one_effect_a_study,
    sd_from_interval,
    small_sample_correction,
    smd,
    smd_warnings,
    split_shared_controls,
    why_not_together,
)

PRINTED = {"effect_type": "SMD", "effect": -0.5, "ci_low": -0.9, "ci_high": -0.1, "favours": "intervention"}
ARMS = {
    "mean_intervention": 4.0, "sd_intervention": 2.0, "n_intervention": 30,
    "mean_comparator": 5.0, "sd_comparator": 2.2, "n_comparator": 28,
}  # fmt: skip
SIZES = {"n_intervention": 30, "n_comparator": 28}
DIFFERENCE = {"effect_type": "MD", "effect": -1.0, "ci_low": -2.1, "ci_high": 0.1, "favours": "intervention"}


@pytest.mark.parametrize("printed_sign", [-1, 1])
@pytest.mark.parametrize(("favours", "sign"), [("intervention", 1), ("comparator", -1)])
def test_favours_tells_the_side_whatever_sign_the_source_printed(printed_sign, favours, sign):
    low, high = sorted((printed_sign * 0.1, printed_sign * 0.9))
    g, variance = aligned_smd(
        {**PRINTED, "effect": printed_sign * 0.5, "ci_low": low, "ci_high": high, "favours": favours}
    )
    assert g == sign * 0.5
    assert variance == pytest.approx((0.8 / (2 * 1.959964)) ** 2, rel=1e-6)


@pytest.mark.parametrize("favours", ["unknown", "", None, np.nan, pd.NA])
def test_an_effect_whose_side_is_not_known_is_left_out(favours):
    assert aligned_smd({**PRINTED, "favours": favours}) == "the side the effect favours is not known"


def test_a_side_coded_as_unknown_is_not_guessed_from_the_arm_means():
    assert aligned_smd({**ARMS, "favours": "unknown", "higher_is_better": False}).startswith("the side")


@pytest.mark.parametrize(("higher_is_better", "sign"), [(False, 1), (True, -1)])
def test_arm_means_tell_the_side_where_it_was_never_coded(higher_is_better, sign):
    g, variance = aligned_smd({**ARMS, "higher_is_better": higher_is_better})
    expected = smd(4.0, 2.0, 30, 5.0, 2.2, 28)
    assert (g, variance) == pytest.approx((sign * abs(expected[0]), expected[1]))


def test_favours_goes_before_the_outcomes_usual_direction_and_the_conflict_is_told():
    row = {**ARMS, "favours": "intervention", "higher_is_better": True}
    assert aligned_smd(row)[0] > 0
    assert smd_warnings(row) == [
        "The arm means lie on the other side than `favours` by the outcome's usual direction: check both."
    ]
    assert smd_warnings({**row, "higher_is_better": False}) == []


def test_no_difference_at_all_needs_no_side():
    assert aligned_smd({**PRINTED, "effect": 0.0, "ci_low": -0.4, "ci_high": 0.4, "favours": "unknown"})[0] == 0


def test_arm_data_go_before_the_printed_effect():
    assert aligned_smd({**DIFFERENCE, **ARMS})[0] == pytest.approx(-smd(4.0, 2.0, 30, 5.0, 2.2, 28)[0])


def test_a_printed_g_without_interval_takes_its_variance_from_the_group_sizes():
    g, variance = aligned_smd({"effect_type": "g", "effect": 0.4, "favours": "intervention", **SIZES})
    assert (g, variance) == pytest.approx((0.4, 1 / 30 + 1 / 28 + 0.4**2 / (2 * 58)))


def test_cohens_d_becomes_g_where_the_group_sizes_are_known():
    row = {**PRINTED, "effect_type": "d"}
    correction = small_sample_correction(56)
    g, variance = aligned_smd({**row, **SIZES})
    assert g == pytest.approx(0.5 * correction)
    assert variance == pytest.approx(aligned_smd(row)[1] * correction**2)
    assert aligned_smd(row)[0] == 0.5


def test_a_mean_difference_is_standardised_by_the_sds_of_the_arms():
    row = {**DIFFERENCE, **SIZES, "sd_intervention": 2.0, "sd_comparator": 2.2}
    assert aligned_smd(row) == pytest.approx((abs(smd(4, 2, 30, 5, 2.2, 28)[0]), smd(4, 2, 30, 5, 2.2, 28)[1]))


def test_a_mean_difference_with_interval_and_group_sizes_gives_its_own_sd():
    sd = sd_from_interval(-2.1, 0.1, 30, 28)
    assert aligned_smd({**DIFFERENCE, **SIZES})[0] == pytest.approx(smd(1, sd, 30, 0, sd, 28)[0])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (DIFFERENCE, "an MD without SDs cannot be standardised"),
        ({**DIFFERENCE, "ci_low": None, **SIZES}, "no interval and no SDs"),
        ({**DIFFERENCE, "sd_intervention": 2, "sd_comparator": 2}, "an MD without group sizes cannot be standardised"),
        ({**PRINTED, "ci_low": None}, "no interval and no group sizes"),
        ({**PRINTED, "ci_low": -0.4}, "the effect does not lie within its interval"),
        ({**PRINTED, "ci_low": -3.0}, "the interval is not symmetric about the effect"),
        ({**PRINTED, "effect_type": "RR"}, "an effect of type RR cannot be turned into an SMD"),
        ({**PRINTED, "effect_type": ""}, "an effect of type unknown cannot be turned into an SMD"),
        ({"favours": "intervention"}, "no effect and no arm means"),
        ({**ARMS, "sd_comparator": None}, "arm means without SDs"),
        ({**ARMS, "n_comparator": np.nan}, "arm means without group sizes"),
        ({**ARMS, "sd_comparator": 0}, "a standard deviation is not above zero"),
        ({**PRINTED, "basis": "within_group"}, "the effect is within group, not between groups"),
        ({**PRINTED, "design": "crossover_rct"}, "a crossover trial needs an interval that allows for the pairing"),
        ({**ARMS, "design": "crossover_rct", "favours": "intervention"}, "a crossover trial needs an interval that"),
        ({**ARMS, "design": "crossover_rct", "adjusted": True}, "no adjusted effect is printed"),
        ({**PRINTED, "design": "crossover_rct", "adjusted": True, "ci_low": None, **SIZES}, "no interval"),
        ({**DIFFERENCE, **SIZES, "design": "cluster_rct", "adjusted": True}, "an adjusted MD cannot be standardised"),
        ({**PRINTED, "design": "cluster_rct"}, "a cluster trial needs an interval that allows for the clusters"),
    ],
)
def test_what_cannot_be_used_says_why(row, reason):
    result = aligned_smd(row)
    assert isinstance(result, str)
    assert result.startswith(reason)


def test_a_crossover_or_cluster_trial_is_used_with_an_interval_that_allows_for_its_design():
    for design in ("crossover_rct", "cluster_rct"):
        assert aligned_smd({**PRINTED, "design": design, "adjusted": True}) == aligned_smd(PRINTED)


@pytest.mark.parametrize("row", [{**ARMS, "favours": "intervention"}, PRINTED, {**DIFFERENCE, **SIZES}])
def test_a_cluster_trial_weighs_less_by_its_design_effect(row):
    plain = aligned_smd(row)
    g, variance = aligned_smd({**row, "design": "cluster_rct", "cluster_size": 11, "icc": 0.05})
    assert (g, variance) == pytest.approx((plain[0], plain[1] * 1.5))


def test_a_field_that_is_no_number_is_named():
    with pytest.raises(InputError, match="effect: 'half' is not a number"):
        aligned_smd({**PRINTED, "effect": "half"})


def test_a_row_of_a_table_can_be_given_as_it_is():
    frame = pd.DataFrame([{**PRINTED, **dict.fromkeys(ARMS)}])
    assert aligned_smd(frame.iloc[0]) == aligned_smd(PRINTED)


def test_an_implausibly_large_smd_is_flagged_with_what_it_would_be_from_standard_errors():
    row = {**ARMS, "sd_intervention": 2.0 / np.sqrt(30), "sd_comparator": 2.2 / np.sqrt(28), "favours": "intervention"}
    (sentence,) = smd_warnings(row)
    right = abs(smd(4.0, 2.0, 30, 5.0, 2.2, 28)[0])
    assert "implausibly large" in sentence
    assert f"If the SDs are standard errors, it would be {right:.2f}." in sentence
    assert smd_warnings({**ARMS, "favours": "intervention"}) == []
    assert smd_warnings({**PRINTED, "effect": -2.4, "ci_low": -3.4, "ci_high": -1.4})[0].startswith("The SMD of 2.40")


def test_standard_errors_taken_for_sds_are_seen_in_the_interval_even_where_the_smd_is_believable():
    n, standard_error = 30, 1.0
    reach = 2.0 * np.hypot(standard_error, standard_error)
    row = {
        "mean_intervention": 10.0, "sd_intervention": standard_error, "n_intervention": n,
        "mean_comparator": 11.5, "sd_comparator": standard_error, "n_comparator": n,
        "effect_type": "MD", "effect": -1.5, "ci_low": -1.5 - reach, "ci_high": -1.5 + reach, "favours": "intervention",
    }  # fmt: skip
    assert smd_warnings(row) == [
        "The printed interval fits the SDs only if they are standard errors: check the source."
    ]
    plain = 2.0 * standard_error * np.sqrt(2 / n)
    assert smd_warnings({**row, "ci_low": -1.5 - plain, "ci_high": -1.5 + plain}) == []


@pytest.mark.parametrize(
    ("columns", "reasons"),
    [
        ({"layer": ["primary", "primary"], "contrast": ["efficacy"] * 2, "scores": ["final", "unknown"]}, []),
        ({"layer": ["primary", "review"]}, ["reviews and trials cannot be pooled together: primary, review"]),
        (
            {"contrast": ["efficacy", "comparative"]},
            ["only one contrast can be pooled at a time: comparative, efficacy"],
        ),
        ({"contrast": ["efficacy", ""]}, ["only one contrast can be pooled at a time: efficacy, not told"]),
        ({"contrast": ["", None]}, ["only one contrast can be pooled at a time: not told"]),
        (
            {"scores": ["final", "change"]},
            ["final scores and change from baseline cannot be mixed in an SMD"],
        ),
    ],
)
def test_what_must_not_be_pooled_together(columns, reasons):
    assert why_not_together(pd.DataFrame({"study_id": ["A", "B"], **columns})) == reasons


def test_change_and_final_scores_may_be_pooled_as_mean_differences():
    assert why_not_together(pd.DataFrame({"scores": ["final", "change"]}), measure="MD") == []


def test_a_study_counts_once():
    rows = pd.DataFrame({"study_id": ["B", "A", "B"], "effect": [0.2, 0.5, 0.4], "variance": [0.04, 0.05, 0.09]})
    assert why_not_together(rows) == ["one effect a study: B has 2"]
    table = one_effect_a_study(rows)
    assert table["study_id"].tolist() == ["B", "A"]
    assert why_not_together(table) == []


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=6), st.floats(0, 1))
def test_measuring_a_thing_several_times_never_weighs_more_than_independent_studies_would(variances, correlation):
    rows = pd.DataFrame({"study_id": "A", "effect": 0.3, "variance": variances})
    result = one_effect_a_study(rows, correlation)["variance"].iloc[0]
    independent, same = sum(variances) / len(variances) ** 2, (np.sqrt(variances).mean()) ** 2
    assert independent - 1e-12 <= result <= same + 1e-12


def test_a_shared_control_arm_is_shared_out_and_each_pair_weighs_less():
    rows = pd.DataFrame(
        [
            {"study_id": "A", "intervention_arm": "foot", "comparator_arm": "usual care", **ARMS},
            {"study_id": "A", "intervention_arm": "back", "comparator_arm": "usual care", **ARMS},
            {"study_id": "B", "intervention_arm": "foot", "comparator_arm": "usual care", **ARMS},
        ]
    )
    split = split_shared_controls(rows)
    assert split["n_comparator"].tolist() == [14.0, 14.0, 28.0]
    assert rows["n_comparator"].tolist() == [28, 28, 28]
    whole, shared = (
        aligned_smd({**rows.iloc[0], "favours": "intervention"}),
        aligned_smd({**split.iloc[0], "favours": "intervention"}),
    )
    assert shared[1] > whole[1]


def test_several_outcomes_of_one_comparison_do_not_share_out_its_control():
    rows = pd.DataFrame(
        {
            "study_id": ["A", "A"],
            "intervention_arm": ["foot"] * 2,
            "comparator_arm": ["sham"] * 2,
            "n_comparator": [40, 38],
        }
    )
    assert split_shared_controls(rows)["n_comparator"].tolist() == [40.0, 38.0]


@pytest.mark.parametrize("function", [one_effect_a_study, split_shared_controls])
def test_a_missing_column_is_named(function):
    with pytest.raises(InputError, match="effects: no column"):
        function(pd.DataFrame({"study_id": ["A"]}))


def test_a_correlation_is_between_nothing_and_one():
    rows = pd.DataFrame({"study_id": ["A"], "effect": [0.2], "variance": [0.1]})
    with pytest.raises(InputError, match="not between 0 and 1"):
        one_effect_a_study(rows, correlation=2)
