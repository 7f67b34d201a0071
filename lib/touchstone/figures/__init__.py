"""The review's figures: one function a figure, a table in, a matplotlib Figure out.

Every figure carries its caption and its alternative text, both written from the data: `fig.touchstone_caption` and
`fig.touchstone_alt`. Long ones turn pages: `fig.touchstone_pages` says how many there are. `show` puts a figure into a
notebook, `save` writes it as SVG, PDF and PNG, the same bytes each time.
matplotlib is imported when the first figure is drawn.

>>> from touchstone import figures
>>> "evidence_map" in dir(figures)
True
"""

from importlib import import_module

_HOMES = {
    "sources_flow": "flow",
    "prisma_flow": "prisma",
    "evidence_map": "cell_map",
    "strong_vs_anecdotal": "strengths",
    "evidence_over_time": "years",
    "harvest_plot": "harvest",
    "effect_direction_plot": "directions",
    "claims_chart": "ledger",
    "claims_overview": "claim_counts",
    "dose_overview": "doses",
    "forest": "effects",
    "bubble_map": "bubbles",
    "albatross": "scatter",
    "funnel": "scatter",
    "risk_of_bias": "appraisals",
    "harms_chart": "safety",
    "technique_by_outcome": "techniques",
    "stability_of_verdicts": "stability",
    "tag_reliability": "reliability",
    "save": "output",
    "show": "output",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"touchstone.figures.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'touchstone.figures' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
