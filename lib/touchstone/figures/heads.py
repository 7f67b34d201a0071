"""Slanted column heads of matrices, and short names of studies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from touchstone.coding import cite
from touchstone.figures.sheet import BODY, width_of, wrap, write
from touchstone.figures.style import POINT

TILT = math.radians(60)
_STEP = 2.8


def lines_of(labels: Mapping[str, str], reach: float = 25.0) -> dict[str, list[str]]:
    """Each column's label in at most two lines of at most `reach` millimetres."""
    return {code: wrap(label, reach, lines=2) for code, label in labels.items()}


def height_of(heads: Mapping[str, Sequence[str]]) -> float:
    """How high the heads stand above the columns."""
    return max((_reach(lines) * math.sin(TILT) for lines in heads.values()), default=0) + 3.2


def overhang_of(heads: Sequence[Sequence[str]]) -> float:
    """How far the last heads reach to the right of the last column's middle."""
    return max((_reach(lines) * math.cos(TILT) for lines in heads), default=0) + 2.0


def slanted(axes: Axes, heads: Mapping[str, Sequence[str]], middles: Mapping[str, float], y: float) -> None:
    """Writes the heads, each rising to the right from its column's middle at height `y`."""
    for code, lines in heads.items():
        for number, line in enumerate(lines):
            down = (number - (len(lines) - 1) / 2) * _STEP + 0.365 * BODY * POINT
            x = middles[code] + 0.2 + down * math.sin(TILT)
            write(axes, x, y - 1.6 + down * math.cos(TILT), line, rotation=math.degrees(TILT))


def fitting(
    codes: Sequence[str], heads: Mapping[str, Sequence[str]], room: float, narrowest: float, widest: float
) -> tuple[list[str], float]:
    """The first of `codes` that fit into `room` with their heads, and the width of a column."""
    kept = list(codes)
    while len(kept) > 1 and _each(kept, heads, room) < narrowest:
        kept.pop()
    return kept, min(widest, _each(kept, heads, room)) if kept else widest


def study_name(study: Mapping, longest: float = 0.0) -> str:
    """First author and year: `Ek 2004`; what is not known is said.

    >>> study_name({"first_author": "Ek A", "year": 2004}), study_name({"first_author": "", "year": None})
    ('Ek 2004', 'No author n.d.')
    """
    known = {"first_author": study["first_author"], "year": study["year"], "study_id": "No author"}
    name, _, year = cite(known).rpartition(" ")
    room = longest - width_of(f" {year}") if longest else 0
    return f"{wrap(name, room, lines=1)[0] if room else name} {year}"


def _each(codes: Sequence[str], heads: Mapping[str, Sequence[str]], room: float) -> float:
    over = overhang_of([heads[c] for c in codes[-2:]])
    return min(room / len(codes), (room - over) / (len(codes) - 0.5))


def _reach(lines: Sequence[str]) -> float:
    return max(width_of(line) for line in lines)
