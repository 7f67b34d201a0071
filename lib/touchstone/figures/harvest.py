"""The harvest plot: a bar a study, its height the design, its place what the study found.

After Ogilvie D et al., BMC Medical Research Methodology 2008;8:8.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures import keys
from touchstone.figures.glyphs import glyph
from touchstone.figures.heads import study_name
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
    wrap,
    write,
    write_lines,
)
from touchstone.figures.style import (
    CONTRAST_WORD,
    DIRECTION_WORD,
    DOUBLE,
    INK,
    MUTED,
    POINT,
    RULE,
    TIER,
    TIER_WORD,
    count,
)
from touchstone.protocol import label_of

VOTES = ("benefit", "no_difference", "mixed", "worse")
HEIGHT = {"randomised": 10.0, "controlled": 7.0, "uncontrolled": 4.0, "anecdotal": 1.8}
LEFT, LEFT_NARROW, GAP = 33.0, 24.0, 3.0
WIDEST_BAR, TWO_LINES, LABELLED_BAR, SEPARATE_BAR = 6.2, 5.8, 2.95, 0.6
LONGEST_LABEL = 30.0
SHAM, PLAIN = TIER["randomised"], "#c9dcec"


def harvest_plot(
    votes: pd.DataFrame,
    studies: pd.DataFrame,
    vocabulary: object,
    population: str,
    outcomes: Sequence[str] = (),
    contrast: str = "efficacy",
    most_outcomes: int = 6,
    width: float = DOUBLE,
) -> Figure:
    """What each study of a population found, a bar a study; columns benefit to worse, rows outcomes.

    A bar is the higher the better the design protects against bias, and dark where the comparator was a sham. Under it
    stand first author, year and number of people, as long as there is room. Without `outcomes`, the most studied.
    `width` is the figure's width in millimetres.

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import Studies, Votes
    >>> harvest_plot(Votes.empty(), Studies.empty(), load_vocabulary(), "lupus").touchstone_alt
    'No votes for Lupus.'
    """
    held = votes[(votes["population"] == population) & (votes["contrast"] == contrast) & (votes["vote"] != "")]
    shown = list(outcomes) or list(_by_number(held["outcome"]))[:most_outcomes]
    held = held[held["outcome"].isin(shown)].merge(
        studies[["study_id", "first_author", "year"]], on="study_id", how="left"
    )
    axes = sheet(width)
    who = label_of(vocabulary, "population", population)
    number = held["study_id"].nunique()
    y = head(axes, f"{who}: what each study found", f"{count(number, 'study', 'studies')}, {CONTRAST_WORD[contrast]}")
    most = {
        vote: max([int(((held["outcome"] == o) & (held["vote"] == vote)).sum()) for o in shown] or [0])
        for vote in VOTES
    }
    wide = width >= DOUBLE
    left = LEFT if wide else LEFT_NARROW
    pitch, starts = _columns(most, left, edge(axes), wide)
    y = _column_heads(axes, starts, y, wide)
    for outcome in shown:
        y = _outcome(axes, held[held["outcome"] == outcome], label_of(vocabulary, "outcome", outcome), starts, pitch, y)
    if not shown:
        write(axes, MARGIN, y + 4, "No study of this population casts a vote here.", color=MUTED)
        y += 7
    y = _key(axes, y + 1.5, not wide)
    notes = _notes(votes, population, contrast, shown, pitch)
    height = foot(axes, y + 0.5, notes)
    caption = f"Harvest plot for {who}, {CONTRAST_WORD[contrast]}: a bar a study, its height the design. {notes}"
    return finish(axes, height, f"harvest_{population}_{contrast}", caption, _alt(held, shown, who, vocabulary))


def _by_number(codes: pd.Series) -> list[str]:
    counts = codes.value_counts(sort=False)
    return sorted(counts.index, key=lambda code: (-counts[code], code))


def _columns(most: dict[str, int], left: float, right: float, words: bool) -> tuple[float, dict[str, float]]:
    least = {vote: width_of(DIRECTION_WORD[vote], BODY, True) + 5.5 if words else 7.0 for vote in VOTES}
    room = right - left - GAP * (len(VOTES) - 1)
    low, high = 0.0, WIDEST_BAR
    for _ in range(40):
        pitch = (low + high) / 2
        fits = sum(max(least[vote], most[vote] * pitch) for vote in VOTES) <= room
        low, high = (pitch, high) if fits else (low, pitch)
    wide = {vote: max(least[vote], most[vote] * low) for vote in VOTES}
    spare = (room - sum(wide.values())) / len(VOTES)
    starts, x = {}, left
    for vote in VOTES:
        starts[vote] = x
        x += wide[vote] + spare + GAP
    return low, starts


def _column_heads(axes: Axes, starts: dict[str, float], y: float, words: bool) -> float:
    for vote, x in starts.items():
        glyph(axes, vote, [x + 1.5], [y + 1.6], 2.5)
        if words:
            write(axes, x + 4.2, middle(y + 1.6), DIRECTION_WORD[vote], bold=True)
    write(axes, MARGIN, middle(y + 1.6), "Outcome", bold=True)
    rules(axes, [(MARGIN, y + 4.2, edge(axes), y + 4.2)], color=RULE, line=0.6)
    return y + 5.2


def _outcome(axes: Axes, group: pd.DataFrame, words: str, starts: dict[str, float], pitch: float, y: float) -> float:
    labelled = pitch >= LABELLED_BAR
    base = y + 3.6 + HEIGHT["randomised"]
    under = write_lines(axes, MARGIN, y + 1.0, wrap(words, min(starts.values()) - MARGIN - 3))
    under = write_lines(axes, MARGIN, under, wrap(_size_of(group), min(starts.values()) - MARGIN - 3), color=MUTED)
    longest = 0.0
    for vote, x in starts.items():
        bars = _ordered(group[group["vote"] == vote])
        write(axes, x, y + 2.6, f"{len(bars):,}", color=INK if len(bars) else MUTED)
        end = x + max(len(bars) * pitch, min(10.0, WIDEST_BAR))
        rules(axes, [(x, base, end, base)], color=INK if len(bars) else RULE, line=0.6, above=2)
        _bars(axes, bars, x, base, pitch)
        for place, bar in enumerate(bars if labelled else []):
            longest = max(longest, _label(axes, bar, x + (place + 0.5) * pitch, base + 1.2, pitch))
    low = max(base + (1.2 + longest if longest else 0) + 1.5, under + 1.5)
    rules(axes, [(MARGIN, low, edge(axes), low)], color=RULE, line=0.4)
    return low + 0.5


def _label(axes: Axes, bar: dict, x: float, y: float, pitch: float) -> float:
    size = "" if pd.isna(bar["sample_size"]) else f" ({int(bar['sample_size']):,})"
    lines = [study_name(bar, LONGEST_LABEL - width_of(size)) + size]
    if pitch >= TWO_LINES:
        name, _, year = study_name(bar, LONGEST_LABEL).rpartition(" ")
        lines = [name, year + size]
    for number, line in enumerate(lines):
        aside = (number - (len(lines) - 1) / 2) * 2.75 + 0.365 * BODY * POINT
        write(axes, x + aside, y, line, ha="right", rotation=90)
    return max(width_of(line) for line in lines)


def _size_of(group: pd.DataFrame) -> str:
    told = group["sample_size"].dropna()
    people = f"n\u00a0=\u00a0{int(told.sum()):,}" if len(told) else "size not told"
    missing = f" ({len(group) - len(told):,}\u00a0not\u00a0told)" if 0 < len(told) < len(group) else ""
    return f"{count(len(group), 'study', 'studies')}, {people}{missing}" if len(group) else "no study votes"


def _ordered(group: pd.DataFrame) -> list[dict]:
    rank = {tier: place for place, tier in enumerate(HEIGHT)}
    rows = group[group["tier"].isin(rank)].to_dict("records")
    size = [0 if pd.isna(row["sample_size"]) else int(row["sample_size"]) for row in rows]
    order = sorted(
        range(len(rows)), key=lambda i: (rank[rows[i]["tier"]], not _sham(rows[i]), -size[i], rows[i]["study_id"])
    )
    return [rows[i] for i in order]


def _sham(row: dict) -> bool:
    return row["sham"] is not pd.NA and bool(row["sham"])


def _bars(axes: Axes, bars: list[dict], x: float, base: float, pitch: float) -> None:
    gap = 0.16 * pitch if pitch >= SEPARATE_BAR else 0.0
    looks: dict[tuple[str, bool], list[int]] = {}
    for place, bar in enumerate(bars):
        looks.setdefault((bar["tier"], _sham(bar)), []).append(place)
    for (tier, sham), places in looks.items():
        tall = HEIGHT[tier]
        if gap:
            drawn = [(x + p * pitch + gap / 2, base - tall, pitch - gap, tall) for p in places]
        else:
            drawn = [(x + places[0] * pitch, base - tall, len(places) * pitch, tall)]
        boxes(axes, drawn, face=SHAM if sham else PLAIN, edge=INK, line=0.35)


def _key(axes: Axes, y: float, signs: bool) -> float:
    if signs:
        y = keys.key(axes, y, "Direction", keys.direction_items(axes, VOTES))
    looks = [
        ("sham or light touch", {"face": SHAM, "edge": INK, "line": 0.35}),
        ("other", {"face": PLAIN, "edge": INK, "line": 0.35}),
    ]
    y = keys.key(axes, y, "Comparator", keys.box_items(axes, looks))
    scale = 0.36
    bars = [
        (
            2.0,
            lambda x, at, t=tall: boxes(axes, [(x, at + 2.0 - t * scale, 2.0, t * scale)], PLAIN, INK, 0.35),
            TIER_WORD[tier],
        )
        for tier, tall in HEIGHT.items()
    ]
    return keys.key(axes, y, "Design", bars)


def _notes(votes: pd.DataFrame, population: str, contrast: str, shown: list[str], pitch: float) -> str:
    here = votes[(votes["population"] == population) & (votes["contrast"] == contrast)]
    silent = int(((here["vote"] == "") & here["outcome"].isin(shown)).sum())
    rest = sorted(set(here.loc[here["vote"] != "", "outcome"]) - set(shown))
    said = (
        "In brackets: people in the study." if pitch >= LABELLED_BAR else "Too many studies to name each under its bar."
    )
    if pitch < SEPARATE_BAR:
        said += " Bars of one look are drawn as one block, as wide as their number."
    said += f" Without a vote: {count(silent, 'result')} of studies that bear on these outcomes."
    return said + (f" {count(len(rest), 'further outcome')} not shown." if rest else "")


def _alt(held: pd.DataFrame, shown: list[str], who: str, vocabulary: object) -> str:
    parts = []
    for outcome in shown:
        ways = held.loc[held["outcome"] == outcome, "vote"].value_counts()
        said = ", ".join(f"{DIRECTION_WORD[v].lower()} {int(ways.get(v, 0))}" for v in VOTES)
        parts.append(f"{label_of(vocabulary, 'outcome', outcome)}: {said}")
    return (
        f"Harvest plot for {who}. Studies by what they found. {'; '.join(parts)}." if parts else f"No votes for {who}."
    )
