"""What MeSH headings say of a record: the vocabulary's codes for them, and who was studied where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading
from touchstone.tagging.terms import Lexicon

# Headings that name a disease or a condition by their form; those of organs, methods and drugs do not.
_ILLNESS = re.compile(
    r"(?:disease|disorder|syndrome|neoplasm|injur(?:y|ie)|infection|failure|insufficienc(?:y|ie)|deficienc(?:y|ie)|"
    r"fracture|wound|burn|ulcer|abnormalit(?:y|ie)|complication|dysfunction|impairment|poisoning|hypersensitivity|"
    r"anemia|leukemia|paralys[ie]|epilep\w+|stroke|pain|obesity|diabetes mellitus|asthma|depression|dementia|"
    r"hypertension|pregnancy|schizophrenia|survivor|inpatient|outpatient|caregiver|athlete|veteran)s?\b|"
    r"(?:itis|osis|oma|emia|pathy|plegia|algia|rrhea)\b"
)
_NO_ILLNESS = re.compile(
    r"\b(?:models?|agents?|tests?|measurement|management|rate|therapy|prevention|diagnosis|hypnosis|mitosis|apoptosis|"
    r"symbiosis|biosynthesis|pharmacogenetics|schools?|centers?|threshold|perception|virus\w*|vaccines?)\b"
)
_SYMPTOMS = ("pain", "depression", "edema", "postoperative complications")  # as often measured as had
_AGES = ("preterm_newborn", "infant", "child", "adolescent", "older_adult", "adult")
_SURE, _UNSURE = 0.55, 0.4
AGREEING = frozenset(("population", "intervention", "life_stage", "sex"))


def read_headings(headings: Iterable[str], lexicon: Lexicon) -> dict[str, list[str]]:
    """Codes by facet that the MeSH headings of a record stand for, each once, in the order of the headings."""
    out: dict[str, list[str]] = {}
    for heading in headings:
        for facet, code in lexicon.headings.get(plain(heading), ()):
            codes = out.setdefault(facet, [])
            if code not in codes:
                codes.append(code)
    return out


def plain(heading: str) -> str:
    """A heading without the star of a main topic and without its qualifiers, in lower case.

    >>> plain("Low Back Pain/therapy*")
    'low back pain'
    """
    return heading.replace("*", "").split("/", 1)[0].strip().lower()


def surer(found: Found, reading: Reading, codes: dict[str, list[str]]) -> float:
    """A tag's confidence, raised where the words come again in the text and where MeSH says the same."""
    sure = found.confidence
    if found.field != "mesh":
        said = sum(mention.code == found.code for mention, _ in reading.placed.get(found.facet, ()))
        titled = found.field == "title"
        sure += (1 - sure) * (0.25 if said >= 3 else 0.1 if said >= 2 or (titled and said) else 0.0)
        if found.code in codes.get(found.facet, ()):
            sure += (1 - sure) * 0.3
    return round(sure, 3)


def from_headings(codes: dict[str, list[str]], known: Iterable[str]) -> list[Found]:
    """Tags by MeSH for facets of which the text says nothing (`known` are those it does speak of)."""
    out = []
    spoken = frozenset(known)
    for facet in ("population", "intervention", "outcome"):
        if facet not in spoken:
            out += [Found(facet, code, "mesh", 0, 0, _SURE) for code in sorted(codes.get(facet, ()))]
    ages = codes.get("life_stage", [])
    if ages and "life_stage" not in spoken:
        out.append(Found("life_stage", _one_age(ages), "mesh", 0, 0, _SURE))
    sexes = codes.get("sex", [])
    if sexes and "sex" not in spoken:
        both = "female" in sexes and "male" in sexes
        out.append(Found("sex", "both" if both else sexes[0], "mesh", 0, 0, _SURE))
    return out


def _one_age(ages: list[str]) -> str:
    """MEDLINE names every age group that took part: adults of any age are adults, with the young beside them mixed."""
    young = [age for age in _AGES[:4] if age in ages]
    if young and ("adult" in ages or "older_adult" in ages):
        return "mixed"
    if "adult" in ages:
        return "adult"
    return next((age for age in _AGES if age in ages), ages[0])


def people_by_headings(headings: Iterable[str]) -> list[Found]:
    """Illnesses and conditions among the headings as `other:` populations, main topics surer than others."""
    out: dict[str, Found] = {}
    for heading in headings:
        name = plain(heading)
        if name not in _SYMPTOMS and _ILLNESS.search(name) and not _NO_ILLNESS.search(name):
            code = "other:" + "_".join(re.findall(r"[a-z0-9]+", " ".join(reversed(name.split(", ")))))
            sure = _SURE if "*" in heading else _UNSURE
            if code not in out or out[code].confidence < sure:
                out[code] = Found("population", code, "mesh", 0, 0, sure)
    return [out[code] for code in sorted(out)]
