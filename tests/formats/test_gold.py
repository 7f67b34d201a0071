"""Real files from many sources, where they are at hand: nothing raises, nothing is lost, formats agree."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree

from touchstone import formats
from touchstone.errors import InputError
from touchstone.formats import pubmed_stream
from touchstone.formats.pubmed_quick import quick_row
from touchstone.formats.pubmed_record import article_row
from touchstone.formats.pubmed_xml import lean_xml
from touchstone.formats.sections import split_sections

GOLD = Path(os.environ.get("TOUCHSTONE_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "gold"
FOLDERS = ("pubmed_xml", "medline", "ris")
FILES = [path for folder in FOLDERS for path in sorted((GOLD / folder).glob("*"))]
OPENINGS = {
    "PubMed XML": re.compile(rb"<(?:MedlineCitation|PubmedBookArticle)[\s>]"),
    "MEDLINE": re.compile(rb"^PMID ?-", re.MULTILINE),
    "RIS": re.compile(rb"^(?:\xef\xbb\xbf)?TY {1,2}-", re.MULTILINE),
    "BibTeX": re.compile(rb"^\s*@(?!comment|string|preamble)\w+\s*\{", re.MULTILINE | re.IGNORECASE),
}
EMPTY = {"asreview_asreview__tests_demo_data_baseline_reference_types.ris"}  # types of reference and nothing else
ODD = {  # test files made to be odd: blocks of MEDLINE tags that have no PMID, and a DOI or title only
    "JabRef+jabref__27159168__MedlinePlainImporterTestMultipleEntries.txt": 1,
}

ALIKE = (
    "doi", "pmcid", "journal", "volume", "issue", "pages", "language", "publication_types", "mesh", "keywords",
    "registry_ids", "record_type", "retracted",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not FILES, reason="the real files (shared/gold) are not at hand")


@cache
def read(path: Path) -> formats.Reading:
    return formats.read(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_opening_of_a_record_is_a_record_or_a_problem(path):
    if path.name in EMPTY:
        with pytest.raises(InputError, match="no record in this RIS file"):
            read(path)
        return
    reading = read(path)
    openings = len(OPENINGS[reading.format].findall(path.read_bytes())) + ODD.get(path.name, 0)
    left_out = sum("left out" in str(problem) for problem in reading.problems)
    assert len(reading.records) + (left_out if reading.format == "RIS" else 0) == openings


def test_the_short_way_and_the_parser_agree_on_every_real_article():
    quick = every = 0
    for path in sorted((GOLD / "pubmed_xml").glob("*")):
        for piece in pubmed_stream.pieces(iter([path.read_bytes()])):
            if piece.tag != "PubmedArticle" or piece.fault:
                continue
            every += 1
            row = quick_row(lean_xml(piece.xml).decode())
            if row is not None:
                quick += 1
                assert row == article_row(etree.fromstring(piece.xml)), row["pmid"]
    assert quick > 0.9 * every > 0


def _bare(text: str) -> str:
    """Letters only: MEDLINE format spells Greek letters out and sets scripts in brackets."""
    return "".join(re.findall(r"[a-z]+", text.lower()))


def test_a_record_says_the_same_in_xml_and_in_medline_format():
    xml, medline = (
        pd.concat([read(path).records for path in FILES if path.parent.name == folder])
        .query("pmid != ''")
        .drop_duplicates("pmid")
        .set_index("pmid")
        for folder in ("pubmed_xml", "medline")
    )
    both = xml.join(medline.add_suffix("_medline"), how="inner")
    assert len(both) > 0
    for pmid, row in both.iterrows():
        assert row["year"] == row["year_medline"], pmid
        assert _bare(row["title"])[:40] == _bare(row["title_medline"])[:40], pmid
        families = [[_bare(name)[:4] for name in sorted(row[column])] for column in ("authors", "authors_medline")]
        assert families[0] == families[1], pmid
        for column in ALIKE:
            assert row[column] == row[f"{column}_medline"], (pmid, column)
        for column in ("mesh_qualifiers", "notices"):
            assert _links(row[column]) == _links(row[f"{column}_medline"]), (pmid, column)


def _links(values: object) -> list:
    """What is linked or qualified, without the words of a citation, which the formats write in their own ways."""
    values = values if isinstance(values, list) else []
    return sorted((v["kind"], v["pmid"]) if isinstance(v, dict) else v for v in values)


def test_headings_within_the_text_give_the_sections_that_nlms_labels_give():
    agree = labels = 0
    for path in sorted((GOLD / "pubmed_xml").glob("*")):
        for sections, abstract in read(path).records[["sections", "abstract"]].to_numpy():
            labelled = [part for part in sections or () if part["label"].isascii() and part["label"]]
            found = {(part["start"], part["category"]) for part in split_sections(abstract.replace("\n", " "))}
            labels += len(labelled)
            agree += sum((part["start"], part["category"]) in found for part in labelled)
    assert agree > 0.9 * labels > 0


def test_the_hand_labelled_sets_are_read_whole():
    assert len(read(GOLD / "records" / "records.jsonl").records) == 4999
    reading = read(GOLD / "rct_or_not" / "medline_500.txt")
    assert len(reading.records) == 476
    assert (reading.records["title"] != "").all()
    assert reading.records["year"].notna().all()
