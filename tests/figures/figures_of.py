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
    return {
        "evidence_map": lambda: figures.evidence_map(cells, vocabulary),
        "strong_vs_anecdotal": lambda: figures.strong_vs_anecdotal(cells),
        "evidence_over_time": lambda: figures.evidence_over_time(studies),
        "harvest": lambda: figures.harvest_plot(votes, studies, vocabulary, most),
        "directions": lambda: figures.effect_direction_plot(votes, studies, vocabulary, most),
        "claims": lambda: figures.claims_chart(invented.claims(number)),
        "claim_counts": lambda: figures.claims_overview(invented.claims(number), by="made_in"),
        "doses": lambda: figures.dose_overview(studies),
        "forest": lambda: figures.forest(effects, pool(effects["g"], effects["variance"])),
        "techniques": lambda: figures.technique_by_outcome(votes, studies, vocabulary),
        "sources": lambda: figures.sources_flow(invented.flow_counts(number)),
        "prisma": lambda: figures.prisma_flow(invented.prisma_counts()),
    } | {
        name + suffix: partial(draw, width=width)
        for suffix, width in (("", 180.0), ("_85", 85.0))
        for name, draw in {
            "bubbles": partial(figures.bubble_map, cells, vocabulary, outcome="pain"),
            "albatross": partial(figures.albatross, invented.points(number)),
            "funnel": partial(figures.funnel, many, pool(many["g"], many["variance"])),
            "risk_of_bias": partial(figures.risk_of_bias, invented.appraisals(number)),
        }.items()
    }


@lru_cache(maxsize=64)
def drawn(name: str, number: int) -> Figure:
    return draws(number)[name]()


NAMES = (
    "evidence_map", "strong_vs_anecdotal", "evidence_over_time", "harvest", "directions", "claims", "claim_counts",
    "doses", "forest", "techniques", "sources", "prisma", "bubbles", "bubbles_85", "albatross", "albatross_85",
    "funnel", "funnel_85", "risk_of_bias", "risk_of_bias_85",
)  # fmt: skip
