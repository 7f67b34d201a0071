"""Evidence over time: studies by year and design tier, case reports and reviews apart."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.figures import keys
from touchstone.figures.scale import Place, bottom_axis, left_axis, linear, round_ticks
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
    write,
)
from touchstone.figures.style import DOUBLE, INK, MUTED, RULE, TIER, TIER_WORD, count

STACK = ("randomised", "controlled", "uncontrolled")
APART = {"anecdotal": "Case reports and small series", "review": "Reviews"}
YEARLY, TOTAL = (12.0, 102.0), 117.0
TALL_TOTALS = 40.0
TALL, STRIP = 44.0, 9.0
SHORT = {
    "randomised": "Randomised", "controlled": "Controlled", "uncontrolled": "One group", "anecdotal": "Case reports",
    "review": "Reviews",
}  # fmt: skip
LINE_OF = {
    "randomised": (TIER["randomised"], "-"), "controlled": (TIER["controlled"], (0, (5, 1.5))),
    "uncontrolled": ("#6ba3cd", (0, (1.2, 1))), "anecdotal": ("#a98f45", (0, (4, 1.5, 1, 1.5))),
    "review": (MUTED, (0, (9, 2))),
}  # fmt: skip


def evidence_over_time(studies: pd.DataFrame, width: float = DOUBLE) -> Figure:
    """Studies a year by design tier, and their running total; case reports and reviews in strips of their own.

    Of Studies it shows those that count: eligible, primary or review. Studies without a year are in no bar; how many
    is printed under the figure. `width` is the figure's width in millimetres; on a narrow one the total stands below.

    >>> from touchstone.tables import Studies
    >>> one = {"study_id": "a", "year": 2004, "tier": "randomised", "layer": "primary", "eligible": True}
    >>> evidence_over_time(Studies.of([one])).touchstone_alt[-48:]
    'Most in 2004 (1 primary study). Year unknown: 0.'
    """
    held = studies[studies["eligible"].fillna(False).astype(bool)]
    kind = held["tier"].where(held["layer"] != "review", "review")
    dated = pd.DataFrame({"kind": kind, "year": held["year"]}).dropna()
    per_year = dated.groupby(["kind", "year"]).size()
    axes = sheet(width)
    top = head(axes, "When the studies were published, by design", _subtitle(kind, dated))
    top = _key(axes, top, kind)
    if dated.empty:
        write(axes, MARGIN, top + 4, "No study with a known year.", color=MUTED)
        bottom = top + 8
    else:
        bottom = _charts(axes, per_year, int(dated["year"].min()), int(dated["year"].max()), top + 6)
    notes = _notes(kind, dated)
    height = foot(axes, bottom + 1.5, notes)
    where = ("left", "right") if width >= DOUBLE else ("above", "below")
    caption = f"Studies by year of publication and design ({where[0]}), and their running total ({where[1]}). {notes}"
    return finish(axes, height, "evidence_over_time", caption, _alt(per_year, kind, dated))


def _subtitle(kind: pd.Series, dated: pd.DataFrame) -> str:
    years = sorted({int(dated["year"].min()), int(dated["year"].max())}) if len(dated) else []
    span = f", {'–'.join(map(str, years))}" if years else ""
    primary = int((kind != "review").sum())
    return f"{count(primary, 'primary study', 'primary studies')} and {count(len(kind) - primary, 'review')}{span}"


def _key(axes: Axes, y: float, kind: pd.Series) -> float:
    looks = [
        (f"{TIER_WORD[t]} ({int((kind == t).sum()):,})", {"face": TIER[t], "edge": INK, "line": 0.3}) for t in STACK
    ]
    return keys.key(axes, y, "Design", keys.box_items(axes, looks), indent=14)


def _charts(axes: Axes, per_year: pd.Series, first: int, last: int, top: float) -> float:
    first, last = min(first, last - 4), max(last, first + 4)
    wide = edge(axes) > TOTAL
    span = YEARLY if wide else (YEARLY[0], edge(axes) - 1)
    across = linear(first - 0.5, last + 0.5, *span)
    ticks = round_ticks(first, last, 8)
    write(axes, MARGIN, top - 2.5, "Studies a year", bold=True)
    tables = {
        name: per_year.get(name, pd.Series(dtype=int)).reindex(range(first, last + 1), fill_value=0)
        for name in (*STACK, *APART)
    }
    panels = [(top, top + TALL)]
    _stacked(axes, tables, across, span, *panels[0])
    for name, words in APART.items():
        y = panels[-1][1] + 4.8
        panels.append((y, y + STRIP))
        write(axes, YEARLY[0], y - 1.2, words)
        _strip(axes, tables[name], across, span, *panels[-1], TIER["anecdotal"] if name == "anecdotal" else "#c3c9cf")
    rules(axes, [(across(v), a, across(v), b) for v in ticks for a, b in panels], color=RULE, line=0.4, above=0)
    low = panels[-1][1]
    under = bottom_axis(axes, across, ticks, low, low, labels=[f"{v:.0f}" for v in ticks])
    if wide:
        _totals(axes, tables, first, last, TOTAL, top, low)
        return under
    top = under + 7.0
    return _totals(axes, tables, first, last, YEARLY[0], top, top + TALL_TOTALS)


def _stacked(
    axes: Axes, tables: dict[str, pd.Series], across: Place, span: tuple[float, float], top: float, low: float
) -> None:
    most = max(1, int(sum(tables[t] for t in STACK).max()))
    up = linear(0, most, low, top)
    left_axis(axes, up, [v for v in round_ticks(0, most, 5) if v or most], *span)
    done = tables[STACK[0]] * 0
    for tier in STACK:
        bars = [
            (across(year - 0.42), up(base + n), across(year + 0.42) - across(year - 0.42), up(base) - up(base + n))
            for year, n, base in zip(tables[tier].index, tables[tier], done, strict=True) if n
        ]  # fmt: skip
        boxes(axes, bars, face=TIER[tier], edge=INK, line=0.25, above=2)
        done = done + tables[tier]


def _strip(
    axes: Axes, table: pd.Series, across: Place, span: tuple[float, float], top: float, low: float, face: str
) -> None:
    most = max(1, int(table.max()))
    up = linear(0, most, low, top)
    wide = across(0.84) - across(0)
    boxes(axes, [(across(y - 0.42), up(n), wide, low - up(n)) for y, n in table.items() if n], face, INK, 0.25, above=2)
    left_axis(axes, up, [0, most], *span)


def _totals(
    axes: Axes, tables: dict[str, pd.Series], first: int, last: int, left: float, top: float, low: float
) -> float:
    write(axes, left - 9, top - 2.5, "Running total", bold=True)
    sums = {name: table.cumsum() for name, table in tables.items() if table.sum()}
    most = max(int(s.iloc[-1]) for s in sums.values())
    words = {name: f"{SHORT[name]} {int(total.iloc[-1]):,}" for name, total in sums.items()}
    span = (left, edge(axes) - 2.2 - max(width_of(word) for word in words.values()))
    across, up = linear(first, last, *span), linear(0, most, low, top)
    left_axis(axes, up, round_ticks(0, most, 5), *span)
    for name, total in sums.items():
        axes.plot(
            [across(y) for y in total.index], [up(n) for n in total], color=LINE_OF[name][0], linewidth=1.2, zorder=2,
            linestyle=LINE_OF[name][1], solid_capstyle="butt",
        )  # fmt: skip
    for y, end, word in _apart([(up(total.iloc[-1]), words[name]) for name, total in sums.items()]):
        rules(axes, [(span[1] + 0.3, end, span[1] + 1.7, y)], color=MUTED, line=0.4)
        write(axes, span[1] + 2.1, middle(y), word)
    ticks = round_ticks(first, last, 4)
    return bottom_axis(axes, across, ticks, low, top, labels=[f"{v:.0f}" for v in ticks])


def _apart(ends: list[tuple[float, str]]) -> list[tuple[float, float, str]]:
    """Labels moved up until none lies on another: (label height, height of the line's end, words)."""
    out: list[tuple[float, float, str]] = []
    for y, word in sorted(ends, reverse=True):
        out.append((min(y, out[-1][0] - leading()) if out else y, y, word))
    return out


def _notes(kind: pd.Series, dated: pd.DataFrame) -> str:
    unknown = len(kind) - len(dated)
    said = "No year is missing." if not unknown else f"Year unknown: {count(unknown, 'study', 'studies')}, in no bar."
    other = int((~kind.isin([*STACK, *APART])).sum())
    more = f" Other designs, not drawn: {count(other, 'study', 'studies')}." if other else ""
    return f"{said}{more} The last year may be incomplete. Each row has a scale of its own."


def _alt(per_year: pd.Series, kind: pd.Series, dated: pd.DataFrame) -> str:
    words = {**TIER_WORD, **APART}
    parts = [f"{words[k].lower()} {int((kind == k).sum())}" for k in (*STACK, *APART)]
    said = f"Bars of studies a year by design. In all: {', '.join(parts)}."
    primary = per_year[[k for k in per_year.index.get_level_values(0).unique() if k in STACK]]
    if primary.empty:
        return said
    by_year = primary.groupby(level=1).sum()
    unknown = len(kind) - len(dated)
    most = count(int(by_year.max()), "primary study", "primary studies")
    return f"{said} Most in {int(by_year.idxmax())} ({most}). Year unknown: {unknown}."
