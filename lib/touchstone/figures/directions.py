"""The effect direction plot: rows studies, columns outcomes, an arrow for what each study reports.

After Thomson HJ & Thomas S, Research Synthesis Methods 2013;4:95-101, and Boon MH & Thomson H, Research Synthesis
Methods 2021;12:29-33.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures import heads, keys
from touchstone.figures.glyphs import glyph
from touchstone.figures.sheet import (
    MARGIN,
    boxes,
    finish,
    foot,
    head,
    middle,
    rules,
    sheet,
    width_of,
    write,
)
from touchstone.figures.style import CONTRAST_WORD, DIRECTION_WORD, DOUBLE, FAINT, INK, MUTED, RULE, TIER_WORD, count
from touchstone.protocol import label_of
from touchstone.tables import TIERS

VOTES = ("benefit", "no_difference", "mixed", "worse")
SIZES = (1.5, 2.3, 3.1)
PEOPLE = (50, 301)
SIZE_WORDS = ("under 50 people, or not told", "50–300", "over 300")
ROW, TIER_ROW = 4.1, 5.0
NARROWEST, WIDEST = 7.6, 12.0
HOLLOW = ("uncontrolled", "anecdotal")


def effect_direction_plot(
    votes: pd.DataFrame,
    studies: pd.DataFrame,
    vocabulary: object,
    population: str,
    outcomes: Sequence[str] = (),
    contrast: str = "efficacy",
    page: int = 1,
    rows_per_page: int = 42,
    width: float = DOUBLE,
) -> Figure:
    """What each study of a population reports on each outcome; studies by design, the large ones first.

    The arrow tells the direction, its size the people in the study, a hollow one that no group was compared with. A
    study that bears on an outcome and casts no vote there has a dash. The counts under the columns are over all pages.
    Without `outcomes`, those with most studies, as many as fit `width` (millimetres). `page` turns the pages,
    `rows_per_page` studies each; raises InputError for a page that is not there.

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import Studies, Votes
    >>> effect_direction_plot(Votes.empty(), Studies.empty(), load_vocabulary(), "lupus").touchstone_alt
    'Effect direction plot for Lupus, 0 studies.'
    """
    held = votes[(votes["population"] == population) & (votes["contrast"] == contrast)]
    names = {code: label_of(vocabulary, "outcome", code) for code in list(outcomes) or _by_number(held)}
    labels = heads.lines_of(names)
    rows = _rows(held, studies, 36.0 if width >= DOUBLE else 24.0)
    left = MARGIN + max([28.0 if width >= DOUBLE else 20.0, *(width_of(name) for name in rows["name"])]) + 20
    columns, pitch = heads.fitting(list(names), labels, width - MARGIN - left, NARROWEST, WIDEST)
    labels = {code: labels[code] for code in columns}
    shown = held[held["outcome"].isin(columns)]
    rows = rows[rows["study_id"].isin(shown["study_id"])]
    pages = max(1, -(-len(rows) // rows_per_page))
    if not 1 <= page <= pages:
        raise InputError(f"effect_direction_plot: there is no page {page}; pages run from 1 to {pages}")
    shown_rows = rows.iloc[(page - 1) * rows_per_page : page * rows_per_page]

    axes = sheet(width)
    who = label_of(vocabulary, "population", population)
    part = f"; page {page} of {pages}" if pages > 1 else ""
    studies_said = count(len(rows), "study", "studies")
    y = head(axes, f"{who}: the direction each study reports", f"{studies_said}, {CONTRAST_WORD[contrast]}{part}")
    top = y + heads.height_of(labels)
    middles = {code: left + (place + 0.5) * pitch for place, code in enumerate(columns)}
    heads.slanted(axes, labels, middles, top)
    right = left + pitch * len(columns)
    _row_heads(axes, left, top, right)
    bottom = _studies(axes, shown_rows, shown, middles, left, right, top)
    bottom = _counts(axes, shown, middles, right, bottom)
    bottom = _key(axes, bottom + 1.5)
    notes = "Counts are over all studies, reported results and not effect sizes."
    if (less := held["outcome"].nunique() - len(columns)) > 0:
        only = held["study_id"].nunique() - len(rows)
        alone = f", and {count(only, 'study', 'studies')} on these alone" if only else ""
        notes += f" Not shown: {count(less, 'outcome')}{alone}."
    height = foot(axes, bottom + 0.5, notes)
    caption = (
        f"Effect direction plot for {who}, {CONTRAST_WORD[contrast]}{part}. Arrows tell the reported direction, their "
        f"size the people in the study; hollow arrows stand for studies without a comparison group. {notes}"
    )
    name = f"effect_direction_{population}_{contrast}" + (f"_{page}" if pages > 1 else "")
    return finish(axes, height, name, caption, _alt(held, columns, who, studies_said, names), pages)


def _by_number(held: pd.DataFrame) -> list[str]:
    counts = held.loc[held["vote"] != "", "outcome"].value_counts(sort=False)
    return sorted(counts.index, key=lambda code: (-counts[code], code))


def _rows(held: pd.DataFrame, studies: pd.DataFrame, longest: float) -> pd.DataFrame:
    here = held.drop_duplicates("study_id")[["study_id", "tier", "sample_size"]]
    sham = set(held.loc[held["sham"].fillna(False).astype(bool), "study_id"])
    here = here.merge(studies[["study_id", "first_author", "year"]], on="study_id", how="left")
    rows = here.assign(
        name=[heads.study_name(row, longest) for row in here.to_dict("records")],
        sham=[study in sham for study in here["study_id"]],
        rank=[TIERS.index(tier) if tier in TIERS else len(TIERS) for tier in here["tier"]],
        people=here["sample_size"].fillna(0).astype(int),
    )
    return rows.sort_values(["rank", "people", "study_id"], ascending=[True, False, True])


def _row_heads(axes: Axes, left: float, y: float, right: float) -> None:
    write(axes, MARGIN, y - 1.2, "Study", bold=True)
    write(axes, left - 12.5, y - 1.2, "People", color=MUTED, ha="right")
    write(axes, left - 10.5, y - 1.2, "Sham", color=MUTED)
    rules(axes, [(MARGIN, y, right, y)], color=RULE, line=0.6)


def _studies(
    axes: Axes,
    rows: pd.DataFrame,
    held: pd.DataFrame,
    middles: Mapping[str, float],
    left: float,
    right: float,
    y: float,
) -> float:
    ys: dict[str, float] = {}
    for tier, group in rows.groupby("tier", sort=False):
        write(axes, MARGIN, middle(y + TIER_ROW / 2 + 0.3), TIER_WORD.get(tier, "Other designs"), bold=True)
        y += TIER_ROW
        for place, row in enumerate(group.to_dict("records")):
            if place % 2 == 0:
                boxes(axes, [(MARGIN, y, right - MARGIN, ROW)], face="#f6f8f9", above=0)
            at = middle(y + ROW / 2)
            write(axes, MARGIN + 1.5, at, row["name"])
            size = "–" if pd.isna(row["sample_size"]) else f"{int(row['sample_size']):,}"
            write(axes, left - 12.5, at, size, color=MUTED, ha="right")
            if row["sham"]:
                write(axes, left - 10.5, at, "yes", color=MUTED)
            ys[row["study_id"]] = y + ROW / 2
            y += ROW
    here = held[held["study_id"].isin(ys)]
    rules(axes, [(x, min(ys.values()), x, y) for x in middles.values()] if ys else [], color=FAINT, line=0.5, above=0)
    votes = here["vote"].where(here["vote"] != "", "absent")
    looks = here.groupby([votes, here["sample_size"].map(_size), here["tier"].isin(HOLLOW)], sort=True)
    for (vote, size, hollow), group in looks:
        xs, places = [middles[o] for o in group["outcome"]], [ys[s] for s in group["study_id"]]
        glyph(axes, vote, xs, places, 1.4 if vote == "absent" else size, hollow=hollow and vote != "absent")
    return y


def _size(people: object) -> float:
    return SIZES[0] if pd.isna(people) else SIZES[sum(people >= bound for bound in PEOPLE)]


def _counts(axes: Axes, held: pd.DataFrame, middles: Mapping[str, float], right: float, y: float) -> float:
    rules(axes, [(MARGIN, y + 0.6, right, y + 0.6)], color=RULE, line=0.6)
    first = min(middles.values(), default=60.0)
    words = first - 4.5 - width_of(DIRECTION_WORD["no_difference"])
    heading = "Studies that report"
    if MARGIN + width_of(heading, bold=True) < words - 4.5:
        write(axes, MARGIN, middle(y + 0.9 + ROW / 2), heading, bold=True)
    for vote in VOTES:
        at = y + 0.9 + ROW / 2
        write(axes, words, middle(at), DIRECTION_WORD[vote].lower())
        glyph(axes, vote, [words - 2.4], [at], 2.0)
        here = held.loc[held["vote"] == vote, "outcome"].value_counts()
        for code, x in middles.items():
            n = int(here.get(code, 0))
            write(axes, x, middle(at), f"{n:,}", ha="center", color=INK if n else MUTED)
        y += ROW
    return y + 1.0


def _key(axes: Axes, y: float) -> float:
    y = keys.key(axes, y, "Direction", keys.direction_items(axes, VOTES))
    sizes = [
        (s * 1.2, lambda x, at, s=s: glyph(axes, "benefit", [x + s * 0.6], [at], s), words)
        for s, words in zip(SIZES, SIZE_WORDS, strict=True)
    ]
    y = keys.key(axes, y, "Size", sizes)
    others = [
        (2.8, lambda x, at: glyph(axes, "benefit", [x + 1.4], [at], 2.3, hollow=True), "no comparison group"),
        (2.0, lambda x, at: glyph(axes, "absent", [x + 1.0], [at], 1.4), "bears on the outcome, casts no vote"),
    ]
    return keys.key(axes, y, "Otherwise", others)


def _alt(held: pd.DataFrame, columns: list[str], who: str, said: str, names: Mapping[str, str]) -> str:
    parts = []
    for code in columns:
        ways = held.loc[held["outcome"] == code, "vote"].value_counts()
        parts.append(
            f"{names[code]}: " + ", ".join(f"{DIRECTION_WORD[v].lower()} {int(ways.get(v, 0))}" for v in VOTES)
        )
    plot = f"Effect direction plot for {who}, {said}."
    return f"{plot} Studies by reported direction. {'; '.join(parts)}." if parts else plot
