"""People's decisions: an append-only log, one JSON-lines file a coder, with effects.csv and links.csv beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from touchstone.errors import InputError
from touchstone.protocol import Vocabulary, is_code
from touchstone.tables import DIRECTIONS, Decisions

LINK_RELATIONS = ("report_of", "protocol_of", "conference_abstract_of", "may_overlap")
SAME_STUDY = ("report_of", "conference_abstract_of")
EFFECT_COLUMNS = (
    "finding_id", "record_id", "outcome", "contrast", "effect_type", "effect", "ci_low", "ci_high", "favours",
    "mean_intervention", "sd_intervention", "n_intervention", "mean_comparator", "sd_comparator", "n_comparator",
)  # fmt: skip
_CODED = {"population", "intervention", "comparator", "design", "life_stage", "sex"}


def read_decisions(folder: Path) -> pd.DataFrame:
    """Every decision in `folder`/*.jsonl as Decisions, coders in alphabetical order, each file in its order.

    Raises InputError, naming file and line, for a line that is no JSON object or lacks coder, record_id or facet, for a
    decision_id given twice, and for a `replaces` that names no earlier decision of the same coder.
    """
    rows, found = _read_log(folder)
    if found:
        raise InputError(found[0])
    return Decisions.of(rows)


def current(decisions: pd.DataFrame, coders: list[str]) -> pd.DataFrame:
    """The decisions of `coders` that stand: those that no later decision replaces, last one first where two compete."""
    standing = decisions[decisions["coder"].isin(coders)]
    standing = standing[~standing["decision_id"].isin(set(standing["replaces"]) - {""})]
    return standing.drop_duplicates(["coder", "record_id", "finding_id", "facet"], keep="last")


def read_effects(folder: Path) -> pd.DataFrame:
    """Numbers taken by hand (effects.csv): printed effects and arm data, each with the side it favours."""
    return _read_csv(folder / "effects.csv", EFFECT_COLUMNS)


def read_links(folder: Path) -> pd.DataFrame:
    """Which record is a report or protocol of which study (links.csv): record_id, relation, study_id, reason."""
    links = _read_csv(folder / "links.csv", ("record_id", "relation", "study_id", "reason"))
    for place, relation in enumerate(links["relation"], start=2):
        if relation not in LINK_RELATIONS:
            raise InputError(
                f"data/raw/coding/links.csv, line {place}: {relation!r} is no relation; "
                f"allowed: {', '.join(LINK_RELATIONS)}"
            )
    return links


def problems_of(folder: Path, record_ids: set[str], vocabulary: Vocabulary) -> list[str]:
    """Every problem of the decisions in `folder`: lines, unknown records, unknown codes; one line each."""
    rows, found = _read_log(folder)
    for row in rows:
        place = f"data/raw/coding/{row['coder']}.jsonl, {row.get('decision_id')}"
        if row["record_id"] not in record_ids:
            found.append(f"{place}: record {row['record_id']!r} is in no snapshot of this review; mend record_id")
        found += [f"{place}: {fault}" for fault in _code_faults(row, vocabulary)]
    for reader in (read_effects, read_links):
        try:
            reader(folder)
        except InputError as error:
            found.append(str(error))
    return found


def _read_log(folder: Path) -> tuple[list[dict], list[str]]:
    rows, found, seen = [], [], set()
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            if not line.strip():
                continue
            place = f"data/raw/coding/{path.name}, line {number}"
            try:
                row = json.loads(line)
            except ValueError:
                found.append(f"{place}: not a whole JSON object (cut off?); mend or remove this line")
                continue
            if not isinstance(row, dict):
                found.append(f"{place}: not a JSON object; a decision is one {{…}} a line")
                continue
            missing = [key for key in ("decision_id", "coder", "record_id", "facet") if not row.get(key)]
            if missing:
                found.append(
                    f"{place}: {', '.join(missing)} missing; every decision says who decided what about which record"
                )
            elif wrong := _shape_fault(row):
                found.append(f"{place}: {wrong}")
            elif row["decision_id"] in seen:
                found.append(f"{place}: decision_id {row['decision_id']!r} is given twice; number decisions once")
            elif row.get("replaces") and row["replaces"] not in seen:
                found.append(f"{place}: replaces {row['replaces']!r}, which is no earlier decision; mend `replaces`")
            else:
                seen.add(row["decision_id"])
                rows.append(row)
    return rows, found


def _shape_fault(row: dict) -> str:
    """What a decision's value lacks to be read at all; empty where it can be."""
    needed = {"finding": ("outcome", "direction"), "harms": ("text",)}.get(row["facet"])
    if needed is None:
        return ""
    value = row.get("value")
    lacking = [key for key in needed if not isinstance(value, dict) or not value.get(key)]
    return f"the value of a {row['facet']} needs {', '.join(needed)}; add {', '.join(lacking)}" if lacking else ""


def _code_faults(row: dict, vocabulary: Vocabulary) -> list[str]:
    facet, value = row["facet"], row.get("value")
    if facet == "finding":
        faults = (
            [] if is_code(vocabulary, "outcome", value["outcome"]) else [f"unknown outcome code {value['outcome']!r}"]
        )
        return faults + ([] if value["direction"] in DIRECTIONS else [f"unknown direction {value['direction']!r}"])
    if facet not in _CODED or value is None:
        return []
    codes = value if isinstance(value, list) else [value]
    return [f"unknown {facet} code {code!r}" for code in codes if not is_code(vocabulary, facet, code)]


def _read_csv(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not path.is_file():
        return pd.DataFrame(columns=list(columns))
    try:
        frame = pd.read_csv(path, dtype={c: "float64" if c not in _WORDS else "object" for c in columns})
    except (ValueError, pd.errors.ParserError) as error:
        raise InputError(f"data/raw/coding/{path.name}: {' '.join(str(error).split())}; mend that line") from None
    missing = [name for name in columns if name not in frame]
    if missing:
        raise InputError(
            f"data/raw/coding/{path.name}: column {missing[0]!r} is missing; it needs {', '.join(columns)}"
        )
    words = [name for name in columns if name in _WORDS]
    return frame.assign(**{name: frame[name].fillna("") for name in words})


_WORDS = {"finding_id", "record_id", "outcome", "contrast", "effect_type", "favours", "relation", "study_id", "reason"}
