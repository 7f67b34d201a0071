"""The gate: strict nbval fails on a changed record, a changed colour and a planted change, and hides nothing."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from touchstone import snapshots

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SNAPSHOT = "massage-2026-11"


def _nbval(notebook: Path) -> subprocess.CompletedProcess:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-cell-timeout=300",
        "-p",
        "no:cacheprovider",
        notebook,
    ]
    return subprocess.run(command, cwd=notebook.parent, capture_output=True, text=True, check=False)


@pytest.fixture
def notebook_copy(review_copy):
    """A copy of the review with one notebook that holds a figure, tables and text."""
    (review_copy / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "conftest.py", review_copy / "notebooks")
    return Path(shutil.copy(ROOT / "notebooks" / "01_the_records.ipynb", review_copy / "notebooks"))


def _outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_notebook_is_committed_executed_and_reads_as_an_essay(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert not [output for output in _outputs(notebook) if output.output_type in ("error", "stream")]
    assert max(len(cell.source.splitlines()) for cell in code) <= 12
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert "**The question.**" in prose[0]
    assert any(text.startswith("## The answer") for text in prose[-3:])


def test_there_are_eight_notebooks_and_a_dozen_different_figures_stand_in_them():
    assert len(NOTEBOOKS) == 8
    bundles = [
        o for path in NOTEBOOKS for o in _outputs(nbformat.read(path, as_version=4)) if "image/svg+xml" in o.data
    ]
    assert all("image/png" in output.data for output in bundles)
    titles = {re.search(r"<title[^>]*>([^<]*)", "".join(output.data["image/svg+xml"]))[1] for output in bundles}
    assert len(titles) >= 12


def test_the_picture_of_the_readme_is_todays_map(review):
    from touchstone.drawings import figures_of
    from touchstone.figures.output import svg

    drawn = svg(figures_of(review)["evidence_map"](), "evidence_map")
    assert (ROOT / "notebooks" / "images" / "evidence_map.svg").read_text(encoding="utf-8") == drawn


def test_no_sanitising_rule_stands_between_nbval_and_the_results():
    assert "sanitize" not in (ROOT / "Makefile").read_text()


def test_an_unchanged_copy_passes(notebook_copy):
    done = _nbval(notebook_copy)
    assert done.returncode == 0, done.stdout[-2000:]


def test_one_changed_record_makes_nbval_fail(notebook_copy, review_copy):
    folder = review_copy / "data" / "raw" / SNAPSHOT
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    record["year"] -= 5
    lines[0] = json.dumps(record, ensure_ascii=False)
    (folder / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    snapshots.freeze(folder, {key: value for key, value in facts.items() if key not in ("name", "files")})
    assert _nbval(notebook_copy).returncode == 1


def test_one_changed_colour_in_a_stored_figure_makes_nbval_fail(notebook_copy):
    notebook = nbformat.read(notebook_copy, as_version=4)
    output = next(output for output in _outputs(notebook) if "image/svg+xml" in output.get("data", {}))
    drawn = output.data["image/svg+xml"]
    colour = re.search(r"#[0-9a-f]{6}", drawn)[0]
    output.data["image/svg+xml"] = drawn.replace(colour, f"{colour[:-1]}{(int(colour[-1], 16) + 1) % 16:x}", 1)
    nbformat.write(notebook, notebook_copy)
    done = _nbval(notebook_copy)
    assert done.returncode == 1
    assert "image/svg+xml" in done.stdout


def test_one_changed_digit_in_a_stored_table_makes_nbval_fail(notebook_copy):
    notebook = nbformat.read(notebook_copy, as_version=4)
    output = next(output for output in _outputs(notebook) if "<td" in output.get("data", {}).get("text/html", ""))
    output.data["text/html"] = output.data["text/html"].replace("457", "458", 1)
    nbformat.write(notebook, notebook_copy)
    assert _nbval(notebook_copy).returncode == 1
