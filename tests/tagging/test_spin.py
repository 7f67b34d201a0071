"""Spin on invented abstracts: a null or missing primary comparison beside a conclusion that claims efficacy."""

import pytest

from touchstone.tagging import tag

METHODS = "Methods: Forty adults were randomised to dry brushing or usual care. The primary outcome was pain. "
NULL = "Results: Pain did not differ between groups (p=0.41). Sleep improved (p=0.01). "


@pytest.fixture
def spin(record, vocabulary):
    def read(text, **more):
        findings = tag(record(**({"abstract": text} | more), title="A randomised trial"), vocabulary).findings
        return dict(zip(findings.outcome, findings.spin, strict=True))

    return read


def test_a_null_primary_result_with_a_claim_of_efficacy_is_spin(spin):
    assert spin(METHODS + NULL + "Conclusion: Dry brushing is effective and should be offered.")["pain"] == "yes"


def test_a_primary_result_within_one_group_only_is_no_comparison_and_the_claim_is_spin(spin):
    text = METHODS + "Results: Pain improved from baseline in both groups. Conclusion: Dry brushing reduces pain."
    assert spin(text)["pain"] == "yes"


@pytest.mark.parametrize(
    "conclusion",
    [
        "Dry brushing was not effective for pain.",
        "Dry brushing had no effect on pain.",
        "Dry brushing may help some people.",
        "It is unclear whether dry brushing improves pain.",
        "The groups improved equally.",
    ],
)
def test_a_conclusion_that_denies_or_hedges_is_no_spin(spin, conclusion):
    assert spin(METHODS + NULL + "Conclusion: " + conclusion)["pain"] == "no"


def test_a_claim_that_the_primary_result_bears_out_is_no_spin(spin):
    text = METHODS + "Results: Pain was lower with dry brushing than with usual care (p=0.01). "
    assert spin(text + "Conclusion: Dry brushing is effective.")["pain"] == "no"


def test_only_the_primary_outcome_is_judged(spin):
    assert spin(METHODS + NULL + "Conclusion: Dry brushing is effective.")["sleep"] == "not_assessable"


def test_a_secondary_outcome_named_beside_it_is_not_primary(spin):
    methods = METHODS.replace("was pain.", "was sleep; secondary outcomes included pain.")
    text = methods + "Results: Sleep was better than with usual care (p=0.01). Pain did not differ (p=0.4). "
    read = spin(text + "Conclusion: Dry brushing is effective.")
    assert (read["sleep"], read["pain"]) == ("no", "not_assessable")


def test_spin_cannot_be_judged_on_a_digest(spin):
    text = METHODS + NULL + "Conclusion: Dry brushing is effective and should be offered."
    assert set(spin("", digest=text).values()) == {"not_assessable"}


def test_the_claim_is_kept_with_its_words(record, vocabulary):
    text = METHODS + NULL + "Conclusion: More was hoped for. Dry brushing is effective."
    tags = tag(record(text, title="A randomised trial"), vocabulary).tags
    told = tags[tags.facet == "spin"]
    assert told[["value", "quote", "section"]].to_dict("records") == [
        {"value": "yes", "quote": "Dry brushing is effective.", "section": "Conclusion"}
    ]
