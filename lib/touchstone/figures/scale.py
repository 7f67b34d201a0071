"""Axes of charts, in millimetres: where a value lies, and where the ticks stand."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from touchstone.figures.sheet import BODY, rules, width_of, write
from touchstone.figures.style import MUTED, POINT, RULE

Place = Callable[[float], float]


def linear(low: float, high: float, start: float, end: float) -> Place:
    """A function from values to millimetres: `low` lies at `start`, `high` at `end`.

    >>> linear(0, 10, 20, 40)(5)
    30.0
    """
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def logarithmic(low: float, high: float, start: float, end: float) -> Place:
    """The same on a logarithmic scale."""
    inner = linear(math.log10(low), math.log10(high), start, end)
    return lambda value: inner(math.log10(value))


def round_ticks(low: float, high: float, most: int, whole: bool = True) -> list[float]:
    """Round values between `low` and `high`, at most about `most` of them.

    >>> round_ticks(0, 23, 5)
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    found = MaxNLocator(nbins=max(1, most), integer=whole, steps=[1, 2, 2.5, 5, 10], min_n_ticks=1).tick_values(
        low, high
    )
    return [round(float(t), 10) for t in found if low - 1e-9 <= t <= high + 1e-9]


def bottom_axis(
    axes: Axes,
    place: Place,
    values: list[float],
    y: float,
    top: float,
    labels: list[str] | None = None,
    apart: float = 1.5,
) -> float:
    """Vertical grid lines from `top` to `y` with labels under them, every second or third label only where they would
    touch; returns the lower edge of the labels."""
    words = labels or [f"{value:,.10g}".replace("-", "−") for value in values]
    rules(axes, [(place(v), top, place(v), y) for v in values], color=RULE, line=0.4, above=0)
    for value, word in _thinned(place, values, words, apart):
        write(axes, place(value), y + 1.0 + 0.98 * BODY * POINT, word, color=MUTED, ha="center")
    return y + 1.0 + 1.3 * BODY * POINT


def left_axis(axes: Axes, place: Place, values: list[float], x: float, right: float) -> None:
    """Horizontal grid lines from `x` to `right` with labels left of them."""
    rules(axes, [(x, place(v), right, place(v)) for v in values], color=RULE, line=0.4, above=0)
    for value in values:
        write(axes, x - 1.2, place(value) + 0.365 * BODY * POINT, f"{value:,.10g}", color=MUTED, ha="right")


def _thinned(place: Place, values: list[float], words: list[str], apart: float) -> list[tuple[float, str]]:
    for step in range(1, len(values) + 1):
        kept = list(zip(values, words, strict=True))[::step]
        edges = [(place(v) - width_of(w) / 2, place(v) + width_of(w) / 2) for v, w in kept]
        if all(right + apart <= left for (_, right), (left, _) in pairwise(edges)):
            return kept
    return []
