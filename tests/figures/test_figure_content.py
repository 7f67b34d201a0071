"""What each figure says is what its table says."""

from __future__ import annotations

import re

import invented
import pandas as pd
import pytest
from figures_of import NAMES, draws, tables
from matplotlib.figure import Figure
from matplotlib.text import Text

from touchstone import figures
from touchstone.errors import InputError
from touchstone.pooling import pool
from touchstone.tables import Cells, Claims, Studies, Votes

VOCABULARY = invented.vocabulary()


def words_of(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def said(figure: Figure) -> str:
    return " ".join(words_of(figure)).replace("\u00a0", " ")


def cell(population: str = "cipn", outcome: str = "pain", **more: object) -> dict:
    plain = {
        "contrast": "efficacy", "strength": "limited", "direction": "benefit", "n_studies": 2, "n_participants": 77,
        "n_silent": 0, "study_ids": ["a", "b"],
    }  # fmt: skip
    return {"population": population, "outcome": outcome, **plain, **more}


def vote(study: str, vote: str = "benefit", **more: object) -> dict:
    plain = {"population": "cipn", "outcome": "pain", "contrast": "efficacy", "tier": "randomised", "sample_size": 20}
    return {"study_id": study, "vote": vote, **plain, "sham": False, **more}


def study(study_id: str, **more: object) -> dict:
    plain = {"year": 2004, "first_author": "Ek A", "tier": "randomised", "layer": "primary", "eligible": True}
    return {"study_id": study_id, "sample_size": 20, **plain, **more}


@pytest.mark.parametrize("name", ["evidence_map", "strong_vs_anecdotal", "evidence_over_time", "claims", "doses"])
def test_an_empty_table_gives_an_honest_empty_figure(name: str) -> None:
    draw = {
        "evidence_map": lambda: figures.evidence_map(Cells.empty(), VOCABULARY),
        "strong_vs_anecdotal": lambda: figures.strong_vs_anecdotal(Cells.empty()),
        "evidence_over_time": lambda: figures.evidence_over_time(Studies.empty()),
        "claims": lambda: figures.claims_chart(Claims.empty()),
        "doses": lambda: figures.dose_overview(Studies.empty()),
    }[name]
    assert re.search(r"\b(0|no)\b", draw().touchstone_alt)


def test_a_population_without_studies_is_drawn_as_that() -> None:
    args = (Votes.empty(), Studies.empty(), VOCABULARY, "lupus")
    assert "No study" in said(figures.harvest_plot(*args))
    assert "0 studies" in said(figures.effect_direction_plot(*args))
    assert "0 studies" in said(figures.effect_direction_plot(*args, ["pain"]))
    assert figures.technique_by_outcome(*args[:3]).touchstone_alt.startswith("Matrix of 0 techniques")


def test_the_map_counts_a_study_once_a_row_and_says_what_it_leaves_out() -> None:
    rows = [cell(), cell(outcome="sleep", study_ids=["a", "c"]), cell("lupus", n_studies=1, study_ids=["d"])]
    figure = figures.evidence_map(Cells.of(rows), VOCABULARY, min_studies=2)
    assert "3" in words_of(figure)
    assert "Left out for want of room or studies: 1 population" in said(figure)
    assert "Lupus" not in said(figure)
    assert "Nothing is left out." in said(figures.evidence_map(Cells.of(rows), VOCABULARY, min_studies=1))


def test_the_map_shows_people_at_large_only_when_asked() -> None:
    cells = Cells.of([cell(), cell("any", n_studies=9, study_ids=list("abcdefghi"))])
    assert "People at large" not in said(figures.evidence_map(cells, VOCABULARY))
    assert "People at large" in said(figures.evidence_map(cells, VOCABULARY, rows=["any"]))


def test_a_blank_means_not_collected_unless_the_set_was_searched() -> None:
    cells = Cells.of([cell()])
    assert "no study in this set" in said(figures.evidence_map(cells, VOCABULARY))
    assert "no study found" in said(figures.evidence_map(cells, VOCABULARY, searched=True))


def test_a_map_of_an_unknown_contrast_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="efficacy, comparative, dose_or_technique"):
        figures.evidence_map(Cells.of([cell()]), VOCABULARY, contrast="efficcy")


def test_codes_outside_the_vocabulary_have_a_readable_label_and_a_group() -> None:
    figure = figures.evidence_map(Cells.of([cell("other:scar_tissue", "other:scar_quality")]), VOCABULARY)
    assert "scar tissue (other)" in said(figure)
    assert "Other populations" in said(figure)


def test_strong_has_its_row_even_where_no_cell_is_strong() -> None:
    figure = figures.strong_vs_anecdotal(Cells.of([cell(), cell("any"), cell("lupus", contrast="comparative")]))
    assert "Strong" in words_of(figure)
    assert "strong 0; moderate 0; limited 1 (1 benefit)" in figure.touchstone_alt


def test_studies_without_a_year_are_counted_under_the_chart() -> None:
    figure = figures.evidence_over_time(Studies.of([study("a"), study("b", year=None), study("c", layer="review")]))
    assert "Year unknown: 1 study" in said(figure)
    assert "2 primary studies and 1 review, 2004" in said(figure)


def test_a_study_that_does_not_count_is_in_no_chart() -> None:
    frame = Studies.of([study("a"), study("b", eligible=False, year=1950)])
    assert "1 primary study" in said(figures.evidence_over_time(frame))
    assert "1950" not in said(figures.evidence_over_time(frame))
    assert "1 primary study" in said(figures.dose_overview(frame))


def test_a_harvest_plot_names_every_study_and_says_whose_size_is_not_told() -> None:
    votes = Votes.of([vote("a"), vote("b", "worse", sample_size=None), vote("c", "")])
    studies = Studies.of([study("a"), study("b", first_author="Lund B"), study("c", first_author="Jell C")])
    text = said(figures.harvest_plot(votes, studies, VOCABULARY, "cipn"))
    assert "Ek" in text
    assert "2004 (20)" in text
    assert "Lund" in text
    assert "Jell" not in text
    assert "2 studies, n = 20 (1 not told)" in text
    assert "Without a vote: 1 result" in text


def test_an_effect_direction_plot_turns_its_pages_and_counts_over_all_of_them() -> None:
    names = [f"s{i:02d}" for i in range(7)]
    votes = Votes.of([vote(name, "benefit" if i < 5 else "worse") for i, name in enumerate(names)])
    studies = Studies.of([study(name, year=2000 + i) for i, name in enumerate(names)])
    args = (votes, studies, VOCABULARY, "cipn")
    last = figures.effect_direction_plot(*args, page=3, rows_per_page=3)
    assert "page 3 of 3" in said(last)
    assert "Ek 2006" in words_of(last)
    assert "Ek 2000" not in words_of(last)
    assert {"5", "2"} <= set(words_of(last))
    with pytest.raises(InputError, match="no page 4; pages run from 1 to 3"):
        figures.effect_direction_plot(*args, page=4, rows_per_page=3)


def test_a_claim_stands_in_every_text_that_makes_it() -> None:
    row = {"claim_id": "c", "text": "It helps.", "type": "efficacy", "made_in": ["one", "two"], "strength": "limited"}
    claims = Claims.of([{**row, "finding": "favours", "n_studies": 41}])
    figure = figures.claims_chart(claims, by="made_in", texts={"one": "A handout", "two": "A web page"})
    assert words_of(figure).count("It helps.") == 2
    assert {"A handout (1)", "A web page (1)"} <= set(words_of(figure))
    assert words_of(figures.claims_chart(claims)).count("41") == 1
    with pytest.raises(InputError, match="'type' or 'made_in'"):
        figures.claims_chart(claims, by="text")


def test_the_claims_at_a_glance_add_up_to_all_claims() -> None:
    claims = invented.claims(70)
    numbers = [
        int(n)
        for n in re.findall(
            r"(\d+) (?:favours|little|against|inconclusive|not in)", figures.claims_overview(claims).touchstone_alt
        )
    ]
    assert sum(numbers) == 70


def test_every_claim_is_on_one_of_the_pages() -> None:
    claims = invented.claims(70).assign(text=[f"Claim number {i:03d} of them." for i in range(70)])
    assert figures.claims_chart(claims, rows_per_page=30).touchstone_pages == 3
    text = " ".join(said(figures.claims_chart(claims, page=page, rows_per_page=30)) for page in (1, 2, 3))
    assert all(f"Claim number {i:03d}" in text for i in range(70))


def test_a_dose_stands_where_its_minutes_and_sessions_say() -> None:
    """Of 20 minutes, 8 times: the column ends with 20, the row begins with 8."""
    figure = figures.dose_overview(Studies.of([study("a", session_minutes=20, n_sessions=8, sample_size=None)]))
    at = {text.get_text(): text.get_position() for text in figure.findobj(Text)}
    first_bar = min(text.get_position()[0] for text in figure.findobj(Text) if text.get_text().startswith("Randomised"))
    [dose] = [
        t.get_position() for t in figure.findobj(Text) if t.get_text() == "1" and 22 < t.get_position()[0] < first_bar
    ]
    assert dose[0] == pytest.approx(at["11–20"][0])
    assert dose[1] == pytest.approx(at["8–11"][1], abs=0.5)


def test_a_forest_plot_weighs_as_the_pooling_does() -> None:
    effects = pd.DataFrame({"study": ["A", "B", "C"], "g": [0.2, 0.5, 0.9], "variance": [0.04, 0.04, 0.12]})
    pooled = pool(effects["g"], effects["variance"], method="EE", hartung_knapp=False)
    figure = figures.forest(effects, pooled)
    assert {"42.9%", "14.3%"} <= set(words_of(figure))
    assert f"{pooled.estimate:.2f} ({pooled.ci_low:.2f} to {pooled.ci_high:.2f})" in words_of(figure)
    assert "Prediction interval" in words_of(figure)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"g": None}, "no column 'g'"),
        ({"variance": [0.04, 0.0]}, r"row 1 \(B\)"),
        ({"g": [float("nan"), 0.5]}, r"row 0 \(A\)"),
    ],
)
def test_a_forest_plot_refuses_what_was_not_pooled(change: dict, message: str) -> None:
    effects = pd.DataFrame({"study": ["A", "B"], "g": [0.2, 0.5], "variance": [0.04, 0.09]})
    pooled = pool(effects["g"], effects["variance"])
    wrong = effects.drop(columns="g") if change == {"g": None} else effects.assign(**change)
    with pytest.raises(InputError, match=message):
        figures.forest(wrong, pooled)
    with pytest.raises(InputError, match="1 effects, but 2 were pooled"):
        figures.forest(effects.head(1), pooled)


def test_techniques_count_a_study_once_and_a_benefit_only_where_all_its_votes_agree() -> None:
    votes = Votes.of([vote("a"), vote("a", "worse", population="lupus"), vote("b")])
    studies = Studies.of([study("a", intervention=["foot"]), study("b", intervention=["foot", "hand"])])
    figure = figures.technique_by_outcome(votes, studies, VOCABULARY, min_studies=1)
    assert "Foot for pain: 2 studies, 1 with a benefit" in figure.touchstone_alt
    assert "Hand for pain: 1 study, 1 with a benefit" in figure.touchstone_alt


def test_a_flow_whose_boxes_do_not_add_up_is_refused() -> None:
    counts = invented.flow_counts()
    counts.loc[counts["box"] == "primary", "n"] += 1
    with pytest.raises(InputError, match="studies holds 438, but what comes out of it adds up to 439"):
        figures.sources_flow(counts)


def test_a_flow_with_an_unknown_parent_or_a_missing_column_is_refused() -> None:
    counts = invented.flow_counts()
    with pytest.raises(InputError, match="comes out of 'nowhere'"):
        figures.sources_flow(counts.assign(parent=["", *["nowhere"] * (len(counts) - 1)]))
    with pytest.raises(InputError, match="no column 'reason'"):
        figures.sources_flow(counts.drop(columns="reason"))


def test_a_flow_prints_each_number_of_its_table_and_adds_the_reasons_of_one_label() -> None:
    text = said(figures.sources_flow(invented.flow_counts()))
    assert "Kept as context, outside the cells (n = 48)" in text
    assert "a protocol: a study not yet reported (n = 22)" in text
    assert "Further reports of the same study (n = 4)" in text
    prisma = words_of(figures.prisma_flow(invented.prisma_counts()))
    assert {"Identification", "Screening", "Included"} <= set(prisma)


@pytest.mark.parametrize("name", NAMES)
def test_drawing_leaves_the_tables_as_they_were(name: str) -> None:
    before = [frame.copy(deep=True) for frame in tables(40)]
    draws(40)[name]()
    for frame, copy in zip(tables(40), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


def test_a_bubble_stands_where_its_direction_and_strength_say_and_the_rest_are_counted() -> None:
    cells = Cells.of([cell(code, n_participants=10 + n) for n, code in enumerate(invented.POPULATIONS[:30])])
    figure = figures.bubble_map(cells, VOCABULARY, outcome="pain", most=20)
    assert "and 10 smaller" in said(figure)
    assert "Limited: 30 benefit" in figure.touchstone_alt
    assert "0 populations" in figures.bubble_map(Cells.empty(), VOCABULARY, outcome="pain").touchstone_alt


def test_a_bubble_map_is_of_one_outcome_or_one_population() -> None:
    for both in ({}, {"outcome": "pain", "population": "cipn"}):
        with pytest.raises(InputError, match="not both"):
            figures.bubble_map(Cells.empty(), VOCABULARY, **both)


def test_an_albatross_plot_draws_what_is_known_and_counts_what_is_not() -> None:
    points = pd.DataFrame({"label": list("abc"), "n": [40, 80, None], "p": [0.01, 0.3, 0.04]})
    figure = figures.albatross(points.assign(sign=["benefit", "worse", "benefit"]))
    assert "Not drawn: 1 result" in said(figure)
    assert "1 on the side of benefit (1 with p below 0.05), 1 on the other (0" in figure.touchstone_alt
    with pytest.raises(InputError, match="no column 'sign'"):
        figures.albatross(points)


def test_the_contours_of_an_albatross_plot_are_where_a_t_test_s_p_value_is() -> None:
    from scipy import stats

    n, size = 200, 0.5
    p = 2 * stats.norm.sf(size / (4 / n + size**2 / (2 * n)) ** 0.5)
    z = stats.norm.isf(p / 2)
    assert (4 / size**2 + 0.5) * z**2 == pytest.approx(n, rel=1e-6)


def test_a_funnel_plot_is_refused_below_ten_studies() -> None:
    few = invented.effects(9)
    with pytest.raises(InputError, match="below 10"):
        figures.funnel(few, pool(few["g"], few["variance"]))


def test_the_lights_are_those_of_the_appraisals_and_an_unknown_judgement_is_refused() -> None:
    rows = pd.DataFrame(
        [{"study_id": "a", "label": "Ek 2004", "tool": "rob2", "domain": d, "judgement": j}
         for d, j in (("D1", "low"), ("overall", "high"))]
    )  # fmt: skip
    assert figures.risk_of_bias(rows).touchstone_alt.endswith("D1: low 1. Overall: high 1.")
    with pytest.raises(InputError, match="'green' is unknown"):
        figures.risk_of_bias(rows.assign(judgement="green"))
    with pytest.raises(InputError, match="appraised with: rob2"):
        figures.risk_of_bias(rows, tool="robins_i")
