"""Coding stability: verdicts found again in each draw of the true codes, by the same rules as the map itself."""

import numpy as np
import pandas as pd
import pytest
from redrawn_tables import as_tables

from touchstone import evidence
from touchstone.accuracy import at_random, flawless
from touchstone.evidence.recounting import recount
from touchstone.evidence.redrawing import redraw
from touchstone.evidence.votes import PROTOCOL, YOUNG_PROTOCOL
from touchstone.tables import Appraisals, Findings, Studies

KEY = ["population", "outcome", "contrast"]


@pytest.fixture(scope="module")
def cells(review):
    return review.cells.drop(columns="stability")


def stability_under(review, cells, error, draws):
    rules = (review.protocol.review.eligibility, review.protocol.strength)
    counted = evidence.recounted(review.studies, review.findings, error, review.protocol.vocabulary, rules, draws)
    return evidence.stability(cells, review.votes, counted, review.protocol.vocabulary, review.protocol.strength)


def test_where_every_code_is_right_every_verdict_stands_in_every_draw(review, cells):
    found = stability_under(review, cells, flawless(review.tagging_error), 5)
    assert (found["stability"] == 1).all()
    assert (found["becomes_strength"] == "").all()


def test_with_appraisals_too_every_verdict_stands_where_every_code_is_right(review):
    protocol, ids = review.protocol, review.studies[review.studies["tier"] == "randomised"]["study_id"].tolist()
    rows = [
        {"study_id": s, "domain": "overall", "risk": ("low", "some", "high")[at % 3]} for at, s in enumerate(ids[::2])
    ]
    appraisals = Appraisals.of(rows)
    tables = (review.studies, review.findings)
    votes = evidence.gather_votes(*tables, review.links, appraisals, protocol.vocabulary, protocol.strength)
    rules = (protocol.vocabulary, protocol.strength)
    built = evidence.build_cells(votes, *tables, review.study_effects.iloc[:0], *rules)
    right = flawless(review.tagging_error)
    both = (protocol.review.eligibility, protocol.strength)
    counted = evidence.recounted(*tables, right, protocol.vocabulary, both, 2, appraisals=appraisals)
    assert (evidence.stability(built, votes, counted, *rules)["stability"] == 1).all()


def test_codes_drawn_blindly_turn_the_map_grey(review, cells):
    found = stability_under(review, cells, at_random(review.tagging_error), 40)
    judged = found[found["strength"] != "none"]
    assert judged["stability"].median() < 0.1
    assert judged["stability"].max() < 0.8
    assert (judged["becomes_strength"] != "").all()


def test_the_same_error_and_seed_give_the_same_shares(review, cells):
    one, other = (stability_under(review, cells, review.tagging_error, 20) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)


def test_most_verdicts_stand_more_often_than_under_blind_codes_and_less_often_than_under_right_ones(review, cells):
    found = stability_under(review, cells, review.tagging_error, 60)
    judged = found[found["strength"] != "none"]
    assert 0.4 < judged["stability"].mean() < 0.95


def slow_verdicts(review, studies, findings, effects):
    """The map built the ordinary way from tables; protocols without results stand where they stood."""
    protocol = review.protocol
    votes = evidence.cast_votes(studies, findings, protocol.vocabulary, protocol.strength)
    planned = review.votes[review.votes["reason"].isin([PROTOCOL, YOUNG_PROTOCOL])]
    votes = pd.concat([votes, planned], ignore_index=True)
    built = evidence.build_cells(votes, studies, findings, effects, protocol.vocabulary, protocol.strength)
    return {tuple(cell[k] for k in KEY): (cell["strength"], cell["direction"]) for cell in built.to_dict("records")}


def assert_draws_agree(review, cells, error, draws, studies, findings, seed):
    protocol = review.protocol
    rules = (protocol.review.eligibility, protocol.strength)
    redrawn = redraw(studies, findings, error, protocol.vocabulary, draws, seed)
    counted = recount(redrawn, protocol.vocabulary, *rules)
    quick, verdicts = evidence.judged(cells, review.votes, counted, protocol.vocabulary, protocol.strength)
    nothing = review.study_effects.iloc[:0]
    for draw in range(draws):
        slow = slow_verdicts(review, *as_tables(redrawn, draw, protocol.vocabulary, *rules), nothing)
        for at, key in enumerate(cells[KEY].itertuples(index=False, name=None)):
            assert verdicts[quick[at, draw]] == slow.get(key, ("none", "unclear")), (draw, key)


@pytest.mark.parametrize("blind", [False, True], ids=["measured", "blind"])
def test_each_draw_gives_the_verdicts_that_the_tables_of_that_draw_give(review, cells, blind):
    error = at_random(review.tagging_error) if blind else review.tagging_error
    assert_draws_agree(review, cells, error, 1, review.studies, review.findings, 7)


def test_reviews_of_invented_studies_get_the_same_verdicts_either_way(review):
    vocabulary, strength = review.protocol.vocabulary, review.protocol.strength
    rng = np.random.default_rng(11)
    studies, findings = invented(rng, review, 60)
    votes = evidence.cast_votes(studies, findings, vocabulary, strength)
    nothing = review.study_effects.iloc[:0]
    cells = evidence.build_cells(votes, studies, findings, nothing, vocabulary, strength)
    cells = cells[~cells["population"].isin(["hiv"])]
    assert_draws_agree(
        review, without_protocols(review, cells), at_random(review.tagging_error), 3, studies, findings, 3
    )


def without_protocols(review, cells):
    planned = review.votes[review.votes["reason"].isin([PROTOCOL, YOUNG_PROTOCOL])]
    taken = set(planned[KEY].itertuples(index=False, name=None))
    return cells[[key not in taken for key in cells[KEY].itertuples(index=False, name=None)]].reset_index(drop=True)


def invented(rng, review, n):
    """Studies and Findings with random codes, of no study that exists."""
    vocabulary = review.protocol.vocabulary
    codes = {name: sorted(getattr(vocabulary, name)) for name in ("population", "outcome", "comparator", "design")}
    studies, findings = [], []
    for number in range(n):
        study_id = f"invented:{number}"
        reader = rng.choice(["human:X", "machine"])
        studies.append(
            {
                "study_id": study_id,
                "record_ids": [study_id],
                "design": rng.choice([*codes["design"], *["rct"] * 10]),
                "sample_size": None if rng.random() < 0.2 else int(rng.integers(1, 400)),
                "population": sorted(set(rng.choice(codes["population"][:12], size=2).tolist())),
                "comparator": sorted(set(rng.choice(codes["comparator"], size=rng.integers(1, 3)).tolist())),
                "intervention": ["foot"] if rng.random() < 0.9 else [],
                "retracted": bool(rng.random() < 0.05),
                "facet_source": dict.fromkeys(("design", "population", "intervention", "n_analysed"), reader),
            }
        )
        for result in range(rng.integers(0, 6)):
            findings.append(
                {
                    "finding_id": f"{study_id}#{result}",
                    "record_id": study_id,
                    "outcome": rng.choice(codes["outcome"][:8]),
                    "direction": rng.choice(["benefit", "no_difference", "worse", "mixed", "not_reported"]),
                    "basis": rng.choice(["between_group", "between_group", "within_group", "narrative"]),
                    "contrast": rng.choice(["efficacy", "efficacy", "comparative", ""]),
                    "comparator": rng.choice(["", "sham_or_light_touch", "usual_care"]),
                    "coded_by": reader,
                }
            )
    rules = (review.protocol.review.eligibility, review.protocol.strength)
    plain = redraw(Studies.of(studies), Findings.of(findings), flawless(review.tagging_error), vocabulary, 1, 0)
    return as_tables(plain, 0, vocabulary, *rules)


def test_bodies_of_votes_cover_every_draw_once(review):
    rules = (review.protocol.review.eligibility, review.protocol.strength)
    tables = (review.studies, review.findings, review.tagging_error, review.protocol.vocabulary, rules)
    counted = evidence.recounted(*tables, draws=50)
    found = list(evidence.bodies(counted, ["multiple_sclerosis"], ["fatigue"], "efficacy"))
    assert sum(n for _, n in found) == 50
    assert all(row["outcome"] == "fatigue" for body, _ in found for row in body)
