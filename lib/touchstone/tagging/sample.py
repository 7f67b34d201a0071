"""How many people took part, and how many studies a review holds: digits or words, never ages, doses or years."""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.numbers import Number, numbers, value_of
from touchstone.tagging.reading import Reading


class Count(NamedTuple):
    """A count with the words it was read from."""

    value: int
    field: str
    start: int
    end: int
    confidence: float


class Sample(NamedTuple):
    """People enrolled (or allotted) and people analysed, as far as told."""

    enrolled: Count | None
    analysed: Count | None

    def best(self) -> Count | None:
        """People analysed where told, else enrolled."""
        return self.analysed or self.enrolled


def read_sample(reading: Reading, design: str) -> Sample:
    """People enrolled and analysed in a study; arms are summed where no total is told."""
    found = _candidates(reading)
    enrolled = max((c for c in found if c.role != "analysed"), key=_rank, default=None)
    if enrolled is not None and enrolled.score <= 0:
        enrolled = None
    for summed in (_sum_of_arms(reading), enrolled and _with_companions(reading, enrolled)):
        if summed and (enrolled is None or (enrolled.score < summed.score and enrolled.value < summed.value)):
            enrolled = summed
    analysed = max((c for c in found if c.role == "analysed" and c.score > 0), key=_rank, default=None)
    if enrolled and analysed and analysed.value > enrolled.value and enrolled.score < 5:
        enrolled = None
    if enrolled and analysed and enrolled.value > 4 * analysed.value:
        if enrolled.score > analysed.score - 2:
            analysed = None
        else:
            enrolled = None
    if design == "case_report" and (enrolled is None or enrolled.value > 5):
        enrolled = _one(reading)
    return Sample(enrolled and _count(reading, enrolled), analysed and _count(reading, analysed))


def read_n_studies(reading: Reading, design: str) -> Count | None:
    """The number of studies (or reviews, reports) that a review includes."""
    best = None
    for place, sentence in enumerate(reading.sentences):
        if sentence.category not in _STUDY_SECTIONS:
            continue
        for number in numbers(reading.low, sentence.start, sentence.end):
            if (
                number.value != int(number.value)
                or number.value < 1
                or 1900 <= number.value <= 2100
                and not number.words
            ):
                continue
            after = reading.low[number.end : min(sentence.end, number.end + 110)]
            noun = _STUDIES.match(after)
            before = reading.low[max(sentence.start, number.start - 60) : number.start]
            of_records = _OF_MANY.match(after)
            bare = _STUDY_VERB.match(after) and (_OF_RECORDS.search(before) or not before.strip())
            if not noun and not of_records and not bare:
                continue
            rest = after[noun.end() :] if noun else after
            clause = re.split(r"[;.]|, (?:of|and|but)", rest)[0][:60]
            score = _STUDY_SECTIONS[sentence.category] - 0.05 * place + (1.0 if noun else 0.6)
            score += 1.5 * bool(_INCLUDED.search(clause) or _INCLUDED_BEFORE.search(before) or of_records)
            first = not reading.low[sentence.start : number.start].strip()
            opens = re.fullmatch(r"of (?:the )?", reading.low[sentence.start : number.start]) and not _RECORDS.search(
                after[:40]
            )
            score -= 2.5 * bool(not opens and (_NOT_INCLUDED.search(before[-28:]) or _FOUND_ONLY.match(rest)))
            score -= 1.2 * bool(_SUBSET.search(before[-20:]) or _SHOWS.match(rest)) * (not first)
            if design == "overview_or_evidence_map" and noun and noun.group().endswith(("reviews", "meta-analyses")):
                score += 1.5
            score -= 1.5 * (number.value == 1) + 0.8 * (number.value <= 3)
            if best and abs(score - best[0]) < 0.5 and best[1].value != int(number.value):
                score = best[0] + (0.01 if number.value > best[1].value else -0.01)
            if best is None or score > best[0]:
                end = number.end + (noun.end() if noun else 0)
                best = (score, Count(int(number.value), reading.field, number.start, end, 0.85))
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


class _Candidate(NamedTuple):
    value: int
    role: str
    score: float
    start: int
    end: int
    field: str


_PEOPLE = (
    r"(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|women|woman|men|children|"
    r"adolescents?|teenagers?|infants?|babies|newborns?|neonates?|toddlers?|volunteers?|students?|mothers?|fathers?|"
    r"parents?|caregivers?|carers?|nurses?|athletes?|residents?|in-?patients?|out-?patients?|survivors?|veterans?|"
    r"workers?|employees?|staff|clients?|runners?|players?|cyclists?|swimmers?|dancers?|girls?|boys?|females?|males?|"
    r"(?:[a-z]+-[a-z]+ )?pairs|dyads|couples|families|respondents?|therapists?|practitioners?|users?|members|"
    r"attenders|recipients|relatives|elders|seniors|youngsters|youths?|soldiers|refugees|prisoners|donors|midwives|"
    r"teachers|smokers|primiparas?|primigravida[es]?|multiparas?|parturients?|cases|rabbits|rats|mice|horses|dogs|"
    r"physicians|surgeons|doctors|professionals|sufferers|twins|widows|drivers|singers|musicians|office-?workers|"
    r"subjects|completers|enrollees|records|charts|[a-z]{3,}(?:[ri]cans|ians|reans|eers|goers|holders|dents|trainees)|attendees|retirees|amputees|swedes|danes|finns|turks|germans|"
    r"britons)"
)
_STOP = (
    r"(?!(?:of|for|to|in|with|from|at|after|by|on|per|were|was|had|a|an|the|than|minutes?|mins?|hours?|days?|weeks?|"
    r"months?|years?|yrs?|sessions?|times|cm|mm|ml|mg|kg|points?|percent|hospitals|centers|centres|clinics|units|"
    r"wards|sites|countries|trials?|studies|groups?|arms?|cycles|doses?|treatments?|massages?|visits?|items?|"
    r"questions?|scales?|stages?|degrees?|reviews?|articles|receiving|given|versus|vs|v|as|per|when|who|whose|old|"
    r"[a-z]+-year|year-old)\b)"
)
_NOUN = re.compile(
    rf" ?(?!and |or )(?:\(?(?:{_STOP}[a-z][a-z'/-]*,?) ){{0,6}}?-?{_PEOPLE}\b(?! (?:group|arm|years|care\b|satisf))"
)
_AFTER_GAP = re.compile(r"[ -]")
_ENROLLED = re.compile(
    r"\brandom\w*|\benrol\w*|\brecruit\w*|\bassigned\b|\ballocated\b|\ballotted\b|\bincluded\b|\btook part\b|"
    r"\bparticipated\b|\bjoined\b|\bconsent\w*|\bstudied\b|\bdivided\b|\bsplit\b|\bentered\b|\bselected\b|\btested\b|"
    r"\bsurvey\w*|\binterview\w*|\bsampled?\b|\binvolv\w+|\btotal\b|\bchosen\b|\bmatched\b|\breached\b|\bdrawn\b|"
    r"\bcross(?:ed|-?over)|\bunderwent\b|\bplaced\b|\bformed\b|\ballocation\b|\bput\b"
)
_ANALYSED = re.compile(
    r"^[^,;.]{0,45}\b(?:(?:were |was )?(?:analy[sz]ed|evaluable|evaluated at)|completed|finished|remained|retained|"
    r"complete data|gave data|provided data|supplied data|had data|stayed|followed (?:up|to)|contributed|reached "
    r"analysis|entered (?:the )?analysis|returned|lasted|were available|usable|all measurements)"
)
_ANALYSED_BEFORE = re.compile(
    r"(?:\b(?:complet\w+|analy[sz]\w+|data (?:from|on|for|of)|left|leaving|final(?:ly)?|complete in|attrition left|"
    r"available for|usable in|evaluable|retained|of whom|remaining|reduced to)\b[^,;.0-9]{0,25}|blood data in )$"
)
_SCREENED = re.compile(
    r"^[^,;.]{0,40}\b(?:screened|eligible|invited|approached|offered|contacted|assessed for|were asked|referred|were "
    r"considered|records|identified|dropped|withdrew|withdrawn|lost|excluded|declined|refused|died|missing|left "
    r"early|failed)\b"
)
_SCREENED_BEFORE = re.compile(
    r"\b(?:screen\w*|invit\w*|approach\w*|from|out of|exclud\w+|lost|losing|attrition was|dropouts?|by) (?:of )?$|"
    r"^of $|[.,;(] ?of (?:the )?$"
)
_SHARE = re.compile(r"^ ?(?:%|per ?cent|/|\)? ?(?:of|out of) (?:the |these |those |whom|them|\d))")
_ARM_AFTER = re.compile(
    r"^[^.;]{0,30}\b(?:each|per (?:arm|group|side|technique)|apiece|a side|to a side|in (?:the )?(?:\w+ "
    r"){0,3}(?:group|arm)|(?:intervention|control|experimental|treatment|comparison|placebo|sham) (?:group|arm))\b"
)
_ARM_BEFORE = re.compile(
    r"\b(?:group|arm|each|intervention|control|controls|experimental) ?\(?(?:n ?= ?)?$|\bin twelves\b|\beach of $"
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:total of|total sample of|sample (?:of|size of|comprised|consisted of)|altogether|overall|in all,?|n ?=) ?$"
)
_BARE = re.compile(
    r"^ (?:\([^)]{0,40}\) )?(?:were|was|enrolled|took part|joined|took it|completed|finished|entered|agreed|"
    r"participated|consented|received|had|analy[sz]ed|gave|from|randomi[sz]ed|recruited)\b|^\)? ?,? (?:were "
    r")?(?:randomi[sz]ed|enrolled|recruited|analy[sz]ed|completed)"
)
_BARE_BEFORE = re.compile(
    r"\b(?:randomi[sz]ed|enrolled|recruited|included|reached|surveyed|studied|interviewed|tested|sampled|analy[sz]ed|"
    r"randomi[sz]ing|sample of|sample size of|n ?=|participants:|total of|planned|target(?:ing)? (?:of )?|"
    r"aim(?:ing)? for) ?$"
)
_UNIT = re.compile(
    r"^ ?(?:%|°|-?(?:years?|yrs?|year-old|months?|weeks?|wk|days?|hours?|h|hrs?|minutes?|min|mins|seconds?|sec|s|"
    r"points?|mm|cm|m|kg|g|mg|ml|beats?|bpm|hz|kcal|sessions?|times|fold|cycles|per ?cent|sites|centres|centers|"
    r"hospitals|countries|databases|trials|studies|items?|degrees?|mmhg|nmol|pg|ng|u/l|groups|arms|pounds|dollars|"
    r"steps|repetitions|sets|massages|treatments|visits)\b)"
)
_BAD_BEFORE = re.compile(
    r"(?:\b(?:aged?|ages|age of|mean(?: age)?|median|average|years|p|day|days|week|weeks|month|months|stage|phase|"
    r"type|grade|chapter|level|score|scores|between|over|under|above|below|than|least|most|about age|version|edition|"
    r"vol|nos?|visit|session|sd|ci|f|t|r|d|g|odds|from|by|mg|covid|since|until|in (?:january|february|march|april|"
    r"may|june|july|august|september|october|november|december)|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|sf|c\d)[ -]?|[-=<>±/+.] ?|\b(?:plus|minus) )$"
)
_RANGE = re.compile(r"\d ?(?:to|-|and|or) ?$")
_GROUPS_OF = re.compile(r"\b(two|three|four|five|2|3|4|5) (?:\w+ ){0,3}(?:groups|arms) of $")
_WHERE = {"methods": 1.5, "": 1.0, "results": 0.4, "aim": 0.4, "conclusion": -1.5}


def _candidates(reading: Reading) -> list[_Candidate]:
    out = []
    for number in numbers(reading.low_title):
        found = _judge(reading.low_title, number, 0, len(reading.low_title), 1.0, "title")
        if found:
            out.append(found)
    for place, sentence in enumerate(reading.sentences):
        weight = _WHERE.get(sentence.category, 0.0) - 0.05 * place
        for number in numbers(reading.low, sentence.start, sentence.end):
            found = _judge(reading.low, number, sentence.start, sentence.end, weight, reading.field)
            if found:
                out.append(found)
    return out


def _judge(low: str, number: Number, first: int, last: int, weight: float, field: str) -> _Candidate | None:
    value = number.value
    if value != int(value) or value < 1 or value > 5_000_000:
        return None
    after, before = low[number.end : min(last, number.end + 130)], low[max(first, number.start - 70) : number.start]
    if _UNIT.match(after) or _SHARE.match(after) and not re.match(r" ?\(?\d", after[1:]) and "%" in after[:4]:
        return None
    printed_n = re.search(r"\bn ?= ?$", before)
    noun = None if printed_n else _NOUN.match(after) if _AFTER_GAP.match(after) else None
    if noun is None and not printed_n and not _BARE.match(after) and not _BARE_BEFORE.search(before):
        return None
    if noun is None and _BAD_BEFORE.search(before) and not printed_n:
        return None
    if noun is None and not number.words and 1900 <= value <= 2040:
        return None
    if _RANGE.search(before):
        return None
    if noun and re.search(r"\b(?:aged|age|mean|day|week|stage|phase|sf|p) ?[<=>]? ?$", before):
        return None
    tail = after[noun.end() :] if noun else after
    score = weight + (2.5 if noun else 2.0 if printed_n else 1.2)
    enrolled = bool(_ENROLLED.search(tail[:75]) or _ENROLLED.search(before[-45:]))
    score += 2.0 * enrolled
    score += 2.0 * bool(_TOTAL_BEFORE.search(before)) * (not printed_n)
    role = "enrolled"
    if _ANALYSED.match(tail) or _ANALYSED_BEFORE.search(before):
        role, score = "analysed", score + 2.0
    if _SCREENED.match(tail) or _SCREENED_BEFORE.search(before):
        score -= 4.0
    if (_ARM_AFTER.match(tail) and not re.match(r"[^,;]{0,12}\brandom", tail)) or _ARM_BEFORE.search(before):
        score -= 2.5
    if _open_bracket(before) and not printed_n:
        score -= 3.0
    if printed_n and _open_bracket(before):
        score -= 1.2
    if value <= 3:
        score -= 3.0
    groups = _GROUPS_OF.search(before)
    if groups:
        value *= int(groups.group(1)) if groups.group(1).isdigit() else value_of(groups.group(1))
    score += 0.7 * bool(re.match(r"(?: \([^)]*\))?[^,;.]{0,40}\brandomi", tail)) * 1.4
    end = number.end + (noun.end() if noun else 0)
    return _Candidate(int(value), role, score, number.start, end, field)


def _open_bracket(before: str) -> bool:
    return before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")


def _rank(candidate: _Candidate) -> tuple[float, int]:
    return candidate.score, -candidate.start


_LIST = re.compile(
    r"(?<![\d.])(\d{1,4}(?:, \d{1,4})*,? and \d{1,4}) (?:completed|were analy[sz]ed|were randomi[sz]ed|finished|"
    r"entered)"
)


def _sum_of_arms(reading: Reading) -> _Candidate | None:
    """Arms of one sentence added up, for texts that give no total: `18 had it and 20 did not`, `(n = 18) … (n = 20)`."""
    for sentence in reading.sentences:
        if sentence.category not in ("methods", ""):
            continue
        printed = [m for m in re.finditer(r"\bn ?= ?(\d+)", reading.low[sentence.start : sentence.end])]
        values = [int(m.group(1)) for m in printed]
        if 2 <= len(values) <= 6 and max(values) < 3 * min(values) + 5:
            start, end = sentence.start + printed[0].start(), sentence.start + printed[-1].end()
            return _Candidate(sum(values), "enrolled", 6.0, start, end, reading.field)
        listed = _LIST.search(reading.low, sentence.start, sentence.end)
        if listed:
            values = [int(v) for v in re.findall(r"\d+", listed.group(1))]
            return _Candidate(sum(values), "enrolled", 3.5, listed.start(1), listed.end(1), reading.field)
        arms = []
        for number in numbers(reading.low, sentence.start, sentence.end):
            after = reading.low[number.end : min(sentence.end, number.end + 60)]
            before = reading.low[max(sentence.start, number.start - 25) : number.start]
            if number.value != int(number.value) or number.value < 4 or _UNIT.match(after):
                continue
            if _RECEIVED.match(after) or (re.match(r"\)", after) and before.endswith("(")):
                arms.append(number)
        values = [int(n.value) for n in arms]
        if 2 <= len(values) <= 5 and max(values) <= 3 * min(values):
            return _Candidate(sum(values), "enrolled", 4.0, arms[0].start, arms[-1].end, reading.field)
    return None


def _with_companions(reading: Reading, first: _Candidate) -> _Candidate | None:
    """`first` with the other groups that its sentence counts: `270 people with one and 130 with the other`."""
    if first.field != reading.field:
        return None
    sentence = reading.sentence_at(first.start)
    if sentence is None:
        return None
    others = []
    for number in numbers(reading.low, first.end, sentence.end):
        before = reading.low[max(first.end, number.start - 12) : number.start]
        after = reading.low[number.end : min(sentence.end, number.end + 60)]
        if number.value != int(number.value) or not first.value / 2.5 <= number.value <= first.value * 2.5:
            continue
        if re.search(r"\b(?:and|while|whereas|,|;|against|versus|or) $", before) and _COMPANION.match(after):
            others.append(number)
    rest = sum(n.value for n in others)
    if not others or len(others) > 4 or (rest == first.value and len(others) > 1):
        return None
    if re.match(
        r"[^.;]{0,90}?\b(?:random|enrolled|divided|split|allocated|assigned)", reading.low[first.end : sentence.end]
    ):
        return None
    return _Candidate(first.value + int(rest), "enrolled", first.score + 0.1, first.start, others[-1].end, first.field)


_COMPANION = re.compile(
    rf" (?:(?:healthy |matched |untreated )?controls?\b|(?:people |patients |women )?(?:with(?:out)? |had |did |"
    rf"received |waited\b|relaxed\b|spoke\b|were given |got |having |a (?!week|day|month)|no |not |served )|"
    rf"{_PEOPLE}\b(?! (?:were|completed|finished|dropped)))"
)
_RECEIVED = re.compile(
    rf"^ (?:{_STOP}[a-z-]+ ){{0,3}}?(?:{_PEOPLE} )?(?:received|had|were given|got|did|attending|served|formed|made "
    rf"up|relaxed|having|took|were massaged|underwent|on a|in (?:the )?(?:\w+ ){{0,2}}(?:group|arm)|controls?\b)"
)


def _one(reading: Reading) -> _Candidate | None:
    for word in (
        r"\b(?:a|an|one|single) (?:[\w-]+ ){0,5}?(?:patient|client|woman|man|boy|girl|person|case|infant|child|adult|"
        r"athlete|individual)\b",
    ):
        for field, low in (("title", reading.low_title), (reading.field, reading.low)):
            found = re.search(word, low)
            if found:
                return _Candidate(1, "enrolled", 5.0, found.start(), found.end(), field)
    return _Candidate(1, "enrolled", 1.0, 0, 0, "title")


def _count(reading: Reading, found: _Candidate) -> Count:
    confidence = 0.95 if found.score >= 5 else 0.85 if found.score >= 3.5 else 0.65
    return Count(found.value, found.field, found.start, found.end, confidence)


_BRACKETED = re.compile(r"\b(?:studies|trials|rcts|articles|reviews) ?\(?(?:n|k) ?= ?(\d{1,4})\b|\bk ?= ?(?=\d)(\d{1,4})\b")
_STUDY_SECTIONS = {"results": 2.0, "methods": 1.7, "": 1.7, "aim": 0.2, "conclusion": -1.0}
_STUDIES = re.compile(
    r" (?:(?!minutes|weeks|databases|patients|participants|people|of |for |to |were |was |in |with |from |scored |"
    r"rated |referees|reviewers|authors|researchers|one |two |three |four |five |six |seven |eight |nine |ten |who |"
    r"that |screened |citations|records|screeners|assessors|people )[a-z-]+,? ){0,6}?(?:trials|studies|rcts|reviews|"
    r"articles|papers|reports|publications|cohorts|meta-analyses|surveys|experiments|investigations|sources|"
    r"comparisons|manuscripts)\b(?! (?:authors|teams))|^ rcts?\b"
)
_STUDY_VERB = re.compile(
    r" (?:finally |then |eventually )?(?:were (?:included|eligible|kept|pooled|selected|analy[sz]ed|retained)|"
    r"qualified|fitted|met|remained|entered|satisfied|passed|survived|sufficed)\b"
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
