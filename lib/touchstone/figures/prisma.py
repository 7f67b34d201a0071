"""The PRISMA 2020 flow diagram (Page MJ et al., BMJ 2021;372:n71): one arm for databases, a second for other methods.

The rows of both arms stand side by side, what left stands beside what it left, and both arms end in one box.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures.flow_boxes import Box, arrow, checked, draw, height, in_words, parents_of
from touchstone.figures.sheet import (
    MARGIN,
    boxes,
    finish,
    foot,
    head,
    leading,
    sheet,
    width_of,
    wrap,
    write,
    write_lines,
)
from touchstone.figures.style import BODY, DOUBLE, FAINT, POINT

STAGES = ("Identification", "Screening", "Included")
_ARMS = {
    "databases": "Identification of studies via databases and registers",
    "other": "Identification of studies via other methods",
}
_BAR, _GAP, _BETWEEN, _STEP, _STACK, _APART = 9.0, 5.0, 5.0, 5.0, 2.0, 2.5
_NARROWEST = 30.0
_NOTE = (
    "Every number is counted from the manifests of the snapshots and from the decisions. Layout after PRISMA 2020 "
    "(Page MJ et al., BMJ 2021;372:n71)."
)


@dataclass
class _Arm:
    """One column of the diagram: its boxes from top to bottom by row, and what left each."""

    name: str
    boxes: dict[str, Box] = field(default_factory=dict)
    beside: dict[str, list[Box]] = field(default_factory=dict)
    x: float = 0.0


def prisma_flow(counts: pd.DataFrame, title: str = "Flow of records (PRISMA 2020)", width: float = DOUBLE) -> Figure:
    """The flow of a systematic search after PRISMA 2020: identification, screening, included.

    `counts` has one row a box: `box`, `label`, `n`, `parent` (the boxes it comes out of, with `;` between), `reason`,
    and, as `touchstone.screening.flow` makes it, `kind` (source, main, left) and `arm` (databases, other, or empty for
    what both share). `width` is in millimetres. Raises InputError where a column is missing, a parent is unknown, boxes
    do not add up, or two arms stand side by side in less than two columns' width.

    >>> rows = [("all", "Records identified", 9, "", ""), ("out", "Records excluded", 2, "all", "no result"),
    ...         ("in", "Studies included", 7, "all", "")]
    >>> prisma_flow(pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason"])).touchstone_alt
    'Flow of records (PRISMA 2020): Records identified 9; Records excluded 2 (no result); Studies included 7.'
    """
    found = checked(counts)
    said = in_words(found)
    arms, last = _arms(found)
    axes = sheet(width)
    total = sum(box.n for box in found.values() if not box.parent)
    y = head(axes, title, f"{total:,} records identified; every number is counted from the tables")
    wide = _columns(arms, width)
    y = _headings(axes, arms, wide, y)
    rows = _rows(arms)
    end = _end(last, arms, wide)
    tops = _tops([max(_height_of(arm, row, wide) for arm in arms) for row in rows], height(*end) if end else 0.0, y)
    above: dict[str, float] = {}
    for row, (top, low) in zip(rows, tops, strict=False):
        for arm in (a for a in arms if row in a.boxes):
            ends = not end and row == list(arm.boxes)[-1]
            _row(axes, arm, row, top, wide, low - top if ends else 0.0, above)
    if end:
        _last(axes, arms, end, wide, tops[-1], above)
    bottom = _stages(axes, tops)
    return finish(axes, foot(axes, bottom + 2.5, _NOTE), "prisma_flow", f"{title}. {said}", f"{title}: {said}")


def _arms(found: dict[str, Box]) -> tuple[list[_Arm], list[Box]]:
    """The columns of the diagram, and the boxes that they share at the end."""
    names = list(dict.fromkeys(box.arm for box in found.values() if box.arm)) or [""]
    arms = {name: _Arm(name) for name in names}
    sources = {key: box for key, box in found.items() if not box.parent and not box.side}
    if names == [""] and len(sources) == 1:
        sources = {}
    shared = {key for key, box in found.items() if names != [""] and not box.arm}
    ending = {p for key in shared for p in parents_of(found[key].parent) if found[p].arm}
    lists: dict[str, str] = {}
    for key, box in found.items():
        if key in sources or key in shared or key in ending or box.side:
            continue
        arm = arms[box.arm]
        from_sources = [sources[p] for p in parents_of(box.parent) if p in sources]
        if from_sources and box.kind:
            box.lines = [_listed(source) for source in from_sources]
        elif from_sources and "identified" not in arm.boxes:
            arm.boxes["identified"] = _identified(from_sources)
        name = key.removeprefix(f"{box.arm}_")
        arm.boxes[name], lists[key] = box, name
    for box in (b for b in found.values() if b.side and (b.arm or names == [""])):
        place = next((lists.get(p, "identified") for p in parents_of(box.parent)), "identified")
        arms[box.arm].beside.setdefault(place, []).append(box)
    return list(arms.values()), [found[key] for key in found if key in shared and not found[key].side]


def _identified(sources: list[Box]) -> Box:
    """One box for sources that lead straight to what was screened."""
    lines = [(source.label, source.n) for source in sources]
    return Box("Records identified", sum(n for _, n in lines), "", False, kind="main", lines=lines)


def _listed(source: Box) -> tuple[str, int]:
    search = source.lines[0][0].replace("_", " ") if source.lines else ""
    return (f"{source.label}: {search}" if search else source.label), source.n


def _rows(arms: list[_Arm]) -> list[str]:
    """The rows of all arms in their order; a row that one arm lacks is passed by."""
    longest = max(arms, key=lambda arm: len(arm.boxes))
    return list(longest.boxes)


def _columns(arms: list[_Arm], width: float) -> float:
    """The width of a column; sets where each arm begins."""
    left, room = MARGIN + _BAR, width - 2 * MARGIN - _BAR
    wide = (room - _GAP * len(arms) - _BETWEEN * (len(arms) - 1)) / (2 * len(arms))
    if wide < _NARROWEST:
        raise InputError(f"prisma_flow: two arms do not fit into {width:g} mm; take {DOUBLE:g}")
    for place, arm in enumerate(arms):
        arm.x = left + place * (2 * wide + _GAP + _BETWEEN)
    return wide


def _headings(axes: Axes, arms: list[_Arm], wide: float, y: float) -> float:
    named = [(arm, wrap(_ARMS[arm.name], 2 * wide + _GAP - 4, bold=True)) for arm in arms if arm.name in _ARMS]
    if not named:
        return y
    tall = 2.4 + leading() * max(len(lines) for _, lines in named)
    for arm, lines in named:
        boxes(axes, [(arm.x, y, 2 * wide + _GAP, tall)], face=FAINT)
        write_lines(axes, arm.x + 2, y + 1.0, lines, bold=True)
    return y + tall + 3.0


def _height_of(arm: _Arm, row: str, wide: float) -> float:
    if row not in arm.boxes:
        return 0.0
    beside = arm.beside.get(row, [])
    stack = sum(height(box, wide) for box in beside) + _STACK * max(0, len(beside) - 1)
    return max(height(arm.boxes[row], wide), stack)


def _row(axes: Axes, arm: _Arm, row: str, y: float, wide: float, fill: float, above: dict[str, float]) -> None:
    """The box of one arm in one row, what left it beside it, and the arrow from the box before."""
    tall = max(height(arm.boxes[row], wide), fill)
    middle = arm.x + wide / 2
    if arm.name in above:
        arrow(axes, [(middle, above[arm.name]), (middle, y)])
    draw(axes, arm.boxes[row], arm.x, y, wide, tall, main=True)
    side, top = arm.x + wide + _GAP, y
    for box in arm.beside.get(row, []):
        high = height(box, wide)
        draw(axes, box, side, top, wide, high, main=False)
        at = top + min(high, tall) / 2 if top == y else top + high / 2
        arrow(axes, [(arm.x + wide if at < y + tall - 0.5 else middle, at), (side, at)])
        top += high + _STACK
    above[arm.name] = y + tall


def _end(last: list[Box], arms: list[_Arm], wide: float) -> tuple[Box, float] | None:
    """The box that all arms end in, and its width."""
    if not last:
        return None
    first, *more = sorted(last, key=lambda box: box.label != "Studies included in the review")
    whole = Box(first.label, first.n, "", False, lines=[(box.label, box.n) for box in more])
    return whole, arms[-1].x + wide - arms[0].x


def _last(
    axes: Axes, arms: list[_Arm], end: tuple[Box, float], wide: float, edges: tuple[float, float],
    above: dict[str, float],
) -> None:  # fmt: skip
    draw(axes, end[0], arms[0].x, edges[0], end[1], edges[1] - edges[0], main=True)
    for arm in arms:
        middle = arm.x + wide / 2
        arrow(axes, [(middle, above[arm.name]), (middle, edges[0])])


def _tops(heights: list[float], end: float, y: float) -> list[tuple[float, float]]:
    """Upper and lower edge of each row, apart enough for the words in the bars at the left."""
    heights = [*heights, end] if end else heights
    least = [width_of(name, BODY, True) + 3 for name in STAGES]
    out: list[tuple[float, float]] = []
    for place, tall in enumerate(heights):
        is_last = place == len(heights) - 1
        if place == 1 or (is_last and place > 1):
            begun, need = (out[0][0], least[0]) if place == 1 else (out[1][0], least[1])
            y = max(y, begun + need + _APART)
        low = y + max(tall, least[2]) if is_last and place and tall < least[2] else y + tall
        out.append((y, low))
        y = low + _STEP
    return out


def _stages(axes: Axes, edges: list[tuple[float, float]]) -> float:
    """The bars at the left: the first row is identification, the last is included, all between is screening; returns
    the lower edge."""
    starts = [edges[0][0], *([edges[1][0]] if len(edges) > 2 else []), *([edges[-1][0]] if len(edges) > 1 else [])]
    names = [STAGES[0], *([STAGES[1]] if len(edges) > 2 else []), *([STAGES[2]] if len(edges) > 1 else [])]
    low = edges[-1][1]
    for number, (top, name) in enumerate(zip(starts, names, strict=True)):
        low = starts[number + 1] - _APART if number + 1 < len(starts) else edges[-1][1]
        low = max(low, top + width_of(name, BODY, True) + 3)
        boxes(axes, [(MARGIN, top, 5.5, low - top)], face="#c6d7e7")
        write(axes, MARGIN + 2.75 + 0.365 * BODY * POINT, (top + low) / 2, name, bold=True, ha="center", rotation=90)
    return low
