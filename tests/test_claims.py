import pandas as pd
import pytest

from touchstone import evidence
from touchstone.accuracy import at_random, flawless
from touchstone.claims import build_claims, finding_of
from touchstone.claims.fairly import say_instead
from touchstone.claims.settling import would_settle
from touchstone.protocol.models import Claim, Claims


def _ledger(review, **claims):
    texts = review.protocol.claims.texts
    first = next(iter(texts))
    made = {name: Claim(made_in=[first], text="x", **fields) for name, fields in claims.items()}
    ours = Claims(version="0", texts=texts, claims=made)
    protocol = type(review.protocol)(review.protocol.review, review.protocol.vocabulary, review.protocol.strength, ours)
    built = build_claims(protocol, review.votes, review.studies, review.findings, review.cells)
    return built.set_index("claim_id").to_dict("index")


FATIGUE = {"type": "efficacy", "population": ["multiple_sclerosis"], "outcome": ["fatigue"]}
NOTHING = {"type": "mechanism", "outcome": ["other:toxins"]}


def test_a_claim_has_the_verdict_of_its_cell(review):
    claim = _ledger(review, a=FATIGUE)["a"]
    cells = review.cells.set_index(["population", "outcome", "contrast"])
    cell = cells.loc[("multiple_sclerosis", "fatigue", "efficacy")]
    assert claim["cells"] == ("multiple_sclerosis/fatigue/efficacy",)
    assert (claim["strength"], claim["n_studies"]) == (cell["strength"], cell["n_studies"])


def test_a_chain_is_as_strong_as_its_weakest_link(review):
    ledger = _ledger(review, whole={"type": "mechanism", "chain": ["one", "two"]}, one=FATIGUE, two=NOTHING)
    assert ledger["two"]["finding"] == "not in this set"
    assert (ledger["whole"]["strength"], ledger["whole"]["finding"]) == ("none", "not in this set")
    assert "weakest link" in ledger["whole"]["verdict"]


def test_testimony_is_anecdotal_whatever_the_cells_say(review):
    claim = _ledger(review, a=FATIGUE | {"type": "experience", "testimony": "one person's letter"})["a"]
    assert (claim["strength"], claim["n_studies"], claim["studies_for"]) == ("anecdotal", 0, ())


def test_a_dose_claim_needs_a_comparison_of_doses(review):
    dose = FATIGUE | {"type": "dose_or_comparative", "contrast": "dose_or_technique"}
    claim = _ledger(review, a=dose)["a"]
    compared = review.votes[(review.votes["contrast"] == "dose_or_technique") & (review.votes["outcome"] == "fatigue")]
    assert claim["n_studies"] == (compared[compared["population"] == "multiple_sclerosis"]["vote"] != "").sum()


def test_only_the_named_studies_count_where_a_claim_names_them(review):
    voters = review.votes[(review.votes["population"] == "multiple_sclerosis") & (review.votes["outcome"] == "fatigue")]
    one = voters[voters["vote"] != ""]["study_id"].iloc[0]
    claim = _ledger(review, a=FATIGUE | {"only_studies": [one], "only_studies_reason": "it is about this one"})["a"]
    assert claim["n_studies"] == 1


def test_an_association_rests_on_context_studies_and_says_that_none_is_on_the_treatment(review):
    context = [{"record": "lib:koechlin2018emotion", "supports": "yes", "note": "x"}]
    claim = _ledger(review, a={"type": "association", "context": context})["a"]
    assert claim["context"] == ("lib:koechlin2018emotion",)
    assert "context" in claim["verdict"]


@pytest.mark.parametrize(
    ("evidence", "finding"),
    [
        (("limited", "benefit", "low", "randomised"), "favours"),
        (("very_limited", "benefit", "very_low", "uncontrolled"), "inconclusive"),
        (("anecdotal", "benefit", "very_low", "anecdotal"), "inconclusive"),
        (("conflicting", "mixed", "very_low", "randomised"), "inconclusive"),
        (("limited", "worse", "low", "randomised"), "inconclusive"),
        (("moderate", "worse", "moderate", "randomised"), "against"),
        (("very_limited", "no_difference", "very_low", "randomised"), "inconclusive"),
        (("limited", "no_difference", "low", "randomised"), "little_or_none"),
        (("none", "unclear", "not_assessed", ""), "not in this set"),
    ],
)
def test_the_finding_follows_from_direction_certainty_and_design(evidence, finding):
    assert finding_of(*evidence) == finding


def test_self_efficacy_in_multiple_sclerosis_rests_on_fifteen_people(review):
    cells = review.cells.set_index(["population", "outcome", "contrast"])
    cell = cells.loc[("multiple_sclerosis", "self_efficacy", "efficacy")]
    assert (cell["n_randomised"], cell["n_uncontrolled"], cell["strength"]) == (1, 1, "very_limited")
    assert "15 people" in cell["reasons"][0]
    assert cell["direction"] == "mixed"


def test_neuropathy_after_chemotherapy_is_never_strong_by_adding_up(review):
    cells = review.cells[(review.cells["population"] == "cipn") & (review.cells["contrast"] == "efficacy")]
    assert not cells["strength"].isin(["strong", "moderate"]).any()


def test_no_verdict_of_the_bundled_review_is_strong(review):
    assert not (review.cells["strength"] == "strong").any()
    assert not (review.claims["strength"] == "strong").any()


def test_testimony_and_context_are_in_no_cell(review):
    counted = {study for ids in review.cells["study_ids"] for study in ids}
    context = set(review.studies[review.studies["layer"] != "primary"]["study_id"])
    assert not counted & context


def test_every_claim_says_what_to_say_instead_and_what_would_settle_it(review):
    claims = review.claims
    assert (claims["say_instead"].str.len() > 20).all()
    assert (claims["would_settle"].str.len() > 20).all()


def test_one_trial_is_told_with_its_people_its_comparator_and_when_the_gain_had_gone(review):
    claim = _ledger(review, a={"type": "efficacy", "population": ["multiple_sclerosis"], "outcome": ["self_efficacy"]})
    said = claim["a"]["say_instead"]
    assert said.startswith("This is very uncertain: 1 randomised trial of 15 people, against waiting list: a benefit (")
    assert said.endswith("no difference (8 weeks after last treatment).")


def test_a_claim_carries_the_strength_under_every_rule_set(review):
    claim = _ledger(review, a=FATIGUE)["a"]
    assert set(claim["verdicts"]) == set(review.protocol.strength.rule_sets)
    assert claim["verdicts"][review.protocol.strength.main] == claim["strength"]


@pytest.mark.parametrize(
    ("claim", "settled"),
    [
        ({"type": "untestable"}, "No study"),
        ({"type": "experience"}, "controlled comparison"),
        ({"type": "association"}, "follows people over time"),
        ({"type": "safety", "outcome": ["other:harm"]}, "rule of three"),
        (FATIGUE | {"expects": "no_difference"}, "equivalence trial"),
        (FATIGUE | {"type": "prevention"}, "free of it at the start"),
        (FATIGUE | {"contrast": "dose_or_technique"}, "another form or dose"),
    ],
)
def test_what_would_settle_a_claim_follows_from_its_type(review, claim, settled):
    assert settled in _ledger(review, a=claim)["a"]["would_settle"]


def test_the_people_a_settling_trial_needs_follow_from_the_thresholds_of_the_rule(review):
    strength = review.protocol.strength
    finer = strength.rule_sets[strength.main].model_copy(update={"minimal_smd": 0.4})
    altered = strength.model_copy(update={"rule_sets": strength.rule_sets | {strength.main: finer}})
    claim = Claim(text="x", made_in=["y"], **FATIGUE)
    protocol = type(review.protocol)(review.protocol.review, review.protocol.vocabulary, altered, None)
    found = {"strength": "very_limited"}
    assert "126 people to see 0.5 SD" in would_settle(claim, found, review.protocol)
    assert "198 people to see 0.4 SD" in would_settle(claim, found, protocol)
    assert would_settle(claim, {"strength": "moderate"}, protocol).startswith("Appraisal in full text")
    assert would_settle(claim, {"strength": "conflicting"}, protocol).startswith("First an account of why")


def test_the_words_of_a_claim_rise_with_its_certainty():
    votes = pd.DataFrame(
        [{"study_id": s, "vote": "benefit", "tier": "randomised", "sample_size": 40, "sham": s == "a"} for s in "abc"]
    )
    said = [say_instead("favours", level, votes, None, None, None) for level in ("moderate", "low", "very_low")]
    assert [text.split(":")[0] for text in said] == ["This is probably so", "This may be so", "This is very uncertain"]
    assert said[0].endswith("3 randomised trials of 120 people in all; all report a benefit; 1 against a sham.")


def _stability_under(review, error, draws=20):
    rules = (review.protocol.review.eligibility, review.protocol.strength)
    counted = evidence.recounted(review.studies, review.findings, error, review.protocol.vocabulary, rules, draws)
    tables = (review.votes, review.studies, review.findings, review.cells)
    return build_claims(review.protocol, *tables, counted)["stability"].dropna()


def test_where_every_code_is_right_every_claim_stands(review):
    stability = _stability_under(review, flawless(review.tagging_error), 5)
    assert len(stability) > 50
    assert (stability == 1).all()


def test_codes_drawn_blindly_leave_few_claims_standing(review):
    assert _stability_under(review, at_random(review.tagging_error)).median() < 0.2


def test_what_no_study_tests_has_no_stability(review):
    claims = review.claims
    assert claims.loc[claims["strength"] == "none", "stability"].isna().all()
