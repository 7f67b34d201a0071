"""What one reader wrote beside what the other wrote, record by record: pairs of (coded, true) in each facet.

An empty text stands for nothing: `("pain", "")` was invented, `("", "pain")` was missed.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from touchstone.coding import coded_values, contrast_of
from touchstone.protocol.models import Eligibility, Strength, Vocabulary
from touchstone.tagging.agreement import values_of
from touchstone.tagging.tagger import Tagged

SETS = ("population", "intervention", "comparator", "outcome", "finding")
SINGLE = (
    "design",
    "tier",
    "eligibility",
    "intervention_given",
    "life_stage",
    "sex",
    "pilot",
    "country",
    "overall_direction",
)
OF_RESULTS = ("direction", "basis", "contrast")
NUMBERS = ("sample_size", "n_studies", "session_minutes", "n_sessions", "duration_weeks")
FACETS = (*SINGLE, *NUMBERS, *SETS, *OF_RESULTS)

_BASES = ("between_group", "within_group", "pooled", "narrative")


def frame_of_coder(
    decisions: pd.DataFrame, coder: str, findings: pd.DataFrame, rules: tuple, vocabulary: Vocabulary
) -> pd.DataFrame:
    """What `coder` wrote, one row a record, with tier, eligibility and the results of each outcome added.

    `findings` are the coder's results as Findings where basis and contrast are known, else an empty table; `rules` are
    the review's (Eligibility, Strength).
    """
    frame = coded_values(decisions, coder)
    if frame.empty:
        return frame
    for facet in SETS:
        if facet in frame:
            frame[facet] = [codes if isinstance(codes, tuple) else () for codes in frame[facet]]
    return _with_layers(_with_results(frame, findings, vocabulary), *rules)


def frame_of_machine(tagged: Tagged, record_ids: list[str], rules: tuple, vocabulary: Vocabulary) -> pd.DataFrame:
    """What the machine read of `record_ids`, in the columns of `frame_of_coder`."""
    return _with_layers(_with_results(values_of(tagged, record_ids), tagged.findings, vocabulary), *rules)


def pairs_of(coded: pd.DataFrame, true: pd.DataFrame) -> list[dict]:
    """For each record in both frames its (coded, true) pairs in each facet both have, in the order of `coded`.

    A facet with one code a record has one pair; one with several has a pair for each code of either. A code that is
    only in `coded` and one only in `true` are a pair (the one was taken for the other) where the two stand opposite
    each other in at least two records; else one was invented and the other missed. `missed_results` holds the
    (outcome, direction, basis) of each outcome that `coded` lacks.
    """
    shared = [name for name in FACETS if name in coded and name in true]
    both = coded.merge(true, on="record_id", suffixes=("", "|true"))
    rows = both.to_dict("records")
    out = [{"record_id": row["record_id"]} for row in rows]
    for facet in shared:
        if facet in OF_RESULTS:
            for row, pairs in zip(rows, out, strict=True):
                pairs[facet] = _of_results(row[facet], row[f"{facet}|true"])
        elif facet in SETS:
            opposite = _opposites(rows, facet)
            for row, pairs in zip(rows, out, strict=True):
                pairs[facet] = _of_sets(set(row[facet]), set(row[f"{facet}|true"]), opposite)
        else:
            for row, pairs in zip(rows, out, strict=True):
                pairs[facet] = _of_one(row[facet], row[f"{facet}|true"], facet)
    for row, pairs in zip(rows, out, strict=True):
        told, bases = row.get("direction|true") or {}, row.get("basis|true") or {}
        missed = [outcome for outcome in sorted(told) if outcome not in set(row.get("outcome") or ())]
        pairs["missed_results"] = [(outcome, told[outcome], bases.get(outcome, "")) for outcome in missed]
    return out


def _with_results(frame: pd.DataFrame, findings: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """`frame` with direction, basis and contrast of each outcome, as {outcome: code}; basis and contrast where told."""
    frame = frame.assign(direction=[dict(pair.rsplit("=", 1) for pair in found) for found in frame["finding"]])
    if findings.empty:
        return frame
    grouped: dict[str, dict[str, list[dict]]] = {}
    for result in findings[["record_id", "outcome", "basis", "contrast"]].to_dict("records"):
        grouped.setdefault(result["record_id"], {}).setdefault(result["outcome"], []).append(result)
    bases, contrasts = [], []
    comparators = frame["comparator"] if "comparator" in frame else [()] * len(frame)
    for record_id, codes in zip(frame["record_id"], comparators, strict=True):
        own = grouped.get(record_id, {})
        alone = contrast_of(codes, vocabulary)
        bases.append({code: _first([r["basis"] for r in results], _BASES) for code, results in own.items()})
        contrasts.append({code: _only({r["contrast"] or alone for r in results}) for code, results in own.items()})
    return frame.assign(basis=bases, contrast=contrasts)


def _with_layers(frame: pd.DataFrame, eligibility: Eligibility, strength: Strength) -> pd.DataFrame:
    if not {"design", "intervention"} <= set(frame):
        return frame
    given = ["yes" if codes else "no" for codes in frame["intervention"]]
    layers, tiers = [], []
    for design, told in zip(frame["design"], given, strict=True):
        outside = told == "no" or design in eligibility.context_designs or not isinstance(design, str)
        layers.append("context" if outside else "review" if design in eligibility.review_designs else "primary")
        tiers.append(strength.tiers.get(design, "none"))
    return frame.assign(intervention_given=given, eligibility=layers, tier=tiers)


def _of_one(coded: object, true: object, facet: str) -> list[tuple[str, str]]:
    if facet in NUMBERS:
        return _of_numbers(coded, true)
    one, other = _text(coded), _text(true)
    return [(one, other)] if one or other else []


def _of_numbers(coded: object, true: object) -> list[tuple[str, str]]:
    """Any of several numbers will do (enrolled, analysed): as it was told, else the first of each."""
    ones, others = _numbers(coded), _numbers(true)
    if not ones and not others:
        return []
    same = [one for one in ones if any(abs(one - other) < 0.51 for other in others)]
    if same:
        return [(f"{same[0]:g}", f"{same[0]:g}")]
    return [(f"{ones[0]:g}" if ones else "", f"{others[0]:g}" if others else "")]


def _of_sets(coded: set[str], true: set[str], opposite: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    pairs = [(code, code) for code in sorted(coded & true)]
    alone, missed = sorted(coded - true), sorted(true - coded)
    likely = sorted(
        ((one, other) for one in alone for other in missed if opposite[one, other] >= 2),
        key=lambda pair: (-opposite[pair], pair),
    )
    for one, other in likely:
        if one in alone and other in missed:
            pairs.append((one, other))
            alone.remove(one)
            missed.remove(other)
    return pairs + [(code, "") for code in alone] + [("", code) for code in missed]


def _of_results(coded: dict[str, str], true: dict[str, str]) -> list[tuple[str, str]]:
    return [(coded[code], true[code]) for code in sorted(coded.keys() & true.keys())]


def _opposites(rows: list[dict], facet: str) -> Counter:
    """How often a code that only the one gave and one that only the other gave stand in the same record."""
    seen: Counter = Counter()
    for row in rows:
        coded, true = set(row[facet]), set(row[f"{facet}|true"])
        seen.update((one, other) for one in coded - true for other in true - coded)
    return seen


def _first(values: list[str], order: tuple[str, ...]) -> str:
    return next((value for value in order if value in values), "")


def _only(values: set[str]) -> str:
    return values.copy().pop() if len(values) == 1 else ""


def _text(value: object) -> str:
    # Both sexes, and no pilot, are what people leave unsaid.
    return value if isinstance(value, str) and value != "both" else ""


def _numbers(value: object) -> list[float]:
    values = value if isinstance(value, tuple) else (value,)
    return [float(v) for v in values if isinstance(v, int | float) and v == v]
