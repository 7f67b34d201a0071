"""How often codes are wrong: measured from pairs of (coded, true), kept in a file that says when it is stale."""

import json

import pandas as pd
import pytest

from touchstone import accuracy
from touchstone.accuracy.error import FILE, Row, fingerprints
from touchstone.accuracy.measuring import compare
from touchstone.accuracy.pairs import pairs_of
from touchstone.errors import InputError


def _frame(*records):
    return pd.DataFrame([{"record_id": f"r{n}"} | record for n, record in enumerate(records)])


def test_a_code_that_only_one_reader_gave_was_invented_or_missed():
    coded, true = _frame({"population": ("cancer", "children")}), _frame({"population": ("cancer", "stroke")})
    pairs = pairs_of(coded, true)[0]["population"]
    assert pairs == [("cancer", "cancer"), ("children", ""), ("", "stroke")]


def test_two_codes_that_stand_opposite_each_other_twice_are_taken_for_one_another():
    coded = _frame({"population": ("chronic_pain",)}, {"population": ("chronic_pain",)})
    true = _frame({"population": ("fibromyalgia",)}, {"population": ("fibromyalgia",)})
    assert [row["population"] for row in pairs_of(coded, true)] == [[("chronic_pain", "fibromyalgia")]] * 2


def test_either_number_of_people_will_do():
    pairs = pairs_of(_frame({"sample_size": (40.0,)}), _frame({"sample_size": (44, 40)}))
    assert pairs[0]["sample_size"] == [("40", "40")]


def test_shares_are_smoothed_towards_the_facets_common_row_and_add_up():
    records = [{"design": "rct"}] * 9 + [{"design": "cohort"}]
    truth = [{"design": "rct"}] * 9 + [{"design": "case_control"}]
    facet = compare(pairs_of(_frame(*records), _frame(*truth)), "a", "b", "digest").facets["design"]
    assert facet.right == 0.9
    # One cohort, never right; two records' worth of the common row (9 of 10 right) are added: 2 × 0.9 / 3.
    assert facet.rows["cohort"].true["="] == pytest.approx(0.6)
    assert facet.rows["rct"].true["="] == pytest.approx((9 + 2 * 0.9) / 11, abs=1e-4)
    assert all(sum(row.true.values()) == pytest.approx(1) for row in facet.rows.values())


def test_readers_who_agree_throughout_have_no_error():
    same = _frame({"design": "rct", "population": ("cancer",)}, {"design": "cohort", "population": ()})
    measured = compare(pairs_of(same, same), "a", "b", "digest")
    assert all(row.true == {"=": 1.0} for facet in measured.facets.values() for row in facet.rows.values())
    assert measured.facets["design"].right_low == 1


def test_the_bundled_review_has_a_measured_error_of_both_readers(review):
    error = review.tagging_error
    assert (error.people.n_records, error.machine.n_records) == (65, 457)
    needed = {"design", "tier", "population", "intervention", "outcome", "direction", "sample_size", "eligibility"}
    assert needed <= set(error.people.facets)
    assert needed | {"comparator", "contrast", "basis"} <= set(error.machine.facets)
    assert set(error.machine.kept_aside["design"]) == {"developed_on", "kept_aside"}


def test_the_file_reads_back_as_it_was_written(review, tmp_path):
    path = accuracy.write_error(review.tagging_error, tmp_path)
    assert accuracy.load_error(tmp_path) == review.tagging_error
    first = path.read_bytes()
    assert accuracy.write_error(review.tagging_error, tmp_path).read_bytes() == first


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: e["people"]["facets"]["design"]["rows"]["rct"]["true"].update({"=": 0.2}), "add up to 1"),
        (lambda e: e.pop("machine"), "machine"),
        (lambda e: e["smoothing"].update(records=-1), "smoothing.records"),
    ],
    ids=["shares", "missing", "negative"],
)
def test_a_spoiled_file_is_named_with_its_place_and_mend(review, tmp_path, change, said):
    content = json.loads(accuracy.write_error(review.tagging_error, tmp_path).read_text())
    change(content)
    (tmp_path / FILE).write_text(json.dumps(content))
    with pytest.raises(InputError, match=said) as caught:
        accuracy.load_error(tmp_path)
    assert "make accuracy" in str(caught.value)


def test_without_a_file_nothing_was_measured(tmp_path):
    assert accuracy.load_error(tmp_path) is None


def test_a_changed_vocabulary_or_decision_makes_the_error_stale(review):
    vocabulary, coding = review.protocol.vocabulary, review.project.coding
    today = review.tagging_error.model_copy(update=fingerprints(vocabulary, coding))
    assert accuracy.stale(today, vocabulary, coding) == []
    other = vocabulary.model_copy(update={"version": "another"})
    assert "measured: the vocabulary;" in accuracy.stale(today, other, coding)[0]
    changed = today.model_copy(update={"decisions": {"A.jsonl": "0"}})
    assert "run `make accuracy`" in accuracy.stale(changed, vocabulary, coding)[0]


def test_a_row_says_what_its_shares_must_do():
    with pytest.raises(ValueError, match="add up to 1"):
        Row(n=3, true={"=": 0.5})
