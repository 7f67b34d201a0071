"""Measured coding error, protocol/tagging_error.json: P(true code | coded), with what was missed and what was invented.

The file holds two comparisons: `people` (what a second careful coder wrote, given what the main coder wrote) and
`machine` (what the main coder wrote, given what the machine read). A row of a facet gives the share of each true code
among the things that were coded alike; in it `=` stands for the coded code itself and an empty text for nothing of the
kind (it was invented, or is not told). The row `*` serves every code without a row of its own.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from touchstone import tagging
from touchstone.errors import InputError
from touchstone.protocol.models import Vocabulary

FILE = "tagging_error.json"
READERS = ("people", "machine")
_NAME = f"protocol/{FILE}"
_Share = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Strict):
    """What is true where one code was coded: `n` times, with the share of each true code (smoothed)."""

    n: _Count
    true: dict[str, _Share]

    @model_validator(mode="after")
    def _adds_up(self) -> Row:
        if abs(sum(self.true.values()) - 1) > 1e-3:
            raise ValueError(f"the shares of a row add up to 1, these to {sum(self.true.values()):.4g}")
        return self


class Facet(_Strict):
    """One facet: how often the coded code is right, what is invented and missed, and P(true code | coded)."""

    n_records: _Count
    n_coded: _Count
    right: _Share
    right_low: _Share
    right_high: _Share
    invented: _Share
    missed: _Share
    missed_low: _Share
    missed_high: _Share
    rows: dict[str, Row] = {}


class Comparison(_Strict):
    """One reader held against another on the same records."""

    coded: str
    true: str
    n_records: _Count
    read: Literal["digest", "abstract", "digest and abstract"]
    facets: dict[str, Facet]
    kept_aside: dict[str, dict[str, _Share]] = {}
    missed_results: list[list[tuple[str, str, str]]]
    missed_population: list[list[str]]
    size_ratios: list[Annotated[float, Field(gt=0)]] = []
    note: str = ""


class Smoothing(_Strict):
    """How sparse rows are mended: so many records of the facet's common row are added to each."""

    records: Annotated[float, Field(ge=0)]
    about: str


class TaggingError(_Strict):
    """protocol/tagging_error.json."""

    about: str
    vocabulary_version: str
    tagger: str
    vocabulary: str
    decisions: dict[str, str]
    smoothing: Smoothing
    people: Comparison | None
    machine: Comparison | None


def load_error(folder: Path) -> TaggingError | None:
    """The measured error in `folder`/tagging_error.json; None where nothing was measured yet.

    Raises InputError, with the place in the file, where it cannot be used.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return TaggingError.model_validate(json.loads(path.read_bytes()))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(step) for step in fault["loc"]) or "top level"
        raise InputError(f"{_NAME}: {where}: {fault['msg']}; measure again with `make accuracy`") from None
    except ValueError as error:
        raise InputError(f"{_NAME}: not JSON ({error}); measure again with `make accuracy`") from None


def write_error(error: TaggingError, folder: Path) -> Path:
    """Write `error` to `folder`/tagging_error.json, a row a line, the same bytes for the same error."""
    path = folder / FILE
    content = error.model_dump(mode="json")
    path.write_text(_lines(content) + "\n", encoding="utf-8")
    return path


def stale(error: TaggingError, vocabulary: Vocabulary, coding: Path) -> list[str]:
    """Why `error` no longer speaks of today's tagger, vocabulary and decisions, one line each; empty where it does."""
    now = fingerprints(vocabulary, coding)
    changed = {
        "the vocabulary": error.vocabulary != now["vocabulary"],
        "the tagger": error.tagger != now["tagger"],
        "people's decisions": error.decisions != now["decisions"],
    }
    said = ", ".join(what for what, is_so in changed.items() if is_so)
    return [f"{_NAME}: changed since the error was measured: {said}; run `make accuracy`"] if said else []


def fingerprints(vocabulary: Vocabulary, coding: Path) -> dict[str, object]:
    """What a measured error rests on: `tagger` (its sources), `vocabulary` (its content), `decisions` (each file)."""
    package = Path(tagging.__file__).parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".json", ".yml", ".npz"))
    whole = hashlib.sha256()
    for path in sources:
        whole.update(path.relative_to(package).as_posix().encode() + b"\n" + path.read_bytes().replace(b"\r\n", b"\n"))
    return {
        "tagger": whole.hexdigest()[:16],
        "vocabulary": hashlib.sha256(vocabulary.model_dump_json().encode()).hexdigest()[:16],
        "decisions": {p.name: hashlib.sha256(p.read_bytes()).hexdigest()[:16] for p in sorted(coding.glob("*.jsonl"))},
    }


def flawless(error: TaggingError) -> TaggingError:
    """`error` as it would be if every code were right and nothing missed: every verdict then stands in every draw."""
    return _changed(error, lambda row, _codes: Row(n=row.n, true={"=": 1.0}), missed=False)


def at_random(error: TaggingError) -> TaggingError:
    """`error` as it would be if codes were drawn blindly: no verdict can then be relied on."""
    return _changed(error, lambda row, codes: Row(n=row.n, true=dict.fromkeys(codes, 1 / len(codes))), missed=True)


def _changed(error: TaggingError, row_of, missed: bool) -> TaggingError:
    changed = {}
    for name in READERS:
        comparison = getattr(error, name)
        if comparison is None:
            continue
        facets = {}
        for facet, measured in comparison.facets.items():
            codes = sorted({code for code in measured.rows if code != "*"})
            rows = {code: row_of(row, codes) for code, row in measured.rows.items()}
            facets[facet] = measured.model_copy(update={"rows": rows})
        update: dict[str, object] = {"facets": facets}
        if not missed:
            none = [[] for _ in comparison.missed_results]
            update |= {"missed_results": none, "missed_population": none}
        changed[name] = comparison.model_copy(update=update)
    return error.model_copy(update=changed)


def _lines(value: object, depth: int = 0) -> str:
    """JSON with one line for everything that holds no further structure of structures."""
    plain = json.dumps(value, ensure_ascii=False)
    if len(plain) <= 118 - depth or not isinstance(value, dict | list) or not value:
        return plain
    pad, end = " " * (depth + 1), " " * depth
    if isinstance(value, dict):
        inner = [f"{pad}{json.dumps(k, ensure_ascii=False)}: {_lines(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner) + f"\n{end}}}"
    return "[\n" + ",\n".join(pad + _lines(v, depth + 1) for v in value) + f"\n{end}]"
