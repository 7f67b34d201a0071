"""Which figures a review has: each is one call, tables in and a matplotlib Figure out, with a name for its files."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from matplotlib.figure import Figure

from touchstone import figures
from touchstone.progress import Step, silent
from touchstone.protocol.models import Case
from touchstone.review import Review

_CLAIMS_A_PAGE = 55


def draw_all(
    review: Review, folder: Path, step: Step = silent, meanwhile: Callable[[], None] = lambda: None
) -> list[dict]:
    """Draw every figure of `review` into `folder` as SVG, PDF and 300-dpi PNG, on two cores where there are two.

    `meanwhile` is done once, while the second core has begun. Returns one dict a figure: name, title, caption, alt.
    """
    names = list(figures_of(review))
    if (os.cpu_count() or 1) == 1:
        meanwhile()
        return _draw(review, folder, names, step)
    here, there = names[::2], names[1::2]
    _ = review.claims, review.flow  # what figures need is computed once, here, and handed on
    with TemporaryDirectory(prefix="ts-") as given:
        path = Path(given) / "review.pickle"
        path.write_bytes(pickle.dumps(review))
        command = [sys.executable, "-m", "touchstone.drawings", path, folder, *there]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as helper:
            meanwhile()
            drawn = _draw(review, folder, here, step)
            said, _ = helper.communicate()
    # Should the helper have failed, its figures are drawn here, where an error can be told.
    drawn += json.loads(said) if helper.returncode == 0 else _draw(review, folder, there, step)
    return sorted(drawn, key=lambda figure: names.index(figure["name"]))


def _draw(review: Review, folder: Path, names: Iterable[str], step: Step = silent) -> list[dict]:
    every, drawn = figures_of(review), []
    for name in names:
        step(f"figure {name}")
        figure = every[name]()
        figures.save(figure, folder, name)
        drawn.append(
            {
                "name": name,
                "title": figure.touchstone_title,
                "caption": figure.touchstone_caption,
                "alt": figure.touchstone_alt,
            }
        )
    return drawn


def figures_of(review: Review) -> dict[str, Callable[[], Figure]]:
    """Each figure's name and the call that draws it, in the order in which a reader wants them."""
    vocabulary = review.protocol.vocabulary
    flow = figures.prisma_flow if review.searched else figures.sources_flow
    own: dict[str, Callable[[], Figure]] = {
        "evidence_map": lambda: figures.evidence_map(review.cells, vocabulary, searched=review.systematic),
        "strong_vs_anecdotal": lambda: figures.strong_vs_anecdotal(review.cells),
        "claims_overview": lambda: figures.claims_overview(review.claims),
        **_claims_pages(review),
        "flow": lambda: flow(review.flow),
        "evidence_over_time": lambda: figures.evidence_over_time(review.studies),
        "technique_by_outcome": lambda: figures.technique_by_outcome(review.votes, review.studies, vocabulary),
        "dose_overview": lambda: figures.dose_overview(review.studies),
    }
    for case in review.protocol.review.cases:
        own |= _of_case(review, case)
    return own


def draw_picture(review: Review, folder: Path) -> Path:
    """The evidence map as `folder`/evidence_map.svg, the picture of the README."""
    from touchstone.figures.output import svg

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "evidence_map.svg"
    path.write_text(svg(figures_of(review)["evidence_map"](), "evidence_map"), encoding="utf-8")
    return path


def claims_pages(review: Review) -> list[Figure]:
    """The claims from strong to anecdotal, in as many pages as they need."""
    return [draw() for draw in _claims_pages(review).values()]


def harvest(review: Review, case: Case) -> Figure:
    """The harvest plot of a case study: every vote of its people on its outcomes."""
    return figures.harvest_plot(
        review.votes, review.studies, review.protocol.vocabulary, case.population[0], case.outcome
    )


def directions(review: Review, case: Case) -> Figure:
    """The effect-direction plot of a case study."""
    return figures.effect_direction_plot(
        review.votes, review.studies, review.protocol.vocabulary, case.population[0], case.outcome
    )


def case_of(review: Review, case_id: str) -> Case:
    """The case study of review.yml with this id."""
    return next(case for case in review.protocol.review.cases if case.id == case_id)


def _claims_pages(review: Review) -> dict[str, Callable[[], Figure]]:
    pages = range(1, max(1, -(-len(review.claims) // _CLAIMS_A_PAGE)) + 1)
    return {
        f"claims_{page}": partial(figures.claims_chart, review.claims, page=page, rows_per_page=_CLAIMS_A_PAGE)
        for page in pages
    }


def _of_case(review: Review, case: Case) -> dict[str, Callable[[], Figure]]:
    return {
        f"harvest_{case.id}": lambda: harvest(review, case),
        f"effect_direction_{case.id}": lambda: directions(review, case),
    }


if __name__ == "__main__":
    given, into, *wanted = sys.argv[1:]
    print(json.dumps(_draw(pickle.loads(Path(given).read_bytes()), Path(into), wanted)))
