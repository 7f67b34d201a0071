"""Loads and checks protocol/*.yml: what people write, with errors that name the file, the key and the allowed values.

>>> from touchstone.protocol import load_vocabulary
>>> load_vocabulary().outcome["pain"].higher_is_better
False
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from touchstone.errors import InputError
from touchstone.protocol.models import Claims, Review, Strength, Vocabulary
from touchstone.protocol.yaml_file import read_yaml

Model = TypeVar("Model", bound=BaseModel)

BUNDLED_VOCABULARY = Path(__file__).parent.parent / "templates" / "vocabulary.yml"
FILES = {"review.yml": Review, "vocabulary.yml": Vocabulary, "strength.yml": Strength, "claims.yml": Claims}
CODED = ("population", "outcome", "intervention", "comparator")


@dataclass(frozen=True)
class Protocol:
    """The four files of a review, loaded and held against each other."""

    review: Review
    vocabulary: Vocabulary
    strength: Strength
    claims: Claims


def load_protocol(folder: Path) -> Protocol:
    """The protocol in `folder`; raises InputError with the first problem that `problems_of` would list."""
    loaded, found = _read(folder)
    if found:
        raise InputError(found[0])
    return Protocol(**{Path(name).stem: content for name, content in loaded.items()})


def load_vocabulary(path: Path = BUNDLED_VOCABULARY) -> Vocabulary:
    """The vocabulary at `path` (default: the bundled one); raises InputError for an unknown broader code or a loop."""
    vocabulary = _load(path, Vocabulary)
    found = list(_vocabulary_problems(vocabulary, f"{path.parent.name}/{path.name}"))
    if found:
        raise InputError(found[0])
    return vocabulary


def problems_of(folder: Path) -> list[str]:
    """Every problem of the four files in `folder`, one line each; empty where all is well."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[dict[str, BaseModel], list[str]]:
    """The files that could be read, by name, and every problem of them."""
    loaded, found = {}, []
    for name, kind in FILES.items():
        try:
            loaded[name] = kind.model_validate(read_yaml(folder / name))
        except InputError as error:
            found.append(str(error))
        except ValidationError as error:
            found += _explain(error, f"{folder.name}/{name}")
    vocabulary = loaded.get("vocabulary.yml")
    if vocabulary is None:
        return loaded, found
    found += _vocabulary_problems(vocabulary, f"{folder.name}/vocabulary.yml")
    if "review.yml" in loaded:
        found += _review_problems(loaded["review.yml"], vocabulary, f"{folder.name}/review.yml")
    if "strength.yml" in loaded:
        found += _strength_problems(loaded["strength.yml"], vocabulary, f"{folder.name}/strength.yml")
    if "claims.yml" in loaded:
        found += _claims_problems(loaded["claims.yml"], vocabulary, f"{folder.name}/claims.yml")
    return loaded, found


def broader_of(vocabulary: Vocabulary, facet: str, code: str) -> tuple[str, ...]:
    """`code` and all its broader codes, nearest first, each once.

    >>> broader_of(load_vocabulary(), "population", "breast_cancer")
    ('breast_cancer', 'cancer')
    """
    concepts = getattr(vocabulary, facet)
    out, waiting = [], [code]
    while waiting:
        here = waiting.pop(0)
        if here not in out:
            out.append(here)
            waiting += concepts[here].broader if here in concepts else []
    return tuple(out)


def is_code(vocabulary: Vocabulary, facet: str, code: str) -> bool:
    """Whether `code` may stand in `facet`: a code of the vocabulary, `other:name`, or `any` for populations."""
    return code in getattr(vocabulary, facet) or code.startswith("other:") or (facet == "population" and code == "any")


def label_of(vocabulary: Vocabulary, facet: str, code: str) -> str:
    """The label people read for `code`; `other:scar_quality` reads `scar quality (other)`."""
    if facet == "population" and code == "any":
        return "People at large"
    concept = getattr(vocabulary, facet).get(code)
    return concept.label if concept else f"{code.removeprefix('other:').replace('_', ' ')} (other)"


def _load(path: Path, kind: type[Model]) -> Model:
    content = read_yaml(path)
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise InputError(_explain(error, f"{path.parent.name}/{path.name}")[0]) from None


def _explain(error: ValidationError, file: str) -> list[str]:
    lines = []
    for fault in error.errors():
        where = ".".join(str(step) for step in fault["loc"]) or "top level"
        if fault["type"] == "extra_forbidden":
            what = "no such key here; check its spelling, or remove it"
        elif fault["type"] == "missing":
            what = "this key is missing; add it"
        elif "expected" in fault.get("ctx", {}):
            what = f"{fault['input']!r} is not allowed; allowed: {fault['ctx']['expected']}"
        else:
            what = f"{fault['msg'][0].lower()}{fault['msg'][1:]} (found {str(fault['input'])[:60]!r})"
        lines.append(f"{file}: {where}: {what}")
    return lines


def _unknown(code: str, known: Iterable[str], place: str, kind: str) -> str:
    near = difflib.get_close_matches(code, list(known), n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(sorted(known)[:60])}"
    return f"{place}: unknown {kind} {code!r}; {hint}"


def _vocabulary_problems(vocabulary: Vocabulary, file: str) -> Iterable[str]:
    for facet in CODED:
        concepts = getattr(vocabulary, facet)
        for code, concept in concepts.items():
            for broader in concept.broader:
                if broader not in concepts:
                    yield _unknown(broader, concepts, f"{file}: {facet}.{code}.broader", f"{facet} code")
                elif code in broader_of(vocabulary, facet, broader):
                    yield f"{file}: {facet}.{code}.broader: {broader!r} is itself below {code!r}; remove one of the two"


def _review_problems(review: Review, vocabulary: Vocabulary, file: str) -> Iterable[str]:
    rules = review.eligibility
    for key, codes in (("review_designs", rules.review_designs), ("context_designs", rules.context_designs)):
        for code in codes:
            if code not in vocabulary.design:
                yield _unknown(code, vocabulary.design, f"{file}: eligibility.{key}", "design")
    searches = {search.id for search in review.searches}
    for case in review.cases:
        for facet in ("population", "outcome"):
            for code in getattr(case, facet):
                if not is_code(vocabulary, facet, code):
                    yield _unknown(code, getattr(vocabulary, facet), f"{file}: cases.{case.id}.{facet}", facet)
        if case.search not in searches:
            yield _unknown(case.search, searches, f"{file}: cases.{case.id}.search", "search")


def _strength_problems(strength: Strength, vocabulary: Vocabulary, file: str) -> Iterable[str]:
    for code in strength.tiers:
        if code not in vocabulary.design:
            yield _unknown(code, vocabulary.design, f"{file}: tiers", "design")
    if strength.main not in strength.rule_sets:
        yield _unknown(strength.main, strength.rule_sets, f"{file}: main", "rule set")
    elif strength.rule_sets[strength.main].kind != "grade":
        yield f"{file}: main: {strength.main!r} is no GRADE-informed rule set; certainty needs one"


def _claims_problems(claims: Claims, vocabulary: Vocabulary, file: str) -> Iterable[str]:
    for claim_id, claim in claims.claims.items():
        place = f"{file}: claims.{claim_id}"
        for facet in ("population", "outcome", "intervention"):
            for code in getattr(claim, facet):
                if not is_code(vocabulary, facet, code):
                    yield _unknown(code, getattr(vocabulary, facet), f"{place}.{facet}", f"{facet} code")
        for text in claim.made_in:
            if text not in claims.texts:
                yield _unknown(text, claims.texts, f"{place}.made_in", "text")
        for other in [*claim.chain, *([claim.parent] if claim.parent else [])]:
            if other not in claims.claims or other == claim_id:
                yield _unknown(other, set(claims.claims) - {claim_id}, f"{place}.chain or parent", "claim")
        if claim.only_studies and not claim.only_studies_reason:
            yield f"{place}.only_studies: say why only these studies count, in only_studies_reason"
