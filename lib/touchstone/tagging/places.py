"""The country a study was done in, from names of countries, nationalities, regions, cities and universities."""

from __future__ import annotations

import re

import ahocorasick

from touchstone.tagging.gazetteer import COUNTRIES, PLACES
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention

_OF: dict[str, str] = {}
for _table in (COUNTRIES, PLACES):
    for _country, _names in _table.items():
        for _name in _names.split("|"):
            _OF.setdefault(_name, _country)
_US = "us"  # written in capitals only
_NAMES = ahocorasick.Automaton()
for _name in sorted((*_OF, _US)):
    _NAMES.add_word(_name, _name)
_NAMES.make_automaton()
_OF[_US] = "United States"

# These name languages, techniques and databases as often as people: a word for people or a place must follow.
_ADJECTIVES = frozenset(
    (
        "thai", "swedish", "chinese", "indian", "english", "french", "german", "spanish", "portuguese", "italian",
        "greek", "russian", "dutch", "swiss", "japanese", "korean", "turkish", "american", "welsh", "irish", "afghan",
        "flemish", "catalan", "maori", "british", "polish", "scottish",
    )
)  # fmt: skip
_FOLLOWED = re.compile(
    r"[- ](?:[\w-]+[- ]){0,2}(?:(?:in-?|out-?)?patients?|people|persons?|individuals|adults?|wom[ae]n|men|mothers?|"
    r"parents?|boys|girls|children|infants?|newborns?|neonates|babies|students?|nurses?|midwi\w+|veterans?|athletes?|"
    r"players?|runners|workers|staff|employees|residents?|elders?|elderly|volunteers?|participants?|subjects|"
    r"survivors?|families|caregivers?|couples|teachers|specialists|population|cohort|sample|public|society|military|"
    r"army|soldiers|hospitals?|clinics?|universit\w+|colleges?|schools?|cent(?:re|er)s?|wards?|homes?|hospices?|"
    r"communit\w+|cit(?:y|ies)|provinces?|counties|states?|teams?|trial|study|experiment|survey|program(?:me)?s?|network|"
    r"departments?|practices|regions?|health|healthcare|national|primary|physiotherapists?|therapists?|practitioners?|"
    r"physicians|guidelines?|authors|red cross)\b"
)
# What follows a place in the name of a technique, a language, a database or a declaration.
_NOT_PLACE = re.compile(
    r"[- ](?:medicine|version|language|techniques?|stroke|herbal|therapeutic|style|and chinese|databases?|sources|"
    r"reports?|or (?:english|spanish|persian|french)|speaking|ones|and (?:english|persian|turkish)|trials|criteria|"
    r"(?:i|ii|iii|iv)\b|declaration|journal|literature|articles|papers|publications|characters|"
    r"nightingale|(?:cent(?:re|er) for )?evidence)"
)
_EXPERTS = re.compile(
    r" (?:heart |cancer |pain |psychiatric |geriatrics |diabetes )?(?:college of|societ(?:y|ies)|academy|association)"
)
_SCALE = re.compile(
    r"(?:[- ](?!(?:and|or|of|in|on|with|for|to|by|at|as|the|were|was|from|using)\b)[\w/'-]+){0,4}[- ](?:scales?|"
    r"inventory|questionnaires?|index|checklist|chart|form|score|scores|scoring|test|tests|profile|measure|instrument|system|"
    r"classification|task force|method|model)\b"
)
_DEPLOYED = re.compile(r"\b(?:after|from|to|returning from|deployed to|served in|wars? in|or) (?:\w+ (?:or|and) )?$")


def read_country(reading: Reading) -> Found | None:
    """The first country that the methods (else the title, else the rest) place the study in.

    A nation within the name of a technique, a language or a scale is no place.
    """
    treatments = covered_by(reading.mentions, ("intervention", "outcome"))
    for wanted in (("methods",), ("aim", ""), ("results",)):
        for category, start, end in reading.blocks:
            if category in wanted:
                for name, at in _names(reading.low, reading.body, start, end):
                    if not treatments(Mention(at, at + len(name), "country", "", False)):
                        return Found("country", _OF[name], reading.field, at, at + len(name), 0.8)
        if wanted == ("methods",):
            inside = covered_by(reading.title_mentions, ("intervention",))
            for name, at in _names(reading.low_title, reading.title, 0, len(reading.low_title)):
                if not inside(Mention(at, at + len(name), "country", "", False)):
                    return Found("country", _OF[name], "title", at, at + len(name), 0.7)
    return None


def _names(low: str, text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Names of places in `low` as whole words with a capital, in order, but for those that only qualify something."""
    out: list[tuple[str, int]] = []
    for last, name in _NAMES.iter(low, start, end):
        at = last - len(name) + 1
        if (at and low[at - 1].isalnum()) or (last + 1 < len(low) and low[last + 1].isalnum()):
            continue
        if text[at : last + 1].islower() or (name == _US and text[at : last + 1] != "US"):
            continue
        if not _qualifies(low, name, at, last + 1):
            while out and out[-1][1] >= at:  # Delhi in New Delhi
                out.pop()
            if not out or out[-1][1] + len(out[-1][0]) <= at:
                out.append((name, at))
    return out


def _qualifies(low: str, name: str, at: int, end: int) -> bool:
    """Whether a place's name only qualifies something that is no place, or is where people had been before."""
    if _NOT_PLACE.match(low, end) or _SCALE.match(low, end):
        return True
    if name in _ADJECTIVES and (_EXPERTS.match(low, end) or not _FOLLOWED.match(low, end)):
        return True
    before = low[max(0, at - 40) : at]
    if low.startswith("newcastle-", at - 10) or before.endswith("declaration of "):
        return True
    if name == "american" and re.search(r"\b(?:latin|south|north|central|pan)[- ]$", before):
        return True
    return name in ("iraq", "afghanistan", "afghan", "vietnam") and bool(_DEPLOYED.search(before))
