"""In what share of draws of coding error each verdict stands, and what it turns into most often."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures.glyphs import glyph, strength_dots
from touchstone.figures.scale import bottom_axis, linear
from touchstone.figures.sheet import (
    MARGIN,
    edge,
    finish,
    foot,
    head,
    leading,
    middle,
    rules,
    sheet,
    width_of,
    wrap,
    write,
)
from touchstone.figures.style import (
    CONTRAST_WORD,
    DIRECTION_WORD,
    DOUBLE,
    INK,
    MUTED,
    RULE,
    STRENGTH_WORD,
    count,
)
from touchstone.protocol import label_of
from touchstone.protocol.models import Vocabulary
from touchstone.tables import STRENGTHS

ROW = 3.9
PLACES = (62.0, 124.0, 129.0)
NARROW = (43.0, 65.0, 69.0)


def stability_of_verdicts(
    stability: pd.DataFrame,
    vocabulary: Vocabulary,
    contrast: str = "efficacy",
    rows: int = 45,
    width: float = DOUBLE,
) -> Figure:
    """A row a cell, strongest verdicts first: the share of draws in which its verdict stands, and what it becomes.

    `stability` is a Stability table. Cells with a verdict on `contrast` are shown, the strongest and then the steadiest
    first, at most `rows` of them; people at large are left out. `width` is in millimetres.

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import Stability
    >>> stability_of_verdicts(Stability.empty(), load_vocabulary()).touchstone_alt
    'Coding stability of 0 verdicts.'
    """
    held = stability[
        (stability["contrast"] == contrast)
        & (stability["strength"] != "none")
        & (stability["population"] != "any")
        & stability["stability"].notna()
    ]
    order = {name: place for place, name in enumerate(STRENGTHS)}
    ranked = held.assign(_rank=held["strength"].map(order)).sort_values(
        ["_rank", "stability", "population", "outcome"], ascending=[True, False, True, True], kind="stable"
    )
    shown = ranked.head(rows)
    axes = sheet(width)
    top = head(
        axes, "Would the verdicts stand, had the studies been coded by somebody else?", _subtitle(held, contrast)
    )
    if shown.empty:
        write(axes, MARGIN, top + 4, "No verdict whose coding stability was measured.", color=MUTED)
        bottom = top + 7
    else:
        bottom = _rows(axes, shown, vocabulary, top + 4, PLACES if width >= DOUBLE else NARROW)
    left = len(held) - len(shown)
    more = f" {count(left, 'further verdict')}, weaker, in stability.csv." if left else ""
    notes = (
        "Coding stability is the share of draws of the true codes, from the measured coding error, in which strength "
        f"and direction stay as they are. It is not certainty: a wrong verdict can be a steady one.{more}"
    )
    height = foot(axes, bottom + 2, notes)
    return finish(axes, height, "stability_of_verdicts", f"Coding stability of verdicts. {notes}", _alt(shown))


def _subtitle(held: pd.DataFrame, contrast: str) -> str:
    if held.empty:
        return f"Verdicts {CONTRAST_WORD[contrast]}"
    middle_share = float(held["stability"].median())
    draws = int(held["draws"].max())
    return (
        f"{count(len(held), 'verdict')} {CONTRAST_WORD[contrast]}; the median one stands in {middle_share:.0%} of "
        f"{count(draws, 'draw')} of coding error"
    )


def _rows(
    axes: Axes, shown: pd.DataFrame, vocabulary: Vocabulary, top: float, places: tuple[float, float, float]
) -> float:
    start, end, after = places
    place = linear(0, 1, start, end)
    wide = start == PLACES[0]
    write(axes, after, top - 1.4, "turns into, most often" if wide else "else", color=MUTED)
    write(axes, start, top - 1.4, "stands in this share of draws" if wide else "stands in", color=MUTED)
    y, before = top, ""
    for cell in shown.to_dict("records"):
        if cell["strength"] != before:
            y += 1.0 if before else 0.0
            before = cell["strength"]
            strength_dots(axes, before, [MARGIN + 0.6], [y + ROW / 2])
            write(axes, MARGIN + 6.2, middle(y + ROW / 2), STRENGTH_WORD[before], bold=True)
            y += ROW
        label = _label(cell, vocabulary, start)
        tall = max(ROW, len(label) * leading() + 0.8)
        at = y + tall / 2
        for number, line in enumerate(label):
            write(axes, start - 2.2, middle(at + (number - (len(label) - 1) / 2) * leading()), line, ha="right")
        share = float(cell["stability"])
        rules(axes, [(place(0), at, place(share), at)], color=RULE, line=1.6)
        glyph(axes, cell["direction"], [place(share)], [at], 2.0)
        low = share < 0.85
        x = place(share) + 2.2 if low else place(share) - 2.2
        write(axes, x, middle(at), f"{share:.0%}", color=INK, ha="left" if low else "right")
        _becomes(axes, cell, after, at, wide)
        y += tall
    return bottom_axis(axes, place, [0, 0.25, 0.5, 0.75, 1], y, top, ["0", "25", "50", "75", "100 %"])


def _label(cell: dict, vocabulary: Vocabulary, start: float) -> list[str]:
    people = label_of(vocabulary, "population", cell["population"])
    outcome = label_of(vocabulary, "outcome", cell["outcome"])
    return wrap(f"{people}: {outcome[:1].lower()}{outcome[1:]}", start - MARGIN - 3)


def _becomes(axes: Axes, cell: dict, x: float, at: float, wide: bool) -> None:
    if not cell["becomes_strength"]:
        write(axes, x, middle(at), "nothing else" if wide else "–", color=MUTED)
        return
    nothing = cell["becomes_strength"] == "none"
    words = "nothing to go by" if nothing else STRENGTH_WORD[cell["becomes_strength"]].lower()
    if not nothing and cell["becomes_strength"] != "conflicting":
        words += f", {DIRECTION_WORD[cell['becomes_direction']].lower()}"
    said = f"{words} ({float(cell['becomes_share']):.0%})"
    if not wide:
        said = f"{float(cell['becomes_share']):.0%}"
    glyph(axes, "absent" if nothing else cell["becomes_direction"], [x + 1.0], [at], 1.7)
    room = edge(axes) - x - 3.2
    write(axes, x + 3.2, middle(at), said if width_of(said) <= room else wrap(said, room, lines=1)[0], color=MUTED)


def _alt(shown: pd.DataFrame) -> str:
    said = f"Coding stability of {count(len(shown), 'verdict')}."
    for strength, group in shown.groupby("strength", sort=False):
        low, high = group["stability"].min(), group["stability"].max()
        said += (
            f" {STRENGTH_WORD[strength]}: {count(len(group), 'verdict')}, standing in {low:.0%} to {high:.0%} of draws."
        )
    return said
