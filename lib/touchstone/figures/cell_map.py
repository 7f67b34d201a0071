"""The evidence map: populations by outcomes, each cell with its direction, strength, participants and studies."""

from __future__ import annotations

from collections.abc import Sequence

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
    width_of,
    wrap,
    write,
    write_lines,
)
from touchstone.figures.style import (
    CONTRAST_WORD,
    DIRECTION_WORD,
    DOUBLE,
    FAINT,
    INK,
    MUTED,
    RULE,
    STRENGTH_TINT,
    STRENGTH_WORD,
    count,
    listed,
)
from touchstone.protocol import label_of
from touchstone.tables import CONTRASTS, STRENGTHS

SIZES = (1.3, 1.8, 2.4, 3.0)
PEOPLE = (100, 300, 1000)
TILE, GROUP_ROW = 6.6, 4.6
NARROWEST, WIDEST = 7.7, 11.0


def evidence_map(
    cells: pd.DataFrame,
    vocabulary: object,
    contrast: str = "efficacy",
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
    min_studies: int = 3,
    max_rows: int = 22,
    max_columns: int = 18,
    searched: bool = False,
    width: float = DOUBLE,
) -> Figure:
    """Populations (rows, in their groups) by outcomes (columns) for one contrast of the Cells.

    In each cell the shape tells the direction, its size the participants, the dots and the tint the strength, the
    number the studies that cast a vote. Rows and columns with at least `min_studies` different studies are shown, those
    with most studies first up to `max_rows` and `max_columns`; or exactly the codes in `rows` and `columns`. What is
    left out is counted under the figure; all people together (`any`) stand there only where `rows` says so. `searched`
    says that the set comes from a search: a blank then means that nothing was found, and not only not collected.
    `width` is the figure's width in millimetres; fewer columns fit a narrow one.
    Raises InputError for an unknown contrast.

    >>> from touchstone.protocol import load_vocabulary
    >>> from touchstone.tables import Cells
    >>> row = {"population": "cipn", "outcome": "pain", "contrast": "efficacy", "strength": "limited", "n_studies": 1,
    ...        "direction": "benefit", "n_participants": 40, "n_silent": 0, "study_ids": ["a"]}
    >>> evidence_map(Cells.of([row]), load_vocabulary()).touchstone_alt[:71]
    'Matrix of 1 population by 1 outcome, against no treatment, attention or'
    """
    if contrast not in CONTRASTS:
        raise InputError(f"evidence_map: contrast {contrast!r} is unknown; use one of {', '.join(CONTRASTS)}")
    held = cells[(cells["contrast"] == contrast) & ((cells["n_studies"] > 0) | (cells["n_silent"] > 0))]
    if "any" not in rows:
        held = held[held["population"] != "any"]
    per_row, per_column = _different(held, "population"), _different(held, "outcome")
    shown_rows = list(rows) or _enough(per_row, min_studies, max_rows)
    kept = held[held["population"].isin(shown_rows)]
    shown_columns = list(columns) or _enough(_different(kept, "outcome"), min_studies, max_columns)

    axes = sheet(width)
    title = "Direction and strength of the evidence, by population and outcome"
    y = head(axes, title, f"{vocabulary.topic[:1].upper()}{vocabulary.topic[1:]}: results {CONTRAST_WORD[contrast]}")
    room = 37 if width >= DOUBLE else 29
    row_labels = {code: wrap(label_of(vocabulary, "population", code), room, lines=2) for code in shown_rows}
    left = (
        MARGIN
        + max([30.0 if width >= DOUBLE else 20.0, *(width_of(line) for lines in row_labels.values() for line in lines)])
        + 9
    )
    labels = heads.lines_of({code: label_of(vocabulary, "outcome", code) for code in shown_columns})
    digits = max([width_of(f"{n:,}") for n in kept["n_studies"]], default=0)
    narrowest = max(NARROWEST, digits + 3.4)
    shown_columns, tile = heads.fitting(shown_columns, labels, edge(axes) - left, narrowest, WIDEST)
    kept, labels = kept[kept["outcome"].isin(shown_columns)], {code: labels[code] for code in shown_columns}
    tops = y + max(21.0, heads.height_of(labels))
    xs = {code: left + number * tile for number, code in enumerate(shown_columns)}
    heads.slanted(axes, labels, {code: x + tile / 2 for code, x in xs.items()}, tops)
    _how_to_read(axes, y)
    write(axes, left - 1.5, tops - 0.9, "Studies", color=MUTED, ha="right")
    ys, bottom = _row_heads(axes, vocabulary, row_labels, per_row, left, left + tile * len(xs), tops)
    _tiles(axes, kept, xs, ys, tile)
    bottom = _key(axes, bottom + 2.5, searched)
    left_out = _left_out(held, kept, per_row, per_column, ys, xs)
    notes = (
        "A study can stand in several rows and columns; “Studies” counts each once per row, over all outcomes. Votes "
        f"are reported results, not effect sizes. {left_out}"
    )
    height = foot(axes, bottom + 1.0, notes)
    caption = (
        f"Evidence map of {_extent(ys, xs)}, {CONTRAST_WORD[contrast]}. In each cell the shape tells the direction, "
        "its size the number of participants, the dots and the tint the strength of the evidence, and the number the "
        f"studies that cast a vote. {notes}"
    )
    return finish(axes, height, f"evidence_map_{contrast}", caption, _alt(kept, ys, xs, contrast, vocabulary))


def _different(cells: pd.DataFrame, facet: str) -> dict[str, int]:
    ids: dict[str, set[str]] = {}
    for code, studies in zip(cells[facet], cells["study_ids"], strict=True):
        ids.setdefault(code, set()).update(studies)
    return {code: len(ids[code]) for code in sorted(ids, key=lambda c: (-len(ids[c]), c))}


def _enough(different: dict[str, int], least: int, most: int) -> list[str]:
    least = min(least, max(different.values(), default=0))
    return [code for code, n in different.items() if n >= least][:most]


def _row_heads(
    axes: Axes,
    vocabulary: object,
    labels: dict[str, list[str]],
    per_row: dict[str, int],
    left: float,
    right: float,
    y: float,
) -> tuple[dict[str, float], float]:
    groups: dict[str, list[str]] = {}
    for code in [*vocabulary.population, *sorted(set(labels) - set(vocabulary.population))]:
        if code in labels:
            concept = vocabulary.population.get(code)
            groups.setdefault((concept.group if concept else "") or "Other populations", []).append(code)
    ys = {}
    for group, codes in groups.items():
        rules(axes, [(MARGIN, y + 0.2, right, y + 0.2)], color=RULE, line=0.6)
        write(axes, MARGIN, middle(y + GROUP_ROW / 2 + 0.2), group, bold=True)
        y += GROUP_ROW
        for code in sorted(codes, key=lambda c: (-per_row.get(c, 0), labels[c])):
            ys[code] = y
            lines = labels[code]
            write_lines(axes, MARGIN + 1.5, y + TILE / 2 - len(lines) * leading() / 2 + 0.1, lines)
            write(axes, left - 1.5, middle(y + TILE / 2), f"{per_row.get(code, 0):,}", color=MUTED, ha="right")
            y += TILE
    rules(axes, [(MARGIN, y + 0.2, right, y + 0.2)], color=RULE, line=0.6)
    return ys, y


def _tiles(axes: Axes, cells: pd.DataFrame, xs: dict[str, float], ys: dict[str, float], tile: float) -> None:
    for x in xs.values():
        boxes(axes, [(x + 0.25, y + 0.25, tile - 0.5, TILE - 0.5) for y in ys.values()], face="#f8f9fa", above=0)
    silent = cells[cells["n_studies"] == 0]
    places = [
        (xs[o] + tile / 2, ys[p] + TILE / 2) for o, p in zip(silent["outcome"], silent["population"], strict=True)
    ]
    glyph(axes, "absent", [x for x, _ in places], [y for _, y in places], 1.3)
    voting = cells[cells["n_studies"] > 0]
    for strength in STRENGTHS:
        group = voting[voting["strength"] == strength]
        places = [(xs[o], ys[p]) for o, p in zip(group["outcome"], group["population"], strict=True)]
        tiles = [(x + 0.25, y + 0.25, tile - 0.5, TILE - 0.5) for x, y in places]
        boxes(
            axes, tiles, face=STRENGTH_TINT[strength], edge="#b9c2cb" if strength == "anecdotal" else "none", line=0.4
        )
        strength_dots(axes, strength, [x + 1.2 for x, _ in places], [y + TILE - 1.25 for _, y in places], upward=True)
    for (direction, size), group in voting.groupby(["direction", voting["n_participants"].map(_size)], sort=True):
        places = [(xs[o], ys[p]) for o, p in zip(group["outcome"], group["population"], strict=True)]
        glyph(axes, direction, [x + tile / 2 + 0.9 for x, _ in places], [y + 2.2 for _, y in places], size)
    for cell in voting.to_dict("records"):
        x, y = xs[cell["outcome"]] + tile / 2 + 0.9, ys[cell["population"]] + TILE - 0.75
        write(axes, x, y, f"{cell['n_studies']:,}", ha="center")


def _size(people: int) -> float:
    return SIZES[sum(people >= bound for bound in PEOPLE)]


def _how_to_read(axes: Axes, y: float) -> None:
    side, x, y = 10.5, MARGIN, y + 4.2
    write(axes, MARGIN, y - 1.2, "How to read a cell", bold=True)
    boxes(axes, [(x, y, side, side)], face=STRENGTH_TINT["moderate"])
    strength_dots(axes, "moderate", [x + 1.6], [y + side - 1.9], upward=True)
    glyph(axes, "benefit", [x + 6.0], [y + 3.1], 4.0)
    write(axes, x + 6.0, y + side - 1.2, "12", size=9, ha="center")
    words = ("direction, participants", "strength", "studies")
    spots = ((x + 7.4, y + 2.6), (x + 2.3, y + side - 4.4), (x + 8.2, y + side - 2.2))
    for word, (sx, sy), ty in zip(words, spots, (y + 2.2, y + 5.9, y + 9.2), strict=True):
        rules(axes, [(sx, sy, x + side + 0.8, ty)], color=MUTED, line=0.5)
        write(axes, x + side + 1.4, middle(ty), word, color=INK)


def _key(axes: Axes, y: float, searched: bool) -> float:
    y = keys.key(axes, y, "Direction", keys.direction_items(axes, list(DIRECTION_WORD)))
    y = keys.key(axes, y, "Strength", keys.strength_items(axes, [s for s in STRENGTHS if s != "none"]))
    bounds = ["under 100", "100–299", "300–999", "1,000 or more"]
    people = [
        (size * 1.2, lambda x, at, s=size: glyph(axes, "benefit", [x + s * 0.6], [at], s), words)
        for size, words in zip(SIZES, bounds, strict=True)
    ]
    y = keys.key(axes, y, "Participants", people)
    blank = "no study found" if searched else "no study in this set"
    signs = [
        (2.0, lambda x, at: glyph(axes, "absent", [x + 1.0], [at], 1.3), "studied, but no result that can vote"),
        (4.0, lambda x, at: boxes(axes, [(x, at - 1.6, 4.0, 3.2)], face="#f8f9fa", edge=FAINT), blank),
    ]
    return keys.key(axes, y, "Otherwise", signs)


def _left_out(held: pd.DataFrame, kept: pd.DataFrame, per_row: dict, per_column: dict, ys: dict, xs: dict) -> str:
    gone = []
    if less := len(set(per_row) - set(ys)):
        gone.append(count(less, "population"))
    if less := len(set(per_column) - set(xs)):
        gone.append(count(less, "outcome"))
    if not gone:
        return "Nothing is left out."
    most = max([n for code, n in per_row.items() if code not in ys] or [0])
    cells = (held["n_studies"] > 0).sum() - (kept["n_studies"] > 0).sum()
    tail = f" (at most {count(most, 'study', 'studies')} a population)" if most else ""
    return f"Left out for want of room or studies: {listed(gone)}{tail}, {count(int(cells), 'cell')} with studies."


def _extent(ys: dict, xs: dict) -> str:
    return f"{count(len(ys), 'population')} by {count(len(xs), 'outcome')}"


def _alt(cells: pd.DataFrame, ys: dict, xs: dict, contrast: str, vocabulary: object) -> str:
    voting = cells[cells["n_studies"] > 0]
    said = f"Matrix of {_extent(ys, xs)}, {CONTRAST_WORD[contrast]}; "
    if voting.empty:
        return f"{said}no cell holds a study."
    levels = [f"{STRENGTH_WORD[s].lower()} {n}" for s in STRENGTHS if (n := int((voting["strength"] == s).sum()))]
    ways = [f"{w.lower()} {n}" for d, w in DIRECTION_WORD.items() if (n := int((voting["direction"] == d).sum()))]
    most = voting.sort_values(["n_studies", "population", "outcome"], ascending=[False, True, True]).iloc[0]
    where = (
        f"{label_of(vocabulary, 'population', most['population'])}, {label_of(vocabulary, 'outcome', most['outcome'])}"
    )
    return (
        f"{said}{count(len(voting), 'cell')} with studies. Cells by strength: {', '.join(levels)}. Cells by direction: "
        f"{', '.join(ways)}. Most studied: {where}, with {count(most['n_studies'], 'study', 'studies')} and "
        f"{count(most['n_participants'], 'participant')}, direction {DIRECTION_WORD[most['direction']].lower()}, "
        f"strength {STRENGTH_WORD[most['strength']].lower()}."
    )
