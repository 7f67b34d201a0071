"""Is confidence what it says? Of tags of like confidence, the share that is right, facet by facet."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures.scale import bottom_axis, left_axis, linear
from touchstone.figures.sheet import MARGIN, edge, finish, foot, head, rules, sheet, write
from touchstone.figures.style import DOUBLE, INK, MUTED, POINT, RULE, TIER, count

FACETS = (
    "design", "population", "intervention", "outcome", "finding", "comparator", "sample_size", "overall_direction",
)  # fmt: skip
SIDE, GAP, LEFT, ACROSS = 34.0, 10.0, 7.0, 4
_FEWEST = 10


def tag_reliability(table: pd.DataFrame, width: float = DOUBLE) -> Figure:
    """A small square a facet: mean confidence of a bin along, share right up; dots on the diagonal are well calibrated.

    `table` is what `accuracy.reliability` gives: facet, bin_low, bin_high, n, mean_confidence, share_right. A dot is as
    large as its bin has tags; bins of fewer than ten are hollow. `width` is in millimetres.

    >>> empty = pd.DataFrame(columns=["facet", "bin_low", "bin_high", "n", "mean_confidence", "share_right"])
    >>> tag_reliability(empty).touchstone_alt
    'Reliability of 0 facets.'
    """
    facets = [name for name in FACETS if (table["facet"] == name).any()]
    axes = sheet(width)
    top = head(
        axes,
        "Of the tags given a confidence, how many are right?",
        f"{count(int(table['n'].sum()), 'tag')} that people judged too; on the line, confidence is what it says",
    )
    across = ACROSS if width >= DOUBLE else 2
    side = min(SIDE, (edge(axes) - MARGIN - LEFT - 1 - GAP * (across - 1)) / across)
    bottom = top
    for number, facet in enumerate(facets):
        left = MARGIN + LEFT + (number % across) * (side + GAP)
        upper = top + 5 + (number // across) * (side + 14)
        _square(axes, table[table["facet"] == facet], facet, left, upper, side, number % across == 0)
        bottom = max(bottom, upper + side + 6)
    if not facets:
        write(
            axes, MARGIN, top + 4, "Nobody has coded records of this review, so nothing can be compared.", color=MUTED
        )
        bottom = top + 7
    notes = (
        "Each dot is a tenth of the scale of confidence, its area the number of tags in it (hollow: fewer than "
        f"{_FEWEST}). Below the line the tagger is surer than it should be, above it less sure."
    )
    height = foot(axes, bottom + 1.5, notes)
    return finish(axes, height, "tag_reliability", f"Reliability of tag confidences. {notes}", _alt(table, facets))


def _square(axes: Axes, table: pd.DataFrame, facet: str, left: float, top: float, side: float, first: bool) -> None:
    across, up = linear(0, 1, left, left + side), linear(0, 1, top + side, top)
    write(axes, left, top - 1.4, facet.replace("_", " ").capitalize(), bold=True)
    write(axes, left + side - 1, top + side - 1.4, f"n = {int(table['n'].sum()):,}", color=MUTED, ha="right")
    bottom_axis(axes, across, [0, 0.5, 1], top + side, top, ["0", "0.5", "1"])
    if first:
        left_axis(axes, up, [0, 0.5, 1], left, left + side)
    else:
        rules(axes, [(left, up(v), left + side, up(v)) for v in (0, 0.5, 1)], color=RULE, line=0.4, above=0)
    rules(axes, [(left, top + side, left + side, top)], color=MUTED, line=0.6, dashed=True)
    most = float(table["n"].max())
    for row in table.to_dict("records"):
        size = 1.2 + 3.0 * (row["n"] / most) ** 0.5
        hollow = row["n"] < _FEWEST
        axes.plot(
            [across(row["mean_confidence"])], [up(row["share_right"])], marker="o", linestyle="none",
            markersize=size / POINT, markerfacecolor="white" if hollow else TIER["controlled"], markeredgecolor=INK,
            markeredgewidth=0.5, zorder=3,
        )  # fmt: skip


def _alt(table: pd.DataFrame, facets: list[str]) -> str:
    said = f"Reliability of {count(len(facets), 'facet')}."
    for facet in facets:
        own = table[table["facet"] == facet]
        n = own["n"].sum()
        sure = float((own["mean_confidence"] * own["n"]).sum() / n)
        right = float((own["share_right"] * own["n"]).sum() / n)
        said += f" {facet.replace('_', ' ').capitalize()}: mean confidence {sure:.2f}, right {right:.2f}."
    return said
