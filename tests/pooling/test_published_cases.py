"""Every number that the named source prints, to the digits it prints (tests/data/pooling_cases.json)."""

from __future__ import annotations

import numpy as np
import pytest
from published import CASES, agrees, effects_of, printed, studies

from touchstone.pooling import (
    cumulative,
    egger,
    failsafe_n,
    leave_one_out,
    mantel_haenszel,
    md,
    meta_regression,
    peto,
    pool,
    rank_correlation,
    smd,
    subgroups,
    trim_and_fill,
)

ESTIMATORS = ("EE", "DL", "REML", "ML", "HE", "HS", "SJ", "EB", "PM", "DLIT")
FIELDS = {
    "estimate": "estimate", "se": "se", "stat": "statistic", "p": "p", "ci_low": "ci_low", "ci_high": "ci_high",
    "tau2": "tau2", "tau2_se": "tau2_se", "I2": "i2", "H2": "h2", "Q": "q", "Q_p": "p_heterogeneity",
    "pi_low": "prediction_low", "pi_high": "prediction_high",
}  # fmt: skip
# metafor, whose numbers most of these are, ends its likelihood steps once τ² moves by no more than this.
METAFOR = 1e-5

POOLED = [
    pytest.param(case_id, entry, field, id=f"{case_id}-{entry['method']}-{entry.get('test', 'z')}-{field}")
    for case_id, case in CASES.items()
    for entry in case["published"]
    if entry["method"] in ESTIMATORS
    for field in (*FIELDS, "tau", "exp")
    if field in entry
]


def pooled(case_id: str, entry: dict):
    effects, variances = effects_of(case_id)
    if entry.get("without_last"):
        effects, variances = effects[:-1], variances[:-1]
    return pool(effects, variances, entry["method"], hartung_knapp=entry.get("test") == "HKSJ", tolerance=METAFOR)


@pytest.mark.parametrize(("case_id", "entry", "field"), POOLED)
def test_pooling_gives_the_published_number(case_id, entry, field):
    result = pooled(case_id, entry)
    if field == "exp":
        ours = np.exp([result.estimate, result.ci_low, result.ci_high])
        assert all(agrees(a, b) for a, b in zip(ours, entry["exp"], strict=True)), ours
        return
    ours = np.sqrt(result.tau2) if field == "tau" else getattr(result, FIELDS[field])
    assert agrees(ours, entry[field]), ours


@pytest.mark.parametrize(("case_id", "entry", "field"), [p for p in POOLED if p.values[1]["method"] in ("ML", "REML")])
def test_the_top_of_the_likelihood_is_within_two_in_the_last_digit_of_where_metafor_stops(case_id, entry, field):
    if field == "tau" and case_id == "clasp_or" and entry["method"] == "ML":
        pytest.skip("the likelihood is highest at zero; the printed steps stopped before they were there")
    effects, variances = effects_of(case_id)
    if entry.get("without_last"):
        effects, variances = effects[:-1], variances[:-1]
    top = pool(effects, variances, entry["method"], hartung_knapp=entry.get("test") == "HKSJ")
    name = FIELDS.get(field, "tau2")
    assert getattr(top, name) == pytest.approx(getattr(pooled(case_id, entry), name), rel=1e-3, abs=2e-4)


@pytest.mark.parametrize("method", ["DL", "REML"])
def test_the_q_profile_gives_the_published_interval_of_tau2(method):
    entry = printed("bcg_rr", method)
    result = pooled("bcg_rr", entry)
    assert agrees(result.tau2_low, entry["tau2_ci_qprofile"][0])
    assert agrees(result.tau2_high, entry["tau2_ci_qprofile"][1])


def test_the_published_interval_of_i2():
    entry = printed("bcg_rr", "DL")
    result = pooled("bcg_rr", entry)
    # metafor's root finder stops at 1e-4 of τ², which shows in the lower limit's third digit
    assert result.i2_low == pytest.approx(entry["I2_ci"][0], abs=5e-3)
    assert agrees(result.i2_high, entry["I2_ci"][1])


def test_the_published_prediction_interval_of_the_risk_ratio():
    entry = printed("bcg_rr", "REML")
    result = pooled("bcg_rr", entry)
    limits = np.exp([result.prediction_low, result.prediction_high])
    assert all(agrees(a, b) for a, b in zip(limits, entry["exp_pi"], strict=True))


@pytest.mark.parametrize("case_id", ["normand_smd", "hine_rd"])
def test_single_studies_have_the_published_effect_and_variance(case_id):
    entry = printed(case_id, "per_study_first4" if case_id == "normand_smd" else "per_study")
    effects, variances = effects_of(case_id)
    assert all(agrees(a, b) for a, b in zip(effects, entry["yi"], strict=False))
    assert all(agrees(a, b) for a, b in zip(variances, entry["vi"], strict=False))


def test_the_first_four_stroke_units_have_the_published_tau2():
    effects, variances = effects_of("normand_smd")
    assert agrees(pool(effects[:4], variances[:4], "REML").tau2, printed("normand_smd", "REML_first4_only")["tau2"])


def test_scalars_and_columns_give_the_same_effects():
    rows = studies("normand_smd").to_numpy()
    for function in (smd, md):
        one_by_one = np.array([function(*row) for row in rows])
        assert np.allclose(np.column_stack(function(*rows.T)), one_by_one, rtol=1e-15)


@pytest.mark.parametrize(("function", "method"), [(mantel_haenszel, "MH"), (peto, "PETO_OR")])
def test_common_effect_methods_for_events(function, method):
    entry, frame = printed("bcg_rr", method), studies("bcg_rr")
    result = function(frame["a"], frame["b"], frame["c"], frame["d"])
    ours = np.exp([result.estimate, result.ci_low, result.ci_high])
    assert all(agrees(a, b) for a, b in zip(ours, entry["exp"], strict=True))
    for field in ("estimate", "ci_low", "ci_high", "stat", "Q"):
        assert field not in entry or agrees(getattr(result, FIELDS[field]), entry[field]), field


@pytest.mark.parametrize("method", ["EE", "REML"])
def test_trim_and_fill(method):
    entry = printed("bcg_rr", f"trimfill_{method}_L0")
    result = trim_and_fill(*effects_of("bcg_rr"), method, hartung_knapp=False)
    assert (result.k0, result.side) == (entry["k0"], entry["side"])
    assert agrees(result.k0_se, entry["k0_se"])
    for field in ("estimate", "se", "ci_low", "ci_high", "tau2", "I2", "Q"):
        assert field not in entry or agrees(getattr(result.pooled, FIELDS[field]), entry[field]), field


def test_eggers_regression():
    entry = printed("magnesium_egger_or", "egger_lm")
    effects, variances = effects_of("magnesium_egger_or")
    result = egger(effects[:-1], variances[:-1])
    assert result.df == entry["df"]
    assert agrees(result.t, entry["t"])
    assert agrees(result.p, entry["p"])
    assert agrees(result.limit, entry["limit"])
    assert agrees(result.limit_low, entry["limit_ci"][0])
    assert agrees(result.limit_high, entry["limit_ci"][1])


def test_the_mixed_effects_form_of_eggers_regression():
    effects, variances = effects_of("magnesium_egger_or")
    entry = printed("magnesium_egger_or", "egger_mixed_REML", without_last=True)
    table = meta_regression(effects[:-1], variances[:-1], {"se": np.sqrt(variances[:-1])}).coefficients
    assert agrees(table.loc["se", "statistic"], entry["z"])
    assert agrees(table.loc["se", "p"], entry["p"])
    assert agrees(table.loc["intercept", "estimate"], entry["limit"])
    assert agrees(table.loc["intercept", "ci_low"], entry["limit_ci"][0])
    assert agrees(table.loc["intercept", "ci_high"], entry["limit_ci"][1])
    with_isis4 = meta_regression(effects, variances, {"se": np.sqrt(variances)}).coefficients
    assert agrees(with_isis4.loc["se", "statistic"], printed("magnesium_egger_or", "egger_mixed_REML", p=None)["z"])


@pytest.mark.parametrize("case_id", ["bcg_rr", "magnesium_egger_or"])
def test_beggs_rank_correlation(case_id):
    entry = printed(case_id, "rank_correlation")
    tau, p = rank_correlation(*effects_of(case_id))
    assert agrees(tau, entry["kendall_tau"])
    assert agrees(p, entry["p"])


@pytest.mark.parametrize(
    ("case_id", "target", "name"), [("bcg_rr", np.log(0.95), "log095"), ("raudenbush1985", 0.05, "005")]
)
def test_failsafe_numbers(case_id, target, name):
    entry, (effects, variances) = printed(case_id, "failsafe_N"), effects_of(case_id)
    assert failsafe_n(effects, variances) == entry["rosenthal"]
    assert failsafe_n(effects, target=target) == entry[f"orwin_unweighted_target_{name}"]
    assert failsafe_n(effects, variances, target=target) == entry[f"orwin_weighted_target_{name}"]


def test_leaving_one_out():
    entry = printed("bcg_rr", "leave1out_REML")
    table = leave_one_out(*effects_of("bcg_rr"), method="REML", hartung_knapp=False)
    for label, numbers in entry["rows"].items():
        for column, number in zip(entry["columns"], numbers, strict=True):
            assert agrees(table.loc[int(label), FIELDS[column]], number), (label, column)


def test_the_cumulative_estimate_by_year():
    entry = printed("bcg_rr", "cumulative_REML")
    table = cumulative(*effects_of("bcg_rr"), order=studies("bcg_rr")["year"], method="REML", hartung_knapp=False,
                       tolerance=METAFOR)  # fmt: skip
    assert all(agrees(a, b) for a, b in zip(table["estimate"], entry["estimate"], strict=True))


def test_meta_regression_on_latitude():
    entry, frame = printed("bcg_rr", "metareg_REML_ablat"), studies("bcg_rr")
    result = meta_regression(*effects_of("bcg_rr"), frame[["latitude"]], tolerance=METAFOR)
    assert agrees(result.tau2, entry["tau2"])
    assert agrees(result.i2, entry["I2"])


def test_meta_regression_on_two_moderators():
    entry, frame = printed("lipsey2001", "metareg_DL_random_intensity"), studies("lipsey2001")
    result = meta_regression(*effects_of("lipsey2001"), frame[["random", "intensity"]], "DL")
    for column in ("estimate", "se", "p"):
        assert all(agrees(a, b) for a, b in zip(result.coefficients[column], entry[column], strict=True)), column
    assert agrees(result.tau2, entry["tau2"])
    assert agrees(result.q_moderators, entry["Q_moderators"])
    assert agrees(result.p_moderators, entry["p_moderators"])


def test_the_test_for_subgroup_differences():
    entry, frame = printed("lipsey2001", "subgroups_EE_random"), studies("lipsey2001")
    result = subgroups(*effects_of("lipsey2001"), frame["random"], method="EE", hartung_knapp=False)
    for field in ("estimate", "se", "ci_low", "ci_high", "Q", "Q_p"):
        assert all(agrees(a, b) for a, b in zip(result.table[FIELDS[field]], entry[field], strict=True)), field
    assert agrees(result.q_between, entry["Q_between"])
    assert agrees(result.p, entry["p_between"])
