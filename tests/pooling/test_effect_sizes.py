from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from touchstone.errors import InputError
from touchstone.pooling import (
    design_effect,
    log_odds_ratio,
    log_risk_ratio,
    mantel_haenszel,
    md,
    peto,
    pool,
    risk_difference,
    sd_from_interval,
    small_sample_correction,
    smd,
    variance_from_interval,
)

counts = st.integers(1, 500)
means, sds, sizes = st.floats(-50, 50), st.floats(0.5, 30), st.integers(3, 200)


@settings(deadline=None)
@given(means, sds, sizes, means, sds, sizes)
def test_exchanging_the_groups_turns_the_sign_and_keeps_the_variance(m1, sd1, n1, m2, sd2, n2):
    for function in (smd, md):
        effect, variance = function(m1, sd1, n1, m2, sd2, n2)
        assert function(m2, sd2, n2, m1, sd1, n1) == pytest.approx((-effect, variance))


@settings(deadline=None)
@given(means, sds, sizes, means, sds, sizes, st.floats(0.1, 10))
def test_an_smd_does_not_depend_on_the_unit_of_the_scale(m1, sd1, n1, m2, sd2, n2, unit):
    assert smd(m1 * unit, sd1 * unit, n1, m2 * unit, sd2 * unit, n2) == pytest.approx(smd(m1, sd1, n1, m2, sd2, n2))


def test_the_small_sample_correction_is_the_exact_one():
    # Γ(1)/(√1 Γ(1/2)) = 1/√π for two degrees of freedom
    assert small_sample_correction(2) == pytest.approx(1 / np.sqrt(np.pi), rel=1e-12)
    # Hedges' approximation 1 − 3/(4m − 1), good to three digits from ten degrees on
    assert small_sample_correction(np.array([10, 50])) == pytest.approx([1 - 3 / 39, 1 - 3 / 199], abs=1e-3)


@settings(deadline=None)
@given(counts, counts, counts, counts)
def test_the_ratio_of_harm_is_the_inverse_of_the_odds_ratio_of_benefit(a, b, c, d):
    effect, variance = log_odds_ratio(a, b, c, d)
    assert log_odds_ratio(b, a, d, c) == pytest.approx((-effect, variance))


def test_an_empty_cell_adds_a_half_to_that_study_alone():
    effects, variances = log_odds_ratio([0, 5], [22, 20], [1, 7], [20, 18])
    assert effects[0] == pytest.approx(np.log(0.5 * 20.5 / (22.5 * 1.5)))
    assert variances[0] == pytest.approx(1 / 0.5 + 1 / 22.5 + 1 / 1.5 + 1 / 20.5)
    assert (effects[1], variances[1]) == pytest.approx(log_odds_ratio(5, 20, 7, 18))
    assert log_risk_ratio(0, 22, 1, 20)[0] == pytest.approx(np.log((0.5 / 23) / (1.5 / 22)))


def test_a_risk_difference_needs_no_half_unless_its_variance_would_be_nothing():
    assert risk_difference(0, 20, 4, 16) == pytest.approx((-0.2, 4 * 16 / 20**3))
    effect, variance = risk_difference(0, 20, 0, 30)
    assert effect == 0
    assert variance > 0


@settings(deadline=None)
@given(st.floats(-3, 3), st.integers(4, 200), st.integers(4, 200), st.floats(0.5, 30))
def test_the_sd_behind_a_mean_difference_is_found_again(effect, n1, n2, sd):
    reach = stdtrit(n1 + n2 - 2, 0.975) * sd * np.sqrt(1 / n1 + 1 / n2)
    assert sd_from_interval(effect - reach, effect + reach, n1, n2) == pytest.approx(sd)


def test_a_variance_is_found_again_from_its_interval():
    result = pool([0.3, 0.5], [0.04, 0.05], "EE", hartung_knapp=False)
    assert variance_from_interval(result.ci_low, result.ci_high) == pytest.approx(result.se**2)


def test_mantel_haenszel_and_peto_take_studies_without_events_in_one_arm():
    a, b, c, d = [0, 2, 0], [50, 48, 60], [3, 5, 2], [47, 45, 58]
    for result in (mantel_haenszel(a, b, c, d, "OR"), mantel_haenszel(a, b, c, d, "RR"), peto(a, b, c, d)):
        assert result.estimate < 0
        assert result.k == 3
    assert mantel_haenszel(a, b, c, d, "RD").estimate == pytest.approx(-8 / 160, abs=0.01)


def test_one_table_gives_mantel_haenszel_its_own_ratio():
    cells = (12, 88, 20, 80)
    for measure, single in (("OR", log_odds_ratio), ("RR", log_risk_ratio), ("RD", risk_difference)):
        result = mantel_haenszel(*([cell] for cell in cells), measure)
        effect, variance = single(*cells)
        assert result.estimate == pytest.approx(effect)
        assert result.se == pytest.approx(np.sqrt(variance), rel=0.02)


def test_statsmodels_finds_the_same_odds_ratio_by_mantel_haenszel():
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = np.array([[[12, 88], [20, 80]], [[5, 45], [9, 41]], [[30, 170], [33, 160]]])
    theirs = StratifiedTable(list(tables))
    ours = mantel_haenszel(tables[:, 0, 0], tables[:, 0, 1], tables[:, 1, 0], tables[:, 1, 1], "OR")
    assert ours.estimate == pytest.approx(theirs.logodds_pooled)
    assert ours.se == pytest.approx(theirs.logodds_pooled_se)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: smd(1, 0, 10, 2, 1, 10), "standard deviation is not above zero"),
        (lambda: smd(1, 1, 1, 2, 1, 2), "at least four people"),
        (lambda: md(None, 1, 10, 2, 1, 10), "m1: "),
        (lambda: md("much", 1, 10, 2, 1, 10), "m1: 'much' is not a number"),
        (lambda: log_odds_ratio(-1, 5, 3, 4), "below zero"),
        (lambda: log_risk_ratio(0, 0, 3, 4), "nobody in it"),
        (lambda: variance_from_interval(1.0, 0.5), "not above its lower limit"),
        (lambda: mantel_haenszel([1], [2], [3], [4], "HR"), "take OR, RR or RD"),
        (lambda: mantel_haenszel([0], [20], [0], [20]), "take measure='RD'"),
        (lambda: peto([0], [20], [0], [20]), "nothing to pool"),
        (lambda: design_effect(0.5, 0.1), "sizes start at 1"),
    ],
)
def test_bad_input_is_named_with_its_mend(call, words):
    with pytest.raises(InputError, match=words):
        call()
