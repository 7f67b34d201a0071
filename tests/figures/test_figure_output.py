"""A figure is written as the same bytes on any day, in any place and locale, and says to everybody what it shows."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from xml.etree import ElementTree

import invented
import pytest
from figures_of import NAMES, drawn, tables

from touchstone import figures
from touchstone.figures import output, pdf_fonts
from touchstone.figures.output import svg

HERE = Path(__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
ELSEWHERE = """
import hashlib, json, sys
sys.path.insert(0, sys.argv[1])
from figures_of import draws
from touchstone import figures
out = {}
for name in sys.argv[3:]:
    for path in figures.save(draws(40)[name](), sys.argv[2], name):
        out[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
print(json.dumps(out))
"""


def test_the_same_bytes_come_out_under_another_hash_seed_time_zone_locale_and_folder(tmp_path: Path) -> None:
    chosen = ("evidence_map", "sources")
    here = {}
    for name in chosen:
        for path in figures.save(drawn(name, 40), tmp_path / "here", name):
            here[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "matplotlibrc").write_text("font.size: 17\nsvg.fonttype: path\naxes.facecolor: red\n")
    other = {
        "PYTHONHASHSEED": "4711", "TZ": "Pacific/Chatham", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "86400",
        "MPLBACKEND": "svg",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(HERE), "out", *chosen],
        env={**os.environ, **other}, cwd=tmp_path / "elsewhere", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == here
    assert len(here) == 3 * len(chosen)


@pytest.mark.parametrize("title", ["Firm findings (95 %)", "Two alphabets: \u03b1 and \u0416"])
def test_a_pdf_is_the_same_whether_or_not_its_fonts_were_cut_before(title: str, monkeypatch) -> None:
    figure = figures.evidence_over_time(tables(40)[0])
    figure.suptitle(title)
    quickly = output._pdf(figure)
    monkeypatch.setattr(pdf_fonts, "cut_once", nullcontext)
    assert output._pdf(figure) == quickly


def test_a_second_drawing_gives_the_same_svg() -> None:
    first, second = (figures.technique_by_outcome(*tables(40)[1::-1], invented.vocabulary()) for _ in range(2))
    assert svg(first) == svg(second)


@pytest.mark.parametrize("name", NAMES)
def test_an_svg_is_small_well_formed_described_and_loads_nothing(name: str) -> None:
    figure = drawn(name, 2000)
    text = svg(figure, name)
    root = ElementTree.fromstring(text)
    assert len(text.encode()) < 400_000
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == figure.touchstone_title
    assert root.find(f"{SVG}desc").text == figure.touchstone_alt
    assert root.get("aria-labelledby").split() == [f"{name}-title", f"{name}-desc"]
    links = re.findall(r"(?:href=\"|url\()([^\")]+)", text)
    assert all(link.startswith(f"#{name}-") for link in links)
    assert {link[1:] for link in links} <= {element.get("id") for element in root.iter()}
    assert "DOCTYPE" not in text
    assert "<image" not in text
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert figure.touchstone_title.split()[0] in " ".join(words)


def test_two_figures_in_one_page_share_no_id() -> None:
    ids = [re.findall(r" id=\"([^\"]+)\"", svg(drawn(name, 40), name)) for name in NAMES]
    flat = [each for own in ids for each in own]
    assert len(flat) == len(set(flat))


def test_an_svg_changes_when_a_study_moves_to_another_year() -> None:
    studies = tables(40)[0]
    moved = studies.copy()
    moved.loc[0, "year"] = moved.loc[0, "year"] - 1
    assert svg(figures.evidence_over_time(studies)) != svg(figures.evidence_over_time(moved))


def test_an_svg_changes_when_one_vote_changes() -> None:
    studies, votes, _ = tables(40)
    population, outcome = votes.loc[0, "population"], votes.loc[0, "outcome"]
    changed = votes.copy()
    changed.loc[0, "vote"] = "worse"
    before, after = (
        figures.harvest_plot(v, studies, invented.vocabulary(), population, [outcome]) for v in (votes, changed)
    )
    assert svg(before) != svg(after)


def test_a_notebook_gets_svg_png_and_words_in_one_output(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **how: shown.append((bundle, how)))
    figure = drawn("sources", 40)
    figures.show(figure)
    [(bundle, how)] = shown
    assert how["raw"] is True
    assert bundle["text/plain"] == figure.touchstone_alt
    assert bundle["image/svg+xml"] == svg(figure)
    assert bundle["image/png"].startswith(b"\x89PNG")


def test_files_carry_no_date_and_no_version(tmp_path: Path) -> None:
    for path in figures.save(drawn("sources", 40), tmp_path):
        content = path.read_bytes()
        assert not re.search(rb"(?i)matplotlib|creationdate|dc:date", content), path.name


def test_importing_the_suite_does_not_import_matplotlib() -> None:
    code = "import sys, touchstone; from touchstone import figures; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
