"""Statistics as abstracts print them; the sentences are invented."""

import pytest

from touchstone.tagging.printed import printed


def ps(text):
    return [(s.p_text, s.p_value, s.p_relation) for s in printed(text.lower()) if s.p_value is not None]


def effects(text):
    return [(s.effect_type, s.effect, s.ci_low, s.ci_high) for s in printed(text.lower()) if s.effect is not None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pain fell (P=0.03).", [("0.03", 0.03, "=")]),
        ("Pain fell (p<.001).", [("<.001", 0.001, "<")]),
        ("Pain fell (P = <.001).", [("<.001", 0.001, "<")]),
        ("Pain fell (p ≤ 0.05) and sleep did not (p>0.05).", [("<=0.05", 0.05, "<="), (">0.05", 0.05, ">")]),
        ("Pain fell (p value of 0.04).", [("0.04", 0.04, "=")]),
        ("A number with a blank in it (P = 0. 003).", [("0.003", 0.003, "=")]),
        ("A number that the sentence breaks off (P<0.", []),
    ],
)
def test_p_is_read_as_text_number_and_relation(text, found):
    assert ps(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(hazard ratio, 0.63; 95% CI, 0.42-0.95)", [("HR", 0.63, 0.42, 0.95)]),
        ("(hazard ratio [HR], 0.51; 95% CI, 0.29-0.9)", [("HR", 0.51, 0.29, 0.9)]),
        ("relative risk = 0.79, 95% confidence interval 0.36-1.75", [("RR", 0.79, 0.36, 1.75)]),
        ("(SMD -0.82, 95% CI -1.17 to -0.47)", [("SMD", -0.82, -1.17, -0.47)]),
        ("a difference of 20 mm (95% CI 10 to 31)", [("MD", 20.0, 10.0, 31.0)]),
        ("odds ratio 1.2 [95% CI 0.88-1.61]", [("OR", 1.2, 0.88, 1.61)]),
    ],
)
def test_an_effect_is_read_with_its_type_and_interval(text, found):
    assert effects(text) == found


def test_the_interval_of_one_arm_is_no_difference():
    text = "Survival was 6.0 months (95% CI, 5.0-10.0) versus 4.0 months (95% CI, 3.0-5.0); hazard ratio 0.63"
    assert [kind for kind, *_ in effects(text)] == ["", "", "HR"]
    assert [s.significant() for s in printed(text.lower())] == [None, None, None]


def test_the_level_of_an_interval_is_no_effect():
    assert all(value != 95.0 for _, value, *_ in effects("a 1.6-fold rise (95% CI, 1.1 to 2.2)"))
