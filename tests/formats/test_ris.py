"""RIS from many databases, and ours."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchstone import formats
from touchstone.tables import Records

SCOPUS = """\
TY  - JOUR
TI  - CO<sub>2</sub> &amp; massage: p <0.05 and q>0.1
T2  - Journal of invented trials
J2  - J Inv Trials
VL  - 111
PY  - 2020
DO  - 10.99999/J.INV.2020
C2  - 99000001
AU  - Doe, J.-P.
AU  - Roe, R.
AB  - Nobody took part. © 2020 Nobody
KW  - Touch
KW  - Skin
DB  - Scopus
M3  - Review
LA  - English
SP  - 966
EP  - 975
UR  - https://www.scopus.com/inward/record.uri?eid=0
ER  -
"""
OVID = """\
1.
TY  - JOUR
ID  - 99000002
T1  - Massage after an invented operation.
A1  - Doe, Jane P
Y1  - 2019//
N2  - AIM: To see.
JF  - Journal of invented trials
DO  - https://dx.doi.org/10.99999/x.2
L2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D=med14&NEWS=N&AN=99000002
ER  -

Link to the Ovid Full Text or citation: http://ovidsp.ovid.com/x

2.
TY  - JOUR
ID  - 2099-00000-001
T1  - Touch and mood.
SP  - No
EP  - Specified
L2  - http://ovidsp.ovid.com/ovidweb.cgi?T=JS&PAGE=reference&D=psyc16&NEWS=N&AN=2099-00000-001
ER  -
"""
EMBASE = """\
TY  - JOUR
T1  - Touch and sleep
U2  - L990000001
C5  - 99000003
UR  - https://www.embase.com/search/results?subaction=viewrecord&id=L990000001
ER  -
"""
WEB_OF_SCIENCE = """\
FN  - Invented Analytics
VR  - 1.0
TY  - JOUR
AU  - Doe, JP
TI  - Massage after an invented operation
T2  - JOURNAL OF INVENTED TRIALS
LA  - English
KW  - touch
KW  - PAIN
AB  - Background: To see. Results: Less pain (P<0.05).
DA  - MAR 15
PY  - 2020
SP  - 101
EP  - 109
DO  - 10.99999/inv.2020
AN  - WOS:000990000001
N1  - Times Cited in Web of Science Core Collection:  3
Total Times Cited:  4
ER  -

EF  -
"""
ZOTERO = """\
TY  - JOUR
TI  - Massage after an invented operation: a trial
AU  - Doe, Jane P.
AU  - Invented Touch Group
T2  - Journal of invented trials
DA  - 2020/03/15/
PY  - 2020
DP  - PubMed
J2  - J Inv Trials
LA  - eng
N1  - PMID: 99000007
PMCID: PMC97
UR  - https://example.org/99000007
KW  - Touch
ER  -

"""
ENDNOTE = """\
TY  - JOUR
AN  - 99000004
DP  - NLM
TI  - Touch and pain
AU  - Doe, Jane
KW  - Adult
*Massage
N1  - Doe, Jane
Randomized Controlled Trial
SP  - 417-23
ER  -
"""


def records(text: str) -> pd.DataFrame:
    return formats.read_bytes(text.encode(), "hits.ris").records


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SCOPUS,
            {
                "pmid": "99000001",
                "doi": "10.99999/j.inv.2020",
                "title": "CO2 & massage: p <0.05 and q>0.1",
                "authors": ("Doe JP", "Roe R"),
                "journal": "Journal of invented trials",
                "year": 2020,
                "pages": "966-975",
                "language": "eng",
                "publication_types": ("Review",),
                "keywords": ("Touch", "Skin"),
                "abstract_source": "file",
            },
        ),
        (
            OVID,
            {
                "pmid": "99000002",
                "doi": "10.99999/x.2",
                "year": 2019,
                "authors": ("Doe JP",),
                "abstract": "AIM: To see.",
            },
        ),
        (
            WEB_OF_SCIENCE,
            {
                "pmid": "",
                "accession": "WOS:000990000001",
                "year": 2020,
                "pages": "101-109",
                "keywords": ("touch", "PAIN"),
                "language": "eng",
            },
        ),
        (
            ZOTERO,
            {
                "pmid": "99000007",
                "pmcid": "PMC97",
                "authors": ("Doe JP", "Invented Touch Group"),
                "journal": "Journal of invented trials",
            },
        ),
        (EMBASE, {"pmid": "99000003", "accession": "L990000001"}),
        (
            ENDNOTE,
            {
                "pmid": "99000004",
                "keywords": ("Adult", "Massage"),
                "publication_types": ("Randomized Controlled Trial",),
                "pages": "417-23",
            },
        ),
        (
            "TY  - JOUR\nTI  - A\nU1  - 99000005 [PMID]\nU1  - PMC9 [PMCID]\nER  -\n",
            {"pmid": "99000005", "pmcid": "PMC9"},
        ),
        ("TY  - CHAP\nTI  - A\nA2  - Roe, Rita\nER  -\n", {"record_type": "book", "authors": ("Roe R",)}),
        ("TY  - JOUR\nTI  - RETRACTED: Touch\nER  -\n", {"retracted": True, "record_type": "article"}),
        ("TY  - JOUR\nTI  - Retraction notice to: Touch\nER  -\n", {"record_type": "notice"}),
    ],
    ids=[
        "scopus",
        "ovid",
        "web of science",
        "zotero",
        "embase",
        "endnote",
        "dimensions",
        "chapter",
        "retracted",
        "notice",
    ],
)
def test_each_database_is_understood(text, expected):
    record = records(text).iloc[0]
    assert {column: record[column] for column in expected} == expected


@pytest.mark.parametrize("text", [SCOPUS, OVID, WEB_OF_SCIENCE, ZOTERO, EMBASE, ENDNOTE])
def test_what_the_databases_write_around_their_records_is_no_problem(text):
    assert formats.read_bytes(text.encode(), "hits.ris").problems == []


def test_an_accession_number_of_another_database_is_no_pmid():
    assert records(OVID)["pmid"].tolist() == ["99000002", ""]
    assert records("TY  - JOUR\nTI  - A\nAN  - 12345678\nDB  - PTSDpubs\nER  -\n")["pmid"].tolist() == [""]


def test_no_specified_pages_are_no_pages():
    assert records(OVID)["pages"].tolist() == ["", ""]


def test_an_abstract_of_several_lines_keeps_them():
    text = "TY  - JOUR\nTI  - A\nAB  - Objective: To see.\n\nResults: None.\nER  -\n"
    assert records(text)["abstract"].tolist() == ["Objective: To see.\nResults: None."]


def test_a_record_without_its_end_is_kept_and_told():
    reading = formats.read_bytes(b"TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  -\nTY  - JOUR\nTI  - C", "hits.ris")
    assert reading.records["title"].tolist() == ["A", "B", "C"]
    assert [problem.place for problem in reading.problems] == ["line 1", "line 6"]


def test_an_empty_record_is_left_out_and_told():
    reading = formats.read_bytes(b"TY  - JOUR\nTI  - A\nER  -\n\nTY  - JOUR\nER  -\n", "hits.ris")
    assert len(reading.records) == 1
    assert reading.problems[0].place == "line 5"


NAME = st.sampled_from(["Doe J", "van de Roe RT", "Müller-Ś A Jr", "Invented Touch Group", "Group, for Touch"])
LINE = st.text("abc µ:-.()<5", max_size=12).map(lambda text: " ".join(text.split()))
ABSTRACT = st.lists(LINE.filter(bool), max_size=3).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "title": LINE.map(lambda text: f"Touch {text}".strip()),
            "abstract": ABSTRACT,
            "authors": st.lists(NAME, max_size=3).map(tuple),
            "year": st.one_of(st.none(), st.integers(1900, 2099)),
            "journal": LINE,
            "doi": st.sampled_from(["", "10.99999/a(b).1"]),
            "pmid": st.sampled_from(["", "99000001"]),
            "pages": st.sampled_from(["", "1-9", "e12", "417-23"]),
        }
    )
)
def test_what_is_written_reads_back_the_same(row):
    given_records = Records.of([row | {"record_id": "lib:doe2001touch"}])
    again = formats.read_bytes(formats.ris.to_ris_bytes(given_records)).records
    for column in (*row, "record_id"):
        assert again[column].tolist() == given_records[column].tolist(), column


def test_a_line_of_an_abstract_that_looks_like_a_tag_stays_in_the_abstract():
    given_records = Records.of([{"record_id": "lib:a", "title": "A", "abstract": "One\nER  - two\nTI  - three"}])
    again = formats.read_bytes(formats.to_ris_bytes(given_records)).records
    assert again[["title", "abstract"]].to_numpy().tolist() == [["A", "One\nER - two\nTI - three"]]


def test_written_ris_has_a_tag_a_line_and_an_end_for_each_record(tmp_path):
    formats.write_ris(records(SCOPUS + OVID), tmp_path / "out.ris")
    lines = (tmp_path / "out.ris").read_text(encoding="utf-8").split("\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*|", line) for line in lines)
    assert all(after == "" for line, after in pairwise(lines) if line.startswith("ER"))
    assert sum(line.startswith("ER") for line in lines) == 3
