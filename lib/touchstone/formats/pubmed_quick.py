"""The usual PubMed article read straight off its text, several times as fast as through a tree.

Only what stands as in NLM's own files is taken: each list is whole, each of its entries has the usual shape. Anything
else (None) goes the long way through the parser, which gives the same row (a test holds the two together) or says what
is wrong. Inline markup and the rarer elements are handed to the parser piece by piece.
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from lxml import etree

from .identifiers import clean_doi, clean_pmcid
from .pubmed_record import notices_of, pages_of, registrations_of
from .pubmed_shape import RECORD
from .pubmed_terms import heading_with, indexing_of, kind_of, title_of, year_in
from .pubmed_text import plain, text_of
from .reading import BLANK
from .sections import abstract_of, section_name

_REVISED = re.compile(r"\s*<Year>(\d{4})</Year>\s*<Month>(\d\d)</Month>\s*<Day>(\d\d)</Day>\s*")
_YEAR = re.compile(r"\s*<(Year|MedlineDate)>([^<]*)</\1>(?:\s*<(Month|Day|Season)>[^<]*</\3>)*\s*")
_PAGES = re.compile(
    r"\s*(?:<StartPage>[^<]*</StartPage>\s*)?(?:<EndPage>[^<]*</EndPage>\s*)?<MedlinePgn>([^<]+)</MedlinePgn>\s*"
)
_ATTRIBUTES = r'((?: \w+="[^"<>]*")*)'
_ELOCATION = re.compile(rf"<ELocationID{_ATTRIBUTES}>([^<]*)</ELocationID>")
_LANGUAGE = re.compile(r"<Language>([^<]*)</Language>")
_ABSTRACT_TEXT = re.compile(r"<AbstractText([^>]*+)>([^<]*+(?:<(?!/AbstractText>)[^<]*+)*+)</AbstractText>")
_AUTHOR = re.compile(
    rf"<Author{_ATTRIBUTES}>\s*(?:<LastName>([^<\s][^<]*)</LastName>\s*(?:<ForeName>[^<]*</ForeName>\s*)?"
    r"<Initials>([^<\s][^<]*)</Initials>\s*(?:<Suffix>([^<\s][^<]*)</Suffix>\s*)?"
    r"|<CollectiveName>([^<\s][^<]*)</CollectiveName>\s*)"
    r"(?:<Identifier [^>]*>[^<]*</Identifier>\s*)*"
    r"(?:<AffiliationInfo>[^<]*+(?:<(?!/AffiliationInfo>)[^<]*+)*+</AffiliationInfo>\s*)*</Author>"
)
_HEADING = re.compile(
    rf"\s*<MeshHeading>\s*<DescriptorName{_ATTRIBUTES}>([^<]+)</DescriptorName>"
    r"((?:\s*<QualifierName[^>]*>[^<]*</QualifierName>)*)\s*"
)
_QUALIFIER = re.compile(rf"<QualifierName{_ATTRIBUTES}>([^<]+)</QualifierName>")
_KEYWORD = re.compile(r"<Keyword [^>]*>(.*?)</Keyword>", re.DOTALL)
_TYPE = re.compile(r"<PublicationType(?: [^>]*)?>([^<]*)</PublicationType>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ARTICLE_ID = re.compile(r'<ArticleId IdType="(\w+)">([^<]*)</ArticleId>')
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d{2,7})|#x([0-9a-fA-F]{2,6}));|&")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_MAIN = 'MajorTopicYN="Y"'
_ROOT = '<r xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


class _UnusualError(Exception):
    """The record has something that the short way does not know."""


def quick_row(xml: str) -> dict | None:
    """The row of a `PubmedArticle`, None where anything about it is unusual."""
    try:
        return _row(xml)
    except (_UnusualError, etree.XMLSyntaxError):
        return None


def _row(xml: str) -> dict:
    found = RECORD.fullmatch(xml)
    if not found:
        raise _UnusualError
    (
        attributes, version, pmid, revised, volume, issue, date, journal, title, pages, electronic, abstract, authors,
        languages, data_banks, types, vernacular, links, headings, keywords, ids,
    ) = found.groups("")  # fmt: skip
    vernacular = _text(vernacular)
    title = title_of(_text(title), vernacular)
    journal = _known(journal)
    year = _year(date)
    if not (title and journal and year):
        raise _UnusualError
    doi = _elocation(electronic)
    own = {} if doi and "pmc" not in ids else dict(reversed(_all(_ARTICLE_ID, ids, "<ArticleId ")))
    abstract, sections = _abstract(abstract)
    mesh, mesh_qualifiers = _mesh(headings)
    return {
        **BLANK,
        "pmid": pmid,
        "pmid_version": int(version) if version else None,
        "doi": doi or clean_doi(_text(own.get("doi", ""))),
        "pmcid": clean_pmcid(own.get("pmc", "") or own.get("pmcid", "")) if own else "",
        "title": title,
        "abstract": abstract,
        "abstract_source": "pubmed" if abstract else "none",
        "sections": sections,
        "language": _languages(languages),
        "vernacular_title": vernacular,
        "journal": journal,
        "year": year,
        "volume": _known(volume),
        "issue": _known(issue),
        "pages": _pages(pages),
        "authors": _authors(authors),
        "mesh": mesh,
        "mesh_qualifiers": mesh_qualifiers,
        "keywords": _keywords(keywords),
        "registry_ids": registrations_of(_tree(data_banks)) if data_banks else (),
        "date_revised": _revised(revised),
        "indexing_method": _indexing(attributes),
        **kind_of(_types(types), notices_of(_tree(links)) if links else [], title, "article"),
    }


def _tree(xml: str) -> etree._Element | None:
    """Content as a tree under a root of its own."""
    return etree.fromstring(f"{_ROOT}{xml}</r>", _PARSER) if xml else None


def _text(xml: str) -> str:
    """An element's content as plain text; what holds markup goes through the parser."""
    if "<" in xml:
        return text_of(_tree(xml))
    if "&" in xml:
        xml = _with_characters(xml)
    if _is_plain(xml):
        return xml
    text = plain(xml)
    if not text.isprintable():
        raise _UnusualError
    return text


def _is_plain(text: str) -> bool:
    """Whether `plain` would change nothing in it: all white space but the space is unprintable."""
    return text.isprintable() and "&" not in text and "  " not in text and text[:1] != " " != text[-1:]


def _texts(parts: list[str]) -> tuple[str, ...]:
    """The `_text` of each. Looked at together, for nearly always they are all plain."""
    together = "|".join(parts)
    if _is_plain(together) and "| " not in together and " |" not in together:
        return tuple(parts)
    return tuple(map(_text, parts))


@lru_cache(maxsize=1 << 12)
def _known(xml: str) -> str:
    """Plain text of what comes up again and again: types, journals, issues."""
    return intern(_text(xml))


def _with_characters(xml: str) -> str:
    """Text with its entities as characters. Nearly all are the signs for less and greater than."""
    text = xml.replace("&lt;", "<").replace("&gt;", ">")
    return _ENTITY.sub(_character, xml) if "&" in text else text


def _character(match: re.Match) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    if not 31 < code < 0xD800 and not 0xDFFF < code < 0xFFFE and not 0xFFFF < code < 0x110000:
        raise _UnusualError
    return chr(code)


def _all(pattern: re.Pattern, xml: str, opening: str) -> list:
    """Every match; there must be as many as there are opening tags."""
    if not xml:
        return []
    found = pattern.findall(xml)
    if len(found) != xml.count(opening):
        raise _UnusualError
    return found


def _abstract(xml: str) -> tuple[str, list[dict] | None]:
    if not xml:
        return "", None
    parts = _all(_ABSTRACT_TEXT, xml, "<AbstractText")
    return abstract_of([(_text(content), *_label(attributes)) for attributes, content in parts])


@lru_cache(maxsize=1 << 12)
def _label(attributes: str) -> tuple[str, str, bool]:
    """Label and NLM category of a part of the abstract, and whether the source gives either."""
    told = _attributes(attributes)
    return section_name(_known(told.get("Label", "")), told.get("NlmCategory", ""))


def _attributes(text: str) -> dict[str, str]:
    told = dict(_ATTRIBUTE.findall(text))
    if text.count('"') != 2 * len(told) or "'" in _ATTRIBUTE.sub("", text):
        raise _UnusualError
    return told


def _authors(xml: str) -> tuple[str, ...]:
    found = _all(_AUTHOR, xml, "<Author")
    if 'ValidYN="N"' in xml:
        found = [author for author in found if 'ValidYN="N"' not in author[0]]
    return _texts(
        [
            group or (f"{family} {initials} {suffix}" if suffix else f"{family} {initials}")
            for _, family, initials, suffix, group in found
        ]
    )


def _mesh(xml: str) -> tuple[tuple[str, ...], list[str] | None]:
    if not xml:
        return (), None
    *found, rest = xml.split("</MeshHeading>")
    if not found or rest.strip():
        raise _UnusualError
    headings, qualified = zip(*map(_heading, found), strict=True)
    return headings, list(filter(None, qualified)) or None


@lru_cache(maxsize=1 << 12)
def _heading(xml: str) -> tuple[str, str]:
    """The heading as it stands in `mesh`, and as in `mesh_qualifiers`: empty where it has none."""
    found = _HEADING.fullmatch(xml)
    if not found:
        raise _UnusualError
    descriptor, name, qualifiers = found.groups()
    name, main = _text(name), _MAIN in descriptor
    told = [(_text(text), _MAIN in its) for its, text in _all(_QUALIFIER, qualifiers, "<QualifierName")]
    if not name or not all(text for text, _ in told):
        raise _UnusualError
    heading = intern(f"{name}*" if main or any(star for _, star in told) else name)
    return heading, intern(heading_with(name, main, told)) if told else ""


def _keywords(xml: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_keyword, _all(_KEYWORD, xml, "<Keyword")))))


@lru_cache(maxsize=1 << 12)
def _keyword(xml: str) -> str:
    return intern(_text(xml).strip("*"))


def _elocation(xml: str) -> str:
    for attributes, value in _all(_ELOCATION, xml, "<ELocationID"):
        if 'EIdType="doi"' in attributes and 'ValidYN="N"' not in attributes:
            doi = clean_doi(_text(value))
            if doi:
                return doi
    return ""


@lru_cache(maxsize=1 << 10)
def _languages(xml: str) -> str:
    return intern(";".join(_text(name) for name in _LANGUAGE.findall(xml)))


@lru_cache(maxsize=1 << 12)
def _types(xml: str) -> tuple[str, ...]:
    return tuple([_known(name) for name in _all(_TYPE, xml, "<PublicationType")])


@lru_cache(maxsize=1 << 12)
def _year(xml: str) -> int | None:
    found = _YEAR.fullmatch(xml)
    if not found:
        raise _UnusualError
    return year_in(found.group(2))


def _pages(xml: str) -> str:
    if not xml:
        return ""
    printed = _PAGES.fullmatch(xml)
    return _text(printed.group(1)) if printed else pages_of(_tree(xml))


@lru_cache(maxsize=1 << 12)
def _revised(xml: str) -> str:
    found = _REVISED.fullmatch(xml)
    if xml and not found:
        raise _UnusualError
    return "-".join(found.groups()) if found else ""


@lru_cache(maxsize=1 << 10)
def _indexing(attributes: str) -> str:
    told = _attributes(attributes)
    return indexing_of(told.get("IndexingMethod", ""), told.get("Status", ""))
