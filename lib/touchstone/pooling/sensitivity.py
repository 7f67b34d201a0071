"""How a pooled estimate hangs on single studies, on time and on kinds of studies: each row pools some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from touchstone.errors import InputError
from touchstone.pooling.heterogeneity import checked
from touchstone.pooling.random_effects import Pooled, pool


@dataclass(frozen=True)
class Subgroups:
    """`table` has a row a subgroup (columns of `Pooled`); `q_between`, `df` and `p` test that all share one effect."""

    table: pd.DataFrame
    q_between: float
    df: int
    p: float


def leave_one_out(
    effects: ArrayLike, variances: ArrayLike, labels: Sequence | None = None, **options: object
) -> pd.DataFrame:
    """The pooled estimate without each study in turn, indexed by the label of the study left out.

    `options` go to `pool`, whose fields are the columns. Raises InputError below two studies.

    >>> table = leave_one_out([0.2, 0.5, 1.4], [0.04, 0.05, 0.06], labels=["A", "B", "C"], hartung_knapp=False)
    >>> table["estimate"].round(2).to_dict()
    {'A': 0.94, 'B': 0.79, 'C': 0.33}
    """
    y, v = checked(effects, variances)
    if len(y) < 2:
        raise InputError("effects: leaving one study out needs at least two")
    index = np.arange(len(y))
    rows = [pool(y[index != i], v[index != i], **options) for i in index]
    return _table(rows, _labels(labels, len(y)), "left_out")


def cumulative(
    effects: ArrayLike,
    variances: ArrayLike,
    order: ArrayLike | None = None,
    labels: Sequence | None = None,
    **options: object,
) -> pd.DataFrame:
    """The pooled estimate as studies come in, indexed by the label of the study added last.

    `order` (such as the year) sorts the studies, ties in the order given; without it they come as given. `options` go
    to `pool`, whose fields are the columns. Source: Lau J et al. N Engl J Med 1992;327:248-54.

    >>> table = cumulative([1.4, 0.2, 0.5], [0.06, 0.04, 0.05], order=[2011, 1996, 2004], method="EE",
    ...                    hartung_knapp=False, labels=["C", "A", "B"])
    >>> table["estimate"].round(2).to_dict()
    {'A': 0.2, 'B': 0.33, 'C': 0.62}
    """
    y, v = checked(effects, variances)
    places = np.arange(len(y)) if order is None else np.argsort(_order(order, len(y)), kind="stable")
    names = _labels(labels, len(y))
    rows = [pool(y[places[: i + 1]], v[places[: i + 1]], **options) for i in range(len(y))]
    return _table(rows, [names[i] for i in places], "added")


def subgroups(effects: ArrayLike, variances: ArrayLike, groups: Sequence, **options: object) -> Subgroups:
    """Pooling within each group, τ² apart, and the test for subgroup differences.

    Q_between = Σ w (μ_g − μ̄)² over the groups' estimates with w = 1/SE², SE² = 1/Σ1/(v + τ²) of the group (not
    Hartung–Knapp), on groups − 1 degrees of freedom. A difference between subgroups is a finding across studies, not
    within them. Source: Borenstein & Higgins, Prev Sci 2013;14:134-43. Groups stand in the order they first appear.
    `options` go to `pool`. Raises InputError where a study has no group.

    >>> split = subgroups([0.2, 0.3, 0.9, 1.1], [0.04, 0.05, 0.04, 0.05], ["sham", "sham", "waitlist", "waitlist"])
    >>> split.table["estimate"].round(2).to_dict(), round(split.p, 4)
    ({'sham': 0.24, 'waitlist': 0.99}, 0.0004)
    """
    y, v = checked(effects, variances)
    if len(groups) != len(y):
        raise InputError(f"groups: {len(groups)} for {len(y)} studies; one a study is needed")
    labels = pd.Series(list(groups), dtype="object")
    if labels.isna().any():
        raise InputError(f"groups: study {int(np.argmax(labels.isna())) + 1} has none; name it or leave the study out")
    names = list(dict.fromkeys(labels))
    masks = [(labels == name).to_numpy() for name in names]
    table = _table([pool(y[mask], v[mask], **options) for mask in masks], names, "group")
    plain = [pool(y[mask], v[mask], **{**options, "hartung_knapp": False}) for mask in masks]
    between = pool([group.estimate for group in plain], [group.se**2 for group in plain], "EE", False)
    df = len(names) - 1
    return Subgroups(table, between.q, df, float(chdtrc(df, between.q)) if df else float("nan"))


def _table(rows: list[Pooled], labels: Sequence, name: str) -> pd.DataFrame:
    return pd.DataFrame([asdict(row) for row in rows], index=pd.Index(labels, name=name))


def _labels(labels: Sequence | None, k: int) -> list:
    names = list(range(1, k + 1)) if labels is None else list(labels)
    if len(names) != k:
        raise InputError(f"labels: {len(names)} for {k} studies; one a study is needed")
    return names


def _order(order: ArrayLike, k: int) -> np.ndarray:
    values = np.asarray(order)
    if values.shape != (k,):
        raise InputError(f"order: {values.size} values for {k} studies; one a study is needed")
    if pd.isna(values).any():
        raise InputError(
            f"order: study {int(np.argmax(pd.isna(values))) + 1} has none; give one or leave the study out"
        )
    return values
