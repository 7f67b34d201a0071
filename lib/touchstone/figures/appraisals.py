"""The traffic light: what people judged of each study's risk of bias in full text, domain by domain (RoB 2, ROBINS-I).

After the plots of robvis (McGuinness & Higgins, Research Synthesis Methods 2021;12:55-61); a sign in each light says
the same as its colour.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures import heads, keys
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
    wrap,
    write,
)
from touchstone.figures.style import DOUBLE, FAINT, INK, MUTED, POINT, RULE, count

NEEDED = ("study_id", "label", "tool", "domain", "judgement")
LIGHT = {
    "low": ("#8cc7e8", "+", "Low"),
    "some_concerns": ("#f2cf6b", "!", "Some concerns"),
    "moderate": ("#f2cf6b", "–", "Moderate"),
    "high": ("#bb4216", "×", "High"),
    "serious": ("#bb4216", "×", "Serious"),
    "critical": ("#5e1c06", "××", "Critical"),
    "no_information": ("#c9d0d6", "?", "No information"),
}
WORST_LAST = tuple(LIGHT)
ROW, SIDE, BAR = 5.2, 3.9, 4.6
TOOL_WORD = {"rob2": "RoB 2", "robins_i": "ROBINS-I"}


def risk_of_bias(
    appraisals: pd.DataFrame, tool: str = "rob2", page: int = 1, rows_per_page: int = 40, width: float = DOUBLE
) -> Figure:
    """Studies (rows) by domains (columns), the overall judgement last; under them how often each judgement was made.

    `appraisals` has one row a study and domain: study_id, label (how the study is cited), tool, domain and judgement
    (low, some_concerns, moderate, high, serious, critical or no_information); the domain `overall` stands last. The
    bars count all studies of the tool, whatever the page. Raises InputError where a column is missing, a judgement is
    unknown, nothing was appraised with the tool, or there is no such page.

    >>> row = {"study_id": "a", "label": "Ek 2004", "tool": "rob2"}
    >>> both = [row | {"domain": "D1", "judgement": "low"}, row | {"domain": "overall", "judgement": "high"}]
    >>> risk_of_bias(pd.DataFrame(both)).touchstone_alt
    'Risk of bias by RoB 2 in 1 study. D1: low 1. Overall: high 1.'
    """
    held = _checked(appraisals, tool)
    domains = [d for d in dict.fromkeys(held["domain"]) if d != "overall"]
    domains += ["overall"] if "overall" in set(held["domain"]) else []
    labels = held.drop_duplicates("study_id").set_index("study_id")["label"]
    ids = sorted(labels.index, key=lambda i: (labels[i], i))
    pages = max(1, -(-len(ids) // rows_per_page))
    if not 1 <= page <= pages:
        raise InputError(f"risk_of_bias: there is no page {page}; pages run from 1 to {pages}")
    shown = ids[(page - 1) * rows_per_page : page * rows_per_page]
    axes = sheet(width)
    part = f", page {page} of {pages}" if pages > 1 else ""
    word = TOOL_WORD.get(tool, tool)
    y = head(axes, "Risk of bias, judged from full texts", f"{word}, {count(len(ids), 'study', 'studies')}{part}")
    room = min(46.0, max([20.0, *(width_of(labels[i]) for i in ids)]))
    left = MARGIN + room + 4
    names = {d: "Overall" if d == "overall" else d for d in domains}
    narrow = width < DOUBLE
    tops = {code: wrap(name, 36.0 if narrow else 30.0, lines=1 if narrow else 2) for code, name in names.items()}
    over = heads.overhang_of(list(tops.values()))
    pitch = min(12.0, (width - MARGIN - left - over) / max(1, len(domains)))
    y += heads.height_of(tops)
    xs = {d: left + (n + 0.5) * pitch for n, d in enumerate(domains)}
    heads.slanted(axes, tops, xs, y)
    right = left + pitch * len(domains)
    rules(axes, [(MARGIN, y, right, y)], color=RULE, line=0.6)
    told = {(row.study_id, row.domain): row.judgement for row in held.itertuples()}
    for study in shown:
        at = y + ROW / 2 + 0.2
        write(axes, MARGIN, middle(at), wrap(labels[study], room, lines=1)[0])
        for domain, x in xs.items():
            _light(axes, told.get((study, domain), ""), x, at)
        rules(axes, [(MARGIN, y + ROW + 0.2, right, y + ROW + 0.2)], color=FAINT, line=0.4)
        y += ROW
    y = _shares(axes, held, domains, names, y + 3.0, width)
    used = [judgement for judgement in WORST_LAST if judgement in set(held["judgement"])]
    signs = [(SIDE, lambda x, at, j=j: _light(axes, j, x + SIDE / 2, at), LIGHT[j][2]) for j in used]
    y = keys.key(axes, y + 1.2, "Judgement", signs)
    notes = "Judged by people from full texts; an abstract cannot show it. A dash: not judged."
    height = foot(axes, y + 0.6, notes)
    caption = f"Risk of bias of each study by {word}, domain by domain{part}, and the share of each judgement. {notes}"
    name = f"risk_of_bias_{tool}" + (f"_{page}" if pages > 1 else "")
    return finish(axes, height, name, caption, _alt(held, domains, names, word, len(ids)), pages)


def _checked(appraisals: pd.DataFrame, tool: str) -> pd.DataFrame:
    missing = [name for name in NEEDED if name not in appraisals]
    if missing:
        raise InputError(f"risk_of_bias: the table has no column {missing[0]!r}; it needs {', '.join(NEEDED)}")
    held = appraisals[appraisals["tool"] == tool]
    strange = sorted(set(held["judgement"]) - set(LIGHT))
    if strange:
        raise InputError(f"risk_of_bias: judgement {strange[0]!r} is unknown; use one of {', '.join(LIGHT)}")
    if held.empty:
        tools = ", ".join(sorted(set(appraisals["tool"]))) or "none"
        raise InputError(f"risk_of_bias: no study was appraised with {tool!r}; appraised with: {tools}")
    return held


def _light(axes: Axes, judgement: str, x: float, y: float) -> None:
    if not judgement:
        write(axes, x, middle(y), "–", ha="center", color=MUTED)
        return
    face, sign, _ = LIGHT[judgement]
    axes.plot(
        [x], [y], linestyle="none", marker="o", markersize=SIDE / POINT, markerfacecolor=face, markeredgecolor=INK,
        markeredgewidth=0.4,
    )  # fmt: skip
    dark = judgement in ("high", "serious", "critical")
    write(axes, x, middle(y), sign, bold=True, ha="center", color="white" if dark else INK)


def _shares(
    axes: Axes, held: pd.DataFrame, domains: Sequence[str], names: dict[str, str], y: float, width: float
) -> float:
    write(axes, MARGIN, y + 2.4, "Share of the studies", bold=True)
    y += 4.0
    left = MARGIN + min(60.0, 0.45 * width)
    span = width - MARGIN - left
    for domain in domains:
        own = held.loc[held["domain"] == domain, "judgement"]
        lines = wrap(names[domain], left - MARGIN - 2, lines=1)
        write(axes, MARGIN, middle(y + BAR / 2), lines[0] if lines else "")
        done = 0
        for judgement in WORST_LAST:
            n = int((own == judgement).sum())
            if n:
                face, _, _ = LIGHT[judgement]
                x, wide = left + span * done / len(own), span * n / len(own)
                boxes(axes, [(x, y + 0.4, wide, BAR - 0.8)], face=face, edge=INK, line=0.3)
                word = f"{n:,}"
                if wide > width_of(word) + 1:
                    dark = judgement in ("high", "serious", "critical")
                    write(axes, x + wide / 2, middle(y + BAR / 2), word, ha="center", color="white" if dark else INK)
                done += n
        y += BAR
    return y


def _alt(held: pd.DataFrame, domains: Sequence[str], names: dict[str, str], word: str, number: int) -> str:
    parts = []
    for domain in domains:
        own = held.loc[held["domain"] == domain, "judgement"]
        said = [f"{LIGHT[j][2].lower()} {n}" for j in WORST_LAST if (n := int((own == j).sum()))]
        parts.append(f"{names[domain]}: {', '.join(said)}")
    return f"Risk of bias by {word} in {count(number, 'study', 'studies')}. {'. '.join(parts)}."
