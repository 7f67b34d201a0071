"""Makes confidence mean what it says: of the tags given 0.8 about 80 % are right.

calibration.json holds, for each facet (`finding` for results), a monotone map from the tagger's own confidence to the
share that people found right on the records it was fitted on. `make accuracy` fits it again; `accuracy.calibrating` is
the recipe. A facet that people did not code keeps the tagger's own confidence.
"""

from __future__ import annotations

import bisect
import functools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

FILE = Path(__file__).with_name("calibration.json")
FINDING = "finding"


@functools.cache
def maps() -> Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]:
    """For each facet the tagger's confidences and what they are worth, both rising; empty before the first fit."""
    if not FILE.is_file():
        return {}
    facets = json.loads(FILE.read_text(encoding="utf-8"))["facets"]
    return {facet: (tuple(knots["raw"]), tuple(knots["share_right"])) for facet, knots in facets.items()}


def forget() -> None:
    """Read calibration.json anew on the next call: it was written again."""
    maps.cache_clear()
    _calibrate.cache_clear()


def calibrated(facets: Sequence[str], raw: Sequence[float]) -> list[float]:
    """The calibrated confidence of tags with these facets and raw confidences; the order within a facet stays.

    >>> calibrated(["no such facet"], [0.7])
    [0.7]
    """
    return [_calibrate(facet, confidence) for facet, confidence in zip(facets, raw, strict=True)]


@functools.lru_cache(maxsize=65536)
def _calibrate(facet: str, raw: float) -> float:
    return at(raw, *maps()[facet]) if facet in maps() else raw


def at(raw: float, knots: Sequence[float], shares: Sequence[float]) -> float:
    """The share at `raw`, by straight lines between the knots, rounded to four places.

    >>> at(0.7, [0.5, 0.9], [0.4, 0.8])
    0.6
    """
    if raw <= knots[0]:
        return round(shares[0], 4)
    if raw >= knots[-1]:
        return round(shares[-1], 4)
    upper = bisect.bisect_left(knots, raw)
    x0, x1, y0, y1 = knots[upper - 1], knots[upper], shares[upper - 1], shares[upper]
    return round(y0 + (y1 - y0) * (raw - x0) / (x1 - x0), 4)
