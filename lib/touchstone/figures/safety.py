"""Harms: how many studies say anything of them, what they say, and what the counts allow one to conclude."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures import keys
from touchstone.figures.scale import linear
from touchstone.figures.sheet import (
    MARGIN,
    boxes,
    edge,
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
from touchstone.figures.style import DOUBLE, INK, MUTED, RULE, count
from touchstone.protocol import label_of

ROW = 5.4
LOOKS = {
    "n_events": ("told of events", {"face": "#bb4216"}),
    "n_none": ("said that none occurred", {"face": "#3f7fb5"}),
    "n_none_serious": ("said that no serious one occurred", {"face": "#90badb"}),
    "n_statement": ("a word such as safe, nothing counted", {"face": "#e3d3a8"}),
    "silent": ("silent", {"face": "#ffffff"}),
}


def harms_chart(summary: pd.DataFrame, vocabulary: object, max_rows: int = 20, width: float = DOUBLE) -> Figure:
    """What the primary studies of each population say of harms, and events over people treated where both are told.

    `summary` is HarmsSummary. All people together come first, then the populations with most studies of which at least
    one says something; those of which none does are counted under the figure. Silence is drawn as silence, never as
    zero. `width` is the figure's width in millimetres.

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import HarmsSummary
    >>> row = {"population": "any", "n_studies": 9, "n_reported": 2, "n_none": 2, "n_counted": 1, "events": 0,
    ...        "people": 60, "rate": 0, "rate_low": 0, "rate_high": 0.05}
    >>> harms_chart(HarmsSummary.of([row]), load_vocabulary()).touchstone_alt
    'Harms. Everybody: 2 of 9 studies say anything; 0 events in 60 people, at most 5.0%.'
    """
    rows = summary.fillna({name: 0 for name in summary if name.startswith("n_")})
    every = rows[rows["population"] == "any"]
    others = rows[(rows["population"] != "any") & (rows["n_reported"] > 0)]
    others = others.sort_values(["n_studies", "population"], ascending=[False, True])
    shown = pd.concat([every, others.head(max_rows)]).to_dict("records")
    mute = int(((rows["population"] != "any") & (rows["n_reported"] == 0)).sum())
    axes = sheet(width)
    said = count(int(every["n_studies"].sum()), "primary study", "primary studies") if len(every) else "no studies"
    y = head(axes, "What the studies say of harms", f"Reports of the treated group; {said} in all")
    wide = width >= DOUBLE
    room = 46.0 if wide else 25.0
    bars = (MARGIN + room + 2, edge(axes) - (52.0 if wide else 27.0))
    y = _headings(axes, bars, wide, y)
    for row in shown:
        y = _row(axes, row, _name(row["population"], vocabulary), room, bars, wide, y)
    if not shown:
        write(axes, MARGIN, y + 4, "No primary study.", color=MUTED)
        y += 7
    looks = [(words, {**look, "edge": INK, "line": 0.3}) for words, look in LOOKS.values()]
    y = keys.key(axes, y + 1.5, "Studies", keys.box_items(axes, looks), indent=16)
    left_out = max(0, len(others) - max_rows)
    notes = (
        "Silence is not zero. Upper limit: 95 %, exact, or three over the people where no event was seen (rule of "
        f"three). Case reports enter no rate. No study says anything in {count(mute, 'population')}"
        + (f"; {count(left_out, 'further population')} not shown." if left_out else ".")
    )
    height = foot(axes, y + 0.6, notes)
    caption = f"Harms by population: what studies say, and events over people treated where both are told. {notes}"
    return finish(axes, height, "harms", caption, _alt(shown, vocabulary))


def _name(population: str, vocabulary: object) -> str:
    return "Everybody" if population == "any" else label_of(vocabulary, "population", population)


def _headings(axes: Axes, bars: tuple[float, float], wide: bool, y: float) -> float:
    write(axes, MARGIN, y + 2.6, "People", bold=True)
    write(axes, bars[0], y + 2.6, "Studies, by what they say" if wide else "Studies", bold=True)
    write(axes, edge(axes) - (22.0 if wide else 0.0), y + 2.6, "Events / people", bold=True, ha="right")
    if wide:
        write(axes, edge(axes), y + 2.6, "Upper limit", bold=True, ha="right")
    rules(axes, [(MARGIN, y + 4.2, edge(axes), y + 4.2)], color=RULE, line=0.6)
    return y + 4.8


def _row(axes: Axes, row: dict, name: str, room: float, bars: tuple[float, float], wide: bool, y: float) -> float:
    lines = wrap(name, room, lines=2)
    tall = max(ROW, len(lines) * leading() + 1.2)
    at = y + tall / 2
    write_lines(axes, MARGIN, at - len(lines) * leading() / 2, lines)
    number = int(row["n_studies"])
    told = f"{int(row['n_reported']):,} of {number:,}"
    place = linear(0, max(number, 1), bars[0], bars[1] - 16.0)
    parts = {**{code: int(row[code]) for code in LOOKS if code != "silent"}}
    parts["silent"] = number - int(row["n_reported"])
    done = 0
    for code, n in parts.items():
        if n > 0 and done < number:
            n = min(n, number - done)
            left, right = place(done), place(done + n)
            boxes(axes, [(left, at - 1.6, right - left, 3.2)], edge=INK, line=0.3, **LOOKS[code][1])
            done += n
    write(axes, bars[1] - 14.5, middle(at), told, color=MUTED)
    counted = not pd.isna(row["people"]) and row["people"] > 0
    words = f"{int(row['events']):,} / {int(row['people']):,}" if counted else "–"
    write(axes, edge(axes) - (22.0 if wide else 0.0), middle(at), words, ha="right", color=INK if counted else MUTED)
    if wide:
        limit = f"{row['rate_high']:.1%}" if counted else "–"
        write(axes, edge(axes), middle(at), limit, ha="right", color=INK if counted else MUTED)
    rules(axes, [(MARGIN, y + tall, edge(axes), y + tall)], color=RULE, line=0.3)
    return y + tall


def _alt(shown: list[dict], vocabulary: object) -> str:
    parts = []
    for row in shown[:8]:
        said = f"{int(row['n_reported'])} of {count(int(row['n_studies']), 'study', 'studies')} say anything"
        if not pd.isna(row["people"]) and row["people"] > 0:
            said += f"; {count(int(row['events']), 'event')} in {int(row['people']):,} people"
            said += f", at most {row['rate_high']:.1%}"
        parts.append(f"{_name(row['population'], vocabulary)}: {said}")
    return f"Harms. {'. '.join(parts) or 'No studies: 0'}."
