import pytest

from touchstone.claims import build_claims, finding_of
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
