"""Headings within a running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchstone.formats import split_sections
from touchstone.formats.sections import CATEGORIES, category_of


def shown(text: str) -> list[tuple[str, str, str]]:
    return [(part["label"], part["category"], text[part["start"] : part["end"]]) for part in split_sections(text)]


def test_a_digest_is_cut_at_its_headings():
    assert shown("Aim: To see. Methods: 20 adults. Results: Less pain. Conclusion: It may help.") == [
        ("Aim", "OBJECTIVE", "To see."),
        ("Methods", "METHODS", "20 adults."),
        ("Results", "RESULTS", "Less pain."),
        ("Conclusion", "CONCLUSIONS", "It may help."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We had two aims: to see and to tell. The results: none.",
        "Thirty people (methods: see below. Results: see there) took part.",
        "The trial [registered. Results: pending] went on.",
        "Patients with scores above 3: thirty. Ratio 3:1 was used.",
        "No heading in here at all. Nothing. Not one",
        "The methods were simple. The results were clear.",
        "",
    ],
)
def test_a_colon_within_a_sentence_or_brackets_makes_no_heading(text):
    assert split_sections(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "BACKGROUND: Touch. METHODS: Thirty. RESULTS: None.",
        "Background: Touch. Methods: Thirty. Results: None.",
        "Background. Touch. Methods. Thirty. Results. None.",
        "BACKGROUND--Touch. METHODS--Thirty. RESULTS--None.",
        "BACKGROUND Touch. METHODS Thirty. RESULTS None.",
        "BackgroundTouch. MethodsThirty. ResultsNone.",
        "Background\nTouch.\nMethods\nThirty.\nResults\nNone.",
        "BACKGROUND : Touch. METHODS : Thirty. RESULTS : None.",
    ],
)
def test_headings_are_found_however_they_are_set_off(text):
    assert [(category, content) for _, category, content in shown(text)] == [
        ("BACKGROUND", "Touch."),
        ("METHODS", "Thirty."),
        ("RESULTS", "None."),
    ]


def test_capitals_are_a_heading_without_a_full_stop_before_them():
    assert shown("AIM: To see whether P<0.05 RESULTS: yes")[1] == ("RESULTS", "RESULTS", "yes")


def test_text_before_the_first_heading_is_a_section_without_a_label():
    assert shown("Touch is old. Results: None.") == [
        ("", "UNASSIGNED", "Touch is old."),
        ("Results", "RESULTS", "None."),
    ]


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("Background and objective", "OBJECTIVE"),
        ("SUMMARY OF BACKGROUND DATA", "BACKGROUND"),
        ("Methods and results", "RESULTS"),
        ("MAIN OUTCOME MEASURES", "METHODS"),
        ("Design, setting, and participants", "METHODS"),
        ("PURPOSE OF REVIEW", "OBJECTIVE"),
        ("Conclusions and relevance", "CONCLUSIONS"),
        ("PATIENT(S)", "METHODS"),
        ("TRIAL REGISTRATION", "UNASSIGNED"),
        ("WEATHER", "UNASSIGNED"),
    ],
)
def test_the_last_telling_word_of_a_label_decides_as_nlm_has_it(label, category):
    assert category_of(label) == category


PIECES = st.sampled_from(["Results", "METHODS", ": ", ". ", "(", ")", "\n", "pain fell", "é𝛼", "—", "1) "])


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_sections_lie_in_order_within_the_text_and_lose_no_letter(text):
    parts = split_sections(text)
    edges = [edge for part in parts for edge in (part["start"], part["end"])]
    assert edges == sorted(edges)
    assert not edges or 0 <= edges[0] <= edges[-1] <= len(text)
    assert all(part["category"] in CATEGORIES for part in parts)
    for part in parts:
        assert text[part["start"] : part["end"]] == text[part["start"] : part["end"]].strip()
