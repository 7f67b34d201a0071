"""Tags one file of records, in a review or outside one, into four plain CSV files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from touchstone import coding, formats, processed, tagging
from touchstone.errors import InputError
from touchstone.progress import Step, silent
from touchstone.project import find_project
from touchstone.protocol import BUNDLED_VOCABULARY, load_vocabulary
from touchstone.tables import Decisions

NO_VOCABULARY = Path("none")
STUDY_COLUMNS = (
    "record_id", "pmid", "design", "sample_size", "population", "life_stage", "sex", "intervention", "session_minutes",
    "n_sessions", "comparator", "outcome", "overall_direction", "country", "n_studies", "duration_weeks", "pilot",
    "title", "year",
)  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """What was tagged: the line to print, and the problems met on the way."""

    said: str
    problems: list


def tag_file(
    file: Path,
    out: Path,
    vocabulary: Path | None = None,
    project: Path | None = None,
    step: Step = silent,
) -> Summary:
    """Tag the records of `file` into `out`/tags.csv, studies.csv, findings.csv and results.csv.

    studies.csv has a row for every record of the file (STUDY_COLUMNS; several codes in one field are joined by `;` in
    alphabetical order); findings.csv one row a record and outcome; results.csv the single results; tags.csv every tag
    with the words it was read from. The vocabulary is `vocabulary` (NO_VOCABULARY: none, for any
    topic), else the review's, else the bundled one. Raises
    InputError where the file, the vocabulary or `out` cannot be used; single bad records come back as problems.
    """
    loaded = None if vocabulary == NO_VOCABULARY else load_vocabulary(vocabulary or _own_vocabulary(project))
    step(f"reading {file.name}")
    reading = formats.read(file)
    processed.ready(out)
    step(f"{len(reading.records):,} records")
    tagged = tagging.tag(reading.records, loaded)
    step("writing")
    studies = study_rows(reading.records, tagged.tags)
    processed.write_csv(studies, out / "studies.csv")
    processed.write_csv(tagged.tags, out / "tags.csv")
    processed.write_csv(tagging.rollup(tagged.findings), out / "findings.csv")
    processed.write_csv(tagged.findings, out / "results.csv")
    said = f"{len(studies):,} records, {len(tagged.tags):,} tags, {len(tagged.findings):,} results → {out}"
    return Summary(said, list(reading.problems))


def study_rows(records: pd.DataFrame, tags: pd.DataFrame) -> pd.DataFrame:
    """One row a record with STUDY_COLUMNS, from the machine's tags alone."""
    facets = coding.facet_values(records["record_id"], tags, Decisions.empty())
    outcomes = tags[tags["facet"] == "outcome"].groupby("record_id")["value"].agg(set)
    people = facets["sample_size"].combine_first(facets["n_analysed"]).combine_first(facets["n_enrolled"])
    several = {name: facets[name].map(_joined) for name in coding.SEVERAL}
    wide = facets.assign(**several, sample_size=people, outcome=facets["record_id"].map(outcomes).map(_joined))
    own = records[["record_id", "pmid", "title", "year"]]
    return own.merge(wide, on="record_id", how="left")[list(STUDY_COLUMNS)]


def _joined(codes: object) -> str:
    return ";".join(sorted(set(codes))) if isinstance(codes, tuple | list | set) else ""


def _own_vocabulary(project: Path | None) -> Path:
    if project is not None:
        return find_project(project).protocol / "vocabulary.yml"
    try:
        return find_project().protocol / "vocabulary.yml"
    except InputError:
        return BUNDLED_VOCABULARY
