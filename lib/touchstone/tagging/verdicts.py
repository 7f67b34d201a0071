"""What a sentence says became of each outcome it names: the grammar of results.

A sentence is cut into clauses; in each, outcomes are joined to the word that governs them (`pain fell`, `less pain`,
`no difference in pain`, `pain, sleep and mood were alike`), with negation, printed statistics, and whether groups were
compared or one group watched over time.
"""

from __future__ import annotations

import re

from touchstone.tagging.clauses import Token, Verdict, closing_end, cut_clauses, cut_tokens, find_outcomes
from touchstone.tagging.comparing import fewer, loses, name_winner, speaks_of_controls, told_against, turn_to_arm
from touchstone.tagging.governing import assign
from touchstone.tagging.phrases import (
    ALIKE,
    BASELINE,
    BETTER_THAN,
    BETWEEN,
    FADED,
    LINKED,
    NO_GAP,
    NULL_PHRASE,
    PARTLY,
    SHARED,
    SWEEP,
    is_denied,
    is_within,
)
from touchstone.tagging.predicates import Predicate, find_predicates
from touchstone.tagging.printed import Printed, printed
from touchstone.tagging.terms import Mention
from touchstone.tagging.words import COMPARING, SIGNIFICANCE, WEAK


def read_sentence(
    low: str, start: int, end: int, mentions: list[Mention], recent: list[Mention] | None = None
) -> list[Verdict]:
    """Verdicts on the outcomes (facet outcome) that `mentions` name between `start` and `end`, in order of place.

    `recent` are the outcomes that the sentence before spoke of, for `exercise beat massage` without one of its own.
    """
    tokens = cut_tokens(low, start, end, mentions)
    stats = printed(low, start, end)
    out: list[Verdict] = []
    last = ""
    for first, stop in cut_clauses(tokens):
        told = [v.mention for v in out if v.mention] or recent or []
        verdicts, last = _read_clause(low, tokens, first, stop, stats, last, out, told)
        if not verdicts and told:
            verdicts = name_winner(low, tokens, first, stop, stats, told)
        out += verdicts
    return out


def _read_clause(
    low: str,
    tokens: list[Token],
    first: int,
    stop: int,
    stats: list[Printed],
    carried: str,
    done: list[Verdict],
    recent: list[Mention],
) -> tuple[list[Verdict], str]:
    outcomes = find_outcomes(low, tokens, first, stop)
    predicates = find_predicates(tokens, first, stop)
    words = [t.text for t in tokens[first:stop] if not t.depth]
    begin, end = tokens[first].start, tokens[stop - 1].end
    end = closing_end(low, end)
    here = [s for s in stats if begin <= s.start < end]
    denied = is_denied(words)
    weak = any(word in WEAK for word in words) or bool(NULL_PHRASE.search(low, begin, end))
    within = is_within(low[begin:end])
    between = any(word in COMPARING for word in words) or bool(BETWEEN.search(low[begin:end]))
    control_only = speaks_of_controls(tokens, first, stop, predicates)
    if BASELINE.search(low, begin, end) and any(p.direction in "ZX" for p in predicates):
        return [], carried
    if LINKED.search(low, begin, end) and not any(t.treated for t in tokens[first:stop]):
        return [], carried
    if not outcomes:
        if denied and any(w in ("none", "neither", "no", "nothing") for w in words):
            for n, verdict in enumerate(done):
                if verdict.said in ("U", "D", "G", "B", "X") and not (verdict.p and verdict.p.significant()):
                    done[n] = verdict._replace(said="Z", lean=verdict.said)
            if done:
                return [], carried
        swapped = turn_to_arm(tokens, stop, predicates, done)
        if swapped:
            return [], carried
        _override(done, here, denied or weak, predicates)
        if recent and FADED.search(low, begin, end):
            mentions = {m.code: m for m in recent}
            return [
                Verdict(mentions[code], "Z", "", within, between, False, False, None, None, 0.6)
                for code in sorted(mentions)
            ], carried
        sweep = _sweeping(low, begin, end, predicates)
        if sweep:
            said, lean = sweep
            whole = next((s for s in here if s.p_value is not None), None)
            if whole and whole.significant() is False:
                said, lean = "Z", said
            if said == "Z" and recent and BETTER_THAN.search(low, begin, end):
                mentions = {m.code: m for m in recent}
                return [
                    Verdict(mentions[code], "Z", lean, False, True, False, False, whole, None, 0.7)
                    for code in sorted(mentions)
                ], carried
            return [Verdict(None, said, lean, within, between, False, control_only, whole, None, 0.5)], said
        return [], carried
    told = assign(tokens, outcomes, predicates)
    against = told_against(tokens, first, stop)
    out: list[Verdict] = []
    for number, place in enumerate(outcomes):
        predicate, certain = told[number]
        said, lean = _said(predicate, words, carried)
        if predicate is None and said:
            certain = 0.55
        loser = predicate is not None and loses(tokens, first, stop, predicate.place)
        p, effect = _stats_of(tokens, outcomes, number, here, begin, end, low)
        if (
            (denied or weak)
            and said in ("U", "D", "G", "B", "X", "")
            and (predicate is None or _near_denial(tokens, place, first, stop, outcomes, number))
        ):
            said, lean = "Z", said
        for stat in (p, effect if p is None else None):
            if stat is not None and stat.significant() is False and said in ("U", "D", "G", "B", "X", "C", ""):
                said, lean = "Z", said
        if said in ("U", "D", "G") and (some := PARTLY.search(low, tokens[place].end, end)) and fewer(some):
            said, lean = "M", said
        if said in ("U", "D", "G") and ALIKE.search(low, begin, end):
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
    if NO_GAP.search(low, begin, end):
        out += [
            v._replace(said="Z", lean="", within=False, between=True, p=None, certain=0.7)
            for v in out
            if v.said in ("U", "D", "G") and v.within
        ]
    spoken = [v.said for v in out if v.said]
    return out, spoken[-1] if spoken else carried


def _near_denial(tokens: list[Token], place: int, first: int, stop: int, outcomes: list[int], number: int) -> bool:
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


def _said(predicate: Predicate | None, words: list[str], carried: str) -> tuple[str, str]:
    if predicate is None:
        if any(w in ("not", "nor", "neither") or w.endswith("n't") for w in words):
            return "Z", ""
        if (words and words[-1] in ("did", "too", "likewise", "also")) or "so" in words[:2]:
            return (carried if carried != "Z" else "G"), ""
        return carried, ""
    if predicate.negated:
        if predicate.direction == "Z":
            return "X", ""
        return "Z", predicate.direction if predicate.direction in "UDGB" else ""
    return predicate.direction, ""


def _stats_of(
    tokens: list[Token],
    outcomes: list[int],
    number: int,
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
        shared = [s for s in later if SHARED.search(low, max(begin, s.start - 16), s.start)]
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


def _override(done: list[Verdict], here: list[Printed], denied: bool, predicates: list[Predicate]) -> None:
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


def _sweeping(low: str, begin: int, end: int, predicates: list[Predicate]) -> tuple[str, str] | None:
    """What is said of all outcomes at once, and its lean: `nothing differed`, `all measures improved`."""
    if not predicates or not SWEEP.search(low, begin, end):
        return None
    for predicate in predicates:
        if predicate.negated or predicate.direction == "Z":
            return "Z", predicate.direction if predicate.direction in "UDGB" else ""
    if predicates[0].direction in "GB":
        return predicates[0].direction, ""
    if predicates[0].direction in "UD" and re.search(r"\bsymptoms?\b|\bscores?\b", low[begin:end]):
        return "G" if predicates[0].direction == "D" else "", ""
    return None
