"""Meta-regression: effects against study-level moderators, with what they leave unexplained as τ²."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr, ndtri, stdtr, stdtrit

from touchstone.errors import InputError
from touchstone.pooling.heterogeneity import (
    checked,
    known_method,
    projection,
    q_statistic,
    tau_squared,
    weighted_residuals,
)


@dataclass(frozen=True)
class Regression:
    """A meta-regression. `coefficients` has a row for the intercept and each moderator: estimate, se, statistic, p,
    ci_low, ci_high. `tau2`, `i2` (percent), `q` and `p_heterogeneity` are about what the moderators leave unexplained;
    `q_moderators` and `p_moderators` test all moderators together (Wald).
    """

    coefficients: pd.DataFrame
    tau2: float
    i2: float
    q: float
    p_heterogeneity: float
    q_moderators: float
    p_moderators: float
    k: int
    method: str


def meta_regression(
    effects: ArrayLike,
    variances: ArrayLike,
    moderators: pd.DataFrame | dict,
    method: str = "REML",
    hartung_knapp: bool = False,
    tolerance: float | None = None,
) -> Regression:
    """Weighted regression of effects on `moderators` (columns of numbers, one row a study) with weights 1/(v + τ²).

    β = (X'WX)⁻¹X'Wy, Var β = (X'WX)⁻¹, with `hartung_knapp` times Σw(y − Xβ)²/(k − p) and t with k − p degrees of
    freedom. Sources: Berkey CS et al. Stat Med 1995;14:395-411; Knapp & Hartung, Stat Med 2003;22:2693-710.
    The Cochrane Handbook (5.1, 9.6.5.1) asks for ten studies a moderator. `tolerance` as in `pool`.
    Raises InputError where moderators have gaps, do not match the studies, or say the same thing twice.

    >>> fit = meta_regression([-0.33, 0.32, 0.39, 0.31, 0.17, 0.64], [0.084, 0.035, 0.017, 0.034, 0.072, 0.117],
    ...                       {"sessions": [4, 8, 10, 6, 5, 12]}, method="DL")
    >>> fit.coefficients["estimate"].round(3).to_dict()
    {'intercept': -0.27, 'sessions': 0.071}
    """
    y, v = checked(effects, variances)
    method = known_method(method)
    names, design = _design(moderators, len(y))
    df = len(y) - design.shape[1]
    tau2, _ = tau_squared(y, v, design, method, tolerance)
    scaled = design.T / (v + tau2)
    covariance = np.linalg.inv(scaled @ design)
    beta = covariance @ (scaled @ y)
    if hartung_knapp:
        covariance = covariance * q_statistic(weighted_residuals(y, v + tau2, design), v + tau2) / df
    se = np.sqrt(np.diag(covariance))
    statistic = beta / se
    quantile = stdtrit(df, 0.975) if hartung_knapp else ndtri(0.975)
    q = q_statistic(weighted_residuals(y, v, design), v)
    typical = df / float(np.trace(projection(1 / v, design)))
    wald = float(beta[1:] @ np.linalg.solve(covariance[1:, 1:], beta[1:]))
    table = pd.DataFrame(
        {
            "estimate": beta,
            "se": se,
            "statistic": statistic,
            "p": 2 * (stdtr(df, -abs(statistic)) if hartung_knapp else ndtr(-abs(statistic))),
            "ci_low": beta - quantile * se,
            "ci_high": beta + quantile * se,
        },
        index=pd.Index(names, name="term"),
    )
    return Regression(
        coefficients=table,
        tau2=tau2,
        i2=100 * tau2 / (tau2 + typical),
        q=q,
        p_heterogeneity=float(chdtrc(df, q)),
        q_moderators=wald,
        p_moderators=float(chdtrc(len(beta) - 1, wald)),
        k=len(y),
        method=method,
    )


def _design(moderators: pd.DataFrame | dict, k: int) -> tuple[list[str], np.ndarray]:
    frame = pd.DataFrame(moderators)
    try:
        columns = frame.to_numpy(dtype=float)
    except (TypeError, ValueError) as error:
        raise InputError("moderators: a column is not made of numbers; code groups as 0 and 1") from error
    if len(frame) != k:
        raise InputError(f"moderators: {len(frame)} rows for {k} studies; one row a study is needed")
    if not np.all(np.isfinite(columns)):
        raise InputError("moderators: a value is missing; leave that study out, or fill the gap")
    design = np.column_stack([np.ones(k), columns])
    if k <= design.shape[1]:
        raise InputError(f"moderators: {k} studies cannot carry {design.shape[1]} coefficients; take fewer moderators")
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise InputError("moderators: one is constant or follows from the others; leave it out")
    return ["intercept", *map(str, frame.columns)], design
