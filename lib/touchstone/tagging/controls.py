"""Whether words stand where a text tells what its control arm got: the grammar of arms, whatever the topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from touchstone.tagging.reading import Reading
from touchstone.tagging.terms import Mention


def set_against(before: str) -> bool:
    """Whether what follows `before` is named as the other side: `brushing or …`, `versus …`, `compared with …`."""
    return bool(_JOINT.search(before))


def given_to_controls(before: str) -> bool:
    """Whether `before` (of the same sentence) speaks of the control arm last, so that what follows is what they got."""
    places = [found.end() for found in _CONTROL_ARM.finditer(before)]
    return bool(places) and len(before) - places[-1] < 90 and not _OTHER_ARM.search(before, places[-1])


def for_all(before: str) -> bool:
    """Whether what follows `before` was given to every arm alike, and so compares nothing."""
    return bool(_ALL.search(before))


def as_time_or_cause(before: str) -> bool:
    """Whether what follows `before` only says when or after what: `after exercise`, `induced by stretching`."""
    return bool(_WHEN.search(before))


def beside(between: str) -> bool:
    """Whether `between` joins a second treatment to the intervention before it: `brushing combined with …`."""
    return bool(_BESIDE.fullmatch(between))


def allotted(before: str) -> bool:
    """Whether `before` tells that people were put into arms."""
    return bool(_ALLOTTED.search(before, 0, _LONGEST_OPENING))


def denied(before: str) -> bool:
    """Whether `before` says that what follows was not given, or not in earnest."""
    return bool(_DENIED.search(before))


def no_such_arm(before: str) -> bool:
    """Whether `before` says that there was no arm of what follows, or sets having it beside going without."""
    return before.endswith(("with or ", "with and ")) or bool(_NO_ARM.search(before))


def measured(before: str) -> bool:
    """Whether what follows `before` is what was measured: `observers rated tension and …`."""
    return bool(_MEASURED.search(before))


def left_without(before: str) -> bool:
    """Whether the intervention that follows `before` is what the other side did without: `or no …`."""
    return bool(_WITHOUT.search(before))


def plain_control(reading: Reading) -> re.Match | None:
    """The first `control group`, `controls` or `26 did not` of a text that says no more of them."""
    if "control" not in reading.low and " not" not in reading.low:
        return None
    return _PLAIN_CONTROL.search(reading.low)


def plain_third_arm(reading: Reading) -> re.Match | None:
    """`or control` at the end of a list of arms: an arm of its own, of which no more is said."""
    return _THIRD_ARM.search(reading.low) if "control" in reading.low else None


def two_doses(low: str, start: int, end: int) -> re.Match | None:
    """Two doses of one thing as arms: `15 or 30 minutes`, `once or twice a week`."""
    return _TWO_DOSES.search(low, start, end)


def usual_things(reading: Reading) -> Iterator[re.Match]:
    """`standard … care`, `routine … practice`, `… as usual`: phrases for what people get anyway, of whatever kind."""
    if not any(word in reading.low for word in _USUAL_WORDS):
        return iter(())
    return islice(_USUAL.finditer(reading.low), _MOST_PHRASES)


def cared_for(reading: Reading) -> bool:
    """Whether the people were under care anyway (in hospital, giving birth), which controls get too."""
    return bool(_UNDER_CARE.search(reading.low_title) or _UNDER_CARE.search(reading.low))


def before_in_sentence(low: str, start: int, mention: Mention, reach: int = 130) -> str:
    """The sentence's words before a mention, as far as they matter."""
    return low[max(start, mention.start - reach) : mention.start]


_FILLER = (
    r"(?: (?:to|a|an|the|of|with|by|only|just|simply|simple|merely|mere|equal|equally|ordinary|plain|brief|short|"
    r"quiet|quietly|supine|seated|their|own|same|similar|matched|minutes?|min|hours?|in|for|at|had|have|received|"
    r"receive|continued|kept|keep|got|given|doing|did|no more than|half an hour|as long|an hour|length|amount|"
    r"duration|[\d.-]+|[a-z]+(?:ty|teen)|five|ten|three|four|six|eight|weekly|daily)){0,6}"
)
_JOINT = re.compile(
    rf"(?:\b(?:or|versus|vs\.?|against|than|compared (?:with|to)|comparing|opposed to|instead of|beside|over)|/)"
    rf"{_FILLER}(?: (?!with|and|plus|after|of|for)[a-z-]+){{0,2}}? ?[\"'(]?$"
)
_NOUN = (
    r"(?:groups?|arms?|conditions?|subjects|sessions?|patients|participants|women|mothers|infants|babies|children|"
    r"people|men|half|period|days?|night|cases|couples|pairs|limbs?|legs?)"
)
_CONTROL_ARM = re.compile(
    rf"\b(?:controls?\b(?! for| of)|comparison {_NOUN}|comparators?\b|placebo {_NOUN}|the (?:second|third|other|others|"
    rf"rest|remainder|remaining)\b|(?:an|one)?other (?:{_NOUN}|\d+)|the last {_NOUN}|group (?:b|2|ii|c|3|iii|two|"
    rf"three)\b|second group|(?:while|whereas|and|but) (?:\d+|half|[a-z]+(?:ty|teen)|six|eight|ten) (?!of|were|was))"
)
_OTHER_ARM = re.compile(
    r"[.;]|\b(?:intervention|experimental|treatment|study|treated|first|test|case|active)\b (?:group|arm)|"
    r"\b(?:group|arm) (?:a|1|i|one)\b|\b(?:before|after|at baseline|differ\w*|scores?|than|compared|improv\w+|"
    r"significant\w*|fell|rose)\b"
)
_ALL = re.compile(
    r"\b(?:all|both|each|every|everyone|everybody)\b(?! or)(?! arms? (?:but|except))(?: (?:groups?|arms?|of|"
    r"them|the|patients|participants|people|women|had|received|got|given|were|with|did|doing|does|also|same|plus|"
    r"followed|continued|would|a|specific|similar|home|standard|usual|routine|\w+ly|concluded|their|treatments?)){0,7} "
    r"(?:[\w-]+,? ){0,2}(?:and )?$|\b(?:with|plus|and|by|did|doing) the same (?:[\w-]+ ){0,2}$|"
    r"\bthe same (?:plus|with|and)(?: [\w-]+){0,3} $"
)
_WHEN = re.compile(
    r"\b(?:after|following|before|prior to|during|since|between|until|induced by|caused by|post|repeated|strenuous|"
    r"damaging|exhaustive|exhausting|unaccustomed|intense|maximal|eccentric|hard|recovery from)(?:[ -][\w-]+){0,2}[ -]$"
)
_BESIDE = re.compile(
    r"(?: (?:therapy|treatment|group|sessions?))?,?(?: \([^)]{0,30}\))?,? (?:plus|with|combined with|along with|"
    r"alongside|together with|followed by|in addition to|added to|as well as|joined to|in combination with|"
    r"coupled with|accompanied by)(?: (?!or |versus |vs )[\w-]+){0,3} "
)
_DENIED = re.compile(
    r"\b(?:not|no|without|excluding|except|leaving out|rather than|placebo form of|placebo|sham)"
    r"(?: (?:of|the|a|an|any))? $"
)
_MEASURED = re.compile(
    r"\b(?:rated|rating|measur\w+|assess\w+|scor(?:es?|ed|ing)|record(?:ed|ing)|outcomes?|endpoints?|questionnaires?)\b"
    r"[^.;]*$"
)
_ALLOTTED = re.compile(
    r"\b(?:randomi[sz]|allocat|allott|assign|divided|split|distributed|placed|drawn|sorted|compar|crossed? ?over|"
    r"crossover|either|minimi[sz]ation|separated|grouped|formed|groups|arms|turns?\b)"
)
_WITHOUT = re.compile(
    r"(?:\b(?:(?<!with )or|(?<!with )and|versus|vs\.?|against|than|to|with|by|had|have|received|of|from|over|is)|"
    r",|:|\() (?:no|without|not having|non)(?: [a-z]+)? $|\bnon-$"
)
_PLAIN_CONTROL = re.compile(
    r"\bcontrol (?:group|arm|condition|period|day|infants|babies|children|women|patients|participants|mothers|"
    r"subjects|people|cases|limb|leg|session|treatment|intervention)s?\b|\bcontrols\b(?! for)|"
    r"\b(?:or|and|to|versus|vs\.?|with|than|against|as|in|a|the|from|over|between) control\b(?! (?:for|of|over|the|"
    r"their))|\band (?:\d+|half|the others?|the rest) (?:did |were |was )?not\b|\bcontrol\b[^.;]{0,12}\bn ?=|"
    r"\(controls?\)"
)
_NO_ARM = re.compile(r"\b(?:no|without|lack of|absence of)(?: an?| any)? (?:group|arm|control|comparison)s? $")
_TWO_DOSES = re.compile(
    r"\b\d+(?:[ -]?min(?:ute)?s?)?(?: [a-z]+)? (?:or|versus|vs\.?|against) \d+[ -]?(?:minutes?|min|hours?|"
    r"sessions?|doses|times)\b|\b(?:once|twice) (?:\w+ )?(?:or|versus|against) (?:twice|three times)\b|"
    r"\b(?:one|two|three|four) or (?:two|three|four|five|six) [a-z]+ (?:weekly|daily|a week|a day|per week|per day)\b"
)
# No sentence goes on for longer before it names its arms.
_LONGEST_OPENING = 600
# No abstract says so more often; a text that repeats itself without end is not looked through to its end.
MOST_MENTIONS, _MOST_PHRASES = 200, 20
_USUAL_WORDS = (
    "usual", "standard", "routine", "conventional", "ordinary", "customary", "regular", "existing", "normal",
)  # fmt: skip
_USUAL = re.compile(
    r"\b(?:usual|standard|routine|conventional|ordinary|customary|regular|existing|normal)(?: [a-z-]+){0,2} "
    r"(?:care|treatments?|therap(?:y|ies)|practices?|management|nursing|rehabilitation|physiotherapy|services?|"
    r"medications?|medicines?|drugs|protocol|follow-up|teaching|activities|lessons|procedures?)\b|\b[a-z]+ as usual\b"
)
_THIRD_ARM = re.compile(
    r"(?:,|\bother intervention) [^.;:,]{0,50}?,?\b(?:or|and)(?: to| a| the| no-?treatment)* controls?"
    r"(?: (?:group|arm)s?)?\b(?! (?:for|of|over|pain))"
)
_UNDER_CARE = re.compile(
    r"hospital|\bwards?\b|\bicu\b|\bnicu\b|intensive|critical care|\bunit\b|inpatient|surg|operati|caesarean|cesarean|"
    r"chemotherapy|radiotherapy|dialysis|labou?r\b|birth|deliver|postpartum|breastfe|preterm|premature|neonat|newborn|"
    r"transplant|oncology|cancer|palliative|hospice|cardiac|coronary|rehabilitation|burn|anaesthe|anesthe|catheter|"
    r"admission|admitted|stroke|cerebral palsy|medication|medical treatment|under treatment"
)
