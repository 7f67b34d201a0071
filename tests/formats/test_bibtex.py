"""BibTeX as reference managers write it."""

from __future__ import annotations

from touchstone import formats

ENTRIES = r"""
@comment{nothing here}
@string{jit = "Journal of invented trials"}
@article{doe2001,
  title = {{CO2} and M{\"u}ller's \emph{touch} \& go},
  author = {Doe, Jane P. and Jos{\'e} van Roe and {Invented Touch Group} and others},
  journal = "Journal of invented trials",
  year = 2001, volume = {7}, number = {2}, pages = {11--19},
  doi = {10.99999/A\_1},
  note = {PMID: 99000001}
}
@book{roe2002, title = {Invented syndromes}, author = {Roe, R.}, year = {2002}}
"""


def test_entries_are_read():
    reading = formats.read_bytes(ENTRIES.encode(), "refs.bib")
    article, book = reading.records.to_dict("records")
    assert article["title"] == "CO2 and Müller's touch & go"
    assert article["authors"] == ("Doe JP", "van Roe J", "Invented Touch Group")
    assert (article["pmid"], article["doi"], article["pages"]) == ("99000001", "10.99999/a_1", "11-19")
    assert (article["year"], article["issue"], article["accession"]) == (2001, "2", "doe2001")
    assert book["record_type"] == "book"
    assert reading.problems == []


def test_an_entry_that_is_not_closed_is_named_and_costs_no_other():
    text = "@article{a, title = {One}, year = {2001}}\n@article{b, title = {Two\n@article{c, title = {Three}}\n"
    reading = formats.read_bytes(text.encode(), "refs.bib")
    assert reading.records["title"].tolist()[::2] == ["One", "Three"]
    assert str(reading.problems[0]).startswith("refs.bib: line 2: entry 'b' is not closed")
