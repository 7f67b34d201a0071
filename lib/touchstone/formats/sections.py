"""Sections of an abstract or digest: label, NLM category, and the code points they cover.

A section's `start` and `end` enclose its text without the label, so `text[start:end]` is what stands under the label.
Categories are NLM's: BACKGROUND, OBJECTIVE, METHODS, RESULTS, CONCLUSIONS, and UNASSIGNED for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# Words that carry a label's category. In a label of several the last one decides, as NLM has it:
# "Background and objective" is an OBJECTIVE, "Methods and results" are RESULTS.
_WORDS = {
    "BACKGROUND": """background introduction context rationale importance motivation overview hintergrund einleitung""",
    "OBJECTIVE": """objective objectives aim aims purpose purposes goal goals hypothesis hypotheses question questions
        object objetivo objetivos objectif objectifs but ziel ziele fragestellung""",
    "METHODS": """method methods methodology methodologies material materials design designs setting settings patient
        patients participant participants subject subjects sample population populations intervention interventions
        procedure procedures measure measures measurement measurements measured analysis analyses source sources
        selection extraction synthesis strategy criteria eligibility randomization randomisation exposure exposures
        instrument instruments collection diagnosis diagnoses protocol techniques presentation animals case cases
        assessment assessments covered concerns variables predictors appraisal métodos método méthodes methodik
        methoden""",
    "RESULTS": """result results finding findings outcome outcomes observation observations resultados résultats
        ergebnisse""",
    "CONCLUSIONS": """conclusion conclusions discussion interpretation interpretations implication implications
        significance relevance summary recommendation recommendations limitations limitation lessons lesson opinion
        perspective perspectives impact comment conclusiones conclusión schlussfolgerung schlussfolgerungen""",
    "UNASSIGNED": """registration registry funding keywords""",
}
CATEGORIES = tuple(_WORDS)
_CATEGORY = {word: category for category, words in _WORDS.items() for word in words.split()}
# Words that stand in labels beside those and do not decide.
_BESIDE_WORDS = """
    and or of the for in on to with main primary secondary study studies data clinical key principal review research our
    this practice report search statistical experimental level evidence type major other paper article meta-analysis
    systematic future directions new methodological work trial number medical nursing public health policy recent expert
    authors author's authors' areas performed eligible risk bias ethics y et und
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
_NEVER_FIRST = frozenset(("and", "or", "of", "the", "for", "in", "on", "to", "with", "our", "this", "other"))
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")
_NO_LABEL = re.compile(r"[^\w\s'’/&,+()-]|[\d_]")
_TO_SENTENCE = re.compile(r".*(?:[.!?…;][\"'”’)\]]*\s+|\n\s*)", re.DOTALL)
_CAPITALS = re.compile(r"(?:^|[\s.!?)\]%;])([A-Z][A-Z'’/&,+ -]*[A-Z](?:\([Ss]\))?)\s?$")
_LEAD = "\"'“‘(*•·-–—[ "
_STRONG = re.compile(r"[:：]\s*")
# One set of characters to begin with, so that the engine skips to them.
_WEAK = re.compile(r"[.\n—–-](?:(?<=\.)\s+|(?<=[\n—–])\s*|(?<=-)-\s*|(?<=\s-)\s)")
_JOINED = re.compile(
    r"(?:^|(?<=[.!?)\]])|(?<=\s))(Background|Introduction|Objectives?|Aims?|Purpose|Methods|Results|Conclusions?)(?=[A-Z][a-z]|[A-Z]\s)"
)
_UNMARKED = re.compile(r"(?:^|(?<=[.!?)\]] ))([A-Z][A-Z &/,]+[A-Z])(?= (?:[A-Z][a-z]|[A0-9]))")
_LONGEST = 90


def split_sections(text: str) -> list[dict]:
    """Sections that a text's own headings mark: {label, category, start, end} in order; [] without headings.

    For abstracts whose source gives no labels, and for digests. Text before the first heading is a section with an
    empty label, UNASSIGNED. A heading stands where a sentence begins and is made of words that name sections, or it is
    in capitals; a colon within a sentence or within brackets makes none. Headings set off by a dash, a full stop or a
    line break ("Methods. We …") count where at least two of them stand in the text.

    >>> text = "Aim: To see. Methods: 20 adults (results: see below). Results: Less pain."
    >>> for section in split_sections(text):
    ...     print(section["label"], section["category"], text[section["start"] : section["end"]], sep=" | ")
    Aim | OBJECTIVE | To see.
    Methods | METHODS | 20 adults (results: see below).
    Results | RESULTS | Less pain.
    """
    headings = _headings(text, _STRONG)
    if len(headings) < 2:
        weak = sorted({*_headings(text, _WEAK), *_joined(text)})
        if len({category_of(label) for _, _, label in weak} - {"UNASSIGNED"}) >= 2:
            headings = _apart(sorted({*headings, *weak}))
    sections = []
    if headings and text[: headings[0][0]].strip():
        sections.append(_section(text, "", 0, headings[0][0]))
    for place, (_, end, label) in enumerate(headings):
        after = headings[place + 1][0] if place + 1 < len(headings) else len(text)
        sections.append(_section(text, label, end, after))
    return sections


def abstract_of(parts: Iterable[tuple[str, str, str, bool]]) -> tuple[str, list[dict] | None]:
    """An abstract from (text, label, category, labelled) of its parts: a part a line ("LABEL: text"), and the sections.

    A section covers its text without the label. None where no part is labelled.
    """
    lines, sections, at, any_labelled = [], [], 0, False
    for text, label, category, labelled in parts:
        if text:
            any_labelled = any_labelled or labelled
            start = at + len(label) + 2 if label else at
            at = start + len(text)
            sections.append({"label": label, "category": category, "start": start, "end": at})
            lines.append(f"{label}: {text}" if label else text)
            at += 1
    return "\n".join(lines), sections if any_labelled else None


def section_name(label: str, category: str) -> tuple[str, str, bool]:
    """A section's label and category as we write them, and whether the source gives either.

    >>> section_name("METHODS:", ""), section_name("UNLABELLED", "UNASSIGNED")
    (('METHODS', 'METHODS', True), ('', 'UNASSIGNED', False))
    """
    label = label.rstrip(": ")
    label = "" if label.upper() == "UNLABELLED" else label
    told = category.upper() in CATEGORIES[:5]
    return label, category.upper() if told else category_of(label), told or bool(label)


@lru_cache(maxsize=4096)
def category_of(label: str) -> str:
    """The NLM category of a section's label; UNASSIGNED where its words tell none.

    >>> category_of("BACKGROUND AND OBJECTIVE"), category_of("Main outcome measures"), category_of("FUNDING")
    ('OBJECTIVE', 'METHODS', 'UNASSIGNED')
    """
    known = [_CATEGORY[word] for word in _words(label) if word in _CATEGORY]
    return known[-1] if known else "UNASSIGNED"


def _headings(text: str, separator: re.Pattern) -> list[tuple[int, int, str]]:
    """Where each heading starts, where its text starts, and its label."""
    found: list[tuple[int, int, str]] = []
    last = 0
    for match in separator.finditer(text):
        at = match.start()
        since = max(last, at - _LONGEST)
        piece = text[since:at].rstrip()
        words = piece[-20:].split()
        if not words or not _stands_in_labels(words[-1]):
            continue  # most colons and full stops go no further
        label = _after_sentence(piece) if since == last or _TO_SENTENCE.match(piece) else ""
        if not _is_label(label) or not label[0].isupper():
            capitals = _CAPITALS.search(piece)
            label = _known_tail(capitals.group(1)) if capitals else ""
        start = since + len(piece) - len(label)
        if label and not _in_brackets(text, start, at):
            found.append((start, match.end(), label))
            last = match.end()
    return found


@lru_cache(maxsize=8192)
def _stands_in_labels(token: str) -> bool:
    return any(word in _CATEGORY or word in _BESIDE for word in _words(token))


def _after_sentence(piece: str) -> str:
    """What follows the last end of a sentence in `piece`, without bullets and quotes in front."""
    before = _TO_SENTENCE.match(piece)
    return piece[before.end() if before else 0 :].lstrip(_LEAD)


def _joined(text: str) -> list[tuple[int, int, str]]:
    """Headings that an export ran into the text after them: "ResultsPain fell", "RESULTS Pain fell"."""
    found: list[re.Match] = []
    if "Results" in text or "Methods" in text:
        found += _JOINED.finditer(text)
    if "RESULTS" in text or "METHODS" in text:
        found += [match for match in _UNMARKED.finditer(text) if _is_label(match.group(1))]
    return [(match.start(1), match.end(1), match.group(1)) for match in found]


def _apart(headings: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for heading in headings:
        if not kept or heading[0] >= kept[-1][1]:
            kept.append(heading)
    return kept


@lru_cache(maxsize=4096)
def _is_label(label: str) -> bool:
    if not label or _NO_LABEL.search(label):
        return False
    words = _words(label)
    if not words or words[0] in _NEVER_FIRST:
        return False
    return any(word in _CATEGORY for word in words) and all(word in _CATEGORY or word in _BESIDE for word in words)


def _known_tail(capitals: str) -> str:
    """The longest run of section words that ends a run of capitals ("WITH PTSD RESULTS" → "RESULTS")."""
    words = list(_WORD.finditer(capitals))
    for word in words:
        tail = capitals[word.start() :]
        if _is_label(tail):
            return tail
    return ""


def _words(label: str) -> list[str]:
    return _WORD.findall(label.lower().replace("(s)", "s").replace("’", "'"))


def _in_brackets(text: str, start: int, at: int) -> bool:
    """Whether a place lies inside round or square brackets that open before it and close after it."""
    before = text[max(0, start - 300) : start]
    if "(" not in before and "[" not in before:
        return False
    depth = 0
    for char in reversed(before):
        if char in ")]":
            depth += 1
        elif char in "([":
            if depth == 0:
                after = text[at : at + 300]
                closing = min((after.find(c) for c in ")]" if c in after), default=-1)
                opening = min((after.find(c) for c in "([" if c in after), default=len(after))
                return -1 < closing < opening
            depth -= 1
    return False


def _section(text: str, label: str, start: int, end: int) -> dict:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return {
        "label": label,
        "category": category_of(label),
        "start": start,
        "end": max(start, start + len(piece.strip())),
    }
