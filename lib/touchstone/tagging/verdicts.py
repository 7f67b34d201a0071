"""What a sentence says became of each outcome it names: the grammar of results.

A sentence is cut into clauses; in each, outcomes are joined to the word that governs them (`pain fell`, `less pain`,
`no difference in pain`, `pain, sleep and mood were alike`), with negation, printed statistics, and whether groups were
compared or one group watched over time.
"""

from __future__ import annotations

import re

from touchstone.tagging.anaphora import may_be_nameless, read_nameless
from touchstone.tagging.armvalues import compare_arms
from touchstone.tagging.clauses import (
    MOVED,
    Clause,
    Token,
    Verdict,
    closing_end,
    cut_clauses,
    cut_tokens,
    find_outcomes,
)
from touchstone.tagging.comparing import fewer, leads, loses, name_winner, speaks_of_controls, told_against
from touchstone.tagging.governing import assign
from touchstone.tagging.phrases import (
    ALIKE,
    BASELINE,
    FADED,
    LINKED,
    NO_GAP,
    NULL_PHRASE,
    PARTLY,
    SHARED,
    is_denied,
    sweeps,
)
from touchstone.tagging.predicates import Predicate, find_predicates
from touchstone.tagging.printed import Printed, printed
from touchstone.tagging.qualifying import divided, parted_by_time
from touchstone.tagging.terms import Mention
from touchstone.tagging.words import SIGNIFICANCE, WEAK


def read_sentence(
    low: str,
    start: int,
    end: int,
    mentions: list[Mention],
    recent: list[Mention] | None = None,
    only: list[Mention] | None = None,
) -> list[Verdict]:
    """Verdicts on the outcomes (facet outcome) that `mentions` name between `start` and `end`, in order of place.

    `recent` are the outcomes that the sentence before spoke of, for `exercise beat walking` without one of its own;
    `only` is the outcome that is meant where nothing was named yet.
    """
    if not any(m.facet == "outcome" for m in mentions) and not may_be_nameless(low, start, end, recent or only or []):
        return []
    tokens = cut_tokens(low, start, end, mentions)
    stats = printed(low, start, end)
    out: list[Verdict] = []
    last = ""
    for first, stop in cut_clauses(tokens):
        told = [v.mention for v in out if v.mention] or recent or []
        verdicts, last = _read_clause(low, tokens, first, stop, stats, last, out, told, only or [])
        if not verdicts and (told or only):
            verdicts = name_winner(low, tokens, first, stop, stats, told or only)
        out += verdicts
    return divided(low, start, end, out)


def _read_clause(
    low: str,
    tokens: list[Token],
    first: int,
    stop: int,
    stats: list[Printed],
    carried: str,
    done: list[Verdict],
    recent: list[Mention],
    only: list[Mention],
) -> tuple[list[Verdict], str]:
    """The clause's verdicts, and what the next clause carries on from it where it has no verb of its own."""
    begin, end = tokens[first].start, closing_end(low, tokens[stop - 1].end)
    outcomes = find_outcomes(low, tokens, first, stop)
    if not outcomes and not done and not recent and not only and not sweeps(low, begin, end):
        return [], carried
    words = [t.text for t in tokens[first:stop] if not t.depth]
    predicates = find_predicates(tokens, first, stop)
    if not outcomes and not predicates and not done and not FADED.search(low, begin, end):
        return [], carried
    if _off_topic(low, tokens, first, stop, begin, end, predicates):
        return [], carried
    clause = Clause(
        low,
        tokens,
        first,
        stop,
        begin,
        end,
        words,
        predicates,
        [s for s in stats if begin <= s.start < end],
        is_denied(words),
        not WEAK.isdisjoint(words) or _said_null(low, tokens, first, stop, begin, end),
        speaks_of_controls(tokens, first, stop, predicates),
    )
    if outcomes:
        return _read_named(clause, outcomes, carried)
    return read_nameless(clause, carried, done, recent, only)


def _off_topic(
    low: str, tokens: list[Token], first: int, stop: int, begin: int, end: int, predicates: list[Predicate]
) -> bool:
    """Whether a clause compares groups at the start, or links one outcome with another."""
    if any(p.direction in "ZX" for p in predicates) and BASELINE.search(low, begin, end):
        return True
    linked = LINKED.search(low, begin, end)
    if linked is None or any(t.treated for t in tokens[first:stop]):
        return False
    return not any(p.direction in "UDGB" and tokens[p.place].start < linked.start() for p in predicates)


def _said_null(low: str, tokens: list[Token], first: int, stop: int, begin: int, end: int) -> bool:
    """Whether a turn of phrase says there was no effect, of the intervention and not of the other arm alone."""
    found = NULL_PHRASE.search(low, begin, end)
    if found is None:
        return False
    before = any(t.treated and t.start < found.start() for t in tokens[first:stop])
    after = [t.text for t in tokens[first:stop] if t.start >= found.end()][:3]
    return not (before and after[:1] and after[0] in ("with", "in", "under", "after") and "<t>" not in after)


def _read_named(clause: Clause, outcomes: list[int], carried: str) -> tuple[list[Verdict], str]:
    """A verdict for each outcome that the clause names."""
    low, tokens, first, stop = clause.low, clause.tokens, clause.first, clause.stop
    told = assign(tokens, outcomes, clause.predicates)
    against = told_against(tokens, first, stop)
    within, compared = clause.basis()
    spared = first > 0 and tokens[first - 1].text in ("except", "apart", "aside")
    out: list[Verdict] = []
    for number, place in enumerate(outcomes):
        predicate, certain = told[number]
        said, lean = _said(predicate, clause.words, carried)
        between = compared
        if predicate is None and said:
            certain = 0.55
            if spared:  # `nothing changed, apart from pain`
                said = "G" if said == "Z" else "Z"
        p, effect = _stats_of(tokens, outcomes, number, clause.stats, clause.begin, clause.end, low)
        if (
            (clause.denied or clause.weak)
            and said in (*MOVED, "")
            and not (p is not None and p.significant())
            and (predicate is None or _near_denial(tokens, place, first, stop, outcomes, number))
        ):
            said, lean = "Z", said
        for stat in (p, effect if p is None else None):
            if stat is not None and stat.significant() is False and said in (*MOVED, "C", ""):
                said, lean = "Z", said
        if said in ("U", "D", "G") and (some := PARTLY.search(low, tokens[place].end, clause.end)) and fewer(some):
            said, lean = "M", said
        if said in ("U", "D", "G") and ALIKE.search(low, clause.begin, clause.end):
            said, lean = "Z", said
        if said == "C":
            said = "X" if p is not None and p.significant() else ""
        if said == "" and p is not None and p.significant():
            said, certain = "X", 0.5
        if said in ("", "X") and (p is None or p.significant() is not False):
            told_by_values = compare_arms(low, tokens, place, stop)
            if told_by_values:
                said, certain = told_by_values
                between = True
        loser = predicate is not None and loses(tokens, first, stop, predicate.place)
        control_only = clause.control_only
        if control_only and predicate is not None and said in ("U", "D", "G", "B") and leads(tokens, predicate):
            loser, control_only, between = True, False, True
        group = predicate.place if predicate else -1
        out.append(
            Verdict(
                tokens[place].mention, said, lean, within, between, loser, control_only,
                p, effect, certain, against, group,
            )
        )  # fmt: skip
        out += _further(out[-1], tokens, outcomes, number, clause)
        if said in MOVED and p is not None and p.significant() and _partly_null(tokens, outcomes, number, clause):
            out.append(out[-1]._replace(said="Z", lean=said, p=None, effect=None, certain=0.6))
    if NO_GAP.search(low, clause.begin, clause.end):
        out += [
            v._replace(said="Z", lean="", within=False, between=True, p=None, certain=0.7)
            for v in out
            if v.said in ("U", "D", "G") and v.within
        ]
    out += parted_by_time(low, clause.begin, clause.end, out)
    spoken = [v.said for v in out if v.said]
    return out, spoken[-1] if spoken else carried


def _further(told: Verdict, tokens: list[Token], outcomes: list[int], number: int, clause: Clause) -> list[Verdict]:
    """More results of one outcome by their effects: `less at 24 h (SMD ...), 48 h (...) and 72 h (...)`."""
    if told.effect is None or told.said not in (*MOVED, "Z"):
        return []
    edge = tokens[outcomes[number + 1]].start if number + 1 < len(outcomes) else clause.end
    moved = told.lean if told.said == "Z" else told.said
    out = []
    for stat in clause.stats:
        if told.effect.start < stat.start < edge and stat.effect_type and stat.significant() is not None:
            said = moved if stat.significant() else "Z"
            if said and not (said != "Z" and _turned(told.effect, stat)):
                out.append(told._replace(said=said, lean=moved, p=None, effect=stat, certain=min(told.certain, 0.6)))
    return out


def _turned(one: Printed, other: Printed) -> bool:
    """Whether two effects lie on different sides."""
    middle = 1.0 if other.effect_type in ("RR", "OR", "HR") else 0.0
    return (one.effect > middle) != (other.effect > middle)


def _partly_null(tokens: list[Token], outcomes: list[int], number: int, clause: Clause) -> bool:
    """`Soreness was less (p=0.01; on flexion p=0.21)`: a bracket that parts what differed from what did not."""
    at = tokens[outcomes[number]].start
    edge = tokens[outcomes[number + 1]].start if number + 1 < len(outcomes) else clause.end
    here = [s for s in clause.stats if at <= s.start < edge and s.p_value is not None]
    if len(here) < 2 or here[1].significant() is not False:
        return False
    gap = clause.low[here[0].end : here[1].start]
    return ";" in gap and ")" not in gap and bool(re.search("[a-z]{4}", gap))


def _near_denial(tokens: list[Token], place: int, first: int, stop: int, outcomes: list[int], number: int) -> bool:
    """Whether the denial speaks of this outcome: it stands after it (before the next verdict) or opens the clause."""
    marks = [
        k
        for k in range(first, stop)
        if tokens[k].text in SIGNIFICANCE or tokens[k].text in WEAK or tokens[k].text.startswith(_NOT_SIGNIFICANT)
    ]
    if not marks or len(outcomes) == 1:
        return True
    if tokens[marks[-1]].text.startswith(_NOT_SIGNIFICANT) and place < marks[-1] < outcomes[-1]:
        return False  # `a large effect on pain and a small, nonsignificant one on sleep`
    commas = [k for k in range(first, stop) if tokens[k].text == "," and not tokens[k].depth]
    mark = marks[-1]
    between = [k for k in commas if min(mark, place) < k < max(mark, place)]
    last = number == len(outcomes) - 1
    return last or not between or len(commas) >= len(outcomes) - 1


_NOT_SIGNIFICANT = ("non-sig", "nonsig", "insig")


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
    sized = [s for s in own if s.effect is not None]
    typed = [s for s in sized if s.effect_type]
    effect = typed[0] if typed else sized[0] if len(sized) == 1 else None  # two without a type are the arms' values
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
