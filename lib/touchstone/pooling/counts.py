"""Pooling events without a variance for each study: for rare events, where inverse variance fails."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr, ndtri

from touchstone.errors import InputError
from touchstone.pooling.effect_sizes import log_odds_ratio, log_risk_ratio, risk_difference
from touchstone.pooling.random_effects import Pooled, i_squared

_NAN = float("nan")


def mantel_haenszel(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, measure: str = "RR") -> Pooled:
    """Common-effect pooling of 2×2 tables by Mantel and Haenszel; nothing is added to empty cells.

    `a` events and `b` non-events with the intervention, `c` and `d` with the comparator, one entry a study; n1 = a + b,
    n2 = c + d, N = n1 + n2. `measure` OR: ln(Σ ad/N / Σ bc/N), variance of Robins, Breslow & Greenland 1986; RR:
    ln(Σ a n2/N / Σ c n1/N), variance of Greenland & Robins 1985; RD: Σ(a n2/N − c n1/N) / Σ(n1 n2/N), variance of Sato,
    Greenland & Robins 1989. Q is taken about this estimate with inverse variance weights.
    Source: Mantel & Haenszel, J Natl Cancer Inst 1959;22:719-48. Ratios come back as logarithms.
    Raises InputError for an unknown measure, and for a ratio where an arm has no event in any study.

    >>> result = mantel_haenszel([4, 6, 3], [119, 300, 228], [11, 29, 11], [128, 274, 209], measure="RR")
    >>> round(float(np.exp(result.estimate)), 2)
    0.26
    """
    single = {"OR": log_odds_ratio, "RR": log_risk_ratio, "RD": risk_difference}.get(measure)
    if single is None:
        raise InputError(f"measure: {measure!r} is unknown; take OR, RR or RD")
    a, b, c, d = (np.atleast_1d(np.asarray(cell, dtype=float)) for cell in (a, b, c, d))
    y, v = single(a, b, c, d)
    n1, n2 = a + b, c + d
    n = n1 + n2
    if measure == "RD":
        weight = np.sum(n1 * n2 / n)
        estimate = np.sum((a * n2 - c * n1) / n) / weight
        p = np.sum(n1**2 * c / n**2 - n2**2 * a / n**2 + n1 * n2 * (n2 - n1) / (2 * n**2))
        q = np.sum((a * (n2 - c) + c * (n1 - a)) / (2 * n))
        variance = (estimate * p + q) / weight**2
    else:
        r, s = (a * d / n, b * c / n) if measure == "OR" else (a * n2 / n, c * n1 / n)
        if r.sum() == 0 or s.sum() == 0:
            raise InputError(
                "a, b, c, d: a ratio needs events, and people without them, in both arms; take measure='RD'"
            )
        estimate = np.log(r.sum() / s.sum())
        variance = (
            _log_or_variance(a, b, c, d, n)
            if measure == "OR"
            else np.sum(n1 * n2 * (a + c) / n**2 - a * c / n) / (r.sum() * s.sum())
        )
    return _pooled(float(estimate), float(np.sqrt(variance)), y, v, "MH")


def peto(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Pooled:
    """Common-effect pooling of log odds ratios by Peto's method: Σ(a − E) / ΣV, variance 1/ΣV.

    E = n1 (a + c)/N and V = n1 n2 (a + c)(b + d) / (N² (N − 1)); arguments as in `mantel_haenszel`. A study without
    events, or with nothing but events, adds nothing and is not counted. Good for rare events, small effects and arms
    of like size (Cochrane Handbook 5.1, section 16.9.5). Source: Yusuf S et al. Prog Cardiovasc Dis 1985;27:335-71.
    Raises InputError where no study has an event.

    >>> result = peto([4, 6, 3], [119, 300, 228], [11, 29, 11], [128, 274, 209])
    >>> round(float(np.exp(result.estimate)), 2)
    0.29
    """
    a, b, c, d = (np.atleast_1d(np.asarray(cell, dtype=float)) for cell in (a, b, c, d))
    informative = ((a + c) > 0) & ((b + d) > 0)
    if not informative.any():
        raise InputError(
            "a, b, c, d: no study has both people with and people without the event; there is nothing to pool"
        )
    a, b, c, d = a[informative], b[informative], c[informative], d[informative]
    n1, n2 = a + b, c + d
    n = n1 + n2
    difference = a - n1 * (a + c) / n
    v = n1 * n2 * (a + c) * (b + d) / (n**2 * (n - 1))
    return _pooled(float(difference.sum() / v.sum()), float(1 / np.sqrt(v.sum())), difference / v, 1 / v, "PETO")


def _log_or_variance(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, n: np.ndarray) -> float:
    p, q, r, s = (a + d) / n, (b + c) / n, a * d / n, b * c / n
    total_r, total_s = r.sum(), s.sum()
    return float(
        np.sum(p * r) / (2 * total_r**2)
        + np.sum(p * s + q * r) / (2 * total_r * total_s)
        + np.sum(q * s) / (2 * total_s**2)
    )


def _pooled(estimate: float, se: float, y: np.ndarray, v: np.ndarray, method: str) -> Pooled:
    k = len(y)
    q = float(np.sum((y - estimate) ** 2 / v))
    reach = float(ndtri(0.975)) * se
    several = k > 1
    return Pooled(
        estimate=estimate,
        se=se,
        statistic=estimate / se,
        p=float(2 * ndtr(-abs(estimate / se))),
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        tau2=0.0 if several else _NAN,
        tau2_se=_NAN,
        tau2_low=_NAN,
        tau2_high=_NAN,
        i2=i_squared(q, k - 1) if several else _NAN,
        i2_low=_NAN,
        i2_high=_NAN,
        h2=q / (k - 1) if several else _NAN,
        q=q,
        p_heterogeneity=float(chdtrc(k - 1, q)) if several else _NAN,
        prediction_low=_NAN,
        prediction_high=_NAN,
        k=k,
        method=method,
        hartung_knapp=False,
        notes=("A common-effect method: no prediction interval.",),
    )
