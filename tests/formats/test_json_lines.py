"""JSON lines: lenient to read, canonical to write, and the same after both."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchstone import formats
from touchstone.errors import InputError
from touchstone.tables import Records

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = st.lists(TEXT.filter(bool), max_size=3).map(tuple)
NUMBER = st.one_of(st.none(), st.integers(0, 1 << 50))


def read(*lines: str | dict) -> formats.Reading:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return formats.read_bytes(text.encode(), "hits.jsonl")


@st.composite
def record(draw) -> dict:
    abstract = draw(TEXT)
    return {
        "record_id": "lib:" + draw(st.text("abc1", min_size=1, max_size=5)),
        "pmid": draw(st.sampled_from(["", "1", "99000001"])),
        "doi": draw(st.sampled_from(["", "10.99999/a.1"])),
        "title": draw(TEXT),
        "abstract": abstract,
        "abstract_source": "pubmed" if abstract else draw(st.sampled_from(["", "none"])),
        "digest": draw(TEXT),
        "sections": draw(st.sampled_from([None, [{"label": "AIM", "category": "OBJECTIVE", "start": 5, "end": 9}]])),
        "year": draw(NUMBER),
        "authors": draw(WORDS),
        "mesh": draw(WORDS),
        "pmid_version": draw(NUMBER),
        "record_type": draw(st.sampled_from(["", "article", "book", "notice"])),
        "retracted": draw(st.sampled_from([None, True, False])),
        "notices": draw(st.sampled_from([None, [{"kind": "retraction", "pmid": "1", "text": "é"}]])),
    }


@settings(max_examples=50, deadline=None)
@given(st.lists(record(), min_size=1, max_size=3))
def test_what_is_written_reads_back_the_same(rows):
    records = Records.of(rows)
    written = formats.to_jsonl_bytes(records)
    again = formats.read_bytes(written).records
    pd.testing.assert_frame_equal(again, records)
    assert formats.to_jsonl_bytes(again) == written


def test_empty_fields_are_left_out_and_keys_stand_in_the_schemas_order(tmp_path):
    records = Records.of(
        [{"year": 2001, "title": "Über", "record_id": "lib:a", "retracted": False, "authors": ["Doe J"]}]
    )
    formats.write_jsonl(records, tmp_path / "records.jsonl")
    written = (tmp_path / "records.jsonl").read_bytes().decode()
    assert written == '{"record_id":"lib:a","title":"Über","year":2001,"authors":["Doe J"],"retracted":false}\n'


def test_a_line_cut_in_the_middle_is_named_and_the_others_are_kept():
    reading = read({"pmid": "1", "title": "A"}, '{"pmid": "2", "title": "B', {"pmid": "3", "title": "C"})
    assert reading.records["pmid"].tolist() == ["1", "3"]
    assert str(reading.problems[0]).startswith("hits.jsonl: line 2: JSON that breaks off")


@pytest.mark.parametrize(
    "line", ["[1, 2]", '"text"', "7", "null", "{}", '{"error": "API rate limit exceeded"}', "not json"]
)
def test_a_line_that_is_no_record_is_named(line):
    reading = read({"title": "A"}, line, {"title": "B"})
    assert len(reading.records) == 2
    assert reading.problems[0].place == "line 2"


def test_types_are_read_leniently():
    row = {"pmid": 99000001, "year": "2013", "retracted": "yes", "authors": "Doe J; Roe R", "language": ["ger"]}
    record = read(row | {"doi": "https://doi.org/10.99999/A.1", "pmcid": "pmc7"}).records.iloc[0]
    assert record["pmid"] == "99000001"
    assert record["year"] == 2013
    assert record["retracted"] is True or record["retracted"] == True  # noqa: E712  (a pandas flag)
    assert record["authors"] == ("Doe J", "Roe R")
    assert (record["language"], record["doi"], record["pmcid"]) == ("ger", "10.99999/a.1", "PMC7")


def test_a_field_that_cannot_be_read_is_left_empty_and_named():
    reading = read({"title": "A", "year": "soon", "authors": [{"family": "Doe"}], "record_type": "poster"})
    assert pd.isna(reading.records["year"][0])
    assert [str(problem).split(": ")[2] for problem in reading.problems] == ["year", "authors", "record_type"]


def test_a_given_id_is_kept_and_unknown_columns_stay_to_the_right():
    records = read({"record_id": "lib:mine", "pmid": "1", "arm": "sham"}).records
    assert records["record_id"].tolist() == ["lib:mine"]
    assert list(records) == [*Records.columns, "arm"]


def test_ids_are_given_from_pmid_then_doi_then_a_hash_that_forgives_spelling():
    rows = [
        {"pmid": "1", "doi": "10.99999/a", "title": "A"},
        {"doi": "10.99999/a", "title": "A"},
        {"title": "Touch, and after.", "year": 2001, "authors": ["Doe J"]},
        {"title": "TOUCH AND AFTER", "year": 2001, "authors": ["Doe JP"]},
        {"title": "Touch and after", "year": 2002, "authors": ["Doe JP"]},
    ]
    ids = read(*rows).records["record_id"].tolist()
    assert ids[:2] == ["pmid:1", "doi:10.99999/a"]
    assert ids[2] == ids[3] != ids[4]
    assert all(rid.startswith("ref:") for rid in ids[2:])


def test_records_without_a_title_are_not_taken_for_one_another():
    ids = read({"title": "No title", "journal": "A"}, {"title": "No title", "journal": "B"}).records["record_id"]
    assert ids.nunique() == 2


def test_line_separators_within_a_text_do_not_break_the_line():
    assert read('{"title": "one\u2028two\x85three"}').records["title"].tolist() == ["one\u2028two\x85three"]


def test_one_json_list_or_object_over_several_lines_is_read_too():
    assert formats.read_bytes(b'{\n  "title": "A"\n}\n').records["title"].tolist() == ["A"]
    assert formats.read_bytes(b'[{"title": "A"},\n {"title": "B"}]').records["title"].tolist() == ["A", "B"]


def test_half_a_character_becomes_a_replacement_character():
    assert read('{"title": "half \\ud83d here"}').records["title"].tolist() == ["half \ufffd here"]


def test_a_file_in_which_no_line_is_whole_is_an_input_error_that_names_the_first():
    with pytest.raises(InputError, match=r"no record .* line 1: JSON that breaks off"):
        read('{"title": "A')
