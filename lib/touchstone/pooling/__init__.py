"""Effect sizes and their pooling, where comparable effects can be had.

Four steps: an effect and its variance from what a report prints (`effect_sizes`, `aligned`), which effects may stand
together (`comparable`), the pooled estimate (`random_effects`, `counts`, `regression`), and how far it can be trusted
(`sensitivity`, `small_studies`).

The arithmetic is ours on numpy and scipy, and the tests hold it against statsmodels and published tables. statsmodels
0.15 has Paule–Mandel and DerSimonian–Laird too, but there the DerSimonian–Laird τ² can be negative, Paule–Mandel stops
at 1e-5 of its estimating equation, Hedges' g uses the approximate correction, and REML, Q-profile and prediction
intervals are missing; importing it takes longer than several hundred poolings.

>>> result = pool([0.30, 0.55, 0.10, 0.42], [0.040, 0.060, 0.030, 0.050])
>>> f"{result.estimate:.2f} ({result.ci_low:.2f} to {result.ci_high:.2f}), I² {result.i2:.0f} %, {result.k} studies"
'0.30 (-0.01 to 0.61), I² 0 %, 4 studies'
"""

from touchstone.pooling.aligned import aligned_smd, smd_warnings
from touchstone.pooling.comparable import one_effect_a_study, split_shared_controls, why_not_together
from touchstone.pooling.counts import mantel_haenszel, peto
from touchstone.pooling.effect_sizes import (
    design_effect,
    log_odds_ratio,
    log_risk_ratio,
    md,
    risk_difference,
    sd_from_interval,
    small_sample_correction,
    smd,
    variance_from_interval,
)
from touchstone.pooling.random_effects import Pooled, pool
from touchstone.pooling.regression import Regression, meta_regression
from touchstone.pooling.sensitivity import Subgroups, cumulative, leave_one_out, subgroups
from touchstone.pooling.small_studies import (
    Egger,
    TrimAndFill,
    egger,
    failsafe_n,
    funnel,
    rank_correlation,
    trim_and_fill,
)

__all__ = [
    "Egger",
    "Pooled",
    "Regression",
    "Subgroups",
    "TrimAndFill",
    "aligned_smd",
    "cumulative",
    "design_effect",
    "egger",
    "failsafe_n",
    "funnel",
    "leave_one_out",
    "log_odds_ratio",
    "log_risk_ratio",
    "mantel_haenszel",
    "md",
    "meta_regression",
    "one_effect_a_study",
    "peto",
    "pool",
    "rank_correlation",
    "risk_difference",
    "sd_from_interval",
    "small_sample_correction",
    "smd",
    "smd_warnings",
    "split_shared_controls",
    "subgroups",
    "trim_and_fill",
    "variance_from_interval",
    "why_not_together",
]
