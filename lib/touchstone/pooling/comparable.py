"""Which effects may be pooled together, and how to come to one effect a study."""

from __future__ import annotations

import numpy as np
import pandas as pd

from touchstone.errors import InputError


def why_not_together(effects: pd.DataFrame, measure: str = "SMD") -> list[str]:
    """Why these rows may not be pooled together; an empty list where they may.

    Looks at the columns it finds: `study_id` (one effect a study), `layer` (never reviews with trials), `contrast`
    (one only, and told), `scores` (final | change | unknown: final scores and changes from baseline have different SDs
    and do not mix in an SMD; in a mean difference they may. Cochrane Handbook 5.1, 9.4.5).

    >>> why_not_together(pd.DataFrame({"study_id": ["A", "A", "B"], "scores": ["final", "final", "change"]}))
    ['one effect a study: A has 2', 'final scores and change from baseline cannot be mixed in an SMD']
    """
    reasons = []
    if "study_id" in effects:
        counts = effects["study_id"].value_counts(sort=False)
        several = [f"{study} has {count}" for study, count in counts.items() if count > 1]
        if several:
            reasons.append(f"one effect a study: {', '.join(sorted(several))}")
    for column, sentence in (
        ("layer", "reviews and trials cannot be pooled together"),
        ("contrast", "only one contrast can be pooled at a time"),
    ):
        if column in effects:
            kinds = sorted(set(effects[column].fillna("").replace("", "not told").astype(str)))
            if len(kinds) > 1 or (column == "contrast" and "not told" in kinds):
                reasons.append(f"{sentence}: {', '.join(kinds)}")
    if measure == "SMD" and "scores" in effects and {"final", "change"} <= set(effects["scores"]):
        reasons.append("final scores and change from baseline cannot be mixed in an SMD")
    return reasons


def one_effect_a_study(effects: pd.DataFrame, correlation: float = 1.0) -> pd.DataFrame:
    """One row a study (`study_id`, `effect`, `variance`, `n_effects`), several effects of a study averaged.

    Mean of the m effects, variance (Σv + Σ_{i≠j} r √(v_i v_j)) / m². r = `correlation` between them is seldom told; 1,
    the default, gives the study no more weight for having measured twice (Borenstein et al., Introduction to
    Meta-Analysis, 2009, chapter 24). Studies stand in the order they first appear. `effects` has study_id, effect,
    variance.
    Raises InputError where a column is missing or the correlation lies outside 0 to 1.

    >>> rows = pd.DataFrame({"study_id": ["A", "A", "B"], "effect": [0.2, 0.6, 0.5], "variance": [0.04, 0.04, 0.09]})
    >>> one_effect_a_study(rows).round(3).values.tolist()
    [['A', 0.4, 0.04, 2], ['B', 0.5, 0.09, 1]]
    """
    _need(effects, ("study_id", "effect", "variance"))
    if not 0 <= correlation <= 1:
        raise InputError(f"correlation: {correlation!r} is not between 0 and 1")
    rows = []
    for study, group in effects.groupby("study_id", sort=False):
        v = group["variance"].to_numpy(dtype=float)
        se = np.sqrt(v)
        variance = (v.sum() + correlation * (se.sum() ** 2 - v.sum())) / len(v) ** 2
        effect = float(group["effect"].to_numpy(dtype=float).mean())
        rows.append({"study_id": study, "effect": effect, "variance": float(variance), "n_effects": len(v)})
    return pd.DataFrame(rows, columns=["study_id", "effect", "variance", "n_effects"])


def split_shared_controls(effects: pd.DataFrame) -> pd.DataFrame:
    """A copy in which a control arm that serves several intervention arms is shared out among them.

    Within study_id and comparator_arm, `n_comparator` is divided by the number of different `intervention_arm`; means
    and SDs stay (Cochrane Handbook 5.1, 16.5.4). Control arms of a study without a name count as one. Do it before
    `aligned_smd`: the weight of a printed SMD with its interval cannot be mended so. Raises InputError where a column
    is missing.

    >>> rows = pd.DataFrame({"study_id": ["A", "A"], "intervention_arm": ["foot", "back"],
    ...                      "comparator_arm": ["usual care"] * 2, "n_comparator": [40, 40]})
    >>> split_shared_controls(rows)["n_comparator"].tolist()
    [20.0, 20.0]
    """
    _need(effects, ("study_id", "intervention_arm", "comparator_arm", "n_comparator"))
    sharing = effects.groupby(["study_id", "comparator_arm"], dropna=False)["intervention_arm"].transform("nunique")
    shared = effects["n_comparator"].astype("Float64") / sharing.clip(lower=1)
    return effects.assign(n_comparator=shared)


def _need(effects: pd.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in effects]
    if missing:
        raise InputError(f"effects: no column {', '.join(missing)}; it needs {', '.join(columns)}")
