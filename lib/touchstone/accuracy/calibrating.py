"""Fits the map from the tagger's confidence to the share that is right, and says how well confidence is calibrated.

The map is an isotonic regression of right on confidence (pool adjacent violators), by facet, on the records that the
tagger was developed on; cross-validated by record, and checked on records kept aside. Brier score: the mean squared
difference of confidence and right (1 or 0).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from touchstone.tagging.agreement import NUMBERS, SEVERAL, SINGLE, is_same
from touchstone.tagging.calibration import FINDING, at
from touchstone.tagging.rollup import direction_of
from touchstone.tagging.tagger import Tagged

FOLDS = 5
_FEWEST = 25
# Keeps the order of tags whose shares were pooled, which decides between two values of one facet.
_TILT = 0.004


def judged_tags(people: pd.DataFrame, tagged: Tagged) -> pd.DataFrame:
    """Each tag and result of the records of `people`, and whether people agree.

    `people` is a frame of `coding.coded_values`. A result is right where people named its outcome, with its direction
    or with the one direction that the machine's results on that outcome roll up to. Facets that people did not code are
    left out. Columns: record_id, facet, value, confidence, right.
    """
    coded = people.set_index("record_id").to_dict("index")
    rows = []
    for tag in tagged.tags[["record_id", "facet", "value", "confidence"]].to_dict("records"):
        row, facet = coded.get(tag["record_id"]), tag["facet"]
        if row is None or facet not in row:
            continue
        if facet in SEVERAL:
            rows.append(tag | {"right": tag["value"] in row[facet]})
        elif (facet in SINGLE or facet in NUMBERS) and tag["value"] != "both":
            # `both` sexes is what people leave unsaid, so nothing can be held against it.
            value = float(tag["value"]) if facet in NUMBERS else tag["value"]
            told = row[facet]
            rows.append(tag | {"right": (isinstance(told, tuple) or told == told) and is_same(told, value)})
    results = tagged.findings[["record_id", "outcome", "direction", "confidence"]].to_dict("records")
    together: dict[tuple[str, str], list[str]] = {}
    for result in results:
        together.setdefault((result["record_id"], result["outcome"]), []).append(result["direction"])
    for result in results:
        row = coded.get(result["record_id"])
        if row is not None:
            told = dict(pair.rsplit("=", 1) for pair in row["finding"]).get(result["outcome"])
            whole = direction_of(together[result["record_id"], result["outcome"]])
            rows.append(
                {
                    "record_id": result["record_id"],
                    "facet": FINDING,
                    "value": f"{result['outcome']}={result['direction']}",
                    "confidence": result["confidence"],
                    "right": told in (result["direction"], whole),
                }
            )
    frame = pd.DataFrame(rows, columns=["record_id", "facet", "value", "confidence", "right"])
    return frame.astype({"confidence": float, "right": bool})


def reliability(judged: pd.DataFrame, bins: int = 10) -> pd.DataFrame:
    """How often tags of like confidence are right, one row a facet and bin: a reliability table.

    `judged` as from `judged_tags`. Columns: facet, bin_low, bin_high, n, mean_confidence, share_right (shares of 1).

    >>> tags = pd.DataFrame({"facet": ["design"] * 4, "confidence": [0.9] * 4, "right": [True, True, True, False]})
    >>> reliability(tags)[["bin_low", "n", "share_right"]].to_dict("records")
    [{'bin_low': 0.9, 'n': 4, 'share_right': 0.75}]
    """
    place = np.minimum((judged["confidence"].to_numpy(float) * bins + 1e-9).astype(int), bins - 1)
    rows = [
        {
            "facet": facet,
            "bin_low": round(at_bin / bins, 4),
            "bin_high": round((at_bin + 1) / bins, 4),
            "n": len(group),
            "mean_confidence": round(float(group["confidence"].mean()), 4),
            "share_right": round(float(group["right"].mean()), 4),
        }
        for (facet, at_bin), group in judged.assign(at_bin=place).groupby(["facet", "at_bin"], sort=True)
    ]
    return pd.DataFrame(rows, columns=["facet", "bin_low", "bin_high", "n", "mean_confidence", "share_right"])


def brier(judged: pd.DataFrame) -> float:
    """Brier score of confidence against right: 0 is perfect, a coin's 0.5 throughout scores 0.25."""
    return float(((judged["confidence"] - judged["right"]) ** 2).mean()) if len(judged) else float("nan")


def fit(judged: pd.DataFrame, unseen: pd.DataFrame | None = None) -> dict[str, dict[str, list[float]]]:
    """For each facet with enough tags the knots of its map: `raw`, rising, and `share_right`, rising; `n` tags.

    Rules do better on records they were written against. With `unseen`, judged tags of other records, every share is
    lowered alike, by the one shift of log odds that makes confidence right on average there.
    """
    out = {}
    for facet, group in judged.groupby("facet", sort=True):
        if len(group) < _FEWEST:
            continue
        raw, shares = _isotonic(group["confidence"].to_numpy(), group["right"].to_numpy(float))
        tilted = [min(0.99, max(0.01, share + _TILT * (x - 0.5))) for x, share in zip(raw, shares, strict=True)]
        out[facet] = {"n": len(group), "raw": raw, "share_right": [round(share, 4) for share in tilted]}
    if unseen is None or not len(unseen):
        return out
    low, high = -3.0, 3.0
    for _ in range(40):
        shift = (low + high) / 2
        meant = apply(unseen, _shifted(out, shift))["confidence"].mean()
        low, high = (low, shift) if meant > unseen["right"].mean() else (shift, high)
    return _shifted(out, round(shift, 3))


def _shifted(fitted: dict[str, dict[str, list[float]]], shift: float) -> dict[str, dict[str, list[float]]]:
    def moved(share: float) -> float:
        return round(1 / (1 + math.exp(-(math.log(share / (1 - share)) + shift))), 4)

    return {f: knots | {"share_right": [moved(share) for share in knots["share_right"]]} for f, knots in fitted.items()}


def apply(judged: pd.DataFrame, fitted: dict[str, dict[str, list[float]]]) -> pd.DataFrame:
    """`judged` with the confidence that the fitted maps give."""
    pairs = zip(judged["facet"], judged["confidence"], strict=True)
    return judged.assign(
        confidence=[at(c, fitted[f]["raw"], fitted[f]["share_right"]) if f in fitted else c for f, c in pairs]
    )


def cross_validated(judged: pd.DataFrame) -> pd.DataFrame:
    """`judged` with confidences from maps fitted on the other records: five folds, by the hash of the record_id."""
    fold = judged["record_id"].map(lambda r: int(hashlib.sha256(r.encode()).hexdigest()[2:6], 16) % FOLDS)
    return pd.concat([apply(judged[fold == k], fit(judged[fold != k])) for k in range(FOLDS)])


def write(fitted: dict[str, dict[str, list[float]]], path: Path, about: str) -> None:
    """Write the maps, a facet a line."""
    lines = [f"    {json.dumps(facet)}: {json.dumps(knots)}" for facet, knots in sorted(fitted.items())]
    path.write_text(
        f'{{\n  "about": {json.dumps(about)},\n  "facets": {{\n' + ",\n".join(lines) + "\n  }\n}\n", encoding="utf-8"
    )


def split(judged: pd.DataFrame, developed_on: Callable[[str], bool]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of records that were developed on, and of those kept aside."""
    seen = judged["record_id"].map(developed_on).astype(bool)
    return judged[seen], judged[~seen]


def _isotonic(raw: np.ndarray, right: np.ndarray) -> tuple[list[float], list[float]]:
    """Pool adjacent violators on the mean at each confidence, with one tag's worth of the facet's mean added."""
    overall = right.mean()
    blocks: list[list[float]] = []
    for x in np.unique(raw):
        here = right[raw == x]
        blocks.append([x, x, here.sum() + overall, len(here) + 1.0])
        while len(blocks) > 1 and blocks[-2][2] / blocks[-2][3] >= blocks[-1][2] / blocks[-1][3]:
            low, _, hits, n = blocks[-2]
            blocks[-2:] = [[low, blocks[-1][1], hits + blocks[-1][2], n + blocks[-1][3]]]
    knots, shares = [], []
    for low, high, hits, n in blocks:
        for x in dict.fromkeys((low, high)):
            knots.append(round(float(x), 4))
            shares.append(float(hits / n))
    return knots, shares
