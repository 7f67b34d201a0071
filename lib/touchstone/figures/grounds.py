"""A figure on a dark ground, for slides and dark screens: the same drawing, every colour by its counterpart.

What is dark on white becomes light on dark and the other way round, so that order in lightness is kept in reverse. The
colours that carry a meaning have counterparts chosen by hand; all others keep their hue and turn their lightness about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import matplotlib.colors as mcolors
from matplotlib.figure import Figure

from touchstone.errors import InputError
from touchstone.figures.style import DIRECTION, FAINT, INK, MUTED, RULE, STRENGTH_TINT, TIER

GROUNDS = ("light", "dark")
DARK = "#12181f"
_BY_HAND = {
    "#ffffff": DARK,
    INK: "#e9eef3",
    MUTED: "#a9b4bf",
    RULE: "#3a4550",
    FAINT: "#232c35",
    DIRECTION["benefit"]: "#7fbcf3",
    DIRECTION["no_difference"]: "#8b959f",
    DIRECTION["worse"]: "#f0763f",
    DIRECTION["mixed"]: "#f3d77f",
    DIRECTION["unclear"]: "#2b343d",
    TIER["randomised"]: "#b3d6f7",
    TIER["controlled"]: "#6aa5da",
    TIER["uncontrolled"]: "#316898",
    TIER["anecdotal"]: "#6e5f33",
    TIER["descriptive"]: "#262f38",
    STRENGTH_TINT["strong"]: "#2c5a83",
    STRENGTH_TINT["moderate"]: "#244867",
    STRENGTH_TINT["limited"]: "#1e374d",
    STRENGTH_TINT["very_limited"]: "#192834",
    STRENGTH_TINT["conflicting"]: "#4a3d17",
}


@contextmanager
def on(figure: Figure, ground: str) -> Iterator[Figure]:
    """`figure` with the colours of `ground` (light or dark) while the context lasts; as it was afterwards.

    Raises InputError for a ground that there is not.

    >>> from touchstone.figures.sheet import sheet
    >>> figure = sheet().figure
    >>> with on(figure, "dark"):
    ...     mcolors.to_hex(figure.get_facecolor())
    '#12181f'
    >>> mcolors.to_hex(figure.get_facecolor())
    '#ffffff'
    """
    if ground not in GROUNDS:
        raise InputError(f"figures: there is no ground {ground!r}; use one of {', '.join(GROUNDS)}")
    before = [(setter, colour) for setter, colour in _coloured(figure) if not _none(colour)] if ground == "dark" else []
    try:
        for setter, colour in before:
            rgba = mcolors.to_rgba(colour)
            setter((*mcolors.to_rgb(counterpart(rgba[:3])), rgba[3]))
        yield figure
    finally:
        for setter, colour in before:
            setter(colour)


def counterpart(colour: object) -> str:
    """The colour that stands on a dark ground for `colour` on white.

    >>> counterpart("white"), counterpart(INK), counterpart("#888888")
    ('#12181f', '#e9eef3', '#818488')
    """
    given = mcolors.to_hex(colour)
    if given in _BY_HAND:
        return _BY_HAND[given]
    # Hue and saturation stay; lightness runs from the ground's to white instead of from white to black.
    red, green, blue = mcolors.to_rgb(given)
    high, low = max(red, green, blue), min(red, green, blue)
    turned = [1 - high - low + part for part in (red, green, blue)]
    ground = mcolors.to_rgb(DARK)
    return mcolors.to_hex([g + (1 - g) * min(max(part, 0.0), 1.0) for g, part in zip(ground, turned, strict=True)])


def _coloured(figure: Figure) -> list[tuple[Callable[[object], None], object]]:
    """Every colour of the figure as it is, with the call that sets it."""
    held = [(figure.patch, "facecolor")]
    for axes in figure.axes:
        held += [(text, "color") for text in axes.texts]
        held += [(patch, name) for patch in axes.patches for name in ("facecolor", "edgecolor")]
        held += [(line, name) for line in axes.lines for name in ("color", "markerfacecolor", "markeredgecolor")]
    return [(getattr(artist, f"set_{name}"), getattr(artist, f"get_{name}")()) for artist, name in held]


def _none(colour: object) -> bool:
    return (isinstance(colour, str) and colour == "none") or mcolors.to_rgba(colour)[3] == 0
