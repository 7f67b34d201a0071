"""τ², the variance of the true effects between studies: its estimators, standard error and Q-profile interval.

All are written for a design matrix (one row a study), of which a column of ones is the plain random-effects model.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri

from touchstone.errors import InputError

METHODS = ("PM", "DL", "REML", "ML", "HE", "HS", "SJ", "EB", "EE")
_MOST_STEPS = 1000


def checked(effects: ArrayLike, variances: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Effects and variances as arrays of floats; InputError, naming the study, where they cannot be pooled."""
    y, v = _floats("effects", effects), _floats("variances", variances)
    if y.ndim != 1 or v.shape != y.shape:
        raise InputError(f"effects, variances: one of each a study is needed; there are {y.size} and {v.size}")
    if y.size == 0:
        raise InputError("effects: there is no study to pool; check what was left out and why")
    for place in np.flatnonzero(~np.isfinite(y) | ~np.isfinite(v)):
        raise InputError(f"effects, variances: study {place + 1} has no number; leave it out before pooling")
    for place in np.flatnonzero(v <= 0):
        raise InputError(
            f"variances: study {place + 1} has {v[place]:g}; a variance is above zero, leave the study out"
        )
    return y, v


def known_method(method: str) -> str:
    """`method` in capitals, FE and CE as EE (common effect), DLIT as PM; InputError where there is no such method."""
    name = {"FE": "EE", "CE": "EE", "DLIT": "PM"}.get(str(method).upper(), str(method).upper())
    if name not in METHODS:
        raise InputError(f"method: {method!r} is unknown; take one of {', '.join(METHODS)}")
    return name


def tau_squared(
    y: np.ndarray, v: np.ndarray, design: np.ndarray, method: str, tolerance: float | None = None
) -> tuple[float, float]:
    """τ² by `method`, truncated at zero, and its large-sample standard error (nan for EE).

    PM, EB: Q(τ²) equals its degrees of freedom (Paule & Mandel 1982; Morris 1983; the same number, found here by
    Newton steps from zero, which cannot overshoot since Q is convex); DL: moments with weights 1/v (DerSimonian & Laird
    1986); HE: moments with equal weights (Hedges & Olkin 1985, Cochran's ANOVA estimator); HS: Hunter & Schmidt 1990;
    SJ: Sidik & Jonkman 2005; ML, REML: likelihood, by Fisher scoring. All as compared in Viechtbauer W. J Educ Behav
    Stat 2005;30:261-93, whose standard errors these are. DLIT, DL repeated until it stands still, ends in PM
    (DerSimonian & Kacker 2007). With `tolerance` the likelihood steps start from HE and end once τ² moves by no more.
    """
    if method == "EE":
        return 0.0, float("nan")
    if method in ("PM", "EB"):
        return _paule_mandel(y, v, design)
    if method in ("ML", "REML"):
        return _likelihood(y, v, design, method == "REML", tolerance)
    return _moments(y, v, design, method)


def q_profile(y: np.ndarray, v: np.ndarray, design: np.ndarray, level: float) -> tuple[float, float]:
    """Interval for τ² by the Q-profile: where Q(τ²) meets the upper and lower χ² quantiles, truncated at zero.

    Source: Viechtbauer W. Stat Med 2007;26:37-52.
    """
    df, tail = len(y) - design.shape[1], (1 - level) / 2
    return tau_squared_at(y, v, design, chdtri(df, tail)), tau_squared_at(y, v, design, chdtri(df, 1 - tail))


def tau_squared_at(y: np.ndarray, v: np.ndarray, design: np.ndarray, target: float) -> float:
    """The τ² at which the generalised Q statistic equals `target`; 0 where Q is no larger from the start."""
    tau2 = 0.0
    for _ in range(_MOST_STEPS):
        residuals = weighted_residuals(y, v + tau2, design)
        excess = q_statistic(residuals, v + tau2) - target
        if excess <= 0:
            break
        step = excess / (residuals @ residuals)
        tau2 += step
        if step <= 1e-14 * tau2:
            break
    return float(tau2)


def weighted_residuals(y: np.ndarray, variances: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Residuals of the weighted regression, each times its weight 1/variance."""
    scaled = design.T / variances
    return (y - design @ np.linalg.solve(scaled @ design, scaled @ y)) / variances


def q_statistic(residuals: np.ndarray, variances: np.ndarray) -> float:
    """Σ (y − fit)² / variance from weighted residuals."""
    return float(residuals**2 @ variances)


def projection(w: np.ndarray, design: np.ndarray) -> np.ndarray:
    """W − W X (X'WX)⁻¹ X'W, which takes y to its weighted residuals."""
    scaled = design.T * w
    return np.diag(w) - scaled.T @ np.linalg.solve(scaled @ design, scaled)


def _paule_mandel(y: np.ndarray, v: np.ndarray, design: np.ndarray) -> tuple[float, float]:
    k, df = len(y), len(y) - design.shape[1]
    tau2 = tau_squared_at(y, v, design, df)
    return tau2, float(np.sqrt(2 * k**2 / df) / np.sum(1 / (v + tau2)))


def _moments(y: np.ndarray, v: np.ndarray, design: np.ndarray, method: str) -> tuple[float, float]:
    k, df = len(y), len(y) - design.shape[1]
    start = float(np.mean((y - y.mean()) ** 2)) if method == "SJ" else 0.0
    if method == "SJ" and start == 0:
        return 0.0, 0.0
    w = np.ones(k) if method == "HE" else 1 / (v + start)
    p = projection(w, design)
    q = q_statistic(weighted_residuals(y, 1 / w, design), 1 / w)
    trace, trace_pp = float(np.trace(p)), float(np.sum(p * p))
    if method in ("HE", "SJ"):
        pv = p * v
        tau2 = (q - float(np.trace(pv))) / df if method == "HE" else start * q / df
        tau2 = max(tau2, 0.0)
        spread = 2 * np.sum(pv * pv.T) + 4 * tau2 * np.sum(pv * p) + 2 * tau2**2 * trace_pp
        return tau2, float((start or 1.0) * np.sqrt(spread) / df)
    expected, scale = (df, trace) if method == "DL" else (k, float(np.sum(w)))
    tau2 = max((q - expected) / scale, 0.0)
    return tau2, float(np.sqrt(2 * df + 4 * tau2 * trace + 2 * tau2**2 * trace_pp) / scale)


def _likelihood(
    y: np.ndarray, v: np.ndarray, design: np.ndarray, restricted: bool, tolerance: float | None
) -> tuple[float, float]:
    anova = _moments(y, v, design, "HE")[0]
    if tolerance is None:
        # with very unequal variances there may be several hills, so the climb starts from each end and from between
        starts = sorted({0.0, anova, _paule_mandel(y, v, design)[0], float(np.var(y))})
        tops = [_climb(y, v, design, restricted, start) for start in starts]
        tau2 = max(tops, key=lambda top: _log_likelihood(y, v + top, design, restricted))
    else:
        tau2 = _steps(y, v, design, restricted, anova, tolerance)
    w = 1 / (v + tau2)
    information = np.sum(projection(w, design) ** 2) if restricted else np.sum(w**2)
    return tau2, float(np.sqrt(2 / information))


def _steps(y: np.ndarray, v: np.ndarray, design: np.ndarray, restricted: bool, tau2: float, tolerance: float) -> float:
    """Fisher scoring from `tau2`, a step past zero halved, until τ² moves by no more than `tolerance`."""
    for _ in range(_MOST_STEPS):
        step = _fisher_step(y, v + tau2, design, restricted)
        while tau2 + step < 0:
            step /= 2
        tau2 += step
        if abs(step) <= tolerance:
            break
    return float(tau2)


def _fisher_step(y: np.ndarray, variances: np.ndarray, design: np.ndarray, restricted: bool) -> float:
    w = 1 / variances
    p = projection(w, design) if restricted else np.diag(w)
    residuals = weighted_residuals(y, variances, design)
    return float((residuals @ residuals - np.trace(p)) / np.sum(p * p))


def _climb(y: np.ndarray, v: np.ndarray, design: np.ndarray, restricted: bool, tau2: float) -> float:
    """Fisher scoring from `tau2` to the top of the likelihood's nearest hill."""
    height = _log_likelihood(y, v + tau2, design, restricted)
    for _ in range(_MOST_STEPS):
        proposal = max(tau2 + _fisher_step(y, v + tau2, design, restricted), 0.0)
        # a step may pass the top of the hill; halving it keeps the climb upward
        while _log_likelihood(y, v + proposal, design, restricted) < height and abs(proposal - tau2) > 1e-12 * tau2:
            proposal = (proposal + tau2) / 2
        moved, tau2 = abs(proposal - tau2), proposal
        height = _log_likelihood(y, v + tau2, design, restricted)
        if moved <= 1e-10 * (tau2 + v.min()):
            break
    return float(tau2)


def _log_likelihood(y: np.ndarray, variances: np.ndarray, design: np.ndarray, restricted: bool) -> float:
    q = q_statistic(weighted_residuals(y, variances, design), variances)
    curvature = np.linalg.slogdet((design.T / variances) @ design)[1] if restricted else 0.0
    return float(-0.5 * (np.log(variances).sum() + curvature + q))


def _floats(name: str, values: ArrayLike) -> np.ndarray:
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise InputError(f"{name}: not a list of numbers, or with a gap in it; leave out what has no number") from error
