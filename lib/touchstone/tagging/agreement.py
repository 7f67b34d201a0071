"""How far two readers of the same records agree, facet by facet: people with each other, or the machine with people."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from touchstone.tagging.rollup import direction_of
from touchstone.tagging.tagger import Tagged

SEVERAL = ("population", "intervention", "comparator", "outcome")
NUMBERS = ("sample_size", "n_studies", "session_minutes", "n_sessions", "duration_weeks")
SINGLE = ("design", "pilot", "country", "life_stage", "sex", "overall_direction")


def facet_scores(coded: pd.DataFrame, tagged: pd.DataFrame) -> pd.DataFrame:
    """Agreement of `tagged` with `coded`, one row a facet that both have.

    Both frames have one row a record: `record_id`; design, pilot, country, life_stage, sex, overall_direction (a value
    or missing); sample_size, n_studies, session_minutes, n_sessions, duration_weeks (a number, a tuple of numbers of
    which any will do, or missing); population, intervention, comparator, outcome (tuples of codes); finding (tuple of
    `outcome=direction`, one an outcome). Columns that one of the two lacks are not scored, nor are records that
    one lacks. `values_of` makes such a frame of Tags and Findings.

    Columns: facet; n (codes, values or pairs in `coded`); precision, recall, f1 (tuples; values that either gives);
    accuracy (share of the values in `coded` that `tagged` shares); kappa (Cohen 1960, facets with one code a record).
    `direction` is the share of outcomes named by both with the same direction.

    >>> people = pd.DataFrame([{"record_id": "a", "design": "rct", "population": ("cancer", "children")}])
    >>> machine = pd.DataFrame([{"record_id": "a", "design": "rct", "population": ("cancer",)}])
    >>> facet_scores(people, machine)[["facet", "n", "recall"]].to_dict("records")
    [{'facet': 'design', 'n': 1, 'recall': 1.0}, {'facet': 'population', 'n': 2, 'recall': 0.5}]
    """
    columns = ["facet", "n", "precision", "recall", "f1", "accuracy", "kappa"]
    if coded.empty or tagged.empty:
        return pd.DataFrame(columns=columns)
    both = coded.merge(tagged, on="record_id", suffixes=("", "|machine"))
    rows = []
    for facet in (*SINGLE, *NUMBERS, *SEVERAL, "finding"):
        if facet not in coded or facet not in tagged:
            continue
        pairs = list(zip(both[facet], both[f"{facet}|machine"], strict=True))
        rows.append({"facet": facet, **(_of_sets(pairs) if facet in (*SEVERAL, "finding") else _of_values(pairs))})
        if facet == "finding":
            rows.append({"facet": "direction", **_of_directions(pairs)})
    return pd.DataFrame(rows).reindex(columns=columns)


def values_of(tagged: Tagged, record_ids: list[str]) -> pd.DataFrame:
    """The machine's tags and findings as a frame for `facet_scores`, one row for each of `record_ids`.

    Of several values of a facet that holds one, the most confident counts; several results of an outcome are rolled up.
    """
    rows = {record_id: {"record_id": record_id} for record_id in record_ids}
    for tag in tagged.tags.sort_values("confidence", kind="stable").to_dict("records"):
        row, facet = rows.get(tag["record_id"]), tag["facet"]
        if row is None:
            continue
        if facet in SEVERAL:
            row[facet] = (*row.get(facet, ()), tag["value"])
        elif facet in NUMBERS:
            row[facet] = float(tag["value"])
        elif facet in SINGLE:
            row[facet] = tag["value"]
    results: dict[tuple[str, str], list[str]] = {}
    for finding in tagged.findings.to_dict("records"):
        results.setdefault((finding["record_id"], finding["outcome"]), []).append(finding["direction"])
    for (record_id, outcome), directions in results.items():
        if record_id in rows:
            rows[record_id]["finding"] = (*rows[record_id].get("finding", ()), f"{outcome}={direction_of(directions)}")
    frame = pd.DataFrame(list(rows.values())).reindex(columns=["record_id", *SINGLE, *NUMBERS, *SEVERAL, "finding"])
    for facet in (*SEVERAL, "finding"):
        frame[facet] = [value if isinstance(value, tuple) else () for value in frame[facet]]
    return frame


def kappa(one: list[str], other: list[str]) -> float:
    """Cohen's kappa (1960) of two raters' codes of the same things; 1 where both give one code throughout.

    >>> round(kappa(["a", "a", "b", "b"], ["a", "a", "b", "a"]), 3)
    0.5
    """
    n = len(one)
    if not n:
        return float("nan")
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    left, right = Counter(one), Counter(other)
    chance = sum(left[code] * right[code] for code in left) / n**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def _of_sets(pairs: list[tuple]) -> dict:
    hit = sum(len(set(a) & set(b)) for a, b in pairs)
    given, found = sum(len(set(a)) for a, _ in pairs), sum(len(set(b)) for _, b in pairs)
    return {"n": given, **_rates(hit, given, found)}


def _of_values(pairs: list[tuple]) -> dict:
    told = [(a, b) for a, b in pairs if not _missing(a)]
    hit = sum(is_same(a, b) for a, b in told)
    found = sum(not _missing(b) for _, b in pairs)
    single = [(str(a), "" if _missing(b) else str(b)) for a, b in told if not isinstance(a, tuple | float | int)]
    # A facet told only where it is so (a pilot) has one code, and chance cannot be reckoned.
    several = len({a for a, _ in single}) > 1
    agreed = kappa([a for a, _ in single], [b for _, b in single]) if several else float("nan")
    accuracy = hit / len(told) if told else float("nan")
    return {"n": len(told), **_rates(hit, len(told), found), "accuracy": accuracy, "kappa": agreed}


def _of_directions(pairs: list[tuple]) -> dict:
    named = [(dict(f.rsplit("=", 1) for f in a), dict(f.rsplit("=", 1) for f in b)) for a, b in pairs]
    same = [(a[code], b[code]) for a, b in named for code in sorted(a.keys() & b.keys())]
    hit = sum(a == b for a, b in same)
    return {
        "n": len(same),
        "accuracy": hit / len(same) if same else float("nan"),
        "kappa": kappa([a for a, _ in same], [b for _, b in same]),
    }


def _rates(hit: int, given: int, found: int) -> dict:
    precision = hit / found if found else float("nan")
    recall = hit / given if given else float("nan")
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * hit / (given + found) if given + found else float("nan"),
    }


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value == () or (isinstance(value, float) and value != value)


def is_same(told: object, read: object) -> bool:
    """Whether a value read is the one told; of several told or read numbers any will do, and numbers to the nearest."""
    if _missing(read):
        return False
    if isinstance(told, tuple):
        return any(is_same(one, read) for one in told)
    if isinstance(read, tuple):
        return any(is_same(told, one) for one in read)
    if isinstance(told, int | float):
        return abs(float(told) - float(read)) < 0.51
    return str(told) == str(read)
