"""One study's effect as an SMD whose positive side favours the intervention, or a plain sentence why there is none.

Refusals are handed back and not raised: a study left out of a pool is a result to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from touchstone.errors import InputError
from touchstone.pooling.effect_sizes import (
    design_effect,
    md,
    sd_from_interval,
    small_sample_correction,
    smd,
    variance_from_interval,
)

STANDARDISED = ("SMD", "g", "d")
MEAN_DIFFERENCES = ("MD", "WMD")
# our own limit, for want of a published one
LARGEST_SMD = 2.0

_NO_SIDE = "the side the effect favours is not known"
_ARMS = (
    "mean_intervention", "sd_intervention", "n_intervention", "mean_comparator", "sd_comparator", "n_comparator",
)  # fmt: skip


def aligned_smd(row: Mapping) -> tuple[float, float] | str:
    """Hedges' g and its variance from one row, positive where it favours the intervention, or why it cannot be used.

    Keys (a dict, or a row of a DataFrame; what is missing may be absent, None or nan):

    - `effect_type` (MD, WMD, SMD, g, d), `effect`, `ci_low`, `ci_high` (95 %) with the sign of their source;
    - `favours` (intervention | comparator | unknown), the side the effect lies on, whatever its sign;
    - `mean_`, `sd_`, `n_` with `intervention` and `comparator`; `higher_is_better` (True, False or missing);
    - optional: `basis` (only between_group is used), `design`, `cluster_size` and `icc` (for a cluster_rct), `adjusted`
      (True where the printed interval allows for pairing or clustering).

    Best source first: arm means and SDs; a printed SMD or g with its interval, or with group sizes; a printed MD with
    SDs and group sizes; an MD with interval and group sizes (`sd_from_interval`). d becomes g where the group sizes are
    known. The side comes from `favours`; only where that was never coded (absent, not "unknown") do arm means and
    `higher_is_better` tell it. An effect of exactly zero needs no side.

    A crossover trial is used only with an adjusted SMD and interval (Cochrane Handbook 5.1, 16.4); a cluster trial only
    so, or with its variance times the design effect (16.3.6). Raises InputError for a field that is not a number.

    >>> g, variance = aligned_smd({"effect_type": "SMD", "effect": -0.48, "ci_low": -0.90, "ci_high": -0.06,
    ...                            "favours": "intervention"})
    >>> round(g, 2), round(variance, 4)
    (0.48, 0.0459)
    >>> aligned_smd({"effect_type": "SMD", "effect": -0.48, "ci_low": -0.90, "ci_high": -0.06, "favours": "unknown"})
    'the side the effect favours is not known'
    """
    reason = _unusable_design(row)
    if reason:
        return reason
    found = _unaligned(row)
    if isinstance(found, str):
        return found
    g, variance = found
    side = _side(row)
    if g != 0 and side == 0:
        return _NO_SIDE
    return float(side * abs(g)), float(variance)


def smd_warnings(row: Mapping, limit: float = LARGEST_SMD) -> list[str]:
    """What makes one row's SMD hard to believe; empty where nothing does. Keys as in `aligned_smd`.

    Warns where |g| is above `limit` (our own) and says what g would be if the SDs were standard errors (wrong SDs are
    among the common errors in SMDs: Gøtzsche PC et al. JAMA 2007;298:430-7); where a printed interval of the mean
    difference fits the SDs only if they are standard errors; and where the arm means lie on the other side than
    `favours` (a scale turned round, a reduction given as a positive number, or a slip).

    >>> for sentence in smd_warnings({"mean_intervention": 3.1, "sd_intervention": 0.3, "n_intervention": 30,
    ...                               "mean_comparator": 4.2, "sd_comparator": 0.3, "n_comparator": 30,
    ...                               "higher_is_better": False}):
    ...     print(sentence)
    The SMD of 3.62 is implausibly large: check the source. If the SDs are standard errors, it would be 0.66.
    """
    found = _unaligned(row)
    if isinstance(found, str):
        return []
    g, sentences = abs(found[0]), []
    values = _values(row, _ARMS)
    complete = None not in values
    if g > limit:
        sentences.append(f"The SMD of {g:.2f} is implausibly large: check the source.")
        if complete:
            sentences[-1] += f" If the SDs are standard errors, it would be {abs(_from_standard_errors(values)):.2f}."
    low, high = _values(row, ("ci_low", "ci_high"))
    if complete and row.get("effect_type") in MEAN_DIFFERENCES and None not in (low, high) and low < high:
        m1, sd1, n1, m2, sd2, n2 = values
        printed = np.sqrt(variance_from_interval(low, high, df=n1 + n2 - 2))
        from_sds, from_ses = np.sqrt(md(m1, sd1, n1, m2, sd2, n2)[1]), np.hypot(sd1, sd2)
        if printed > 2 * from_sds and 0.8 < printed / from_ses < 1.25:
            sentences.append("The printed interval fits the SDs only if they are standard errors: check the source.")
    if complete and _side(row) * _side_of_means(row) < 0:
        sentences.append(
            "The arm means lie on the other side than `favours` by the outcome's usual direction: check both."
        )
    return sentences


def _unusable_design(row: Mapping) -> str:
    basis, design = _text(row.get("basis")), _text(row.get("design"))
    if basis and basis != "between_group":
        return f"the effect is {basis.replace('_', ' ')}, not between groups"
    if design == "crossover_rct" and not _is_true(row.get("adjusted")):
        return "a crossover trial needs an interval that allows for the pairing"
    if design == "cluster_rct" and not _is_true(row.get("adjusted")) and _design_effect_of(row) is None:
        return "a cluster trial needs an interval that allows for the clusters, or cluster size and ICC"
    return ""


def _unaligned(row: Mapping) -> tuple[float, float] | str:
    """g with the sign of its source and its variance, or a reason."""
    m1, sd1, n1, m2, sd2, n2 = _values(row, _ARMS)
    if None not in (sd1, sd2) and min(sd1, sd2) <= 0:
        return "a standard deviation is not above zero"
    sizes = (n1, n2) if None not in (n1, n2) and min(n1, n2) >= 1 and n1 + n2 >= 4 else None
    adjusted = _is_true(row.get("adjusted"))
    thinning = 1.0 if adjusted else _design_effect_of(row) or 1.0
    if None not in (m1, sd1, m2, sd2) and sizes and not adjusted:
        return _thinned_smd(m1, sd1, m2, sd2, sizes, thinning)
    kind, effect = _text(row.get("effect_type")), _values(row, ("effect",))[0]
    if effect is None:
        return "no adjusted effect is printed" if adjusted else _what_arms_lack(m1, sd1, m2, sd2)
    interval = _interval(row, effect)
    if isinstance(interval, str):
        return interval
    if adjusted and (interval is None or kind in MEAN_DIFFERENCES):
        return "no interval" if interval is None else "an adjusted MD cannot be standardised: its interval hides the SD"
    if kind in STANDARDISED:
        return _from_standardised(kind, effect, interval, sizes, thinning)
    if kind in MEAN_DIFFERENCES:
        return _from_difference(effect, interval, (sd1, sd2), sizes, thinning)
    return f"an effect of type {kind or 'unknown'} cannot be turned into an SMD"


def _from_standardised(
    kind: str, effect: float, interval: tuple | None, sizes: tuple | None, thinning: float
) -> tuple[float, float] | str:
    correction = small_sample_correction(sum(sizes) - 2) if kind == "d" and sizes else 1.0
    g = effect * correction
    if interval:
        return g, variance_from_interval(*interval) * correction**2 * thinning
    if sizes:
        return g, (1 / sizes[0] + 1 / sizes[1] + g**2 / (2 * sum(sizes))) * thinning
    return "no interval and no group sizes"


def _from_difference(
    effect: float, interval: tuple | None, sds: tuple, sizes: tuple | None, thinning: float
) -> tuple[float, float] | str:
    if None in sds and interval is None:
        return "no interval and no SDs"
    if not sizes:
        without = "SDs" if None in sds else "group sizes"
        return f"an MD without {without} cannot be standardised"
    if None in sds:
        sds = (sd_from_interval(*interval, *sizes),) * 2
    return _thinned_smd(effect, sds[0], 0.0, sds[1], sizes, thinning)


def _thinned_smd(m1: float, sd1: float, m2: float, sd2: float, sizes: tuple, thinning: float) -> tuple[float, float]:
    g, variance = smd(m1, sd1, sizes[0], m2, sd2, sizes[1])
    # dividing both sizes by the design effect multiplies each term of the variance by it
    return g, variance * thinning


def _what_arms_lack(m1: float | None, sd1: float | None, m2: float | None, sd2: float | None) -> str:
    if m1 is None or m2 is None:
        return "no effect and no arm means"
    return "arm means without SDs" if sd1 is None or sd2 is None else "arm means without group sizes"


def _interval(row: Mapping, effect: float) -> tuple[float, float] | str | None:
    low, high = _values(row, ("ci_low", "ci_high"))
    if low is None or high is None:
        return None
    if not low <= effect <= high or low == high:
        return "the effect does not lie within its interval"
    ratio = _text(row.get("effect_type")) not in (*STANDARDISED, *MEAN_DIFFERENCES)
    if not ratio and abs((low + high) / 2 - effect) > (high - low) / 8:
        return "the interval is not symmetric about the effect"
    return low, high


def _side(row: Mapping) -> int:
    """+1 for the intervention, −1 for the comparator, 0 where neither is known: `favours` first, then the means."""
    favours = _text(row.get("favours"))
    if favours:
        return {"intervention": 1, "comparator": -1}.get(favours, 0)
    return _side_of_means(row)


def _side_of_means(row: Mapping) -> int:
    better = row.get("higher_is_better")
    m1, m2 = _values(row, ("mean_intervention", "mean_comparator"))
    if m1 is None or m2 is None or _absent(better):
        return 0
    return int(np.sign(m1 - m2)) * (1 if _is_true(better) else -1)


def _from_standard_errors(values: list) -> float:
    m1, se1, n1, m2, se2, n2 = values
    return smd(m1, se1 * np.sqrt(n1), n1, m2, se2 * np.sqrt(n2), n2)[0]


def _design_effect_of(row: Mapping) -> float | None:
    size, icc = _values(row, ("cluster_size", "icc"))
    if size is None or icc is None or _text(row.get("design")) != "cluster_rct":
        return None
    return design_effect(size, icc)


def _values(row: Mapping, keys: tuple[str, ...]) -> list[float | None]:
    return [None if _absent(row.get(key)) else _number(key, row[key]) for key in keys]


def _number(key: str, value: object) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{key}: {value!r} is not a number; leave the field empty where none is told") from error


def _absent(value: object) -> bool:
    return value is None or value is pd.NA or value == "" or (isinstance(value, float) and value != value)


def _text(value: object) -> str:
    return "" if _absent(value) else str(value)


def _is_true(value: object) -> bool:
    return not _absent(value) and bool(value)
