"""The published cases of tests/data/pooling_cases.json: their inputs, their numbers, and "to the digits printed"."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from touchstone.pooling import log_odds_ratio, log_risk_ratio, md, risk_difference, smd

CASES = {case["id"]: case for case in json.loads((Path(__file__).parents[1] / "data/pooling_cases.json").read_text())}
_SINGLE = {"RR": log_risk_ratio, "OR": log_odds_ratio, "RD x100": risk_difference, "MD": md, "SMD": smd}


def studies(case_id: str) -> pd.DataFrame:
    return pd.DataFrame(CASES[case_id]["studies"], columns=CASES[case_id]["columns"])


def effects_of(case_id: str) -> tuple[np.ndarray, np.ndarray]:
    case, frame = CASES[case_id], studies(case_id)
    if case["measure"] == "given":
        return frame["effect"].to_numpy(), frame["variance"].to_numpy()
    names = ("a", "b", "c", "d") if "a" in frame else ("m1", "sd1", "n1", "m2", "sd2", "n2")
    effects, variances = _SINGLE[case["measure"]](*(frame[name] for name in names))
    return (effects * 100, variances * 100**2) if case["measure"] == "RD x100" else (effects, variances)


def printed(case_id: str, method: str, **more: object) -> dict:
    found = [p for p in CASES[case_id]["published"] if p["method"] == method and all(p.get(k) == more[k] for k in more)]
    assert len(found) == 1, f"{case_id} has {len(found)} entries {method}"
    return found[0]


def agrees(ours: float, number: float) -> bool:
    """Whether `ours` rounds to the printed number: within half a unit of its last digit."""
    digits = str(number).partition(".")[2]
    return abs(ours - number) <= 0.5000001 * 10 ** -len(digits)
