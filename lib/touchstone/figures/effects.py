"""The forest plot: each study's effect with its interval and weight, and what comes out when they are pooled."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from touchstone.errors import InputError
from touchstone.figures.scale import Place, bottom_axis, linear, round_ticks
from touchstone.figures.sheet import (
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
)
from touchstone.figures.style import BODY, DIRECTION, DOUBLE, INK, MUTED, POINT, RULE, count

ROW = 4.3
NEEDED = ("study", "g", "variance")
NUMBERS, NUMBERS_NARROW, WEIGHTS = 47.0, 35.0, 13.0
METHOD = {
    "PM": "Random effects, τ² after Paule and Mandel",
    "DL": "Random effects, τ² after DerSimonian and Laird",
    "REML": "Random effects, τ² by restricted maximum likelihood",
    "EE": "Common effect",
}


def forest(
    effects: pd.DataFrame,
    pooled: object,
    title: str = "Effect in each study and pooled",
    subtitle: str = "",
    page: int = 1,
    rows_per_page: int = 50,
    width: float = DOUBLE,
) -> Figure:
    """A forest plot of Hedges' g, positive favouring the intervention.

    `effects` has one row a study in the order of drawing: `study` (its name), `g` (SD), `variance` (SD²) and, where
    known, `n` (people). Intervals are g ± 1.96 √variance; weights are 1 / (variance + τ²), as in the pooling.
    `pooled` is what `touchstone.pooling.pool` returned for these very rows: estimate, interval, prediction interval,
    τ², I². `page` turns the pages of a long plot; `width` is its width in millimetres, a narrow one leaves people and
    weights out. Raises InputError where a column is missing, a number not finite, a
    variance not above zero, the number of rows not that of the pooled studies, or there is no such page.

    >>> from touchstone.pooling import pool
    >>> effects = pd.DataFrame({"study": ["A", "B"], "g": [0.2, 0.5], "variance": [0.04, 0.09]})
    >>> forest(effects, pool(effects["g"], effects["variance"], hartung_knapp=False)).touchstone_alt[-43:]
    'Pooled g 0.29 (95% interval −0.03 to 0.62).'
    """
    rows = _rows(effects, pooled)
    pages = max(1, -(-len(rows) // rows_per_page))
    if not 1 <= page <= pages:
        raise InputError(f"forest: there is no page {page}; pages run from 1 to {pages}")
    shown = rows.iloc[(page - 1) * rows_per_page : page * rows_per_page]
    axes = sheet(width)
    wide = width >= DOUBLE
    part = f"page {page} of {pages}" if pages > 1 else ""
    k = count(len(rows), "study", "studies")
    said = "; ".join(filter(None, [subtitle, f"{k}, Hedges' g with 95% intervals", part]))
    y = head(axes, title, said)
    name_room = min(52.0 if wide else 22.0, max([22.0, *(width_of(n) for n in rows["study"])]))
    left = MARGIN + name_room + (12 if wide else 0)
    place = _scale(rows, pooled, left + 2, edge(axes) - (NUMBERS if wide else NUMBERS_NARROW))
    _column_heads(axes, left, y, wide)
    top = y + 4.6
    y = top + 0.8
    heaviest = rows["weight"].max()
    for row in shown.to_dict("records"):
        _study(axes, row, place, left, y, heaviest, name_room, wide)
        y += ROW
    y = _pooled(axes, pooled, place, y + 0.8)
    bottom = bottom_axis(axes, place, _ticks(place), y, top)
    rules(axes, [(place(0), top, place(0), y)], color=INK, line=0.6)
    bottom = _sides(axes, place, bottom)
    height = foot(axes, bottom + 1.0, _notes(pooled))
    caption = f"Forest plot: {said}. Squares are as large as the study's weight. {_notes(pooled)}"
    return finish(axes, height, "forest" + (f"_{page}" if pages > 1 else ""), caption, _alt(rows, pooled, title), pages)


def _rows(effects: pd.DataFrame, pooled: object) -> pd.DataFrame:
    missing = [name for name in NEEDED if name not in effects]
    if missing:
        raise InputError(f"forest: effects has no column {missing[0]!r}; it needs {', '.join(NEEDED)}")
    rows = effects.assign(g=effects["g"].astype(float), variance=effects["variance"].astype(float)).reset_index(
        drop=True
    )
    wrong = [
        i for i, (g, v) in enumerate(zip(rows["g"], rows["variance"], strict=True)) if not (math.isfinite(g) and v > 0)
    ]
    if wrong:
        raise InputError(
            f"forest: effects, row {wrong[0]} ({rows['study'][wrong[0]]}): g must be finite, variance above 0"
        )
    if len(rows) != pooled.k:
        raise InputError(f"forest: {len(rows)} effects, but {pooled.k} were pooled; give the rows that were pooled")
    tau2 = pooled.tau2 if math.isfinite(pooled.tau2) else 0.0
    weight = 1 / (rows["variance"] + tau2)
    reach = 1.959964 * rows["variance"] ** 0.5
    n = rows["n"] if "n" in rows else pd.Series([None] * len(rows))
    return rows.assign(low=rows["g"] - reach, high=rows["g"] + reach, weight=100 * weight / weight.sum(), n=n)


def _scale(rows: pd.DataFrame, pooled: object, start: float, end: float) -> Place:
    ends = [
        0.0,
        *rows["g"],
        *rows["low"].clip(lower=rows["g"].min() - 2),
        *rows["high"].clip(upper=rows["g"].max() + 2),
    ]
    ends += [
        v for v in (pooled.ci_low, pooled.ci_high, pooled.prediction_low, pooled.prediction_high) if math.isfinite(v)
    ]
    spare = 0.05 * (max(ends) - min(ends)) or 1.0
    low, high = min(-0.5, min(ends) - spare), max(0.5, max(ends) + spare)
    place = linear(low, high, start, end)
    place.low, place.high = low, high
    return place


def _ticks(place: Place) -> list[float]:
    return round_ticks(place.low, place.high, 6, whole=False)


def _column_heads(axes: Axes, left: float, y: float, wide: bool) -> None:
    write(axes, MARGIN, y + 2.6, "Study", bold=True)
    write(axes, _numbers_end(axes), y + 2.6, "g (95% interval)", bold=True, ha="right")
    if wide:
        write(axes, left - 2.0, y + 2.6, "People", bold=True, ha="right")
        write(axes, edge(axes), y + 2.6, "Weight", bold=True, ha="right")
    rules(axes, [(MARGIN, y + 4.2, edge(axes), y + 4.2)], color=RULE, line=0.6)


def _study(
    axes: Axes, row: dict, place: Place, left: float, y: float, heaviest: float, room: float, wide: bool
) -> None:
    at = y + ROW / 2
    write(axes, MARGIN, middle(at), wrap(str(row["study"]), room, lines=1)[0] if row["study"] else "–")
    if wide:
        write(axes, left - 2.0, middle(at), "–" if pd.isna(row["n"]) else f"{int(row['n']):,}", color=MUTED, ha="right")
        write(axes, edge(axes), middle(at), f"{row['weight']:.1f}%", ha="right", color=MUTED)
    low, high = max(row["low"], place.low), min(row["high"], place.high)
    rules(axes, [(place(low), at, place(high), at)], color=INK, line=0.7, above=2)
    for value, end, tip in ((row["low"], low, 1.0), (row["high"], high, -1.0)):
        if value != end:
            rules(
                axes,
                [(place(end), at, place(end) + tip, at - 0.7), (place(end), at, place(end) + tip, at + 0.7)],
                above=2,
            )
    side = 0.9 + 2.0 * math.sqrt(row["weight"] / heaviest)
    boxes(axes, [(place(row["g"]) - side / 2, at - side / 2, side, side)], face="#5c6f80", above=3)
    _number(axes, row["g"], row["low"], row["high"], at)


def _numbers_end(axes: Axes) -> float:
    return edge(axes) - (WEIGHTS if axes.get_xlim()[1] >= DOUBLE else 0.0)


def _number(axes: Axes, g: float, low: float, high: float, at: float, bold: bool = False) -> None:
    said = f"{_signed(g)} ({_signed(low)} to {_signed(high)})"
    write(axes, _numbers_end(axes), middle(at), said, ha="right", bold=bold)


def _signed(value: float) -> str:
    said = f"{value:.2f}"
    return "0.00" if said == "-0.00" else said.replace("-", "−")


def _pooled(axes: Axes, pooled: object, place: Place, y: float) -> float:
    at = y + ROW / 2
    rules(axes, [(MARGIN, y - 0.3, edge(axes), y - 0.3)], color=RULE, line=0.6)
    write(axes, MARGIN, middle(at), "Pooled" if pooled.k > 1 else "The one study", bold=True)
    low, mid, high = place(pooled.ci_low), place(pooled.estimate), place(pooled.ci_high)
    diamond = [(low, at), (mid, at - 1.5), (high, at), (mid, at + 1.5)]
    axes.add_patch(Polygon(diamond, facecolor=DIRECTION["benefit"], edgecolor=INK, linewidth=0.6, zorder=3))
    _number(axes, pooled.estimate, pooled.ci_low, pooled.ci_high, at, bold=True)
    y += ROW + 0.4
    if math.isfinite(pooled.prediction_low):
        at = y + ROW / 2
        write(axes, MARGIN, middle(at), "Prediction interval")
        low, high = place(pooled.prediction_low), place(pooled.prediction_high)
        rules(axes, [(low, at, high, at)], color=INK, line=1.2, above=3)
        rules(axes, [(low, at - 0.8, low, at + 0.8), (high, at - 0.8, high, at + 0.8)], color=INK, line=0.8, above=3)
        said = f"{_signed(pooled.prediction_low)} to {_signed(pooled.prediction_high)}"
        write(axes, _numbers_end(axes), middle(at), said, ha="right")
        y += ROW + 0.4
    return y


def _sides(axes: Axes, place: Place, y: float) -> float:
    zero, words = place(0), ("◄ favours the comparator", "favours the intervention ►")
    base = y + 0.98 * BODY * POINT + 0.4
    x = min(max(zero, MARGIN + 2 + width_of(words[0])), edge(axes) - 2 - width_of(words[1]))
    write(axes, x - 1.5, base, words[0], ha="right", color=MUTED)
    write(axes, x + 1.5, base, words[1], color=MUTED)
    return base + 1.2


def _notes(pooled: object) -> str:
    said = [METHOD.get(pooled.method, pooled.method) + (", Hartung–Knapp interval." if pooled.hartung_knapp else ".")]
    if math.isfinite(pooled.i2):
        said.append(f"I² {pooled.i2:.0f}%, τ² {pooled.tau2:.2f}.")
    return " ".join([*said, *pooled.notes])


def _alt(rows: pd.DataFrame, pooled: object, title: str) -> str:
    side = int((rows["g"] > 0).sum())
    said = f"{title}: forest plot of {count(len(rows), 'study', 'studies')}, "
    said += f"{side} with an effect on the intervention's side. "
    said += f"Pooled g {_signed(pooled.estimate)} (95% interval {_signed(pooled.ci_low)} to {_signed(pooled.ci_high)})"
    if math.isfinite(pooled.prediction_low):
        said += f", prediction interval {_signed(pooled.prediction_low)} to {_signed(pooled.prediction_high)}"
    return f"{said}."
