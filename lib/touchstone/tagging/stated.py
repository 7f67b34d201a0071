"""Outcomes and people as a text itself states them, for reading without a vocabulary."""

from __future__ import annotations

import re

from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, placed_in
from touchstone.tagging.terms import Mention

_DECLARED = re.compile(
    r"\b(?:outcomes?|end ?points?|outcome (?:measures?|variables?)|end ?point measures?)(?: \w+){0,3}? "
    r"(?:were|was|are|is|included|include|comprised|:)(?: the| a| an)? ([^.;]{3,240})"
)
_ON = re.compile(
    r"\b(?:effects?|efficacy|impact|influence|effectiveness|benefits?) of [^.;:]{3,120}? on ([^.;:?]{3,160})"
)
_COMMON = tuple(
    """
    pain, mortality, survival, overall survival, progression free survival, quality of life, blood pressure,
    heart rate, weight, body weight, weight loss, body mass index, cholesterol, ldl cholesterol, anxiety,
    depression, depressive symptoms, fatigue, sleep, sleep quality, stress, disability, function, physical
    function, mobility, balance, strength, muscle strength, range of motion, cognition, cognitive function,
    memory, mood, nausea, vomiting, length of stay, hospital stay, adverse events, side effects, complications,
    infection, relapse, recurrence, response rate, remission, symptoms, symptom severity, severity, hba1c, blood
    glucose, glycemic control, visual acuity, intraocular pressure, bone mineral density, forced expiratory
    volume, lung function, bleeding, blood loss, birth weight, adherence, satisfaction, cost, costs,
    readmission, falls, cortisol, inflammation, c reactive protein, well being, spasticity, smoking cessation,
    abstinence, physical activity, self efficacy, headache, itching, constipation
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)
_CUT = re.compile(
    r"\b(?:in|among|at|after|before|during|by|using|with|from|for|between|when|compared|measured|assessed|defined|"
    r"which|that|as|over|within|were|was|than|to|following|based|per|versus|vs)\b|\("
)
_LEAD = re.compile(
    r"^(?:(?:the|a|an|any|both|other|also|their|its|mean|total|overall|primary|secondary|changes?|change in|levels?|"
    r"incidence|rates?|number|proportion|percentage|frequency|presence|improvements?|reductions?|scores?|patients?'?|of|"
    r"in|and|or) )+"
)
_NOT_ALONE = """
    results result data outcomes outcome patients group groups study treatment effects effect changes safety efficacy
    time baseline measures measure method methods it they this these differences others analysis
"""
_NOT = frozenset(_NOT_ALONE.split())
_WHO = re.compile(
    r"\b(?:patients?|people|persons?|adults?|children|adolescents|infants|women|men|individuals|subjects|participants|"
    r"survivors) (?:with|undergoing|who have|suffering from|living with|diagnosed with|recovering from) "
    r"((?:[a-z0-9'-]+ ?){1,6})"
)
_LONGEST = 5


def with_stated_outcomes(reading: Reading) -> Reading:
    """The reading with a mention, code `other:…`, wherever it names an outcome that it declares or that is common.

    Declared are the phrases after `outcome measures were` and after `effect of … on`.
    """
    names = sorted({*_stated(reading), *_COMMON}, key=lambda name: (-len(name), name))
    known = {(m.start, m.end) for m in reading.mentions}
    title = _mentions(reading.low_title, names)
    body = [m for m in _mentions(reading.low, names) if (m.start, m.end) not in known]
    mentions = sorted([*reading.mentions, *body], key=lambda m: (m.start, -m.end, m.facet))
    return reading._replace(
        title_mentions=sorted([*reading.title_mentions, *title], key=lambda m: (m.start, -m.end, m.facet)),
        mentions=mentions,
        placed=placed_in(mentions, reading.sentences),
    )


def people_stated(reading: Reading) -> list[Found]:
    """Who took part by what the title says after `patients with` and its like, as `other:` populations."""
    found = _WHO.search(reading.low_title)
    if found is None:
        return []
    name = _trimmed(found.group(1))
    if not name:
        return []
    start = found.start(1) + found.group(1).find(name)
    return [Found("population", _code(name), "title", start, start + len(name), 0.6)]


def _stated(reading: Reading) -> list[str]:
    texts = [reading.low_title, *(
        reading.low[s.start : s.end] for s in reading.sentences if s.category in ("methods", "aim", "")
    )]  # fmt: skip
    out = []
    for text in texts:
        for pattern in (_DECLARED, _ON):
            for found in pattern.finditer(text):
                for piece in re.split(r",| and | or |/", found.group(1)):
                    name = _trimmed(piece)
                    if name and len(name) > 3:
                        out.append(name)
    return out


def _trimmed(piece: str) -> str:
    piece = _LEAD.sub("", _CUT.split(piece.strip(), maxsplit=1)[0].strip(" ,.-'") + " ").strip()
    words = piece.split()
    if not words or len(words) > _LONGEST or words[-1] in _NOT or not re.search(r"[a-z]{3}", piece):
        return ""
    return piece


def _mentions(low: str, names: list[str]) -> list[Mention]:
    plain = low.replace("-", " ")
    taken: list[tuple[int, int]] = []
    out = []
    for name in names:
        name = name.replace("-", " ")
        at = plain.find(name)
        while at >= 0:
            end = at + len(name)
            alone = not plain[at - 1 : at].isalnum() and not plain[end : end + 1].isalnum()
            if alone and all(end <= a or at >= b for a, b in taken):
                taken.append((at, end))
                out.append(Mention(at, end, "outcome", _code(name), False))
            at = plain.find(name, end)
    return out


def _code(name: str) -> str:
    return "other:" + "_".join(re.findall(r"[a-z0-9]+", name))
