import pandas as pd
import pytest

from touchstone import coding


@pytest.mark.parametrize(
    ("printed", "value", "relation"),
    [
        ("<0.05", 0.05, "<"),
        (".04", 0.04, "="),
        ("<= 0.05", 0.05, "<="),
        ("0.000", 0.001, "<"),
        ("p = .031", 0.031, "="),
        ("ns", None, ""),
        ("0.11 to 0.93", None, ""),
        ("significant after Bonferroni", None, ""),
        ("", None, ""),
    ],
)
def test_p_is_a_number_and_a_relation_or_stays_words(printed, value, relation):
    assert coding.parse_p(printed) == (value, relation)


@pytest.mark.parametrize(
    ("words", "comparators", "told"),
    [
        ("fatigue vs control", ("active_exercise", "no_treatment"), "no_treatment"),
        ("disability, massage 5.89 vs acupuncture 8.25", ("education", "other:acupuncture"), "other:acupuncture"),
        ("pain", ("active_exercise", "no_treatment"), ""),
        ("pain", ("waitlist",), "waitlist"),
        ("worse than usual care", ("usual_care", "sham_or_light_touch"), "usual_care"),
    ],
)
def test_the_comparator_of_a_result_is_told_by_its_words_or_by_being_the_only_one(review, words, comparators, told):
    assert coding.told_comparator(words, comparators, review.protocol.vocabulary) == told


def test_comparators_that_answer_different_questions_leave_the_contrast_open(review):
    vocabulary = review.protocol.vocabulary
    assert coding.contrast_of(("usual_care", "waitlist"), vocabulary) == "efficacy"
    assert coding.contrast_of(("usual_care", "active_drug"), vocabulary) == ""
    assert coding.contrast_of(("other_massage",), vocabulary) == "dose_or_technique"
    assert coding.contrast_of(("none",), vocabulary) == ""
    assert coding.contrast_of(("other:acupuncture",), vocabulary) == "comparative"


def test_every_coded_result_is_in_the_findings(review):
    coded = review.standing[review.standing["facet"] == "finding"]
    assert set(coded["finding_id"]) == set(review.findings["finding_id"])
    assert len(coded) == 1535


def test_a_located_sentence_is_exactly_the_text_it_points_at(review):
    digests = review.records.set_index("record_id")["digest"]
    found = review.findings[review.findings["located_by"] == "machine"]
    assert len(found) > 0.9 * len(review.findings)
    for row in found.itertuples():
        assert digests[row.record_id][row.start : row.end] == row.quote


def test_spin_is_not_assessable_on_digests(review):
    assert set(review.findings["spin"]) == {"not_assessable"}


def test_a_number_favours_a_side_only_where_the_coded_direction_is_plain(review):
    numbers = review.effects.merge(review.findings[["finding_id", "direction", "basis"]], on="finding_id")
    plain = {"benefit": "intervention", "worse": "comparator"}
    between = numbers["basis"].isin(["between_group", "pooled"])
    expected = numbers["direction"].map(plain).where(between).fillna("unknown")
    assert numbers["favours"].tolist() == expected.tolist()


def test_contrasts_of_effects_are_those_of_their_results(review):
    joined = review.effects.merge(
        review.findings[["finding_id", "contrast"]], on="finding_id", suffixes=("", "_result")
    )
    assert joined["contrast"].tolist() == joined["contrast_result"].tolist()


def test_silence_on_harms_is_no_row_and_never_zero(review):
    assert len(review.harms) == 40
    assert review.harms["record_id"].is_unique
    assert not pd.isna(review.harms["text"]).any()
    zero = review.harms[review.harms["events_intervention"] == 0]
    assert (zero["reported"] == "none_occurred").all()
