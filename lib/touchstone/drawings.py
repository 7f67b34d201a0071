"""Which figures a review has: each is one call, tables in and a matplotlib Figure out, with a name for its files."""

from __future__ import annotations

import gc
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from matplotlib.figure import Figure

from touchstone import accuracy, evidence, figures
from touchstone.coding import cite
from touchstone.figures.style import DOUBLE
from touchstone.progress import Step, silent
from touchstone.protocol.models import Case
from touchstone.review import Review

_CLAIMS_A_PAGE, _POINTS, _FUNNEL = 55, 5, 10


def draw_all(
    review: Review,
    folder: Path,
    step: Step = silent,
    meanwhile: Callable[[], None] = lambda: None,
    width: float = DOUBLE,
    ground: str = "light",
) -> list[dict]:
    """Draw every figure of `review` into `folder` as SVG, PDF and 300-dpi PNG, on two cores where there are two.

    `meanwhile` is done once, while the second core has begun. `width` is theirs in millimetres, `ground` light or dark;
    files of another width or ground than the usual say so in their names. Returns one dict a figure: name, title,
    caption, alt.
    """
    names, look = list(figures_of(review, width)), (width, ground)
    if (os.cpu_count() or 1) == 1:
        meanwhile()
        return _draw(review, folder, names, look, step)
    here, there = names[::2], names[1::2]
    # What figures need is computed once, here, and handed on.
    _ = review.claims, review.flow, review.harms_summary, review.appraisals
    with TemporaryDirectory(prefix="ts-") as given:
        path = Path(given) / "review.pickle"
        path.write_bytes(pickle.dumps(review))
        command = [sys.executable, "-m", "touchstone.drawings", path, folder, str(width), ground, *there]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as helper:
            meanwhile()
            drawn = _draw(review, folder, here, look, step)
            said, _ = helper.communicate()
    # Should the helper have failed, its figures are drawn here, where an error can be told.
    drawn += json.loads(said) if helper.returncode == 0 else _draw(review, folder, there, look, step)
    return sorted(drawn, key=lambda figure: names.index(figure["name"]))


def _draw(
    review: Review, folder: Path, names: Iterable[str], look: tuple[float, str], step: Step = silent
) -> list[dict]:
    width, ground = look
    every, drawn = figures_of(review, width), []
    # The tables stay as they are: Python need not search them for garbage after every few figures.
    gc.freeze()
    suffix = (f"_{width:g}mm" if width != DOUBLE else "") + (f"_{ground}" if ground != "light" else "")
    for name in names:
        step(f"figure {name}")
        figure = every[name]()
        figures.save(figure, folder, name + suffix, ground)
        drawn.append(
            {
                "name": name,
                "title": figure.touchstone_title,
                "caption": figure.touchstone_caption,
                "alt": figure.touchstone_alt,
            }
        )
    gc.unfreeze()
    return drawn


def figures_of(review: Review, width: float = DOUBLE) -> dict[str, Callable[[], Figure]]:
    """Each figure's name and the call that draws it, in the order in which a reader wants them.

    `width` is theirs in millimetres; a flow of two arms always needs two columns. Plots of what a review
    lacks (appraisals, effects that can be pooled, p values with a known side) are not among them.
    """
    vocabulary = review.protocol.vocabulary
    flow = figures.prisma_flow if review.searched else figures.sources_flow
    wide, two_arms = {"width": width}, review.searched and not review.systematic
    own: dict[str, Callable[[], Figure]] = {
        "evidence_map": lambda: figures.evidence_map(review.cells, vocabulary, searched=review.systematic, **wide),
        "strong_vs_anecdotal": lambda: figures.strong_vs_anecdotal(review.cells, **wide),
        **_bubbles(review, width),
        "claims_overview": lambda: figures.claims_overview(review.claims, **wide),
        **_claims_pages(review, width),
        "flow": lambda: flow(review.flow, width=width if not two_arms else DOUBLE),
        "evidence_over_time": lambda: figures.evidence_over_time(review.studies, **wide),
        "technique_by_outcome": lambda: figures.technique_by_outcome(review.votes, review.studies, vocabulary, **wide),
        "dose_overview": lambda: figures.dose_overview(review.studies, **wide),
        "harms": lambda: figures.harms_chart(review.harms_summary, vocabulary, **wide),
        **_appraised(review, width),
        **_measured(review, width),
    }
    for case in review.protocol.review.cases:
        own |= _of_case(review, case, width)
    return own | _pooled(review, width)


def draw_picture(review: Review, folder: Path) -> Path:
    """The evidence map as `folder`/evidence_map.svg, the picture of the README."""
    from touchstone.figures.output import svg

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "evidence_map.svg"
    path.write_text(svg(figures_of(review)["evidence_map"](), "evidence_map"), encoding="utf-8")
    return path


def harvest(review: Review, case: Case, width: float = DOUBLE) -> Figure:
    """The harvest plot of a case study: every vote of its people on its outcomes."""
    return figures.harvest_plot(
        review.votes, review.studies, review.protocol.vocabulary, case.population[0], case.outcome, width=width
    )


def directions(review: Review, case: Case, width: float = DOUBLE) -> Figure:
    """The effect-direction plot of a case study."""
    return figures.effect_direction_plot(
        review.votes, review.studies, review.protocol.vocabulary, case.population[0], case.outcome, width=width
    )


def albatross(review: Review, population: str, outcome: str, width: float = DOUBLE) -> Figure:
    """The albatross plot of one cell of the efficacy contrast."""
    points = _points(review, population, outcome)
    title = f"{review.label('outcome', outcome)} in {review.label('population', population)}: p value and size of study"
    return figures.albatross(points, title, width=width)


def case_of(review: Review, case_id: str) -> Case:
    """The case study of review.yml with this id."""
    return next(case for case in review.protocol.review.cases if case.id == case_id)


def _claims_pages(review: Review, width: float) -> dict[str, Callable[[], Figure]]:
    pages = range(1, max(1, -(-len(review.claims) // _CLAIMS_A_PAGE)) + 1)
    draw = partial(figures.claims_chart, review.claims, rows_per_page=_CLAIMS_A_PAGE, width=width)
    return {f"claims_{page}": partial(draw, page=page) for page in pages}


def _bubbles(review: Review, width: float) -> dict[str, Callable[[], Figure]]:
    """The bubble map of the outcome that most populations have evidence on."""
    cells = review.cells
    held = cells[(cells["contrast"] == "efficacy") & (cells["n_studies"] > 0) & (cells["population"] != "any")]
    if held.empty:
        return {}
    counts = held["outcome"].value_counts()
    outcome = min(counts.index, key=lambda code: (-counts[code], code))
    return {"bubble_map": partial(figures.bubble_map, cells, review.protocol.vocabulary, outcome, width=width)}


def _appraised(review: Review, width: float) -> dict[str, Callable[[], Figure]]:
    return {
        f"risk_of_bias_{tool}": partial(figures.risk_of_bias, review.appraisals, tool, width=width)
        for tool in sorted(set(review.appraisals["tool"]))
    }


def _measured(review: Review, width: float) -> dict[str, Callable[[], Figure]]:
    """How steady the verdicts are, and how far the tags' confidence holds, where coding error was measured."""
    if review.tagging_error is None:
        return {}
    vocabulary = review.protocol.vocabulary
    return {
        "stability_of_verdicts": partial(figures.stability_of_verdicts, review.stability, vocabulary, width=width),
        "tag_reliability": lambda: figures.tag_reliability(accuracy.reliability(accuracy.judged(review)), width=width),
    }


def _of_case(review: Review, case: Case, width: float) -> dict[str, Callable[[], Figure]]:
    own = {
        f"harvest_{case.id}": partial(harvest, review, case, width),
        f"effect_direction_{case.id}": partial(directions, review, case, width),
    }
    if len(_points(review, case.population[0], case.outcome[0])) >= _POINTS:
        own[f"albatross_{case.id}"] = partial(albatross, review, case.population[0], case.outcome[0], width)
    return own


def _points(review: Review, population: str, outcome: str) -> pd.DataFrame:
    votes = review.votes
    cell = (votes["population"] == population) & (votes["outcome"] == outcome) & (votes["contrast"] == "efficacy")
    return evidence.albatross(votes[cell], review.findings, review.studies)


def _pooled(review: Review, width: float) -> dict[str, Callable[[], Figure]]:
    """A forest plot of every cell with a pooled effect, and a funnel plot of those of ten studies or more."""
    own: dict[str, Callable[[], Figure]] = {}
    for cell in review.cells[review.cells["pooled_g"].notna()].to_dict("records"):
        name = f"{cell['population']}_{cell['outcome']}_{cell['contrast']}"
        own[f"forest_{name}"] = partial(_forest, review, cell, width)
        if cell["pooled_k"] >= _FUNNEL:
            own[f"funnel_{name}"] = partial(_funnel, review, cell, width)
    return own


def _effects(review: Review, cell: dict) -> pd.DataFrame:
    votes, effects, key = review.votes, review.study_effects, ["outcome", "contrast"]
    voting = votes[(votes[["population", *key]] == [cell["population"], *(cell[k] for k in key)]).all(axis=1)]
    given = effects[effects["g"].notna() & (effects[key] == [cell[k] for k in key]).all(axis=1)]
    used = evidence.poolable(given, voting[voting["vote"] != ""])
    chosen = review.studies.set_index("study_id", drop=False).loc[used["study_id"]]
    return used.assign(study=[cite(study) for study in chosen.to_dict("records")], n=chosen["sample_size"].to_numpy())


def _title(review: Review, cell: dict) -> str:
    return f"{review.label('outcome', cell['outcome'])} in {review.label('population', cell['population'])}"


def _forest(review: Review, cell: dict, width: float) -> Figure:
    from touchstone.pooling import pool

    effects = _effects(review, cell)
    pooled = pool(effects["g"], effects["variance"], floor=True)
    return figures.forest(effects, pooled, _title(review, cell), width=width)


def _funnel(review: Review, cell: dict, width: float) -> Figure:
    from touchstone.pooling import pool

    effects = _effects(review, cell)
    pooled = pool(effects["g"], effects["variance"], floor=True)
    return figures.funnel(effects, pooled, _title(review, cell), width=width)


if __name__ == "__main__":
    given, into, across, on, *wanted = sys.argv[1:]
    print(json.dumps(_draw(pickle.loads(Path(given).read_bytes()), Path(into), wanted, (float(across), on))))
