"""Plots of many studies at once, a point each: the albatross plot and the funnel plot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures import keys
from touchstone.figures.glyphs import glyph
from touchstone.figures.scale import Place, bottom_axis, left_axis, linear, logarithmic, round_ticks
from touchstone.figures.sheet import MARGIN, finish, foot, head, rules, sheet, width_of, write
from touchstone.figures.style import BODY, DOUBLE, INK, MUTED, POINT, RULE, count

TALL = 78.0
LEFT = 13.0
CONTOURS = (0.2, 0.5, 0.8)
LEAST_P = 1e-6
FUNNEL_LEAST = 10
_DASH = {0.2: (0, (1, 1.6)), 0.5: (0, (4, 1.6)), 0.8: "-"}


def albatross(points: pd.DataFrame, title: str = "p value against size of study", width: float = DOUBLE) -> Figure:
    """An albatross plot: each study's p value (across, by the side its result lies on) against its people (upwards).

    `points` has one row a result: `label`, `n` (people), `p` (two-sided) and `sign` (benefit, worse or unknown); those
    without a known side, size or p are counted under the plot. Contours show the sample size at which an effect of
    0.2, 0.5 and 0.8 SD between two equal groups has that p: n = 4z²/d² + z²/2 (Harrison et al., Research Synthesis
    Methods 2017;8:281-289). It shows what effects the p values are compatible with, and pools nothing. Raises
    InputError where a column is missing.

    >>> points = pd.DataFrame({"label": ["A"], "n": [80], "p": [0.03], "sign": ["benefit"]})
    >>> albatross(points).touchstone_alt
    'Albatross plot of 1 result: 1 on the side of benefit (1 with p below 0.05), 0 on the other (0 with p below 0.05).'
    """
    _need(points, ("label", "n", "p", "sign"), "albatross")
    known = points[points["p"].notna() & points["n"].notna() & points["sign"].isin(["benefit", "worse"])]
    rows = known.assign(n=known["n"].astype(float), p=known["p"].astype(float).clip(LEAST_P, 1.0))
    axes = sheet(width)
    y = head(axes, title, f"{count(len(rows), 'result')} with a known p value, side and number of people")
    top, bottom = y + 6.0, y + 6.0 + TALL
    right = width - MARGIN - 6
    middle_x = (LEFT + right) / 2
    least, most = (min([10.0, *rows["n"]]), max([100.0, *rows["n"]])) if len(rows) else (10.0, 1000.0)
    up = logarithmic(least * 0.8, most * 1.25, bottom, top)
    reach = math.log10(1 / min([0.001, *rows["p"]]))
    side = linear(0, reach, 0, (right - LEFT) / 2)
    ticks = [p for p in (1.0, 0.5, 0.1, 0.05, 0.01, 0.001, 1e-4, 1e-5, 1e-6) if math.log10(1 / p) <= reach + 1e-9]
    _frame(axes, up, _decades(least, most), top, bottom, right)
    _p_axis(axes, side, ticks, middle_x, bottom, top)
    for size in CONTOURS:
        _contour(axes, size, side, up, reach, middle_x, (least * 0.8, most * 1.25))
    for sign, towards in (("benefit", 1), ("worse", -1)):
        own = rows[rows["sign"] == sign]
        xs = [middle_x + towards * side(math.log10(1 / p)) for p in own["p"]]
        glyph(axes, sign, xs, [up(n) for n in own["n"]], 2.4)
    y = _sides(axes, "◄ worse", "benefit ►", middle_x, bottom + 6.2)
    items = [(6.0, lambda x, at, d=d: rules_dashed(axes, x, at, d), f"{d:g} SD") for d in CONTOURS]
    y = keys.key(axes, y + 0.8, "Effect", items, indent=14)
    left_out = len(points) - len(rows)
    notes = (
        f"Across: two-sided p, from 1 in the middle outwards, logarithmic; a p printed as a bound stands at the bound. "
        "Upwards: people, logarithmic. Not drawn: "
        f"{count(left_out, 'result')} without a known p, side or size. The contours hold for two equal groups compared "
        "by their means; the plot pools nothing."
    )
    height = foot(axes, y + 0.8, notes)
    caption = f"Albatross plot after Harrison 2017. {notes}"
    return finish(axes, height, "albatross", caption, _albatross_alt(rows))


def funnel(
    effects: pd.DataFrame, pooled: object, title: str = "Small and large studies", width: float = DOUBLE
) -> Figure:
    """A funnel plot: each study's Hedges' g (across) against its standard error (downwards), with the pooled estimate.

    `effects` has `study`, `g` and `variance`; `pooled` is what `touchstone.pooling.pool` gave for them. The lines
    enclose 95 % of studies if all measured the same effect. Raises InputError below ten studies, where asymmetry cannot
    be told from chance (Cochrane Handbook, chapter 13).

    >>> from touchstone.pooling import pool
    >>> effects = pd.DataFrame({"study": list("abcdefghij"), "g": [0.1 * i for i in range(10)], "variance": 0.04})
    >>> funnel(effects, pool(effects["g"], effects["variance"])).touchstone_alt
    'Funnel plot of 10 studies: pooled g 0.45, standard errors from 0.20 to 0.20; 8 studies lie within the funnel.'
    """
    _need(effects, ("study", "g", "variance"), "funnel")
    if len(effects) < FUNNEL_LEAST:
        raise InputError(
            f"funnel: {count(len(effects), 'study', 'studies')}; below {FUNNEL_LEAST} a funnel plot cannot tell "
            "asymmetry from chance, so it is not drawn"
        )
    rows = effects.assign(g=effects["g"].astype(float), se=effects["variance"].astype(float) ** 0.5)
    widest = 1.1 * float(rows["se"].max())
    centre = float(pooled.estimate)
    reach = 1.05 * max(1.96 * widest, *(abs(g - centre) for g in rows["g"]))
    axes = sheet(width)
    y = head(axes, title, f"{count(len(rows), 'study', 'studies')}, Hedges' g against its standard error")
    top, bottom, right = y + 6.0, y + 6.0 + TALL, width - MARGIN - 3
    across, down = linear(centre - reach, centre + reach, LEFT, right), linear(0, widest, top, bottom)
    left_axis(axes, down, round_ticks(0, widest, 5, whole=False), LEFT, right)
    write(axes, MARGIN, top - 2.2, "Standard error", color=MUTED)
    low = bottom_axis(axes, across, round_ticks(centre - reach, centre + reach, 7, whole=False), bottom, top)
    edges = [(centre - 1.96 * widest, widest), (centre, 0.0), (centre + 1.96 * widest, widest)]
    for (g1, s1), (g2, s2) in pairwise(edges):
        rules(axes, [(across(g1), down(s1), across(g2), down(s2))], color=MUTED, line=0.7, dashed=True)
    rules(axes, [(across(centre), top, across(centre), bottom)], color=INK, line=0.7)
    axes.plot(
        [across(g) for g in rows["g"]], [down(se) for se in rows["se"]], linestyle="none", marker="o",
        markersize=2.2 / POINT, markerfacecolor="#3f7fb5", markeredgecolor=INK, markeredgewidth=0.4, zorder=3,
    )  # fmt: skip
    write(axes, (LEFT + right) / 2, low + 3.0, "Hedges' g, positive favours the intervention", color=MUTED, ha="center")
    within = int(((rows["g"] - centre).abs() <= 1.96 * rows["se"]).sum())
    notes = (
        "Dashed: where 95 % of studies would lie if all measured the pooled effect. Asymmetry has many causes; missing "
        "small studies are one of them."
    )
    height = foot(axes, low + 4.6, notes)
    alt = (
        f"Funnel plot of {len(rows)} studies: pooled g {centre:.2f}, standard errors from {rows['se'].min():.2f} to "
        f"{rows['se'].max():.2f}; {within} studies lie within the funnel."
    ).replace("-", "−")
    return finish(axes, height, "funnel", f"Funnel plot. {notes}", alt)


def rules_dashed(axes: Axes, x: float, at: float, size: float) -> None:
    """A sample of a contour's line for the key."""
    axes.plot([x, x + 6.0], [at, at], color=MUTED, linewidth=0.8, linestyle=_DASH[size])


def _need(frame: pd.DataFrame, names: Sequence[str], who: str) -> None:
    missing = [name for name in names if name not in frame]
    if missing:
        raise InputError(f"{who}: the table has no column {missing[0]!r}; it needs {', '.join(names)}")


def _decades(least: float, most: float) -> list[float]:
    ticks = [m * 10.0**power for power in range(7) for m in (1, 2, 5)]
    return [tick for tick in ticks if least * 0.8 <= tick <= most * 1.25]


def _frame(axes: Axes, up: Place, ticks: list[float], top: float, bottom: float, right: float) -> None:
    left_axis(axes, up, ticks, LEFT, right)
    write(axes, MARGIN, top - 2.2, "People", color=MUTED)
    rules(axes, [(LEFT, bottom, right, bottom)], color=RULE, line=0.5)


def _p_axis(axes: Axes, side: Place, ticks: list[float], middle_x: float, bottom: float, top: float) -> None:
    places = {(middle_x + sign * side(math.log10(1 / p))): p for p in ticks for sign in (-1, 1)}
    rules(axes, [(x, top, x, bottom) for x in places], color=RULE, line=0.4, above=0)
    base, taken = bottom + 1.0 + 0.98 * BODY * POINT, []
    for x in sorted(places, key=lambda x: (places[x] not in (1.0, 0.05, 0.001), abs(x - middle_x), x)):
        word = f"{places[x]:g}"
        half = width_of(word) / 2 + 0.7
        if all(x + half <= left or x - half >= right for left, right in taken):
            write(axes, x, base, word, color=MUTED, ha="center")
            taken.append((x - half, x + half))
    rules(axes, [(middle_x, top, middle_x, bottom)], color=INK, line=0.6)


def _contour(
    axes: Axes, size: float, side: Place, up: Place, reach: float, middle_x: float, room: tuple[float, float]
) -> None:
    from touchstone.evidence import albatross_contour

    steps = [reach * i / 60 for i in range(1, 61)]
    sizes = albatross_contour([10**-step for step in steps], size)
    points = [(side(step), up(n)) for step, n in zip(steps, sizes, strict=True) if room[0] <= n <= room[1]]
    for towards in (-1, 1):
        axes.plot(
            [middle_x + towards * x for x, _ in points], [y for _, y in points], color=MUTED, linewidth=0.7,
            linestyle=_DASH[size], zorder=1,
        )  # fmt: skip


def _sides(axes: Axes, left: str, right: str, middle_x: float, y: float) -> float:
    write(axes, middle_x - 2.0, y + 2.0, left, ha="right", color=MUTED)
    write(axes, middle_x + 2.0, y + 2.0, right, color=MUTED)
    return y + 3.2


def _albatross_alt(rows: pd.DataFrame) -> str:
    benefit, worse = rows[rows["sign"] == "benefit"], rows[rows["sign"] == "worse"]
    return (
        f"Albatross plot of {count(len(rows), 'result')}: {len(benefit)} on the side of benefit "
        f"({int((benefit['p'] < 0.05).sum())} with p below 0.05), {len(worse)} on the other "
        f"({int((worse['p'] < 0.05).sum())} with p below 0.05)."
    )
