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
from .pubmed_record import abstract_of, indexing_of, kind_of, notices_of, pages_of, registrations_of, title_of
from .pubmed_terms import year_in
from .pubmed_text import plain, text_of

_WHOLE = re.compile(r"<PubmedArticle>(.*)</PubmedArticle>", re.DOTALL)
_INSTRUCTION = re.compile(r"<\?[^<>]*\?>")
_TAG = re.compile(r"\s*<(\w+)([^>]*)>")
_PMID = re.compile(r"\d{1,9}")
_REVISED = re.compile(r"\s*<Year>(\d{4})</Year>\s*<Month>(\d\d)</Month>\s*<Day>(\d\d)</Day>\s*")
_JOURNAL = re.compile(
    r"\s*(?:<ISSN[^>]*>[^<]*</ISSN>\s*)?<JournalIssue[^>]*>\s*"
    r"(?:<Volume>([^<]*)</Volume>\s*)?(?:<Issue>([^<]*)</Issue>\s*)?"
    r"<PubDate>\s*(?:<Year>([^<]*)</Year>|<MedlineDate>([^<]*)</MedlineDate>)(?:\s*<(?:Month|Day|Season)>[^<]*</(?:Month|Day|Season)>)*"
    r"\s*</PubDate>\s*</JournalIssue>\s*<Title>([^<]*)</Title>"
)
_PAGES = re.compile(
    r"\s*(?:<StartPage>[^<]*</StartPage>\s*)?(?:<EndPage>[^<]*</EndPage>\s*)?<MedlinePgn>([^<]+)</MedlinePgn>\s*"
)
_AUTHOR = re.compile(
    r"<Author([^>]*)>\s*(?:<LastName>([^<]+)</LastName>\s*(?:<ForeName>[^<]*</ForeName>\s*)?"
    r"<Initials>([^<]+)</Initials>\s*(?:<Suffix>([^<]*)</Suffix>\s*)?|<CollectiveName>([^<]+)</CollectiveName>\s*)"
    r"(?:<Identifier [^>]*>[^<]*</Identifier>\s*)*</Author>"
)
_HEADING = re.compile(
    r"<MeshHeading>\s*<DescriptorName ([^>]*)>([^<]+)</DescriptorName>"
    r"((?:\s*<QualifierName [^>]*>[^<]*</QualifierName>)*)\s*</MeshHeading>"
)
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
    whole = _WHOLE.fullmatch(xml)
    if not whole:
        raise _UnusualError
    top = _children(xml, *whole.span(1))
    attributes, *place = _only(top, "MedlineCitation")
    citation = _children(xml, *place)
    article = _children(xml, *_only(citation, "Article")[1:])
    journal = _JOURNAL.match(xml, *_only(article, "Journal")[1:])
    if not journal or "OtherAbstract" in citation:
        raise _UnusualError
    volume, issue, year, medline_date, name = journal.groups()
    year = year_in(year or medline_date or "")
    name = _known(name)
    pmid, version = _pmid(xml, citation)
    vernacular = _leaf(xml, article, "VernacularTitle")
    title = title_of(_leaf(xml, article, "ArticleTitle"), vernacular)
    if not (title and name and year):
        raise _UnusualError
    ids = _ids(xml, top)
    abstract, sections = _abstract(_inner(xml, article, "Abstract"))
    row = {
        "pmid": pmid,
        "pmid_version": version,
        "doi": _elocation(xml, article) or clean_doi(ids.get("doi", "")),
        "pmcid": clean_pmcid(ids["pmc"]) if "pmc" in ids else "",
        "title": title,
        "abstract": abstract,
        "abstract_source": "pubmed" if abstract else "none",
        "sections": sections,
        "language": intern(";".join([_known(xml[begin:end]) for _, begin, end in article.get("Language", ())])),
        "vernacular_title": vernacular,
        "other_abstracts": None,
        "journal": name,
        "year": year,
        "volume": _known(volume or ""),
        "issue": _known(issue or ""),
        "pages": _pages(_inner(xml, article, "Pagination")),
        "authors": _authors(_inner(xml, article, "AuthorList")),
        "mesh": _mesh(_inner(xml, citation, "MeshHeadingList")),
        "keywords": _keywords(_inner(xml, citation, "KeywordList")),
        "registry_ids": registrations_of(_tree(_inner(xml, article, "DataBankList"))),
        "date_revised": _revised(_inner(xml, citation, "DateRevised")),
        "indexing_method": _indexing(attributes),
    }
    types = tuple(
        [_known(name) for name in _all(_TYPE, _inner(xml, article, "PublicationTypeList"), "<PublicationType")]
    )
    notices = notices_of(_tree(_inner(xml, citation, "CommentsCorrectionsList")))
    return row | kind_of(types, notices, title, "article")


def _children(xml: str, begin: int, end: int) -> dict[str, list[tuple[str, int, int]]]:
    """The elements that fill a stretch of text without a gap: by tag, the attributes, begin and end of content."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    while match := _TAG.match(xml, begin, end):
        tag, attributes = match.groups()
        closing = f"</{tag}>"
        inner = match.end()
        close = xml.find(closing, inner, end)
        if close < 0:
            raise _UnusualError
        begin = close + len(closing)
        if tag in found:
            found[tag].append((attributes, inner, close))
        else:
            found[tag] = [(attributes, inner, close)]
    if begin != end and not xml[begin:end].isspace() and _INSTRUCTION.sub("", xml[begin:end]).strip():
        raise _UnusualError
    return found


def _only(children: dict[str, list], tag: str) -> tuple[str, int, int]:
    found = children.get(tag)
    if not found or len(found) > 1:
        raise _UnusualError
    return found[0]


def _inner(xml: str, children: dict[str, list], tag: str) -> str:
    """The content of the one child with this tag, empty where there is none."""
    found = children.get(tag)
    if not found:
        return ""
    if len(found) > 1:
        raise _UnusualError
    _, begin, end = found[0]
    return xml[begin:end]


def _leaf(xml: str, children: dict[str, list], tag: str) -> str:
    content = _inner(xml, children, tag)
    return _text(content) if content else ""


def _tree(xml: str) -> etree._Element | None:
    """Content as a tree under a root of its own."""
    return etree.fromstring(f"{_ROOT}{xml}</r>", _PARSER) if xml else None


def _text(xml: str) -> str:
    """An element's content as plain text; what holds markup goes through the parser."""
    if "<" in xml:
        return text_of(_tree(xml))
    if "&" in xml:
        xml = _ENTITY.sub(_character, xml)
    elif xml.isprintable() and "  " not in xml and xml[:1] != " " != xml[-1:]:
        return xml  # nothing in it that `plain` would change: all white space but the space is unprintable
    text = plain(xml)
    if not text.isprintable():
        raise _UnusualError
    return text


@lru_cache(maxsize=1 << 15)
def _known(xml: str) -> str:
    """Plain text of what comes up again and again: headings, types, journals."""
    return intern(_text(xml))


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
    parts = []
    for part in xml.split("<AbstractText")[1:]:
        attributes, _, content = part.partition(">")
        content, closed, _ = content.partition("</AbstractText>")
        if not closed or attributes.endswith("/"):
            raise _UnusualError
        parts.append((_text(content), *_label(attributes)))
    return abstract_of(parts)


@lru_cache(maxsize=1 << 12)
def _label(attributes: str) -> tuple[str, str]:
    """Label and NLM category of a part of the abstract."""
    told = _attributes(attributes)
    return _known(told.get("Label", "")), told.get("NlmCategory", "")


def _attributes(text: str) -> dict[str, str]:
    told = dict(_ATTRIBUTE.findall(text))
    if text.count('"') != 2 * len(told) or "'" in _ATTRIBUTE.sub("", text):
        raise _UnusualError
    return told


def _authors(xml: str) -> tuple[str, ...]:
    names = []
    for attributes, family, initials, suffix, group in _all(_AUTHOR, xml, "<Author"):
        if 'ValidYN="N"' not in attributes:
            names.append(_text(group or (f"{family} {initials} {suffix}" if suffix else f"{family} {initials}")))
    return tuple(names)


def _mesh(xml: str) -> tuple[str, ...]:
    found = _all(_HEADING, xml, "<MeshHeading>")
    return tuple(
        [_starred(name) if _MAIN in descriptor or _MAIN in rest else _known(name) for descriptor, name, rest in found]
    )


@lru_cache(maxsize=1 << 15)
def _starred(name: str) -> str:
    return intern(f"{_text(name)}*")


def _keywords(xml: str) -> tuple[str, ...]:
    words = [_text(word).strip("*") for word in _all(_KEYWORD, xml, "<Keyword")]
    return tuple(dict.fromkeys([word for word in words if word]))


def _pmid(xml: str, citation: dict[str, list]) -> tuple[str, int | None]:
    attributes, begin, end = _only(citation, "PMID")
    pmid = xml[begin:end]
    version = _version(attributes)
    if not _PMID.fullmatch(pmid):
        raise _UnusualError
    return pmid, version


@lru_cache(maxsize=1 << 10)
def _version(attributes: str) -> int | None:
    version = _attributes(attributes).get("Version", "")
    return int(version) if version.isdecimal() and len(version) < 4 else None


def _ids(xml: str, top: dict[str, list]) -> dict[str, str]:
    """The record's own identifiers; its references are not in what comes here."""
    if "PubmedData" not in top:
        return {}
    data = _children(xml, *_only(top, "PubmedData")[1:])
    found: dict[str, str] = {}
    for kind, value in _all(_ARTICLE_ID, _inner(xml, data, "ArticleIdList"), "<ArticleId"):
        found.setdefault(kind, _text(value) if "&" in value else value)
    return found


def _elocation(xml: str, article: dict[str, list]) -> str:
    for attributes, begin, end in article.get("ELocationID", ()):
        if 'EIdType="doi"' in attributes and 'ValidYN="N"' not in attributes:
            doi = clean_doi(_text(xml[begin:end]))
            if doi:
                return doi
    return ""


def _pages(xml: str) -> str:
    if not xml:
        return ""
    printed = _PAGES.fullmatch(xml)
    return _text(printed.group(1)) if printed else pages_of(_tree(xml))


def _revised(xml: str) -> str:
    found = _REVISED.fullmatch(xml)
    if xml and not found:
        raise _UnusualError
    return "-".join(found.groups()) if found else ""


@lru_cache(maxsize=1 << 10)
def _indexing(attributes: str) -> str:
    told = _attributes(attributes)
    return indexing_of(told.get("IndexingMethod", ""), told.get("Status", ""))
