"""One cell, claim or study as JupyterLab shows it."""

from __future__ import annotations

import pandas as pd
import pytest

from touchstone.display import table_html
from touchstone.errors import InputError

ATTACK = "<img src=x onerror=alert(1)>"


def test_a_cell_shows_its_verdict_reasons_and_sentences(review):
    here = review.cells[review.cells["n_studies"] > 2].iloc[0]
    view = review.cell(here["population"], here["outcome"], here["contrast"])
    assert len(view.behind) == here["n_studies"] + here["n_silent"]
    assert all(reason[1:].rstrip(".") in repr(view) for reason in here["reasons"])
    assert view.verdict in view._repr_html_()
    assert (view.behind["sentence"] != "").any()


def test_a_claim_and_a_study_show_what_is_behind_them(review):
    claim = review.claims[review.claims["sentences"].map(bool)].iloc[0]
    view = review.claim(claim["claim_id"])
    assert view.heading == claim["text"]
    assert len(view.behind) == len(claim["sentences"])
    study = review.studies[review.studies["layer"] == "primary"].iloc[0]
    assert study["title"] in repr(review.study(study["study_id"]))


def test_what_does_not_exist_is_said_with_the_nearest(review):
    with pytest.raises(InputError, match="did you mean cancer"):
        review.cell("cancr", "pain")
    with pytest.raises(InputError, match="claim 'nothing at all'"):
        review.claim("nothing at all")


def test_text_stays_text_in_a_view(review):
    from dataclasses import replace

    view = review.study(review.studies["study_id"].iloc[0])
    attacked = replace(view, heading=ATTACK, under=ATTACK, sentences=(ATTACK,), behind=pd.DataFrame({ATTACK: [ATTACK]}))
    assert "<img" not in attacked._repr_html_()


def test_a_sortable_table_is_the_plain_table_where_scripts_are_taken_out():
    frame = pd.DataFrame({"title": ["b", ATTACK], "people": [10, 9]})
    plain, sortable = table_html(frame, "Studies"), table_html(frame, "Studies", sortable=True)
    assert "<img" not in sortable
    assert plain.split("<table")[1] == sortable.split("<table")[1].partition("<script>")[0]
