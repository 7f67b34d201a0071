"""Sample size and dose: how long and how often people were treated, and how many were studied."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures.sheet import (
    MARGIN,
    boxes,
    finish,
    foot,
    head,
    middle,
    rules,
    sheet,
    write,
)
from touchstone.figures.style import BODY, DOUBLE, INK, MUTED, POINT, RULE, TIER, TIER_WORD, count

MINUTES = (0, 10, 20, 30, 45, 60)
SESSIONS = (1, 2, 4, 8, 12, 20)
PEOPLE = (1, 10, 20, 50, 100, 200, 500)
HOURS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
TIERS_SHOWN = ("randomised", "controlled", "uncontrolled", "anecdotal")
SHADES = ("#eef3f7", "#d3e1ee", "#a9c7e0", "#6ea3cc", "#2f6ea3", "#12436d")
GRID, RIGHT = (20.0, 88.0), (104.0, 178.5)
GRID_NARROW, RIGHT_NARROW = (16.0, 82.0), (4.0, 82.0)
CELL, TALL = 10.9, 7.0


def dose_overview(studies: pd.DataFrame, width: float = DOUBLE) -> Figure:
    """Length of a session by number of sessions, sample size by design, and the whole dose in hours.

    Of Studies it takes the eligible primary ones. How many tell each is printed: dose is often not told.
    `width` is the figure's width in millimetres; on a narrow one the two halves stand one above the other.

    >>> from touchstone.tables import Studies
    >>> one = {"study_id": "a", "sample_size": 40, "tier": "randomised", "layer": "primary", "eligible": True}
    >>> dose_overview(Studies.of([one])).touchstone_alt
    'Dose and sample size of 1 primary study. Median sample size 40 (1 study).'
    """
    held = studies[studies["eligible"].fillna(False).astype(bool) & (studies["layer"] == "primary")]
    dose = held[["session_minutes", "n_sessions"]].dropna().astype(float)
    sizes = held[["tier", "sample_size"]].dropna()
    axes = sheet(width)
    wide = width >= DOUBLE
    grid, bars = (GRID, RIGHT) if wide else (GRID_NARROW, RIGHT_NARROW)
    y = head(axes, "How much treatment, and how many people", count(len(held), "primary study", "primary studies"))
    left = _grid(axes, dose, len(held), y, grid)
    right = _sizes(axes, sizes, len(held), y if wide else left + 4.0, bars)
    right = _whole_dose(axes, dose["session_minutes"] * dose["n_sessions"] / 60, right + 4.0, bars)
    notes = (
        f"Length and number of sessions are both told by {len(dose):,} of {len(held):,} studies, the number of people "
        f"by {len(sizes):,}. A bar begins at the number on its left, and that number belongs to it. "
        "Sample size is people analysed where told, else enrolled."
    )
    height = foot(axes, max(left, right) + 2.0, notes)
    caption = (
        f"{'Left' if wide else 'Above'}: studies by length of a session and number of sessions. "
        f"{'Right' if wide else 'Below'}: sample size by design, and the whole dose (minutes times sessions). {notes}"
    )
    return finish(axes, height, "dose_overview", caption, _alt(held, dose, sizes))


def _place(value: float, bounds: Sequence[float], inclusive: bool) -> int:
    return max(0, sum(value > b if inclusive else value >= b for b in bounds) - 1)


def _grid(axes: Axes, dose: pd.DataFrame, all_studies: int, y: float, at: tuple[float, float]) -> float:
    write(axes, MARGIN, y + 2.4, f"Dose: {len(dose):,} of {all_studies:,} studies", bold=True)
    top = y + 6.5
    columns, rows = len(MINUTES), len(SESSIONS)
    pitch = (at[1] - at[0]) / columns
    counts = dict.fromkeys(((r, c) for r in range(rows) for c in range(columns)), 0)
    for minutes, sessions in dose.itertuples(index=False):
        counts[_place(sessions, SESSIONS, False), _place(minutes, MINUTES, True)] += 1
    most = max(5, *counts.values())
    for (row, column), n in counts.items():
        x, cell_y = at[0] + column * pitch, top + (rows - 1 - row) * CELL
        shade = _shade(n, most)
        boxes(axes, [(x + 0.3, cell_y + 0.3, pitch - 0.6, CELL - 0.6)], face=SHADES[shade] if n else "#fafbfb")
        if n:
            write(
                axes,
                x + pitch / 2,
                middle(cell_y + CELL / 2),
                f"{n:,}",
                ha="center",
                color="white" if shade > 3 else INK,
            )
    low = top + rows * CELL
    for column, word in enumerate(_classes(MINUTES, up=True)):
        write(axes, at[0] + (column + 0.5) * pitch, low + 3.4, word, ha="center", color=MUTED)
    for row, word in enumerate(_classes(SESSIONS)):
        write(axes, at[0] - 1.5, middle(top + (rows - row - 0.5) * CELL), word, ha="right", color=MUTED)
    write(axes, sum(at) / 2, low + 7.2, "Minutes a session", ha="center")
    write(axes, MARGIN + 2.2, top + rows * CELL / 2, "Sessions", ha="center", rotation=90)
    return low + 8.5


def _shade(n: int, most: int) -> int:
    return min(len(SHADES) - 1, int(len(SHADES) * (n / most) ** 0.6)) if n else 0


def _classes(bounds: Sequence[float], up: bool = False) -> list[str]:
    whole = [f"{b:g}" for b in bounds]
    if up:
        inner = [f"{bounds[i] + 1:g}–{bounds[i + 1]:g}" for i in range(1, len(bounds) - 1)]
        return [f"≤{whole[1]}", *inner, f">{whole[-1]}"]
    ends = [f"{b - 1:g}" for b in bounds[1:]]
    return [*(a if a == b else f"{a}–{b}" for a, b in zip(whole, ends, strict=False)), f"{whole[-1]}+"]


def _sizes(axes: Axes, sizes: pd.DataFrame, all_studies: int, y: float, at: tuple[float, float]) -> float:
    write(axes, at[0], y + 2.4, f"People in a study: {len(sizes):,} of {all_studies:,} studies", bold=True)
    y += 3.4
    for tier in TIERS_SHOWN:
        people = sizes.loc[sizes["tier"] == tier, "sample_size"].astype(float)
        median = f", median {people.median():,.0f}" if len(people) else ""
        y = _bars(axes, people, PEOPLE, f"{TIER_WORD[tier]} ({len(people):,}{median})", TIER[tier], y, at)
    return _edges(axes, [f"{b:g}" for b in PEOPLE], y, at)


def _whole_dose(axes: Axes, hours: pd.Series, y: float, at: tuple[float, float]) -> float:
    median = f", median {hours.median():.3g}" if len(hours) else ""
    y = _bars(axes, hours, HOURS, f"Whole dose in hours ({len(hours):,}{median})", "#8fa3b5", y, at, bold=True)
    return _edges(axes, ["0", "½", "1", "2", "4", "8", "16"], y, at)


def _bars(
    axes: Axes,
    values: pd.Series,
    bounds: Sequence[float],
    words: str,
    face: str,
    y: float,
    at: tuple[float, float],
    bold: bool = False,
) -> float:
    pitch = (at[1] - at[0]) / len(bounds)
    counts = [0] * len(bounds)
    for value in values:
        counts[_place(value, bounds, False)] += 1
    write(axes, at[0], y + 3.2, words, bold=bold)
    base = y + 7.6 + TALL
    most = max(counts) or 1
    drawn = [
        (at[0] + i * pitch + 0.4, base - TALL * n / most, pitch - 0.8, TALL * n / most) for i, n in enumerate(counts)
    ]
    boxes(axes, [bar for bar, n in zip(drawn, counts, strict=True) if n], face=face, edge=INK, line=0.3)
    rules(axes, [(at[0], base, at[1], base)], color=RULE, line=0.5)
    for i, n in enumerate(counts):
        if n:
            write(axes, at[0] + (i + 0.5) * pitch, base - TALL * n / most - 0.8, f"{n:,}", ha="center", color=MUTED)
    return base


def _edges(axes: Axes, words: Sequence[str], y: float, at: tuple[float, float]) -> float:
    pitch = (at[1] - at[0]) / len(words)
    base = y + 1.2 + 0.98 * BODY * POINT
    rules(
        axes,
        [(at[0] + i * pitch, y, at[0] + i * pitch, y + 0.9) for i in range(len(words))],
        color=MUTED,
        line=0.5,
    )
    for i, word in enumerate(words):
        write(axes, at[0] + i * pitch, base, word, ha="center", color=MUTED)
    return base + 1.2


def _alt(held: pd.DataFrame, dose: pd.DataFrame, sizes: pd.DataFrame) -> str:
    said = f"Dose and sample size of {count(len(held), 'primary study', 'primary studies')}."
    if len(sizes):
        said += f" Median sample size {sizes['sample_size'].median():,.0f} ({count(len(sizes), 'study', 'studies')})."
    if len(dose):
        hours = dose["session_minutes"] * dose["n_sessions"] / 60
        said += (
            f" Median session {dose['session_minutes'].median():.0f} minutes, median number of sessions "
            f"{dose['n_sessions'].median():.0f}, median whole dose {hours.median():.3g} hours "
            f"({count(len(dose), 'study', 'studies')})."
        )
    return said
