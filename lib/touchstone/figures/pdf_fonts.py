"""Fonts for PDF, in a tenth of the time, to the same bytes.

A PDF carries of each font only the glyphs it uses. matplotlib cuts them out of the whole font (some 6,000 glyphs) for
every figure anew, which takes longer than drawing it. Here each font is cut once to the letters and signs that figures
use, and each figure's glyphs are cut out of that. A figure with any other glyph has its own cut out of the whole font.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

from matplotlib.backends import _backend_pdf_ps as own
from matplotlib.ft2font import FT2Font

# Latin and Greek letters, punctuation, sub- and superscripts, letterlike signs, arrows, mathematics, shapes, ticks, fi.
_USED = ((0x20, 0x180), (0x370, 0x400), (0x2000, 0x2300), (0x25A0, 0x2600), (0x2713, 0x2719), (0xFB00, 0xFB07))

_whole = own.get_glyphs_subset


@contextmanager
def cut_once() -> Iterator[None]:
    """matplotlib cuts fonts out of what was cut before, as long as this lasts."""
    own.get_glyphs_subset = _cut
    try:
        yield
    finally:
        own.get_glyphs_subset = _whole


class _Cut(io.BytesIO):
    """A font file in memory; `face_index` is what matplotlib asks of a font's path."""

    face_index = 0


@functools.cache
def _cut_of(font: object) -> tuple[bytes, dict[int, int]]:
    """The font cut to what figures use, and where each of those glyphs went."""
    glyphs = FT2Font(font).get_charmap()
    used = {glyphs[letter] for first, end in _USED for letter in range(first, end) if letter in glyphs}
    with _whole(font, used) as cut:
        return own.font_as_file(cut.font).getvalue(), {glyph: cut.glyph_index_map[glyph] for glyph in used}


def _cut(font: object, glyphs: Collection[int]) -> AbstractContextManager:
    """What matplotlib's function of this name returns: the font cut to `glyphs`, and where each of them went."""
    content, place = _cut_of(font)
    if not place.keys() >= set(glyphs):
        return _whole(font, glyphs)
    return _found(content, place, set(glyphs))


@contextmanager
def _found(content: bytes, place: dict[int, int], glyphs: set[int]) -> Iterator[own.SubsetResults]:
    with _whole(_Cut(content), {place[glyph] for glyph in glyphs}) as cut:
        yield own.SubsetResults(cut.font, {glyph: cut.glyph_index_map[place[glyph]] for glyph in glyphs})
