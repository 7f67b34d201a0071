"""What was given, from the vocabulary's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.people import Found
from touchstone.tagging.reading import Reading, covered_by
from touchstone.tagging.terms import Mention

# Codes that say no more than "the intervention, of whatever kind" give way to any that says which.
_VAGUE = "_unspecified"


def read_intervention(reading: Reading, vocabulary: Vocabulary, design: str, people: Iterable[str] = ()) -> list[Found]:
    """Intervention codes named in title, aim or methods (results where nothing else names one).

    `people` are the codes of who took part: some kinds of the intervention are named after them (`named_for`).
    """
    best: dict[str, Found] = {}
    for field, low, placed in texts_of(reading, "intervention"):
        covered = None
        all_of = reading.title_mentions if field == "title" else reading.mentions
        kinds = [m for m, _ in placed if not _is_vague(m.code)]
        for mention, category in placed:
            weight = _WEIGHT.get(category, 0.0)
            if _is_vague(mention.code) and any(k.start < mention.end and mention.start < k.end for k in kinds):
                continue
            if category == "results" and design in REVIEWS:
                weight = 0.7
            known = best.get(mention.code)
            if not weight or (known and known.confidence >= weight):
                continue
            if covered is None:
                covered = covered_by(all_of, ("comparator", "not_intervention"))
            if covered(mention) or _within_people(mention, all_of) or _left_out(low, mention):
                continue
            if _NATIONS.fullmatch(low, mention.start, mention.end) and not _goes_on(low, mention, placed):
                continue
            best[mention.code] = Found("intervention", mention.code, field, mention.start, mention.end, weight)
    for code in _as_comparators(reading) if len(best) > 1 else ():
        best.pop(code, None)
    told = [found for found in best.values() if found.confidence >= 0.7]
    kept = told or list(best.values())
    kept += _by_parts(reading, vocabulary, {found.code for found in kept})
    if any(not _is_vague(found.code) for found in kept):
        plain = _plainly_named(reading, design)
        kept = [found for found in kept if plain or not _is_vague(found.code)]
    code = _named_for(reading, vocabulary, people) if kept else ""
    if code and all(_is_vague(found.code) for found in kept):
        kept = [found._replace(code=code, confidence=0.7) for found in kept[:1]]
    elif code and _for_an_age(vocabulary, code) and code not in {found.code for found in kept}:
        kept.append(kept[0]._replace(code=code, confidence=0.7))
    if any(_for_an_age(vocabulary, found.code) for found in kept):
        kept = [found for found in kept if not _is_vague(found.code)]
    return sorted(kept, key=lambda found: found.code)


def _as_comparators(reading: Reading) -> set[str]:
    """Kinds of the intervention that the text itself calls the comparison: `with wet brushing as the control`."""
    if " as " not in reading.low:
        return set()
    return {
        mention.code
        for mention, _ in reading.placed.get("intervention", ())
        if _AS_COMPARATOR.match(reading.low, mention.end, mention.end + 60)
    }


def _is_vague(code: str) -> bool:
    return code.endswith(_VAGUE)


def _plainly_named(reading: Reading, design: str) -> bool:
    """Whether the intervention is named beside a kind of it as a thing of its own: `brushing and dry brushing`.

    In a review's title it stands for all the kinds that the review goes into.
    """
    for field, low, placed in texts_of(reading, "intervention"):
        kinds = [m for m, _ in placed if not _is_vague(m.code)]
        for number, (mention, category) in enumerate(placed):
            if not _is_vague(mention.code) or any(k.start < mention.end and mention.start < k.end for k in kinds):
                continue
            if field == "title" and design in REVIEWS:
                return True
            if category not in ("title", "aim", "methods", ""):
                continue
            for other, _ in placed[max(0, number - 1) : number + 2]:
                if _is_vague(other.code) or other is mention:
                    continue
                first, second = sorted((mention, other))
                joint = _COORDINATED.fullmatch(low, first.end, second.start)
                # What a trial gives one `or` the other are its arms.
                if joint and (design in REVIEWS or category == "title" or " or " not in joint.group()):
                    return True
    return False


def _for_an_age(vocabulary: Vocabulary, code: str) -> bool:
    """Whether a kind is what any intervention on people of an age is called."""
    return bool(set(vocabulary.intervention[code].named_for) & set(vocabulary.life_stage))


def _within_people(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether the words are part of a longer name of what people have."""
    for other in mentions:
        if other.start > mention.start:
            return False
        if other.facet == "population" and other.end >= mention.end and other[:2] != mention[:2]:
            return True
    return False


def _left_out(low: str, mention: Mention) -> bool:
    """Whether a text says that the mention's intervention was not given, or was left out of a review."""
    if _DENIED.search(low, max(0, mention.start - 30), mention.start):
        return True
    if _NONE_OF.search(low, max(0, mention.start - 70), mention.start):
        return True
    return bool(_EXCLUDED_AFTER.match(low, mention.end, mention.end + 90))


def _named_for(reading: Reading, vocabulary: Vocabulary, people: Iterable[str]) -> str:
    """The kind of the intervention that goes by whom it is given to, if these people are of them."""
    whose = set(people)
    told = {
        m.code
        for m in reading.title_mentions
        if (m.facet == "life_stage" or (m.facet == "population" and m.code in whose))
        and not _OF_WHOM.search(reading.low_title, max(0, m.start - 45), m.start)
    }
    for code, kind in vocabulary.intervention.items():
        if told.intersection(kind.named_for):
            return code
    return ""


def _by_parts(reading: Reading, vocabulary: Vocabulary, known: set[str]) -> list[Found]:
    """Kinds named after the part of the body that the text says was treated: `of the hands and feet`."""
    parts = _parts_of(vocabulary)
    if parts is None or not known:
        return []
    pattern, more, done_to, code_of = parts
    out: dict[str, Found] = {}
    for field, low, placed in texts_of(reading, "intervention"):
        for mention, category in placed:
            if category not in ("title", "methods", "aim", ""):
                continue
            to = pattern.match(low, mention.end, mention.end + 110)
            if to is None and low[mention.start : mention.end].rsplit(" ", 1)[-1] in code_of:
                to = more.match(low, mention.end, mention.end + 110)
            if to is None and low.endswith("ed", mention.start, mention.end):
                to = done_to.search(low, max(0, mention.start - 40), mention.start)
            if to is None:
                continue
            for word in re.finditer(r"[a-z]+", low[to.start() : to.end()]):
                code = code_of.get(word.group()) or code_of.get(word.group().removesuffix("s"), "")
                if code and code not in known and code not in out:
                    start = to.start() + word.start()
                    out[code] = Found("intervention", code, field, start, to.start() + word.end(), 0.75)
    return list(out.values())


_parts: list[tuple[Vocabulary, tuple[re.Pattern, re.Pattern, re.Pattern, dict[str, str]] | None]] = []


def _parts_of(vocabulary: Vocabulary) -> tuple[re.Pattern, re.Pattern, re.Pattern, dict[str, str]] | None:
    if not _parts or _parts[0][0] is not vocabulary:
        code_of = {word.lower(): code for code, kind in vocabulary.intervention.items() for word in kind.parts}
        found = None
        if code_of:
            either = "|".join(sorted(map(re.escape, code_of), key=len, reverse=True))
            listed = r"(?:(?:the|their|her|his|both|each|affected|right|left|lower|upper|whole|forearms?|arms?|legs?|"
            listed += rf"neck|shoulders?|face|head|calves|thighs|{either})(?:,? and |, | or |/| ))*?"
            ached = (
                r"(?!(?: \w+)? (?:pain|ache|surgery|injur|disorder|problem|symptom|arthritis|osteoarthritis|"
                r"function|strength|ulcer|exercis|stretch|movement|motion|muscles? (?:pain|strength)))"
            )
            listing = rf"{listed}(?:{either})(?:(?:,? and |, ){listed}(?:{either}))*\b{ached}"
            found = (
                re.compile(rf" (?:\w+ )??(?:of|to|on|over) {listing}"),
                re.compile(rf"(?:,? and |,? or |, |/){listing}"),
                re.compile(rf"\b(?:{either})s? (?:(?:was|were|being|are|gently|slowly|then) )*$"),
                code_of,
            )
        _parts[:] = [(vocabulary, found)]
    return _parts[0][1]


def _goes_on(low: str, mention: Mention, placed: list[tuple[Mention, str]]) -> bool:
    """Whether a nation's name leads on to another word for the intervention (or a list of kinds)."""
    if re.match(r"(?:,| or | and |/)", low[mention.end : mention.end + 5]):
        return True
    return any(0 < other.start - mention.end < 14 for other, _ in placed)


def read_not_intervention(reading: Reading) -> list[Found]:
    """Phrases that hold the intervention's word and are none, such as those of another trade."""
    out: dict[str, Found] = {}
    for field, _, placed in texts_of(reading, "not_intervention"):
        for mention, _ in placed:
            if mention.code not in out:
                out[mention.code] = Found("not_intervention", mention.code, field, mention.start, mention.end, 0.9)
    return [out[code] for code in sorted(out)]


_WEIGHT = {"title": 0.95, "aim": 0.9, "methods": 0.8, "": 0.8, "results": 0.4, "conclusion": 0.3}
REVIEWS = (
    "systematic_review_with_meta_analysis", "systematic_review", "overview_or_evidence_map", "narrative_review",
    "guideline", "commentary",
)  # fmt: skip
_DENIED = re.compile(
    r"\b(?:not|no|without|than|excluding|except|leaving out|rather than|placebo form of|placebo|sham)(?: (?:of|the|a|"
    r"an|any))? $"
)
# Mothers of infants, nurses of children: the study is of the former.
_OF_WHOM = re.compile(
    r"\b(?:mothers?|fathers?|parents?|carers?|caregivers?|families|nurses|women|staff) (?:of|with|to|for) "
    r"(?:[a-z-]+ ){0,4}$"
)
_AS_COMPARATOR = re.compile(r"[^.;:,]{0,20}\bas (?:the |a |an |its )?(?:active )?(?:comparison|comparator|control)\b")
_NONE_OF = re.compile(r"\bno (?:trials?|stud(?:y|ies)|evidence|reviews?|data|reports?) (?:of|on|about|for)\b[^.;:]*$")
_EXCLUDED_AFTER = re.compile(r"[^.;:]*?\b(?:left out|excluded|not included|not eligible|ineligible|omitted)\b")
_COORDINATED = re.compile(
    r"(?: (?:therapy|group|treatment))?(?:,| and| or|,? and|,? or| plus|/)(?: (?:the|a|an))? "
    r"(?:(?![a-z]+ing\b)[a-z-]+ )?"
)
_NATIONS = re.compile(
    r"(?:swedish|thai|chinese|japanese|turkish|indian|korean|russian|german|french|danish|finnish|italian|spanish|"
    r"dutch)"
)


def texts_of(reading: Reading, facet: str) -> list[tuple[str, str, list[tuple[Mention, str]]]]:
    """Title and body, where they have words of the facet: field, folded text, mentions with their kind of section."""
    out = []
    titled = [(mention, "title") for mention in reading.title_mentions if mention.facet == facet]
    if titled:
        out.append(("title", reading.low_title, titled))
    placed = reading.placed.get(facet)
    if placed:
        out.append((reading.field, reading.low, [(mention, sentence.category) for mention, sentence in placed]))
    return out
