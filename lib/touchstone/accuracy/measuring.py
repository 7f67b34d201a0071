"""Measures coding error: the machine against the main coder, and the main coder against a second one.

Shares come with 95 % intervals from a bootstrap over records, which keeps the mistakes of a record together. Sparse
rows are smoothed: each is given `SMOOTHING` records' worth of the facet's common row.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from touchstone.accuracy.error import Comparison, Facet, Row, Smoothing, TaggingError, fingerprints
from touchstone.accuracy.pairs import NUMBERS, SETS, frame_of_coder, frame_of_machine, pairs_of
from touchstone.protocol.models import Eligibility, Strength, Vocabulary
from touchstone.tables import Findings
from touchstone.tagging.tagger import Tagged

SMOOTHING = 2.0
_DRAWS, _SEED = 1000, 20261120
_PLACES = 4


def measure(
    decisions: pd.DataFrame,
    coders: tuple[str, list[str]],
    coded: pd.DataFrame,
    tagged: Tagged,
    vocabulary: Vocabulary,
    rules: tuple[Eligibility, Strength],
    folder: Path,
    developed_on: Callable[[str], bool],
) -> TaggingError:
    """The coding error of a review, from its decisions alone.

    `decisions` are Decisions, `coders` the main coder and the second ones, `coded` the main coder's Findings, `tagged`
    what the machine read, `folder` data/raw/coding. `developed_on(record_id)` says whether the tagger's rules were
    written with the record in sight: figures for the other records stand beside, as `kept_aside`.
    """
    main, second = coders
    people = frame_of_coder(decisions, main, coded, rules, vocabulary)
    ids = list(people["record_id"]) if len(people) else []
    nothing = Findings.empty()
    others = [frame_of_coder(decisions, name, nothing, rules, vocabulary) for name in second]
    others = [frame for frame in others if len(frame)]
    machine = frame_of_machine(tagged, ids, rules, vocabulary) if ids else None
    shown = decisions[decisions["coder"].isin(second)]["shown"]
    both = pd.concat(others).drop_duplicates("record_id") if others and ids else None
    return TaggingError(
        about="P(true code | coded), measured on this review's decisions; written by `make accuracy`, not by hand",
        vocabulary_version=vocabulary.version,
        **fingerprints(vocabulary, folder),
        smoothing=Smoothing(
            records=SMOOTHING, about="each row is given this many records' worth of the facet's common row (*)"
        ),
        people=None
        if both is None
        else compare(
            pairs_of(people, both),
            f"coder {main}",
            f"coder {', '.join(second)}",
            "digest" if set(shown) <= {"digest"} else "abstract",
            note="basis and comparison were not coded twice, and are taken as right; one disagreement counts wholly "
            "against the main coder",
        ),
        machine=None
        if machine is None
        else compare(
            pairs_of(machine, people),
            "the machine",
            f"coder {main}",
            "digest",
            developed_on,
            note="all records; those that the rules were written without seeing stand under kept_aside",
        ),
    )


def compare(
    pairs: list[dict],
    coded: str,
    true: str,
    read: str,
    developed_on: Callable[[str], bool] | None = None,
    note: str = "",
) -> Comparison:
    """A Comparison of `pairs`, as `pairs_of` gives them; figures of single rows are rounded to four places."""
    facets = [name for name in pairs[0] if name not in ("record_id", "missed_results")] if pairs else []
    aside = {}
    if developed_on is not None:
        for name in facets:
            parts = {"developed_on": True, "kept_aside": False}
            split = {w: [p for p in pairs if developed_on(p["record_id"]) == is_so] for w, is_so in parts.items()}
            aside[name] = {w: _share(tallies(part, name).sum(axis=0)) for w, part in split.items() if part}
    ratios = [float(t) / float(c) for row in pairs for c, t in row.get("sample_size", ()) if c and t and c != t]
    return Comparison(
        coded=coded,
        true=true,
        n_records=len(pairs),
        read=read,
        facets={name: _facet(pairs, name) for name in facets},
        kept_aside=aside,
        missed_results=[row["missed_results"] for row in pairs],
        missed_population=[[t for c, t in row.get("population", ()) if not c] for row in pairs],
        size_ratios=sorted(round(ratio, _PLACES) for ratio in ratios),
        note=note,
    )


def interval(counted: np.ndarray, share: Callable[[np.ndarray], np.ndarray]) -> tuple[float, float]:
    """95 % bootstrap interval of a share of summed `counted` (one row a record), records drawn with replacement."""
    n = len(counted)
    if n == 0:
        return 0.0, 1.0
    weights = np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), size=_DRAWS)
    low, high = np.quantile(share(weights @ counted), [0.025, 0.975])
    return round(float(low), _PLACES), round(float(high), _PLACES)


def developed_on(record_id: str, first_aside: int = 216) -> bool:
    """Whether the tagger's rules were written with this record in sight; the others were kept aside.

    Records whose id hashes to a byte of `first_aside` or more are kept aside.

    >>> developed_on("lib:finch2014selfefficacy")
    True
    """
    return int(hashlib.sha256(record_id.removeprefix("lib:").encode()).hexdigest()[:2], 16) < first_aside


def _facet(pairs: list[dict], name: str) -> Facet:
    counted = tallies(pairs, name)
    right, coded, invented, missed, true = counted.sum(axis=0)
    right_low, right_high = interval(counted, lambda t: t[:, 0] / np.maximum(t[:, 1], 1))
    missed_low, missed_high = interval(counted, lambda t: t[:, 3] / np.maximum(t[:, 4], 1))
    return Facet(
        n_records=sum(bool(row[name]) for row in pairs),
        n_coded=int(coded),
        right=_rounded(right / max(coded, 1)),
        right_low=right_low,
        right_high=right_high,
        invented=_rounded(invented / max(coded, 1)),
        missed=_rounded(missed / max(true, 1)),
        missed_low=missed_low,
        missed_high=missed_high,
        rows=_rows([pair for row in pairs for pair in row[name]], name),
    )


def tallies(pairs: list[dict], name: str) -> np.ndarray:
    """For each record of `pairs_of` the codes that are right, coded, invented, missed, and true, in columns."""
    rows = [
        (
            sum(c == t for c, t in row[name] if c),
            sum(bool(c) for c, _ in row[name]),
            sum(not t for c, t in row[name] if c),
            sum(not c for c, t in row[name] if t),
            sum(bool(t) for _, t in row[name]),
        )
        for row in pairs
    ]
    return np.array(rows or np.zeros((0, 5)), dtype=float)


def _share(tally: np.ndarray) -> float:
    return _rounded(tally[0] / max(tally[1], 1))


def _rows(pairs: Iterable[tuple[str, str]], name: str) -> dict[str, Row]:
    """P(true | coded) of each code, and the common row `*`; a size is only told, other, or not told."""
    if name == "finding":
        return {}
    if name in NUMBERS:
        pairs = [("told" if c else "", "=" if c == t else "other" if t else "") for c, t in pairs]
    counts: dict[str, Counter] = {}
    for one, other in pairs:
        if one or name not in SETS:
            counts.setdefault(one, Counter())["=" if one == other else other] += 1
    common: Counter = Counter()
    for counted in counts.values():
        common.update(counted)
    total = sum(common.values())
    if not total:
        return {}
    shared = {code: n / total for code, n in common.items()}
    rows = {}
    for code in sorted(counts):
        n = sum(counts[code].values())
        smoothed = {
            true: (counts[code][true] + SMOOTHING * shared.get(true, 0.0)) / (n + SMOOTHING)
            for true in sorted(shared.keys() | counts[code].keys())
        }
        # What the common row calls another code may be this very code.
        own = smoothed.pop(code, 0.0) if code else 0.0
        smoothed["="] = smoothed.get("=", 0.0) + own
        rows[code] = Row(n=n, true=_adding_up(smoothed))
    return rows | {"*": Row(n=total, true=_adding_up(dict(sorted(shared.items()))))}


def _adding_up(shares: dict[str, float]) -> dict[str, float]:
    """Shares to five places, nothings left out, that add up to one; the rest goes to the largest."""
    kept = {code: round(share, 5) for code, share in shares.items() if round(share, 5) > 0}
    largest = max(kept, key=lambda code: kept[code])
    kept[largest] = round(kept[largest] + 1 - sum(kept.values()), 5)
    return kept


def _rounded(share: float) -> float:
    return round(float(share), _PLACES)
