"""The index over data/processed: what was found, the map, figures, tables, notebooks, and what was run on what."""

from __future__ import annotations

import csv
from pathlib import Path

from touchstone import __version__, tables
from touchstone.figures.style import count
from touchstone.page.evidence_map import facts
from touchstone.page.render import render, write
from touchstone.processed import sha256

STYLES = ["base.css", "index.css"]
DICTIONARY = "data_dictionary.html"
_SIDE_TABLES = {
    "aliases": "Ids that mean the same record, and the facts that say so.",
    "characteristics": "The primary studies: design, people, treatment, comparator, country.",
    "coder_agreement": "How far two coders agree, facet by facet.",
    "effects": "One comparable effect for each study, outcome and contrast, or why there is none.",
    "exclusions": "What was left out, and by which rule.",
    "flow": "The counts from publications to studies.",
    "possible_duplicates": "Records that are alike and were not united, for a person to decide.",
    "summary_of_findings": "The cells against no treatment, attention or sham, one row each, in words.",
}
_KINDS = ("svg", "pdf", "png")
_KIND_WORD = {
    "text": "text", "int": "whole number", "float": "number", "flag": "true or false", "list": "list",
    "json": "structure (JSON)",
}  # fmt: skip


def write_index(review: object, folder: Path, figures: list[dict], notebooks: list[dict], headlines: list[str]) -> None:
    """Write `folder`/index.html over everything in `folder`, and data_dictionary.html beside it.

    `figures` are dicts of name, title, caption and alt, drawn as figures/NAME.svg, .pdf and .png; `notebooks` dicts of
    name, title and path, relative to `folder`; `headlines` the lines a reader wants most. Tables are those that stand
    in `folder`. All links are relative; nothing is loaded but the figures.
    """
    listed = table_files(folder)
    page = render(
        "index.html.j2",
        STYLES,
        images="'self' file:",
        review=review.protocol.review,
        facts=facts(review),
        searched=review.systematic,
        headlines=headlines,
        figures=[{**figure, "files": _files_of(figure["name"], folder)} for figure in figures],
        notebooks=notebooks,
        tables=listed,
        manifests=review.manifests,
        protocol=review.protocol,
        version=__version__,
        dictionary=DICTIONARY,
        run=(folder / "run.json").is_file(),
    )
    write(folder / "index.html", page)
    write(folder / DICTIONARY, dictionary_html(review))


def dictionary_html(review: object) -> str:
    """The data dictionary: every table of touchstone.tables with its columns, kinds, units and allowed values."""
    described = [
        {
            "name": kind.__name__.lower(),
            "about": (kind.__doc__ or "").strip(),
            "columns": [row | {"kind": _KIND_WORD[row["kind"]]} for row in kind.describe().to_dict("records")],
        }
        for kind in tables.ALL
    ]
    return render("dictionary.html.j2", STYLES, review=review.protocol.review, tables=described)


def table_files(folder: Path) -> list[dict]:
    """The tables in `folder`: name, about, documented or not, rows, files, and 12 digits of the last file's SHA-256."""
    known = {kind.__name__.lower(): kind for kind in tables.ALL}
    names = sorted({path.stem for path in folder.glob("*.csv")} | {path.stem for path in folder.glob("*.parquet")})
    order = [*(name for name in known if name in names), *(name for name in names if name not in known)]
    out = []
    for name in order:
        files = [path for path in (folder / f"{name}.csv", folder / f"{name}.parquet") if path.is_file()]
        about = (known[name].__doc__ or "").strip().split("\n")[0] if name in known else _SIDE_TABLES.get(name, "")
        out.append(
            {
                "name": name,
                "about": about,
                "documented": name in known,
                "rows": count(_rows(files[0]), "row"),
                "files": [(path.suffix[1:], path.name) for path in files],
                "sha": sha256(files[-1])[:12],
            }
        )
    return out


def _rows(path: Path) -> int:
    if path.suffix == ".parquet":
        from pyarrow.parquet import read_metadata

        return read_metadata(path).num_rows
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        return max(sum(1 for _ in csv.reader(file)) - 1, 0)


def _files_of(name: str, folder: Path) -> dict[str, str]:
    return {kind: f"figures/{name}.{kind}" for kind in _KINDS if (folder / "figures" / f"{name}.{kind}").is_file()}
