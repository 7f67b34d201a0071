"""The claims, from strong to anecdotal: a row a claim, its place the strength, its sign what the evidence says."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures import heads, keys
from touchstone.figures.glyphs import glyph, strength_dots
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
from touchstone.figures.style import DOUBLE, FAINT, INK, MUTED, RULE, STRENGTH_TINT, STRENGTH_WORD, count
from touchstone.tables import CLAIM_FINDINGS, CLAIM_TYPES, STRENGTHS

COLUMN, COLUMN_NARROW, HEADS_OVER = 11.6, 5.2, 7.0
SIGN = {
    "favours": "benefit",
    "little_or_none": "no_difference",
    "against": "worse",
    "inconclusive": "unclear",
    "not in this set": "absent",
}
WORD = {
    "favours": "Favours the claim",
    "little_or_none": "Little or no effect",
    "against": "Against the claim",
    "inconclusive": "Inconclusive",
    "not in this set": "Not in this set",
}
TYPE_WORD = {
    "efficacy": "Does it work?",
    "prevention": "Does it prevent?",
    "mechanism": "How does it work?",
    "dose_or_comparative": "Which kind, how much, better than what?",
    "safety": "Is it safe?",
    "association": "What goes together",
    "experience": "What people say",
    "untestable": "Not testable as told",
}


def claims_chart(
    claims: pd.DataFrame,
    by: str = "type",
    texts: Mapping[str, str] | None = None,
    page: int = 1,
    rows_per_page: int = 100,
    width: float = DOUBLE,
) -> Figure:
    """Every claim with its strength (place), finding (sign) and number of studies, grouped by type or by text.

    `by` is `type`, or `made_in` for a group of each lay text, where a claim stands once for each text that makes it;
    `texts` gives the titles of the texts. Within a group the strongest come first. `page` turns the pages,
    `rows_per_page` claims each; the figure says in `touchstone_pages` how many there are. `width` is in millimetres.
    Raises InputError for another `by` and for a page that is not there.

    >>> from touchstone.tables import Claims
    >>> row = {"claim_id": "c", "text": "It helps.", "type": "efficacy", "strength": "limited", "finding": "favours"}
    >>> claims_chart(Claims.of([row])).touchstone_alt
    '1 claim by strength of evidence: limited 1. By finding: favours the claim 1.'
    """
    rows = grouped(claims, by)
    pages = max(1, -(-len(rows) // rows_per_page))
    if not 1 <= page <= pages:
        raise InputError(f"claims_chart: there is no page {page}; pages run from 1 to {pages}")
    shown = rows.iloc[(page - 1) * rows_per_page : page * rows_per_page]
    axes = sheet(width)
    part = f"; page {page} of {pages}" if pages > 1 else ""
    y = head(axes, "The claims, from strong evidence to anecdote", f"{count(len(claims), 'claim')}{part}")
    axes.figure.touchstone_title += f" ({page} of {pages})" if pages > 1 else ""
    pitch = COLUMN if width >= DOUBLE else COLUMN_NARROW
    text = edge(axes) - MARGIN - pitch * len(STRENGTHS) - (1.5 if width >= DOUBLE else HEADS_OVER)
    xs = strength_middles(MARGIN + text, pitch)
    y = start = strength_heads(axes, xs, pitch, y, "Claim")
    for group, members in shown.groupby("group", sort=False):
        y = _group(axes, title_of(group, texts), len(rows[rows["group"] == group]), text, y)
        for claim in members.to_dict("records"):
            y = _claim(axes, claim, xs, pitch, text, y)
    rules(axes, [(x, start, x, y) for x in xs.values()], color=FAINT, line=0.7, above=0)
    y = _key(axes, y + 1.5)
    notes = (
        f"The number {'beside a sign' if width >= DOUBLE else 'in brackets'} is that of the studies that cast a vote. "
        "Strength says how good the evidence is, not whether it favours the claim."
    )
    height = foot(axes, y + 0.5, notes)
    caption = f"Claims by strength of evidence{part}. The place tells the strength, the sign the finding. {notes}"
    return finish(axes, height, "claims" + (f"_{page}" if pages > 1 else ""), caption, _alt(claims), pages)


def grouped(claims: pd.DataFrame, by: str) -> pd.DataFrame:
    """The claims with a `group`, in the order of drawing; by text, one row for each text that makes the claim."""
    if by not in ("type", "made_in"):
        raise InputError(f"claims_chart: by={by!r} is unknown; use 'type' or 'made_in'")
    rows = claims.assign(group=claims[by])
    if by == "made_in":
        rows = rows.explode("group").assign(group=lambda r: r["group"].fillna(""))
    kinds = list(CLAIM_TYPES) if by == "type" else sorted(set(rows["group"]))
    return rows.assign(
        first=[kinds.index(g) if g in kinds else len(kinds) for g in rows["group"]],
        second=[STRENGTHS.index(s) if s in STRENGTHS else len(STRENGTHS) for s in rows["strength"]],
        third=-rows["n_studies"].fillna(0).astype(int),
    ).sort_values(["first", "second", "third", "claim_id"])


def title_of(group: str, texts: Mapping[str, str] | None = None) -> str:
    """The heading of a group: a type in words, or the title of a text."""
    return {**TYPE_WORD, **(texts or {})}.get(group, group or "Not told")


def strength_middles(left: float, pitch: float) -> dict[str, float]:
    """Where the column of each strength has its middle."""
    return {strength: left + (place + 0.5) * pitch for place, strength in enumerate(STRENGTHS)}


def strength_heads(axes: Axes, xs: Mapping[str, float], pitch: float, y: float, first: str) -> float:
    """The heads of the strength columns, in words and signs; returns the lower edge."""
    labels = {s: wrap(STRENGTH_WORD[s], 18.0) for s in STRENGTHS}
    y += heads.height_of(labels)
    heads.slanted(axes, labels, xs, y)
    write(axes, MARGIN, y - 1.2, first, bold=True)
    for strength, x in xs.items():
        boxes(axes, [(x - pitch / 2 + 0.25, y, pitch - 0.5, 4.0)], face=STRENGTH_TINT[strength], edge=RULE, line=0.3)
        wide = {"strong": 3.75, "moderate": 2.5, "limited": 1.25, "conflicting": 3.4}.get(strength, 0.0)
        strength_dots(axes, strength, [x - wide / 2], [y + 2.0], upward=False)
    rules(axes, [(MARGIN, y + 5.0, edge(axes), y + 5.0)], color=RULE, line=0.7)
    return y + 5.0


def finding_size(finding: str, size: float) -> float:
    """The size of a finding's sign: the dash of what is not in this set is shorter than the others."""
    return 0.6 * size if SIGN[finding] == "absent" else size


def finding_items(axes: Axes) -> list[keys.Item]:
    """Items of the key for the findings."""
    items = []
    for finding in CLAIM_FINDINGS:
        size = finding_size(finding, 2.6)
        items.append(
            (size * 1.2, lambda x, at, f=finding, s=size: glyph(axes, SIGN[f], [x + s * 0.6], [at], s), WORD[finding])
        )
    return items


def _group(axes: Axes, title: str, members: int, text: float, y: float) -> float:
    lines = wrap(f"{title} ({members:,})", text - 4, bold=True)
    rules(axes, [(MARGIN, y, edge(axes), y)], color=RULE, line=0.7)
    return write_lines(axes, MARGIN, y + 0.9, lines, bold=True) + 0.6


def _claim(axes: Axes, claim: Mapping, xs: Mapping[str, float], pitch: float, text: float, y: float) -> float:
    n = 0 if pd.isna(claim["n_studies"]) else int(claim["n_studies"])
    sign = SIGN.get(claim["finding"], "absent")
    counted = sign != "absent"
    beside = pitch >= COLUMN
    lines = wrap(claim["text"] if beside or not counted else f"{claim['text']} ({n:,})", text - 5)
    tall = max(1, len(lines)) * leading() + 1.4
    write_lines(axes, MARGIN + 1.5, y + 0.7, lines)
    at = y + tall / 2
    rules(axes, [(MARGIN, y + tall, edge(axes), y + tall)], color=FAINT, line=0.5)
    x = xs.get(claim["strength"] or "none", xs["none"])
    tint = STRENGTH_TINT[claim["strength"] or "none"]
    boxes(axes, [(x - pitch / 2 + 0.25, y + 0.4, pitch - 0.5, tall - 0.8)], face=tint)
    glyph(axes, sign, [x - 1.6 if counted and beside else x], [at], 2.7 if counted else 1.6)
    if counted and beside:
        write(axes, x + 0.7, middle(at), f"{n:,}", color=INK if n else MUTED)
    return y + tall


def _key(axes: Axes, y: float) -> float:
    y = keys.key(axes, y, "Finding", finding_items(axes))
    return keys.key(axes, y, "Strength", keys.strength_items(axes, [s for s in STRENGTHS if s != "none"]))


def _alt(claims: pd.DataFrame) -> str:
    levels = [f"{STRENGTH_WORD[s].lower()} {n}" for s in STRENGTHS if (n := int((claims["strength"] == s).sum()))]
    found = [f"{WORD[f].lower()} {n}" for f in CLAIM_FINDINGS if (n := int((claims["finding"] == f).sum()))]
    return (
        f"{count(len(claims), 'claim')} by strength of evidence: {', '.join(levels) or 'none'}. By finding: "
        f"{', '.join(found) or 'none'}."
    )
