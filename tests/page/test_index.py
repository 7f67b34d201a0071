from __future__ import annotations

import csv
from urllib.parse import unquote

from lxml import html
from pages import FIGURE, HEADLINES, NOTEBOOK, hash_of, loaded, policy

from touchstone import tables


def read(folder, name="index.html") -> tuple[str, html.HtmlElement]:
    text = (folder / name).read_text(encoding="utf-8")
    return text, html.document_fromstring(text)


def test_only_figures_beside_the_page_are_loaded(processed):
    text, _ = read(processed)
    assert loaded(text) == ["figures/sample.svg"]
    assert policy(text)["default-src"] == ["'none'"]
    assert policy(text)["img-src"] == ["'self'", "file:"]
    assert policy(text)["style-src"] == [hash_of(text.split("<style>")[1].split("</style>")[0])]
    assert "script-src" not in policy(text)


def test_every_link_is_relative_and_leads_somewhere(processed):
    for name in ("index.html", "data_dictionary.html"):
        _, root = read(processed, name)
        for href in root.xpath("//a/@href"):
            path, _, place = href.partition("#")
            assert ":" not in href
            assert (processed / (path or name)).is_file()
            if place:
                _, target = read(processed, path or name)
                assert target.xpath("//*[@id=$place]", place=unquote(place)), href


def test_what_was_found_comes_first_and_as_text(processed):
    _, root = read(processed)
    assert [line.text_content() for line in root.xpath("//ol[@class='headlines']/li")] == HEADLINES
    assert root.xpath("//main/section/@id")[0] == "found"
    assert root.xpath("//script") == []


def test_a_figure_has_its_alternative_text_caption_and_three_files(processed):
    _, root = read(processed)
    (figure,) = root.xpath("//figure")
    assert figure.xpath(".//img/@alt") == [FIGURE["alt"]]
    assert FIGURE["caption"] in figure.text_content()
    assert figure.xpath(".//span[@class='files']/a/@href") == [f"figures/sample.{k}" for k in ("svg", "pdf", "png")]


def test_tables_are_listed_with_their_rows(processed, review):
    _, root = read(processed)
    rows = {row.xpath("string(th)"): row.xpath("string(td[2])") for row in root.xpath("//*[@id='tables']//tbody/tr")}
    with (processed / "flow.csv").open(encoding="utf-8", newline="") as file:
        flow = len(list(csv.reader(file))) - 1
    assert rows == {"cells": f"{len(review.cells):,} rows", "flow": f"{flow} rows"}


def test_the_index_says_what_was_run_on_what(processed, review):
    _, root = read(processed)
    said = root.xpath("//*[@id='run']")[0].text_content()
    for manifest in review.manifests:
        assert manifest["name"] in said
        assert all(file["sha256"][:12] in said for file in manifest["files"].values())
    assert "Collected set, no search behind it" in said


def test_the_data_dictionary_documents_every_column(processed):
    _, root = read(processed, "data_dictionary.html")
    for kind in tables.ALL:
        section = root.xpath("//section[@id=$name]", name=kind.__name__.lower())[0]
        assert section.xpath(".//tbody/tr/th/code/text()") == list(kind.columns)


def test_the_index_is_the_same_twice(processed, review):
    from touchstone.page import write_index

    before = (processed / "index.html").read_bytes()
    write_index(review, processed, [FIGURE], [NOTEBOOK], HEADLINES)
    assert (processed / "index.html").read_bytes() == before
