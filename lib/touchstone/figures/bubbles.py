"""The bubble map: each body of evidence by its effect and its confidence, as large as its literature.

After the evidence maps of the US Department of Veterans Affairs' Evidence Synthesis Program: effect across, confidence
down, a bubble for each topic, its size the literature. Bubbles that share a place are listed in it, so that none hides
another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures import keys
from touchstone.figures.glyphs import glyph, strength_dots
from touchstone.figures.sheet import (
    MARGIN,
    boxes,
    finish,
    foot,
    head,
    leading,
    middle,
    rules,
    sheet,
    wrap,
    write,
    write_lines,
)
from touchstone.figures.style import (
    CONTRAST_WORD,
    DIRECTION,
    DIRECTION_WORD,
    DOUBLE,
    INK,
    MUTED,
    POINT,
    RULE,
    STRENGTH_TINT,
    STRENGTH_WORD,
    count,
)
from touchstone.protocol import label_of
from touchstone.tables import STRENGTHS

COLUMNS = ("worse", "no_difference", "mixed", "benefit")
COLUMN_OF = {"unclear": "mixed"}
SMALLEST, LARGEST = 1.6, 8.0
PAD = 0.7
NARROWEST, COLUMN = 21.0, 36.0
LEVELS = tuple(strength for strength in STRENGTHS if strength != "none")


def bubble_map(
    cells: pd.DataFrame,
    vocabulary: object,
    outcome: str = "",
    population: str = "",
    contrast: str = "efficacy",
    most: int = 24,
    width: float = DOUBLE,
) -> Figure:
    """The Cells of one outcome (a bubble for each population), or of one population (a bubble for each outcome).

    Across stands the direction, down the strength under the main rule set; a bubble's area is the number of people, a
    hollow one says that it is not told. In each place the largest come first; beyond `most` they are counted. `width`
    is the figure's width in millimetres. Raises InputError unless exactly one of `outcome` and `population` is given.

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import Cells
    >>> row = {"population": "cipn", "outcome": "pain", "contrast": "efficacy", "strength": "limited", "n_studies": 2,
    ...        "direction": "benefit", "n_participants": 40, "n_silent": 0}
    >>> bubble_map(Cells.of([row]), load_vocabulary(), outcome="pain").touchstone_alt[:55]
    'Bubble map of 1 population for Pain. Limited: 1 benefit'
    """
    if bool(outcome) == bool(population):
        raise InputError("bubble_map: give an outcome (a bubble for each population) or a population, not both")
    held = cells[(cells["contrast"] == contrast) & (cells["n_studies"] > 0)]
    own, other = ("population", "outcome") if outcome else ("outcome", "population")
    held = held[(held[other] == (outcome or population)) & (held["population"] != "any" if outcome else True)]
    held = held.assign(
        label=[label_of(vocabulary, own, code) for code in held[own]],
        column=[COLUMN_OF.get(direction, direction) for direction in held["direction"]],
    ).sort_values(["n_participants", "label"], ascending=[False, True], kind="stable")
    about = label_of(vocabulary, other, outcome or population)
    axes = sheet(width)
    what = count(len(held), own)
    y = head(axes, f"{about}: effect, confidence and size of the literature", f"{what}, {CONTRAST_WORD[contrast]}")
    top = max([*(int(n) for n in held["n_participants"].fillna(0)), 1])
    spots = {level: {code: _members(held, level, code) for code in COLUMNS} for level in LEVELS}
    if width >= DOUBLE:
        lefts = _lefts(spots, MARGIN + 24.0, width - MARGIN)
        y = _heads(axes, lefts, y)
        for level in LEVELS:
            y = _row(axes, level, spots[level], lefts, y, top, most)
    else:
        for level in LEVELS:
            y = _list(axes, level, spots[level], y, top, most)
    y = _key(axes, y + 1.5, top)
    notes = (
        "Direction counts votes by reported result and is no effect size. A bubble's place within a box carries no "
        "meaning: the largest come first."
    )
    height = foot(axes, y + 0.8, notes)
    caption = (
        f"Bubble map, {about}, {CONTRAST_WORD[contrast]}. Across: direction; down: strength of the evidence; area of a "
        f"bubble: people in the studies that vote. {notes}"
    )
    name = f"bubble_map_{outcome or population}"
    return finish(axes, height, name, caption, _alt(held, own, about))


def _members(held: pd.DataFrame, strength: str, column: str) -> list[dict]:
    return held[(held["strength"] == strength) & (held["column"] == column)].to_dict("records")


def _lefts(spots: Mapping, start: float, end: float) -> list[float]:
    """Where each column begins, and where the last ends: the fuller a column, the wider."""
    fullest = [max(len(spots[level][code]) for level in LEVELS) for code in COLUMNS]
    spare, weights = end - start - NARROWEST * len(COLUMNS), [math.sqrt(n) for n in fullest]
    wide = [NARROWEST + spare * weight / (sum(weights) or 1) for weight in weights]
    return [start + sum(wide[:n]) for n in range(len(wide) + 1)]


def _heads(axes: Axes, lefts: Sequence[float], y: float) -> float:
    lines = {
        code: wrap(DIRECTION_WORD[code], right - left - 6, bold=True)
        for code, left, right in zip(COLUMNS, lefts, lefts[1:], strict=False)
    }
    tall = max(len(line) for line in lines.values()) * leading()
    for code, x in zip(COLUMNS, lefts, strict=False):
        glyph(axes, code, [x + 2.2], [y + 1.6], 2.6)
        write_lines(axes, x + 4.6, y, lines[code], bold=True)
    rules(axes, [(MARGIN, y + tall + 1.0, axes.get_xlim()[1] - MARGIN, y + tall + 1.0)], color=RULE, line=0.6)
    return y + tall + 1.2


def _row(axes: Axes, strength: str, spots: Mapping, lefts: Sequence[float], y: float, top: int, most: int) -> float:
    """One strength as a row of four boxes."""
    rooms = {code: (x + 0.8, right - x - 1.6) for code, x, right in zip(COLUMNS, lefts, lefts[1:], strict=False)}
    drawn = {code: _flow(spots[code], room, top, most) for code, (_, room) in rooms.items()}
    tall = max(7.0, *(height for _, height in drawn.values()))
    boxes(axes, [(x - 0.4, y + 0.8, room + 0.8, tall) for x, room in rooms.values()], face=STRENGTH_TINT[strength])
    write(axes, MARGIN, y + 4.0, STRENGTH_WORD[strength])
    strength_dots(axes, strength, [MARGIN + 0.6], [y + 6.4])
    for code, (x, _) in rooms.items():
        for entry, across, down in drawn[code][0]:
            _entry(axes, entry, x + across, y + 0.8 + down)
    rules(axes, [(MARGIN, y + tall + 1.6, axes.get_xlim()[1] - MARGIN, y + tall + 1.6)], color=RULE, line=0.3)
    return y + tall + 1.6


def _list(axes: Axes, strength: str, spots: Mapping, y: float, top: int, most: int) -> float:
    """One strength as a list, direction by direction, for a narrow sheet."""
    room = axes.get_xlim()[1] - 2 * MARGIN
    boxes(axes, [(MARGIN, y + 0.6, room, 4.6)], face=STRENGTH_TINT[strength])
    write(axes, MARGIN + 1.2, middle(y + 2.9), STRENGTH_WORD[strength], bold=True)
    strength_dots(axes, strength, [axes.get_xlim()[1] - MARGIN - 7.0], [y + 2.9])
    y += 5.8
    for code in COLUMNS:
        if spots[code]:
            glyph(axes, code, [MARGIN + 2.2], [y + 2.0], 2.4)
            write(axes, MARGIN + 4.6, middle(y + 2.0), DIRECTION_WORD[code])
            shown, tall = _flow(spots[code], room, top, most)
            for entry, across, down in shown:
                _entry(axes, entry, MARGIN + across, y + 3.4 + down)
            y += 3.4 + tall + 0.6
    if not any(spots.values()):
        write(axes, MARGIN + 1.2, middle(y + 1.6), "none", color=MUTED)
        y += 3.6
    return y + 0.6


def _flow(members: Sequence[dict], room: float, top: int, most: int) -> tuple[list[tuple[dict, float, float]], float]:
    """Each shown member with its place (across, down) in as many columns as fit, read downwards; and the height."""
    if not members:
        return [], 0.0
    columns = max(1, min(int(room // COLUMN), -(-len(members) // 2)))
    pitch = room / columns
    entries = []
    for member in members[:most]:
        size = _diameter(member["n_participants"], top)
        lines = wrap(f"{member['label']}\u00a0({int(member['n_studies']):,})", pitch - LARGEST - 1.8)
        entries.append({**member, "lines": lines, "tall": max(size, len(lines) * leading()) + PAD, "size": size})
    if len(members) > most:
        rest = wrap(f"and {len(members) - most:,} smaller", pitch - LARGEST - 1.8)
        entries.append({"lines": rest, "tall": len(rest) * leading() + PAD, "size": 0.0})
    out, column, down, tallest = [], 0, PAD, 0.0
    share = sum(entry["tall"] for entry in entries) / columns
    for entry in entries:
        if column < columns - 1 and down > PAD and down + entry["tall"] / 2 > share + PAD:
            column, down = column + 1, PAD
        out.append((entry, column * pitch, down))
        down += entry["tall"]
        tallest = max(tallest, down)
    return out, tallest


def _entry(axes: Axes, entry: dict, x: float, y: float) -> None:
    at = y + entry["tall"] / 2
    if entry["size"]:
        told = not pd.isna(entry["n_participants"]) and entry["n_participants"] > 0
        colour = DIRECTION[entry["direction"]] if entry["direction"] != "unclear" else MUTED
        axes.plot(
            [x + LARGEST / 2], [at], linestyle="none", marker="o", markersize=entry["size"] / POINT,
            markerfacecolor=colour if told else "white", markeredgecolor=INK if told else MUTED, markeredgewidth=0.5,
        )  # fmt: skip
    start = at - len(entry["lines"]) * leading() / 2
    write_lines(axes, x + LARGEST + 1.0, start, entry["lines"], color=INK if entry["size"] else MUTED)


def _diameter(people: object, top: int) -> float:
    """Millimetres: the area stands for the people, and a single person can still be seen."""
    share = 0.0 if pd.isna(people) else int(people) / top
    return max(SMALLEST, LARGEST * math.sqrt(share))


def _key(axes: Axes, y: float, top: int) -> float:
    round_top = 10 ** (len(str(top)) - 1)
    sizes = [n for n in (round_top // 10, round_top, top // round_top * round_top) if n]

    def sign(people: int) -> keys.Item:
        size = _diameter(people, top)

        def draw(x: float, at: float) -> None:
            axes.plot(
                [x + size / 2], [at], linestyle="none", marker="o", markersize=size / POINT, markerfacecolor="#8fa3b5",
                markeredgecolor=INK, markeredgewidth=0.5,
            )  # fmt: skip

        return size, draw, f"{people:,}"

    y = keys.key(axes, y + 2.0, "People", [sign(n) for n in dict.fromkeys(sizes)]) + 2.0
    write(axes, MARGIN, middle(y), "In brackets: studies that cast a vote.", color=MUTED)
    return y + 2.0


def _alt(held: pd.DataFrame, own: str, about: str) -> str:
    parts = []
    for strength in LEVELS:
        here = held[held["strength"] == strength]
        said = []
        for column in COLUMNS:
            members = here.loc[here["column"] == column, "label"].tolist()
            if members:
                shown = ", ".join(members[:4]) + (", …" if len(members) > 4 else "")
                said.append(f"{len(members)} {DIRECTION_WORD[column].lower()} ({shown})")
        if said:
            parts.append(f"{STRENGTH_WORD[strength]}: {'; '.join(said)}")
    return f"Bubble map of {count(len(held), own)} for {about}. {'. '.join(parts) or 'No evidence'}."
