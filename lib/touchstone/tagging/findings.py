"""Results of one record: each outcome with its direction, basis, printed statistics and the sentence that says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.clauses import Verdict
from touchstone.tagging.measured import left_open, measured, only_measured
from touchstone.tagging.ownwords import own_mentions
from touchstone.tagging.phrases import BETTER_THAN, Phrase
from touchstone.tagging.polarity import up_is_better
from touchstone.tagging.printed import printed
from touchstone.tagging.reading import Reading
from touchstone.tagging.terms import Mention
from touchstone.tagging.text import Sentence
from touchstone.tagging.verdicts import read_sentence


class Result(NamedTuple):
    """One result, before it becomes a row of Findings."""

    code: str
    words: str
    instrument: str
    direction: str
    sign: str
    change: str
    basis: str
    verdict: Verdict | None
    sentence: Sentence
    confidence: float


REVIEWS = (
    "systematic_review_with_meta_analysis",
    "systematic_review",
    "overview_or_evidence_map",
    "narrative_review",
    "guideline",
    "commentary",
)
COMPARED = ("rct", "crossover_rct", "cluster_rct", "nonrandomised_trial", "animal_or_basic", "cohort", "case_control")
TOLD_OF = ("qualitative", "case_report", "case_series", "cross_sectional", "mixed_methods")


def read_results(reading: Reading, vocabulary: Vocabulary, design: str) -> list[Result]:
    """Results in order of place: from the results where the text has them, else from what reads like them.

    Outcomes of a protocol, and those that the methods name and a text without results leaves open, are not_reported.
    """
    mentions = own_mentions(reading)
    if design == "protocol":
        return _unreported(reading, mentions, design)
    spoken_in = _by_sentence(reading, mentions)
    out: list[Result] = []
    seen: set[tuple] = set()
    recent: list[Mention] = []
    only = only_measured(reading, mentions)
    hushed = False
    for categories in (("results",), ("", "conclusion"), ("aim", "methods")):
        if categories == ("aim", "methods") and (reading.has_sections() or design not in (*REVIEWS, "")):
            break
        for sentence in reading.sentences:
            if sentence.category in categories and sentence.start in spoken_in:
                read = _read(
                    reading, vocabulary, design, sentence, spoken_in[sentence.start], mentions, recent, only, out
                )
                recent = [r.verdict.mention for r in read if r.verdict and r.verdict.mention] or recent
                for made in read:
                    if hushed and made.direction in ("benefit", "worse") and not _significant(made):
                        made = made._replace(direction="no_difference")
                    key = _key(made)
                    if key not in seen:
                        seen.add(key)
                        out.append(made)
                hushed = hushed or bool(_NOTHING.match(reading.low, sentence.start))
        if any(r.direction != "not_reported" for r in out):
            break
    if not any(r.direction != "not_reported" for r in out):
        return out + _unreported(reading, mentions, design)
    return out + _left_open(reading, vocabulary, design, mentions, spoken_in, out)


def _left_open(
    reading: Reading,
    vocabulary: Vocabulary,
    design: str,
    mentions: list[Mention],
    spoken_in: dict[int, list[Mention]],
    told: list[Result],
) -> list[Result]:
    """Outcomes the text is about though no result tells of them, as its conclusion judges them, else not reported."""
    left = left_open(reading, mentions, {r.code for r in told})
    if not left:
        return []
    out: list[Result] = []
    for sentence in reading.sentences:
        inside = spoken_in[sentence.start]
        if sentence.category == "conclusion" and any(m.code in left for m in inside):
            read = _read(reading, vocabulary, design, sentence, inside, mentions, [], [], told)
            out += [r for r in read if r.code in left and r.direction != "not_reported"]
    judged = {r.code for r in out}
    return out + _as_unreported(reading, [m for code, m in left.items() if code not in judged], design)


def result_of(
    reading: Reading, vocabulary: Vocabulary, design: str, sentence: Sentence, verdict: Verdict, code: str
) -> Result | None:
    """The result that a verdict on the outcome `code` makes; None where it is none of an intervention's results."""
    mention = verdict.mention
    words = reading.low[mention.start : mention.end]
    if code == "adverse_events" and (verdict.said not in ("U", "D", "Z", "X") or verdict.certain < 0.7):
        return None
    concept = vocabulary.outcome.get(code)
    up = up_is_better(words, concept.higher_is_better if concept else None, mention.instrument)
    direction, certain = _direction(verdict.said, up)
    if verdict.loser and direction in ("benefit", "worse"):
        direction = "worse" if direction == "benefit" else "benefit"
    lean, _ = _direction(verdict.lean or verdict.said, up)
    sign = lean if lean in ("benefit", "worse") else "unknown"
    change = {"U": "increase", "D": "decrease", "Z": "none"}.get(verdict.said, "unknown")
    return Result(
        code,
        reading.body[mention.start : mention.end],
        reading.body[mention.start : mention.end] if mention.instrument else _instrument(reading, code),
        direction,
        sign,
        change,
        _basis(verdict, design),
        verdict,
        sentence,
        round(certain * verdict.certain, 2),
    )


_NOTHING = re.compile(
    r"(?:nothing|no (?:\w+ )?(?:outcome|measure|variable|significant difference)s?) (?:\w+ ){0,3}(?:differ|changed|"
    r"between|reached)"
)


def _significant(result: Result) -> bool:
    stats = (result.verdict.p, result.verdict.effect) if result.verdict else ()
    return any(stat is not None and stat.significant() for stat in stats)


def _by_sentence(reading: Reading, mentions: list[Mention]) -> dict[int, list[Mention]]:
    """Mentions by the start of the sentence they stand in; a sentence without any has an empty list."""
    out: dict[int, list[Mention]] = {sentence.start: [] for sentence in reading.sentences}
    for mention in mentions:
        sentence = reading.sentence_at(mention.start)
        if sentence is not None:
            out[sentence.start].append(mention)
    return out


# No sentence is longer; what a text without a full stop runs on for is not read.
_LONGEST_SENTENCE = 2_000


def _read(
    reading: Reading,
    vocabulary: Vocabulary,
    design: str,
    sentence: Sentence,
    inside: list[Mention],
    mentions: list[Mention],
    recent: list[Mention],
    only: list[Mention],
    before: list[Result],
) -> list[Result]:
    if _STUDY_TALK.search(reading.low, sentence.start, min(sentence.end, sentence.start + 60)):
        return []
    twins: dict[tuple[int, int], list[str]] = {}
    for m in inside:
        if m.facet == "outcome":
            twins.setdefault((m.start, m.end), []).append(m.code)
    named = {m.code for m in inside if m.facet == "outcome" and not m.instrument}
    out: list[Result] = []
    if not twins and not recent and design in REVIEWS:
        out += _pooled_without_name(reading, vocabulary, design, sentence, mentions)
    for verdict in read_sentence(
        reading.low, sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE), inside, recent, only
    ):
        if verdict.control_only or not verdict.said:
            continue
        if verdict.mention is None:
            said = {r.code for r in out}
            for mention in measured(reading, mentions):
                told = [r for r in before if r.code == mention.code]
                if mention.code not in said and (not told or _only_within(told, verdict, reading.low, sentence)):
                    made = result_of(
                        reading, vocabulary, design, sentence, verdict._replace(mention=mention), mention.code
                    )
                    if made:
                        out.append(made._replace(confidence=0.5))
            continue
        codes = twins.get((verdict.mention.start, verdict.mention.end), [verdict.mention.code])
        if len(codes) > 1 and named & set(codes):
            codes = [code for code in codes if code in named]
        for code in codes:
            made = result_of(reading, vocabulary, design, sentence, verdict, code)
            if made:
                out.append(_in_line(made, out))
    return out


def _only_within(told: list[Result], verdict: Verdict, low: str, sentence: Sentence) -> bool:
    """Whether an outcome was told within groups only, so that `nothing else separated the arms` tells more of it."""
    if verdict.said != "Z" or any(r.basis != "within_group" for r in told):
        return False
    return verdict.between or bool(BETTER_THAN.search(low, sentence.start, sentence.end))


def _pooled_without_name(
    reading: Reading, vocabulary: Vocabulary, design: str, sentence: Sentence, mentions: list[Mention]
) -> list[Result]:
    """Pooled effects of a review on one outcome, in a sentence that need not name it again."""
    main = {m.code: m for m in reading.title_mentions if m.facet == "outcome"}
    by_code = {m.code: m for m in measured(reading, mentions)}
    only = main if len(main) == 1 else by_code if len(by_code) == 1 else {}
    mention = next((by_code.get(code) for code in only), None)
    if mention is None:
        return []
    out = []
    for stat in printed(reading.low, sentence.start, sentence.end):
        if stat.effect is not None and stat.significant() is not None:
            said = "G" if stat.significant() else "Z"
            verdict = Verdict(mention, said, "", False, True, False, False, None, stat, 0.6)
            made = result_of(reading, vocabulary, design, sentence, verdict, mention.code)
            if made:
                out.append(made)
    return out


def _in_line(made: Result, before: list[Result]) -> Result:
    """Outcomes under one word go one way: `larger falls in pain and fear, with more ease` makes no ease worse."""
    group, said = made.verdict.group, made.verdict.said
    if made.direction != "worse" or group < 0 or made.verdict.loser or said not in ("U", "D"):
        return made
    if any(r.verdict and r.verdict.group == group and r.direction == "benefit" for r in before):
        return made._replace(direction="benefit", sign="benefit", confidence=0.6)
    return made


def _direction(said: str, up: bool | None) -> tuple[str, float]:
    if said in ("U", "D"):
        if up is None:
            return "benefit", 0.6
        return ("benefit" if (said == "U") == up else "worse"), 0.95
    return {"G": "benefit", "B": "worse", "X": "benefit", "Z": "no_difference", "M": "mixed"}.get(
        said, "not_reported"
    ), (0.7 if said == "X" else 0.95)


def _basis(verdict: Verdict, design: str) -> str:
    if design in REVIEWS:
        pooled = design == "systematic_review_with_meta_analysis" or verdict.effect is not None
        return "pooled" if pooled and design != "narrative_review" else "narrative"
    if design in TOLD_OF:
        return "narrative" if not (verdict.p or verdict.within) or design == "qualitative" else "within_group"
    if design in COMPARED:
        return "within_group" if verdict.within and not verdict.between else "between_group"
    return "within_group"


_STUDY_TALK = Phrase(
    re.compile(
        r"\b(?:risk of bias|attrition|heterogeneity was|adherence was|dropout|baseline (?:was|were|characteristics|"
        r"values))\b"
    ),
    ("risk of", "attrition", "heterog", "adherence", "dropout", "baseline"),
)


def _unreported(reading: Reading, mentions: list[Mention], design: str) -> list[Result]:
    found = measured(reading, mentions)
    if design != "protocol":  # of what was measured and not told, the title's outcomes are what the study is about
        named = {m.code for m in reading.title_mentions if m.facet == "outcome"}
        found = [m for m in found if m.code in named] or found
    return _as_unreported(reading, found, design)


def _as_unreported(reading: Reading, mentions: list[Mention], design: str) -> list[Result]:
    basis = (
        "between_group"
        if design in (*COMPARED, "protocol")
        else "narrative"
        if design in (*REVIEWS, *TOLD_OF)
        else "within_group"
    )
    out = []
    for mention in mentions:
        sentence = reading.sentence_at(mention.start)
        words = reading.body[mention.start : mention.end]
        instrument = words if mention.instrument else ""
        out.append(
            Result(mention.code, words, instrument, "not_reported", "unknown", "unknown", basis, None, sentence, 0.5)
        )
    return out


def _instrument(reading: Reading, code: str) -> str:
    """The one instrument of the outcome that the text names, where it names just one."""
    named = sorted(
        {
            reading.body[m.start : m.end]
            for m in reading.mentions
            if m.facet == "outcome" and m.instrument and m.code == code
        }
    )
    return named[0] if len(named) == 1 else ""


def _key(result: Result) -> tuple:
    """What two readings share that say the same of the same outcome in the same sentence."""
    return (result.code, result.direction, result.basis, result.sentence.start, *_stats(result))


def _stats(result: Result) -> tuple:
    verdict = result.verdict
    if verdict is None:
        return ()
    return (verdict.p and verdict.p.p_text, verdict.effect and (verdict.effect.effect, verdict.effect.ci_low))
