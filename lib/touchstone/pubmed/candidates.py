"""How close a PubMed record is to a reference: by its own DOI, by title, numbers and year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree
from rapidfuzz import fuzz

from touchstone.pubmed.answers import tree

CLOSE = 0.93  # similarity of titles, 0 to 1, at which two are the same work; checked with numbers and year
FAR = 0.5  # below this a DOI leads to another work than the reference names
_NOTICES = ("Published Erratum", "Retraction Notice", "Retraction of Publication", "Comment", "Expression of Concern")
_STOP_WORDS = (
    "a about again all also an and any are as at be been before being between both but by can did do does due during "
    "each either for from further had has have here how however if in into is it its itself just made may most must no "
    "nor not of on or our over so some such than that the their them then there these they this those through thus to "
    "under up upon use used using various very was we were what when which while with within without would"
)
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Candidate:
    """A record that PubMed returned for a reference."""

    pmid: str
    titles: tuple[str, ...]
    years: frozenset[int]
    dois: frozenset[str]
    is_notice: bool

    def likeness(self, title: str) -> float:
        """Similarity of its title, or its title in the original language, to `title`: 0 to 1."""
        return max((fuzz.ratio(plain(t), plain(title)) / 100 for t in self.titles), default=0.0)

    def is_close(self, title: str, year: int | None) -> bool:
        """Whether it is the same work: title close, numbers in it equal, year within one, and no notice about it.

        Without a year the titles must be equal.
        """
        near = any(
            fuzz.ratio(plain(t), plain(title)) / 100 >= (CLOSE if year else 1.0) and _numbers(t) == _numbers(title)
            for t in self.titles
        )
        in_time = not year or not self.years or any(abs(year - y) <= 1 for y in self.years)
        return near and in_time and not self.is_notice


def candidates(body: bytes) -> list[Candidate]:
    """The records of an answer of EFetch, as far as they can be compared; raises Fault for anything else."""
    root = tree(body, "PubmedArticleSet")
    return [_candidate(e) for e in root.iterchildren("PubmedArticle", "PubmedBookArticle")]


def plain(title: str) -> str:
    """A title as it is compared: no case, accents or punctuation.

    >>> plain("[Massage für Säuglinge: a “pilot” trial.]")
    'massage fur sauglinge a pilot trial'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def telling_words(title: str, most: int) -> list[str]:
    """The longest words of a title that PubMed indexes, in their order.

    >>> telling_words("The effect of massage on Parkinson's disease and sleep", 3)
    ['massage', "Parkinson's", 'disease']
    """
    words = [
        w
        for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", title)
        if (len(w) > 1 or w.isdigit()) and w.casefold() not in _STOP
    ]
    unique = list(dict.fromkeys(words))
    chosen = sorted(range(len(unique)), key=lambda i: (-len(unique[i]), i))[:most]
    return [unique[i] for i in sorted(chosen)]


def bare_doi(doi: str) -> str:
    """A DOI without resolver and in lower case.

    >>> bare_doi("https://doi.org/10.99999/Invented.1")
    '10.99999/invented.1'
    """
    return re.sub(r"^(https?://)?(dx\.)?doi\.org/|^doi:\s*", "", doi.strip(), flags=re.IGNORECASE).lower()


def _candidate(record: etree._Element) -> Candidate:
    citation = record.find("MedlineCitation") if record.tag == "PubmedArticle" else record.find("BookDocument")
    article = citation.find("Article") if record.tag == "PubmedArticle" else citation
    found = [*article.iterfind("ArticleTitle"), *article.iterfind("VernacularTitle"), *article.iterfind("BookTitle")]
    titles = [" ".join("".join(e.itertext()).split()) for e in [*found, *article.iterfind("Book/BookTitle")]]
    dates = [*article.iterfind(".//PubDate//*"), *article.iterfind("ArticleDate/Year")]
    years = {int(y) for e in dates for y in re.findall(r"\b(?:1[89]|20)\d\d\b", e.text or "")}
    # Only these are the record's own: references carry ArticleIds, too.
    own = [e for e in record.iterfind("*/ArticleIdList/ArticleId") if e.get("IdType") == "doi"]
    own += [e for e in article.iterfind("ELocationID") if e.get("EIdType") == "doi"]
    types = [e.text for e in article.iterfind("PublicationTypeList/PublicationType")]
    return Candidate(
        pmid=(citation.findtext("PMID") or "").strip(),
        titles=tuple(t for t in titles if t),
        years=frozenset(years),
        dois=frozenset(bare_doi(e.text) for e in own if e.text),
        is_notice=any(t in _NOTICES for t in types),
    )


def _numbers(title: str) -> list[str]:
    """Numbers in a title, Roman ones too: part 1 is not part 2, phase II not phase III."""
    return re.findall(r"\b(?:\d+|[ivx]+)\b", plain(title))
