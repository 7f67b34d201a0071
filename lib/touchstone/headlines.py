"""The five lines a reader wants most, and the screen that ends a build."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from touchstone.review import Review
from touchstone.tables import STRENGTHS


def headlines(review: Review) -> list[str]:
    """Five lines: what was read, how strong the evidence is, where it is strongest, the case studies, the claims."""
    studies, cells, claims = review.studies, review.cells, review.claims
    primary = studies[(studies["layer"] == "primary") & studies["eligible"].astype(bool)]
    efficacy = cells[(cells["contrast"] == "efficacy") & (cells["population"] != "any")]
    people = int(primary["sample_size"].sum())
    reviews = int((studies["layer"] == "review").sum())
    kind = "searched" if review.systematic else "collected, not searched"
    return [
        f"{len(review.records):,} publications ({kind}): {len(primary):,} primary studies with {people:,} people, "
        f"{reviews} reviews beside them.",
        f"{len(efficacy):,} questions (people × outcome): {_by_strength(efficacy)}.",
        f"Best supported: {_best(review, efficacy)}.",
        " ".join(_case(review, case) for case in review.protocol.review.cases) or "No case studies in review.yml.",
        f"{len(claims):,} claims: {_by_finding(claims)}.",
    ]


def screen(review: Review, folder: Path) -> str:
    """What `touchstone build` prints when it is done: the five lines and where to look."""
    lines = "\n".join(f"  {number}. {line}" for number, line in enumerate(headlines(review), start=1))
    return f"{review.protocol.review.title}\n\n{lines}\n\nOpen {folder / 'index.html'}"


def _by_strength(cells: pd.DataFrame) -> str:
    counts = cells["strength"].value_counts()
    said = [f"{int(counts.get(name, 0))} {name.replace('_', ' ')}" for name in STRENGTHS if name != "none"]
    return ", ".join(said) + f", {int(counts.get('none', 0))} without a usable result"


def _best(review: Review, cells: pd.DataFrame) -> str:
    ranked = cells[cells["direction"] == "benefit"].assign(rank=lambda kept: kept["strength"].map(STRENGTHS.index))
    ranked = ranked.sort_values(["rank", "n_participants"], ascending=[True, False]).head(3)
    said = "; ".join(
        f"{review.label('outcome', c['outcome'])}, {review.label('population', c['population']).lower()} "
        f"({c['strength'].replace('_', ' ')}; {c['n_studies']} studies, {c['n_participants']:,} people)"
        for c in ranked.to_dict("records")
    )
    return said or "no question has a study that reports a benefit"


def _case(review: Review, case: object) -> str:
    cells = review.cells
    mine = cells[
        (cells["contrast"] == "efficacy")
        & cells["population"].isin(case.population)
        & (cells["outcome"] == case.outcome[0])
    ]
    if mine.empty:
        return f"{case.label}: not in this set."
    cell = mine.iloc[0]
    return (
        f"{case.label}: {cell['strength'].replace('_', ' ')} ({cell['direction'].replace('_', ' ')}; "
        f"{cell['n_studies']} studies, {cell['n_participants']:,} people)."
    )


def _by_finding(claims: pd.DataFrame) -> str:
    counts = claims["finding"].value_counts()
    names = {"favours": "favoured by some comparison", "little_or_none": "with little or no effect"}
    return ", ".join(f"{n} {names.get(name, name)}" for name, n in counts.items())
