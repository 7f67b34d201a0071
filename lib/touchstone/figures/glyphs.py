"""The shapes that tell a direction, the dots that tell a strength: the same in every figure.

Benefit ▲, no difference ◄►, worse ▼ follow the effect direction plot (Thomson & Thomas 2013; Boon & Thomson 2021),
which gives no difference and mixed results one sign; here mixed results have their own, ◆.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path as Outline

from touchstone.figures.style import DIRECTION, INK, MUTED, POINT, STRENGTH_DOTS

_UP = [(-0.62, -0.50), (0.62, -0.50), (0.0, 0.62)]
_SIDES = [[(-0.72, 0.0), (-0.08, -0.52), (-0.08, 0.52)], [(0.72, 0.0), (0.08, -0.52), (0.08, 0.52)]]
_DIAMOND = [(0.0, -0.64), (0.64, 0.0), (0.0, 0.64), (-0.64, 0.0)]
_CROSS = [
    (-0.50, -0.36), (-0.36, -0.50), (0.0, -0.14), (0.36, -0.50), (0.50, -0.36), (0.14, 0.0),
    (0.50, 0.36), (0.36, 0.50), (0.0, 0.14), (-0.36, 0.50), (-0.50, 0.36), (-0.14, 0.0),
]  # fmt: skip
_BAR = [(-0.5, -0.12), (0.5, -0.12), (0.5, 0.12), (-0.5, 0.12)]

_SHAPES = {
    "benefit": [_UP],
    "worse": [[(x, -y) for x, y in _UP]],
    "no_difference": _SIDES,
    "mixed": [_DIAMOND],
    "absent": [_BAR],
    "cross": [_CROSS],
}


def glyph(
    axes: Axes,
    kind: str,
    xs: Sequence[float],
    ys: Sequence[float],
    size: float,
    hollow: bool = False,
    color: str = "",
    above: int = 3,
) -> None:
    """Shapes of one kind at places in millimetres; `size` is about the diameter, hollow ones have a white inside."""
    color = color or (MUTED if kind in ("unclear", "absent", "cross") else DIRECTION[kind])
    hollow = hollow or kind == "unclear"
    edge = INK if kind == "mixed" and not hollow else color
    line = 0.8 if hollow else 0.4
    marker, scale = _marker(kind)
    axes.plot(
        list(xs), list(ys), linestyle="none", marker=marker, markersize=size * scale / POINT,
        markerfacecolor="white" if hollow else color, markeredgecolor=edge, markeredgewidth=line, zorder=above,
    )  # fmt: skip


def strength_dots(axes: Axes, strength: str, xs: Sequence[float], ys: Sequence[float], upward: bool = False) -> None:
    """A strength as dots from each (x, y) on: four for strong to one for very limited, a ring for anecdotal, a zigzag
    for conflicting; to the right, or upward."""
    dx, dy = (0.0, -PITCH) if upward else (PITCH, 0.0)
    if strength in STRENGTH_DOTS:
        steps = range(STRENGTH_DOTS[strength])
        _dots(axes, [x + s * dx for x in xs for s in steps], [y + s * dy for y in ys for s in steps], INK)
    elif strength == "anecdotal":
        _dots(axes, xs, ys, "white")
    elif strength == "conflicting":
        for x, y in zip(xs, ys, strict=True):
            along = np.array([0, 1, 2, 3, 4]) * 0.85
            aside = np.array([-0.32, 0.32, -0.32, 0.32, -0.32])
            px, py = (x + aside, y - along) if upward else (x + along, y + aside)
            axes.plot(px, py, color=INK, linewidth=0.7, zorder=3, solid_joinstyle="miter")


PITCH, DOT = 1.25, 0.85


def _dots(axes: Axes, xs: Sequence[float], ys: Sequence[float], face: str) -> None:
    axes.plot(
        list(xs), list(ys), linestyle="none", marker="o", markersize=DOT / POINT, markerfacecolor=face,
        markeredgecolor=INK, markeredgewidth=0.5, zorder=3,
    )  # fmt: skip


def _marker(kind: str) -> tuple[object, float]:
    if kind == "unclear":
        return "o", 0.9
    polygons = _SHAPES[kind]
    points = [point for polygon in polygons for point in [*polygon, polygon[0]]]
    codes = [c for p in polygons for c in [Outline.MOVETO, *[Outline.LINETO] * (len(p) - 1), Outline.CLOSEPOLY]]
    return Outline(points, codes), 2 * max(abs(v) for point in points for v in point)
