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
from .pubmed_terms import indexing_of, kind_of, title_of, year_in
from .pubmed_text import plain, text_of
from .sections import abstract_of, section_name


def _one(tag: str, group: str = "(") -> str:
    """A pattern for an element and the white space after it; its group is what stands between the tags."""
    return rf"<{tag}(?:\s[^>]*+)?+>{group}[^<]*+(?:<(?!/{tag}>)[^<]*+)*+)</{tag}>\s*+"


def _maybe(tag: str) -> str:
    return f"(?:{_one(tag)})?+"


def _past(*tags: str) -> str:
    """A pattern for any number of these elements, one kind after the other, passed over."""
    return "".join(f"(?:{_one(tag, '(?:')})*+" for tag in tags)


# The order is that of pubmed.dtd; `_row` names the groups.
_RECORD = re.compile(
    r"<PubmedArticle>\s*+<MedlineCitation\s([^>]*+)>\s*+<PMID(?:\sVersion=\"(\d{1,3})\")?+>(\d{1,9})</PMID>\s*+"
    + _past("DateCreated", "DateCompleted")
    + _maybe("DateRevised")
    + r"<Article(?:\s[^>]*+)?+>\s*+<Journal>\s*+"
    + _past("ISSN")
    + r"<JournalIssue(?:\s[^>]*+)?+>\s*+"
    + _maybe("Volume")
    + _maybe("Issue")
    + _one("PubDate")
    + r"</JournalIssue>\s*+"
    + _one("Title")
    + _past("ISOAbbreviation")
    + r"</Journal>\s*+"
    + _one("ArticleTitle")
    + _maybe("Pagination")
    + r"((?:<ELocationID\s[^>]*+>[^<]*+</ELocationID>\s*+)*+)"
    + _maybe("Abstract")
    + _past("Affiliation")
    + _maybe("AuthorList")
    + r"((?:<Language>[^<]*+</Language>\s*+)++)"
    + _maybe("DataBankList")
    + _past("GrantList")
    + _one("PublicationTypeList")
    + _maybe("VernacularTitle")
    + _past("ArticleDate")
    + r"</Article>\s*+"
    + _past("MedlineJournalInfo", "ChemicalList", "SupplMeshList", "CitationSubset")
    + _maybe("CommentsCorrectionsList")
    + _past("GeneSymbolList")
    + _maybe("MeshHeadingList")
    + _past("NumberOfReferences", "PersonalNameSubjectList", "OtherID")
    + _maybe("KeywordList")
    + _past("CoiStatement", "SpaceFlightMission", "InvestigatorList", "GeneralNote")
    + r"</MedlineCitation>\s*+<PubmedData>\s*+"
    + _past("History", "PublicationStatus")
    + _one("ArticleIdList")
    + _past("ObjectList")
    + r"(?:<\?[^>]*+>\s*+)*+</PubmedData>\s*+</PubmedArticle>"
)
_REVISED = re.compile(r"\s*<Year>(\d{4})</Year>\s*<Month>(\d\d)</Month>\s*<Day>(\d\d)</Day>\s*")
_YEAR = re.compile(r"\s*<(Year|MedlineDate)>([^<]*)</\1>(?:\s*<(Month|Day|Season)>[^<]*</\3>)*\s*")
_PAGES = re.compile(
    r"\s*(?:<StartPage>[^<]*</StartPage>\s*)?(?:<EndPage>[^<]*</EndPage>\s*)?<MedlinePgn>([^<]+)</MedlinePgn>\s*"
)
_ELOCATION = re.compile(r"<ELocationID\s([^>]*)>([^<]*)</ELocationID>")
_LANGUAGE = re.compile(r"<Language>([^<]*)</Language>")
_ABSTRACT_TEXT = re.compile(r"<AbstractText([^>]*+)>([^<]*+(?:<(?!/AbstractText>)[^<]*+)*+)</AbstractText>")
_AUTHOR = re.compile(
    r"<Author([^>]*)>\s*(?:<LastName>([^<]+)</LastName>\s*(?:<ForeName>[^<]*</ForeName>\s*)?"
    r"<Initials>([^<]+)</Initials>\s*(?:<Suffix>([^<]*)</Suffix>\s*)?|<CollectiveName>([^<]+)</CollectiveName>\s*)"
    r"(?:<Identifier [^>]*>[^<]*</Identifier>\s*)*"
    r"(?:<AffiliationInfo>[^<]*+(?:<(?!/AffiliationInfo>)[^<]*+)*+</AffiliationInfo>\s*)*</Author>"
)
_HEADING = re.compile(
    r"\s*<MeshHeading>\s*<DescriptorName ([^>]*)>([^<]+)</DescriptorName>"
    r"((?:\s*<QualifierName [^>]*>[^<]*</QualifierName>)*)\s*"
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
    found = _RECORD.fullmatch(xml)
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
    own = dict(reversed(_all(_ARTICLE_ID, ids, "<ArticleId ")))
    abstract, sections = _abstract(abstract)
    row = {
        "pmid": pmid,
        "pmid_version": int(version) if version else None,
        "doi": _elocation(electronic) or clean_doi(_text(own.get("doi", ""))),
        "pmcid": clean_pmcid(own.get("pmc", "")),
        "title": title,
        "abstract": abstract,
        "abstract_source": "pubmed" if abstract else "none",
        "sections": sections,
        "language": _languages(languages),
        "vernacular_title": vernacular,
        "other_abstracts": None,
        "journal": journal,
        "year": year,
        "volume": _known(volume),
        "issue": _known(issue),
        "pages": _pages(pages),
        "authors": _authors(authors),
        "mesh": _mesh(headings),
        "keywords": _keywords(keywords),
        "registry_ids": registrations_of(_tree(data_banks)),
        "date_revised": _revised(revised),
        "indexing_method": _indexing(attributes),
    }
    return row | kind_of(_types(types), notices_of(_tree(links)), title, "article")


def _tree(xml: str) -> etree._Element | None:
    """Content as a tree under a root of its own."""
    return etree.fromstring(f"{_ROOT}{xml}</r>", _PARSER) if xml else None


def _text(xml: str) -> str:
    """An element's content as plain text; what holds markup goes through the parser."""
    if "<" in xml:
        return text_of(_tree(xml))
    if "&" in xml:
        xml = _with_characters(xml)
    if xml.isprintable() and "  " not in xml and "&" not in xml and xml[:1] != " " != xml[-1:]:
        return xml  # nothing in it that `plain` would change: all white space but the space is unprintable
    text = plain(xml)
    if not text.isprintable():
        raise _UnusualError
    return text


@lru_cache(maxsize=1 << 15)
def _known(xml: str) -> str:
    """Plain text of what comes up again and again: headings, types, journals."""
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
    names = []
    for attributes, family, initials, suffix, group in _all(_AUTHOR, xml, "<Author"):
        if 'ValidYN="N"' not in attributes:
            names.append(_text(group or (f"{family} {initials} {suffix}" if suffix else f"{family} {initials}")))
    return tuple(names)


def _mesh(xml: str) -> tuple[str, ...]:
    *found, rest = xml.split("</MeshHeading>")
    if rest.strip():
        raise _UnusualError
    return tuple(map(_heading, found))


@lru_cache(maxsize=1 << 15)
def _heading(xml: str) -> str:
    found = _HEADING.fullmatch(xml)
    if not found:
        raise _UnusualError
    descriptor, name, qualifiers = found.groups()
    return intern(f"{_text(name)}*" if _MAIN in descriptor or _MAIN in qualifiers else _text(name))


def _keywords(xml: str) -> tuple[str, ...]:
    words = [_known(word).strip("*") for word in _all(_KEYWORD, xml, "<Keyword")]
    return tuple(dict.fromkeys([word for word in words if word]))


def _elocation(xml: str) -> str:
    for attributes, value in _ELOCATION.findall(xml):
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
