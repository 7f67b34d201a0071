"""An executed notebook as one HTML page: prose, tables and figures first, code folded, nothing loaded from anywhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from touchstone.page.render import HERE, render, write

NOTEBOOKS, REPORT = "notebooks", "data/processed/report"

_PROLOGUE = re.compile(r"^\s*(<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|\s)*", re.DOTALL)
_ID = re.compile(r'(\sid=")([^"]+)(")')
_REFERENCE = re.compile(r"(url\(#|href=\"#)([^)\"]+)")
_LABELLED = re.compile(r'(\saria-(?:labelledby|describedby)=")([^"]*)(")')
_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_LEFT_OUT = ("script", "iframe", "object", "embed", "link", "base", "meta", "form", "style[@scoped]")


def notebook_html(notebook: object, name: str) -> str:
    """The executed `notebook` (an nbformat node) as one HTML page; `name` is its file's, without the ending.

    Links to notebooks beside it lead to their pages, and other relative links are turned so that they work from
    data/processed/report. Scripts, frames and widgets in outputs are left out. The same notebook gives the same bytes.
    """
    svgs: list[str] = []
    body = _cleaned(_body(notebook, svgs))
    ready = unique_svg()
    for number, svg in enumerate(svgs):
        body = body.replace(_place(number), ready(svg))
    return render(
        "notebook.html.j2",
        ["base.css", "notebook.css"],
        images="data:",
        free_styles=True,
        title=title_of(notebook) or name,
        name=name,
        content=Markup(body),
    )


def write_notebook(source: Path, target: Path) -> None:
    """Write the executed notebook in the file `source` as the HTML page `target`."""
    import nbformat

    write(target, notebook_html(nbformat.read(source, as_version=4), source.stem))


def title_of(notebook: object) -> str:
    """The first first-level heading of a notebook, without its markup; empty where there is none."""
    for cell in notebook.cells:
        found = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found:
            return re.sub(r"[*_`]", "", found[1])
    return ""


def page_link(href: str) -> str:
    """A notebook's link as it works from the notebook's page.

    >>> page_link("01_where.ipynb#tables"), page_link("../data/processed/evidence_map.html")
    ('01_where.html#tables', '../evidence_map.html')
    >>> page_link("../protocol/strength.yml"), page_link("https://doi.org/10.1000/invented")
    ('../../../protocol/strength.yml', 'https://doi.org/10.1000/invented')
    """
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/", href, re.IGNORECASE):
        return href
    path, hash_, place = href.partition("#")
    path = posixpath.normpath(posixpath.join(NOTEBOOKS, path))
    if posixpath.dirname(path) == NOTEBOOKS and path.endswith(".ipynb"):
        path = posixpath.join(REPORT, posixpath.basename(path).removesuffix(".ipynb") + ".html")
    return posixpath.relpath(path, REPORT) + hash_ + place


def unique_svg() -> Callable[[str], str]:
    """A function that readies one SVG after another for the same page: no two share an id.

    >>> ready = unique_svg()
    >>> print(ready('<?xml version="1.0"?><svg><path id="a"/><use href="#a"/></svg>'))
    <svg><path id="f1-a"/><use href="#f1-a"/></svg>
    """
    drawn = 0

    def ready(svg: str) -> str:
        nonlocal drawn
        drawn += 1
        mark = f"f{drawn}-"
        svg = _PROLOGUE.sub("", svg, count=1)
        svg = _ID.sub(rf"\g<1>{mark}\g<2>\g<3>", svg)
        svg = _REFERENCE.sub(rf"\g<1>{mark}\g<2>", svg)
        return _LABELLED.sub(lambda m: m[1] + " ".join(mark + i for i in m[2].split()) + m[3], svg)

    return ready


def _body(notebook: object, svgs: list[str]) -> str:
    """The notebook's cells as HTML; each SVG is put into `svgs`, with a placeholder where it stood."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    def held(svg: str | list[str]) -> Markup:
        svgs.append("".join(svg))
        return Markup(_place(len(svgs) - 1))

    exporter = HTMLExporter(
        config=Config(), template_name="touchstone", extra_template_basedirs=[str(HERE / "notebook_template")]
    )
    exporter.register_filter("hold_svg", held)
    return exporter.from_notebook_node(notebook)[0]


def _place(number: int) -> str:
    return f'<span class="svg-{number}"></span>'


def _cleaned(body: str) -> str:
    """`body` without what runs or loads, and with links that work from the page."""
    from lxml import etree, html

    root = html.fragment_fromstring(body, create_parent="div")
    for kind in _LEFT_OUT:
        for element in root.findall(f".//{kind}"):
            element.drop_tree()
    for element in root.iter(etree.Element):
        for name in [n for n in element.attrib if n.startswith("on") or n in ("border", "srcset", "ping")]:
            del element.attrib[name]
        if element.tag == "a" and not element.get("href", "#").startswith("#"):
            element.set("href", page_link(element.get("href")))
    for element in root.xpath("//*[@src]"):
        if not element.get("src").startswith("data:"):
            element.drop_tree()
    inside = [html.tostring(child, encoding="unicode", method="html") for child in root]
    return (root.text or "") + "".join(inside)
