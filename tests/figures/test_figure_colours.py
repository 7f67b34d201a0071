"""The colours can be told apart without the red or the green cone, and in grey; words are dark enough to read.

Simulation: Machado, Oliveira & Fernandes, IEEE Trans Vis Comput Graph 2009;15:1291-8, severity 1.0, in linear RGB.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from touchstone.figures import style

PROTANOPIA = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
DEUTERANOPIA = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
PALETTES = {"direction": style.DIRECTION, "tier": style.TIER}


def linear(colour: str) -> np.ndarray:
    share = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    ratio = np.array(TO_XYZ) @ light / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("eye", [np.eye(3), PROTANOPIA, DEUTERANOPIA], ids=["all cones", "no red", "no green"])
def test_every_two_colours_of_a_set_differ_to_any_eye(palette: str, eye: list) -> None:
    seen = {name: lab(np.clip(np.array(eye) @ linear(c), 0, 1)) for name, c in PALETTES[palette].items()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 15, f"{one} and {other}"


@pytest.mark.parametrize("palette", PALETTES)
def test_every_two_colours_of_a_set_differ_in_grey_print(palette: str) -> None:
    greys = sorted(float(lab(linear(colour))[0]) for colour in PALETTES[palette].values())
    assert min(b - a for a, b in pairwise(greys)) > 8


def test_a_stronger_tint_is_a_darker_one() -> None:
    ladder = ("strong", "moderate", "limited", "very_limited", "none")
    greys = [float(lab(linear(style.STRENGTH_TINT[s]))[0]) for s in ladder]
    assert all(b - a > 3 for a, b in pairwise(greys))


@pytest.mark.parametrize("ground", ["#ffffff", *style.STRENGTH_TINT.values()])
def test_words_stand_out_from_their_ground(ground: str) -> None:
    def light(colour: str) -> float:
        return float(np.array(TO_XYZ)[1] @ linear(colour))

    assert (light(ground) + 0.05) / (light(style.INK) + 0.05) > 7
    assert (light("#ffffff") + 0.05) / (light(style.MUTED) + 0.05) > 4.5
