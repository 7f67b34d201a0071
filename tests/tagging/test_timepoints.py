import pytest

from touchstone.tagging import tag
from touchstone.tagging.timepoints import time_of


def when(text, word=""):
    low = text.lower()
    span = time_of(low, 0, len(low), low.find(word.lower()) if word else 0)
    return text[slice(*span)] if span else ""


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Pain fell at 8 weeks.", "8 weeks"),
        ("By week 12 pain had fallen.", "week 12"),
        ("Pain was lower at the six-month follow-up.", "six-month follow-up"),
        ("Pain fell immediately after treatment.", "immediately after"),
        ("Pain was lower three months later.", "three months later"),
        ("At the end of treatment pain was lower.", "the end of treatment"),
        ("Pain was measured in people aged 6 months.", ""),
        ("Treatment for six weeks lowered pain.", ""),
        ("Pain fell.", ""),
    ],
)
def test_when_a_result_was_measured_is_told_in_the_words_of_the_text(text, time):
    assert when(text, "pain") == time


def test_each_clause_has_its_own_time():
    text = "Pain fell at week 4, but sleep was better only at six months."
    assert (when(text, "pain"), when(text, "sleep")) == ("week 4", "six months")


def test_findings_of_one_outcome_are_told_apart_by_time(record, vocabulary):
    text = (
        "Methods: Forty adults were randomised. Results: Pain was lower at week 2 (p=0.01). "
        "Pain did not differ at week 8."
    )
    findings = tag(record(text), vocabulary).findings
    assert findings[["timepoint", "direction"]].to_dict("records") == [
        {"timepoint": "week 2", "direction": "benefit"}, {"timepoint": "week 8", "direction": "no_difference"}
    ]  # fmt: skip
