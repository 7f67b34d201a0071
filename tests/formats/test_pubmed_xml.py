"""PubMed XML: the traps, malformed files, and the two ways through the reader."""

from __future__ import annotations

import gzip
import socket

import pandas as pd
import pytest
from lxml import etree
from traps import BOOK, HEAD, TRAPS, article, file

from touchstone import formats
from touchstone.errors import InputError
from touchstone.formats.pubmed_quick import quick_row
from touchstone.formats.pubmed_record import article_row
from touchstone.tables import Records


def one(xml: str) -> dict:
    reading = formats.read_bytes(file(xml), "file.xml")
    assert len(reading.records) == 1, reading.problems
    return reading.records.iloc[0].to_dict()


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_a_trap_is_read_right(trap):
    assert one(trap.xml)[trap.column] == trap.right[0]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_the_short_way_and_the_parser_give_the_same_row(trap):
    if trap.xml == BOOK:
        pytest.skip("books always go through the parser")
    quick = quick_row(trap.xml)
    assert quick is None or quick == article_row(etree.fromstring(trap.xml))


@pytest.mark.parametrize(
    "odd",
    [
        {"before_authors": "<ELocationID EIdType='doi' ValidYN='Y'>10.99999/odd</ELocationID>"},
        {"authors": "<Author ValidYN='N'><LastName>Doe</LastName><Initials>J</Initials></Author>"},
        {"ids": "<ArticleId IdType='pmc'>PMC98</ArticleId>"},
        {
            "in_citation": "<MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN = 'Y'>Touch</DescriptorName>"
            "</MeshHeading></MeshHeadingList>"
        },
    ],
    ids=["DOI", "author", "PMC", "heading"],
)
def test_attributes_written_in_another_way_mean_the_same(odd):
    xml = article(**odd)
    plainly = xml.replace("'", '"').replace(" = ", "=")
    assert one(xml) == one(plainly)
    assert quick_row(xml) in (None, article_row(etree.fromstring(xml)))


def test_most_traps_take_the_short_way():
    taken = [trap.name for trap in TRAPS if trap.xml != BOOK and quick_row(trap.xml)]
    assert len(taken) >= 20, taken


def test_a_record_says_where_its_abstract_comes_from():
    assert [one(article(abstract=text))["abstract_source"] for text in ("", "<Abstract/>")] == ["none", "none"]
    assert one(article())["abstract_source"] == "pubmed"


def test_section_offsets_cut_out_the_sections_text():
    labelled = "".join(
        f'<AbstractText Label="{label}" NlmCategory="{label}">{text}</AbstractText>'
        for label, text in (
            ("OBJECTIVE", "To see 𝛼 &amp; β."),
            ("METHODS", "Thirty <i>people</i>."),
            ("RESULTS", "None."),
        )
    )
    record = one(article(abstract=f"<Abstract>{labelled}</Abstract>"))
    texts = [record["abstract"][part["start"] : part["end"]] for part in record["sections"]]
    assert texts == ["To see 𝛼 & β.", "Thirty people.", "None."]
    assert record["abstract"] == "OBJECTIVE: To see 𝛼 & β.\nMETHODS: Thirty people.\nRESULTS: None."


def test_a_malformed_record_is_named_and_the_others_come_through():
    broken = article("99000002").replace("</ArticleTitle>", "</ArticelTitle>")
    data = file(article("99000001"), broken, article("99000003"))
    reading = formats.read_bytes(data, "hits.xml")
    assert reading.records["pmid"].tolist() == ["99000001", "99000003"]
    (problem,) = reading.problems
    assert problem.place == f"record 2, byte {data.index(broken.encode())}, PMID 99000002"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("p <0.05 & q> 0.1", "p <0.05 & q> 0.1"),
        ("caf&eacute;&nbsp;noir", "café noir"),
        ("bell\x07 rings", "bell rings"),
        ("null&#0;", "null\ufffd"),
    ],
)
def test_text_that_is_not_xml_is_read_as_meant_and_told(wrong, right):
    reading = formats.read_bytes(file(article(title=wrong)), "file.xml")
    assert reading.records["title"].tolist() == [right]
    assert "not well-formed" in str(reading.problems[0])


def test_a_record_in_another_encoding_than_its_file_says_is_read_and_told():
    data = file(article("99000001"), article("99000002", title="Berührung")).replace("ü".encode(), b"\xfc")
    reading = formats.read_bytes(data, "file.xml")
    assert reading.records["title"].tolist()[1] == "Berührung"
    assert "Windows-1252" in str(reading.problems[0])


@pytest.mark.parametrize("cut", [0.3, 0.55, 0.8, 0.95])
def test_a_file_cut_off_gives_its_whole_records_and_says_so(cut):
    data = file(*(article(str(99000000 + n)) for n in range(20)))
    whole = data[: int(len(data) * cut)].count(b"</PubmedArticle>")
    reading = formats.read_bytes(data[: int(len(data) * cut)], "file.xml")
    assert len(reading.records) == whole
    assert any("breaks off" in str(problem) or "cut off" in str(problem) for problem in reading.problems)


def test_a_file_cut_off_between_two_records_is_noticed():
    data = file(article("99000001"), article("99000002")).partition(b"</PubmedArticleSet>")[0]
    assert "may be cut off" in str(formats.read_bytes(data, "file.xml").problems[0])


def test_a_record_without_its_end_does_not_swallow_the_next():
    lost = article("99000001").removesuffix("</PubmedArticle>")
    reading = formats.read_bytes(file(lost, article("99000002")), "file.xml")
    assert reading.records["pmid"].tolist() == ["99000002"]
    assert "99000001" in reading.problems[0].place


def test_records_in_comments_are_no_records_and_cdata_is_text():
    commented = f"<!-- {article('99000001')} -->"
    quoted = article("99000002", title="<![CDATA[a < b </PubmedArticle>]]>")
    reading = formats.read_bytes(file(commented, quoted), "file.xml")
    assert reading.records[["pmid", "title"]].to_numpy().tolist() == [["99000002", "a < b </PubmedArticle>"]]


def test_entities_that_a_file_declares_are_never_expanded():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    declared = f'<!DOCTYPE PubmedArticleSet [<!ENTITY a0 "ha"><!ENTITY file SYSTEM "file:///etc/hostname">{bomb}]>'
    data = f"{declared}<PubmedArticleSet>{article(title='&a8; and &file;')}</PubmedArticleSet>".encode()
    reading = formats.read_bytes(data, "file.xml")
    assert reading.records["title"].tolist() == ["&a8; and &file;"]
    assert "not expanded" in str(reading.problems[0])


def test_no_dtd_is_fetched(monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    assert "https://dtd.invalid" in HEAD
    assert len(formats.read_bytes(file(article()), "file.xml").records) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_any_declared_encoding_is_read(encoding):
    declared = "utf-16" if "16" in encoding else encoding.removesuffix("-sig")
    text = file(article(title="Berührung")).decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert formats.read_bytes(text.encode(encoding), "file.xml").records["title"].tolist() == ["Berührung"]


def test_deleted_citations_are_reported_and_are_no_records():
    data = file(article(), '<DeleteCitation><PMID Version="1">99000007</PMID><PMID>99000008</PMID></DeleteCitation>')
    reading = formats.read_bytes(data, "file.xml")
    assert (reading.deleted, len(reading.records)) == (["99000007", "99000008"], 1)


def test_a_file_of_deletions_only_is_no_error():
    reading = formats.read_bytes(
        b"<PubmedArticleSet><DeleteCitation><PMID>7</PMID></DeleteCitation></PubmedArticleSet>"
    )
    assert (reading.deleted, len(reading.records)) == (["7"], 0)
    assert list(reading.records)[: len(Records.columns)] == list(Records.columns)


def test_citations_without_their_pubmed_wrapping_are_read():
    bare = article().partition("<PubmedArticle>")[2].partition("<PubmedData>")[0]
    data = f"<MedlineCitationSet>{bare}</MedlineCitationSet>".encode()
    assert formats.read_bytes(data).records["pmid"].tolist() == ["99000001"]


def test_the_same_record_twice_is_kept_twice_and_told():
    reading = formats.read_bytes(file(article(version="1"), article(version="2")), "file.xml")
    assert reading.records["pmid_version"].tolist() == [1, 2]
    assert "2 times" in str(reading.problems[0])


def test_articles_and_books_come_in_the_order_of_the_file():
    reading = formats.read_bytes(file(article("99000001"), BOOK, article("99000003")), "file.xml")
    assert reading.records["record_type"].tolist() == ["article", "book", "article"]
    assert reading.records.loc[1, ["pmid", "journal", "doi"]].tolist() == [
        "99000090",
        "Invented syndromes",
        "10.99999/chapter.1",
    ]


def test_words_between_records_are_told():
    reading = formats.read_bytes(file(article("99000001"), "<Stray>lost</Stray>", article("99000002")), "file.xml")
    assert len(reading.records) == 2
    assert "belong to no record" in str(reading.problems[0])


def test_batches_are_the_file_in_pieces(tmp_path):
    path = tmp_path / "baseline.xml.gz"
    records = [article(str(99000000 + n)) for n in range(7)]
    path.write_bytes(gzip.compress(file(*records, "<DeleteCitation><PMID>7</PMID></DeleteCitation>")))
    problems, deleted = [], []
    frames = list(formats.iter_pubmed_xml(path, batch=3, problems=problems, deleted=deleted))
    assert [len(frame) for frame in frames] == [3, 3, 1]
    pd.testing.assert_frame_equal(pd.concat(frames, ignore_index=True), formats.read(path).records)
    assert (problems, deleted) == ([], ["7"])


def test_batches_of_a_file_without_records_are_an_input_error(tmp_path):
    path = tmp_path / "empty.xml"
    path.write_bytes(b"<PubmedArticleSet></PubmedArticleSet>")
    with pytest.raises(InputError, match=r"empty\.xml"):
        list(formats.iter_pubmed_xml(path))


def test_what_is_xml_and_not_pubmed_is_an_input_error():
    for data, told in (
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "web page"),
        (b"<?xml version='1.0'?><eFetchResult><ERROR>ID list is empty</ERROR></eFetchResult>", "ID list is empty"),
        (b"<records><record/></records>", "not PubMed's"),
    ):
        with pytest.raises(InputError, match=told):
            formats.read_bytes(data, "answer.xml")
