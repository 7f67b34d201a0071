"""What was given: the kinds of the intervention that a text names, and not those it only compares with."""

import pytest

from touchstone.protocol import load_vocabulary
from touchstone.tagging import tag


@pytest.fixture
def given(record):
    """The interventions that the bundled vocabulary reads in a record."""
    words = load_vocabulary()

    def read(text, title=""):
        tags = tag(record(text, title=title), words).tags
        return sorted(tags[tags.facet == "intervention"].value)

    return read


def test_massage_told_beside_a_kind_is_coded_with_it(given):
    text = "Aim: To try massage and acupressure. Methods: Ten adults had both weekly."
    assert given(text) == ["acupressure", "massage_unspecified"]


def test_a_kind_told_of_the_massage_is_coded_alone(given):
    text = "Aim: To try massage for pain. Methods: Ten adults had shiatsu weekly."
    assert given(text, "Massage for pain: a case series") == ["shiatsu"]


def test_the_arm_a_trial_compares_with_is_not_a_second_intervention(given):
    text = "Aim: To test shiatsu. Methods: Forty adults were randomised to shiatsu or ordinary massage."
    assert given(text) == ["shiatsu"]


def test_a_kind_called_the_comparison_is_not_the_intervention(given):
    text = "Aim: To test shiatsu, taking Swedish massage as the comparison. Methods: Forty adults were randomised."
    assert given(text) == ["shiatsu"]


def test_kinds_that_a_review_left_out_are_not_its_interventions(given):
    text = "Methods: Databases were searched for trials of shiatsu; foam rolling and self-massage were excluded."
    assert given(text, "Shiatsu for pain: a systematic review") == ["shiatsu"]


def test_no_trial_of_a_kind_is_no_study_of_it(given):
    text = "Methods: Databases were searched for acupressure. Results: No trial of reflexology was found."
    assert given(text, "Acupressure for pain: a systematic review") == ["acupressure"]


def test_any_touch_given_to_babies_is_infant_massage_as_well(given):
    text = "Methods: Twenty babies were randomised to gentle stroking or usual care."
    assert given(text, "Gentle stroking of preterm infants") == ["infant_tactile_kinesthetic", "light_touch"]


def test_trigger_points_that_people_have_are_not_how_they_were_treated(given):
    text = "Aim: To test Thai massage for myofascial trigger points. Methods: Forty adults had six sessions."
    assert given(text) == ["thai"]


def test_perineal_massage_in_a_review_is_not_massage_of_no_kind(given):
    text = "Methods: Databases were searched for trials."
    assert given(text, "Perineal massage before birth: a systematic review and meta-analysis") == ["other:perineal"]


def test_exercise_of_a_part_of_the_body_is_no_massage_of_it(given):
    text = "Aim: To see whether adding shiatsu to back exercises helps. Methods: Forty adults took part."
    assert given(text) == ["shiatsu"]


def test_mind_body_therapies_are_no_body_therapy(given):
    assert given("Methods: Focus groups on mind-body therapies such as yoga.") == []


def test_the_part_of_the_body_that_was_massaged_is_coded(given):
    assert given("Methods: Forty adults had their abdomens gently massaged each day.") == ["abdominal"]


def test_parts_listed_after_one_another_are_all_coded(given):
    assert given("Methods: Forty adults had massage of the hand or foot.") == ["foot", "hand"]


def test_massage_of_the_mothers_of_babies_is_no_infant_massage(given):
    text = "Methods: Twenty women had Thai massage weekly."
    assert given(text, "Thai massage for mothers of preterm infants") == ["thai"]
