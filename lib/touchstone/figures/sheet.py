"""A figure as a sheet of paper: one set of axes in millimetres, x from the left, y from the top.

Everything is placed by measured text, so that nothing overlaps and nothing is cut, however long a label or however many
rows there are. Sizes of text are in points, all else in millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

from touchstone.figures.style import BODY, DOUBLE, FAMILIES, HEADING, INCH, INK, MUTED, POINT, TITLE, context

LINE = 1.3
MARGIN = 1.5


def sheet(width: float = DOUBLE) -> Axes:
    """An empty sheet, `width` millimetres wide; `finish` gives it its height."""
    with context():
        figure = Figure(figsize=(width * INCH, width * INCH), facecolor="white")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set(xlim=(0, width), ylim=(width, 0), autoscale_on=False)
    return axes


def edge(axes: Axes) -> float:
    """The right edge of what may be drawn on, in millimetres."""
    return axes.get_xlim()[1] - MARGIN


def finish(axes: Axes, height: float, name: str, caption: str, alt: str, pages: int = 1) -> Figure:
    """The sheet cut at `height` millimetres, as a Figure with its name, caption, alternative text, number of pages."""
    figure = axes.figure
    figure.set_size_inches(figure.get_figwidth(), height * INCH)
    axes.set_ylim(height, 0)
    figure.touchstone_name, figure.touchstone_pages = name, pages
    figure.touchstone_caption, figure.touchstone_alt = caption, alt
    return figure


@lru_cache(maxsize=8)
def font(size: float = BODY, bold: bool = False) -> FontProperties:
    """matplotlib's bundled DejaVu Sans by its file, so that no other font of the machine can take its place."""
    file = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return FontProperties(fname=file, family=list(FAMILIES), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=8192)
def width_of(text: str, size: float = BODY, bold: bool = False) -> float:
    """Width of one line of text, in millimetres.

    >>> round(width_of("pain"), 1)
    5.3
    """
    return text_to_path.get_text_width_height_descent(text, font(size, bold), False)[0] * POINT if text else 0.0


def leading(size: float = BODY) -> float:
    """Distance between two lines of text, in millimetres."""
    return size * LINE * POINT


def middle(y: float, size: float = BODY) -> float:
    """The baseline that sets capitals and digits centred on `y`."""
    return y + 0.365 * size * POINT


def wrap(text: str, width: float, size: float = BODY, bold: bool = False, lines: int = 0) -> list[str]:
    """`text` in lines no wider than `width`; with `lines`, no more than so many, the last ending in an ellipsis.

    A no-break space holds two words together.

    >>> wrap("chemotherapy-induced neuropathy", 32)
    ['chemotherapy-induced', 'neuropathy']
    """
    out: list[str] = []
    for word in _pieces(text, width, size, bold):
        if out and width_of(f"{out[-1]} {word}", size, bold) <= width:
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    if lines and len(out) > lines:
        out = [*out[: lines - 1], _cut(f"{out[lines - 1]} {out[lines]}", width, size, bold)]
    return out


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    size: float = BODY,
    bold: bool = False,
    color: str = INK,
    ha: str = "left",
    rotation: float = 0,
) -> None:
    """One line of text, its baseline at `y`."""
    axes.text(
        x, y, text, fontproperties=font(size, bold), color=color, ha=ha, va="baseline", rotation=rotation,
        rotation_mode="anchor", parse_math=False,
    )  # fmt: skip


def write_lines(axes: Axes, x: float, y: float, lines: Sequence[str], size: float = BODY, **how: object) -> float:
    """Lines of text from the top edge `y` downwards; returns the lower edge."""
    for number, line in enumerate(lines):
        write(axes, x, y + number * leading(size) + 0.98 * size * POINT, line, size, **how)
    return y + len(lines) * leading(size)


def head(axes: Axes, title: str, subtitle: str) -> float:
    """Title and subtitle at the top of the sheet; returns the lower edge."""
    axes.figure.touchstone_title = title
    room = axes.get_xlim()[1] - 2 * MARGIN
    y = write_lines(axes, MARGIN, MARGIN, wrap(title, room, TITLE, True), TITLE, bold=True)
    return write_lines(axes, MARGIN, y + 0.6, wrap(subtitle, room, HEADING), HEADING, color=MUTED) + 2.5


def foot(axes: Axes, y: float, notes: str) -> float:
    """Notes at the foot of the sheet; returns the height that the sheet needs."""
    room = axes.get_xlim()[1] - 2 * MARGIN
    return write_lines(axes, MARGIN, y, wrap(notes, room), color=MUTED) + MARGIN


def boxes(
    axes: Axes,
    places: Sequence[tuple[float, float, float, float]],
    face: str = "none",
    edge: str = "none",
    line: float = 0.5,
    hatch: str = "",
    dashed: bool = False,
    above: int = 1,
) -> None:
    """Rectangles of one look, each (left, top, width, height)."""
    if not places:
        return
    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)] for x, y, w, h in places]
    codes = [Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY]
    outline = Outline([point for box in corners for point in box], codes * len(corners))
    axes.add_patch(
        PathPatch(
            outline, facecolor=face, edgecolor=edge, linewidth=0 if edge == "none" else line, hatch=hatch or None,
            linestyle=(0, (2, 1.5)) if dashed else "-", zorder=above, joinstyle="miter",
        )
    )  # fmt: skip


def rules(
    axes: Axes,
    places: Sequence[tuple[float, float, float, float]],
    color: str = INK,
    line: float = 0.5,
    dashed: bool = False,
    above: int = 1,
) -> None:
    """Straight lines of one look, each (x, y, x, y)."""
    if not places:
        return
    points = [point for x, y, x2, y2 in places for point in ((x, y), (x2, y2))]
    outline = Outline(points, [Outline.MOVETO, Outline.LINETO] * len(places))
    style = (0, (2, 1.5)) if dashed else "-"
    axes.add_patch(PathPatch(outline, facecolor="none", edgecolor=color, linewidth=line, linestyle=style, zorder=above))


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    out = []
    for word in filter(None, text.replace("\n", " ").split(" ")):
        while width_of(word, size, bold) > width and len(word) > 1:
            cut = next((n for n in range(len(word) - 1, 1, -1) if width_of(word[:n], size, bold) <= width), 1)
            hyphen = word.rfind("-", 1, cut) + 1
            out.append(word[: hyphen or cut])
            word = word[hyphen or cut :]
        out.append(word)
    return out


def _cut(text: str, width: float, size: float, bold: bool) -> str:
    while text and width_of(f"{text}…", size, bold) > width:
        text = text[:-1].rstrip()
    return f"{text}…"
