"""The worked cases of the reference material beside the project, where it is at hand: as printed, and as recomputed."""

from __future__ import annotations

import json

import pytest
from published import agrees

from touchstone.pooling import pool

FIELDS = {
    "estimate": "estimate", "se": "se", "stat": "statistic", "p": "p", "ci_low": "ci_low", "ci_high": "ci_high",
    "tau2": "tau2", "tau2_se": "tau2_se", "I2": "i2", "H2": "h2", "Q": "q", "Q_p": "p_heterogeneity",
    "pi_low": "prediction_low", "pi_high": "prediction_high",
}  # fmt: skip
METHODS = ("EE", "DL", "REML", "ML", "HE", "HS", "SJ", "EB", "PM", "DLIT")


@pytest.fixture(scope="module")
def cases(shared) -> list[dict]:
    path = shared / "methods" / "pooling_cases.json"
    if not path.is_file():
        pytest.skip("methods/pooling_cases.json is not among the reference material")
    return [case for case in json.loads(path.read_text(encoding="utf-8"))["cases"] if case.get("yi")]


def test_every_printed_number_comes_out_to_the_digits_printed(cases):
    wrong, seen = [], 0
    for case in cases:
        for entry in case["published"]:
            if entry["method"] not in METHODS or case["id"].startswith("magnesium"):
                continue
            hartung = entry.get("test") == "HKSJ"
            result = pool(case["yi"], case["vi"], entry["method"], hartung_knapp=hartung, tolerance=1e-5)
            for field in set(FIELDS) & set(entry):
                seen += 1
                ours = getattr(result, FIELDS[field])
                # yi and vi are stored to six decimals, which shows in the last of the printed digits
                if not (agrees(ours, entry[field]) or abs(ours - entry[field]) <= 2e-5 * max(1, abs(entry[field]))):
                    wrong.append((case["id"], entry["method"], field, ours, entry[field]))
    assert seen > 100
    assert wrong == []


def test_the_same_numbers_come_out_of_an_independent_computation(cases):
    wrong, seen = [], 0
    for case in cases:
        for name, entry in case["recomputed"].items():
            method, _, test = name.partition("+")
            if method not in METHODS or test not in ("", "HKSJ") or not isinstance(entry, dict):
                continue
            result = pool(case["yi"], case["vi"], method, hartung_knapp=test == "HKSJ")
            for field in sorted(set(FIELDS) & set(entry)):
                seen += 1
                if getattr(result, FIELDS[field]) != pytest.approx(entry[field], rel=2e-4, abs=2e-5):
                    wrong.append((case["id"], name, field, getattr(result, FIELDS[field]), entry[field]))
    assert seen > 300
    assert wrong == []
