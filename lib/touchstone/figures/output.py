"""Writes a figure to files and into notebooks, the same bytes each time, wherever and whenever it is drawn."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.sax.saxutils import escape

from matplotlib.figure import Figure

from touchstone.figures.grounds import on
from touchstone.figures.style import FAMILIES, context

PNG_DPI = 300
SCREEN_DPI = 150
_CSS_PIXELS_AN_INCH = 96

_FAMILY = re.compile(r" font-family: [^;\"]*;?")
_SEEN = re.compile(r"(?:url\(#|href=\"#)([^)\"]+)")
_ID = re.compile(r" id=\"([^\"]+)\"")


def save(figure: Figure, folder: Path | str, name: str = "", ground: str = "light") -> list[Path]:
    """Writes NAME.svg, NAME.pdf and NAME.png (300 dpi) into `folder` and returns their paths.

    `name` is the figure's own unless given; `ground` is light or dark. Nothing of the day, the machine or the working
    directory enters the files.
    """
    name, folder = name or figure.touchstone_name, Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with on(figure, ground):
        contents = {"svg": svg(figure, name).encode(), "pdf": _pdf(figure), "png": png(figure)}
    paths = [folder / f"{name}.{suffix}" for suffix in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def show(figure: Figure, name: str = "", ground: str = "light") -> None:
    """Displays the figure in a notebook, on a light or dark `ground`: SVG and PNG, the alternative text as plain text.

    nbval compares the SVG; where a viewer hides SVG it shows the PNG.
    """
    from IPython.display import display

    alt = figure.touchstone_alt
    with on(figure, ground):
        bundle = {"image/svg+xml": svg(figure, name), "image/png": png(figure, SCREEN_DPI), "text/plain": alt}
    width = round(figure.get_figwidth() * _CSS_PIXELS_AN_INCH)
    display(bundle, raw=True, metadata={"image/png": {"alt": alt, "width": width}, "image/svg+xml": {"alt": alt}})


def svg(figure: Figure, name: str = "") -> str:
    """The figure as SVG text, with title and description for screen readers and ids that no other figure uses."""
    name = name or figure.touchstone_name
    plain = {"Date": None, "Creator": None, "Format": None, "Type": None}
    drawn = _rendered(figure, "svg", plain, **{"svg.hashsalt": name}).decode()
    start = drawn.index("<svg")
    opening, body = drawn[start : drawn.index(">", start)], drawn[drawn.index(">", start) + 1 :]
    body = _FAMILY.sub("", body)
    body = re.sub(r" transform=\"rotate\(-0 [^\"]*\"", "", body)
    used = set(_SEEN.findall(body))
    body = _ID.sub(lambda m: f' id="{name}-{m[1]}"' if m[1] in used else "", body)
    body = re.sub(r"(url\(#|href=\"#)", rf"\g<1>{name}-", body)
    families = ", ".join(f"'{f}'" if " " in f else f for f in FAMILIES)
    labelled = f' role="img" aria-labelledby="{name}-title {name}-desc" font-family="{families}"'
    words = f'<title id="{name}-title">{escape(figure.touchstone_title)}</title>\n'
    words += f'<desc id="{name}-desc">{escape(figure.touchstone_alt)}</desc>'
    return f"{opening}{labelled}>\n{words}{body}"


def png(figure: Figure, dpi: float = PNG_DPI) -> bytes:
    """The figure as PNG, 300 dots an inch unless told otherwise."""
    about = {"Software": None, "Title": figure.touchstone_title, "Description": figure.touchstone_alt}
    return _rendered(figure, "png", about, dpi=dpi)


def _pdf(figure: Figure) -> bytes:
    from touchstone.figures.pdf_fonts import cut_once

    about = {"CreationDate": None, "Producer": "touchstone", "Creator": "touchstone"}
    about |= {"Title": figure.touchstone_title, "Subject": figure.touchstone_alt}
    with cut_once():
        return _rendered(figure, "pdf", about)


def _rendered(figure: Figure, kind: str, metadata: dict, dpi: float = 72, **settings: object) -> bytes:
    backend = {"svg": "svg", "pdf": "pdf", "png": "agg"}[kind]
    into = io.BytesIO()
    with context(**settings):
        quick = {"pil_kwargs": {"compress_level": 4}} if kind == "png" else {}
        figure.savefig(
            into, format=kind, facecolor=figure.get_facecolor(), backend=backend, dpi=dpi, metadata=metadata, **quick
        )
    return into.getvalue()
