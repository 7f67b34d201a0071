"""What a sentence says became of each outcome it names: the grammar of results.

A sentence is cut into clauses; in each, outcomes are joined to the word that governs them (`pain fell`, `less pain`,
`no difference in pain`, `pain, sleep and mood were alike`), with negation, printed statistics, and whether groups were
compared or one group watched over time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.tagging.numbers import value_of
from touchstone.tagging.printed import Printed, printed
from touchstone.tagging.terms import Mention
from touchstone.tagging.words import (
    BREAKS,
    COMPARING,
    CONTROLS,
    COPULAS,
    FAR_NEGATORS,
    NEGATORS,
    PREDICATES,
    SIGNIFICANCE,
    TREATED,
    WEAK,
)


class Verdict(NamedTuple):
    """What is said of one outcome mention (None: of all that were measured).

    `said`: U up, D down, G better, B worse, X different, Z not different, M mixed, or "" where nothing is said.
    `lean` is what Z would have said without the negation or the p value.
    """

    mention: Mention | None
    said: str
    lean: str
    within: bool
    between: bool
    loser: bool
    control_only: bool
    p: Printed | None
    effect: Printed | None
    certain: float
    against: str = ""
    group: int = -1


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    depth: int
    mention: Mention | None
    treated: bool


class _Predicate(NamedTuple):
    place: int
    direction: str
    form: str
    negated: bool
    passive: bool


_TOKENS = re.compile(r"[a-z][a-z'-]*|\d[\d.,]*%?|[();,:\[\]]")


def read_sentence(
    low: str, start: int, end: int, mentions: list[Mention], recent: list[Mention] | None = None
) -> list[Verdict]:
    """Verdicts on the outcomes (facet outcome) that `mentions` name between `start` and `end`, in order of place.

    `recent` are the outcomes that the sentence before spoke of, for `exercise beat massage` without one of its own.
    """
    tokens = _tokens(low, start, end, mentions)
    stats = printed(low, start, end)
    out: list[Verdict] = []
    last = ""
    for first, stop in _clauses(tokens):
        told = [v.mention for v in out if v.mention] or recent or []
        verdicts, last = _read_clause(low, tokens, first, stop, stats, last, out, told)
        if not verdicts and told:
            verdicts = _winner(low, tokens, first, stop, stats, told)
        out += verdicts
    return out


def _tokens(low: str, start: int, end: int, mentions: list[Mention]) -> list[_Token]:
    marks = sorted(
        (
            m
            for m in mentions
            if m.facet in ("outcome", "intervention", "comparator") and start <= m.start and m.end <= end
        ),
        key=lambda m: (m.start, -m.end, m.facet != "outcome"),
    )
    out: list[_Token] = []
    depth, here, place = 0, start, 0
    for found in _TOKENS.finditer(low, start, end):
        if found.start() < here:
            continue
        text = found.group()
        if text in "([":
            depth += 1
            continue
        if text in ")]":
            depth = max(0, depth - 1)
            continue
        while place < len(marks) and marks[place].start < found.start():
            place += 1
        if place < len(marks) and marks[place].start == found.start():
            mark = marks[place]
            if mark.facet == "outcome":
                if (
                    text in PREDICATES and PREDICATES[text][0] in "UDGB"
                ):  # `less anxious`, `calmer`: word and verdict in one
                    out.append(_Token(text, mark.start, mark.start, depth, None, False))
                out.append(_Token("<o>", mark.start, mark.end, depth, mark, False))
            else:
                kind = "<t>" if mark.facet == "intervention" else "<c>"
                out.append(_Token(kind, mark.start, mark.end, depth, mark, mark.facet == "intervention"))
            here = mark.end
            continue
        out.append(_Token(text, found.start(), found.end(), depth, None, False))
    return out


def _clauses(tokens: list[_Token]) -> list[tuple[int, int]]:
    out, first = [], 0
    for place, token in enumerate(tokens):
        if token.depth:
            continue
        if token.text == ";" or (token.text in BREAKS and place > first):
            out.append((first, place))
            first = place + 1
    out.append((first, len(tokens)))
    return [(a, b) for a, b in out if a < b]


def _predicates(tokens: list[_Token], first: int, stop: int) -> list[_Predicate]:
    out: list[_Predicate] = []
    for place in range(first, stop):
        token = tokens[place]
        if token.depth or token.mention:
            continue
        word = token.text
        if (
            word in ("up", "down")
            and place > first
            and tokens[place - 1].text in ("went", "came", "go", "going", "brought", "gone", "taken")
        ):
            known = ("U" if word == "up" else "D", "intr")
        elif word.startswith("non-significant"):
            known = ("Z", "adj")
        else:
            known = PREDICATES.get(word)
        if known is None and word == "from":
            known = _from_to(tokens, place, stop, out)
        if known is None:
            continue
        direction, form = known
        if word in ("equal", "equivalent") and place + 1 < stop and tokens[place + 1].text == "to":
            continue
        if form == "adj" and not _adjective_governs(tokens, place, first, stop, word):
            continue
        if direction == "X" and form == "noun" and not _effect_noun(tokens, place, first, stop):
            continue
        if form in ("tr", "amb") and _attributive(tokens, place, stop):
            continue
        negated = _negated(tokens, place, first, out) or (
            direction in "XC" and place + 1 < stop and tokens[place + 1].text in ("little", "hardly", "neither", "not")
        )
        passive = place > first and any(tokens[k].text in COPULAS for k in range(max(first, place - 3), place))
        out.append(_Predicate(place, direction, form, negated, passive))
    return out


def _from_to(tokens: list[_Token], place: int, stop: int, before: list[_Predicate]) -> tuple[str, str] | None:
    """`the score from 49.5 to 41.0`: the numbers say which way, where no verb does."""
    ahead = [t for t in tokens[place + 1 : min(stop, place + 9)] if not t.depth]
    if len(ahead) < 3 or not ahead[0].text[0].isdigit():
        return None
    if before and not any(t.mention and t.mention.facet == "outcome" for t in tokens[before[-1].place : place]):
        return None
    numbers = [t.text.rstrip("%.,").replace(",", "") for t in ahead if t.text[0].isdigit()]
    if len(numbers) < 2 or "to" not in [t.text for t in ahead[1:4]]:
        return None
    try:
        first, second = float(numbers[0]), float(numbers[1])
    except ValueError:
        return None
    return ("U" if second > first else "D", "intr") if first != second else None


def _adjective_governs(tokens: list[_Token], place: int, first: int, stop: int, word: str) -> bool:
    """`lower pain`, `pain was lower`, `pain lower`; but not `greater` in `greater reduction` nor `more` in `fell more`."""
    for k in range(place + 1, min(stop, place + 5)):
        after = tokens[k]
        if after.mention and after.mention.facet == "outcome":
            return True
        if after.text in PREDICATES and PREDICATES[after.text][1] in ("noun", "intr", "amb", "tr"):
            return False
        if after.text in (
            "in",
            "with",
            "than",
            "after",
            "for",
            "of",
            ",",
            "and",
            "at",
            "by",
            "on",
            "to",
            "among",
            "across",
            "between",
        ):
            break
    if word in ("more", "less", "most", "least", "best", "greatest"):
        before = tokens[place - 1] if place > first else None
        if before is None or (place + 1 < stop and tokens[place + 1].text in ("than", "so", "effective")):
            return before is not None and before.text in COPULAS
        return before.text in COPULAS or bool(before.mention and before.mention.facet == "outcome" and not before.depth)
    for k in range(place - 1, max(first, place - 6) - 1, -1):
        before = tokens[k]
        if before.text in COPULAS or (before.mention and before.mention.facet == "outcome" and before.depth == 0):
            return True
        if before.text in PREDICATES and PREDICATES[before.text][1] in ("intr", "amb"):
            return PREDICATES[word][0] == "Z"
    if PREDICATES[word][0] in ("Z", "G", "M", "B"):
        return any(t.mention and t.mention.facet == "outcome" for t in tokens[first:stop])
    return False


def _effect_noun(tokens: list[_Token], place: int, first: int, stop: int) -> bool:
    word = tokens[place].text
    if word.startswith(("differ", "separ")):
        return True
    if any(tokens[k].text in NEGATORS for k in range(max(first, place - 5), place)):
        return True
    if any(tokens[k].text in _GOOD_EFFECT for k in range(max(first, place - 3), place)):
        return True
    return (
        place + 1 < stop
        and tokens[place + 1].text in ("on", "for", "in", "upon", "was", "were", "of")
        and any(
            tokens[k].text in SIGNIFICANCE
            or tokens[k].text
            in ("positive", "beneficial", "large", "favourable", "favorable", "small", "moderate", "clear", "strong")
            for k in range(max(first, place - 4), min(stop, place + 6))
        )
    )


_GOOD_EFFECT = frozenset(("positive", "beneficial", "favourable", "favorable"))


def _attributive(tokens: list[_Token], place: int, stop: int) -> bool:
    """`increased` in `the increased pain` names what was there and says nothing of what came."""
    return (
        place > 0
        and tokens[place - 1].text in ("the", "an", "a", "this", "that", "with")
        and not (place + 1 < stop and tokens[place + 1].text in ("in", "of"))
        and tokens[place].text.endswith("ed")
        and tokens[place - 1].text != "with"
    )


def _negated(tokens: list[_Token], place: int, first: int, before: list[_Predicate]) -> bool:
    edge = before[-1].place if before else first - 1
    for k in range(place - 1, edge, -1):
        word = tokens[k].text
        if tokens[k].depth:
            continue
        if word in NEGATORS or word.endswith("n't"):
            if word == "not" and k + 1 < len(tokens) and tokens[k + 1].text in ("only", "just", "merely"):
                continue
            if (
                word == "no"
                and k + 1 < len(tokens)
                and tokens[k + 1].text in ("massage", "<t>", "<c>", "treatment", "intervention")
            ):
                continue
            if place - k <= 6 or word in FAR_NEGATORS:
                return True
    return False


def _read_clause(
    low: str,
    tokens: list[_Token],
    first: int,
    stop: int,
    stats: list[Printed],
    carried: str,
    done: list[Verdict],
    recent: list[Mention],
) -> tuple[list[Verdict], str]:
    outcomes = _outcomes(low, tokens, first, stop)
    predicates = _predicates(tokens, first, stop)
    words = [t.text for t in tokens[first:stop] if not t.depth]
    begin, end = tokens[first].start, tokens[stop - 1].end
    end = _closing(low, end)
    here = [s for s in stats if begin <= s.start < end]
    denied = _denied(words)
    weak = any(word in WEAK for word in words) or bool(_NULL_PHRASE.search(low, begin, end))
    within = _within(low[begin:end])
    between = any(word in COMPARING for word in words) or bool(_BETWEEN.search(low[begin:end]))
    control_only = _control_only(tokens, first, stop, predicates)
    if _BASELINE.search(low, begin, end) and any(p.direction in "ZX" for p in predicates):
        return [], carried
    if _LINKED.search(low, begin, end) and not any(t.treated for t in tokens[first:stop]):
        return [], carried
    if not outcomes:
        if denied and any(w in ("none", "neither", "no", "nothing") for w in words):
            for n, verdict in enumerate(done):
                if verdict.said in ("U", "D", "G", "B", "X") and not (verdict.p and verdict.p.significant()):
                    done[n] = verdict._replace(said="Z", lean=verdict.said)
            if done:
                return [], carried
        swapped = _other_arm(tokens, first, stop, predicates, done)
        if swapped:
            return [], carried
        _override(low, done, here, denied or weak, predicates)
        if recent and _FADED.search(low, begin, end):
            mentions = {m.code: m for m in recent}
            return [
                Verdict(mentions[code], "Z", "", within, between, False, False, None, None, 0.6)
                for code in sorted(mentions)
            ], carried
        sweep = _sweeping(low, begin, end, predicates, tokens, first, stop)
        if sweep:
            said, lean = sweep
            whole = next((s for s in here if s.p_value is not None), None)
            if whole and whole.significant() is False:
                said, lean = "Z", said
            if said == "Z" and recent and _BETTER_THAN.search(low, begin, end):
                mentions = {m.code: m for m in recent}
                return [
                    Verdict(mentions[code], "Z", lean, False, True, False, False, whole, None, 0.7)
                    for code in sorted(mentions)
                ], carried
            return [Verdict(None, said, lean, within, between, False, control_only, whole, None, 0.5)], said
        return [], carried
    told = _assign(tokens, outcomes, predicates, words)
    against = _against(tokens, first, stop)
    out: list[Verdict] = []
    for number, place in enumerate(outcomes):
        predicate, certain = told[number]
        said, lean = _said(predicate, words, carried)
        if predicate is None and said:
            certain = 0.55
        loser = predicate is not None and _loses(low, tokens, first, stop, predicate.place)
        p, effect = _stats_of(tokens, outcomes, number, predicate, here, begin, end, low)
        if (
            (denied or weak)
            and said in ("U", "D", "G", "B", "X", "")
            and (predicate is None or _near_denial(tokens, place, first, stop, outcomes, number))
        ):
            said, lean = "Z", said
        for stat in (p, effect if p is None else None):
            if stat is not None and stat.significant() is False and said in ("U", "D", "G", "B", "X", "C", ""):
                said, lean = "Z", said
        if said in ("U", "D", "G") and (some := _PARTLY.search(low, tokens[place].end, end)) and _fewer(some):
            said, lean = "M", said
        if said in ("U", "D", "G") and _ALIKE.search(low, begin, end):
            said, lean = "Z", said
        if said == "C":
            said = "X" if p is not None and p.significant() else ""
        if said == "" and p is not None and p.significant():
            said, certain = "X", 0.5
        out.append(
            Verdict(
                tokens[place].mention,
                said,
                lean,
                within,
                between,
                loser,
                control_only,
                p,
                effect,
                certain,
                against,
                predicate.place if predicate else -1,
            )
        )
    if _NO_GAP.search(low, begin, end):
        out += [
            v._replace(said="Z", lean="", within=False, between=True, p=None, certain=0.7)
            for v in out
            if v.said in ("U", "D", "G") and v.within
        ]
    spoken = [v.said for v in out if v.said]
    return out, spoken[-1] if spoken else carried


def _fewer(some: re.Match) -> bool:
    """Whether `in three of six` is well short of all."""
    part, whole = (int(g) if g.isdigit() else value_of(g) for g in some.groups())
    return part < 0.75 * whole


def _winner(
    low: str, tokens: list[_Token], first: int, stop: int, stats: list[Printed], told: list[Mention]
) -> list[Verdict]:
    """A clause that names a winner and no outcome speaks of the outcomes named before it."""
    begin, end = tokens[first].start, _closing(low, tokens[stop - 1].end)
    found = _WINNER.search(low, begin, end)
    if found is None or any(t.text in NEGATORS for t in tokens[first:stop] if not t.depth):
        return []
    before = [t.text for t in tokens[first:stop] if t.start < found.start() and not t.depth]
    after = [t.text for t in tokens[first:stop] if t.start >= found.end() and not t.depth][:4]
    if "favo" in found.group():
        loser = "<t>" not in after and ("<c>" in after or bool(CONTROLS & set(after)))
        plain = "<t>" in after
    else:
        loser = "<t>" in after and "<t>" not in before
        plain = "<t>" in before and "<t>" not in after
    if not loser and not plain:
        return []
    p = next((s for s in stats if begin <= s.start < end and s.p_value is not None), None)
    mentions = {m.code: m for m in told}
    return [
        Verdict(mentions[code], "G", "", False, True, loser, False, p, None, 0.6, _against(tokens, first, stop))
        for code in sorted(mentions)
    ]


def _other_arm(tokens: list[_Token], first: int, stop: int, predicates: list[_Predicate], done: list[Verdict]) -> bool:
    """`it rose with exercise but fell with massage`: the second clause, on the intervention, is the result."""
    if not done or not predicates or predicates[0].direction not in "UDGB" or predicates[0].negated:
        return False
    near = [t for t in tokens[predicates[0].place + 1 : min(stop, predicates[0].place + 6)] if not t.depth]
    if not any(t.text == "<t>" for t in near) or not any(t.text in ("with", "after", "in", "under") for t in near):
        return False
    for n, verdict in enumerate(done):
        if verdict.said in ("U", "D", "G", "B"):
            done[n] = verdict._replace(said=predicates[0].direction, between=True, within=False)
    return True


def _closing(low: str, end: int) -> int:
    """The end of a clause with the bracket that closes after it, which holds its statistics."""
    shut = low.find(")", end, end + 3)
    return shut + 1 if shut >= 0 else end


def _outcomes(low: str, tokens: list[_Token], first: int, stop: int) -> list[int]:
    """Places of outcome mentions; an instrument or a gloss in brackets belongs to the outcome before it."""
    plain = [
        k
        for k in range(first, stop)
        if tokens[k].mention and tokens[k].mention.facet == "outcome" and not tokens[k].depth
    ]
    inner = [
        k for k in range(first, stop) if tokens[k].mention and tokens[k].mention.facet == "outcome" and tokens[k].depth
    ]
    if not plain:
        return inner
    listed = [k for k in inner if not tokens[k].mention.instrument]
    if len(listed) >= 2 and not any(ch.isdigit() for ch in low[tokens[listed[0]].start : tokens[listed[-1]].end]):
        plain = sorted({*plain, *listed})
    return [k for n, k in enumerate(plain) if not _gloss(tokens, plain, n) and not _modifies(tokens, k, stop)]


def _modifies(tokens: list[_Token], place: int, stop: int) -> bool:
    """`motion pain`: an outcome's word right before another only says which."""
    after = tokens[place + 1] if place + 1 < stop else None
    return bool(
        after
        and after.mention
        and after.mention.facet == "outcome"
        and after.depth == tokens[place].depth
        and after.start - tokens[place].end == 1
        and not after.mention.instrument
    )


def _gloss(tokens: list[_Token], plain: list[int], n: int) -> bool:
    """`fatigue on the Fatigue Severity Scale`: the instrument repeats what was named just before."""
    mention = tokens[plain[n]].mention
    if not mention.instrument or n == 0:
        return False
    before = tokens[plain[n - 1]].mention
    return before.code == mention.code and plain[n] - plain[n - 1] <= 5


_BETTER_THAN = re.compile(
    r"\b(?:superior\w*|advantage|between (?:the )?(?:\w+ )?(?:groups|arms|treatments|conditions|two|three|them)|"
    r"(?:groups|arms|treatments|conditions) (?:\w+ )?(?:did|were|differ))"
)
_NO_GAP = re.compile(
    r"\b(?:without|with no|but no|and no|nor) (?:an? |any )?(?:\w+ ){0,2}(?:difference|differences|gap|advantage|"
    r"superiority)\b|\bthe (?:groups|arms|treatments|two) (?:\w+ )?did not differ"
)
_LINKED = re.compile(
    r"\b(?:correlat\w+|related to|linked to|associated with|associations?|predicted|predictors?|tied? to|ties?|went "
    r"(?:together )?with|goes with)\b|\br ?= ?-?0?\.\d"
)
_FADED = re.compile(
    r"\b(?:it|they|this|these|those|both|effects?|gains?|benefits?|advantages?|differences?|improvements?|lead|"
    r"superiority|relief|all|changes|scores)\b[^;]{0,50}\b(?:gone|faded|fading|vanished|lost|slid back|disappeared|"
    r"not (?:\w+ )?(?:sustained|maintained|kept|last|hold|persist)|no longer|wore off|did not (?:last|persist|hold)|"
    r"evaporated|returned to baseline|was short-lived)\b"
)
_PARTLY = re.compile(
    r"\bin (?:only )?(one|two|three|four|five|six|seven|\d+) (?:out )?of (?:the )?(two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\d+)\b"
)
_NULL_PHRASE = re.compile(
    r"\b(?:cross(?:ed|es|ing)?|includ(?:ed|es|ing)|spann(?:ed|ing)|straddl(?:ed|es|ing)|took in|touched|overlapp(?:ed|ing)|contain(?:ed|s|ing)) "
    r"(?:zero|one|unity|the null|no effect|no difference|the line|1\b|0\b)|\bfell short|\bon (?:a )?par\b|\bheld steady|\bstood still|\bmade no difference|"
    r"\bcame to nothing|\bno better\b|\bparity\b|\bjust missed|\bas (?:effective|good|well|much|low|high) (?:as|in|with|under)\b|\bno more (?:than|effective)\b|"
    r"\bmade little difference|\bhardly (?:changed|moved|differed)|\bkept pace"
)
_ALIKE = re.compile(
    r"\b(?:both|all|each|either|every) (?:\w+ ){0,3}(?:alike|equally|similarly|to (?:the same|a similar) (?:extent|"
    r"degree))|\b(?:alike|equally|similarly) (?:in|with|for) (?:both|all|each|either)|\b(?:as much|as well|as far) "
    r"(?:in|with|under|as) (?:the )?(?:control|sham|placebo|both)"
)
_WINNER = re.compile(
    r"\b(?:beat|beats|outperform\w*|surpass\w*|superior|in favou?r of|favou?r(?:ed|s|ing)|more effective|did better|"
    r"better than|best)\b"
)
_BASELINE = re.compile(
    r"\b(?:beforehand|at (?:the )?(?:baseline|entry|outset|start|beginning)|before (?:treatment|the intervention|"
    r"intervention|massage)|initially|pre-?test)\b(?! and)"
)
_WITHIN = re.compile(
    r"\bfrom baseline\b|\bbefore (?:and|to) after|\bover time\b|\bwithin[- ](?:the )?(?:\w+ )?(?:group|arm|both|each|"
    r"subject)|\bboth (?:groups|arms|treatments|conditions|massages|methods|techniques|interventions)\b|\ball (?:\w+ "
    r")?(?:groups|arms)\b|\b(?:each|every|either) (?:group|arm|condition)\b|\bin (?:both|all three|all|each)\b|"
    r"\b(?:only|alone|solely) (?:in|with|for|among) (?:the )?(?:\w+ ){0,2}(?:group|arm)?|\bin the (?:\w+ "
    r"){0,2}(?:group|arm) (?:alone|only)\b|\bfrom \d[\d.]*(?: \([^)]*\))? ?%? to \d|\b(?:pre|post)-?(?:test|"
    r"treatment|intervention)? (?:to|and|versus) post|\bbefore and after\b|\bfrom (?:pre|entry|admission|start)\b"
)
_BETWEEN = re.compile(
    r"\bbetween[- ](?:the )?(?:\w+ )?(?:group|arm|treatment|condition)|\bgroup (?:by|x|×|and) time|\binteraction|"
    r"\bmore (?:with|in|after|than|among|for)\b|\bless (?:with|in|than|after)\b|\bfavou?r(?:ed|ing|s)?\b|\bcompared "
    r"(?:to|with)|\brelative to\b|\bthan (?:in |with |the |for )?|\bversus\b|\bvs\b|\bagainst\b|\boutperform|"
    r"\bsuperior|\bdiffered\b|\bin the (?:\w+ ){0,2}(?:treated|intervention|experimental|massage|treatment) (?:group|"
    r"arm|patients|women|infants)\b|\b(?:higher|lower|better|fewer|less) (?:with|after|in)\b"
)


def _within(part: str) -> bool:
    return bool(_WITHIN.search(part))


def _denied(words: list[str]) -> bool:
    """Whether a word on significance is denied: `not significantly`, `without reaching significance`, `short of`."""
    for k, word in enumerate(words):
        if word in SIGNIFICANCE or word == "reach" or word == "reached":
            back = words[max(0, k - 5) : k]
            if any(
                w
                in (
                    "not",
                    "no",
                    "non",
                    "without",
                    "nor",
                    "never",
                    "short",
                    "missed",
                    "failed",
                    "neither",
                    "none",
                    "lacked",
                )
                or w.endswith("n't")
                for w in back
            ):
                return True
        if word in (
            "non-significant",
            "nonsignificant",
            "insignificant",
            "non-significantly",
            "nonsignificantly",
            "insignificantly",
        ):
            return True
    return False


def _near_denial(tokens: list[_Token], place: int, first: int, stop: int, outcomes: list[int], number: int) -> bool:
    """Whether the denial speaks of this outcome: it stands after it (before the next verdict) or opens the clause."""
    marks = [
        k
        for k in range(first, stop)
        if tokens[k].text in SIGNIFICANCE
        or tokens[k].text in WEAK
        or tokens[k].text.startswith(("non-sig", "nonsig", "insig"))
    ]
    if not marks or len(outcomes) == 1:
        return True
    commas = [k for k in range(first, stop) if tokens[k].text == "," and not tokens[k].depth]
    mark = marks[-1]
    between = [k for k in commas if min(mark, place) < k < max(mark, place)]
    last = number == len(outcomes) - 1
    return last or not between or len(commas) >= len(outcomes) - 1


def _control_only(tokens: list[_Token], first: int, stop: int, predicates: list[_Predicate]) -> bool:
    """`Controls had no change in pain`: the clause speaks of the other group alone."""
    edge = predicates[0].place if predicates else stop
    seen = False
    for k in range(first, stop):
        token = tokens[k]
        if token.depth:
            continue
        if token.treated or (k < edge and token.text in ("both", "all", "each", "every", "either", "neither")):
            return False
        if (
            token.text in TREATED
            and k + 1 < stop
            and tokens[k + 1].text
            in ("group", "arm", "patients", "women", "groups", "infants", "children", "participants", "people")
        ):
            return False
        if token.text in CONTROLS or (token.text == "<c>" and k + 1 < stop and tokens[k + 1].text in ("group", "arm")):
            back = {tokens[j].text for j in range(max(first, k - 3), k)}
            if (
                not back & COMPARING
                and not back & {"to", "with", "than", "from", "as", "and"}
                and (k < edge or k - edge <= 6)
            ):
                seen = True
            else:
                return False
    return seen


def _assign(
    tokens: list[_Token], outcomes: list[int], predicates: list[_Predicate], words: list[str]
) -> list[tuple[_Predicate | None, float]]:
    told: list[tuple[_Predicate | None, float]] = [(None, 0.0)] * len(outcomes)
    if not predicates:
        return told
    edges = [-1, *(p.place for p in predicates), 10**9]
    groups = [[n for n, k in enumerate(outcomes) if edges[i] < k < edges[i + 1]] for i in range(len(predicates) + 1)]
    for i, predicate in enumerate(predicates):
        left, right = groups[i], groups[i + 1]
        free = [n for n in left if told[n][0] is None]
        following = i + 1 < len(predicates)
        ahead = bool(right) and _reaches(tokens, predicate, outcomes[right[0]])
        joined = ahead and free and _is_next(tokens, predicate, outcomes[right[0]], outcomes[free[-1]])
        if ahead and (joined or not (free and _closes(tokens, predicate, outcomes, free))):
            mine = right
            if following and _takes_left(tokens, predicates[i + 1], outcomes, right, groups[i + 2]):
                mine = _before_break(tokens, outcomes, right)
            for n in mine:
                told[n] = (predicate, 0.85)
            if free and i == 0 and predicate.form in ("intr",):
                for n in free:
                    told[n] = (predicate, 0.6)
        elif free:
            for n in free:
                told[n] = (predicate, 0.85 if _closes(tokens, predicate, outcomes, free) else 0.7)
    for n, (predicate, _) in enumerate(told):
        if predicate is None:
            nearest = min(predicates, key=lambda p: (abs(p.place - outcomes[n]), p.place > outcomes[n]))
            told[n] = (nearest, 0.55)
    return told


def _reaches(tokens: list[_Token], predicate: _Predicate, target: int) -> bool:
    """Whether a predicate governs the outcome that follows it (`less pain`, `reduction in pain`, `improved pain`)."""
    gap = target - predicate.place
    if predicate.passive and predicate.form in ("tr", "amb", "adj") and predicate.direction != "X":
        return gap <= 1 and predicate.form == "adj"
    if predicate.form == "intr":
        return (
            gap <= 5
            and any(tokens[k].text in ("in", "on", "for") for k in range(predicate.place + 1, target))
            and not any(tokens[k].text in (",", "and") for k in range(predicate.place + 1, target))
        )
    between = [tokens[k].text for k in range(predicate.place + 1, target) if not tokens[k].depth]
    if "," in between and predicate.form != "noun":
        return gap <= 3
    if "and" in between and predicate.form in ("amb", "adj"):
        return False
    return gap <= (14 if predicate.form == "noun" else 9)


def _is_next(tokens: list[_Token], predicate: _Predicate, after: int, before: int) -> bool:
    """Whether a new item of a list opens with the predicate: `greater ease, less worry`."""
    between = {tokens[k].text for k in range(before + 1, predicate.place)}
    ahead = {tokens[k].text for k in range(predicate.place + 1, after)}
    return (
        bool(between & {",", "and", "or"})
        and not ahead & {",", "and"}
        and after - predicate.place <= 2
        and predicate.form != "intr"
    )


def _closes(tokens: list[_Token], predicate: _Predicate, outcomes: list[int], free: list[int]) -> bool:
    """Whether the outcomes before a predicate are its subject (`pain and sleep improved`)."""
    if not free:
        return False
    if predicate.form in ("intr",) or predicate.passive:
        return True
    if predicate.form == "noun":
        return predicate.place - outcomes[free[-1]] == 1
    gap = [tokens[k].text for k in range(outcomes[free[-1]] + 1, predicate.place) if not tokens[k].depth]
    if predicate.form in ("amb", "tr", "adj"):
        return len(gap) <= 6 and "<t>" not in gap and "massage" not in gap
    return True


def _takes_left(
    tokens: list[_Token], after: _Predicate, outcomes: list[int], left: list[int], right: list[int]
) -> bool:
    """Whether the next predicate wants outcomes before it, so that a list must be shared out."""
    if after.form == "intr" or after.passive:
        return not (right and _reaches(tokens, after, outcomes[right[0]]))
    if after.form in ("amb", "adj"):
        gap = after.place - outcomes[left[-1]]
        return gap <= 4 and not (right and _reaches(tokens, after, outcomes[right[0]]))
    return False


def _before_break(tokens: list[_Token], outcomes: list[int], group: list[int]) -> list[int]:
    """The outcomes of a shared list that stay with the predicate before it: those up to the last comma, or `and`."""
    for stop in (",", "and"):
        for n in range(len(group) - 1, 0, -1):
            between = [tokens[k].text for k in range(outcomes[group[n - 1]] + 1, outcomes[group[n]])]
            if stop in between:
                return group[:n]
    return []


def _said(predicate: _Predicate | None, words: list[str], carried: str) -> tuple[str, str]:
    if predicate is None:
        if any(w in ("not", "nor", "neither") or w.endswith("n't") for w in words):
            return "Z", ""
        if words and words[-1] in ("did", "too", "likewise", "also") or "so" in words[:2]:
            return (carried if carried != "Z" else "G"), ""
        return carried, ""
    if predicate.negated:
        if predicate.direction == "Z":
            return "X", ""
        return "Z", predicate.direction if predicate.direction in "UDGB" else ""
    return predicate.direction, ""


def _loses(low: str, tokens: list[_Token], first: int, stop: int, place: int) -> bool:
    """Whether the intervention is what the other did better than: `exercise beat it`, `better than massage`."""
    for k in range(place, stop):
        text = tokens[k].text
        if text in ("than", "over", "beat", "outperformed", "surpassed") or (
            text in ("favoured", "favored", "favouring", "favour", "favor")
        ):
            ahead = tokens[k + 1 : k + 6]
            for token in ahead:
                if token.text == "<t>":
                    return text not in ("favoured", "favored", "favouring", "favour", "favor") and not any(
                        t.text == "<t>" for t in tokens[first:k] if not t.depth
                    )
                if token.text == "<c>" or token.text in CONTROLS:
                    return text.startswith("favo")
    return False


def _against(tokens: list[_Token], first: int, stop: int) -> str:
    """The comparator that the clause says the result is against."""
    for k in range(first, stop):
        if tokens[k].text in COMPARING and tokens[k].text != "between":
            for token in tokens[k + 1 : k + 5]:
                if token.text == "<c>":
                    return token.mention.code
    return ""


def _stats_of(
    tokens: list[_Token],
    outcomes: list[int],
    number: int,
    predicate: _Predicate | None,
    here: list[Printed],
    begin: int,
    end: int,
    low: str,
) -> tuple[Printed | None, Printed | None]:
    """The p and the effect printed for an outcome: between it and the next, else one that closes the clause for all."""
    at = tokens[outcomes[number]].start
    edge = tokens[outcomes[number + 1]].start if number + 1 < len(outcomes) else end
    own = [s for s in here if at <= s.start < edge]
    p = next((s for s in own if s.p_value is not None), None)
    effect = next((s for s in own if s.effect is not None), None)
    if p is None:
        later = [s for s in here if s.start >= edge and s.p_value is not None]
        shared = [s for s in later if _SHARED.search(low, max(begin, s.start - 16), s.start)]
        if shared:
            p = shared[0]
        elif later and len([s for s in here if s.p_value is not None]) == 1 and effect is None:
            p = later[0]
        elif later and len(outcomes) > number + 1:
            # `A and B fell (p=0.01); C …`: the first p after a run of outcomes is the run's.
            run = [
                s
                for s in later
                if all(not (at <= x.start < s.start) for x in here if x.p_value is not None and x is not s)
            ]
            joined = low[at : run[0].start] if run else ""
            if run and ";" not in joined and effect is None:
                p = run[0]
    if p is None and number == len(outcomes) - 1:
        first = tokens[outcomes[0]].start
        opening = [s for s in here if s.start < first and s.p_value is not None]
        if opening and len(outcomes) == 1:
            p = opening[-1]
    return p, effect


_SHARED = re.compile(r"\b(?:all|both|each|every)(?: of| at)? ?$")


def _override(low: str, done: list[Verdict], here: list[Printed], denied: bool, predicates: list[_Predicate]) -> None:
    """A clause without an outcome that takes back what the one before said: `pain fell, but not significantly`."""
    if not done:
        return
    bad = (
        denied
        or any(s.significant() is False for s in here)
        or any(p.direction == "Z" and not p.negated for p in predicates[:1])
    )
    if not bad or (predicates and not denied and predicates[0].direction not in "ZX"):
        return
    last = done[-1]
    if last.said in ("U", "D", "G", "B", "X"):
        place = len(done) - 1
        said = "Z" if denied else last.said
        done[place] = last._replace(said=said, lean=last.said if said == "Z" else last.lean)


_SWEEP = re.compile(
    r"\bnothing\b|\ball (?:\w+ )?(?:\w+ )?(?:outcomes?|measures?|scores?|symptoms?|variables?|scales?|parameters?|"
    r"domains?|subscales?|ratings?|endpoints?|indices|of (?:them|these))\b|\b(?:no|any|neither|every|each|both|other|"
    r"remaining|secondary|most|none of the|either) (?:\w+ ){0,4}(?:outcomes?|measures?|scores?|variables?|difference|"
    r"differences|effects?|symptoms?|scales?|parameters?|indices|endpoints?|ratings?|changes?|benefit|advantage|"
    r"superiority)\b|\b(?:groups|arms|treatments|conditions) (?:did not|were|showed no|differed)\b|^(?:both|all) \w+"
)


def _sweeping(
    low: str, begin: int, end: int, predicates: list[_Predicate], tokens: list[_Token], first: int, stop: int
) -> tuple[str, str] | None:
    if not predicates or not _SWEEP.search(low, begin, end):
        return None
    for predicate in predicates:
        if predicate.negated or predicate.direction == "Z":
            return "Z", predicate.direction if predicate.direction in "UDGB" else ""
    if predicates[0].direction in "GB":
        return predicates[0].direction, ""
    if predicates[0].direction in "UD" and re.search(r"\bsymptoms?\b|\bscores?\b", low[begin:end]):
        return "G" if predicates[0].direction == "D" else "", ""
    return None
