"""The flow diagram of a set that was collected: where its records went, every box drawn from the table of counts.

A systematic search has a `prisma_flow`; nothing here is called PRISMA.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures.flow_boxes import Box, arrow, checked, draw, height, in_words, parents_of
from touchstone.figures.sheet import MARGIN, edge, finish, foot, head, sheet
from touchstone.figures.style import DOUBLE

STEP, BETWEEN = 5.0, 4.0


def sources_flow(counts: pd.DataFrame, title: str = "Sources of this set", width: float = DOUBLE) -> Figure:
    """The flow of a set that was collected, from all its publications to the studies that count.

    `counts` has one row a box: `box` (its name), `label`, `n`, `parent` (the box it comes out of, empty for the first;
    several with `;` between), `reason` (why these left; empty for what goes on). What left a box stands beside it, the
    reasons of one label together. A box that leads no further beside one that does stands at the side too. `width` is
    in millimetres. Raises InputError where a column is missing, a parent is unknown, or boxes do not add up to the box
    they come out of.

    >>> rows = [("all", "Publications", 9, "", ""), ("out", "Left out", 2, "all", "no result"),
    ...         ("in", "Studies", 7, "all", "")]
    >>> sources_flow(pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason"])).touchstone_alt
    'Sources of this set: Publications 9; Left out 2 (no result); Studies 7.'
    """
    found = checked(counts)
    levels = _levels(found)
    axes = sheet(width)
    total = sum(box.n for box in found.values() if not box.parent)
    y = head(axes, title, f"{total:,} publications at the start; every number is counted from the tables")
    left = MARGIN
    half = (edge(axes) - left - BETWEEN) / 2
    centres: dict[str, tuple[float, float, float]] = {}
    bottom = y
    for level in levels:
        room = half if level is not levels[-1] or len(level) == 1 else edge(axes) - left
        wide = (room - BETWEEN * (len(level) - 1)) / len(level)
        tall = max(height(found[b], wide) for b in level)
        for place, box in enumerate(level):
            x = left + place * (wide + BETWEEN)
            draw(axes, found[box], x, y, wide, tall, main=True)
            centres[box] = (x + wide / 2, y, y + tall)
        bottom = y + tall
        merging = STEP / 2 if len(level) > 1 else 0.0
        y = _beside(axes, found, level, centres, left, half, y + tall + merging) + STEP
    _arrows(axes, found, centres)
    has_side = any(box.side for box in found.values())
    notes = "Boxes beside the flow left it, for the reasons given." if has_side else "Nothing left the flow."
    said = in_words(found)
    return finish(axes, foot(axes, bottom + 2.5, notes), "sources_flow", f"{title}. {said}", f"{title}: {said}")


def _levels(found: dict[str, Box]) -> list[list[str]]:
    depth: dict[str, int] = {}

    def of(box: str) -> int:
        if box not in depth:
            depth[box] = 0
            depth[box] = 1 + max((of(p) for p in parents_of(found[box].parent)), default=-1)
        return depth[box]

    main = [box for box, b in found.items() if not b.side]
    return [[b for b in main if of(b) == level] for level in range(max((of(b) for b in main), default=-1) + 1)]


def _beside(
    axes: Axes, found: dict[str, Box], level: list[str], centres: dict[str, tuple[float, float, float]], left: float,
    half: float, y: float,
) -> float:  # fmt: skip
    """What left the boxes of a level, drawn at the right, each with an arrow from the line that leads on."""
    x = left + half + 2 * BETWEEN
    wide = edge(axes) - x
    for box in (b for b in found.values() if b.side and any(p in level for p in parents_of(b.parent))):
        parents = parents_of(box.parent)
        start = centres[parents[0]][0] if len(parents) == 1 else left + half / 2
        tall, top = height(box, wide), y + 2.0
        draw(axes, box, x, top, wide, tall, main=False)
        arrow(axes, [(start, top + tall / 2), (x, top + tall / 2)])
        y = top + tall
    return y


def _arrows(axes: Axes, found: dict[str, Box], centres: dict[str, tuple[float, float, float]]) -> None:
    for name, (x, top, _) in centres.items():
        parents = parents_of(found[name].parent)
        for parent in parents:
            start, _, bottom = centres[parent]
            bend = bottom + STEP / 2 if len(parents) > 1 else top - STEP / 2
            straight = abs(start - x) < 0.1
            arrow(axes, [(x, bottom), (x, top)] if straight else [(start, bottom), (start, bend), (x, bend), (x, top)])
