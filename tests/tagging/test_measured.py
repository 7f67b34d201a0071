"""Outcomes that a text is about though no result tells of them."""

import pytest

from touchstone.protocol import load_vocabulary
from touchstone.tables import Records
from touchstone.tagging import tag

METHODS = "Forty adults were randomised to dry brushing or usual care."


@pytest.fixture
def directions(record, vocabulary):
    def read(text, title):
        findings = tag(record(text, title=title), vocabulary).findings
        return {row.outcome: row.direction for row in findings.itertuples()}

    return read


def test_an_outcome_of_the_title_that_the_methods_take_up_is_kept_where_results_pass_over_it(directions):
    text = f"Methods: {METHODS} Sleep and pain were recorded. Results: Pain fell. Conclusion: More trials are needed."
    assert directions(text, "Dry brushing for sleep") == {"pain": "benefit", "sleep": "not_reported"}


def test_an_outcome_that_only_the_methods_of_a_digest_list_is_not(vocabulary):
    text = f"Methods: {METHODS} Sleep and pain were recorded. Results: Pain fell. Conclusion: More trials are needed."
    digest = Records.of([{"record_id": "one", "title": "A trial of dry brushing", "abstract": "", "digest": text}])
    assert set(tag(digest, vocabulary).findings.outcome) == {"pain"}


def test_an_outcome_that_a_published_abstract_declares_is_kept(directions):
    text = f"METHODS: {METHODS} The outcome measures were sleep and pain. RESULTS: Pain fell."
    assert directions(text, "A trial of dry brushing") == {"pain": "benefit", "sleep": "not_reported"}


def test_what_people_were_taken_for_is_no_measured_outcome(directions):
    text = "METHODS: Adults with poor sleep were assessed for eligibility and randomised. RESULTS: Pain fell."
    assert directions(text, "A trial of dry brushing") == {"pain": "benefit"}


def test_what_the_conclusion_says_of_a_measured_outcome_is_its_direction(directions):
    text = f"Methods: {METHODS} Fatigue was rated. Results: Pain fell. Conclusion: Dry brushing reduced fatigue."
    assert directions(text, "A trial of dry brushing") == {"pain": "benefit", "fatigue": "benefit"}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Maximal mouth opening was larger after dry brushing.", "range_of_motion"),
        ("Shoulder abduction improved.", "range_of_motion"),
        ("Handgrip was stronger after dry brushing.", "strength_performance"),
        ("Breathing rate fell.", "respiratory"),
        ("Severity of CIPN fell.", "neuropathy_symptoms"),
        ("The SF-36 physical functioning scale improved.", "function_disability"),
        ("Secretory IgA rose.", "immune_function"),
        ("Mother-infant interaction improved.", "other:parent_infant_interaction"),
        ("Mothers spoke of closeness, which improved.", "communication"),
        ("Opioid consumption fell.", "medication_use"),
        ("Walking speed improved.", "balance_gait"),
        ("Parasympathetic tone rose.", "heart_rate"),
        ("Well-being improved.", "other:wellbeing"),
        ("Distress fell.", "stress"),
        ("Milk production rose.", "other:breastfeeding"),
    ],
)
def test_outcomes_are_known_by_their_parts_scales_and_plain_words(record, text, outcome):
    findings = tag(record(f"Methods: {METHODS} Results: {text}", title="A trial"), load_vocabulary()).findings
    assert outcome in set(findings.outcome)


@pytest.mark.parametrize(
    "text",
    [
        "Growth hormone was higher after dry brushing.",
        "Sympathetic tone was lower after dry brushing.",
        "Those who squeezed a stress ball improved.",
    ],
)
def test_words_in_another_sense_are_no_outcome(record, text):
    findings = tag(record(f"Methods: {METHODS} Results: {text}", title="A trial"), load_vocabulary()).findings
    assert not {"weight_growth", "spasticity", "stress"} & set(findings.outcome)
