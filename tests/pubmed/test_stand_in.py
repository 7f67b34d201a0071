"""The stand-in answers as NCBI documents the E-utilities; what the client is tested against must be right itself."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request

import pytest
from lxml import etree
from ncbi import StandIn
from ncbi_records import BUSY_DAY, invent


@pytest.fixture(scope="module")
def server():
    with StandIn(invent(11_000, 10_500)) as running:
        yield running


def _ask(server: StandIn, utility: str, **params: object) -> bytes:
    form = urllib.parse.urlencode({"db": "pubmed", **params}).encode()
    with urllib.request.urlopen(f"{server.url}{utility}.fcgi", form, timeout=10) as answer:
        return answer.read()


def test_esearch_counts_all_and_lists_no_more_than_9999(server):
    root = etree.fromstring(_ask(server, "esearch", term="massage", retmax=100_000))
    assert root.findtext("Count") == "11000"
    assert len(root.findall("IdList/Id")) == 9_999


def test_esearch_beyond_the_cap_is_an_error_under_status_200(server):
    root = etree.fromstring(_ask(server, "esearch", term="massage", retstart=9_999))
    assert "cannot be larger than 9998" in root.findtext("ERROR")


def test_esearch_says_which_phrases_it_did_not_find(server):
    told = json.loads(_ask(server, "esearch", term='massage OR zzyzx OR "no such words"[ti]', retmode="json"))
    assert told["esearchresult"]["errorlist"]["phrasesnotfound"] == ["zzyzx"]
    assert told["esearchresult"]["warninglist"]["quotedphrasesnotfound"] == ['"no such words"']


def test_dates_and_pmid_ranges_cut_the_hits_into_parts_that_add_up(server):
    day = f"{BUSY_DAY:%Y/%m/%d}"
    limits = {"datetype": "crdt", "mindate": day, "maxdate": day, "retmode": "json"}

    def count(term: str) -> int:
        return int(json.loads(_ask(server, "esearch", term=term, **limits))["esearchresult"]["count"])

    low, high = count("(massage) AND 1:90020000[uid]"), count("(massage) AND 90020001:99999999[uid]")
    assert low > 0
    assert low + high == count("massage") >= 10_500


def test_history_of_esearch_and_epost_can_be_fetched_from(server):
    pmids = list(server.index.records)[:5]
    posted = etree.fromstring(_ask(server, "epost", id=",".join(pmids)))
    history = {"WebEnv": posted.findtext("WebEnv"), "query_key": posted.findtext("QueryKey")}
    root = etree.fromstring(_ask(server, "efetch", retmode="xml", retstart=1, retmax=3, **history))
    assert [e.text for e in root.iterfind(".//MedlineCitation/PMID")] == pmids[1:4]


def test_esummary_in_json_takes_500_ids_and_names_those_it_does_not_know(server):
    pmids = list(server.index.records)
    told = json.loads(_ask(server, "esummary", id=f"{pmids[0]},99999999", retmode="json"))["result"]
    assert told[pmids[0]]["doctype"] == "citation"
    assert told["99999999"]["error"] == "cannot get document summary"
    assert b"Too many UIDs" in _ask(server, "esummary", id=",".join(pmids[:501]), retmode="json")


def test_einfo_names_the_build(server):
    assert etree.fromstring(_ask(server, "einfo")).findtext("DbInfo/DbBuild") == "Build-invented"


def test_long_addresses_get_414(server):
    with pytest.raises(urllib.error.HTTPError, match="414"):
        urllib.request.urlopen(f"{server.url}efetch.fcgi?id={'1,' * 3000}", timeout=10)


def test_more_requests_than_the_limit_get_429():
    with StandIn(invent(10), limit=3) as server:
        for _ in range(3):
            _ask(server, "einfo")
        with pytest.raises(urllib.error.HTTPError, match="429"):
            _ask(server, "einfo")
