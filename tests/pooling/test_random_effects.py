from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import effects_of

from touchstone.errors import InputError
from touchstone.pooling import meta_regression, pool
from touchstone.pooling.heterogeneity import METHODS

CASES = ("bcg_rr", "raudenbush1985", "viechtbauer2005_ex1", "normand_md", "normand_smd", "hine_rd", "clasp_or")


@st.composite
def sets_of_studies(draw, fewest=2):
    k = draw(st.integers(fewest, 12))
    effects = draw(st.lists(st.floats(-3, 3), min_size=k, max_size=k))
    return np.array(effects), np.array(draw(st.lists(st.floats(0.01, 2), min_size=k, max_size=k)))


# statsmodels takes the root of a negative variance where its τ² is below zero
@pytest.mark.filterwarnings("ignore:invalid value encountered in sqrt:RuntimeWarning")
@pytest.mark.parametrize("case_id", CASES)
@pytest.mark.parametrize(("ours", "theirs"), [("PM", "pm"), ("DL", "dl")])
def test_statsmodels_finds_the_same_pool(case_id, ours, theirs):
    from statsmodels.stats.meta_analysis import combine_effects

    effects, variances = effects_of(case_id)
    expected = combine_effects(effects, variances, method_re=theirs)
    result, plain = pool(effects, variances, ours), pool(effects, variances, ours, hartung_knapp=False)
    # statsmodels lets τ² fall below zero with DL and stops Paule–Mandel at 1e-5 of its estimating equation
    assert result.tau2 == pytest.approx(max(expected.tau2, 0), rel=1e-4, abs=1e-9)
    if expected.tau2 >= 0:
        assert result.estimate == pytest.approx(expected.mean_effect_re, rel=1e-4)
        assert plain.se == pytest.approx(expected.sd_eff_w_re, rel=1e-4)
        assert result.se == pytest.approx(expected.sd_eff_w_re_hksj, rel=1e-4)
    assert result.q == pytest.approx(expected.q)


@settings(max_examples=60, deadline=None)
@given(sets_of_studies(), st.sampled_from(METHODS), st.booleans())
def test_tau2_and_i2_never_fall_below_zero_and_intervals_hold_their_estimate(studies, method, knapp):
    result = pool(*studies, method, knapp)
    assert result.tau2 >= 0
    assert 0 <= result.i2 <= 100
    assert 0 <= result.i2_low <= result.i2_high <= 100
    assert 0 <= result.p_heterogeneity <= 1
    assert result.ci_low <= result.estimate <= result.ci_high
    assert studies[0].min() - 1e-9 <= result.estimate <= studies[0].max() + 1e-9
    if result.k >= 3:
        assert result.prediction_low <= result.ci_low + 1e-9
        assert result.prediction_high >= result.ci_high - 1e-9


@settings(max_examples=40, deadline=None)
@given(sets_of_studies(3), st.sampled_from(METHODS), st.floats(-5, 5), st.floats(0.2, 5), st.randoms())
def test_a_pool_moves_with_its_scale_and_not_with_the_order_of_studies(studies, method, shift, unit, shuffler):
    effects, variances = studies
    order = list(range(len(effects)))
    shuffler.shuffle(order)
    result = pool(effects, variances, method)
    moved = pool((effects * unit + shift)[order], (variances * unit**2)[order], method)
    assert moved.tau2 == pytest.approx(result.tau2 * unit**2, rel=1e-4, abs=1e-6)
    assert moved.estimate == pytest.approx(result.estimate * unit + shift, rel=1e-4, abs=1e-4)
    assert moved.q == pytest.approx(result.q, rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(sets_of_studies(3))
def test_paule_mandel_solves_its_equation(studies):
    effects, variances = studies
    result = pool(effects, variances, "PM")
    weights = 1 / (variances + result.tau2)
    q = weights @ (effects - result.estimate) ** 2
    assert q == pytest.approx(len(effects) - 1, rel=1e-6) or (result.tau2 == 0 and q <= len(effects) - 1)


@settings(max_examples=40, deadline=None)
@given(sets_of_studies(3), st.sampled_from(["ML", "REML"]))
def test_no_other_tau2_is_likelier_than_the_one_found(studies, method):
    from touchstone.pooling.heterogeneity import _log_likelihood

    effects, variances = studies
    design, found = np.ones((len(effects), 1)), pool(effects, variances, method).tau2
    best = _log_likelihood(effects, variances + found, design, method == "REML")
    for other in (0.0, found * 0.99, found * 1.01, *np.geomspace(1e-4, 100, 30)):
        assert _log_likelihood(effects, variances + other, design, method == "REML") <= best + 1e-7


def test_the_higher_of_two_hills_of_the_likelihood_is_climbed():
    # three invented studies, one of them very precise: from the ANOVA estimate the climb ends on a low hill at 0.48
    assert pool([-0.3, 0.8, 2.9], [1.239, 0.001, 0.673], "ML").tau2 == 0


@settings(deadline=None)
@given(sets_of_studies(3))
def test_a_regression_without_slope_would_be_the_pool(studies):
    effects, variances = studies
    moderator = np.arange(len(effects), dtype=float) - np.average(np.arange(len(effects)), weights=1 / variances)
    fit = meta_regression(effects, variances, {"moderator": moderator}, "EE")
    assert fit.coefficients.loc["intercept", "estimate"] == pytest.approx(pool(effects, variances, "EE").estimate)


def test_the_prediction_interval_can_be_that_of_higgins_thompson_and_spiegelhalter():
    from scipy.stats import t

    effects, variances = effects_of("bcg_rr")
    result = pool(effects, variances, "DL", hartung_knapp=False, prediction="hts")
    reach = t.ppf(0.975, 11) * math.sqrt(result.tau2 + result.se**2)
    assert result.prediction_high == pytest.approx(result.estimate + reach)


def test_prediction_intervals_are_refused_below_three_studies():
    two = pool([0.2, 0.9], [0.04, 0.05])
    assert math.isnan(two.prediction_low)
    assert math.isnan(two.prediction_high)
    assert two.notes == ("No prediction interval: it needs at least three studies.",)
    assert not math.isnan(pool([0.2, 0.9, 0.4], [0.04, 0.05, 0.05]).prediction_low)


def test_one_study_is_not_a_pool():
    result = pool([0.4], [0.04])
    assert (result.estimate, result.k, result.hartung_knapp) == (0.4, 1, False)
    assert result.ci_low == pytest.approx(0.4 - 1.959964 * 0.2, abs=1e-6)
    assert math.isnan(result.tau2)
    assert math.isnan(result.i2)
    assert result.notes[0].startswith("One study is not a pool")


def test_an_interval_made_narrow_by_chance_agreement_is_flagged_and_can_be_widened():
    effects, variances = [0.50, 0.51, 0.50, 0.49], [0.04, 0.05, 0.06, 0.05]
    narrow = pool(effects, variances)
    plain = pool(effects, variances, hartung_knapp=False)
    wide = pool(effects, variances, floor=True)
    assert narrow.ci_high - narrow.ci_low < plain.ci_high - plain.ci_low < wide.ci_high - wide.ci_low
    assert "narrower than the plain one" in narrow.notes[0]
    assert plain.notes == wide.notes == ()


def test_the_common_effect_model_has_no_tau2_and_keeps_the_i2_of_q():
    result = pool(*effects_of("bcg_rr"), "FE", hartung_knapp=False)
    assert (result.method, result.tau2) == ("EE", 0)
    assert math.isnan(result.tau2_low)
    assert result.i2 == pytest.approx(100 * (result.q - 12) / result.q)


def test_columns_of_a_table_can_be_pooled_as_they_are():
    frame = pd.DataFrame({"g": [0.2, 0.5, 0.4], "variance": [0.04, 0.05, 0.06]}, dtype="Float64")
    assert pool(frame["g"], frame["variance"]) == pool([0.2, 0.5, 0.4], [0.04, 0.05, 0.06])


@pytest.mark.parametrize(
    ("effects", "variances", "options", "words"),
    [
        ([], [], {}, "no study to pool"),
        ([0.1, 0.2], [0.1], {}, "there are 2 and 1"),
        ([0.1, None], [0.1, 0.2], {}, "study 2 has no number"),
        (pd.array([0.1, None], dtype="Float64"), [0.1, 0.2], {}, "study 2 has no number"),
        ([0.1, 0.2], [0.1, 0.0], {}, "study 2 has 0; a variance is above zero"),
        ([0.1, "large"], [0.1, 0.1], {}, "not a list of numbers"),
        ([0.1, 0.2], [0.1, 0.1], {"method": "Bayes"}, "method: 'Bayes' is unknown; take one of PM, DL"),
        ([0.1, 0.2], [0.1, 0.1], {"level": 95}, "level: 95"),
        ([0.1, 0.2], [0.1, 0.1], {"prediction": "wide"}, "take 'as_ci' or 'hts'"),
    ],
)
def test_bad_input_is_named_with_its_mend(effects, variances, options, words):
    with pytest.raises(InputError, match=words):
        pool(effects, variances, **options)


@pytest.mark.parametrize(
    ("moderators", "words"),
    [
        ({"dose": [1, 2, 3]}, "3 rows for 4 studies"),
        ({"dose": [1, 2, 3, None]}, "a value is missing"),
        ({"dose": ["a", "b", "c", "d"]}, "code groups as 0 and 1"),
        ({"dose": [1, 1, 1, 1]}, "constant or follows from the others"),
        ({"x": [1, 2, 3, 4], "y": [1, 0, 1, 1], "z": [0, 1, 1, 1]}, "4 studies cannot carry 4 coefficients"),
    ],
)
def test_moderators_that_cannot_be_used_are_refused(moderators, words):
    with pytest.raises(InputError, match=words):
        meta_regression([0.1, 0.3, 0.2, 0.6], [0.1, 0.1, 0.2, 0.1], moderators)


def test_pooling_imports_neither_statsmodels_nor_scipy_stats():
    code = "import sys, touchstone.pooling as p; p.pool([0.1, 0.4, 0.2], [0.1, 0.1, 0.1]); print(sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'statsmodels'" not in modules
    assert "'scipy.stats'" not in modules
