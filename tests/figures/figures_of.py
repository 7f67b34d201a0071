"""Every figure on the same invented tables, so that each rule can be held against all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

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
    effects = invented.effects(number)
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
    }


@lru_cache(maxsize=64)
def drawn(name: str, number: int) -> Figure:
    return draws(number)[name]()


NAMES = (
    "evidence_map", "strong_vs_anecdotal", "evidence_over_time", "harvest", "directions", "claims", "claim_counts",
    "doses", "forest", "techniques", "sources", "prisma",
)  # fmt: skip
