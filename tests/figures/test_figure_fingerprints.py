"""Each figure is the one that was looked at: what is drawn where, against stored fingerprints.

A fingerprint is taken of the shapes, their places to a tenth of a millimetre, colours and words; not of bytes, so that
a clock, a machine or another version of matplotlib moves nothing. After a change that was meant, and looked at:
`TOUCHSTONE_NEW_FINGERPRINTS=1 python -m pytest tests/figures/test_figure_fingerprints.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import matplotlib.colors as mcolors
import numpy as np
import pandas as pd
import pytest
from figures_of import NAMES, drawn
from matplotlib.figure import Figure

from touchstone import figures

STORED = Path(__file__).with_name("fingerprints.json")
NUMBER = 40


def shapes(figure: Figure) -> list[str]:
    """Every word, shape and line of the figure as text, places in tenths of a millimetre."""
    out = [f"sheet {figure.get_figwidth() * 254:.0f} x {figure.get_figheight() * 254:.0f}"]
    for axes in figure.axes:
        for text in axes.texts:
            x, y = text.get_position()
            place = f"{10 * x:.0f} {10 * y:.0f} {text.get_rotation():.0f}"
            out.append(f"word {place} {text.get_ha()} {mcolors.to_hex(text.get_color())} {text.get_text()}")
        for patch in axes.patches:
            look = f"{_hex(patch.get_facecolor())} {_hex(patch.get_edgecolor())}"
            out.append(f"shape {look} {_tenths(patch.get_path().vertices)}")
        for line in axes.lines:
            look = f"{_hex(line.get_color())} {_hex(line.get_markerfacecolor())} {line.get_markersize():.1f}"
            out.append(f"line {look} {_tenths(np.column_stack(line.get_data()))}")
    return sorted(out)


def _hex(colour: object) -> str:
    return "none" if isinstance(colour, str) and colour == "none" else mcolors.to_hex(colour, keep_alpha=True)


def _tenths(points: np.ndarray) -> str:
    return " ".join(f"{10 * x:.0f},{10 * y:.0f}" for x, y in np.asarray(points, dtype=float))


def fingerprint(figure: Figure) -> str:
    return hashlib.sha256("\n".join(shapes(figure)).encode()).hexdigest()[:16]


@pytest.fixture(scope="module")
def stored() -> dict[str, str]:
    if os.environ.get("TOUCHSTONE_NEW_FINGERPRINTS"):
        found = {name: fingerprint(drawn(name, NUMBER)) for name in NAMES}
        STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return json.loads(STORED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_the_one_that_was_looked_at(name: str, stored: dict[str, str]) -> None:
    assert fingerprint(drawn(name, NUMBER)) == stored.get(name), f"{name} has changed: look at it, then store it anew"


def test_no_fingerprint_is_left_of_a_figure_that_is_gone(stored: dict[str, str]) -> None:
    assert set(stored) == set(NAMES)


def test_one_bar_that_moves_changes_the_fingerprint() -> None:
    study = {"study_id": "a", "year": 2004, "tier": "randomised", "layer": "primary", "eligible": True}
    one, other = (figures.evidence_over_time(pd.DataFrame([study | {"year": y}])) for y in (2004, 2005))
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(figures.evidence_over_time(pd.DataFrame([study])))
