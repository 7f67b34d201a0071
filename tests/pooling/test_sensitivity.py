from __future__ import annotations

import numpy as np
import pytest
from published import effects_of, studies

from touchstone.errors import InputError
from touchstone.pooling import (
    cumulative,
    egger,
    failsafe_n,
    funnel,
    leave_one_out,
    pool,
    rank_correlation,
    subgroups,
    trim_and_fill,
)

BCG = effects_of("bcg_rr")


def test_leaving_one_out_says_which_study_was_left_out():
    table = leave_one_out(*BCG, labels=[f"trial {i}" for i in range(1, 14)])
    assert table.index[7] == "trial 8"
    rest = pool(np.delete(BCG[0], 7), np.delete(BCG[1], 7))
    assert table.loc["trial 8", "estimate"] == rest.estimate
    assert set(table["k"]) == {12}


def test_the_last_cumulative_estimate_is_the_pool_of_all():
    table = cumulative(*BCG, order=studies("bcg_rr")["year"])
    assert table["k"].tolist() == list(range(1, 14))
    assert table["estimate"].iloc[-1] == pytest.approx(pool(*BCG).estimate)


def test_studies_of_one_year_come_in_the_order_given():
    table = cumulative([0.1, 0.2, 0.3], [0.1] * 3, order=[2000, 1990, 2000], labels=["B", "A", "C"])
    assert table.index.tolist() == ["A", "B", "C"]


def test_subgroups_are_pooled_apart_and_keep_their_order():
    groups = ["random" if x else "other" for x in np.arange(13) % 2]
    split = subgroups(*BCG, groups)
    assert split.table.index.tolist() == ["other", "random"]
    apart = pool(BCG[0][::2], BCG[1][::2])
    assert split.table.loc["other", "ci_low"] == apart.ci_low
    assert split.df == 1


def test_the_subgroup_test_of_two_groups_is_a_wald_test():
    groups = np.arange(13) % 2
    split = subgroups(*BCG, groups, method="REML", hartung_knapp=False)
    (one, other), (se_one, se_other) = split.table["estimate"], split.table["se"]
    assert split.q_between == pytest.approx((one - other) ** 2 / (se_one**2 + se_other**2))


def test_the_subgroup_test_does_not_depend_on_hartung_knapp():
    groups = np.arange(13) % 3
    assert subgroups(*BCG, groups).p == subgroups(*BCG, groups, hartung_knapp=False).p


@pytest.mark.parametrize("function", [egger, rank_correlation, funnel, trim_and_fill])
def test_asymmetry_is_not_asked_of_fewer_than_ten_studies(function):
    with pytest.raises(InputError, match="needs at least 10 studies and there are 9"):
        function(BCG[0][:9], BCG[1][:9])
    function(BCG[0][:10], BCG[1][:10])


def test_a_symmetric_funnel_has_nothing_to_fill():
    effects = 0.3 + np.array([-0.40, 0.41, -0.31, 0.30, -0.20, 0.21, -0.11, 0.10, -0.05, 0.06, -0.01])
    variances = np.array([0.20, 0.20, 0.15, 0.15, 0.10, 0.10, 0.05, 0.05, 0.02, 0.02, 0.01])
    result = trim_and_fill(effects, variances, side="left")
    assert result.k0 == 0
    assert result.pooled == pool(effects, variances)
    assert not result.studies["filled"].any()
    assert egger(effects, variances).p > 0.9


def test_filled_studies_mirror_the_extreme_ones_about_the_trimmed_centre():
    result = trim_and_fill(*BCG, "EE", hartung_knapp=False)
    filled = result.studies[result.studies["filled"]]
    assert len(filled) == result.k0 == 4
    lowest = np.sort(BCG[0])[:4]
    centre = (filled["effect"].sort_values().to_numpy()[::-1] + lowest) / 2
    assert centre == pytest.approx([centre[0]] * 4)
    assert set(filled["variance"]) <= set(BCG[1])


def test_turning_every_sign_turns_the_side():
    one, other = trim_and_fill(*BCG, "REML"), trim_and_fill(-BCG[0], BCG[1], "REML")
    assert (one.side, other.side) == ("right", "left")
    assert (one.k0, one.pooled.estimate) == pytest.approx((other.k0, -other.pooled.estimate))


def test_eggers_test_is_the_weighted_regression_on_the_standard_error():
    from statsmodels.api import WLS, add_constant

    effects, variances = BCG
    fit = WLS(effects, add_constant(np.sqrt(variances)), weights=1 / variances).fit()
    result = egger(effects, variances)
    assert (result.intercept, result.limit) == pytest.approx(fit.params[::-1])
    assert (result.t, result.p) == pytest.approx((fit.tvalues[1], fit.pvalues[1]))
    assert (result.limit_low, result.limit_high) == pytest.approx(fit.conf_int()[0])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: leave_one_out([0.1], [0.1]), "at least two"),
        (lambda: leave_one_out([0.1, 0.2], [0.1, 0.1], labels=["A"]), "1 for 2 studies"),
        (lambda: cumulative([0.1, 0.2], [0.1, 0.1], order=[1999]), "1 values for 2 studies"),
        (lambda: cumulative([0.1, 0.2], [0.1, 0.1], order=[1999, np.nan]), "study 2 has none"),
        (lambda: subgroups([0.1, 0.2], [0.1, 0.1], ["x"]), "1 for 2 studies"),
        (lambda: subgroups([0.1, 0.2], [0.1, 0.1], ["x", None]), "study 2 has none"),
        (lambda: egger(BCG[0], np.ones(13)), "same standard error"),
        (lambda: trim_and_fill(BCG[0], np.ones(13)), "give 'left' or 'right'"),
        (lambda: trim_and_fill(*BCG, side="up"), "take 'left' or 'right'"),
        (lambda: failsafe_n([0.4, 0.5], target=-0.1), "between zero and the mean"),
        (lambda: failsafe_n([0.4, 0.5]), "Rosenthal's number needs them"),
    ],
)
def test_bad_input_is_named_with_its_mend(call, words):
    with pytest.raises(InputError, match=words):
        call()
