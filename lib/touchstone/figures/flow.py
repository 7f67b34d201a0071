"""Flow diagrams: where the records of a set went, every box drawn from the table of counts.

`prisma_flow` lays the same table out after the PRISMA 2020 statement (Page MJ et al., BMJ 2021;372:n71). It is for a
systematic search only; a set that was collected has a `sources_flow`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from touchstone.errors import InputError
from touchstone.figures.sheet import (
    MARGIN,
    boxes,
    finish,
    foot,
    head,
    leading,
    rules,
    sheet,
    width_of,
    wrap,
    write,
    write_lines,
)
from touchstone.figures.style import BODY, DOUBLE, INK, MUTED, POINT, listed

COLUMNS = ("box", "label", "n", "parent", "reason")
PAD, STEP, BETWEEN = 2.0, 5.0, 4.0
STAGES = ("Identification", "Screening", "Included")


@dataclass
class _Box:
    label: str
    n: int
    parent: str
    side: bool
    reasons: list[tuple[str, int]] = field(default_factory=list)


def sources_flow(counts: pd.DataFrame, title: str = "Sources of this set") -> Figure:
    """The flow of a set that was collected, from all its publications to the studies that count.

    `counts` has one row a box: `box` (its name), `label`, `n`, `parent` (the box it comes out of, empty for the first;
    several with `;` between), `reason` (why these left; empty for what goes on). What left a box stands beside it, the
    reasons of one label together. A box that leads no further beside one that does stands at the side too. Raises
    InputError where a column is missing, a parent is unknown, or boxes do not add up to the box they come out of.

    >>> rows = [("all", "Publications", 9, "", ""), ("out", "Left out", 2, "all", "no result"),
    ...         ("in", "Studies", 7, "all", "")]
    >>> sources_flow(pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason"])).touchstone_alt
    'Sources of this set: Publications 9; Left out 2 (no result); Studies 7.'
    """
    return _flow(counts, title, "sources_flow", staged=False)


def prisma_flow(counts: pd.DataFrame, title: str = "Flow of records (PRISMA 2020)") -> Figure:
    """The flow of a systematic search after PRISMA 2020: identification, screening, included. `counts` as above."""
    return _flow(counts, title, "prisma_flow", staged=True)


def _flow(counts: pd.DataFrame, title: str, name: str, staged: bool) -> Figure:
    found = _checked(counts)
    levels = _levels(found)
    axes = sheet(DOUBLE)
    total = sum(box.n for box in found.values() if not box.parent)
    y = head(axes, title, f"{total:,} publications at the start; every number is counted from the tables")
    left = MARGIN + (9.0 if staged else 0.0)
    half = (DOUBLE - MARGIN - left - BETWEEN) / 2
    centres: dict[str, tuple[float, float, float]] = {}
    edges = []
    for level in levels:
        room = half if level is not levels[-1] or len(level) == 1 else DOUBLE - MARGIN - left
        wide = (room - BETWEEN * (len(level) - 1)) / len(level)
        tall = max(_height(found[b], wide) for b in level)
        for place, box in enumerate(level):
            x = left + place * (wide + BETWEEN)
            _draw(axes, found[box], x, y, wide, tall, main=True)
            centres[box] = (x + wide / 2, y, y + tall)
        edges.append((y, y + tall))
        merging = STEP / 2 if len(level) > 1 else 0.0
        y = _beside(axes, found, level, centres, left, half, y + tall + merging) + STEP
    bottom = edges[-1][1] if edges else y
    _arrows(axes, found, centres)
    if staged and edges:
        bottom = _stages(axes, edges, bottom)
    has_side = any(box.side for box in found.values())
    notes = "Boxes beside the flow left it, for the reasons given." if has_side else "Nothing left the flow."
    height = foot(axes, bottom + 2.5, notes)
    return finish(axes, height, name, f"{title}. {_words(found)}", f"{title}: {_words(found)}")


def _checked(counts: pd.DataFrame) -> dict[str, _Box]:
    missing = [name for name in COLUMNS if name not in counts]
    if missing:
        raise InputError(f"flow: counts has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}")
    rows = counts.to_dict("records")
    names = {str(row["box"]) for row in rows}
    for row in rows:
        unknown = [p for p in _parents(row["parent"]) if p not in names]
        if unknown:
            raise InputError(f"flow: box {row['box']!r} comes out of {unknown[0]!r}, which is no box of the table")
    found: dict[str, _Box] = {}
    for row in rows:
        reason = str(row["reason"] or "")
        key = f"{row['parent']} / {row['label']}" if reason else str(row["box"])
        box = found.setdefault(key, _Box(str(row["label"]), 0, str(row["parent"] or ""), bool(reason)))
        box.n += int(row["n"])
        if reason:
            box.reasons.append((reason, int(row["n"])))
    going_on = {parent for box in found.values() for parent in _parents(box.parent) if not box.side}
    for key, box in found.items():
        siblings = [k for k, b in found.items() if b.parent == box.parent and k != key and not b.side]
        if box.parent and key not in going_on and any(s in going_on for s in siblings):
            box.side = True
    _add_up(found)
    return found


def _parents(parent: object) -> list[str]:
    return [part.strip() for part in str(parent or "").split(";") if part.strip()]


def _add_up(found: dict[str, _Box]) -> None:
    families: dict[str, list[_Box]] = {}
    for box in found.values():
        families.setdefault(box.parent, []).append(box)
    for parent, children in families.items():
        above = [p for p in _parents(parent) if p in found]
        total, held = sum(child.n for child in children), sum(found[p].n for p in above)
        if above and total != held:
            raise InputError(
                f"flow: {listed(above)} holds {held:,}, but what comes out of it adds up to {total:,}; count again"
            )


def _levels(found: dict[str, _Box]) -> list[list[str]]:
    depth: dict[str, int] = {}

    def of(box: str) -> int:
        if box not in depth:
            depth[box] = 0
            depth[box] = 1 + max((of(p) for p in _parents(found[box].parent)), default=-1)
        return depth[box]

    main = [box for box, b in found.items() if not b.side]
    return [[b for b in main if of(b) == level] for level in range(max((of(b) for b in main), default=-1) + 1)]


def _lines(box: _Box, wide: float) -> tuple[list[str], list[str]]:
    room = wide - 2 * PAD
    heading = wrap(f"{box.label} (n\u00a0=\u00a0{box.n:,})", room, bold=True)
    listing = [line for reason in _told(box) for line in _hanging(reason, room)]
    return heading, listing


def _told(box: _Box) -> list[str]:
    """The reasons with their numbers; a single one has the number of its box."""
    if len(box.reasons) == 1:
        return [box.reasons[0][0]]
    return [f"{reason} (n\u00a0=\u00a0{n:,})" for reason, n in box.reasons]


def _hanging(text: str, room: float) -> list[str]:
    lines = wrap(text, room - width_of("– "))
    return [f"– {lines[0]}", *(f"   {line}" for line in lines[1:])]


def _height(box: _Box, wide: float) -> float:
    heading, listing = _lines(box, wide)
    return 2 * PAD + leading() * (len(heading) + len(listing)) - 0.4


def _draw(axes: Axes, box: _Box, x: float, y: float, wide: float, tall: float, main: bool) -> None:
    boxes(axes, [(x, y, wide, tall)], face="#eaf1f7" if main else "white", edge=INK if main else MUTED, line=0.7)
    heading, listing = _lines(box, wide)
    top = y + PAD - 0.2 + (tall - _height(box, wide)) / 2
    top = write_lines(axes, x + PAD, top, heading, bold=True)
    write_lines(axes, x + PAD, top, listing)


def _beside(
    axes: Axes, found: dict[str, _Box], level: list[str], centres: dict[str, tuple[float, float, float]], left: float,
    half: float, y: float,
) -> float:  # fmt: skip
    """What left the boxes of a level, drawn at the right, each with an arrow from the line that leads on."""
    x = left + half + 2 * BETWEEN
    wide = DOUBLE - MARGIN - x
    for box in (b for b in found.values() if b.side and any(p in level for p in _parents(b.parent))):
        parents = _parents(box.parent)
        start = centres[parents[0]][0] if len(parents) == 1 else left + half / 2
        tall, top = _height(box, wide), y + 2.0
        _draw(axes, box, x, top, wide, tall, main=False)
        _arrow(axes, [(start, top + tall / 2), (x, top + tall / 2)])
        y = top + tall
    return y


def _arrows(axes: Axes, found: dict[str, _Box], centres: dict[str, tuple[float, float, float]]) -> None:
    for name, (x, top, _) in centres.items():
        parents = _parents(found[name].parent)
        for parent in parents:
            start, _, bottom = centres[parent]
            bend = bottom + STEP / 2 if len(parents) > 1 else top - STEP / 2
            straight = abs(start - x) < 0.1
            _arrow(axes, [(x, bottom), (x, top)] if straight else [(start, bottom), (start, bend), (x, bend), (x, top)])


def _arrow(axes: Axes, points: list[tuple[float, float]]) -> None:
    rules(axes, [(*a, *b) for a, b in pairwise(points)], color=INK, line=0.7)
    (x0, y0), (x, y) = points[-2:]
    tip = (
        [(x, y), (x - 1.8, y - 0.8), (x - 1.8, y + 0.8)]
        if abs(x - x0) > abs(y - y0)
        else [(x, y), (x - 0.8, y - 1.8), (x + 0.8, y - 1.8)]
    )
    axes.add_patch(Polygon(tip, facecolor=INK, edgecolor="none", zorder=2))


def _stages(axes: Axes, edges: list[tuple[float, float]], bottom: float) -> float:
    """The bars at the left: the first level is identification, the last is included, all between is screening; returns
    the lower edge."""
    starts = [edges[0][0]]
    if len(edges) > 2:
        starts.append(edges[1][0])
    if len(edges) > 1:
        starts.append(edges[-1][0])
    names = [STAGES[0], *([STAGES[1]] if len(edges) > 2 else []), *([STAGES[2]] if len(edges) > 1 else [])]
    for number, (top, name) in enumerate(zip(starts, names, strict=True)):
        low = starts[number + 1] - 2.5 if number + 1 < len(starts) else bottom
        low = max(low, top + width_of(name, BODY, True) + 3)
        boxes(axes, [(MARGIN, top, 5.5, low - top)], face="#c6d7e7")
        write(axes, MARGIN + 2.75 + 0.365 * BODY * POINT, (top + low) / 2, name, bold=True, ha="center", rotation=90)
    return low


def _words(found: dict[str, _Box]) -> str:
    parts = [
        f"{box.label} {box.n:,}" + (f" ({'; '.join(_told(box))})" if box.reasons else "") for box in found.values()
    ]
    return f"{'; '.join(parts)}."
