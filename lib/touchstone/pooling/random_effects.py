"""The pooled estimate of one effect a study, how much the studies differ, and what a new study might show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr, ndtri, stdtr, stdtrit

from touchstone.errors import InputError
from touchstone.pooling.heterogeneity import (
    checked,
    known_method,
    projection,
    q_profile,
    q_statistic,
    tau_squared,
    weighted_residuals,
)

_NAN = float("nan")


@dataclass(frozen=True)
class Pooled:
    """A pooled estimate. Effects are in the unit of what was pooled, I² is in percent, nan is "cannot be said".

    `se`, `statistic` (z, or t with Hartung–Knapp) and `p` belong to the estimate; `q` and `p_heterogeneity` to
    Cochran's test of homogeneity; `notes` are sentences to be read with the numbers.
    """

    estimate: float
    se: float
    statistic: float
    p: float
    ci_low: float
    ci_high: float
    tau2: float
    tau2_se: float
    tau2_low: float
    tau2_high: float
    i2: float
    i2_low: float
    i2_high: float
    h2: float
    q: float
    p_heterogeneity: float
    prediction_low: float
    prediction_high: float
    k: int
    method: str
    hartung_knapp: bool
    notes: tuple[str, ...] = ()


def pool(
    effects: ArrayLike,
    variances: ArrayLike,
    method: str = "PM",
    hartung_knapp: bool = True,
    *,
    level: float = 0.95,
    floor: bool = False,
    prediction: str = "as_ci",
    tolerance: float | None = None,
) -> Pooled:
    """Random-effects pooling of one effect a study by inverse variance.

    The estimate is Σwy/Σw with w = 1/(v + τ²), τ² by `method` (Paule–Mandel, DerSimonian–Laird or another of
    `heterogeneity.METHODS`; EE is the common-effect model) and never below zero.

    - Interval: with `hartung_knapp` SE² = Σw(y − μ)² / ((k − 1) Σw) and t with k − 1 degrees of freedom (Hartung &
      Knapp, Stat Med 2001;20:3875-89; Sidik & Jonkman 2002), else SE² = 1/Σw and the normal distribution. `floor` never
      lets the first SE fall below the second (Röver, Knapp & Friede, BMC Med Res Methodol 2015;15:99).
    - I² = τ² / (τ² + s²), s² the typical sampling variance (Higgins & Thompson, Stat Med 2002;21:1539-58), which for DL
      and EE is (Q − df)/Q; its interval and that of τ² by the Q-profile (Viechtbauer, Stat Med 2007;26:37-52).
    - Prediction interval: μ ± q √(τ² + SE²), from three studies on. q is the quantile of the confidence interval
      ("as_ci": t with k − 1, or normal), or t with k − 2 ("hts": Higgins, Thompson & Spiegelhalter, J R Stat Soc A
      2009;172:137-59).
    - ML and REML climb to the top of the likelihood. With `tolerance` (metafor's is 1e-5) they stop once τ² moves by no
      more, to compare with printed numbers that were found so.

    One study cannot be pooled: its own effect with a normal interval comes back, nan for the rest, and a note.
    Raises InputError where effects or variances are missing, not finite or unequal in number, or an option is unknown.

    >>> result = pool([-0.581, 0.53, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232],
    ...               [0.023, 0.052, 0.06, 0.115, 0.095, 0.203, 0.2, 0.211, 0.051, 0.04], hartung_knapp=False)
    >>> f"{result.tau2:.3f} {result.i2:.4f} {result.estimate:.2f} ({result.ci_low:.2f} to {result.ci_high:.2f})"
    '0.192 74.0511 0.24 (-0.09 to 0.57)'
    """
    y, v = checked(effects, variances)
    method = known_method(method)
    if not 0 < level < 1:
        raise InputError(f"level: {level!r} is not a share between 0 and 1, such as 0.95")
    if prediction not in ("as_ci", "hts"):
        raise InputError(f"prediction: {prediction!r} is unknown; take 'as_ci' or 'hts'")
    if tolerance is not None and not tolerance > 0:
        raise InputError(f"tolerance: {tolerance!r} is not above zero; leave it out for the top of the likelihood")
    if len(y) == 1:
        return _single(float(y[0]), float(v[0]), method, level)
    k, df, design = len(y), len(y) - 1, np.ones((len(y), 1))
    q = q_statistic(weighted_residuals(y, v, design), v)
    tau2, tau2_se = tau_squared(y, v, design, method, tolerance)
    tau2_low, tau2_high = q_profile(y, v, design, level)
    typical = df / float(np.trace(projection(1 / v, design)))

    w = 1 / (v + tau2)
    estimate, wald_se = float(w @ y / w.sum()), float(1 / np.sqrt(w.sum()))
    knapp_se = float(np.sqrt(w @ (y - estimate) ** 2 / df / w.sum()))
    se = (max(knapp_se, wald_se) if floor else knapp_se) if hartung_knapp else wald_se
    statistic = _ratio(estimate, se)
    tail = (1 + level) / 2
    quantile = float(stdtrit(df, tail) if hartung_knapp else ndtri(tail))
    p = float(2 * (stdtr(df, -abs(statistic)) if hartung_knapp else ndtr(-abs(statistic))))

    reach = _NAN
    if k >= 3:
        reach = (quantile if prediction == "as_ci" else float(stdtrit(k - 2, tail))) * float(
            np.hypot(np.sqrt(tau2), se)
        )
    notes = []
    if k < 3:
        notes.append("No prediction interval: it needs at least three studies.")
    if quantile * se < float(ndtri(tail)) * wald_se:
        notes.append(
            "The Hartung–Knapp interval is narrower than the plain one, as happens when studies agree by chance; "
            "floor=True gives the wider."
        )
    return Pooled(
        estimate=estimate,
        se=se,
        statistic=statistic,
        p=p,
        ci_low=estimate - quantile * se,
        ci_high=estimate + quantile * se,
        tau2=tau2,
        tau2_se=tau2_se,
        tau2_low=_NAN if method == "EE" else tau2_low,
        tau2_high=_NAN if method == "EE" else tau2_high,
        i2=i_squared(q, df) if method == "EE" else 100 * tau2 / (tau2 + typical),
        i2_low=100 * tau2_low / (tau2_low + typical),
        i2_high=100 * tau2_high / (tau2_high + typical),
        h2=q / df if method == "EE" else tau2 / typical + 1,
        q=q,
        p_heterogeneity=float(chdtrc(df, q)),
        prediction_low=estimate - reach,
        prediction_high=estimate + reach,
        k=k,
        method=method,
        hartung_knapp=bool(hartung_knapp),
        notes=tuple(notes),
    )


def i_squared(q: float, df: int) -> float:
    """I² in percent from Cochran's Q, 100 (Q − df) / Q, truncated at zero (Higgins & Thompson 2002).

    >>> round(i_squared(152.233, 12), 2)
    92.12
    """
    return max(0.0, 100 * (q - df) / q) if q > 0 else 0.0


def _single(effect: float, variance: float, method: str, level: float) -> Pooled:
    se = float(np.sqrt(variance))
    reach = float(ndtri((1 + level) / 2)) * se
    blank = dict.fromkeys(
        ("tau2", "tau2_se", "tau2_low", "tau2_high", "i2", "i2_low", "i2_high", "h2", "p_heterogeneity"), _NAN
    )
    return Pooled(
        estimate=effect,
        se=se,
        statistic=effect / se,
        p=float(2 * ndtr(-abs(effect / se))),
        ci_low=effect - reach,
        ci_high=effect + reach,
        q=0.0,
        prediction_low=_NAN,
        prediction_high=_NAN,
        k=1,
        method=method,
        hartung_knapp=False,
        notes=("One study is not a pool: this is its own effect with its own interval.",),
        **blank,
    )


def _ratio(estimate: float, se: float) -> float:
    if se > 0:
        return estimate / se
    return 0.0 if estimate == 0 else float(np.copysign(np.inf, estimate))
