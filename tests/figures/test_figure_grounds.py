"""On a dark ground a figure says the same, as legibly, and is afterwards as it was."""

from __future__ import annotations

from itertools import combinations

import matplotlib.colors as mcolors
import numpy as np
import pytest
from figures_of import NAMES, drawn
from test_figure_colours import DEUTERANOPIA, PALETTES, PROTANOPIA, TO_XYZ, lab, linear

from touchstone.errors import InputError
from touchstone.figures import grounds, save, style
from touchstone.figures.output import svg


def contrast(one: str, other: str) -> float:
    lights = sorted(float(np.array(TO_XYZ)[1] @ linear(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_stands_out_from_the_dark_sheet_and_the_figure_is_itself_again_afterwards(name: str) -> None:
    figure = drawn(name, 40)
    before = svg(figure)
    with grounds.on(figure, "dark"):
        assert mcolors.to_hex(figure.get_facecolor()) == grounds.DARK
        dark = svg(figure)
        colours = {mcolors.to_hex(text.get_color()) for axes in figure.axes for text in axes.texts}
    assert all(contrast(colour, grounds.DARK) > 4.5 for colour in colours - {grounds.DARK})
    assert "#ffffff" not in dark
    assert svg(figure) == before


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("eye", [np.eye(3), PROTANOPIA, DEUTERANOPIA], ids=["all cones", "no red", "no green"])
def test_every_two_colours_of_a_set_differ_to_any_eye_on_dark(palette: str, eye: list) -> None:
    turned = {name: grounds.counterpart(colour) for name, colour in PALETTES[palette].items()}
    seen = {name: lab(np.clip(np.array(eye) @ linear(colour), 0, 1)) for name, colour in turned.items()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 15, f"{one} and {other}"


@pytest.mark.parametrize("tint", style.STRENGTH_TINT.values())
def test_words_stand_out_from_every_dark_tint(tint: str) -> None:
    assert contrast(grounds.counterpart(style.INK), grounds.counterpart(tint)) > 5.5


def test_an_unknown_ground_is_refused_with_the_known_ones(tmp_path) -> None:
    with pytest.raises(InputError, match="light, dark"):
        save(drawn("doses", 40), tmp_path, ground="grey")
