"""Who took part: population, life stage and sex, from the vocabulary's words where they speak of the participants."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from touchstone.protocol import broader_of
from touchstone.protocol.models import Vocabulary
from touchstone.tagging.bystanders import is_agent, stands_aside
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention
from touchstone.tagging.text import Sentence


class Found(NamedTuple):
    """A code with the words it was read from."""

    facet: str
    code: str
    field: str
    start: int
    end: int
    confidence: float


def read_population(reading: Reading, vocabulary: Vocabulary, design: str = "") -> list[Found]:
    """Population codes: what title and aim name, and what the methods name of the people themselves.

    Reviews that name nobody there name the people of their studies among the results.
    """
    best: dict[str, Found] = {}
    named = [mention for mention in reading.title_mentions if mention.facet == "population"]
    if named:
        covered = _treated(reading.title_mentions, reading.low_title, vocabulary)
        low, size = reading.low_title, len(reading.low_title)
        for mention in named:
            if not covered(mention) and not stands_aside(low, mention, 0, size):
                keep(best, mention, "title", 0.95)
    placed = reading.placed.get("population", ())
    if placed:
        covered = _treated(reading.mentions, reading.low, vocabulary)
        for mention, sentence in placed:
            known = best.get(mention.code)
            if (known and known.confidence >= 0.85) or covered(mention):
                continue
            weight = _weight(reading.low, mention, sentence, design)
            if weight:
                keep(best, mention, reading.field, weight)
    _from_outcome_words(reading, vocabulary, best)
    if not best and design not in _REVIEWS and _WELL in vocabulary.population:
        return _nobody_ill(reading)
    if any(found.confidence > _AMONG_RESULTS for found in best.values()):
        best = {code: found for code, found in best.items() if found.confidence > _AMONG_RESULTS}
    hidden = {broader for code in best for broader in _said_by_name(vocabulary, code)}
    return [best[code] for code in sorted(best) if code not in hidden]


def _treated(mentions: list[Mention], low: str, vocabulary: Vocabulary) -> Callable[[Mention], bool]:
    """A test whether words of people stand within the name of a treatment, or run into one.

    What a kind of treatment is named for (`named_for`) still says who was given it.
    """
    kinds = [m for m in mentions if m.facet in _TREATMENTS]
    starts = [m.start for m in kinds]
    covered = covered_by(kinds, _TREATMENTS)

    def test(mention: Mention) -> bool:
        inside = covered(mention)
        for kind in islice(kinds, bisect_left(starts, mention.start - _LONGEST_NAME), None):
            if kind.start > mention.end:
                break
            if kind.end >= mention.end and kind.facet == "intervention":
                named = vocabulary.intervention[kind.code].named_for
                if mention.code in named and _PEOPLE.search(low, mention.start, mention.end):
                    return False
                inside = inside or mention.start < kind.start < mention.end < kind.end
        return inside

    return test


_LONGEST_NAME = 200  # no name of a treatment is longer


def _nobody_ill(reading: Reading) -> list[Found]:
    """Healthy volunteers, where a study of counted people names no illness and calls nobody a patient."""
    if _CARED_FOR.search(reading.low) or _CARED_FOR.search(reading.low_title):
        return []
    for category, start, end in reading.blocks:
        if category == "methods" and (found := _COUNTED_PEOPLE.search(reading.low, start, end)):
            return [Found("population", _WELL, reading.field, found.start(), found.end(), 0.5)]
    return []


_broader_names: dict[int, tuple[Vocabulary, dict[str, tuple[str, ...]]]] = {}


def _said_by_name(vocabulary: Vocabulary, code: str) -> tuple[str, ...]:
    """Broader codes that a code says by its name (breast_cancer says cancer); others are worth a tag of their own."""
    known = _broader_names.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        _broader_names.clear()
        known = _broader_names[id(vocabulary)] = (vocabulary, {})
    if code not in known[1]:
        above = broader_of(vocabulary, "population", code)[1:]
        known[1][code] = tuple(broader for broader in above if broader in code)
    return known[1][code]


def _from_outcome_words(reading: Reading, vocabulary: Vocabulary, best: dict[str, Found]) -> None:
    """Codes that are outcome and population alike (depression): people who have it, not a score that is taken."""
    shared = vocabulary.population
    in_title = [(m, "") for m in reading.title_mentions if m.facet == "outcome"]
    in_body = [(m, sentence.category) for m, sentence in reading.placed.get("outcome", ())]
    for field, low, mentions, whole in (
        ("title", reading.low_title, in_title, reading.title_mentions),
        (reading.field, reading.low, in_body, reading.mentions),
    ):
        within = covered_by(whole, ("population",))
        for mention, category in mentions:
            if mention.code not in shared or mention.instrument or category not in ("aim", "methods", ""):
                continue
            if within(mention):
                continue
            before = low[max(0, mention.start - 50) : mention.start]
            named = low.startswith(mention.code[:4], mention.start) and _THEIRS.match(low, mention.end)
            treated = field == "title" and before.endswith(" for ") and not _LISTED.match(low, mention.end)
            if (named or treated or _HAVE.search(before)) and not stands_aside(low, mention, 0, len(low)):
                keep(best, mention._replace(facet="population"), field, 0.8)


_TREATMENTS = ("intervention", "not_intervention", "comparator")
PERSON = (
    r"(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|women|woman|men|man|children|"
    r"adolescents?|infants?|babies|volunteers?|students?|mothers?|parents?|nurses?|residents?|in-?patients?|"
    r"out-?patients?|survivors?|boys|girls|outpatients|clinic|ward|units?|hospice|homes?|cases|relatives|families|"
    r"teenagers|teens|youths?|youngsters|pensioners|retirees|employees|workers|staff|sufferers|clients|consumers|"
    r"veterans|soldiers|athletes|players|runners|cyclists|swimmers|dancers|rowers|wrestlers|footballers|gymnasts|"
    r"neonates|newborns|toddlers|pupils|couples|dyads|females?|males?|elders|seniors|recipients|girls|boys|"
    r"primiparas|parturients|carers|caregivers|users|attendees|beneficiaries|inmates|prisoners|refugees)"
)
_PERSON_BEFORE = re.compile(
    rf"{PERSON}\b[^,.;]{{0,40}}\b(?:with|having|had|who had|after|undergoing|following|from|on|of|for|in|during|"
    rf"awaiting|receiving|by|suffering|at|and|or|between)\b[^,.;]{{0,45}}$|\b(?:diagnosed with|diagnosis of|cases? "
    rf"of|admitted (?:with|to|for)|recovering from|living with|in) (?:\w+ ){{0,3}}$"
)
_OPENING = re.compile(r"(?:with|of|in|after|on|for|had|having|undergoing|receiving|following|during) ")
_PERSON_AFTER = re.compile(rf"^[- ](?:\w+[ -]){{0,2}}{PERSON}\b")
_HAVE = re.compile(
    rf"\b{PERSON} (?:\w+ )?(?:with|who have|having|in hospital with|treated for|suffering from) (?:\w+ ){{0,2}}$|"
    rf"\btreatment (?:of|for) (?:\w+ ){{0,1}}$|\btreats? $"
)
_WELL = "healthy_volunteers"
_CARED_FOR = re.compile(
    r"\b(?:patients?|inpatients?|outpatients?|clients?|residents?|survivors?|sufferers|cases?|consumers|respondents|"
    r"therapists?|practitioners?|rats?|mice|rabbits?|horses?|dogs?|animals?|symptoms of|diagnos\w+|suffer\w*|disease|"
    r"disorders?|syndrome|interviews?|survey\w*|hospitals?|clinics?|in pain|ach(?:es?|ing)|ill|illness)\b"
)
_COUNTED_PEOPLE = re.compile(
    r"\b(?:\d+|\w+teen|\w+ty(?:-\w+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:[a-z]+ ){0,2}"
    r"(?:men|women|males?|females?|participants|subjects|people|adults|students|persons|volunteers)\b(?! (?:with|who "
    r"have|having|in pain))"
)
_AMONG_RESULTS, _IN_PASSING = 0.6, 0.55
# An aim says so; what else stands before the methods is why the study was done, and may tell of others.
_AIM = re.compile(
    r"\b(?:aim|aims|aimed|purpose|objective|objectives|goal|hypothesi\w+|sought|question|to (?:\w+ly )?(?:determine|"
    r"evaluate|assess|examine|investigate|compare|test|explore|study|find|learn|see|describe|review|measure|identify|"
    r"estimate|report|analyse|analyze|summari[sz]e|understand|establish|verify|know|look|set|pool|pilot|judge|track)|"
    r"(?:this|present|our) (?:\w+ ){0,3}(?:study|trial|review|paper|article|report|survey|analysis|research)|we (?:\w+ "
    r")?(?:studied|evaluated|examined|investigated|compared|assessed|tested|conducted|describe|report|present|review)"
    r"\w*|was (?:studied|evaluated|examined|investigated|compared|assessed|tested)|effects? of|efficacy of)\b"
)
_IN = re.compile(r"\b(?:in|for|among|with|on|of)(?: (?!and|or|but|than)[\w-]+(?:,|,? and|,? or)?){0,6} $|^$")
_REVIEWS = (
    "systematic_review_with_meta_analysis", "systematic_review", "overview_or_evidence_map", "narrative_review",
    "guideline",
)  # fmt: skip
_THEIRS = re.compile(rf" (?:(?!(?:in|of|for|and|or|with|among|by|on|to|than) )\w+ )?{PERSON}\b")
_PEOPLE = re.compile(rf"\b{PERSON}\b")
_BEGINS_IN_PEOPLE = re.compile(rf"{PERSON} ")
_LISTED = re.compile(r",? (?:and|or|&) |, ")
_ENDS_IN_PEOPLE = re.compile(rf"\b{PERSON}$")
_COUNTED = re.compile(
    r"(?:\d|\b(?:ty|teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|ty-\w+|ty|teen|hundred) "
    r"(?:\w+ ){0,2}$"
)


def _weight(low: str, mention: Mention, sentence: Sentence, design: str) -> float:
    first, last, section, category = sentence
    if category == "conclusion" or (category == "results" and design not in _REVIEWS):
        return 0.0
    before, after = low[max(first, mention.start - 90) : mention.start], low[mention.end : min(last, mention.end + 30)]
    if opening := _OPENING.match(low, mention.start, mention.end):
        before += opening.group()
    if stands_aside(low, mention, first, last):
        return 0.0
    if category == "aim":
        told = _AIM.search(section.lower()) or _AIM.search(low, first, min(last, first + _LONGEST_AIM))
        return 0.85 if told else _IN_PASSING
    if category == "results":
        return _AMONG_RESULTS if _IN.search(before) or _PERSON_AFTER.match(after) else 0.0
    if is_agent(low, mention):
        return 0.75 if _COUNTED.search(before) else 0.0
    within = low, mention.start, mention.end
    theirs = _PERSON_AFTER.match(after) or _ENDS_IN_PEOPLE.search(*within) or _BEGINS_IN_PEOPLE.match(*within)
    return 0.75 if theirs or _PERSON_BEFORE.search(before) else 0.0


_LONGEST_AIM = 1_000  # no aim is longer; what a text without a full stop runs on for is not searched anew


def keep(best: dict[str, Found], mention: Mention, field: str, weight: float) -> None:
    """Puts the mention into `best` unless its code stands there with as much confidence."""
    if mention.code not in best or best[mention.code].confidence < weight:
        best[mention.code] = Found(mention.facet, mention.code, field, mention.start, mention.end, weight)
