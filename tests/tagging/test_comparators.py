"""What a study was compared with: where a text tells what its control arm got, in whatever words."""

import pytest

from touchstone.protocol import load_vocabulary
from touchstone.tagging import tag

AIM = "Aim: To test massage for neck pain. Methods: Forty adults were randomised to massage"


@pytest.fixture
def against(record):
    """The comparators that the bundled vocabulary reads in an abstract, or what no topic needs."""
    bundled = load_vocabulary()

    def read(text, title="", words=bundled):
        tags = tag(record(text, title=title), words).tags
        return sorted(tags[tags.facet == "comparator"].value)

    return read


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (" or nothing.", "no_treatment"),
        (", acupressure or neither.", "no_treatment"),
        (" or no massage.", "no_treatment"),
        ("; controls kept only their medicines.", "usual_care"),
        ("; the other group had nursing as usual.", "usual_care"),
        (" or to lying quietly in the same room.", "attention_or_relaxation"),
        (", while the rest talked with a nurse for as long.", "attention_or_relaxation"),
        (" or ultrasound with the machine off.", "sham_or_light_touch"),
        (" or to written advice.", "education"),
        (" or stretching alone.", "active_exercise"),
        (" or TENS.", "other:tens"),
        (" or electroacupuncture.", "other:acupuncture"),
    ],
)
def test_a_control_arm_is_read_from_plain_words(against, told, code):
    assert against(AIM + told + " Results: Pain fell.") == [code]


def test_common_words_outside_the_control_arm_are_no_comparator(against):
    text = (
        "Aim: To test massage for neck pain. Methods: Forty adults who took medicines and had talks with a nurse at "
        "entry were randomised to massage or usual care. Advice was noted ten minutes later."
    )
    assert against(text) == ["usual_care"]


def test_what_every_arm_was_given_compares_nothing(against):
    assert against(AIM + " or usual care; both groups did the same home exercise.") == ["usual_care"]


def test_exercise_that_made_the_muscles_sore_is_no_comparator(against):
    assert against(AIM + " or no treatment after eccentric exercise.") == ["no_treatment"]


def test_what_was_joined_to_the_massage_is_no_comparator(against):
    assert against(AIM + " combined with stretching or to usual care.") == ["usual_care"]


def test_one_arm_told_twice_is_one_comparator(against):
    assert against(AIM + " or an untreated waiting list.") == ["waitlist"]


def test_a_list_of_comparators_is_read_to_its_end(against):
    text = "Results: Massage relieved pain more than usual care (SMD 0.5), sham and waiting list."
    title = "Massage for pain: a systematic review and meta-analysis"
    assert against(text, title) == ["sham_or_light_touch", "usual_care", "waitlist"]


@pytest.mark.parametrize(("who", "code"), [("inpatients after surgery", "usual_care"), ("students", "no_treatment")])
def test_controls_of_whom_no_more_is_said_get_the_care_they_are_under(against, who, code):
    text = f"Aim: To test massage. Methods: Forty {who} were randomised to massage or a control group."
    assert against(text) == [code]


def test_to_control_for_something_is_no_control_group(against):
    text = "Methods: Forty adults were randomised to two doses of massage. Models were built to control for age."
    assert "no_treatment" not in against(text)


def test_common_words_of_a_control_arm_need_no_topic(against):
    assert against("Methods: Forty adults were randomly assigned to juggling or nothing.", words=None) == [
        "no_treatment"
    ]


def test_two_kinds_of_massage_as_arms_are_compared_with_each_other(against):
    text = "Aim: To test shiatsu. Methods: Forty adults were randomised to shiatsu or Swedish massage."
    assert against(text) == ["other_massage"]


def test_a_control_arm_named_last_of_three_is_an_arm_of_its_own(against):
    text = "Aim: To test massage. Methods: Sixty inpatients were randomised to massage, guided relaxation or control."
    assert against(text) == ["attention_or_relaxation", "usual_care"]


def test_care_that_massage_is_added_to_is_what_it_is_compared_with(against):
    text = "Aim: To test massage added to standard care. Methods: Sixty inpatients were randomised to two groups."
    assert against(text) == ["usual_care"]


def test_a_study_of_massage_and_no_massage_has_a_comparator_whatever_its_design(against):
    text = "Methods: Ten adults were tested before and after massage and no massage. Results: Reach rose."
    assert against(text, "A pre-test post-test study of massage") == ["no_treatment"]


def test_what_a_pooled_review_does_not_say_is_taken_as_the_care_of_its_patients(against):
    text = "Methods: Databases were searched for trials of massage. Results: Pain fell (SMD -0.5)."
    assert against(text, "Massage after surgery: a systematic review and meta-analysis") == ["usual_care"]


@pytest.mark.parametrize("told", ["usual primary care", "standard newborn follow-up", "lessons as usual"])
def test_what_people_get_anyway_is_known_by_its_grammar(against, told):
    assert against(f"Methods: Sixty people were randomised to massage or {told}.") == ["usual_care"]


def test_of_another_topic_what_is_named_first_is_no_comparator(against):
    assert against("Methods: Sixty adults were randomly allocated to yoga or a waiting list.") == ["waitlist"]


def test_a_sham_of_something_is_not_the_thing(against):
    assert against(AIM + " or sham laser and ultrasound therapy.") == ["sham_or_light_touch"]


def test_two_doses_as_arms_are_compared_with_each_other(against):
    assert against("Methods: Sixty adults were randomised to massage of 20 or 40 minutes.") == ["other_massage"]


def test_an_arm_that_a_study_says_it_lacked_is_no_comparator(against):
    text = "Methods: Sixty adults were randomised to one or two massages weekly. There was no group without massage."
    assert against(text) == ["other_massage"]


def test_a_review_that_pools_nothing_is_given_no_comparator(against):
    text = "Methods: Databases were searched. Results: Massage seemed to help."
    assert against(text, "Massage after surgery: a meta-analysis") == []
