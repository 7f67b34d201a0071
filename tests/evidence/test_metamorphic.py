"""What happens to a verdict when the evidence changes: as a methodologist would expect, or not at all.

Each test is named in the words of the rule it tests; all studies are invented.
"""

import hashlib
import json

import pytest

import touchstone
from touchstone.evidence import judge, rulings
from touchstone.evidence.bodies import LEVELS


def _vote(vote="benefit", tier="randomised", n=100, sham=False, name="x", reason="its results agree", **more):
    sign = vote if vote in ("benefit", "worse") else "unknown"
    return {
        "study_id": name,
        "vote": vote,
        "tier": tier,
        "sample_size": n,
        "sham": sham,
        "sign": sign,
        "reason": reason,
    } | more


def _judge(review, votes, silent=(), outcome="pain", broad=False):
    return judge(votes, list(silent), review.protocol.vocabulary.outcome[outcome], review.protocol.strength, broad)


def _all(review, votes, silent=()):
    outcome = review.protocol.vocabulary.outcome["pain"]
    main = judge(votes, list(silent), outcome, review.protocol.strength)
    return {name: said for name, (said, _) in rulings(main, votes, review.protocol.strength, silent, outcome).items()}


def _level(verdict):
    return LEVELS.index(verdict.certainty)


BODIES = [
    [_vote(n=n) for n in sizes] + [_vote("no_difference", n=n) for n in nulls]
    for sizes, nulls in [
        ((60, 80, 100), ()),
        ((300, 400, 200), (150,)),
        ((50,) * 8, (60, 60)),
        ((900, 900), (30,)),
        ((40,), ()),
    ]
]


@pytest.mark.parametrize("votes", BODIES)
def test_removing_any_study_that_agrees_never_raises_certainty(review, votes):
    whole = _judge(review, votes)
    for place, vote in enumerate(votes):
        rest = votes[:place] + votes[place + 1 :]
        if vote["vote"] == whole.direction and rest:
            assert _level(_judge(review, rest)) <= _level(whole)


@pytest.mark.parametrize("votes", BODIES)
def test_flipping_the_only_or_every_direction_turns_the_direction(review, votes):
    turned = [vote | {"vote": {"benefit": "worse"}.get(vote["vote"], vote["vote"])} for vote in votes]
    before, after = _judge(review, votes), _judge(review, turned)
    assert (before.direction, after.direction) == ("benefit", "worse")
    assert before.certainty == after.certainty


def test_flipping_one_direction_of_four_costs_nothing_and_of_three_a_step_and_of_two_makes_a_conflict(review):
    def flipped(of):
        return _judge(review, [_vote("worse", n=1000)] + [_vote(n=1000)] * (of - 1), outcome="length_of_stay")

    assert (flipped(4).certainty, flipped(3).certainty) == ("moderate", "low")
    assert (flipped(2).strength, flipped(2).direction) == ("conflicting", "mixed")


@pytest.mark.parametrize("votes", BODIES)
def test_doubling_every_sample_never_lowers_certainty_and_never_moves_the_direction(review, votes):
    doubled = [vote | {"sample_size": 2 * vote["sample_size"]} for vote in votes]
    before, after = _judge(review, votes), _judge(review, doubled)
    assert _level(after) >= _level(before)
    assert after.direction == before.direction


def test_doubling_a_sample_past_the_information_size_takes_the_step_for_imprecision_back(review):
    small, large = (_judge(review, [_vote(n=n)] * 3) for n in (200, 400))
    assert (small.certainty, large.certainty) == ("low", "moderate")
    assert any("786" in reason for reason in small.reasons)
    assert not any("imprecision" in reason for reason in large.reasons)


@pytest.mark.parametrize("votes", BODIES)
def test_adding_a_null_trial_never_raises_certainty_of_a_benefit_by_agreement(review, votes):
    # as large as the smallest: it adds doubt, not people
    null = _vote("no_difference", n=min(vote["sample_size"] for vote in votes))
    before, after = _judge(review, votes), _judge(review, [*votes, null])
    if after.direction == "benefit" and len(votes) > 1:
        assert _level(after) <= _level(before) or sum(v["sample_size"] for v in votes) < 786
    assert after.direction in ("benefit", "mixed")


def test_adding_null_trials_until_they_outnumber_the_benefits_turns_the_verdict_by_way_of_conflict(review):
    found = [_judge(review, [_vote(n=300)] * 3 + [_vote("no_difference", n=300)] * nulls) for nulls in range(8)]
    said = [verdict.direction if verdict.strength != "conflicting" else "conflicting" for verdict in found]
    assert said[0] == "benefit"
    assert said[3] == "conflicting"
    assert said[-1] == "no_difference"


def test_a_large_trial_without_a_difference_outweighs_two_small_ones_with_a_benefit(review):
    small, large = [_vote(n=40)] * 2, _vote("no_difference", n=400)
    found = _judge(review, [*small, large])
    assert (found.strength, found.direction, found.certainty) == ("conflicting", "no_difference", "very_low")
    assert any("83% of the people" in reason and "large" in reason for reason in found.reasons)
    alike = _judge(review, [*small, _vote("no_difference", n=40)])
    assert alike.direction == "benefit"


def test_doubling_the_one_null_trial_takes_weight_from_the_benefit_until_the_verdict_turns(review):
    found = [_judge(review, [_vote(n=60)] * 3 + [_vote("no_difference", n=60 * 2**times)]) for times in range(5)]
    said = [verdict.direction for verdict in found]
    assert (said[0], said[-1]) == ("benefit", "no_difference")
    assert said == sorted(said)


def test_a_study_whose_size_is_not_told_never_outweighs_one_of_a_hundred_people(review):
    told, untold = _vote(n=100), _vote("no_difference", n=None)
    assert _judge(review, [told, untold, untold]).direction == "benefit"
    assert _judge(review, [_vote("no_difference", n=100), _vote(n=None), _vote(n=None)]).direction == "no_difference"


def test_where_the_rule_counts_studies_alone_size_moves_no_direction(review):
    strength = review.protocol.strength
    alike = strength.model_copy(update={"votes": strength.votes.model_copy(update={"weigh_by": "studies"})})
    votes = [_vote(n=40)] * 2 + [_vote("no_difference", n=4000)]
    said = [judge(votes, [], review.protocol.vocabulary.outcome["pain"], rule).direction for rule in (strength, alike)]
    assert said == ["no_difference", "benefit"]


def test_studies_that_are_all_mixed_lean_to_their_difference_and_conflict(review):
    halves = _vote("mixed", n=50, parts=("benefit", "no_difference"))
    found = _judge(review, [halves, halves])
    assert (found.strength, found.direction) == ("conflicting", "benefit")
    assert _judge(review, [halves]).direction == "mixed"
    torn = _vote("mixed", n=50, parts=("benefit", "worse"))
    assert _judge(review, [torn, torn]).direction == "mixed"


@pytest.mark.parametrize("votes", BODIES)
def test_ten_case_reports_move_no_rule_set_where_there_is_a_trial(review, votes):
    cases = [_vote(tier="anecdotal", n=1, name=f"case{n}") for n in range(10)]
    before, after = _judge(review, votes), _judge(review, votes + cases)
    assert (before.strength, before.direction, before.certainty) == (after.strength, after.direction, after.certainty)
    assert _all(review, votes) == _all(review, votes + cases)


def test_ten_case_reports_against_nothing_are_still_anecdotal(review):
    assert _judge(review, [_vote(tier="anecdotal", n=1)] * 10).strength == "anecdotal"


def test_the_order_of_studies_does_not_matter(review):
    for votes in BODIES:
        assert _judge(review, votes).strength == _judge(review, votes[::-1]).strength


def test_no_rule_set_but_the_ladder_of_designs_is_moved_up_by_splitting_the_studies(review):
    agree = _all(review, [_vote(n=300)] * 4)
    split = _all(review, [_vote(n=300)] * 2 + [_vote("worse", n=300)] * 2)
    assert split["grade_abstracts"] == split["back_review_group"] == split["back_review_group_75"] == "conflicting"
    assert split["ahrq_epc"] == "very_limited"
    assert agree["ocebm_2011"] == split["ocebm_2011"]


def test_every_rule_set_leaves_its_sentences_for_every_cell_with_a_vote(review):
    others = set(review.protocol.strength.rule_sets) - {review.protocol.strength.main}
    for cell in review.cells[review.cells["n_studies"] > 0].itertuples():
        assert set(cell.rule_reasons) == others
        assert all(cell.rule_reasons.values())
        assert cell.reasons


@pytest.mark.parametrize(("key", "old", "new"), [("optimal_smd: 0.2", "0.2", "0.5"), ("power: 0.80", "0.80", "0.20")])
def test_a_threshold_changed_in_the_yaml_changes_the_map(review, review_copy, key, old, new):
    path = review_copy / "protocol" / "strength.yml"
    (review_copy / "protocol" / "tagging_error.json").unlink(missing_ok=True)
    path.write_text(path.read_text().replace(key, key.replace(old, new), 1))
    looser = touchstone.open_review(review_copy).cells
    assert (looser["certainty"] == "moderate").sum() > (review.cells["certainty"] == "moderate").sum()


def test_steps_of_the_ahrq_domains_changed_in_the_yaml_change_its_verdicts(review, review_copy):
    path = review_copy / "protocol" / "strength.yml"
    (review_copy / "protocol" / "tagging_error.json").unlink(missing_ok=True)
    path.write_text(path.read_text().replace("    limitations_steps: 1", "    limitations_steps: 0"))
    looser = touchstone.open_review(review_copy).cells
    assert sum(v["ahrq_epc"] == "strong" for v in looser["verdicts"]) > sum(
        v["ahrq_epc"] == "strong" for v in review.cells["verdicts"]
    )


def test_appraisals_at_high_risk_cost_steps_and_at_low_risk_none(review):
    def judged(*risks):
        return _judge(review, [_vote(n=500, risk_of_bias=risk) for risk in risks])

    assert judged("low", "low", "low", "low").certainty == "high"
    assert judged("low", "low", "low", "high").certainty == "moderate"
    assert judged("low", "high", "high", "high").certainty == "low"
    assert judged("some", "some", "some", "low").certainty == "moderate"


def test_too_few_appraisals_lift_no_cap(review):
    votes = [_vote(n=500, risk_of_bias="low"), *[_vote(n=500)] * 3]
    found = _judge(review, votes)
    assert found.certainty == "moderate"
    assert any("1 of 4 appraised, too few to say" in reason for reason in found.reasons)


def test_a_retracted_study_moves_nothing_in_the_whole_review_but_the_note_about_it(review, review_copy):
    """Retracting a study and never having had it give the same cells, claims, harms and syntheses."""
    gone = "lib:cherkin2011lbp"
    folder = review_copy / "data" / "raw" / "massage-2026-11"
    path = folder / "records.jsonl"
    (review_copy / "protocol" / "tagging_error.json").unlink(missing_ok=True)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def opened(rows):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        manifest = json.loads((folder / "manifest.json").read_text())
        content = path.read_bytes()
        manifest["files"]["records.jsonl"] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        (folder / "manifest.json").write_text(json.dumps(manifest))
        return touchstone.open_review(review_copy)

    retracted = opened([row | ({"retracted": True} if row["record_id"] == gone else {}) for row in records])
    assert retracted.retracted["record_id"].tolist() == [gone]
    (study,) = retracted.studies[retracted.studies["study_id"] == gone].to_dict("records")
    assert not study["eligible"]
    assert "etract" in study["reason"]
    tables = {name: getattr(retracted, name) for name in ("votes", "cells", "harms_summary", "swim")}
    protocols = set(review.studies[review.studies["design"] == "protocol"]["study_id"])
    without = opened([row for row in records if row["record_id"] != gone])
    for name, table in tables.items():
        other = getattr(without, name)
        if name == "votes":
            # the protocol of a study that was taken back has had its report; the protocol of an absent one has not
            other = other[~other["study_id"].isin(protocols)].reset_index(drop=True)
            table = table[~table["study_id"].isin(protocols)].reset_index(drop=True)
        if name == "cells":
            silent = ["silent_ids", "n_silent", "n_protocols", "reasons", "rule_reasons", "stability"]
            keep = other["n_studies"] > 0
            other, table = other[keep].drop(columns=silent), table[table["n_studies"] > 0].drop(columns=silent)
            other, table = other.reset_index(drop=True), table.reset_index(drop=True)
        assert table.equals(other), name
