"""Every figure on the same invented tables, so that each rule can be held against all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

import invented
from matplotlib.figure import Figure

from touchstone import figures
from touchstone.pooling import pool


@lru_cache(maxsize=4)
def tables(number: int) -> tuple:
    studies = invented.studies(number)
    votes = invented.votes(studies)
    return studies, votes, invented.cells(votes)


def draws(number: int) -> dict[str, Callable[[], Figure]]:
    """Each figure's name and the call that draws it from tables of `number` studies."""
    studies, votes, cells = tables(number)
    vocabulary = invented.vocabulary()
    counts = votes["population"].value_counts(sort=False)
    most = sorted(counts.index, key=lambda code: (-counts[code], code))[0]
    effects, many = invented.effects(number), invented.effects(max(number, 10))
    wide = {
        "evidence_map": partial(figures.evidence_map, cells, vocabulary),
        "strong_vs_anecdotal": partial(figures.strong_vs_anecdotal, cells),
        "evidence_over_time": partial(figures.evidence_over_time, studies),
        "harvest": partial(figures.harvest_plot, votes, studies, vocabulary, most),
        "directions": partial(figures.effect_direction_plot, votes, studies, vocabulary, most),
        "claims": partial(figures.claims_chart, invented.claims(number)),
        "claim_counts": partial(figures.claims_overview, invented.claims(number), by="made_in"),
        "doses": partial(figures.dose_overview, studies),
        "forest": partial(figures.forest, effects, pool(effects["g"], effects["variance"])),
        "techniques": partial(figures.technique_by_outcome, votes, studies, vocabulary),
        "bubbles": partial(figures.bubble_map, cells, vocabulary, outcome="pain"),
        "albatross": partial(figures.albatross, invented.points(number)),
        "funnel": partial(figures.funnel, many, pool(many["g"], many["variance"])),
        "risk_of_bias": partial(figures.risk_of_bias, invented.appraisals(number)),
        "harms": partial(figures.harms_chart, invented.harms(number), vocabulary),
        "stability": partial(figures.stability_of_verdicts, invented.stability(cells), vocabulary),
        "reliability": partial(figures.tag_reliability, invented.reliability(number)),
        "sources": partial(figures.sources_flow, invented.flow_counts(number)),
        "prisma": partial(figures.prisma_flow, invented.prisma_counts()),
    }
    assert tuple(wide) == BOTH_WIDTHS
    return {
        **wide,
        **{f"{name}_85": partial(draw, width=85.0) for name, draw in wide.items()},
    }


@lru_cache(maxsize=128)
def drawn(name: str, number: int) -> Figure:
    return draws(number)[name]()


BOTH_WIDTHS = (
    "evidence_map", "strong_vs_anecdotal", "evidence_over_time", "harvest", "directions", "claims", "claim_counts",
    "doses", "forest", "techniques", "bubbles", "albatross", "funnel", "risk_of_bias", "harms",
    "stability", "reliability", "sources", "prisma",
)  # fmt: skip
NAMES = (*BOTH_WIDTHS, *(f"{name}_85" for name in BOTH_WIDTHS))
