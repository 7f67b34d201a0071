"""The vocabulary's words as one Aho-Corasick automaton: whole words, longest match, spelling variants.

>>> from touchstone.protocol import load_vocabulary
>>> lexicon = lexicon_of(load_vocabulary())
>>> [(m.facet, m.code) for m in lexicon.find("anxiety") if m.facet == "outcome"]
[('outcome', 'anxiety')]
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from touchstone.protocol import load_vocabulary
from touchstone.protocol.models import Comparator, Concept, Intervention, Other, Outcome, Population, Vocabulary
from touchstone.tagging.abbreviations import abbreviated, as_explained
from touchstone.tagging.text import fold

FACETS = ("design", "population", "outcome", "intervention", "comparator", "life_stage", "sex", "not_intervention")
# Mentions of words that mean a comparator only where the text tells of a control arm (`arm_words`).
ARM = "control_arm"


class Mention(NamedTuple):
    """A code's words in a text: where they stand, and whether they are a code's name or an instrument of it."""

    start: int
    end: int
    facet: str
    code: str
    instrument: bool


class Lexicon:
    """The automaton over every synonym and instrument of a vocabulary, and its MeSH headings.

    `vocabulary` is the one given with its `others` among the codes, as `other:name`; `headings` gives facet and code of
    each heading, in lower case.
    """

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary = _with_others(vocabulary)
        self.headings: dict[str, list[tuple[str, str]]] = {}
        entries: dict[str, list[tuple[str, str, bool, bool]]] = {}
        for facet in FACETS:
            for code, concept in getattr(vocabulary, facet).items():
                for heading in concept.mesh:
                    self.headings.setdefault(heading.lower(), []).append((facet, code))
                for kind, words in ((False, concept.synonyms), (True, concept.instruments)):
                    _enter(entries, facet, code, words, kind)
        for code, comparator in vocabulary.comparator.items():
            _enter(entries, ARM, code, comparator.arm_words)
        self._automaton = ahocorasick.Automaton()
        for variant, found in sorted(entries.items()):
            self._automaton.add_word(variant, (len(variant), _takes_s(variant), tuple(sorted(found))))
        if entries:
            self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str, folded: str | None = None) -> list[Mention]:
        """Mentions in `text` in order of place; within a facet a mention inside a longer one is dropped."""
        if self._empty:
            return []
        low = (fold(text) if folded is None else folded).replace("-", " ")
        size, hits = len(low), []
        for last, (length, takes_s, found) in self._automaton.iter(low):
            start, end = last - length + 1, last + 1
            if start and low[start - 1].isalnum():
                continue
            if end < size and low[end].isalnum():
                if not takes_s or low[end] != "s" or low[end + 1 : end + 2].isalnum():
                    continue
                end += 1
            hits.append((start, -end, found))
        hits.sort()
        reach: dict[str, tuple[int, int]] = {}
        out = []
        for start, minus_end, found in hits:
            here = (start, minus_end)
            for facet, code, instrument, exact in found:
                if exact and not text[start:-minus_end].rstrip("s").isupper():
                    continue
                covered = reach.get(facet)
                if covered and minus_end >= covered[1] and here != covered:
                    continue
                reach[facet] = here
                out.append(_new(Mention, (start, -minus_end, facet, code, instrument)))
        return self._with_unsaid(text, low, as_explained(text, low, out))

    def _with_unsaid(self, text: str, low: str, mentions: list[Mention]) -> list[Mention]:
        """`mentions` with those that the text shortens.

        Words that share a last word (in `neck, shoulder and back pain` there are three pains), and abbreviations that
        the text itself explains (`plantar heel pain (PHP)`).
        """
        more: list[Mention] = []
        for mention in mentions:
            start, end, facet = mention.start, mention.end, mention.facet
            if facet in _LISTED:
                if start > 5 and low[start - 4 : start] in _JOINING:
                    more += self._of_list(low, mention)
                if low[end : end + 2] == " (" and (short := _SHORT.match(text, end + 2)):
                    more += abbreviated(text, low, short.group(1), mention)
        if not more:
            return mentions
        known = {(m.start, m.facet) for m in mentions}
        return sorted([*mentions, *(m for m in more if (m.start, m.facet) not in known)], key=_place)

    def _of_list(self, low: str, mention: Mention) -> list[Mention]:
        said = low[mention.start : mention.end]
        rests = [said[at + 1 :] for at, char in enumerate(said) if char == " "]
        out: list[Mention] = []
        here = mention.start
        while rests and (words := _before_joint(low, here)):
            found = None
            for first in range(len(words)):
                part = low[words[first] : words[-1]]
                for rest in rests:
                    entries = self._automaton.get(f"{part} {rest}", None)
                    codes = [e for e in entries[2] if e[0] == mention.facet] if entries else []
                    if codes:
                        found = (words[first], words[-1], codes)
                        break
                if found:
                    break
            if found is None:
                break
            here = found[0]
            out += [_new(Mention, (found[0], found[1], mention.facet, e[1], e[2])) for e in found[2]]
        return out


def _enter(entries: dict[str, list], facet: str, code: str, words: list[str], instrument: bool = False) -> None:
    for word in words:
        for variant in variants(fold(word)):
            entry = (facet, code, instrument, _is_acronym(word))
            if entry not in entries.setdefault(variant, []):
                entries[variant].append(entry)


def _before_joint(low: str, here: int) -> list[int]:
    """Where the up to three words before `and`, `or` or a comma begin, and where the last of them ends."""
    end = here
    for joint in (" and ", " or ", ", "):
        if low.endswith(joint, 0, here):
            end = here - len(joint)
            if low[end - 1] == ",":
                end -= 1
            break
    if end == here:
        return []
    starts, at = [], end
    for _ in range(3):
        space = low.rfind(" ", max(0, at - 25), at)
        word = low[space + 1 : at]
        if not word.isalpha() or word in ("and", "or", "of", "with", "in", "the"):
            break
        starts.append(space + 1)
        at = space
        if space < 0:
            break
    return [*reversed(starts), end] if starts else []


_new = tuple.__new__
_LISTED = frozenset(("population", "outcome", "intervention"))
_JOINING = frozenset(("and ", " or "))
_SHORT = re.compile(r"([A-Za-z][A-Za-z0-9&-]{1,9})\)")


def _place(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, -mention.end, mention.facet, mention.code


class _Outcomes(dict[str, Outcome]):
    """Outcomes by code; a code of none of them (`other:…`) is an outcome of which nothing more is known."""

    def __missing__(self, code: str) -> Outcome:
        return Outcome(label=code)


def _with_others(vocabulary: Vocabulary) -> Vocabulary:
    others = vocabulary.others
    codes = {
        facet: {
            **getattr(vocabulary, facet),
            **{f"other:{name}": _as_code(facet, name, other) for name, other in others.get(facet, {}).items()},
        }
        for facet in ("population", "intervention", "outcome", "comparator")
    }
    return vocabulary.model_copy(update={**codes, "outcome": _Outcomes(codes["outcome"])})


def _as_code(facet: str, name: str, other: Other) -> Concept:
    """What has no code of its own as a code; a comparator of that kind is another active treatment."""
    if facet == "comparator":
        words = other.model_dump(include={"synonyms", "arm_words", "mesh"})
        return Comparator(label=name, contrast="comparative", kind="active", **words)
    kind = {"population": Population, "intervention": Intervention, "outcome": Outcome}[facet]
    return kind(label=name, **other.model_dump(include=set(kind.model_fields)))


@lru_cache(maxsize=1)
def no_topic() -> Vocabulary:
    """What of the bundled vocabulary belongs to no topic: designs, ages, sexes, and comparators of any treatment."""
    whole = load_vocabulary()
    general = {code: c for code, c in whole.comparator.items() if c.kind in ("inert", "attention", "sham", "none")}
    nothing = {"population": {}, "outcome": {}, "intervention": {}, "not_intervention": {}, "others": {}}
    return whole.model_copy(update={**nothing, "comparator": general, "topic": "any"})


_last: list[tuple[Vocabulary, Lexicon]] = []


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The vocabulary's lexicon, built once for as long as the same vocabulary is asked for."""
    if not _last or _last[0][0] is not vocabulary:
        _last[:] = [(vocabulary, Lexicon(vocabulary))]
    return _last[0][1]


_SPELLINGS = (
    (r"our(?=s?\b|ed\b|ing\b|al\b)", "or"),
    (r"ae(?=[a-z])", "e"),
    (r"oe(?=[a-z])", "e"),
    (r"is(?=(?:e|ed|es|ing|ation|ations|er|ers)\b)", "iz"),
    (r"ys(?=(?:e|ed|es|ing)\b)", "yz"),
    (r"iz(?=(?:e|ed|es|ing|ation|ations|er|ers)\b)", "is"),
    (r"tre\b", "ter"),
    (r"ll(?=(?:ed|ing)\b)", "l"),
    (r"\b(tum|lab|behavi|hum|col|vig|fav)or(?=s?\b|al\b|able\b)", r"\1our"),
    (r"\b(edema|esoph|estrogen)", r"o\1"),
    (r"\b(h)em(?=o|at)|(an)em(?=i)|(isch)em(?=i)|(leuk)em(?=i)|(ur)em(?=i)|(glyc)em(?=i)", r"\1\2\3\4\5\6aem"),
    (r"(an)esth|(gyn)ec|(orthop)ed(?=i)|\b(p)ed(?=iat)|(c)es(?=area)", r"\1\2\3\4\5ae~"),
    (r"(diarrh|dysmenorrh|dyspn|apn)ea", r"\1oea"),
    (r"\bcenter", "centre"),
    (r"\b(fib|lit)er\b", r"\1re"),
    (r"\bprogram(?=s?\b)", "programme"),
    (r"(counse|labe|mode|trave)l(?=ing\b|ed\b)", r"\1ll"),
)
_LETTERS = {"anae~": "anaesth", "gynae~": "gynaec", "orthopae~": "orthopaed", "pae~": "paed", "cae~": "caes"}
_RULES = [(re.compile(pattern), new) for pattern, new in _SPELLINGS]


def variants(term: str) -> list[str]:
    """Spellings of a folded term: singular and irregular plural, possessive or not, hyphen or none, both Englishes.

    A hyphen is as good as a space, so that only the space is given; a plural's `s` is passed over as texts are read.

    >>> variants("tumor"), variants("follow-up"), variants("biopsy")
    (['tumor', 'tumour'], ['follow up', 'followup'], ['biopsies', 'biopsy'])
    """
    joined = " ".join(term.replace("-", "").split()) if "-" in term else ""
    term = " ".join(term.replace("-", " ").split())
    forms = {term, joined} - {""}
    if not re.search(r"[a-z]", term):
        return sorted(forms)
    for pattern, new in _RULES:
        forms |= {_spelt(pattern, new, form) for form in forms if pattern.search(form)}
    forms |= {form.replace("'s", end) for form in forms if "'s" in form for end in ("s", "")}
    forms |= {_plural(form) for form in forms} | {_singular(form) for form in forms}
    return sorted(" ".join(form.split()) for form in forms if form)


def _spelt(pattern: re.Pattern, new: str, form: str) -> str:
    changed = pattern.sub(new, form)
    if "~" in changed:
        for mark, letters in _LETTERS.items():
            changed = changed.replace(mark, letters)
    return changed


def _takes_s(term: str) -> bool:
    if len(term) < 3 or not term[-1].isalpha() or term.endswith(("s", "x", "ing", "ed", "ch", "sh")):
        return False
    return not (term.endswith("y") and term[-2] not in "aeiou")


def _plural(term: str) -> str:
    if len(term) < 3 or not term[-1].isalpha():
        return term
    if _takes_s(term) or term.endswith(("s", "x", "ing", "ed")):
        return term
    if term.endswith("y") and term[-2] not in "aeiou":
        return term[:-1] + "ies"
    return term + ("es" if term.endswith(("ch", "sh")) else "s")


def _singular(term: str) -> str:
    last = term.rsplit(" ", 1)[-1]
    if len(last) < 5 or not last.endswith("s") or last.endswith(("ss", "us", "is", "ics", "ies", "es")):
        return term
    return term[:-1]


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 5 and word.upper() == word and any(c.isalpha() for c in word)
