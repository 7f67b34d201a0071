from __future__ import annotations

import pickle
import re
import subprocess
import sys

import pytest
from lxml import html
from pages import HOSTILE, data_of, hash_of, loaded, parts_of, policy, slice_of

from touchstone.coding import cite
from touchstone.figures.style import DIRECTION, STRENGTH_TINT
from touchstone.page.evidence_map import cell_words
from touchstone.page.map_data import shown_cells
from touchstone.page.map_rows import claim_verdict
from touchstone.page.render import HERE
from touchstone.protocol import label_of

LIMIT = 1_500_000


def cells_on(page: str) -> dict[tuple[str, str, str], html.HtmlElement]:
    """Every cell of the page's tables by population, outcome and contrast."""
    found = {}
    for matrix in html.document_fromstring(page).xpath("//div[@data-contrast]"):
        outcomes = matrix.xpath(".//tr[@class='cols']/th/@data-code")
        for row in matrix.xpath(".//tbody/tr[th[@scope='row']]"):
            tds = row.xpath("./td")
            assert len(tds) == len(outcomes)
            for outcome, td in zip(outcomes, tds, strict=True):
                if len(td):
                    found[row.xpath("./th/@data-code")[0], outcome, matrix.get("data-contrast")] = td
    return found


def test_nothing_is_loaded_from_anywhere(evidence_map):
    assert loaded(evidence_map) == []


def test_the_policy_allows_exactly_the_script_and_style_inside(evidence_map):
    rules = policy(evidence_map)
    root = html.document_fromstring(evidence_map)
    (script,) = re.findall(r"<script>(.*?)</script>", evidence_map, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", evidence_map, re.DOTALL)
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["script-src"] == [hash_of(script)]
    assert rules["style-src"] == [hash_of(style)]
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert root.xpath("//@style | //@onclick | //@onload | //@onerror") == []


def test_the_whole_review_fits_into_a_file_that_can_be_mailed(evidence_map):
    assert len(evidence_map.encode()) <= LIMIT


def test_every_cell_shows_the_counts_of_the_cells_table(review, evidence_map):
    shown = cells_on(evidence_map)
    held = shown_cells(review.cells).to_dict("records")
    assert len(shown) == len(held)
    for cell in held:
        td = shown[cell["population"], cell["outcome"], cell["contrast"]]
        if cell["n_studies"]:
            people = f"{cell['n_participants']:,}" if cell["n_participants"] else "?"
            assert [td.findtext("./button/b"), td.findtext("./button/small")] == [str(cell["n_studies"]), people]
        else:
            assert td.find("./button/b") is None


def test_a_cell_tells_direction_and_strength_by_shape_and_in_its_name(review, evidence_map):
    shown = cells_on(evidence_map)
    for cell in shown_cells(review.cells).to_dict("records"):
        button = shown[cell["population"], cell["outcome"], cell["contrast"]].find("button")
        population = label_of(review.protocol.vocabulary, "population", cell["population"])
        outcome = label_of(review.protocol.vocabulary, "outcome", cell["outcome"])
        assert button.get("aria-label") == f"{population}, {outcome}: {cell_words(cell)}"
        wanted = [f"#{cell['direction']}", f"#{cell['strength']}"] if cell["n_studies"] else ["#absent"]
        assert [use.get("href") for use in button.iter("use")] == wanted
    ids = set(html.document_fromstring(evidence_map).xpath("//symbol/@id"))
    assert {*DIRECTION, *STRENGTH_TINT, "absent"} - {"none"} == ids


def test_a_cell_in_words():
    cell = {"n_studies": 3, "n_silent": 1, "strength": "limited", "direction": "benefit", "n_participants": 1240}
    assert cell_words(cell) == "benefit, limited evidence, 3 studies, 1,240 people"
    assert cell_words(cell | {"n_studies": 0}) == "no result that can vote, 1 study without one"
    assert cell_words(cell | {"n_participants": 0}).endswith("people not told")


def test_what_is_behind_a_cell_is_what_the_tables_say(review, evidence_map):
    data = data_of(evidence_map)
    rules = list(review.protocol.strength.rule_sets)
    held = {(c["population"], c["outcome"], c["contrast"]): c for c in shown_cells(review.cells).to_dict("records")}
    assert len(data["cells"]) == len(held)
    for packed in data["cells"]:
        cell = held[packed["population"], packed["outcome"], packed["contrast"]]
        votes = [data["votes"][row] for row in packed["votes"]]
        ids = [data["studies"][vote["study"]]["id"] for vote in votes]
        assert sorted(i for i, v in zip(ids, votes, strict=True) if v["vote"]) == sorted(cell["study_ids"])
        assert sorted(i for i, v in zip(ids, votes, strict=True) if not v["vote"]) == sorted(cell["silent_ids"])
        assert all(data["phrases"][vote["why"]] for vote in votes)
        assert [data["phrases"][row] for row in packed["reasons"]] == list(cell["reasons"])
        assert dict(zip(rules, packed["verdicts"], strict=True)) == cell["verdicts"]
        assert [data["studies"][row]["id"] for row in packed["carried_by"] or []] == list(cell["carried_by"])


def test_marked_sentences_are_the_findings_quotes(review, evidence_map):
    data = data_of(evidence_map)
    quotes = set(review.findings["quote"])
    located = [result for result in data["results"] if result["text"] is not None]
    assert len(located) > 500
    for result in located:
        assert slice_of(data["texts"][result["text"]]["text"], result["start"], result["end"]) in quotes


def test_a_sentence_behind_a_sign_outside_the_basic_plane_is_still_marked_exactly(review):
    from touchstone.page.evidence_map import evidence_map_html

    parts = parts_of(review)
    behind_votes = parts.findings["finding_id"].isin([i for ids in parts.votes["finding_ids"] for i in ids])
    record = parts.findings[behind_votes & (parts.findings["field"] == "digest")]["record_id"].iloc[0]
    of_record = parts.findings["record_id"] == record
    parts.records.loc[parts.records["record_id"] == record, "digest"] = (
        "𝛼𝛽 " + parts.records.set_index("record_id")["digest"][record]
    )
    parts.findings.loc[of_record, ["start", "end"]] += 3
    data = data_of(evidence_map_html(parts))
    text = next(row for row, text in enumerate(data["texts"]) if text["text"].startswith("𝛼𝛽"))
    quotes = {slice_of(data["texts"][text]["text"], r["start"], r["end"]) for r in data["results"] if r["text"] == text}
    assert quotes
    assert quotes <= set(parts.findings[of_record]["quote"])


def test_a_digest_is_never_called_an_abstract(review, evidence_map):
    fields = {text["field"] for text in data_of(evidence_map)["texts"]}
    assert ("abstract" in fields) == bool((review.records["abstract"] != "").any())
    assert '{ digest: "Digest, not the abstract"' in evidence_map


def test_text_of_records_and_claims_stays_text(evidence_map, hostile_map):
    plain, attacked = html.document_fromstring(evidence_map), html.document_fromstring(hostile_map)
    assert attacked.xpath("//img") == []
    assert len(attacked.xpath("//script")) == len(plain.xpath("//script")) == 2
    assert "<img" not in hostile_map
    data = data_of(hostile_map)
    assert all(study["title"].endswith(HOSTILE) for study in data["studies"])
    assert HOSTILE.split("\u2028")[0] in attacked.xpath("//details[@class='claim']//span[@class='text-of']/text()")[0]
    assert loaded(hostile_map) == []


def test_scripts_set_text_only_as_text():
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "static").glob("*.js")}
    assert scripts
    for name, text in scripts.items():
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch("):
            assert word not in text, f"{name}: {word}"


def test_every_claim_stands_with_both_verdicts_and_leads_to_its_cells(review, evidence_map):
    root = html.document_fromstring(evidence_map)
    entries = {entry.get("id").removeprefix("claim="): entry for entry in root.xpath("//details[@class='claim']")}
    assert set(entries) == set(review.claims["claim_id"])
    words = dict(review.claims[["claim_id", "text"]].itertuples(index=False))
    there = {f"#cell={'/'.join(key)}" for key in cells_on(evidence_map)}
    for claim in review.claims.to_dict("records"):
        said = entries[claim["claim_id"]].text_content()
        assert claim["text"] in said
        assert claim_verdict(claim, words) in said
        assert all(cited["citation_accuracy"] in said for cited in claim["citations"])
        links = entries[claim["claim_id"]].xpath(".//a[starts-with(@href, '#cell=')]/@href")
        assert set(links) <= there


def test_a_collected_set_says_not_in_this_set_and_a_searched_one_no_study_found(review, evidence_map):
    from touchstone.page.evidence_map import evidence_map_html

    searched = evidence_map_html(parts_of(review, systematic=True))
    assert "Blank: not in this set" in evidence_map
    assert "Blank: no study found" in searched
    assert "not a systematic search" not in searched


def test_filters_and_headings_name_every_part_for_a_screen_reader(evidence_map):
    root = html.document_fromstring(evidence_map)
    assert root.get("lang") == "en"
    assert len(root.xpath("//h1")) == 1
    for field in root.xpath("//input | //select"):
        assert field.getparent().tag == "label"
    for table in root.xpath("//div[@data-contrast]//table"):
        assert table.find("caption") is not None
        assert {th.get("scope") for th in table.iter("th")} == {"col", "row", "colgroup", "rowgroup"}
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {f"#{i}" for i in ids}
    links = [href for href in root.xpath("//a/@href") if href.startswith("#") and "=" not in href]
    assert set(links) <= inside


def test_the_colours_are_the_figures_colours(evidence_map):
    for name, colour in {**DIRECTION, **STRENGTH_TINT}.items():
        assert f"-{name.replace('_', '-')}:{colour};" in evidence_map


def test_the_same_review_gives_the_same_bytes_under_another_hash_seed(review, evidence_map, tmp_path):
    (tmp_path / "review.pickle").write_bytes(pickle.dumps(parts_of(review)))
    code = (
        "import pickle, sys; from pathlib import Path; from touchstone.page import write_evidence_map; "
        "write_evidence_map(pickle.loads(Path('review.pickle').read_bytes()), Path('map.html'))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONHASHSEED": "7"}, check=True)
    assert (tmp_path / "map.html").read_bytes() == evidence_map.encode()


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Jane SW", "Jane 2011"),
        ("van der Berg AB", "van der Berg 2011"),
        ("Müller-Šmit Ö", "Müller-Šmit 2011"),
        ("Hand Massage Study Group", "Hand Massage Study Group 2011"),
    ],
)
def test_a_study_is_called_by_family_name_and_year(author, name):
    assert cite({"first_author": author, "year": 2011, "title": "A trial", "study_id": "x"}) == name
