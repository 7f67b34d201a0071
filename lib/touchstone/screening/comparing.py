"""Compares two records by what they say of themselves: whether they are one publication, and the facts that say so.

Precision comes first: a wrong merge loses a study without a trace, a missed one is listed and costs a glance.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

ALIKE = 90.0  # per cent of likeness from which two titles are looked at closely
_GENERIC_WORDS, _GENERIC_LETTERS = 4, 24  # a shorter title (Editorial, Massage therapy) tells little by itself
_OPENING = 5  # words that a title must share with a longer one to be its opening
_SPELLINGS = (("z", "s"), ("ae", "e"), ("oe", "e"), ("our", "or"), ("ll", "l"))
_SMALL = frozenset(("a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NUMBER_WORDS = {word: str(n) for words in (_WORDS, _ROMAN) for n, word in enumerate(words, 1)}
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "μ": "mu", "µ": "mu", "ω": "omega"}
_RETRACTED = re.compile(r"^\W*(?:RETRACTED(?: ARTICLE| PAPER| CHAPTER)?|WITHDRAWN)\b\W*|\W*\(retracted.*$", re.I)
# What a title says of the kind of publication: two that differ in it are two publications.
_MARKS = {
    "erratum": r"errat(?:um|a)|corrigend(?:um|a)|corrections?|retraction|expression of concern",
    "reply": r"repl(?:y|ies)|respon(?:se|ds?) to|re:|in response|rejoinder|rebuttal|letters?",
    "comment": r"comment(?:ary|s)?|editorials?|invited|discussion|perspective",
    "protocol": r"protocols?|(?:rationale|design) and (?:rationale|design|methods)|study design",
    "abstract": r"abstracts?|posters?|proceedings|oral presentations?",
    "part": r"parts?|study (?=\d|[ivx]+\b)|paper (?=\d|[ivx]+\b)|volume|chapter",
    "follow-up": r"follow[- ]?ups?|long[- ]term|extension|interim|preliminary|secondary analys[ie]s|post[- ]hoc",
    "update": r"updat(?:e|ed|ing)|revised|republished|reprint(?:ed)?",
}
_MARK = re.compile("|".join(rf"(?P<m{n}>\b(?:{words})(?:\b|(?<=:)))" for n, words in enumerate(_MARKS.values())), re.I)
_MARK_NAMES = tuple(_MARKS)
# Publication types that are never the article they belong to.
_APART = frozenset(
    ("Comment", "Editorial", "Letter", "Published Erratum", "Retraction Notice", "Retraction of Publication", "News",
     "Expression of Concern", "Clinical Trial Protocol", "Meeting Abstract", "Congress", "Preprint")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a record can be compared, each in one spelling; empty or None where it is not told."""

    pmid: str
    doi: str
    pmcid: str
    title: str
    key: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    marks: frozenset[str]
    year: int | None
    author: str
    names: frozenset[str]
    page: str
    volume: str
    issue: str
    journal: str
    notice: bool
    typed: bool
    types: frozenset[str]

    @property
    def generic(self) -> bool:
        """Whether the title is too short to tell one publication from another."""
        return len(self.words) < _GENERIC_WORDS or len(self.key) < _GENERIC_LETTERS


def facts_of(row: dict) -> Facts:
    """The facts of a row of Records."""
    notice = row["record_type"] == "notice"
    title = row["title"] if notice else _RETRACTED.sub("", row["title"])
    text = plain(title)
    words = tuple(text.split())
    author = row["authors"][0] if row["authors"] else ""
    return Facts(
        pmid=row["pmid"],
        doi=row["doi"],
        pmcid=row["pmcid"],
        title=text,
        key="".join(map(_spelled, words)),
        words=words,
        numbers=tuple(sorted(_numbers(words))),
        marks=frozenset(_MARK_NAMES[int(m.lastgroup[1:])] for m in _MARK.finditer(title)),
        year=None
        if row["year"] is None or row["year"] != row["year"] or not _is_int(row["year"])
        else int(row["year"]),
        author=author,
        names=_names(author),
        page=_first_page(row["pages"]),
        volume=_digits(row["volume"]),
        issue=_digits(row["issue"]),
        journal=plain(re.sub(r"\(.*?\)", " ", row["journal"])),
        notice=notice,
        typed=bool(row["publication_types"]),
        types=frozenset(row["publication_types"]) & _APART,
    )


def plain(text: str) -> str:
    """A text as it is compared: no case, accents or punctuation, Greek letters by name.

    >>> plain("[Massage für Säuglinge: β-endorphin.]")
    'massage fur sauglinge beta endorphin'
    """
    if not text.isascii():
        for letter, name in _GREEK.items():
            text = text.replace(letter, name)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "")))


def likeness(a: Facts, b: Facts, at_least: float = 0.0) -> float:
    """How alike two titles are, 0 to 100; 0 where they are less alike than `at_least`."""
    if a.key and a.key == b.key:
        return 100.0
    return fuzz.ratio(a.title, b.title, score_cutoff=at_least)


def clash(a: Facts, b: Facts) -> str:
    """Why two records with like titles are two publications; empty where nothing speaks against one.

    Another PMID, DOI, first page, volume, year, journal, number in the title, or kind of publication.
    """
    for name, one, other in (("PMIDs", a.pmid, b.pmid), ("DOIs", a.doi, b.doi), ("first pages", a.page, b.page)):
        if one and other and one != other:
            return f"different {name}: {one}, {other}"
    if a.notice != b.notice:
        return "one is a notice about a study"
    if a.numbers != b.numbers:
        return f"different numbers in the titles: {_told(a.numbers)}; {_told(b.numbers)}"
    if a.marks != b.marks:
        return f"only one title speaks of: {', '.join(sorted(a.marks ^ b.marks))}"
    if a.typed and b.typed and a.types != b.types and not a.types & b.types:
        return f"only one is: {', '.join(sorted(a.types ^ b.types))}"
    if a.year and b.year and abs(a.year - b.year) > 1 and not _same_place(a, b):
        return f"different years: {a.year}, {b.year}"
    if a.volume and b.volume and a.volume != b.volume:
        return f"different volumes: {a.volume}, {b.volume}"
    if a.year and b.year and a.year != b.year and a.issue and b.issue and a.issue != b.issue:
        return f"different issues: {a.issue} of {a.year}, {b.issue} of {b.year}"
    if same_journal(a.journal, b.journal) is False and not (a.page and a.page == b.page and a.volume == b.volume):
        return f"different journals: {a.journal}; {b.journal}"
    return ""


def agreement(a: Facts, b: Facts, alike: float) -> str:
    """The facts by which two records that do not clash are one publication; empty where they do not suffice.

    An equal title needs the year and first author, or the first page, or author and journal; a title that differs in
    spelling or is cut short also needs the first page or the volume.
    """
    author, page = bool(a.names & b.names), bool(a.page) and a.page == b.page
    volume, journal = bool(a.volume) and a.volume == b.volume, same_journal(a.journal, b.journal) is True
    year, unknown = a.year is not None and a.year == b.year, a.year is None or b.year is None
    anonymous = not (a.names and b.names)
    if not author and not anonymous and not (page and volume):
        return ""
    equal = a.key == b.key
    if equal and not a.generic:
        enough = (
            (year and (author or page or (anonymous and journal)))
            or (not year and not unknown and page and (author or journal or volume))
            or (not year and not unknown and author and journal)
            or (unknown and author and (page or journal))
        )
    elif equal:
        enough = year and page and (journal or volume or author)
    elif same_words(a.words, b.words):
        enough = (year or volume) and (author or journal) and (page or (volume and journal and author))
    else:
        enough = year and page and author and _opening(a, b)
    return _reason(a, b, alike, (year, page, volume, author, journal)) if enough else ""


def same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two titles differ only in small words, in spelling, or by one letter of a long word.

    >>> same_words(("effects", "of", "massage", "on", "oedema"), ("effect", "of", "massage", "on", "edema"))
    True
    >>> same_words(("massage", "in", "men"), ("massage", "in", "women"))
    False
    """
    left, right = _unmatched(a, b), _unmatched(b, a)
    if len(left) != len(right):
        return "".join(left) == "".join(right)
    return "".join(left) == "".join(right) or all(
        min(len(x), len(y)) >= 5 and Levenshtein.distance(x, y, score_cutoff=1) <= 1
        for x, y in zip(left, right, strict=True)
    )


@lru_cache(maxsize=65536)
def same_journal(a: str, b: str) -> bool | None:
    """Whether two journal titles in plain words name one journal, one perhaps abbreviated; None where one is not told.

    >>> same_journal("j altern complement med", "journal of alternative and complementary medicine")
    True
    >>> same_journal("jama", "journal of the american medical association"), same_journal("pain", "headache")
    (True, False)
    """
    if not a or not b:
        return None
    one, other = ([w for w in x.split() if w not in _SMALL] or x.split() for x in (a, b))
    short, long = sorted((one, other), key=lambda words: (len(words), len("".join(words))))
    if short == long[: len(short)] or (len(short) == 1 and short[0] == "".join(w[0] for w in long)):
        return True
    rest = iter(long)
    return all(any(w.startswith(s) or s.startswith(w) or _abbreviates(s, w) for w in rest) for s in short)


def _abbreviates(short: str, word: str) -> bool:
    """`assn` stands for `association`: the same first letter, the others in their order."""
    letters = iter(word)
    return len(short) > 2 and short[0] == word[0] and all(c in letters for c in short)


def _reason(a: Facts, b: Facts, alike: float, held: tuple[bool, ...]) -> str:
    year, page, volume, author, journal = held
    said = ["same title" if a.key == b.key else f"title {int(alike)} % alike"]
    said += (
        ["same year"]
        if year
        else [f"years {min(a.year, b.year)} and {max(a.year, b.year)}"]
        if a.year and b.year
        else []
    )
    said += [f"first page {a.page}"] if page else []
    said += [f"volume {a.volume}"] if volume else []
    said += ["same journal"] if journal else []
    said += [f"first author {min(a.author, b.author).split()[0]}"] if author else []
    return ", ".join(said)


def _same_place(a: Facts, b: Facts) -> bool:
    """Whether both stand in one issue, or on one page of a volume, so that a year must be a slip."""
    placed = a.volume and a.volume == b.volume and a.issue == b.issue and (a.issue or (a.page and a.page == b.page))
    return (
        bool(placed) and a.key == b.key and same_journal(a.journal, b.journal) is True and "cochrane" not in a.journal
    )


def _opening(a: Facts, b: Facts) -> bool:
    """Whether one title is the other without its subtitle, and the subtitle names no number."""
    short, long = sorted((a, b), key=lambda f: len(f.key))
    return len(short.words) >= _OPENING and not short.generic and long.key.startswith(short.key)


def _unmatched(a: tuple[str, ...], b: tuple[str, ...]) -> list[str]:
    there = {_spelled(word) for word in b}
    return [s for word in a if (s := _spelled(word)) not in there and word not in _SMALL]


@lru_cache(maxsize=65536)
def _spelled(word: str) -> str:
    """A word in one of its spellings: British and American meet."""
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return f"{word[:-3]}ter" if word.endswith("tre") else word


def _numbers(words: tuple[str, ...]) -> list[str]:
    out = []
    for place, word in enumerate(words):
        out += [n.lstrip("0") or "0" for n in re.findall(r"\d+", word)]
        if word in _NUMBER_WORDS and (place or word in _WORDS):
            out.append(_NUMBER_WORDS[word])
    return out


def _names(author: str) -> frozenset[str]:
    """The words of a name by which it is recognised, whatever their order; initials are none."""
    words = plain(author.replace("-", "")).split()
    capitals = {w.casefold() for w in re.findall(r"\b[A-Z]{1,3}\b", author)} if not author.isupper() else set()
    names = [w for w in words if len(w) > 1 and w not in capitals]
    return frozenset(names or words)


def _first_page(pages: str) -> str:
    """The digits of the first page; nothing for `1-12`, which journals without page numbers print for every article."""
    found = re.search(r"\d+", pages)
    page = found.group().lstrip("0") if found else ""
    return "" if page == "1" else page


def _digits(text: str) -> str:
    found = re.search(r"\d+", text)
    return found.group().lstrip("0") if found else ""


def _is_int(value: object) -> bool:
    return isinstance(value, int) or hasattr(value, "__index__") or (isinstance(value, float) and value.is_integer())


def _told(numbers: tuple[str, ...]) -> str:
    return ", ".join(numbers) or "none"
