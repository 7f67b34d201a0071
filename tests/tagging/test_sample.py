import pytest

from touchstone.tagging import tag


@pytest.fixture
def number(record, vocabulary):
    def read(text, facet="sample_size", title="Dry brushing: a randomised trial"):
        tags = tag(record(text, title=title), vocabulary).tags
        found = tags[tags.facet == facet].value.tolist()
        return float(found[0]) if found else None

    return read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Methods: 84 patients were randomised.", 84),
        ("Methods: Eighty-four adults were randomly assigned.", 84),
        ("Methods: One hundred and five women took part.", 105),
        ("Methods: A total of 1,290 patients were enrolled.", 1290),
        ("Methods: Patients were randomised to brushing (n = 31) or rest (n = 33).", 64),
        ("Methods: 22 people received brushing and 24 had routine care.", 46),
        ("Methods: Three groups of 25 women were formed at random.", 75),
        ("Methods: Women were randomised to brushing or rest, 35 in each group.", 70),
        ("Methods: Women were randomised, 31 to an arm, to brushing or rest.", 62),
        ("Methods: Of 203 nurses who were invited, 40 joined.", 40),
        ("Methods: Sixty adults aged 18 to 65 years were randomised to 30 minutes of brushing.", 60),
        ("Methods: In 2016, forty patients in two hospitals were randomised.", 40),
    ],
)
def test_people_are_counted_and_ages_doses_and_years_are_not(number, text, people):
    assert number(text) == people


def test_enrolled_and_analysed_are_kept_apart(number):
    text = "Methods: 60 adults were randomised. Results: 46 completed the study."
    assert number(text, "n_enrolled") == 60
    assert number(text, "n_analysed") == 46


def test_a_review_has_studies_and_no_people(number):
    text = "Methods: Databases were searched. Results: Of 1,007 records, seven trials with 352 patients were included."
    title = "Dry brushing: a systematic review"
    assert number(text, "n_studies", title) == 7
    assert number(text, "sample_size", title) is None


@pytest.mark.parametrize(
    ("text", "minutes", "sessions", "weeks"),
    [
        ("20-minute sessions of brushing three times a week for four weeks.", 20, 12, 4),
        ("ten 45-minute sessions over five weeks.", 45, 10, 5),
        ("half an hour of brushing daily for two weeks.", 30, 14, 2),
        ("six weekly hour-long sessions.", 60, 6, 6),
        ("a single session of 15 minutes.", 15, 1, None),
    ],
)
def test_the_dose_is_read_or_worked_out(number, text, minutes, sessions, weeks):
    text = f"Methods: Forty adults were randomised to usual care or {text}"
    assert number(text, "session_minutes") == minutes
    assert number(text, "n_sessions") == sessions
    assert number(text, "duration_weeks") == weeks
