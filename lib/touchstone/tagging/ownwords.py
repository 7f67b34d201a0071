"""Which words of the vocabulary are outcomes where they stand, and not who the people are or what they were given."""

from __future__ import annotations

import re

from touchstone.tagging.phrases import Phrase
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention


def own_mentions(reading: Reading) -> list[Mention]:
    """Mentions without outcomes that only say who the people are or what they were given."""
    covered = covered_by(reading.mentions, ("intervention", "comparator", "not_intervention"))
    arms = {(m.start, m.end) for m in reading.mentions if m.facet in ("intervention", "comparator")}
    named = {(m.start, m.end) for m in reading.mentions if m.facet == "outcome"}
    out = []
    low = reading.low
    for mention in reading.mentions:
        if mention.facet == "outcome":
            twice = (mention.start, mention.end) in arms
            before = low[max(0, mention.start - 45) : mention.start]
            after = low[mention.end : mention.end + 24]
            if (twice and _as_arm(before, after)) or (not twice and covered(mention)):
                continue
            if (
                _PERSON_NEXT.match(after)
                or _PERSON_WITH.search(before)
                or _ALLOWED_FOR.search(low, max(0, mention.start - 45), mention.start)
            ):
                continue
        elif mention.facet == "comparator" and (mention.start, mention.end) in named:
            before = low[max(0, mention.start - 45) : mention.start]
            if not _as_arm(before, low[mention.end : mention.end + 24]):
                continue
        out.append(mention)
    return out


def _as_arm(before: str, after: str) -> bool:
    return bool(_ARM_BEFORE.search(before) or _ARM_AFTER.match(after))


_PERSON_WITH = re.compile(
    r"\b(?:patients?|people|persons?|participants?|adults|women|men|children|individuals|those|subjects|survivors|"
    r"veterans|residents|infants|inpatients|outpatients|users|clients|sufferers|cases|(?<!no )(?<!active )treatment|"
    r"therapy|management|medicines?|drugs?|remed\w+|(?<!usual )(?<!standard )(?<!routine )care) "
    r"(?:of|for|with|who have|having|in) (?:\w+ ){0,2}$|\bof those with (?:such )?$"
)
# Groups `matched for age and pain`, results `adjusted for anxiety`: no outcome there.
_ALLOWED_FOR = Phrase(
    re.compile(
        r"\b(?:matched|adjusted|adjusting|controlled|controlling|stratified|accounting) (?:for|by|on)\b[^.;]{0,40}$"
    ),
    ("match", "adjust", "controll", "stratif", "account"),
)
_PERSON_NEXT = re.compile(
    r"^-(?:free|mediated|induced|related|associated|dependent|adjusted|bearing|based|specific|matched|guided|depleted|"
    r"stimulated)\b|^ (?:free\b|patients?|people|clinic|ward|sufferers|survivors|management (?:program|unit)|"
    r"participants|relievers?|medication|killers?|unit|reduction program\w*|programmes?|programs?|trials|studies|"
    r"sample|condition|balls?|management (?:training|course|class|skills?|education)|"
    r"techniques?|points?|tapes?|music)\b"
)
_ARM_BEFORE = re.compile(r"\b(?:with|than|against|to|versus|vs|or|over|from|by|the|after|did|had|either) (?:\w+ )?$")
_ARM_AFTER = re.compile(
    r"^ (?:groups?|arms?|therapy|training|sessions?|alone|only|controls?|exercises?|tapes?|beat|condition)\b"
)
