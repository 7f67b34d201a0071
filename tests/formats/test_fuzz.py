"""Whatever the bytes: a Reading or an InputError, and nothing else."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import etree
from test_reading import FILES
from traps import TRAPS, file

from touchstone import formats
from touchstone.errors import InputError
from touchstone.formats.pubmed_quick import quick_row
from touchstone.formats.pubmed_record import article_row
from touchstone.formats.pubmed_xml import lean_xml

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILES = FILES | {"traps": file(*(trap.xml for trap in TRAPS)), "gzip": gzip.compress(FILES["RIS"] * 20)}
XML_SCRAPS = [
    "",
    "<",
    ">",
    "&",
    " ",
    "\n ",
    "'",
    '"',
    "&lt;",
    "&amp;lt;",
    "&#x2009;",
    "<i>",
    "</i>",
    "<sup>2</sup>",
    "<!-- aside -->",
    "<?pi?>",
    "N",
    ' ValidYN="N"',
    "<Year>1999</Year>",
    "<PMID>7</PMID>",
    "<Author/>",
    "<Author><LastName>Roe</LastName></Author>",
    "</AuthorList><AuthorList>",
    "<Keyword/>",
    "<MeshHeading/>",
    "<AbstractText/>",
    "<Language/>",
]
SCRAPS = st.sampled_from(
    [
        b"",
        b"<",
        b">",
        b"&",
        b"\n",
        b"\x00",
        b"\xff",
        b'"',
        b"{",
        b"}",
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"&lt;",
        b"\r",
        b"PMID- ",
        b"ER  - ",
    ]
)


def read(data: bytes) -> None:
    try:
        reading = formats.read_bytes(data, "fuzz")
    except InputError:
        return
    assert len(reading.records) or reading.deleted
    assert (reading.records["record_id"] != "").all()
    assert all("\n" not in str(problem) for problem in reading.problems)
    formats.to_jsonl_bytes(reading.records)


@QUICK
@given(st.binary(max_size=300))
def test_arbitrary_bytes(data):
    read(data)


@QUICK
@given(
    st.sampled_from(
        [b"", b"<PubmedArticle>", b"PMID- ", b"TY  - ", b"pmid,title\n", b"@article{", b'{"title":', b"\x1f\x8b\x08"]
    ),
    st.binary(),
)
def test_arbitrary_bytes_that_begin_as_a_format_does(start, rest):
    read(start + rest)


@pytest.mark.parametrize("form", FILES)
@settings(QUICK, max_examples=40)
@given(
    edits=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 30), st.one_of(SCRAPS, st.binary(max_size=4))), min_size=1, max_size=4
    )
)
def test_damaged_files(form, edits):
    data = FILES[form]
    for place, length, scrap in edits:
        at = int(place * len(data))
        data = data[:at] + scrap + data[at + length :]
    read(data)


@pytest.mark.parametrize("form", FILES)
def test_files_cut_anywhere(form):
    data = FILES[form]
    for part in range(1, 40):
        read(data[: len(data) * part // 40])


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(
            st.sampled_from(XML_SCRAPS),
            st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=3),
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(QUICK, max_examples=300)
@given(st.sampled_from([trap.xml for trap in TRAPS if "<PubmedArticle>" in trap.xml]), EDITS)
def test_the_short_way_reads_whatever_it_takes_as_the_parser_does(xml, edits):
    for place, length, scrap in edits:
        at = int(place * len(xml))
        xml = xml[:at] + scrap + xml[at + length :]
    quick = quick_row(lean_xml(xml.encode()).decode())
    if quick is None:
        return
    try:
        element = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        event("taken, and not well-formed")
        return
    assert quick == article_row(element)
