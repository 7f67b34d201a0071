import pandas as pd
import pytest

from touchstone.tagging import tag
from touchstone.tagging.agreement import facet_scores, kappa, values_of


def test_kappa_is_cohens():
    # Cohen 1960: 0.7 agreed, 0.5 by chance.
    one = ["y"] * 25 + ["n"] * 25
    other = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert kappa(one, other) == pytest.approx(0.4)


def test_either_of_two_numbers_that_people_gave_will_do():
    people = pd.DataFrame([{"record_id": "a", "sample_size": (60, 46)}, {"record_id": "b", "sample_size": ()}])
    machine = pd.DataFrame([{"record_id": "a", "sample_size": 46.0}, {"record_id": "b", "sample_size": 12.0}])
    row = facet_scores(people, machine).set_index("facet").loc["sample_size"]
    assert (row.n, row.accuracy, row.precision) == (1, 1.0, 0.5)


def test_a_direction_counts_only_for_outcomes_that_both_name():
    people = pd.DataFrame([{"record_id": "a", "finding": ("pain=benefit", "sleep=no_difference")}])
    machine = pd.DataFrame([{"record_id": "a", "finding": ("pain=benefit", "mood=benefit")}])
    scores = facet_scores(people, machine).set_index("facet")
    assert (scores.n["direction"], scores.accuracy["direction"]) == (1, 1.0)
    assert (scores.precision["finding"], scores.recall["finding"]) == (0.5, 0.5)


def test_the_machine_agrees_with_itself(record, vocabulary):
    text = (
        "Methods: Forty adults were randomised to dry brushing or usual care. Results: Pain fell; sleep did not differ."
    )
    own = values_of(tag(record(text), vocabulary), ["test:1"])
    scores = facet_scores(own, own)
    assert set(scores.f1.dropna()) == {1.0}
    assert own.finding[0] == ("pain=benefit", "sleep=no_difference")
