"""Which technique was studied for which outcome, and how many of the studies report a benefit."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures import heads, keys
from touchstone.figures.glyphs import glyph
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
    width_of,
    wrap,
    write,
    write_lines,
)
from touchstone.figures.style import CONTRAST_WORD, DOUBLE, INK, MUTED, RULE, count, listed
from touchstone.protocol import label_of

ROW = 7.6
NARROWEST, WIDEST = 7.6, 11.0
SHADES = ((1, "#eef3f7"), (3, "#d9e5ef"), (10, "#b9d0e4"), (30, "#8fb4d4"))


def technique_by_outcome(
    votes: pd.DataFrame,
    studies: pd.DataFrame,
    vocabulary: object,
    contrast: str = "efficacy",
    min_studies: int = 2,
    max_rows: int = 24,
    max_columns: int = 18,
    width: float = DOUBLE,
) -> Figure:
    """Techniques (rows) by outcomes (columns): in each cell the studies that vote, and those that report a benefit.

    A study with several populations counts once, and reports a benefit only if all its votes there do; a study of
    several techniques counts in each. Techniques and outcomes with at least `min_studies` are shown, the most studied
    first, as many columns as fit `width` (millimetres).

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import Studies, Votes
    >>> technique_by_outcome(Votes.empty(), Studies.empty(), load_vocabulary()).touchstone_alt
    'Matrix of 0 techniques by 0 outcomes, 0 cells studied.'
    """
    counts, different = _counts(votes, studies, contrast)
    rows, columns = (
        _enough(different[facet], min_studies, most)
        for facet, most in (("intervention", max_rows), ("outcome", max_columns))
    )
    room = 40 if width >= DOUBLE else 26
    labels = {code: wrap(label_of(vocabulary, "intervention", code), room, lines=2) for code in rows}
    left = MARGIN + max([24.0, *(width_of(line) for lines in labels.values() for line in lines)]) + 9
    tops = heads.lines_of({code: label_of(vocabulary, "outcome", code) for code in columns})
    columns, pitch = heads.fitting(columns, tops, width - MARGIN - left, NARROWEST, WIDEST)
    tops = {code: tops[code] for code in columns}

    axes = sheet(width)
    y = head(
        axes, "Studies of each technique, by outcome",
        f"{vocabulary.topic[:1].upper()}{vocabulary.topic[1:]}: results {CONTRAST_WORD[contrast]}",
    )  # fmt: skip
    y += heads.height_of(tops)
    xs = {code: left + place * pitch for place, code in enumerate(columns)}
    heads.slanted(axes, tops, {code: x + pitch / 2 for code, x in xs.items()}, y)
    write(axes, MARGIN, y - 1.2, "Technique", bold=True)
    write(axes, left - 1.5, y - 1.2, "Studies", color=MUTED, ha="right")
    right = left + pitch * len(columns)
    rules(axes, [(MARGIN, y, right, y)], color=RULE, line=0.6)
    ys = {code: y + 0.3 + place * ROW for place, code in enumerate(rows)}
    _rows(axes, labels, different["intervention"], ys, left)
    _cells(axes, counts, xs, ys, pitch)
    y += 0.6 + ROW * len(rows)
    rules(axes, [(MARGIN, y, right, y)], color=RULE, line=0.6)
    y = _key(axes, y + 1.5)
    notes = _notes(different, rows, columns)
    height = foot(axes, y + 0.5, notes)
    caption = (
        f"Techniques by outcomes, {CONTRAST_WORD[contrast]}: studies that vote, and how many report a benefit. {notes}"
    )
    return finish(axes, height, f"technique_by_outcome_{contrast}", caption, _alt(counts, rows, columns, vocabulary))


def _counts(
    votes: pd.DataFrame, studies: pd.DataFrame, contrast: str
) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    cast = votes[(votes["contrast"] == contrast) & (votes["vote"] != "")]
    once = (
        cast.groupby(["study_id", "outcome"])["vote"]
        .agg(lambda v: bool((v == "benefit").all()))
        .reset_index(name="benefit")
    )
    techniques = studies[["study_id", "intervention"]].explode("intervention").dropna()
    joined = once.merge(techniques, on="study_id")
    different = {facet: joined.groupby(facet)["study_id"].nunique().to_dict() for facet in ("intervention", "outcome")}
    grouped = joined.groupby(["intervention", "outcome"])["benefit"].agg(["size", "sum"]).reset_index()
    return grouped, different


def _enough(different: dict[str, int], least: int, most: int) -> list[str]:
    least = min(least, max(different.values(), default=0))
    return [c for c in sorted(different, key=lambda c: (-different[c], c)) if different[c] >= least][:most]


def _rows(
    axes: Axes, labels: dict[str, list[str]], different: dict[str, int], ys: dict[str, float], left: float
) -> None:
    for code, y in ys.items():
        lines = labels[code]
        write_lines(axes, MARGIN, y + ROW / 2 - len(lines) * leading() / 2, lines)
        write(axes, left - 1.5, middle(y + ROW / 2), f"{different[code]:,}", color=MUTED, ha="right")


def _cells(axes: Axes, counts: pd.DataFrame, xs: dict[str, float], ys: dict[str, float], pitch: float) -> None:
    boxes(
        axes,
        [(x + 0.25, y + 0.25, pitch - 0.5, ROW - 0.5) for x in xs.values() for y in ys.values()],
        face="#fafbfb",
        above=0,
    )
    held = counts[counts["outcome"].isin(xs) & counts["intervention"].isin(ys)]
    for least, shade in SHADES:
        group = held[held["size"] >= least]
        places = [(xs[o], ys[t]) for o, t in zip(group["outcome"], group["intervention"], strict=True)]
        boxes(axes, [(x + 0.25, y + 0.25, pitch - 0.5, ROW - 0.5) for x, y in places], face=shade)
    arrows = []
    for cell in held.to_dict("records"):
        x, y = xs[cell["outcome"]] + pitch / 2, ys[cell["intervention"]]
        write(axes, x, y + 3.2, f"{cell['size']:,}", ha="center", bold=True)
        if cell["sum"]:
            word = f"{int(cell['sum']):,}"
            half = (1.9 + width_of(word)) / 2
            arrows.append((x - half + 0.65, y + 5.45))
            write(axes, x + half, middle(y + 5.45), word, ha="right", color=INK)
    glyph(axes, "benefit", [x for x, _ in arrows], [y for _, y in arrows], 1.3)


def _key(axes: Axes, y: float) -> float:
    def sample(x: float, at: float) -> None:
        write(axes, x, middle(at), "12", bold=True)

    items = [
        (width_of("12", bold=True), sample, "studies"),
        (1.7, lambda x, at: glyph(axes, "benefit", [x + 0.8], [at], 1.5), "of them, studies that report a benefit"),
    ]
    shades = keys.box_items(
        axes,
        [
            (words, {"face": shade})
            for (_, shade), words in zip(SHADES, ("1–2", "3–9", "10–29", "30 or more"), strict=True)
        ],
    )
    return keys.key(axes, y, "In a cell", [*items, *shades])


def _notes(different: dict[str, dict[str, int]], rows: list[str], columns: list[str]) -> str:
    gone = []
    if less := len(different["intervention"]) - len(rows):
        gone.append(count(less, "technique"))
    if less := len(different["outcome"]) - len(columns):
        gone.append(count(less, "outcome"))
    said = "A study of several techniques counts in each. A reported benefit is no measure of its size or certainty."
    return f"{said} Left out for want of room or studies: {listed(gone)}." if gone else said


def _alt(counts: pd.DataFrame, rows: list[str], columns: list[str], vocabulary: object) -> str:
    held = counts[counts["outcome"].isin(columns) & counts["intervention"].isin(rows)]
    said = f"Matrix of {count(len(rows), 'technique')} by {count(len(columns), 'outcome')}, "
    said += f"{count(len(held), 'cell')} studied."
    most = held.sort_values(["size", "intervention", "outcome"], ascending=[False, True, True]).head(3)
    parts = [
        f"{label_of(vocabulary, 'intervention', c['intervention'])} for "
        f"{label_of(vocabulary, 'outcome', c['outcome']).lower()}: {count(c['size'], 'study', 'studies')}, "
        f"{int(c['sum'])} with a benefit"
        for c in most.to_dict("records")
    ]
    return f"{said} Most studied: {'; '.join(parts)}." if parts else said
