"""Who took part: population, life stage and sex, from the vocabulary's words where they speak of the participants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from touchstone.protocol import broader_of
from touchstone.protocol.models import Vocabulary
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention


class Found(NamedTuple):
    """A code with the words it was read from."""

    facet: str
    code: str
    field: str
    start: int
    end: int
    confidence: float


GUESSED = 0.5  # the confidence of patients of no told age taken for adults


def read_population(reading: Reading, vocabulary: Vocabulary, design: str = "") -> list[Found]:
    """Population codes: what title and aim name, and what the methods name of the people themselves.

    Reviews that name nobody there name the people of their studies among the results.
    """
    best: dict[str, Found] = {}
    named = [mention for mention in reading.title_mentions if mention.facet == "population"]
    if named:
        covered = covered_by(reading.title_mentions, _TREATMENTS)
        for mention in named:
            if not covered(mention) and not _agent(reading.low_title, mention):
                _keep(best, mention, "title", 0.95)
    placed = reading.placed.get("population", ())
    if placed:
        covered = covered_by(reading.mentions, _TREATMENTS)
        for mention, sentence in placed:
            known = best.get(mention.code)
            if (known and known.confidence >= 0.85) or covered(mention):
                continue
            weight = _weight(reading.low, mention, sentence.category, sentence.start, sentence.end, design)
            if weight:
                _keep(best, mention, reading.field, weight)
    _from_outcome_words(reading, vocabulary, best)
    if any(found.confidence > _AMONG_RESULTS for found in best.values()):
        best = {code: found for code, found in best.items() if found.confidence > _AMONG_RESULTS}
    hidden = {broader for code in best for broader in _said_by_name(vocabulary, code)}
    return [best[code] for code in sorted(best) if code not in hidden]


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
    for field, low, mentions in (("title", reading.low_title, in_title), (reading.field, reading.low, in_body)):
        for mention, category in mentions:
            if mention.code not in shared or mention.instrument or category not in ("aim", "methods", ""):
                continue
            before = low[max(0, mention.start - 50) : mention.start]
            if _THEIRS.match(low, mention.end) or _HAVE.search(before):
                _keep(best, mention._replace(facet="population"), field, 0.8)


def read_life_stage(reading: Reading) -> Found | None:
    """The one life stage of the people studied; `mixed` where several are named."""
    seen = _best_of(reading, "life_stage")
    aged = _from_ages(reading)
    if aged and aged.code not in seen:
        seen[aged.code] = aged
    if not seen:
        return _grown_up(reading)
    for code in ("preterm_newborn", "infant"):
        if code in seen and seen[code].confidence >= 0.9:
            return seen[code]
    if "mixed" in seen:
        return seen["mixed"]
    strong = {code: found for code, found in seen.items() if found.confidence >= 0.8}
    pool = strong or seen
    young = [code for code in ("child", "adolescent", "infant", "preterm_newborn") if code in pool]
    if young and ("adult" in pool and pool["adult"].confidence >= 0.9 and pool[young[0]].confidence >= 0.9):
        return pool[young[0]]._replace(code="mixed", confidence=0.6)
    for code in ("preterm_newborn", "infant", "older_adult", "adolescent", "child", "adult", "mixed"):
        if code in pool:
            return pool[code]
    return next(iter(pool.values()))


def _grown_up(reading: Reading) -> Found | None:
    """Patients of no told age are taken for adults, and said to be so with little confidence."""
    for sentence in reading.sentences:
        if sentence.category in ("methods", "aim", "") and (
            found := _ANYBODY.search(reading.low, sentence.start, sentence.end)
        ):
            return Found("life_stage", "adult", reading.field, found.start(), found.end(), GUESSED)
    found = _ANYBODY.search(reading.low_title)
    return found and Found("life_stage", "adult", "title", found.start(), found.end(), GUESSED)


def read_sex(reading: Reading) -> Found | None:
    """female, male or both, where the text tells."""
    seen = _best_of(reading, "sex")
    share = _share(reading)
    if share:
        return Found("sex", "both", reading.field, share.start(), share.end(), 0.85)
    if "both" in seen or ("female" in seen and "male" in seen):
        found = seen.get("both") or seen["female"]
        return found._replace(code="both")
    return seen.get("female") or seen.get("male")


def _share(reading: Reading) -> re.Match | None:
    """Where the text counts one sex among the people, so that both took part."""
    read = 0
    for mention, _ in reading.placed.get("sex", ()):
        if mention.end > read:
            read = mention.end + 30
            found = _SHARE.search(reading.low, max(0, mention.start - 60), read)
            if found:
                return found
    return None


_TREATMENTS = ("intervention", "not_intervention", "comparator")
_SHARE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|per ?cent) (?:were |was |of (?:them|whom|participants|patients) (?:were )?)?(?:women|men|"
    r"female|male|girls|boys)\b|\b(?:\w+|\d+) (?:wo)?men(?:,| and) (?:and )?(?:\w+|\d+) (?:wo)?men\b|\((?:\w+|\d+) "
    r"(?:women|men|girls|boys|females|males)\b|\b(?:mostly|mainly|most of them|nearly all|chiefly|predominantly|"
    r"largely|majority) (?:were )?(?:women|men|female|male|mothers)\b|\b(?:female|women|males?|men)[,:]? ?(?:=|:)? "
    r"?\d+(?:\.\d+)? ?%"
)
_PERSON = (
    r"(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|women|woman|men|man|children|"
    r"adolescents?|infants?|babies|volunteers?|students?|mothers?|parents?|nurses?|residents?|in-?patients?|"
    r"out-?patients?|survivors?|boys|girls|outpatients|clinic|ward|units?|hospice|homes?|cases|relatives|families|"
    r"teenagers|youngsters|pensioners|employees|workers|staff|sufferers|clients)"
)
_PERSON_BEFORE = re.compile(
    rf"{_PERSON}\b[^,.;]{{0,40}}\b(?:with|having|had|who had|after|undergoing|following|from|on|of|for|in|during|"
    rf"awaiting|receiving|by|suffering|at|and|or|between)\b[^,.;]{{0,45}}$|\b(?:diagnosed with|diagnosis of|cases? "
    rf"of|admitted (?:with|to|for)|recovering from|living with|in) (?:\w+ ){{0,3}}$"
)
_PERSON_AFTER = re.compile(rf"^[- ](?:\w+[ -]){{0,2}}{_PERSON}\b")
_HAVE = re.compile(
    rf"\b{_PERSON} (?:\w+ )?(?:with|who have|having|in hospital with|treated for|suffering from) (?:\w+ ){{0,2}}$|"
    rf"\btreatment (?:of|for) (?:\w+ ){{0,1}}$|\btreats? $"
)
_AMONG_RESULTS = 0.6
_IN = re.compile(r"\b(?:in|for|among|with|on|of)(?: (?!and|or|but|than)[\w-]+(?:,|,? and|,? or)?){0,6} $|^$")
_REVIEWS = (
    "systematic_review_with_meta_analysis", "systematic_review", "overview_or_evidence_map", "narrative_review",
    "guideline",
)  # fmt: skip
_THEIRS = re.compile(rf" (?:\w+ )?{_PERSON}\b")
_ENDS_IN_PEOPLE = re.compile(rf"\b{_PERSON}$")
_COUNTED = re.compile(
    r"(?:\d|\b(?:ty|teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|ty-\w+|ty|teen|hundred) "
    r"(?:\w+ ){0,2}$"
)
_GIVEN_BY = re.compile(
    r"\b(?:by|from|taught|teach\w*|train(?:ed|s)?|training(?! (?:in|for|of|among|on)\b)|through) (?:\w+ ){0,2}$"
)
_GIVES = re.compile(r"[- ](?:deliver|given|administ|led|provid|taught)")
_ANYBODY = re.compile(rf"\b{_PERSON}\b")
_AGENTS = re.compile(
    r"\b(?:parents?|mothers?|partners?|famil\w+|relatives?|carers?|caregivers?|nurses?|staff|spouses?)\b"
)


def _agent(low: str, mention: Mention) -> bool:
    """Whether the words name who gave the treatment rather than who took part."""
    words = low[mention.start : mention.end]
    if not _AGENTS.search(words):
        return False
    before = low[max(0, mention.start - 30) : mention.start]
    after = low[mention.end : mention.end + 14]
    return bool(_GIVEN_BY.search(before) or _GIVES.match(after))


def _weight(low: str, mention: Mention, category: str, first: int, last: int, design: str) -> float:
    if category == "conclusion" or (category == "results" and design not in _REVIEWS):
        return 0.0
    before, after = low[max(first, mention.start - 90) : mention.start], low[mention.end : min(last, mention.end + 30)]
    if _EXCLUDED.search(before[-40:]) or _agent(low, mention):
        return 0.0
    if category == "aim":
        return 0.85
    if category == "results":
        return _AMONG_RESULTS if _IN.search(before) or _PERSON_AFTER.match(after) else 0.0
    if _AGENTS.search(low[mention.start : mention.end]):
        return 0.75 if _COUNTED.search(before) else 0.0
    theirs = _PERSON_AFTER.match(after) or _ENDS_IN_PEOPLE.search(low, mention.start, mention.end)
    return 0.75 if theirs or _PERSON_BEFORE.search(before) else 0.0


_EXCLUDED = re.compile(
    r"\b(?:excluding|except|without|not|exclusion of|free of|no|other than|rather than|exclud\w+|from (?:healthy )?|"
    r"history of|unlike) (?:\w+ ){0,2}$"
)


def _keep(best: dict[str, Found], mention: Mention, field: str, weight: float) -> None:
    if mention.code not in best or best[mention.code].confidence < weight:
        best[mention.code] = Found(mention.facet, mention.code, field, mention.start, mention.end, weight)


def _best_of(reading: Reading, facet: str) -> dict[str, Found]:
    seen: dict[str, Found] = {}
    for mention in reading.title_mentions:
        if mention.facet == facet and not _agent(reading.low_title, mention):
            _keep(seen, mention, "title", 0.95)
    for mention, sentence in reading.placed.get(facet, ()):
        known = seen.get(mention.code)
        if (known and known.confidence >= 0.9) or sentence.category in ("results", "conclusion"):
            continue
        if not _agent(reading.low, mention):
            _keep(seen, mention, reading.field, 0.9 if sentence.category == "aim" else 0.8)
    return seen


_AGE = re.compile(
    r"\b(?:aged?|ages|mean age|median age|average age|averaging|mean|median|of) (?:of |was |were |is |about |around |"
    r"between |from )?(\d{1,3})(?:\.\d+)?(?: ?(?:-|to|and) ?(\d{1,3}))?(?: ?years| ?yr|(?=[ ,;.)]))|\b(\d{1,3})(?:-| "
    r"to )(\d{1,3}) years\b|\b(\d{2})-year-old"
)


_NEAR_AGE = re.compile(r"y(?:ear|r\b)|a(?:(?<![a-z]a)ge|verag)")


def _ages(low: str) -> Iterator[re.Match]:
    """Each statement of ages, in order; only the words around `age` and `years` are looked at closely."""
    read = 0
    for near in _NEAR_AGE.finditer(low):
        if near.end() <= read:
            continue
        for found in _AGE.finditer(low, max(read, near.start() - 40), near.end() + 60):
            read = found.end()
            yield found


def _from_ages(reading: Reading) -> Found | None:
    for found in _ages(reading.low):
        words = found.group()
        if "age" not in words and "year" not in words and "averag" not in words:
            continue
        ages = [int(g) for g in found.groups() if g]
        low, high = min(ages), max(ages)
        if high > 110 or low < 1:
            continue
        if low >= 65 or (low >= 60 and high > 60):
            code = "older_adult"
        elif low >= 18:
            code = "adult"
        elif high >= 25:
            code = "mixed" if low < 16 else "adult"
        elif low >= 12:
            code = "adolescent"
        else:
            code = "child"
        return Found("life_stage", code, reading.field, found.start(), found.end(), 0.85)
    return None
