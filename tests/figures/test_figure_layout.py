"""No figure cuts a word, lays one over another, or prints below 7 points, whatever the size of the set."""

from __future__ import annotations

import math

import numpy as np
import pytest
from figures_of import NAMES, drawn
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

SIZES = (1, 450, 2000)
TOUCH = 0.35


def words_of(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def outline_of(text: Text, renderer: object) -> np.ndarray:
    """The corners of the words' ink box in pixels, turned as they are written."""
    angle = text.get_rotation()
    text.set_rotation(0)
    box = text.get_window_extent(renderer)
    text.set_rotation(angle)
    corners = np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])
    anchor = text.get_transform().transform(text.get_position())
    turn = math.radians(angle)
    around = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    return (corners - anchor) @ around + anchor


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """How deep two boxes reach into one another, in pixels; 0 where a line separates them."""
    depth = math.inf
    for box in (a, b):
        for side in (box[1] - box[0], box[3] - box[0]):
            axis = side / np.linalg.norm(side)
            pa, pb = a @ axis, b @ axis
            depth = min(depth, min(pa.max(), pb.max()) - max(pa.min(), pb.min()))
    return max(0.0, depth)


@pytest.mark.parametrize("number", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_lies_within_the_sheet_and_none_on_another(name: str, number: int) -> None:
    figure = drawn(name, number)
    figure.set_dpi(100)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = words_of(figure)
    outlines = [outline_of(text, renderer) for text in texts]
    right, top = figure.bbox.x1, figure.bbox.y1
    for text, box in zip(texts, outlines, strict=True):
        within = box.min() >= 0 and box[:, 0].max() <= right and box[:, 1].max() <= top
        assert within, f"{text.get_text()!r} is cut"
    boxes = np.array([[*box.min(axis=0), *box.max(axis=0)] for box in outlines])
    allowed = TOUCH / 25.4 * figure.dpi
    for i, box in enumerate(boxes):
        near = (boxes[:, 0] < box[2]) & (boxes[:, 2] > box[0]) & (boxes[:, 1] < box[3]) & (boxes[:, 3] > box[1])
        for j in np.flatnonzero(near[:i]):
            deep = overlap(outlines[i], outlines[j])
            assert deep <= allowed, f"{texts[i].get_text()!r} lies on {texts[j].get_text()!r}"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_below_7_points_at_a_journal_s_width(name: str) -> None:
    figure = drawn(name, 450)
    width = figure.get_figwidth() * 25.4
    assert width == pytest.approx(85, abs=0.1) or width == pytest.approx(180, abs=0.1)
    assert min(text.get_fontsize() for text in words_of(figure)) >= 7


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_says_in_words_what_it_shows_in_numbers(name: str) -> None:
    figure = drawn(name, 450)
    assert figure.touchstone_title
    assert sum(character.isdigit() for character in figure.touchstone_alt) >= 3
    assert len(figure.touchstone_caption) > 60
    assert figure.touchstone_alt.endswith(".")


def test_two_boxes_that_overlap_are_seen_by_the_measure_of_this_test() -> None:
    flat = np.array([(0, 0), (10, 0), (10, 2), (0, 2)], dtype=float)
    turned = np.array([(5, -3), (6, -3), (6, 3), (5, 3)], dtype=float)
    assert overlap(flat, turned) == pytest.approx(1.0)
    assert overlap(flat, flat + np.array([0, 2.5])) == 0.0
