from __future__ import annotations

import nbformat
import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pages import loaded, policy

from touchstone.page import notebook_html, write_notebook
from touchstone.page.notebook import page_link, title_of

SVG = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "x" "http://www.w3.org/x.dtd">\n'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" role="img" '
    'aria-labelledby="t d"><title id="t">Bars</title><desc id="d">Two bars</desc><defs><clipPath id="c">'
    '<rect width="9" height="9"/></clipPath></defs><g clip-path="url(#c)"><path id="p" style="fill:#0b4f8a" '
    'd="M0 0h9"/><use xlink:href="#p" y="2"/></g></svg>'
)
TABLE = '<div><style scoped>td {color: red}</style><table border="1"><tr><td>&lt;b&gt;</td></tr></table></div>'


@pytest.fixture(scope="module")
def notebook():
    outputs = [
        new_output("display_data", data={"image/svg+xml": SVG, "image/png": "aGk=", "text/plain": "Two bars"}),
        new_output("display_data", data={"image/svg+xml": SVG}),
        new_output("display_data", data={"text/html": TABLE}),
        new_output("display_data", data={"text/html": "<script src='https://a.example/x.js'></script><p>kept</p>"}),
        new_output("display_data", data={"application/javascript": "alert(1)", "text/plain": "a script"}),
        new_output("stream", name="stdout", text="<script>alert(1)</script>"),
        new_output("stream", name="stderr", text="step 3 of 7"),
    ]
    links = (
        "[before](00_start.ipynb) [after](02_who.ipynb#who) [map](../data/processed/evidence_map.html) "
        "[rules](../protocol/strength.yml) [doi](https://doi.org/10.1000/invented) [here](#An-answer)"
    )
    return new_notebook(
        cells=[
            new_markdown_cell(f"# Where is the *evidence*?\n\n{links}\n\n![far](https://a.example/x.png)"),
            new_code_cell("review.cells", outputs=outputs, execution_count=1),
            new_markdown_cell("## An answer\n\n<img src=x onerror=alert(1)>"),
        ]
    )


@pytest.fixture(scope="module")
def page(notebook) -> str:
    return notebook_html(notebook, "01_where")


def test_a_notebooks_page_loads_and_runs_nothing(page):
    root = html.document_fromstring(page)
    assert loaded(page) == []
    assert root.xpath("//script | //iframe | //link | //@onerror") == []
    assert policy(page)["default-src"] == ["'none'"]
    assert policy(page)["img-src"] == ["data:"]
    assert "script-src" not in policy(page)


def test_code_is_folded_and_prose_and_results_are_not(page):
    root = html.document_fromstring(page)
    (code,) = root.xpath("//details[@class='code'][not(@open)]")
    assert "review.cells" in code.text_content()
    assert root.xpath("//h1[not(ancestor::details)] | //svg[not(ancestor::details)]")
    assert "kept" in root.xpath("string(//div[@class='outputs'])")
    assert "step 3 of 7" not in page


def test_links_between_notebooks_lead_between_pages(page):
    hrefs = html.document_fromstring(page).xpath("//main//p/a/@href")
    assert hrefs == [
        "00_start.html",
        "02_who.html#who",
        "../evidence_map.html",
        "../../../protocol/strength.yml",
        "https://doi.org/10.1000/invented",
        "#An-answer",
    ]
    assert page_link("figures/a.ipynb") == "../../../notebooks/figures/a.ipynb"


def test_figures_stand_inline_with_their_titles_and_share_no_id(page):
    root = html.document_fromstring(page)
    assert root.xpath("//svg/title/text()") == ["Bars", "Bars"]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "<?xml" not in page
    assert "viewBox" in page
    for figure in root.xpath("//svg"):
        inside = set(figure.xpath(".//@id"))
        assert set(figure.get("aria-labelledby").split()) <= inside
        assert figure.xpath(".//g/@clip-path")[0][5:-1] in inside


def test_text_in_results_stays_text(page):
    said = html.document_fromstring(page).xpath("string(//div[@class='outputs'])")
    assert "<b>" in said
    assert "<script>alert(1)</script>" in said


def test_the_page_is_called_by_the_notebooks_first_heading(page, notebook):
    assert title_of(notebook) == html.document_fromstring(page).findtext(".//title") == "Where is the evidence?"
    nameless = notebook_html(new_notebook(cells=[]), "07_empty")
    assert html.document_fromstring(nameless).findtext(".//title") == "07_empty"


def test_the_same_notebook_gives_the_same_bytes(notebook, page, tmp_path):
    nbformat.write(notebook, tmp_path / "01_where.ipynb")
    write_notebook(tmp_path / "01_where.ipynb", tmp_path / "report" / "01_where.html")
    assert (tmp_path / "report" / "01_where.html").read_bytes() == page.encode()
