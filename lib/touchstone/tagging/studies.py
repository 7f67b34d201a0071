"""How many studies a review holds: those it included, not those it found."""

from __future__ import annotations

import re

from touchstone.tagging.numbers import Number, numbers
from touchstone.tagging.reading import Reading
from touchstone.tagging.sample import Count


def read_n_studies(reading: Reading, design: str) -> Count | None:
    """The number of studies (or reviews, reports) that a review includes."""
    best: tuple[float, Count] | None = None
    for place, sentence in enumerate(reading.sentences):
        weight = _SECTIONS.get(sentence.category)
        if weight is None or not _ANY_STUDIES.search(reading.low, sentence.start, sentence.end):
            continue
        for number in numbers(reading.low, sentence.start, sentence.end):
            found = _judge(reading.low, number, sentence.start, sentence.end, design)
            if found is None:
                continue
            score, end = found[0] + weight - 0.05 * place, found[1]
            count = Count(int(number.value), reading.field, number.start, end, 0.9 if found[0] >= 2.5 else 0.75)
            if best and abs(score - best[0]) < 0.5 and best[1].value != count.value:
                # Of two that are told alike the larger one is the whole, unless it is what a search brought.
                score = best[0] + (0.01 if count.value > best[1].value else -0.01)
            if best is None or score > best[0]:
                best = (score, count)
    if best is None:
        for number in numbers(reading.low_title):
            noun = _STUDIES.match(reading.low_title[number.end : number.end + 60])
            if noun and number.value == int(number.value) and number.value > 1:
                return Count(int(number.value), "title", number.start, number.end + noun.end(), 0.7)
    if best and best[0] > 0:
        return best[1]
    for found in _BRACKETED.finditer(reading.low):
        return Count(int(found.group(1) or found.group(2)), reading.field, found.start(), found.end(), 0.6)
    return None


def _judge(low: str, number: Number, first: int, last: int, design: str) -> tuple[float, int] | None:
    """How much a number looks like the count of included studies, and where its words end; None where it is none."""
    value = number.value
    if value != int(value) or value < 1 or (1900 <= value <= 2100 and not number.words):
        return None
    after = low[number.end : min(last, number.end + 110)]
    before = low[max(first, number.start - 60) : number.start]
    if before[-1:] in ("-", "=", "<", ">", "±", "/") and not before.endswith(("n =", "n=", "k =", "k=")):
        return None
    noun = _STUDIES.match(after)
    of_records, of_which = _OF_MANY.match(after), _OF_WHICH.match(after)
    bare = _STUDY_VERB.match(after) and (_OF_RECORDS.search(before) or not before.strip())
    if not noun and not of_records and not bare and not of_which:
        return None
    rest = after[noun.end() :] if noun else after
    clause = re.split(r"[;.]|, (?:of|and|but)", rest)[0][:60]
    score = 1.0 if noun else 0.6
    included = _INCLUDED.search(clause) or _INCLUDED_BEFORE.search(before) or of_records or of_which
    score += 1.5 * bool(included) + 0.8 * bool(included and _SURELY.search(clause))
    opening = low[first : number.start]
    opens = re.fullmatch(r"of (?:the )?", opening) and not _RECORDS.search(after[:40])
    score -= 2.5 * bool(not opens and not of_which and (_NOT_INCLUDED.search(before[-28:]) or _FOUND_ONLY.match(rest)))
    score -= 1.5 * bool(_THEN_OF_WHICH.search(low, number.end, last) and not of_records and not of_which)
    score -= 1.2 * bool(_SUBSET.search(before[-20:]) or _SHOWS.match(rest)) * bool(opening.strip())
    if design == "overview_or_evidence_map" and noun and noun.group().endswith(("reviews", "meta-analyses")):
        score += 1.5
    score -= 1.2 * (before.rfind("(") > before.rfind(")"))
    score -= 1.5 * (value == 1) + 0.8 * (value <= 3) + 0.7 * (value > 500)
    return score, number.end + (noun.end() if noun else 0)


_ANY_STUDIES = re.compile(
    r"trials|studies|rcts|reviews|articles|papers|reports|publications|cohorts|analyses|surveys|experiments|"
    r"investigations|sources|comparisons|manuscripts|records|citations|included|qualified|eligible|met "
)


# A second count follows that is what remained of the first.
_THEN_OF_WHICH = re.compile(
    r"(?:,|;| and| from) (?:of|from|among) (?:which|these|them|those)\b,? (?:only |finally )?(?!(?:\d+|\w+) (?:were |"
    r"had )?"
    r"(?:high|low|moderate))|\b(?:\d+|[a-z-]+) of (?:which|these|them|those) (?:were |was )?(?:finally )?(?:included|"
    r"eligible|met|qualified|fulfilled|selected)"
)
_OF_WHICH = re.compile(
    r" of (?:which|these|them|those)(?: \w+)? (?:were |was )?(?:finally |eventually )?(?:included|eligible|met|"
    r"qualified|"
    r"fulfilled|selected|retained)"
)
_SURELY = re.compile(r"\b(?:includ|inclusion|eligib|qualif|final|criteria|pooled|synthesi|meta-analy)")


_BRACKETED = re.compile(
    r"\b(?:studies|trials|rcts|articles|reviews) ?\(?(?:n|k) ?= ?(\d{1,4})\b|\bk ?= ?(?=\d)(\d{1,4})\b"
)


_SECTIONS = {"results": 2.0, "methods": 1.7, "": 1.7, "aim": 0.2, "conclusion": -1.0}


_STUDIES = re.compile(
    r" (?:(?!minutes|weeks|databases|patients|participants|people|of |for |to |were |was |in |with |from |scored |"
    r"rated |referees|reviewers|authors|researchers|one |two |three |four |five |six |seven |eight |nine |ten |who |"
    r"that |screened |citations|records|screeners|assessors|people )[a-z-]+,? ){0,6}?(?:trials|studies|rcts|reviews|"
    r"articles|papers|reports|publications|cohorts|meta-analyses|surveys|experiments|investigations|sources|"
    r"comparisons|manuscripts)\b(?! (?:authors|teams))|^ rcts?\b"
)


_STUDY_VERB = re.compile(
    r" (?:finally |then |eventually )?(?:were (?:included|appropriate|suitable|eligible|kept|pooled|selected|"
    r"analy[sz]ed|retained)|qualified|fitted|met|remained|entered|satisfied|passed|survived|sufficed)\b"
)


_RECORDS = re.compile(r"\b(?:records|articles|citations|papers|abstracts|titles|hits|references)\b")


_OF_RECORDS = re.compile(
    r"\b(?:records|articles|studies|citations|papers|abstracts|titles|hits|trials|reports|references|of \d[\d,]*)\b"
)


_OF_MANY = re.compile(
    r" (?:\w+ )?(?:out )?of (?:the |some |about )?[\d,]+ (?:\w+ ){0,2}(?:records|articles|citations|papers|abstracts|"
    r"titles|hits|references|reports|studies|trials)\b")  # fmt: skip


_INCLUDED = re.compile(
    r"\b(?:includ\w+|qualif\w+|eligible|met\b|pooled|kept|selected|fitted|enter\w+|remain\w+|retain\w+|cover\w+|"
    r"analy[sz]ed|reviewed|satisfied|with [\d,]+ (?:\w+ )?(?:participants|patients|people|women|infants|adults|"
    r"children)|were found|were used|contributed|passed|were identified|suitable|chosen|\([\d,]+ (?:participants|"
    r"patients|people|women|infants|adults|children))"
)


_INCLUDED_BEFORE = re.compile(
    r"\b(?:includ\w+|identif\w+|found|yielded|selected|analy[sz]ed|pooled|review of|total of|synthesis of|covering|"
    r"covered|drew on|drawn from|located|retrieved|left|only|in all|retained|brought|included|from) (?:a total of |"
    r"only |just |in all )?$"
)


_NOT_INCLUDED = re.compile(
    r"\b(?:of|among|out of|excluded|screened|screening|excluding|another|in|for) (?:the |some |about )?$|%|\bn ?= ?$"
)


_FOUND_ONLY = re.compile(r" (?:were )?(?:screened|retrieved from|excluded|records|identified,? of)")


_SUBSET = re.compile(r"\b(?:only|just|while|whereas|but|and|with|in|other|three|remaining|the) $")


_SHOWS = re.compile(r" (?:with|showed|found|reported|had|saw|gave|set|of treatment|of prevention)\b")
