"""The PRISMA diagram with two arms, twelve long reasons and long names: nothing cut, nothing on anything else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from test_figure_layout import TOUCH, outline_of, overlap, words_of

from touchstone import figures


def prisma_arms(times: int = 1) -> pd.DataFrame:
    """A searched arm with twelve long reasons and a collected one, as `touchstone.screening.flow` counts them."""
    whole = "An invented reason that is as long as a careful reviewer makes it, so that it needs several lines"
    left, main, searched, other = "left", "main", "databases", "other"
    out = ("Reports excluded", "Records excluded", "Records removed before screening", "Records that could not be had")
    reasons = [f"{whole} ({n})" if n % 2 else f"Reason {n}" for n in range(1, 13)]
    rows = [
        ("databases_source_1", "PubMed", 1800, "", "massage_all", searched, "source"),
        ("databases_source_2", "PubMed", 240, "", "chemotherapy_induced_neuropathy", searched, "source"),
        ("databases_source_3", "Embase", 360, "", "embase-2026.ris", searched, "source"),
        ("databases_identified", "Records identified from databases", 2400, "databases_source_1;databases_source_2;"
         "databases_source_3", "", searched, main),
        ("removed_1", out[2], 200, "databases_identified", "duplicates: found by more than one search", searched, left),
        ("removed_2", out[2], 100, "databases_identified", "duplicates: the same publication in another record",
         searched, left),
        ("removed_3", out[3], 3, "databases_identified", "deleted from PubMed", searched, left),
        ("removed_4", out[3], 2, "databases_identified", "merged into another citation by PubMed", searched, left),
        ("databases_screened", "Records screened", 2095, "databases_identified", "", searched, main),
        ("screening_1", out[1], 1000, "databases_screened", whole, searched, left),
        ("databases_sought", "Reports sought for retrieval", 1095, "databases_screened", "", searched, main),
        ("lost", "Reports not retrieved", 95, "databases_sought", "no abstract was at hand", searched, left),
        ("databases_assessed", "Reports assessed for eligibility", 1000, "databases_sought", "", searched, main),
        *((f"off_{n}", out[0], 50, "databases_assessed", r, searched, left) for n, r in enumerate(reasons)),
        ("gone", "Reports of retracted studies", 1, "databases_assessed", "Retracted: counted nowhere", searched, left),
        ("databases_included", "Reports included", 399, "databases_assessed", "", searched, main),
        ("other_source_1", "Publications collected by hand, with a title as long as titles are", 80, "", "", other,
         "source"),
        ("other_identified", "Records identified by other methods", 80, "other_source_1", "", other, main),
        ("other_removed", out[2], 60, "other_identified", "duplicates: also found in databases", other, left),
        ("other_sought", "Reports sought for retrieval", 20, "other_identified", "", other, main),
        ("other_lost", "Reports not retrieved", 0, "other_sought", "every one was at hand", other, left),
        ("other_assessed", "Reports assessed for eligibility", 20, "other_sought", "", other, main),
        ("other_off", out[0], 9, "other_assessed", whole, other, left),
        ("other_included", "Reports included", 11, "other_assessed", "", other, main),
        ("reports", "Reports of included studies", 410, "databases_included;other_included", "", "", main),
        ("further", "Further reports of the same studies", 10, "reports", "", "", left),
        ("studies", "Studies included in the review", 400, "reports", "", "", main),
        ("review", "Reviews, shown beside the cells", 90, "studies", "", "", main),
        ("primary", "Primary studies in the cells", 310, "studies", "", "", main),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["box", "label", "n", "parent", "reason", "arm", "kind"])
    return frame.assign(n=frame["n"] * times)


def one_arm() -> pd.DataFrame:
    """The searched arm alone."""
    counts = prisma_arms()
    counts = counts[counts["arm"].isin(["databases", ""])].set_index("box")
    counts.loc["reports", ["parent", "n"]] = ["databases_included", 399]
    counts.loc[["further", "studies", "primary"], "n"] = [9, 390, 300]
    return counts.reset_index()


@pytest.mark.parametrize("counts", [prisma_arms(), one_arm(), prisma_arms(1000)], ids=["two arms", "one", "large"])
def test_no_word_is_cut_or_lies_on_another_or_leaves_its_box(counts):
    figure = figures.prisma_flow(counts)
    figure.set_dpi(300)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = words_of(figure)
    outlines = [outline_of(text, renderer) for text in texts]
    allowed = TOUCH / 25.4 * figure.dpi
    for i, one in enumerate(outlines):
        assert one.min() >= 0
        assert one[:, 0].max() <= figure.bbox.x1
        for j in range(i):
            assert overlap(one, outlines[j]) <= allowed, f"{texts[i].get_text()!r} lies on {texts[j].get_text()!r}"
    axes = figure.axes[0]
    edges = [
        axes.transData.transform(patch.get_path().vertices)
        for patch in axes.patches
        if len(patch.get_path().vertices) == 5
    ]
    frames = np.array([[*edge.min(axis=0), *edge.max(axis=0)] for edge in edges])
    for text, box in zip(texts, outlines, strict=True):
        x, y = box.mean(axis=0)
        inside = (frames[:, 0] < x) & (x < frames[:, 2]) & (frames[:, 1] < y) & (y < frames[:, 3])
        for frame in frames[inside]:
            assert box[:, 0].min() >= frame[0], text.get_text()
            assert box[:, 0].max() <= frame[2], text.get_text()


def test_every_number_of_the_table_stands_in_the_diagram_or_its_words():
    counts = prisma_arms()
    figure = figures.prisma_flow(counts)
    said = " ".join(text.get_text().replace("\u00a0", " ") for text in words_of(figure))
    for n in counts["n"][(counts["n"] > 60) & ~counts["box"].isin(["databases_included", "reports"])]:
        assert f"{n:,})" in said
    assert "Reports of included studies 410" in figure.touchstone_alt
    assert {"Identification", "Screening", "Included"} <= {text.get_text() for text in words_of(figure)}
