"""The evidence map as a reader uses it: filter, fold, open, follow, search, save, print, and back again."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from reviews import ATTACK, FORMULA

from touchstone import formats

CELL = "button[data-cell='cancer/pain/efficacy']"


@pytest.fixture
def page(visit, site):
    return visit(site / "evidence_map.html")


def status(page) -> str:
    return page.inner_text("#status")


def shown(page) -> list[str]:
    return page.eval_on_selector_all(
        ".matrix td button", "all => all.filter(b => b.checkVisibility()).map(b => b.dataset.cell)"
    )


def rows(page) -> list[str]:
    script = "all => all.filter(h => h.checkVisibility()).map(h => h.firstChild.data.trim())"
    return page.eval_on_selector_all("tbody th[scope=row]", script)


def choose(page, facet: str, word: str) -> None:
    if not page.locator("#filters").evaluate("d => d.open"):
        page.click("#filters > summary")
    page.locator(f".facet[data-facet={facet}]").evaluate("d => { d.open = true; }")
    page.locator(f".facet[data-facet={facet}]").get_by_text(word, exact=True).click()


def saved(page, name: str) -> Path:
    if not page.locator(f"[data-save='{name}']").is_visible():
        page.locator(f"[data-save='{name}']").evaluate("b => { b.closest('details').open = true; }")
    with page.expect_download() as waiting:
        page.click(f"[data-save='{name}']")
    return waiting.value.path()


def test_a_filter_counts_again_at_once_and_says_that_the_verdict_is_of_all_studies(page):
    every = page.text_content(f"{CELL} b")
    assert not page.is_visible("#part")
    choose(page, "result", "No difference")
    assert page.text_content(f"{CELL} b") == "1"
    assert "verdicts are not judged again here" in page.inner_text("#part")
    assert f"1 of {every} studies fit the filters" in page.get_attribute(CELL, "aria-label")
    page.click(CELL)
    assert f"Of the {every} studies with a vote 1 fit the filters (1 no difference)" in page.inner_text("#panel")
    page.keyboard.press("Escape")
    page.click("#reset")
    assert page.text_content(f"{CELL} b") == every != "1"


def test_every_choice_says_how_many_studies_it_would_leave(page):
    choose(page, "result", "Benefit")
    told = int(page.inner_text(".facet[data-facet=result] .option:has(input:checked) small"))
    assert status(page).endswith(f"{told} studies fit.")
    page.fill("#from", "2015")
    assert int(page.inner_text(".facet[data-facet=result] .option:has(input:checked) small")) < told


def test_words_find_studies_by_text_author_and_pmid(page):
    page.fill("#words", "fibromyalgia fatigue")
    assert "2 studies fit" in status(page)
    page.fill("#words", "90000018")
    assert "1 study fit" in status(page)
    page.fill("#words", "nowhere to be found")
    assert "Nothing fits" in status(page)


def test_reviews_are_counted_apart_and_never_with_the_studies(page):
    assert not page.is_visible("button[data-cell='cancer/depression/efficacy']")
    page.click("#filters > summary")
    page.check("[name=layer][value=review]")
    assert page.text_content(f"{CELL} b") == "1"
    assert "reviews are never added" in page.inner_text("#part")
    page.click(CELL)
    assert "systematic review" in page.inner_text("#panel")


def test_groups_fold_rows_sort_and_empty_rows_hide(page):
    page.click("#fold")
    assert shown(page) == []
    page.click("#fold")
    assert CELL.split("'")[1] in shown(page)
    page.select_option("#sort", "studies")
    assert rows(page)[:2] == ["People at large", "Cancer"]
    page.select_option("#sort", "name")
    assert rows(page)[0] == "Cancer"
    page.select_option("#sort", "")
    page.fill("#find", "cancer")
    assert rows(page) == ["Cancer"]
    page.uncheck("#hide")
    assert len(rows(page)) > 1


def test_a_cell_opens_down_to_the_sentence_in_the_abstract(page):
    page.click(CELL)
    said = page.inner_text("#panel")
    for wanted in ("Why", "Under each rule set", "Coding stability", "the verdict stands in", "beside it"):
        assert wanted in said
    page.click("#panel .study:has-text('Nobody18') > summary")
    assert "Pain was lower" in page.inner_text("#panel .study[open] mark")
    assert "Abstract" in page.inner_text("#panel .study[open] .label")
    links = page.eval_on_selector_all("#panel .study[open] .links a", "all => all.map(a => a.href)")
    assert links == ["https://pubmed.ncbi.nlm.nih.gov/90000018/", "https://doi.org/10.9999/invented.18"]


def test_a_claim_leads_to_its_cells_and_the_cell_back_to_the_claim(page):
    claim = page.locator(".claim:has(a[href='#cell=any/pain/efficacy'])").first
    claim.locator("summary").click()
    claim.locator("a[href='#cell=any/pain/efficacy']").first.click()
    assert page.inner_text("#panel-head") == "People at large: pain"
    page.locator("#panel a[href^='#claim=']").first.click()
    assert "Rests on" in page.inner_text("#panel")
    page.click("#back")
    assert page.inner_text("#panel-head") == "People at large: pain"
    page.go_back()
    assert not page.locator("#panel").evaluate("d => d.open")


def test_claims_are_found_by_words_and_by_what_the_evidence_says(page):
    every = page.inner_text("#claim-status")
    page.fill("#claim-find", "pain")
    assert page.inner_text("#claim-status") != every
    page.locator("#verdicts button").first.click()
    assert page.locator("#verdicts button").first.get_attribute("aria-pressed") == "true"


def test_the_address_keeps_the_view(page, visit, site):
    choose(page, "result", "Benefit")
    page.fill("#words", "pain")
    page.select_option("#sort", "studies")
    page.fill("#from", "2001")
    before, held = shown(page), status(page)
    again = visit(site / "evidence_map.html", page.evaluate("location.hash"))
    assert (shown(again), status(again)) == (before, held)
    assert again.input_value("#words") == "pain"
    opened = visit(site / "evidence_map.html", "#result=benefit&cell=cancer/pain/efficacy")
    assert opened.inner_text("#panel-head") == "Cancer: pain"
    assert "fit the filters" in opened.inner_text("#panel")


def test_an_address_of_what_does_not_exist_opens_the_map(visit, site):
    page = visit(site / "evidence_map.html", "#cell=nobody/nothing/efficacy&design=<b>&from=x&sort=up")
    assert not page.locator("#panel").evaluate("d => d.open")
    assert shown(page)


def test_the_csv_holds_what_is_shown_and_starts_no_formula(page):
    page.fill("#words", "foot massage")
    rows = list(csv.DictReader(io.StringIO(saved(page, "studies.csv").read_text(encoding="utf-8-sig"))))
    assert f"{len(rows)} studies fit" in status(page)
    assert next(r["title"] for r in rows if "HYPERLINK" in r["title"]).startswith(f"'{FORMULA}")
    assert next(r["title"] for r in rows if "<img" in r["title"]).startswith(ATTACK)
    cells = list(csv.DictReader(io.StringIO(saved(page, "cells.csv").read_text(encoding="utf-8-sig"))))
    assert len(cells) == len(shown(page))
    assert {c["filters"] for c in cells} == {"with the words “foot massage”"}
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows + cells for value in row.values())
    assert len(list(csv.reader(io.StringIO(saved(page, "claims.csv").read_text(encoding="utf-8-sig"))))) > 100


def test_the_ris_is_read_back_as_the_same_records(page, tmp_path):
    page.click(CELL)
    path = saved(page, "cell.ris").rename(tmp_path / "studies.ris")
    back = formats.read(path)
    assert not back.problems
    records = back.records.set_index("record_id")
    assert len(records) == 5
    one = records.loc["pmid:90000018"]
    assert (one["pmid"], one["doi"], one["year"]) == ("90000018", "10.9999/invented.18", 2018)
    assert list(one["authors"]) == ["Nobody18 A", "Somebody BC"]
    assert (one["journal"], one["volume"], one["pages"]) == ("Journal of Nowhere", "18", "181-189")
    assert one["abstract"].startswith("Objective: To test")
    assert any(title.startswith(ATTACK) for title in records["title"])


def test_print_shows_the_map_and_the_filters_and_no_controls(page):
    page.fill("#words", "pain")
    page.emulate_media(media="print")
    assert not page.is_visible("#controls")
    assert page.is_visible(".matrix table")
    assert "with the words “pain”" in page.inner_text("#print-state")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_record_that_attacks_stays_text(page):
    assert page.query_selector("main img") is None
    page.click(CELL)
    page.locator("#panel .study > summary", has_text=re.compile("<img src=x")).click()
    assert ATTACK in page.inner_text("#panel .study[open] .title")
    assert page.query_selector("#panel img") is None
