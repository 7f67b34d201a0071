"""The house itself: the three lists of dependencies agree, imports run one way, and importing is quick."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DIRECT = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
LOCK = (ROOT / "requirements.lock").read_text()

# From left to right as the data flows; a part imports only from those before it.
PARTS = (
    "errors", "progress", "tables", "project", "protocol", "pubmed", "formats", "snapshots", "screening", "tagging",
    "coding", "accuracy", "pooling", "evidence", "claims", "figures", "display", "views", "review", "pulls",
    "processed", "summaries", "headlines", "drawings", "page", "notebooks", "build", "tag_file", "check", "cli",
)  # fmt: skip


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~ ;\[]", requirement, maxsplit=1)[0].lower()


def test_conda_and_pip_ask_for_the_same_packages_and_versions():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = {entry for entry in listed if isinstance(entry, str)} - {"pip", f"python{PROJECT['requires-python']}"}
    pip = {entry for part in listed if isinstance(part, dict) for entry in part["pip"]} - {"-e ."}
    assert conda | pip == set(DIRECT)


def test_the_lock_pins_every_direct_dependency_with_hashes_and_no_address():
    pinned = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", LOCK, flags=re.M)
    assert {_name(requirement) for requirement in DIRECT} <= set(pinned)
    blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.M)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_the_lock_satisfies_the_bounds_of_the_project():
    from packaging.requirements import Requirement

    pinned = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)", LOCK, flags=re.M))
    for line in DIRECT:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pinned[requirement.name.lower()]), line


def test_every_part_imports_only_from_parts_before_it():
    package = ROOT / "lib" / "touchstone"
    there = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    assert there - {"__init__"} == set(PARTS)
    for place, part in enumerate(PARTS):
        files = [package / f"{part}.py"] if (package / f"{part}.py").is_file() else (package / part).rglob("*.py")
        for file in files:
            text = file.read_text()
            named = set(re.findall(r"^\s*from touchstone\.(\w+)", text, flags=re.M))
            for group in re.findall(r"^\s*from touchstone import (?:\(([^)]*)\)|(.*))$", text, flags=re.M):
                named |= set(re.findall(r"\w+", "".join(group)))
            back = {name for name in named & set(PARTS) if PARTS.index(name) > place}
            assert not back, f"{file.relative_to(ROOT)} imports {sorted(back)}"


def test_importing_touchstone_loads_nothing_heavy():
    heavy = ("pandas", "scipy", "statsmodels", "matplotlib", "seaborn", "lxml", "jinja2", "pyarrow")
    said = f"import sys, touchstone; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_the_readme_names_commands_that_exist():
    text = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.M)) <= targets


def test_ci_runs_the_command_of_the_readme():
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    assert "make test" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("path", sorted((ROOT / "lib").rglob("*.py")), ids=lambda p: p.name)
def test_no_room_has_grown_past_its_purpose(path):
    assert len(path.read_text().splitlines()) <= 400
