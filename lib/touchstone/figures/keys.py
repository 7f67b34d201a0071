"""The keys under the figures: a heading and its items in a line, wrapped where the sheet ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes

from touchstone.figures.glyphs import DOT, PITCH, glyph, strength_dots
from touchstone.figures.sheet import MARGIN, boxes, middle, width_of, write
from touchstone.figures.style import BODY, DIRECTION_WORD, STRENGTH_DOTS, STRENGTH_TINT, STRENGTH_WORD

ROW = 4.6
GAP = 4.0

Draw = Callable[[float, float], None]
Item = tuple[float, Draw, str]


def key(axes: Axes, y: float, heading: str, items: Sequence[Item], indent: float = 24.0) -> float:
    """A line of the key from `y` downwards; an item is (width of its sign, a function that draws it at x, y, words).

    Returns the lower edge.
    """
    right = axes.get_xlim()[1] - MARGIN
    write(axes, MARGIN, middle(y + ROW / 2), heading, bold=True)
    x = start = MARGIN + max(indent, width_of(heading, BODY, True) + 3)
    for wide, draw, words in items:
        if x > start and x + wide + 1.2 + width_of(words) > right:
            x, y = start, y + ROW
        draw(x, y + ROW / 2)
        write(axes, x + wide + 1.2, middle(y + ROW / 2), words)
        x += wide + 1.2 + width_of(words) + GAP
    return y + ROW


def direction_items(axes: Axes, kinds: Sequence[str], size: float = 2.6, words: dict | None = None) -> list[Item]:
    """Items for directions: their shapes and words."""
    named = {**DIRECTION_WORD, **(words or {})}
    return [
        (size * 1.2, lambda x, y, k=kind: glyph(axes, k, [x + size * 0.6], [y], size), named[kind]) for kind in kinds
    ]


def strength_items(axes: Axes, kinds: Sequence[str]) -> list[Item]:
    """Items for strengths: their tint, dots and words."""

    def draw(x: float, y: float, kind: str, wide: float) -> None:
        boxes(axes, [(x, y - 1.7, wide, 3.4)], face=STRENGTH_TINT[kind], edge="#9aa5af", line=0.3)
        strength_dots(axes, kind, [x + 1.05], [y])

    items = []
    for kind in kinds:
        wide = 2.1 + (STRENGTH_DOTS.get(kind, 1) - 1) * PITCH if kind != "conflicting" else 2.1 + 4 * DOT
        items.append((wide, lambda x, y, k=kind, w=wide: draw(x, y, k, w), STRENGTH_WORD[kind]))
    return items


def box_items(axes: Axes, looks: Sequence[tuple[str, dict]]) -> list[Item]:
    """Items for fills: (words, how the box is drawn)."""
    return [(4.0, lambda x, y, h=how: boxes(axes, [(x, y - 1.3, 4.0, 2.6)], **h), words) for words, how in looks]
