"""Do small studies show larger effects? Asked only of ten studies or more: below that, chance alone answers.

Sterne JAC et al. BMJ 2011;343:d4002 and the Cochrane Handbook (5.1, 10.4.3.1) give the limit of ten. Asymmetry may be
bias, and may as well be chance, true differences or poor methods in small trials. With SMDs the tests find
asymmetry too often, since g stands in its own variance (Pustejovsky & Rodgers, Res Synth Methods 2019;10:57-71).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtri, stdtr, stdtrit

from touchstone.errors import InputError
from touchstone.pooling.heterogeneity import checked, known_method
from touchstone.pooling.random_effects import Pooled, pool
from touchstone.pooling.regression import meta_regression

FEWEST_STUDIES = 10


@dataclass(frozen=True)
class Egger:
    """Egger's test. `intercept` (with `intercept_se`, `t`, `df`, `p`) is the asymmetry; `limit` with its 95 % interval
    is the effect foretold for a study of endless size.
    """

    intercept: float
    intercept_se: float
    t: float
    df: int
    p: float
    limit: float
    limit_low: float
    limit_high: float
    k: int


@dataclass(frozen=True)
class TrimAndFill:
    """`k0` studies (with `k0_se`) seem missing on `side`; `pooled` is the estimate with their mirror images filled in,
    `studies` (effect, variance, filled) what went into it.
    """

    k0: int
    k0_se: float
    side: str
    pooled: Pooled
    studies: pd.DataFrame


def egger(effects: ArrayLike, variances: ArrayLike) -> Egger:
    """Egger's regression test: effect/SE = intercept + limit · 1/SE by least squares; t on k − 2 for the intercept.

    Source: Egger M et al. BMJ 1997;315:629-34. Refused (InputError) below ten studies, and where all have the same
    standard error.

    >>> effects = [-0.83, -1.06, -1.28, -0.04, 0.22, -2.41, -1.28, -1.19, -0.70, -2.21, -0.30]
    >>> variances = [1.56, 0.17, 0.65, 2.04, 0.24, 1.15, 1.43, 2.76, 0.29, 1.23, 0.02]
    >>> result = egger(effects, variances)
    >>> f"t({result.df}) = {result.t:.2f}, p = {result.p:.2f}"
    't(9) = -2.35, p = 0.04'
    """
    y, v = _enough(effects, variances, "Egger's test")
    se = np.sqrt(v)
    if np.ptp(se) <= 1e-12 * se.max():
        raise InputError(
            "variances: all studies have the same standard error; asymmetry cannot be told from a regression"
        )
    from scipy.stats import linregress

    line = linregress(1 / se, y / se)
    df = len(y) - 2
    t = float(line.intercept / line.intercept_stderr)
    reach = float(stdtrit(df, 0.975) * line.stderr)
    return Egger(
        intercept=float(line.intercept),
        intercept_se=float(line.intercept_stderr),
        t=t,
        df=df,
        p=float(2 * stdtr(df, -abs(t))),
        limit=float(line.slope),
        limit_low=float(line.slope) - reach,
        limit_high=float(line.slope) + reach,
        k=len(y),
    )


def rank_correlation(effects: ArrayLike, variances: ArrayLike) -> tuple[float, float]:
    """Begg's rank test: Kendall's τ between (y − μ)/√(v − 1/Σ1/v) and v, and its p (exact where there are no ties).

    μ is the common-effect mean. Source: Begg & Mazumdar, Biometrics 1994;50:1088-101. It has less power than Egger's
    test. Refused (InputError) below ten studies.

    >>> effects = [-0.83, -1.06, -1.28, -0.04, 0.22, -2.41, -1.28, -1.19, -0.70, -2.21, -0.30]
    >>> variances = [1.56, 0.17, 0.65, 2.04, 0.24, 1.15, 1.43, 2.76, 0.29, 1.23, 0.02]
    >>> tau, p = rank_correlation(effects, variances)
    >>> f"{tau:.2f} {p:.2f}"
    '-0.02 1.00'
    """
    y, v = _enough(effects, variances, "Begg's rank test")
    from scipy.stats import kendalltau

    centred = (y - pool(y, v, "EE", False).estimate) / np.sqrt(v - 1 / np.sum(1 / v))
    result = kendalltau(centred, v)
    return float(result.statistic), float(result.pvalue)


def funnel(effects: ArrayLike, variances: ArrayLike) -> pd.DataFrame:
    """What a funnel plot draws: effect and se of each study, and `low`, `high`, the common-effect mean ± 1.96 se there.

    Source: Sterne & Egger, J Clin Epidemiol 2001;54:1046-55. Refused (InputError) below ten studies.

    >>> table = funnel([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], [0.04] * 10)
    >>> table.iloc[0].round(3).to_dict()
    {'effect': 0.1, 'se': 0.2, 'low': 0.158, 'high': 0.942}
    """
    y, v = _enough(effects, variances, "a funnel plot")
    centre, se = pool(y, v, "EE", False).estimate, np.sqrt(v)
    reach = ndtri(0.975) * se
    return pd.DataFrame({"effect": y, "se": se, "low": centre - reach, "high": centre + reach})


def trim_and_fill(
    effects: ArrayLike,
    variances: ArrayLike,
    method: str = "PM",
    hartung_knapp: bool = True,
    side: str | None = None,
) -> TrimAndFill:
    """Trim and fill with the L0 estimator: how many studies seem missing on one side, and the estimate with them.

    L0 = (4 S − k(k + 1)) / (2k − 1), S the sum of the positive signed ranks about the trimmed estimate, repeated until
    it stands still. `side` is where studies are thought missing, left or right; without it, the side away from which
    effects lean as standard errors grow. The filled estimate shows how sensitive the result is to one kind of bias; it
    is no better estimate. Sources: Duval & Tweedie, Biometrics 2000;56:455-63 and J Am Stat Assoc 2000;95:89-98.
    Refused (InputError) below ten studies, and where the steps do not come to rest.

    >>> effects = [-0.83, -1.06, -1.28, -0.04, 0.22, -2.41, -1.28, -1.19, -0.70, -2.21, -0.30]
    >>> variances = [1.56, 0.17, 0.65, 2.04, 0.24, 1.15, 1.43, 2.76, 0.29, 1.23, 0.02]
    >>> result = trim_and_fill(effects, variances, method="EE", hartung_knapp=False)
    >>> result.k0, result.side
    (5, 'right')
    """
    y, v = _enough(effects, variances, "trim and fill")
    method = known_method(method)
    if side not in (None, "left", "right"):
        raise InputError(f"side: {side!r} is unknown; take 'left' or 'right', or leave it out")
    side = side or _thin_side(y, v, method)
    sign = -1.0 if side == "right" else 1.0
    places = np.argsort(sign * y, kind="stable")
    sorted_y, sorted_v = sign * y[places], v[places]
    k0, k0_se, centre = _missing(sorted_y, sorted_v, method)
    extreme = slice(len(y) - k0, len(y))
    filled_y = np.concatenate([y, sign * (2 * centre - sorted_y[extreme])])
    filled_v = np.concatenate([v, sorted_v[extreme]])
    studies = pd.DataFrame({"effect": filled_y, "variance": filled_v, "filled": np.arange(len(filled_y)) >= len(y)})
    return TrimAndFill(k0, k0_se, side, pool(filled_y, filled_v, method, hartung_knapp), studies)


def failsafe_n(
    effects: ArrayLike, variances: ArrayLike | None = None, target: float | None = None, alpha: float = 0.05
) -> int:
    """How many studies of no effect would undo the result. Kept for comparison with older reviews, not for judgement:
    the Cochrane Handbook (5.1, 10.4.4.3) advises against it.

    Without `target` Rosenthal's: (Σz)²/z_α² − k with z = y/√v and one-sided `alpha`. With `target`, Orwin's: the
    studies of effect zero that bring the mean down to `target`, k (mean − target)/target, the mean weighted by 1/v
    where variances are given. Rounded up. Sources: Rosenthal R. Psychol Bull 1979;86:638-41; Orwin RG. J Educ Stat
    1983;8:157-9.
    Raises InputError where `target` is zero or on the other side of zero than the mean.

    >>> failsafe_n([0.4, 0.5, 0.6, 0.3], [0.04, 0.03, 0.05, 0.02]), failsafe_n([0.4, 0.5, 0.6, 0.3], target=0.1)
    (31, 14)
    """
    y, v = checked(effects, np.ones(len(np.atleast_1d(effects))) if variances is None else variances)
    k = len(y)
    if target is None:
        if variances is None:
            raise InputError("variances: Rosenthal's number needs them; Orwin's does without, given a target")
        needed = np.sum(y / np.sqrt(v)) ** 2 / ndtri(1 - alpha) ** 2 - k
    else:
        mean = float(np.average(y, weights=1 / v))
        if target * mean <= 0:
            raise InputError(f"target: {target:g} is not between zero and the mean effect {mean:.3g}; take one that is")
        needed = k * (mean - target) / target
    # a hair's breadth over a whole number is rounding in the division, not another study
    return int(np.ceil(max(0.0, round(needed, 9))))


def _enough(effects: ArrayLike, variances: ArrayLike, what: str) -> tuple[np.ndarray, np.ndarray]:
    y, v = checked(effects, variances)
    if len(y) < FEWEST_STUDIES:
        raise InputError(
            f"effects: {what} needs at least {FEWEST_STUDIES} studies and there are {len(y)}; "
            "with so few, asymmetry cannot be told from chance"
        )
    return y, v


def _thin_side(y: np.ndarray, v: np.ndarray, method: str) -> str:
    if np.ptp(v) <= 1e-12 * v.max():
        raise InputError("side: all studies are equally precise, so the side cannot be found; give 'left' or 'right'")
    slope = meta_regression(y, v, {"se": np.sqrt(v)}, method).coefficients["estimate"].iloc[1]
    return "right" if slope < 0 else "left"


def _missing(y: np.ndarray, v: np.ndarray, method: str) -> tuple[int, float, float]:
    """k0, its standard error and the trimmed centre; `y` ascending, the extreme studies at its end."""
    k, k0, seen = len(y), 0, set()
    while True:
        centre = pool(y[: k - k0], v[: k - k0], method, False).estimate
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(y - centre), kind="stable")] = np.arange(1, k + 1)
        raw = (4 * ranks[y > centre].sum() - k * (k + 1)) / (2 * k - 1)
        spread = k * (k + 1) * (2 * k + 1) + 10 * raw**3 + 27 * raw**2 + 17 * raw
        spread += -18 * k * raw**2 - 18 * k * raw + 6 * k**2 * raw
        previous, k0 = k0, min(max(0, round(raw)), k - 2)
        if k0 == previous:
            return k0, float(4 * np.sqrt(max(spread, 0.0) / 24) / (2 * k - 1)), centre
        if k0 in seen:
            raise InputError("effects: trim and fill does not come to rest with these studies; leave it out")
        seen.add(k0)
