import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from touchstone.tables import Records
from touchstone.tagging import tag
from touchstone.tagging.text import sha_of

TRIAL = (
    "Aim: To compare dry brushing with usual care for low back pain. Methods: Eighty-four adults with low back "
    "pain were randomly assigned to 30 minutes of dry brushing twice weekly for six weeks or to usual care; "
    "assessors were blinded. Results: Pain fell more with dry brushing (p=0.003). Sleep did not differ. No "
    "adverse events occurred. Conclusion: Dry brushing eases pain."
)


@pytest.fixture
def values(record, vocabulary):
    def read(text, **more):
        tags = tag(record(text, **more), vocabulary).tags
        return tags.groupby("facet")["value"].agg(list).to_dict()

    return read


def test_a_trial_is_read_whole(values):
    read = values(TRIAL)
    assert read["design"] == ["rct"]
    assert read["randomised"] == ["yes"]
    assert read["blinded"] == ["assessor"]
    assert read["sample_size"] == ["84"]
    assert read["population"] == ["low_back_pain"]
    assert read["intervention"] == ["dry_brushing"]
    assert read["comparator"] == ["usual_care"]
    assert (read["session_minutes"], read["n_sessions"], read["duration_weeks"]) == (["30"], ["12"], ["6"])
    assert read["outcome"] == ["pain", "sleep"]
    assert read["harms"] == ["none_occurred"]


def test_every_quote_is_exactly_the_text_between_its_offsets(record, vocabulary):
    tagged = tag(record(TRIAL, title="Dry brushing for low back pain"), vocabulary)
    texts = {"title": "Dry brushing for low back pain", "abstract": TRIAL}
    for table in (tagged.tags, tagged.findings):
        spoken = table[table.start.notna()]
        assert len(spoken)
        for row in spoken.itertuples():
            assert texts[row.field][row.start : row.end] == row.quote
            assert row.text_sha == sha_of(texts[row.field])


def test_an_abstract_goes_before_a_digest(record, vocabulary):
    tagged = tag(record("Results: Pain fell.", digest="Results: Sleep improved."), vocabulary)
    assert set(tagged.findings.outcome) == {"pain"}
    assert set(tagged.findings.field) == {"abstract"}


def test_a_phrase_of_another_trade_is_not_the_intervention(values):
    read = values("Methods: Twenty adults brushed their teeth. Tooth brushing was timed.", title="Tooth brushing")
    assert read["not_intervention"] == ["tooth_brushing"]
    assert "intervention" not in read


def test_a_registration_is_found(values):
    assert values(TRIAL + " Registered as NCT00000000.")["registration"] == ["NCT00000000"]


def test_the_same_records_give_the_same_tables(record, vocabulary):
    one, other = (tag(record(TRIAL), vocabulary) for _ in range(2))
    assert one.tags.equals(other.tags)
    assert one.findings.equals(other.findings)


def test_progress_is_told_and_ends_at_the_end(record, vocabulary):
    told = []
    tag(record(TRIAL), vocabulary, lambda done, all_of: told.append((done, all_of)))
    assert told[-1] == (1, 1)


def test_no_records_give_empty_tables(vocabulary):
    tagged = tag(Records.empty(), vocabulary)
    assert (len(tagged.tags), len(tagged.findings)) == (0, 0)


ODD = {
    "empty": "",
    "one word": "brushing",
    "no Latin letter": "目的：观察刷子治疗腰痛的疗效。方法：60例患者随机分为两组。" * 60,
    "capitals": TRIAL.upper(),
    "markup": "<p>Brushing <b>reduced</b> pain (p&lt;0.05).</p>" * 60,
    "control characters": "\x00\x01pain\x02 fell\x1b" * 300,
    "open brackets": "(" * 9000,
    "numbers": "12 " * 4000,
    "number words": "two hundred and " * 700,
    "commas": "pain, " * 3000,
    "negations": "no pain or " * 1500,
    "hyphens": "a-" * 6000,
    "no full stop": "patients were randomly assigned , " * 500,
    "letters that grow in lower case": "İstanbul pain fell. " * 400,
    "a million characters": (TRIAL + " ") * 2300,
    "a million words without an end": "pain and " * 110_000,
    "titles in brackets": "(VAS) (PSQI) pain (VAS) " * 500,
    "lists": "neck, shoulder and low back pain, " * 400,
    "emoji": "😀 pain fell 😀 " * 500,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_no_text_however_odd_raises_or_holds_things_up(record, vocabulary, text):
    records = record(text)
    start = time.process_time()
    tag(records, vocabulary)
    # Twice the promise of 50 ms for 10,000 characters, and a floor, for machines that are busy.
    assert time.process_time() - start < 0.25 + 0.1 * len(text) / 10_000


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_text_is_read_the_same_every_time(record, vocabulary, text):
    records = record(text[:20_000], title=text[:300])
    one, other = (tag(records, vocabulary) for _ in range(2))
    assert one.tags.equals(other.tags)
    assert one.findings.equals(other.findings)


def test_an_odd_text_is_read_without_a_vocabulary_too(record):
    for text in ODD.values():
        tag(record(text[:20_000], title=text[:300]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["Pain", "fell", "and", "sleep", "did not", "differ", ",", ";", "(p=0.03)", ".", "no", "In 20 women",
             "than", "dry brushing", "with", "usual care", "(", ")", "95% CI", "-1.2 to 0.4", "Results:", "was lower",
             "İ", "\n"]
        ),
        max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_whatever_is_read_stands_in_the_text(record, vocabulary, text):
    tagged = tag(record(text), vocabulary)
    for table in (tagged.tags, tagged.findings):
        for row in table[table.start.notna()].itertuples():
            assert text[row.start : row.end] == row.quote
