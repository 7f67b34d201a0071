"""From strong to anecdotal: how much evidence stands at each strength, and which way it points."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures import keys
from touchstone.figures.glyphs import glyph, strength_dots
from touchstone.figures.scale import bottom_axis, linear, logarithmic
from touchstone.figures.sheet import (
    BODY,
    MARGIN,
    boxes,
    edge,
    finish,
    foot,
    head,
    middle,
    rules,
    sheet,
    width_of,
    write,
)
from touchstone.figures.style import (
    CONTRAST_WORD,
    DIRECTION,
    DIRECTION_WORD,
    DOUBLE,
    INK,
    MUTED,
    RULE,
    STRENGTH_TINT,
    STRENGTH_WORD,
    count,
)
from touchstone.tables import CELL_DIRECTIONS, STRENGTHS

ROW = 10.4
PLACES = ((36.0, 100.0), (110.0, 126.0), (140.0, 172.0))
NARROW = ((29.0, 62.0), (68.0, 76.0), None)


def strong_vs_anecdotal(cells: pd.DataFrame, contrast: str = "efficacy", width: float = DOUBLE) -> Figure:
    """Cells at each strength, from strong to anecdotal, by direction; the studies in them; the participants of a cell.

    Every strength has its row, the empty ones too. A study counts once in a row however many of its cells it stands in;
    participants are given for the median cell, with the smallest and the largest, since people cannot be added up over
    cells that share studies. Cells over all people together (`any`) are left out. `contrast` is one of
    those of Cells, or empty for all. `width` is in millimetres; a narrow figure leaves the participants out.

    >>> from touchstone.tables import Cells
    >>> strong_vs_anecdotal(Cells.empty()).touchstone_alt[-38:]
    'limited 0; conflicting 0; anecdotal 0.'
    """
    held = cells[(cells["population"] != "any") & ((cells["contrast"] == contrast) | (not contrast))]
    voting = held[held["n_studies"] > 0]
    axes = sheet(width)
    cells_at, studies_at, people_at = PLACES if width >= DOUBLE else NARROW
    scope = CONTRAST_WORD[contrast] if contrast else "against any comparator"
    top = head(
        axes,
        "How much of the evidence is strong, and how much is anecdotal",
        f"Cells (a population and an outcome), {scope}",
    )
    top = _headings(
        axes,
        top,
        {cells_at: "Cells, by direction", studies_at: "Studies in them", people_at: "Participants per cell"}
        if people_at
        else {cells_at: "Cells", studies_at: "Studies"},
    )
    levels = [s for s in STRENGTHS if s != "none"]
    ys = {strength: top + number * ROW for number, strength in enumerate(levels)}
    bottom = top + ROW * len(levels)
    number_of = {s: voting[voting["strength"] == s] for s in levels}
    most = max([len(group) for group in number_of.values()] or [1]) or 1
    place = linear(0, most, cells_at[0], cells_at[1] - width_of(f"{most:,}", BODY, True) - 1.5)
    for strength, y in ys.items():
        _label(axes, strength, y)
        _directions(axes, number_of[strength], place, y, cells_at[0])
    _studies(axes, number_of, ys, studies_at)
    if people_at:
        bottom = _people(axes, number_of, ys, top, bottom, people_at)
    bottom = keys.key(axes, bottom + 1.5, "Direction", keys.direction_items(axes, list(CELL_DIRECTIONS)))
    silent = len(held) - len(voting)
    notes = (
        f"{count(len(voting), 'cell')} with at least one study that casts a vote; {count(silent, 'further cell')} "
        "studied without a result that can vote. A study counts once per row and can stand in several."
        + (" Participants: median (dot) and range (line), log scale." if people_at else "")
    )
    height = foot(axes, bottom + 0.5, notes)
    return finish(axes, height, "strong_vs_anecdotal", _caption(scope, notes, bool(people_at)), _alt(number_of, scope))


def _headings(axes: Axes, y: float, named: dict[tuple[float, float], str]) -> float:
    for (x, _), heading in named.items():
        write(axes, x, y + 2.4, heading, bold=True)
    write(axes, MARGIN, y + 2.4, "Strength", bold=True)
    rules(axes, [(MARGIN, y + 4.0, edge(axes), y + 4.0)], color=RULE, line=0.6)
    return y + 4.5


def _label(axes: Axes, strength: str, y: float) -> None:
    boxes(axes, [(MARGIN, y + 1.6, 7.0, 5.0)], face=STRENGTH_TINT[strength], edge="#9aa5af", line=0.3)
    strength_dots(axes, strength, [MARGIN + 1.65], [y + 4.1])
    write(axes, MARGIN + 9, middle(y + 4.1), STRENGTH_WORD[strength])
    rules(axes, [(MARGIN, y + ROW - 0.2, edge(axes), y + ROW - 0.2)], color=RULE, line=0.3)


def _directions(axes: Axes, cells: pd.DataFrame, place: object, y: float, start: float) -> None:
    if cells.empty:
        write(axes, start, middle(y + 4.1), "0", bold=True)
        write(axes, start + 3, middle(y + 4.1), "no cell", color=MUTED)
        return
    done, x = 0, start
    for direction in CELL_DIRECTIONS:
        n = int((cells["direction"] == direction).sum())
        if n:
            boxes(
                axes,
                [(place(done), y + 1.2, place(done + n) - place(done), 4.0)],
                face=DIRECTION[direction],
                edge=INK,
                line=0.3,
            )
            glyph(axes, direction, [x + 1.2], [y + 7.6], 1.8)
            write(axes, x + 3.2, middle(y + 7.6), f"{n:,}")
            x += 3.2 + width_of(f"{n:,}") + 3.5
            done += n
    write(axes, place(done) + 1.5, middle(y + 3.2), f"{done:,}", bold=True)


def _studies(axes: Axes, number_of: dict[str, pd.DataFrame], ys: dict[str, float], at: tuple[float, float]) -> None:
    different = {s: len({i for ids in group["study_ids"] for i in ids}) for s, group in number_of.items()}
    place = linear(0, max(different.values()) or 1, at[0], at[1])
    boxes(axes, [(at[0], ys[s] + 2.6, place(n) - at[0], 3.0) for s, n in different.items() if n], face="#8fa3b5")
    for strength, n in different.items():
        write(axes, place(n) + (1.5 if n else 0), middle(ys[strength] + 4.1), f"{n:,}")


def _people(
    axes: Axes,
    number_of: dict[str, pd.DataFrame],
    ys: dict[str, float],
    top: float,
    bottom: float,
    at: tuple[float, float],
) -> float:
    told = {s: group["n_participants"][group["n_participants"] > 0] for s, group in number_of.items()}
    most = max([int(people.max()) for people in told.values() if len(people)] or [10])
    ticks = [10.0**power for power in range(len(str(most)) + (0 if most == 10 ** (len(str(most)) - 1) else 1))]
    place = logarithmic(1, ticks[-1] if ticks[-1] > 1 else 10, *at)
    for strength, people in told.items():
        y = ys[strength] + 5.4
        if people.empty:
            continue
        low, mid, high = place(people.min()), place(people.median()), place(people.max())
        rules(axes, [(low, y, high, y)], color=MUTED, line=0.9)
        axes.plot([mid], [y], marker="o", markersize=4.2, color=INK, markeredgewidth=0, linestyle="none", zorder=3)
        word = f"{people.median():,.0f}"
        x = min(max(mid, at[0] + width_of(word) / 2), at[1] - width_of(word) / 2)
        write(axes, x, y - 1.6, word, ha="center")
    return bottom_axis(axes, place, ticks, bottom, top)


def _caption(scope: str, notes: str, people: bool) -> str:
    return (
        f"Evidence by strength, {scope}. Left: cells at each strength under the review's main rule set, by direction. "
        f"{'Middle' if people else 'Right'}: different studies in these cells. "
        f"{'Right: participants per cell. ' if people else ''}{notes}"
    )


def _alt(number_of: dict[str, pd.DataFrame], scope: str) -> str:
    parts = []
    for strength, group in number_of.items():
        ways = [f"{n} {w.lower()}" for d, w in DIRECTION_WORD.items() if (n := int((group["direction"] == d).sum()))]
        parts.append(f"{STRENGTH_WORD[strength].lower()} {len(group)}" + (f" ({', '.join(ways)})" if ways else ""))
    return f"Cells at each strength of evidence, {scope}: {'; '.join(parts)}."
