"""The boxes of a flow diagram: read from the table of counts, checked to add up, and drawn with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from touchstone.errors import InputError
from touchstone.figures.sheet import boxes, leading, rules, width_of, wrap, write_lines
from touchstone.figures.style import INK, MUTED, listed

COLUMNS = ("box", "label", "n", "parent", "reason")
PAD = 2.0
_DASH = "– "


@dataclass
class Box:
    """A box of the diagram. side: it left the flow. lines: what is listed under its heading, each with its number."""

    label: str
    n: int
    parent: str
    side: bool
    arm: str = ""
    kind: str = ""
    lines: list[tuple[str, int]] = field(default_factory=list)


def checked(counts: pd.DataFrame) -> dict[str, Box]:
    """The boxes of a table of counts, by name; rows that left one box under one label are one box.

    Where the table has no column `kind`, what has a reason left the flow, and so did what leads no further beside
    something that does. Raises InputError for a missing column, an unknown parent, or boxes that do not add up.
    """
    missing = [name for name in COLUMNS if name not in counts]
    if missing:
        raise InputError(f"flow: counts has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}")
    rows = counts.to_dict("records")
    names = {str(row["box"]) for row in rows}
    for row in rows:
        unknown = [p for p in parents_of(row["parent"]) if p not in names]
        if unknown:
            raise InputError(f"flow: box {row['box']!r} comes out of {unknown[0]!r}, which is no box of the table")
    found: dict[str, Box] = {}
    for row in rows:
        reason, kind = str(row["reason"] or ""), str(row.get("kind") or "")
        side = kind == "left" if kind else bool(reason)
        key = f"{row['parent']} / {row['label']}" if side else str(row["box"])
        told = (str(row["label"]), 0, str(row["parent"] or ""), side, str(row.get("arm") or ""), kind)
        box = found.setdefault(key, Box(*told))
        box.n += int(row["n"])
        if reason:
            box.lines.append((reason, int(row["n"])))
    going_on = {parent for box in found.values() for parent in parents_of(box.parent) if not box.side}
    for key, box in found.items():
        siblings = [k for k, b in found.items() if b.parent == box.parent and k != key and not b.side]
        if not box.kind and box.parent and key not in going_on and any(s in going_on for s in siblings):
            box.side = True
    _add_up(found)
    return found


def parents_of(parent: object) -> list[str]:
    """The names of the boxes that a box comes out of.

    >>> parents_of("a;b"), parents_of("")
    (['a', 'b'], [])
    """
    return [part.strip() for part in str(parent or "").split(";") if part.strip()]


def _add_up(found: dict[str, Box]) -> None:
    families: dict[str, list[Box]] = {}
    for box in found.values():
        families.setdefault(box.parent, []).append(box)
    for parent, children in families.items():
        above = [p for p in parents_of(parent) if p in found]
        total, held = sum(child.n for child in children), sum(found[p].n for p in above)
        if above and total != held:
            raise InputError(
                f"flow: {listed(above)} holds {held:,}, but what comes out of it adds up to {total:,}; count again"
            )


def height(box: Box, wide: float) -> float:
    """The height that a box of this width needs, in millimetres."""
    heading, listing = _text(box, wide)
    return 2 * PAD + leading() * (len(heading) + sum(map(len, listing))) - 0.4


def draw(axes: Axes, box: Box, x: float, y: float, wide: float, tall: float, main: bool) -> None:
    """A box with its heading and what is listed in it, centred from top to bottom."""
    boxes(axes, [(x, y, wide, tall)], face="#eaf1f7" if main else "white", edge=INK if main else MUTED, line=0.7)
    heading, listing = _text(box, wide)
    top = y + PAD - 0.2 + (tall - height(box, wide)) / 2
    top = write_lines(axes, x + PAD, top, heading, bold=True)
    for first, *more in listing:
        top = write_lines(axes, x + PAD, top, [f"{_DASH}{first}"])
        top = write_lines(axes, x + PAD + width_of(_DASH), top, more)


def arrow(axes: Axes, points: list[tuple[float, float]]) -> None:
    """A line through `points` with an arrow's head at its end."""
    rules(axes, [(*a, *b) for a, b in pairwise(points)], color=INK, line=0.7)
    (x0, y0), (x, y) = points[-2:]
    tip = (
        [(x, y), (x - 1.8, y - 0.8), (x - 1.8, y + 0.8)]
        if abs(x - x0) > abs(y - y0)
        else [(x, y), (x - 0.8, y - 1.8), (x + 0.8, y - 1.8)]
    )
    axes.add_patch(Polygon(tip, facecolor=INK, edgecolor="none", zorder=2))


def in_words(found: dict[str, Box]) -> str:
    """Every box with its number and its reasons, in one sentence."""
    parts = [f"{box.label} {box.n:,}" + (f" ({'; '.join(_told(box))})" if box.lines else "") for box in found.values()]
    return f"{'; '.join(parts)}."


def _text(box: Box, wide: float) -> tuple[list[str], list[list[str]]]:
    room = wide - 2 * PAD
    heading = wrap(f"{box.label} (n\u00a0=\u00a0{box.n:,})", room, bold=True)
    return heading, [wrap(told, room - width_of(_DASH)) for told in _told(box)]


def _told(box: Box) -> list[str]:
    """What is listed, with its numbers; a single reason has the number of its box."""
    if len(box.lines) == 1 and box.lines[0][1] == box.n:
        return [box.lines[0][0]]
    return [f"{told} (n\u00a0=\u00a0{n:,})" for told, n in box.lines]
