"""CSV: PubMed's export and plain tables."""

from __future__ import annotations

from touchstone import formats

PUBMED = (
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n"
    '"99000001","Massage, ""Swedish"", after an operation","Doe JP, Roe R.","J Inv Trials. 2001 Feb;7(2):11-9. doi: '
    '10.99999/A.1.","Doe JP","J Inv Trials","2001","2001/02/03","PMC99","","10.99999/A.1"\n'
)


def read(text: str) -> formats.Reading:
    return formats.read_bytes(text.encode(), "hits.csv")


def test_pubmeds_export_is_read():
    record = read("\ufeff" + PUBMED).records.iloc[0].to_dict()
    expected = {
        "record_id": "pmid:99000001",
        "title": 'Massage, "Swedish", after an operation',
        "authors": ("Doe JP", "Roe R"),
        "journal": "J Inv Trials",
        "year": 2001,
        "volume": "7",
        "issue": "2",
        "pages": "11-9",
        "pmcid": "PMC99",
        "doi": "10.99999/a.1",
        "Create Date": "2001/02/03",
    }
    assert {column: record[column] for column in expected} == expected


def test_a_plain_table_with_other_separators_is_read():
    for separator in ";\t":
        text = f"Title{separator}Year{separator}Authors\nA{separator}2001{separator}Doe J\n"
        assert read(text).records[["title", "year"]].to_numpy().tolist() == [["A", 2001]]


def test_a_table_of_records_is_read_as_it_was_written():
    text = "record_id,title,authors,year,mesh\nlib:a,A,Doe J;Roe R,2001,Massage*;Humans\n"
    record = read(text).records.iloc[0]
    assert (record["record_id"], record["authors"], record["mesh"]) == (
        "lib:a",
        ("Doe J", "Roe R"),
        ("Massage*", "Humans"),
    )


def test_an_abstract_of_several_lines_is_one_field():
    reading = read('pmid,title,abstract\n1,A,"Aim: To see.\nResults: None."\n2,B,\n')
    assert reading.records["abstract"].tolist() == ["Aim: To see.\nResults: None.", ""]
    assert reading.problems == []


def test_a_quotation_mark_never_closed_costs_no_other_row():
    reading = read('pmid,title\n1,A\n2,"B\n3,C\n4,D\n')
    assert reading.records["pmid"].tolist() == ["1", "2", "3", "4"]
    assert [problem.place for problem in reading.problems] == ["line 3"]


def test_a_row_of_another_length_is_read_as_far_as_it_goes_and_told():
    reading = read("pmid,title,year\n1,A,2001\n2,B\n")
    assert reading.records["title"].tolist() == ["A", "B"]
    assert "line 3: 2 fields where the header has 3" in str(reading.problems[0])


def test_a_row_that_names_no_publication_is_left_out_and_told():
    reading = read("pmid,title,year\n1,A,2001\n,,2002\n")
    assert len(reading.records) == 1
    assert reading.problems[0].place == "line 3"
