"""A page for each claim: nothing is left out, everything is a link that leads somewhere, and text stays text."""

from __future__ import annotations

import re

import pytest
from pages import hostile, loaded, policy

from touchstone.page import write_claim_pages
from touchstone.page.claim_pages import file_of


@pytest.fixture(scope="module")
def folder(review, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "claims"
    folder.mkdir()
    (folder / "a_claim_no_longer_made.html").write_text("old")
    write_claim_pages(review, folder)
    return folder


def test_every_claim_has_its_page_and_a_line_in_the_list_and_old_pages_are_gone(review, folder):
    files = {path.name for path in folder.glob("*.html")}
    assert files == {file_of(claim) for claim in review.claims["claim_id"]} | {"index.html"}
    ledger = (folder / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'<th scope="row"><a href="([^"]+)"', ledger)) == files - {"index.html"}


def test_every_link_between_the_pages_leads_somewhere(folder):
    for path in folder.glob("*.html"):
        for link in re.findall(r'href="([^"#]+)"', path.read_text(encoding="utf-8")):
            if not link.startswith(("https://pubmed.", "https://doi.org/", "../../")):
                assert (folder / link).is_file(), f"{path.name}: {link}"


def test_a_page_loads_nothing_and_runs_no_script(folder):
    page = (folder / "ms_self_efficacy.html").read_text(encoding="utf-8")
    assert not loaded(page)
    assert "script-src" not in policy(page)
    assert policy(page)["default-src"] == ["'none'"]


def test_a_page_has_both_verdicts_every_rule_set_and_each_study_with_its_sentences(review, folder):
    claim = review.claims.set_index("claim_id").loc["ms_self_efficacy"]
    page = (folder / "ms_self_efficacy.html").read_text(encoding="utf-8")
    for label in (rule.label for rule in review.protocol.strength.rule_sets.values()):
        assert label in page
    assert claim["say_instead"] in page
    assert claim["would_settle"] in page
    assert page.count("<blockquote>") == len(claim["sentences"])


def test_what_a_record_says_stays_text(review, tmp_path):
    write_claim_pages(hostile(review), tmp_path)
    for path in tmp_path.glob("*.html"):
        assert "<img" not in path.read_text(encoding="utf-8")
