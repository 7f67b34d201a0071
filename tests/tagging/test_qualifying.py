"""Results that a sentence takes back in part; every sentence here is made for the test."""

import pytest

from touchstone.tagging import rollup, tag


@pytest.fixture
def told(record, vocabulary):
    def read(text):
        methods = "Methods: Sixty adults were randomly assigned to massage or usual care."
        findings = tag(record(f"{methods} Results: {text}", title="A randomised trial"), vocabulary).findings
        return {(row.outcome, row.direction) for row in rollup(findings).itertuples()}

    return read


@pytest.mark.parametrize(
    "text",
    [
        "Pain was reduced at 48 h but not at 24 h.",
        "Pain was lower at eight weeks with no difference at six months.",
        "Pain dropped within sessions; no lasting change was seen.",
        "The gains in pain had gone by week 12.",
        "Massage was superior to no treatment for pain but not to active treatment.",
        "The immediate effect on pain was significant, the long-term effect was not.",
        "Three of five trials reported significant improvement in pain.",
        "One trial found less pain, while another found no difference.",
        "Four trials found benefit for pain and three did not.",
    ],
)
def test_what_is_taken_back_for_a_time_a_comparator_or_some_trials_is_mixed(told, text):
    assert told(text) == {("pain", "mixed")}


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Pain scores were 4.1 before and 2.0 after treatment (P < .001).", "benefit"),
        ("Pain was 30% less in the massaged leg.", "benefit"),
        (
            "Mean pain scores were 2.3 (1.1) and 5.4 (1.6) in the intervention and control groups, respectively.",
            "benefit",
        ),
        ("The adjusted mean difference in pain was -0.3 (-0.9 to 0.4).", "no_difference"),
        ("The comparison favoured massage for pain.", "benefit"),
        ("Control patients fared better on pain.", "worse"),
        ("No group-by-time interaction was observed for pain.", "no_difference"),
        ("Except for pain, all symptoms improved.", "no_difference"),
        ("All trials reported significant improvement in pain.", "benefit"),
        ("In all patients pain disappeared.", "benefit"),
        ("Pain, one of the two primary outcomes, was reduced (p=0.01).", "benefit"),
        ("In this trial pain was reduced within three weeks, and two had no adverse effects.", "benefit"),
        ("Pain fell to a level comparable to that of healthy people and similar to norms.", "benefit"),
        ("More women in the massage group had an improvement in pain.", "benefit"),
        ("Fewer women in the massage group had an improvement in pain.", "worse"),
    ],
)
def test_numbers_winners_and_exceptions_say_which_way(told, text, direction):
    assert ("pain", direction) in told(text)


def test_without_affecting_is_no_difference(told):
    assert told("Massage reduced pain without affecting sleep.") == {("pain", "benefit"), ("sleep", "no_difference")}


def test_a_small_effect_that_is_not_significant_leaves_the_large_one_standing(told):
    assert told("There was a large effect on pain (d = 0.85) and a small, nonsignificant effect on sleep.") == {
        ("pain", "benefit"),
        ("sleep", "no_difference"),
    }
