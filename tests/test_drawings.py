"""Which figures a review has follows from what it holds."""

from __future__ import annotations

import copy

import pandas as pd
import pytest

from touchstone.drawings import figures_of


def _with(review, **tables):
    """The review with some of its tables replaced, and what follows from them computed anew."""
    own = copy.copy(review)
    own.__dict__ = {name: value for name, value in review.__dict__.items() if name not in ("_cells", "cells", "claims")}
    own.__dict__ |= {"stability": review.stability, **tables}
    return own


@pytest.fixture(scope="module")
def pooled_names(review):
    votes = review.votes
    cell = votes[(votes["population"] == "chronic_pain") & (votes["outcome"] == "pain")]
    voters = cell[(cell["contrast"] == "efficacy") & (cell["vote"] != "") & (cell["tier"] == "randomised")]
    effects = pd.DataFrame(
        {
            "study_id": voters["study_id"], "outcome": "pain", "contrast": "efficacy", "variance": 0.05,
            "g": [0.1 * place for place in range(len(voters))],
            "finding_id": [ids[0] for ids in voters["finding_ids"]],
        }
    )  # fmt: skip
    assert len(effects) >= 10
    return figures_of(_with(review, study_effects=effects))


def test_a_cell_whose_effects_are_pooled_has_a_forest_plot_and_of_ten_studies_a_funnel_plot(pooled_names):
    forest = pooled_names["forest_chronic_pain_pain_efficacy"]()
    assert forest.touchstone_title == "Pain in Chronic pain"
    assert "Funnel plot of" in pooled_names["funnel_chronic_pain_pain_efficacy"]().touchstone_alt


def test_nothing_is_pooled_that_has_no_comparable_effects(review):
    assert not [name for name in figures_of(review) if name.startswith(("forest", "funnel", "risk_of_bias"))]


def test_appraisals_are_drawn_where_there_are_any(review):
    rows = [
        {"study_id": "a", "label": "Ek 2004", "tool": tool, "domain": "overall", "judgement": "low"}
        for tool in ("rob2", "robins_i")
    ]
    names = figures_of(_with(review, appraisals=pd.DataFrame(rows)))
    assert {"risk_of_bias_rob2", "risk_of_bias_robins_i"} <= set(names)


def test_every_figure_of_the_review_can_be_drawn_at_the_width_of_one_column(review):
    for name, draw in figures_of(review, width=85.0).items():
        assert draw().get_figwidth() * 25.4 == pytest.approx(85.0), name
