"""Comparable effects: one aligned standardised mean difference a study, outcome and contrast, or why there is none."""

from __future__ import annotations

import pandas as pd

from touchstone.protocol import Vocabulary

_COLUMNS = ["study_id", "outcome", "contrast", "finding_id", "g", "variance", "reason", "warning"]


def study_effects(
    effects: pd.DataFrame, findings: pd.DataFrame, studies: pd.DataFrame, vocabulary: Vocabulary
) -> pd.DataFrame:
    """effects.csv as one row a number: study_id, outcome, contrast, finding_id, g, variance (SD, SD²), reason, warning.

    g is aligned so that positive favours the intervention; `reason` says why a number cannot be used (then g is empty).
    `warning` says what makes a number hard to believe, such as an implausibly large difference or standard errors taken
    for standard deviations (`touchstone.pooling.smd_warnings`). `scores` (final | change) is kept where effects.csv has
    such a column. Only between-group results of eligible primary studies qualify, and of several usable numbers on one
    outcome and contrast of a study the one coded first.
    """
    from touchstone.pooling import aligned_smd, smd_warnings

    owner = {
        record_id: study
        for study in studies.to_dict("records")
        if study["layer"] == "primary" and study["eligible"]
        for record_id in study["record_ids"]
    }
    basis = findings.set_index("finding_id")[["basis", "contrast"]].to_dict("index")
    rows, taken = [], set()
    for number in effects.to_dict("records"):
        study = owner.get(number["record_id"])
        result = basis.get(number["finding_id"])
        if study is None or result is None:
            continue
        concept = vocabulary.outcome.get(number["outcome"])
        higher = concept.higher_is_better if concept else None
        key = (study["study_id"], number["outcome"], number["contrast"])
        row = dict(zip(_COLUMNS, [*key, number["finding_id"], None, None, "", ""], strict=True))
        if "scores" in number:
            row["scores"] = number["scores"]
        aligning = {**number, "higher_is_better": higher, "design": study["design"]}
        if result["basis"] != "between_group":
            row["reason"] = "not a comparison between groups"
        elif not number["contrast"]:
            row["reason"] = "the comparison it answers is not told"
        elif key in taken:
            row["reason"] = "another result of the same study, outcome and contrast was coded before it"
        else:
            usable = aligned_smd(aligning)
            row["warning"] = " ".join(smd_warnings(aligning))
            if isinstance(usable, str):
                row["reason"] = usable
            else:
                row["g"], row["variance"] = usable
                taken.add(key)
        rows.append(row)
    kept = [*_COLUMNS, "scores"] if "scores" in effects else _COLUMNS
    return pd.DataFrame(rows, columns=kept)
