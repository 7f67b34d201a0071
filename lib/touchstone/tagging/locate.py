"""Finds, for results that people coded, the sentence of the record that states each.

The sentence is chosen by what it shares with the coding: words of the outcome, the vocabulary's words for its code,
the instrument, printed numbers, the time; sentences of the results go before others, and those that tell the coded
direction before those that do not. Where nothing is shared, or the best sentence plainly says the opposite, nothing is
located.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from touchstone.protocol.models import Vocabulary
from touchstone.tables import Findings
from touchstone.tagging.contrary import UNNAMED, fit, said_by_sentence
from touchstone.tagging.reading import open_record
from touchstone.tagging.terms import lexicon_of
from touchstone.tagging.text import fold, sha_of
from touchstone.tagging.words import PREDICATES


def locate(findings: pd.DataFrame, records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """`findings` with field, section, start, end, text_sha, quote and located_by filled from the text of `records`.

    Reads outcome, outcome_text, instrument, timepoint, comparator, direction, p_text, effect, ci_low and ci_high of
    Findings and title, abstract, digest and sections of Records. The abstract is searched where there is one, then the
    digest. A result found in neither, or only where the text plainly says the opposite, gets located_by `none` and an
    empty span. A row that a person has located (located_by `human`) is left as it is.

    Returns Findings in the order given.
    """
    out = Findings.conform(findings)
    texts = {row["record_id"]: row for row in records.to_dict("records")}
    read: dict[tuple[str, str], list[_Line]] = {}
    spans = []
    for row in out.to_dict("records"):
        if row["located_by"] == "human":
            spans.append({name: row[name] for name in _SPAN})
            continue
        spans.append(_place(row, texts.get(row["record_id"]), vocabulary, read))
    for name in _SPAN:
        out[name] = pd.Series([span[name] for span in spans], index=out.index, dtype="object")
    return Findings.conform(out)


_SPAN = ("field", "section", "start", "end", "text_sha", "quote", "located_by")
_NOWHERE = {"field": "", "section": "", "start": None, "end": None, "text_sha": "", "quote": "", "located_by": "none"}


class _Line(NamedTuple):
    start: int
    end: int
    section: str
    category: str
    words: frozenset[str]
    codes: frozenset[str]
    numbers: tuple[str, ...]
    null: bool
    moved: bool
    sweeping: bool
    unnamed: bool
    said: Mapping[str, frozenset[str]]


def _place(row: dict, record: dict | None, vocabulary: Vocabulary, read: dict) -> dict:
    if record is None:
        return _NOWHERE
    for field in ("abstract", "digest"):
        text = record.get(field)
        if not isinstance(text, str) or not text:
            continue
        key = (row["record_id"], field)
        if key not in read:
            read[key] = _lines(record, field, vocabulary)
        line = _best(row, read[key])
        if line:
            return {
                "field": field,
                "section": line.section,
                "start": line.start,
                "end": line.end,
                "text_sha": sha_of(text),
                "quote": text[line.start : line.end],
                "located_by": "machine",
            }
    return _NOWHERE


def _lines(record: dict, field: str, vocabulary: Vocabulary) -> list[_Line]:
    other = {"abstract": "digest", "digest": "abstract"}[field]
    sections = record.get("sections") if field == "abstract" or not record.get("abstract") else None
    reading = open_record({**record, other: "", "sections": sections}, lexicon_of(vocabulary))
    mentions = [m for m in reading.mentions if m.facet == "outcome"]
    told = said_by_sentence(reading, vocabulary)
    lines = []
    for start, end, section, category in reading.sentences:
        part = reading.low[start:end]
        lines.append(
            _Line(
                start,
                end,
                section,
                category,
                frozenset(_stems(part)),
                frozenset(m.code for m in mentions if start <= m.start < end),
                tuple(_NUMBER.findall(part)),
                bool(_NULL.search(part)),
                any(PREDICATES.get(word, "X")[0] in "UDGB" for word in re.findall("[a-z]+", part)),
                bool(_SWEEPING.search(part)),
                bool(_UNNAMED.search(part)),
                told[start],
            )
        )
    return lines


def _best(row: dict, lines: list[_Line]) -> _Line | None:
    words = set(_stems(fold(row["outcome_text"])))
    named = set(_stems(row["outcome"].removeprefix("other:").replace("_", " ")))
    tool = set(_stems(fold(row["instrument"]))) - words
    context = set(_stems(fold(f"{row['timepoint']} {row['comparator'].replace('_', ' ')}"))) - words
    printed = [abs(row[name]) for name in ("effect", "ci_low", "ci_high") if not pd.isna(row[name])]
    exact = _numbers(row["p_text"])
    told = [n for n in _numbers(row["outcome_text"]) if n not in exact]
    rare = {word: 1.0 / (1 + sum(word in line.words for line in lines)) for word in words}
    whole = sum(rare.values()) or 1.0
    when = fold(row["timepoint"])
    times, spans = _numbers(when), set(_UNIT.findall(when))
    best, most, opposite = None, 0.0, False
    fitting, closest = None, 0.0
    for line in lines:
        shared = sum(rare[word] for word in words & line.words) / whole
        about = 2.5 * shared + 1.2 * (row["outcome"] in line.codes) + 0.8 * bool(named & line.words)
        about += min(0.8, 0.4 * len(tool & line.words))
        numeric = 2.0 * sum(_prints(line.numbers, value) for value in printed)
        numeric += 1.0 * sum(_prints(line.numbers, value) for value in exact)
        numeric += 1.0 * min(2, sum(_prints(line.numbers, value) for value in told))
        sweeping = line.sweeping and row["direction"] in (("no_difference",) if line.null else ("benefit", "mixed"))
        # `Scores favoured the treatment` in the results says it without naming it; the conclusion only says it again.
        about += 1.5 * (line.unnamed and line.category == "results")
        about -= 2.5 * (line.category == "conclusion")
        fits = fit(row["direction"], row["outcome"], line.said)
        if about + numeric <= 0 and not sweeping and not (fits > 0 and UNNAMED in line.said):
            continue
        score = about + numeric + 0.9 * sweeping + 0.1 * min(3, len(context & line.words))
        if row["direction"] == "not_reported":
            score += {"results": 0.2, "methods": 0.3}.get(line.category, 0.0)
        else:
            if line.category in ("aim", "methods") and numeric < 2.0:
                continue
            score += {"results": 1.6, "": 0.8}.get(line.category, 0.0)
            score += 0.7 if line.null == (row["direction"] == "no_difference") else 0.0
            score += FIT if fits > 0 else AGAINST if fits < 0 and numeric < 1.0 else 0.0
            if times and spans & line.words and any(_prints(line.numbers, value) for value in times):
                score += TIME
        if score > most + 1e-9:
            best, most, opposite = line, score, numeric < 1.0 and _opposite(row, line)
        if fits > 0 and score > closest + 1e-9:
            fitting, closest = line, score
    return fitting if opposite else best


# What a sentence gains that tells the coded direction, loses that tells the opposite, gains that tells the time.
FIT, AGAINST, TIME = 0.7, -1.5, 0.6


def _opposite(row: dict, line: _Line) -> bool:
    """Whether a sentence says the opposite, and has no word besides that could mean what was coded."""
    if fit(row["direction"], row["outcome"], line.said) >= 0:
        return False
    return not (line.null if row["direction"] == "no_difference" else line.moved)


_UNIT = re.compile(r"minute|hour|day|week|month|year|session")


_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+")
_NULL = re.compile(
    r"\b(?:no|not|none|nothing|neither|nor|without|unchanged|unaffected|alike|similar|same|equal|equally|comparable|ns|"
    r"failed|unaltered|only tended|nonsignificant|insignificant|inconclusive|little)\b|non-significant|n't\b|"
    r"p ?> ?0?\.0"
)
_SWEEPING = re.compile(
    r"\b(?:nothing|(?<!above )(?<!at )all|every|each(?! other)|both(?! groups)(?! arms)|none|neither|"
    r"(?:no|any) (?:\w+ ){0,3}(?:measures?|outcomes?|variables?|difference|effects?|results?|parameters?)|"
    r"other (?:\w+ )?(?:measures?|outcomes?|variables?|parameters?|signs?)|the (?:rest|others)|remaining)\b"
)
_UNNAMED = re.compile(r"^\W*(?:results:\s*)?(?:the |mean |total |their )?(?:scores?|ratings?)\b")
_COMMON = re.compile(
    r"(?:a|an|the|of|in|on|at|to|for|and|or|with|without|by|from|as|is|was|were|be|are|than|that|this|its?|after|"
    r"before|during|between|within|vs?|versus|scores?|scale|mean|change|rate|level|total|overall|all|both|groups?|"
    r"control|other|more|less|not?|per|measured?|each|over|follow|up|time|test|index|questionnaire)$"
)
_ENDINGS = re.compile(
    r"(?:fulness|ations?|ities|ity|ness|ments?|ingly|ings?|edly|ed|ies|es|al|ally|ive|ic|s|y|e|ous|ly|ion|ions)$"
)


def _stems(low: str) -> list[str]:
    out = []
    for word in re.findall(r"[a-z]+(?:'[a-z]+)?", low):
        if len(word) < 2 or _COMMON.match(word):
            continue
        word = word.replace("ae", "e").replace("oe", "e").replace("our", "or").replace("isat", "izat")
        stem = _ENDINGS.sub("", word) if len(word) > 4 else word.rstrip("s") if len(word) > 3 else word
        out.append(stem if len(stem) >= 3 else word)
    return out


def _numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in _NUMBER.findall(text)]


def _prints(printed: tuple[str, ...], value: float) -> bool:
    for text in printed:
        number = text.replace(",", "")
        places = len(number) - number.index(".") - 1 if "." in number else 0
        if abs(float(number) - value) < 1e-9:
            return True
        if (value >= 10 or places) and f"{value:.{places}f}" == f"{float(number):.{places}f}":
            return True
    return False
