"""References find their PMID by DOI, then by title and year; only a close match is accepted, each outcome is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ncbi_records import invent

from touchstone import formats, pubmed
from touchstone.pubmed.candidates import CLOSE, Candidate, candidates, plain
from touchstone.tables import Records

FAST = {"email": "a@example.org", "progress": False, "rate": 500, "pause": 0.01, "timeout": 2, "patience": 5}
TITLES = {
    0: "Invented massage of the forearm for tired violinists: a pilot trial, part 1",
    1: "Invented massage of the forearm for tired violinists: a pilot trial, part 2",
    2: "Invented stroking of the scalp in sleepless bakers",
    3: "Invented stroking of the scalp in sleepless bakers",
    4: "Invented pressure on the sole of dancers and its effect on balance",
    5: "Invented pressure on the sole of dancers and its effect on balance",
}


@pytest.fixture
def library(ncbi):
    """A stand-in with six titled records; the last is an erratum to the one before it."""
    records = [replace(r, title=TITLES.get(n, r.title), published=2010) for n, r in enumerate(invent(30))]
    records[3] = replace(records[3], published=2001)
    records[5] = replace(records[5], publication_type="Published Erratum")
    return ncbi(records), [str(r.pmid) for r in records]


def _one(**reference: object) -> pd.Series:
    found = pubmed.resolve(Records.of([{"record_id": "lib:one", **reference}]), **FAST)
    assert list(found) == ["record_id", "pmid", "matched_by", "score", "title_found", "note"]
    return found.iloc[0]


def test_by_doi_however_it_is_written(library):
    row = _one(doi="https://doi.org/10.99999/INVENTED.7", title="Invented record 7 on massage", year=2010)
    assert (row["pmid"], row["matched_by"], row["score"]) == (library[1][7], "doi", 1.0)


@pytest.mark.usefixtures("library")
def test_a_doi_that_leads_to_another_work_is_not_accepted():
    row = _one(doi="10.99999/invented.7", title="Breathing exercises at high altitude")
    assert (row["pmid"], row["matched_by"]) == ("", "none")
    assert "whose title is another" in row["note"]


@pytest.mark.parametrize(
    "title",
    [
        TITLES[0],
        TITLES[0].upper() + ".",
        "[Invented massage of the forearm for tired violinists - a pilot trial, part 1.]",
        "Invented massages of the forearm for tired violinists: a pilot trial, part 1",
    ],
)
def test_by_title_and_year_within_one(library, title):
    row = _one(title=title, year=2011)
    assert (row["pmid"], row["matched_by"]) == (library[1][0], "title")
    assert row["score"] >= CLOSE
    assert row["title_found"] == TITLES[0]


def test_by_title_where_the_doi_is_not_in_pubmed(library):
    row = _one(doi="10.99999/elsewhere", title=TITLES[2], year=2010)
    assert (row["pmid"], row["matched_by"]) == (library[1][2], "title")


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        (
            {"title": TITLES[0].replace("part 1", "part 3"), "year": 2010},
            "no record with a close title in 2009",
        ),
        ({"title": TITLES[0], "year": 2015}, "no record with a close title in 2014 to 2016"),
        ({"title": TITLES[2]}, "title fits several records"),
        ({"title": "Invented stroking of the scalp", "year": 2010}, "no record with a close title"),
        ({"title": "Of the"}, "no word in the title"),
        ({}, "neither DOI nor title"),
    ],
)
@pytest.mark.usefixtures("library")
def test_what_is_not_close_is_told_and_not_accepted(reference, told):
    row = _one(**reference)
    assert (row["pmid"], row["matched_by"]) == ("", "none")
    assert told in row["note"]


@pytest.mark.usefixtures("library")
def test_the_best_candidate_is_shown_where_none_was_accepted():
    row = _one(title=TITLES[0].replace("part 1", "part 3"), year=2010)
    assert row["title_found"] in (TITLES[0], TITLES[1])
    assert 0.9 < row["score"] < 1


def test_an_erratum_with_the_same_title_is_not_the_study(library):
    assert _one(title=TITLES[5], year=2010)["pmid"] == library[1][4]


def test_records_with_a_pmid_are_left_out_and_two_with_the_same_find_are_told(library):
    records = Records.of(
        [
            {"record_id": "lib:a", "doi": "10.99999/invented.7"},
            {"record_id": "lib:b", "title": "Invented record 7 on massage", "year": 2010},
            {"record_id": "lib:c", "pmid": "123"},
        ]
    )
    found = pubmed.resolve(records, **FAST)
    assert found["record_id"].tolist() == ["lib:a", "lib:b"]
    assert found["pmid"].tolist() == [library[1][7]] * 2
    assert found["note"].tolist() == ["the same PMID as lib:b", "the same PMID as lib:a"]


def test_resolving_outlives_faults_and_goes_on_from_what_is_kept(library, tmp_path):
    server, pmids = library
    server.faults, server.stall = 1 / 3, 0.1
    records = Records.of([{"record_id": f"lib:{n}", "doi": f"10.99999/invented.{n}"} for n in range(6, 18)])
    kept = tmp_path / "resolved.jsonl"
    found = pubmed.resolve(records, kept=kept, **FAST)
    assert found["pmid"].tolist() == pmids[6:18]
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:20])  # as a kill leaves it
    server.arrivals.clear()
    pd.testing.assert_frame_equal(pubmed.resolve(records, kept=kept, **FAST), found)
    assert 0 < len({p["term"] for _, _, p in server.arrivals if "term" in p}) == 1
    assert len([json.loads(line) for line in kept.read_text().splitlines() if line.endswith("}")]) == 12


def test_without_an_answer_every_reference_is_told(library):
    library[0].always = "502"
    found = pubmed.resolve(Records.of([{"record_id": "lib:a", "doi": "10.99999/x"}]), **{**FAST, "patience": 0.3})
    assert found["matched_by"].tolist() == ["none"]
    assert found["note"].iloc[0].startswith("no answer from PubMed")


def test_published_abstracts_replace_digests_under_the_same_record_id(library, tmp_path):
    _, pmids = library
    records = Records.of(
        [
            {"record_id": "lib:one", "doi": "10.99999/invented.9", "digest": "Aim: invented."},
            {"record_id": "lib:two", "pmid": pmids[10], "digest": "Aim: invented."},
            {"record_id": "lib:three", "title": "Nobody ever published this", "year": 2010},
            {"record_id": "pmid:5", "pmid": "5", "abstract": "There.", "abstract_source": "pubmed"},
        ]
    )
    settings = {**FAST, "read": formats.read, "write": formats.to_jsonl_bytes}
    facts = pubmed.pull_references(records, tmp_path, **settings)
    pulled = formats.read(tmp_path / "records.jsonl").records
    assert pulled[["record_id", "pmid", "abstract_source"]].values.tolist() == [
        ["lib:one", pmids[9], "pubmed"],
        ["lib:two", pmids[10], "pubmed"],
    ]
    assert facts["search_kind"] == "curated"
    assert facts["resolved"] == {"doi": 1, "none": 1}
    assert facts["counts"]["records"] == 2
    told = [json.loads(line) for line in (tmp_path / "resolved.jsonl").read_text().splitlines()]
    assert [row["record_id"] for row in told] == ["lib:one", "lib:three"]
    assert pubmed.pull_references(records, tmp_path, **settings) == facts


def test_ids_of_references_are_not_the_records_own():
    body = (
        b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article><Journal><JournalIssue>"
        b"<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue></Journal>"
        b"<ArticleTitle>[Invented <i>p</i>&lt;0.05].</ArticleTitle><VernacularTitle>Erfunden</VernacularTitle>"
        b"</Article></MedlineCitation><PubmedData>"
        b'<ArticleIdList><ArticleId IdType="doi">10.99999/Own</ArticleId></ArticleIdList>'
        b'<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.99999/cited</ArticleId></ArticleIdList>'
        b"</Reference></ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>"
    )
    found = candidates(body)[0]
    assert found.dois == {"10.99999/own"}
    assert found.years == {1998, 1999}
    assert found.titles == ("[Invented p<0.05].", "Erfunden")


@given(st.text(max_size=60))
def test_a_title_is_as_close_to_itself_as_can_be(title):
    same = Candidate("90000001", (title,), frozenset({2010}), frozenset(), False)
    assert same.likeness(title) == 1.0
    assert same.is_close(title, None)
    assert plain(plain(title)) == plain(title)
