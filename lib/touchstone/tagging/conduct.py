"""How a trial says it was run: how chance was made, concealment, analysis, attrition, arms, registration."""

from __future__ import annotations

from touchstone.tagging.cues import Cues, seek
from touchstone.tagging.design import RANDOMISED, Sign
from touchstone.tagging.numbers import value_of
from touchstone.tagging.reading import Reading
from touchstone.tagging.trial_words import (
    ARMS,
    CONCEALED,
    ITT,
    LEFT,
    METHODS,
    REGISTERS,
    REGISTRATION,
    denied,
)

_TRIALS = (*RANDOMISED, "nonrandomised_trial", "protocol")
_WHERE = ("methods", "", "aim", "results", "title", "conclusion")


def read_conduct(reading: Reading, cues: Cues, design: str) -> list[tuple[str, Sign]]:
    """Facets with what was read, for trials; what a text does not tell has no tag.

    randomisation_method (minimisation, computer_generated, number_table, blocks, stratified, lots_or_coin, envelopes),
    allocation_concealment (yes, no), intention_to_treat (yes, no, per_protocol), attrition (people who left, or a
    share with %), arms (their number), registration (each identifier).
    """
    out = [("registration", sign) for sign in _registrations(reading)]
    if design not in (*_TRIALS, "cohort", "pre_post_single_arm"):
        return out
    out += [("attrition", sign) for sign in _left(reading, cues)]
    if design not in _TRIALS:
        return out
    for value, words in METHODS:
        if found := seek(words, reading, cues, _WHERE):
            out.append(("randomisation_method", Sign(value, *found, 0.85)))
    if found := seek(CONCEALED, reading, cues, _WHERE):
        out.append(("allocation_concealment", Sign(_yes(reading, found), *found, 0.85)))
    if found := seek(ITT, reading, cues, ("methods", "", "results", "conclusion", "aim")):
        value = "per_protocol" if reading.low.startswith("per", found[1]) else _yes(reading, found)
        out.append(("intention_to_treat", Sign(value, *found, 0.85)))
    if found := seek(ARMS, reading, cues, ("title", "methods", "", "aim")):
        low = reading.low_title if found[0] == "title" else reading.low
        number = ARMS.pattern.match(low, found[1], found[2])
        if number:
            said = number["n"]
            out.append(("arms", Sign(said if said.isdigit() else str(value_of(said)), *found, 0.75)))
    return out


def _yes(reading: Reading, found: tuple[str, int, int]) -> str:
    low = reading.low_title if found[0] == "title" else reading.low
    return "no" if denied(low, found[1]) else "yes"


def _left(reading: Reading, cues: Cues) -> list[Sign]:
    found = seek(LEFT, reading, cues, ("results", "methods", "", "conclusion"))
    if not found or found[0] == "title":
        return []
    said = LEFT.pattern.match(reading.low, found[1], found[2])
    if said is None:
        return []
    if said["rate"]:
        value = f"{float(said['rate']):g}%"
    elif said["count"]:
        count = said["count"].replace(",", "")
        value = "0" if count == "no" else count if count.isdigit() else str(value_of(count))
    else:
        value = said["after"] + ("%" if said["share"] else "")
    return [Sign(value, *found, 0.75)]


def _registrations(reading: Reading) -> list[Sign]:
    body = reading.body
    if not any(register in body for register in REGISTERS):
        return []
    return [
        Sign(found.group().replace(" ", ""), reading.field, found.start(), found.end(), 0.95)
        for found in REGISTRATION.finditer(body)
    ]
