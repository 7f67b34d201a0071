from touchstone.tables import Findings
from touchstone.tagging import locate

TEXT = (
    "Aim: To learn whether dry brushing eases pain. Methods: Forty adults rated pain and sleep; fatigue was a further "
    "measure. Results: Pain fell by 2.31 points (p=0.004) at week 4. At week 8 pain was alike in both arms (p=0.40). "
    "Sleep did not differ. Conclusion: Dry brushing deserves study."
)


def found(record, vocabulary, text=TEXT, **finding):
    findings = Findings.of([{"finding_id": "test:1#1", "record_id": "test:1", **finding}])
    return locate(findings, record(digest=text), vocabulary).iloc[0]


def test_a_result_is_found_in_the_results_and_not_in_the_aim(record, vocabulary):
    row = found(record, vocabulary, outcome="pain", outcome_text="pain intensity", direction="benefit")
    assert row.quote == "Pain fell by 2.31 points (p=0.004) at week 4."
    assert (row.field, row.section, row.located_by) == ("digest", "Results", "machine")
    assert TEXT[row.start : row.end] == row.quote


def test_the_printed_p_tells_two_sentences_on_one_outcome_apart(record, vocabulary):
    row = found(record, vocabulary, outcome="pain", outcome_text="pain", p_text="0.40", direction="no_difference")
    assert row.quote.startswith("At week 8")


def test_a_rounded_effect_still_points_to_its_sentence(record, vocabulary):
    row = found(record, vocabulary, outcome="other:ease", outcome_text="ease", effect=-2.308, direction="benefit")
    assert row.quote.startswith("Pain fell by 2.31")


def test_what_was_measured_but_not_reported_is_found_in_the_methods(record, vocabulary):
    row = found(record, vocabulary, outcome="fatigue", outcome_text="fatigue", direction="not_reported")
    assert (row.section, row.located_by) == ("Methods", "machine")


def test_a_result_that_no_sentence_states_is_not_located(record, vocabulary):
    row = found(record, vocabulary, outcome="cortisol", outcome_text="salivary cortisol", direction="benefit")
    assert (row.located_by, row.quote, row.text_sha) == ("none", "", "")


def test_a_sweeping_null_states_an_outcome_it_does_not_name(record, vocabulary):
    text = "Results: Pain fell. No other measure differed between arms."
    row = found(record, vocabulary, text, outcome="cortisol", outcome_text="cortisol", direction="no_difference")
    assert row.quote == "No other measure differed between arms."


def test_a_sentence_that_a_person_chose_is_kept(record, vocabulary):
    mine = {"field": "digest", "start": 3, "end": 9, "quote": TEXT[3:9], "located_by": "human"}
    row = found(record, vocabulary, outcome="pain", outcome_text="pain", direction="benefit", **mine)
    assert (row.start, row.end, row.located_by) == (3, 9, "human")


def test_a_sentence_that_says_the_opposite_gives_way_to_one_that_fits(record, vocabulary):
    text = "Results: Pain fell with brushing (p<0.01). At week 8 the groups did not differ."
    row = found(record, vocabulary, text, outcome="pain", outcome_text="pain", direction="no_difference")
    assert row.quote == "At week 8 the groups did not differ."


def test_what_slid_back_is_found_where_the_text_says_it_of_what_it_named_before(record, vocabulary):
    text = "Results: Pain fell with brushing (p<0.01). At follow-up it had slid back and no longer differed (p=0.40)."
    row = found(record, vocabulary, text, outcome="pain", outcome_text="pain", direction="no_difference")
    assert row.quote.startswith("At follow-up")


def test_a_sentence_that_plainly_says_the_opposite_is_never_the_quotation(record, vocabulary):
    text = "Results: Pain fell with brushing (p<0.01)."
    row = found(record, vocabulary, text, outcome="pain", outcome_text="pain", direction="no_difference")
    assert (row.located_by, row.quote) == ("none", "")


def test_a_sentence_that_prints_the_coded_p_is_found_whatever_it_says(record, vocabulary):
    text = "Results: Pain fell with brushing (p=0.041)."
    row = found(
        record, vocabulary, text, outcome="pain", outcome_text="pain", p_text="0.041", direction="no_difference"
    )
    assert row.located_by == "machine"


def test_of_two_sentences_that_fit_the_one_that_tells_the_time_is_found(record, vocabulary):
    text = "Results: Pain was lower with brushing at week 4. Pain was lower with brushing at week 8."
    row = found(record, vocabulary, text, outcome="pain", outcome_text="pain", timepoint="8 weeks", direction="benefit")
    assert row.quote.endswith("week 8.")
