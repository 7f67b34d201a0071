"""MEDLINE format."""

from __future__ import annotations

import pytest

from touchstone import formats

RECORD = """\
PMID- 99000001
OWN - NLM
STAT- MEDLINE
LR  - 20200305
VI  - 7
IP  - 2
DP  - 1998 Dec-1999 Jan
TI  - [Massage after an invented
      operation].
PG  - 11-9
LID - 10.99999/ABC.1 [doi]
LID - S0000 [pii]
AB  - OBJECTIVE: To see. RESULTS: Less pain (p<0.05; secondary aims: sleep).
FAU - Doe, Jane P
AU  - Doe JP
AUID- ORCID: 0000
AD  - Nowhere.
CN  - Invented Touch Group
LA  - ger
SI  - ClinicalTrials.gov/NCT99999999
SI  - GENBANK/AY999999
PT  - Journal Article
PT  - Retracted Publication
RIN - J Inv Trials. 2003;9:1. PMID: 99000056
TT  - Berührung nach einer erfundenen Operation.
TA  - J Inv Trials
JT  - Journal of invented trials
MH  - Massage/*methods/adverse effects
MH  - *Touch
MH  - Humans
OT  - *touch
OT  - skin
PMC - PMC99
AID - 10.99999/ABC.1 [doi]
SO  - J Inv Trials. 1998;7(2):11-9.
"""


def one(text: str) -> dict:
    return formats.read_bytes(text.encode(), "hits.nbib").records.iloc[0].to_dict()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("record_id", "pmid:99000001"),
        ("title", "[Massage after an invented operation]."),
        ("year", 1998),
        ("volume", "7"),
        ("issue", "2"),
        ("pages", "11-9"),
        ("doi", "10.99999/abc.1"),
        ("pmcid", "PMC99"),
        ("authors", ("Doe JP", "Invented Touch Group")),
        ("language", "ger"),
        ("journal", "Journal of invented trials"),
        ("registry_ids", ("NCT99999999",)),
        ("mesh", ("Massage*", "Touch*", "Humans")),
        ("keywords", ("touch", "skin")),
        ("date_revised", "2020-03-05"),
        ("retracted", True),
        ("record_type", "article"),
        ("notices", [{"kind": "retraction", "pmid": "99000056", "text": "J Inv Trials. 2003;9:1."}]),
        ("vernacular_title", "Berührung nach einer erfundenen Operation."),
        ("abstract_source", "pubmed"),
    ],
)
def test_a_field_is_read_right(column, value):
    assert one(RECORD)[column] == value


def test_sections_are_those_of_the_labels_in_the_abstract():
    record = one(RECORD)
    texts = [(part["category"], record["abstract"][part["start"] : part["end"]]) for part in record["sections"]]
    assert texts == [("OBJECTIVE", "To see."), ("RESULTS", "Less pain (p<0.05; secondary aims: sleep).")]


def test_a_retraction_notice_is_not_the_retracted_study():
    notice = RECORD.replace("Retracted Publication", "Retraction of Publication").replace("RIN -", "ROF -")
    assert (one(notice)["record_type"], one(notice)["retracted"]) == ("notice", False)


@pytest.mark.parametrize("gap", ["\n", "\n\n\n", ""])
def test_records_are_told_apart_with_and_without_blank_lines(gap):
    records = formats.read_bytes((RECORD + gap + RECORD.replace("99000001", "99000002")).encode()).records
    assert records["pmid"].tolist() == ["99000001", "99000002"]


def test_line_ends_of_windows_make_no_difference():
    assert one(RECORD.replace("\n", "\r\n")) == one(RECORD)


def test_a_chapter_is_a_book():
    lines = ("PMID- 99000090", "BTI - Invented syndromes", "TI  - A chapter on touch", "DP  - 1993", "CTDT- 1999/01/02")
    record = one("\n".join(lines))
    assert record["record_type"] == "book"
    assert (record["title"], record["journal"], record["year"]) == ("A chapter on touch", "Invented syndromes", 1999)


def test_a_record_cut_off_before_its_source_line_is_told():
    reading = formats.read_bytes((RECORD + "\n" + RECORD.replace("99000001", "99000002")[:300]).encode(), "hits.nbib")
    assert len(reading.records) == 2
    assert "cut off" in str(reading.problems[0])


def test_lines_that_belong_to_no_record_are_told():
    reading = formats.read_bytes(("A search of today\n\n" + RECORD).encode(), "hits.nbib")
    assert len(reading.records) == 1
    assert str(reading.problems[0]).startswith("hits.nbib: line 1: belongs to no record: 'A search of today'")
