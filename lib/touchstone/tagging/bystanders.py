"""Where words of people do not say who took part: who gave the treatment, who was left out, names of scales, rates."""

from __future__ import annotations

import re

from touchstone.tagging.terms import Mention

_GIVEN_BY = re.compile(
    r"\b(?:by|from|taught|teach\w*|train(?:ed|s)?|training(?! (?:in|for|of|among|on)\b)|through) (?:\w+ ){0,2}$|"
    r"\bby (?:a|an|the|their) (?:\w+ ){0,4}$|-to-$"
)
_GIVES = re.compile(
    r"[- ](?:deliver|given|administ|led|provid|taught|infant|child|(?:can|could|may|might|who|to) (?:deliver|give|gave|"
    r"provide|perform|apply|administer)|gave|give (?:the |daily |a )|(?:interact|relation|report|rat(?:ed|ing)|"
    r"involve|questionnaire|data|diar|bond|support|education|train))"
)
_AGENTS = re.compile(
    r"\b(?:parents?|mothers?|partners?|famil\w+|relatives?|carers?|caregivers?|nurses?|staff|spouses?|midwi(?:fe|ves)|"
    r"therapists?)\b"
)
_STUDENT = re.compile(r"\bstudents?\b")
# Before the mention: people who were left out, or are told of only to set others apart from them.
_EXCLUDED = re.compile(
    r"\b(?:excluding|except|(?<!and )(?<!or )without|not|exclusion of|free of|no|other than|rather than|exclud\w+|"
    r"from (?:healthy )?|history of|unlike|born to) (?:\w+ ){0,2}$|\b(?:non|short)[- ]$|\bsuch as (?:[\w-]+,? ){0,2}$|"
    r"\bopposed to (?:\w+ ){0,2}$|\b(?:less|more|feels?|felt|otherwise) $|"
    r"\b(?:scale|test|questionnaire|inventory|index|tool) (?:for|of) (?:\w+ ){0,2}$"
)
_LEFT_OUT = re.compile(r"[^.;:]{0,40}\b(?:were|was|are) (?:left out|excluded|set aside|not (?:included|eligible))\b")
# After the mention: the rest of a scale's name, something counted at the end, or a service and no person.
_NAME_OF_SCALE = re.compile(
    r"(?:[- ](?!(?:and|or|of|in|on|with|for|to|by|at|as|the|a|an|were|was|from|using|completed|had|who)\b)[\w/-]+){0,4}"
    r"[- ](?:scales?|inventory|questionnaires?|index|checklist|tool|subscales?|instrument)\b"
)
_COUNTED_AFTER = re.compile(r"[- ](?:section |delivery |birth |surgery )?(?:rates?|outcomes|mortality|morbidity)\b")
_AGE_OF_A_SERVICE = re.compile(r"\b(?:well[- ])?child(?:hood)?$")
_SERVICE = re.compile(
    r" (?:health|welfare|birth|bearing|rearing|protection|abuse|sexual|adversit|maltreatment|trauma|experience)"
)
_WORKPLACE = re.compile(
    r"(?:[- ](?:center|centre|unit|ward|department|clinic|hospital|care|hospice|home)s?){0,2}'?[- ]"
    r"(?:nurses?|staff|workers|personnel|professionals|clinicians|physicians)\b"
)
_WORKS_AT = re.compile(
    r"\b(?:nurses|staff|workers|professionals|physicians|clinicians) (?:working |employed )?(?:in|on|at|of|from) "
    r"(?:[\w-]+ ){0,6}$"
)
_PLACE_OF_WORK = re.compile(
    r"(?:.*\b)?(?:centres?|centers?|units?|wards?|clinics?|hospitals?|departments?|hospices?)\b"
)


def is_agent(low: str, mention: Mention) -> bool:
    """Whether the words are those of people who often give a treatment (nurses, parents)."""
    return bool(_AGENTS.search(low, mention.start, mention.end))


def gives(low: str, mention: Mention) -> bool:
    """Whether the words name who gave the treatment rather than who took part."""
    if not is_agent(low, mention):
        return bool(_STUDENT.search(low, mention.start, mention.end)) and bool(
            re.search(r"\b(?:by|from) (?:\w+ ){0,3}$", low[max(0, mention.start - 30) : mention.start])
        )
    before = low[max(0, mention.start - 40) : mention.start]
    return bool(_GIVEN_BY.search(before) or _GIVES.match(low, mention.end))


def stands_aside(low: str, mention: Mention, first: int, last: int) -> bool:
    """Whether the words, in the sentence from `first` to `last`, tell of nobody who took part."""
    start, end = mention.start, mention.end
    return bool(
        _EXCLUDED.search(low[max(first, start - 40) : start])
        or gives(low, mention)
        or _COUNTED_AFTER.match(low, end, last)
        or _NAME_OF_SCALE.match(low, end, last)
        or _WORKPLACE.match(low, end, last)
        or _LEFT_OUT.match(low, end, last)
        or no_age(low, mention)
        or (_WORKS_AT.search(low[max(first, start - 60) : start]) and _PLACE_OF_WORK.match(low[start : end + 12]))
    )


def no_age(low: str, mention: Mention) -> bool:
    """Whether `child` names a service for children or something that befell adults in childhood."""
    return bool(
        _AGE_OF_A_SERVICE.search(low, mention.start, mention.end)
        and (_SERVICE.match(low, mention.end) or low.endswith("well-", 0, mention.start))
    )
