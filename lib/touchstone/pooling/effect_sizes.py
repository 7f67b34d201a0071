"""One study's effect and its sampling variance, from what the report prints.

Every function takes numbers or arrays of them (one entry a study) and gives `(effect, variance)` of the same shape.
Group 1 is the intervention, group 2 the comparator.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, ndtri, stdtrit

from touchstone.errors import InputError


def smd(m1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, m2: ArrayLike, sd2: ArrayLike, n2: ArrayLike) -> tuple:
    """Hedges' g, the standardised mean difference corrected for small samples, and its variance.

    g = J(n1 + n2 − 2) · (m1 − m2) / s, s the pooled standard deviation, J as in `small_sample_correction`;
    variance = 1/n1 + 1/n2 + g² / (2 (n1 + n2)).
    Source: Hedges LV. J Educ Stat 1981;6:107-28; the variance as in Hedges & Olkin 1985, eq. 5.11.
    Raises InputError where a standard deviation is not above zero or the groups together have fewer than four people.

    >>> g, variance = smd(55, 47, 155, 75, 64, 156)
    >>> f"{g:.4f} {variance:.4f}"
    '-0.3552 0.0131'
    """
    m1, sd1, n1, m2, sd2, n2 = _numbers(m1=m1, sd1=sd1, n1=n1, m2=m2, sd2=sd2, n2=n2)
    _check_groups(sd1, n1, sd2, n2)
    df = n1 + n2 - 2
    pooled_sd = np.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df)
    g = small_sample_correction(df) * (m1 - m2) / pooled_sd
    return _plain(g), _plain(1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2)))


def md(m1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, m2: ArrayLike, sd2: ArrayLike, n2: ArrayLike) -> tuple:
    """The mean difference m1 − m2 in the outcome's own unit, and its variance sd1²/n1 + sd2²/n2.

    The variances of the groups are not taken as equal. Source: Cochrane Handbook 5.1, chapter 9.4.
    Raises InputError as `smd` does.

    >>> difference, variance = md(55, 47, 155, 75, 64, 156)
    >>> f"{difference:.1f} {variance:.2f}"
    '-20.0 40.51'
    """
    m1, sd1, n1, m2, sd2, n2 = _numbers(m1=m1, sd1=sd1, n1=n1, m2=m2, sd2=sd2, n2=n2)
    _check_groups(sd1, n1, sd2, n2)
    return _plain(m1 - m2), _plain(sd1**2 / n1 + sd2**2 / n2)


def log_odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> tuple:
    """ln(ad / bc) and its variance 1/a + 1/b + 1/c + 1/d.

    `a` events and `b` non-events with the intervention, `c` events and `d` non-events with the comparator. A study with
    an empty cell gets 0.5 in each of its four cells (Woolf B. Ann Hum Genet 1955;19:251-3; Haldane JBS. ibid.
    1956;20:309-11). A study without events in either group says nothing about a ratio: leave it out (Cochrane Handbook
    5.1, section 16.9.3).
    Raises InputError for negative counts and for a group of nobody.

    >>> effect, variance = log_odds_ratio(9, 126, 23, 112)
    >>> f"{effect:.4f} {variance:.4f}"
    '-1.0561 0.1715'
    """
    a, b, c, d = _half_added(*_counts(a, b, c, d))
    return _plain(np.log(a * d / (b * c))), _plain(1 / a + 1 / b + 1 / c + 1 / d)


def log_risk_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> tuple:
    """ln((a/n1) / (c/n2)) and its variance 1/a − 1/n1 + 1/c − 1/n2, with n1 = a + b and n2 = c + d.

    Arguments, empty cells and errors as in `log_odds_ratio`.
    Source: Katz D et al. Biometrics 1978;34:469-74.

    >>> effect, variance = log_risk_ratio(4, 119, 11, 128)
    >>> f"{effect:.4f} {variance:.4f}"
    '-0.8893 0.3256'
    """
    a, b, c, d = _half_added(*_counts(a, b, c, d))
    n1, n2 = a + b, c + d
    return _plain(np.log(a / n1) - np.log(c / n2)), _plain(1 / a - 1 / n1 + 1 / c - 1 / n2)


def risk_difference(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> tuple:
    """a/n1 − c/n2 and its variance ab/n1³ + cd/n2³, with n1 = a + b and n2 = c + d.

    Arguments and errors as in `log_odds_ratio`. An empty cell does no harm here; only where the variance would be
    zero is 0.5 put into each cell for the variance (Cochrane Handbook 5.1, section 16.9.2).

    >>> effect, variance = risk_difference(2, 37, 1, 42)
    >>> f"{effect:.4f} {variance:.6f}"
    '0.0280 0.001776'
    """
    a, b, c, d = _counts(a, b, c, d)
    effect = a / (a + b) - c / (c + d)
    half = np.where((a * b == 0) & (c * d == 0), 0.5, 0.0)
    a, b, c, d = a + half, b + half, c + half, d + half
    return _plain(effect), _plain(a * b / (a + b) ** 3 + c * d / (c + d) ** 3)


def small_sample_correction(df: ArrayLike) -> ArrayLike:
    """J, the factor that turns Cohen's d into Hedges' g: Γ(m/2) / (√(m/2) Γ((m−1)/2)) for m degrees of freedom.

    Source: Hedges LV. J Educ Stat 1981;6:107-28; the approximation 1 − 3/(4m − 1) is not used.

    >>> round(small_sample_correction(10), 4)
    0.9227
    """
    df = np.asarray(df, dtype=float)
    return _plain(np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / np.sqrt(df / 2))


def variance_from_interval(ci_low: ArrayLike, ci_high: ArrayLike, df: ArrayLike | None = None) -> ArrayLike:
    """Sampling variance behind a printed 95 % interval: ((high − low) / (2 q))².

    q is the 97.5th percentile of the normal distribution, or of t with `df` degrees of freedom. For ratios give the
    logarithms of the limits. Source: Cochrane Handbook 5.1, section 7.7.3.3.
    Raises InputError where the upper limit is not above the lower.

    >>> round(variance_from_interval(0.104, 0.496), 4)
    0.01
    """
    low, high = _numbers(ci_low=ci_low, ci_high=ci_high)
    if np.any(high <= low):
        raise InputError("ci_high: an upper limit is not above its lower limit; check the two numbers and their order")
    quantile = ndtri(0.975) if df is None else stdtrit(np.asarray(df, dtype=float), 0.975)
    return _plain(((high - low) / (2 * quantile)) ** 2)


def sd_from_interval(ci_low: ArrayLike, ci_high: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> ArrayLike:
    """Standard deviation within groups behind a mean difference's 95 % interval: SE / √(1/n1 + 1/n2).

    SE from the interval by t with n1 + n2 − 2 degrees of freedom. Source: Cochrane Handbook 5.1, section 7.7.3.3. Right
    only for a plain comparison of two groups: adjusted for baseline, an interval is narrower and the SD comes out too
    small.

    >>> round(sd_from_interval(-31, -10, 23, 23), 1)
    17.7
    """
    low, high, n1, n2 = _numbers(ci_low=ci_low, ci_high=ci_high, n1=n1, n2=n2)
    return _plain(np.sqrt(variance_from_interval(low, high, df=n1 + n2 - 2) / (1 / n1 + 1 / n2)))


def design_effect(cluster_size: float, icc: float) -> float:
    """1 + (m − 1) ICC: by how much randomising clusters of m people thins out a sample (Cochrane Handbook 5.1, 16.3.4).

    >>> round(design_effect(cluster_size=20, icc=0.05), 2)
    1.95
    """
    if cluster_size < 1 or not 0 <= icc <= 1:
        raise InputError(f"cluster_size, icc: {cluster_size:g} and {icc:g}; sizes start at 1, an ICC is from 0 to 1")
    return 1 + (cluster_size - 1) * icc


def _numbers(**values: ArrayLike) -> list[np.ndarray]:
    arrays = []
    for name, value in values.items():
        try:
            array = np.asarray(value, dtype=float)
        except (TypeError, ValueError) as error:
            raise InputError(f"{name}: {value!r} is not a number, nor a list of numbers") from error
        if not np.all(np.isfinite(array)):
            raise InputError(f"{name}: a value is missing or not finite; leave that study out")
        arrays.append(array)
    return arrays


def _check_groups(sd1: np.ndarray, n1: np.ndarray, sd2: np.ndarray, n2: np.ndarray) -> None:
    if np.any(sd1 <= 0) or np.any(sd2 <= 0):
        raise InputError(
            "sd1, sd2: a standard deviation is not above zero; check that it is one, or leave the study out"
        )
    if np.any(n1 < 1) or np.any(n2 < 1) or np.any(n1 + n2 < 4):
        raise InputError("n1, n2: a comparison of means needs at least four people, one of them in each group")


def _counts(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> list[np.ndarray]:
    counts = _numbers(a=a, b=b, c=c, d=d)
    for name, count in zip("abcd", counts, strict=True):
        if np.any(count < 0):
            raise InputError(
                f"{name}: a count is below zero; `b` and `d` are people without the event, not group sizes"
            )
    if np.any(counts[0] + counts[1] == 0) or np.any(counts[2] + counts[3] == 0):
        raise InputError("a, b, c, d: a group has nobody in it; leave that study out")
    return counts


def _half_added(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, ...]:
    half = np.where((a == 0) | (b == 0) | (c == 0) | (d == 0), 0.5, 0.0)
    return a + half, b + half, c + half, d + half


def _plain(value: np.ndarray) -> ArrayLike:
    return float(value) if np.ndim(value) == 0 else value
