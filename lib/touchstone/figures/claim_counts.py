"""All claims at a glance: how many of each type stand at each strength, and what the evidence says of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures import keys
from touchstone.figures.glyphs import glyph
from touchstone.figures.ledger import (
    HEADS_OVER,
    SIGN,
    WORD,
    finding_items,
    finding_size,
    grouped,
    strength_heads,
    strength_middles,
    title_of,
)
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
from touchstone.figures.style import DOUBLE, RULE, STRENGTH_TINT, STRENGTH_WORD, count
from touchstone.tables import CLAIM_FINDINGS, STRENGTHS

TEXT, TEXT_NARROW, LINE = 44.0, 25.0, 4.0
TWO_ASIDE = 16.0


def claims_overview(
    claims: pd.DataFrame, by: str = "type", texts: Mapping[str, str] | None = None, width: float = DOUBLE
) -> Figure:
    """Types of claim (rows) by strength of evidence (columns): in each cell the claims, by what the evidence says.

    `by` and `texts` as in `claims_chart`; by text, a claim counts once for each text that makes it. `width` is
    the figure's width in millimetres.

    >>> from touchstone.tables import Claims
    >>> row = {"claim_id": "c", "text": "It helps.", "type": "efficacy", "strength": "limited", "finding": "favours"}
    >>> claims_overview(Claims.of([row])).touchstone_alt
    'Claims by type and strength, 1 claim. Does it work?: 1 limited (1 favours the claim).'
    """
    rows = grouped(claims, by)
    groups = list(dict.fromkeys(rows["group"]))
    what = "type" if by == "type" else "text"
    axes = sheet(width)
    y = head(axes, f"Claims by {what} and strength of the evidence", count(len(claims), "claim"))
    text = TEXT if width >= DOUBLE else TEXT_NARROW
    over = 0.0 if width >= DOUBLE else HEADS_OVER
    pitch = (edge(axes) - MARGIN - text - over) / len(STRENGTHS)
    xs = strength_middles(MARGIN + text, pitch)
    y = strength_heads(axes, xs, pitch, y, "Type of claim" if by == "type" else "Text")
    for group in groups:
        y = _row(axes, title_of(group, texts), rows[rows["group"] == group], xs, pitch, y)
    y = keys.key(axes, y + 1.5, "Finding", finding_items(axes))
    again = " A claim counts once for each text that makes it." if by == "made_in" else ""
    notes = f"Strength says how good the evidence is, not whether it favours the claim.{again}"
    height = foot(axes, y + 0.5, notes)
    caption = f"Claims by {what} (rows), strength of the evidence (columns) and finding (signs). {notes}"
    return finish(axes, height, f"claims_by_{what}", caption, _alt(rows, groups, what, len(claims), texts))


def _row(axes: Axes, title: str, members: pd.DataFrame, xs: Mapping[str, float], pitch: float, y: float) -> float:
    aside = 2 if pitch >= TWO_ASIDE else 1
    lines = wrap(f"{title} ({len(members):,})", min(xs.values()) - pitch / 2 - MARGIN - 3)
    found = members.groupby(["strength", "finding"]).size()
    cells = {s: [(f, int(found.get((s, f), 0))) for f in CLAIM_FINDINGS if found.get((s, f), 0)] for s in STRENGTHS}
    tall = max(len(lines) * leading(), LINE * max([1, *(-(-len(cell) // aside) for cell in cells.values())])) + 2.0
    write_lines(axes, MARGIN, y + tall / 2 - len(lines) * leading() / 2, lines)
    for strength, cell in cells.items():
        if not cell:
            continue
        x = xs[strength]
        boxes(axes, [(x - pitch / 2 + 0.25, y + 0.4, pitch - 0.5, tall - 0.8)], face=STRENGTH_TINT[strength])
        first = y + tall / 2 - (-(-len(cell) // aside) - 1) * LINE / 2
        for place, (finding, n) in enumerate(cell):
            left = x - (pitch / 2 - 1.9) if len(cell) > 1 or aside == 1 else x - 3.0
            at_x, at_y = left + (place % aside) * 8.4, first + (place // aside) * LINE
            glyph(axes, SIGN[finding], [at_x], [at_y], finding_size(finding, 2.1))
            write(axes, at_x + 1.9, middle(at_y), f"{n:,}")
    rules(axes, [(MARGIN, y + tall, edge(axes), y + tall)], color=RULE, line=0.5)
    return y + tall


def _alt(rows: pd.DataFrame, groups: list[str], what: str, number: int, texts: Mapping[str, str] | None) -> str:
    parts = []
    for group in groups:
        members = rows[rows["group"] == group]
        levels = []
        for strength in STRENGTHS:
            here = members.loc[members["strength"] == strength, "finding"].value_counts()
            found = [f"{int(here[f])} {WORD[f].lower()}" for f in CLAIM_FINDINGS if f in here.index]
            if found:
                levels.append(f"{int(here.sum())} {STRENGTH_WORD[strength].lower()} ({', '.join(found)})")
        parts.append(f"{title_of(group, texts)}: {', '.join(levels) or 'not told'}")
    return f"Claims by {what} and strength, {count(number, 'claim')}. {'; '.join(parts) or 'No claims'}."
