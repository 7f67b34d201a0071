"""One PubMed XML element (article, citation or book) as a row of Records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import intern

from lxml import etree

from .identifiers import clean_doi, clean_pmcid, is_registration
from .pubmed_terms import NOTICES, heading_with, indexing_of, is_registry, iso_date, kind_of, title_of, year_in
from .pubmed_text import text_of
from .reading import BLANK
from .sections import abstract_of, section_name

_PMID = re.compile(r"[0-9]{1,9}")


def article_row(element: etree._Element) -> dict:
    """The row of a `PubmedArticle`, or of a `MedlineCitation` that stands on its own.

    Raises ValueError where there is no citation in it.
    """
    citation, data = element, None
    if element.tag == "PubmedArticle":
        found = {child.tag: child for child in element}
        citation, data = found.get("MedlineCitation"), found.get("PubmedData")
        if citation is None:
            raise ValueError("a PubmedArticle without MedlineCitation")
    lists = _by_tag(citation)
    article = _by_tag(_first(lists, "Article"))
    journal = _by_tag(_first(article, "Journal"))
    issue = _by_tag(_first(journal, "JournalIssue"))
    ids = _own_ids(data)
    pmid, version = _pmid(_first(lists, "PMID"))
    row = BLANK | {"pmid": pmid, "pmid_version": version, "doi": _elocation_doi(article) or ids.get("doi", "")}
    row["pmcid"] = ids.get("pmc", "")
    row |= _words(article, lists.get("OtherAbstract", ()))
    row["journal"] = intern(
        _text(journal, "Title")
        or _text(journal, "ISOAbbreviation")
        or _medline_journal(_first(lists, "MedlineJournalInfo"))
    )
    row["year"] = _year(_first(issue, "PubDate")) or _year(_first(article, "ArticleDate")) or _entry_year(data)
    row["volume"] = _text(issue, "Volume")
    row["issue"] = _text(issue, "Issue")
    row["pages"] = pages_of(_first(article, "Pagination"))
    row["authors"] = _authors(_first(article, "AuthorList"))
    row["mesh"], row["mesh_qualifiers"] = _mesh(_first(lists, "MeshHeadingList"))
    row["keywords"] = _keywords(lists.get("KeywordList", ()))
    row["registry_ids"] = registrations_of(_first(article, "DataBankList"))
    row["date_revised"] = _date(_first(lists, "DateRevised"))
    row["indexing_method"] = indexing_of(citation.get("IndexingMethod") or "", citation.get("Status") or "")
    types = _types(_first(article, "PublicationTypeList"))
    return row | kind_of(types, notices_of(_first(lists, "CommentsCorrectionsList")), row["title"], "article")


def book_row(element: etree._Element) -> dict:
    """The row of a `PubmedBookArticle`: a chapter in a book, or a whole book. Raises ValueError where there is none."""
    document = element.find("BookDocument")
    if document is None:
        raise ValueError("a PubmedBookArticle without BookDocument")
    parts = _by_tag(document)
    book = _by_tag(_first(parts, "Book"))
    ids = _ids_in(_first(parts, "ArticleIdList"))
    pmid, version = _pmid(_first(parts, "PMID"))
    row = BLANK | {"pmid": pmid, "pmid_version": version, "pmcid": ids.get("pmc", "")}
    row["doi"] = ids.get("doi", "") or _elocation_doi(book)
    row |= _words(parts, ())
    book_title = _text(book, "BookTitle")
    row["journal"] = book_title if row["title"] else ""
    row["title"] = row["title"] or book_title
    row["year"] = _year(_first(parts, "ContributionDate")) or _year(_first(book, "PubDate"))
    row["volume"] = _text(book, "Volume")
    row["pages"] = pages_of(_first(parts, "Pagination"))
    lists = [*parts.get("AuthorList", ()), *book.get("AuthorList", ())]
    lists.sort(key=lambda names: names.get("Type") == "editors")
    row["authors"] = next((names for names in map(_authors, lists) if names), ())
    row["keywords"] = _keywords(parts.get("KeywordList", ()))
    row["date_revised"] = _date(_first(parts, "DateRevised"))
    types = tuple(intern(text_of(part)) for part in parts.get("PublicationType", ()))
    return row | kind_of(types, [], row["title"], "book")


def deleted_pmids(element: etree._Element) -> list[str]:
    """The PMIDs of a `DeleteCitation`."""
    return [part.text.strip() for part in element.iter("PMID") if part.text and part.text.strip()]


def _words(article: dict[str, list], other_abstracts: Iterable[etree._Element]) -> dict:
    """Title, abstract and language, with the sections that the abstract's labels mark."""
    vernacular = text_of(_first(article, "VernacularTitle"))
    title = title_of(text_of(_first(article, "ArticleTitle")), vernacular)
    abstract, sections = _abstract(_first(article, "Abstract"))
    others = []
    for other in other_abstracts:
        text, its_sections = _abstract(other)
        if text:
            told = {"language": other.get("Language", ""), "type": other.get("Type", ""), "text": text}
            others.append(told)
            if not abstract and told["language"] in ("eng", ""):
                abstract, sections = text, its_sections
    if not abstract and others:
        abstract = others[0]["text"]
    return {
        "title": title,
        "abstract": abstract,
        "abstract_source": "pubmed" if abstract else "none",
        "sections": sections,
        "language": intern(";".join(text_of(part) for part in article.get("Language", ()))),
        "vernacular_title": vernacular,
        "other_abstracts": others or None,
    }


def _abstract(element: etree._Element | None) -> tuple[str, list[dict] | None]:
    return abstract_of(
        (text_of(part), *section_name(" ".join((part.get("Label") or "").split()), part.get("NlmCategory") or ""))
        for part in (() if element is None else element)
        if part.tag == "AbstractText"
    )


def _pmid(element: etree._Element | None) -> tuple[str, int | None]:
    text = (element.text or "").strip() if element is not None else ""
    if not _PMID.fullmatch(text):
        return "", None
    version = element.get("Version", "")
    return text, int(version) if version.isdecimal() and len(version) < 4 else None


def _authors(element: etree._Element | None) -> tuple[str, ...]:
    if element is None:
        return ()
    names = []
    for author in element:
        if author.tag != "Author" or author.get("ValidYN") == "N":
            continue
        parts = {part.tag: part for part in author}
        if "CollectiveName" in parts:
            name = text_of(parts["CollectiveName"])
        else:
            family, initials = text_of(parts.get("LastName")), text_of(parts.get("Initials"))
            given = text_of(parts.get("ForeName"))
            initials = initials or "".join(word[0] for word in given.replace("-", " ").split()) if family else given
            name = " ".join(part for part in (family, initials, text_of(parts.get("Suffix"))) if part)
        if name:
            names.append(name)
    return tuple(names)


def _own_ids(data: etree._Element | None) -> dict[str, str]:
    """The record's own identifiers. Those of its references stand deeper, in `ReferenceList`, and are not looked at."""
    return _ids_in(next((part for part in data if part.tag == "ArticleIdList"), None)) if data is not None else {}


def _ids_in(element: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in () if element is None else element:
        kind = part.get("IdType")
        if kind == "doi" and "doi" not in found:
            found["doi"] = clean_doi(part.text or "")
        elif kind in ("pmc", "pmcid") and "pmc" not in found:
            found["pmc"] = clean_pmcid(part.text or "")
    return found


def _elocation_doi(parts: dict[str, list]) -> str:
    for part in parts.get("ELocationID", ()):
        if part.get("EIdType") == "doi" and part.get("ValidYN") != "N":
            doi = clean_doi(part.text or "")
            if doi:
                return doi
    return ""


def _year(date: etree._Element | None) -> int | None:
    if date is None:
        return None
    told = {part.tag: part.text or "" for part in date}
    return year_in(told.get("Year", "")) or year_in(told.get("MedlineDate", "")) or year_in(told.get("Season", ""))


def _entry_year(data: etree._Element | None) -> int | None:
    """The year PubMed took the record in, for the few that give no other date."""
    for date in () if data is None else data.iter("PubMedPubDate"):
        if date.get("PubStatus") in ("pubmed", "entrez"):
            return _year(date)
    return None


def _date(element: etree._Element | None) -> str:
    if element is None:
        return ""
    told = {part.tag: part.text or "" for part in element}
    return iso_date(told.get("Year", ""), told.get("Month", ""), told.get("Day", ""))


def pages_of(element: etree._Element | None) -> str:
    """Pages as printed, from `Pagination`."""
    if element is None:
        return ""
    told = {part.tag: text_of(part) for part in element}
    start, end = told.get("StartPage", ""), told.get("EndPage", "")
    return told.get("MedlinePgn") or (f"{start}-{end}" if start and end else start or end)


def _mesh(element: etree._Element | None) -> tuple[tuple[str, ...], list[str] | None]:
    """Headings, with a trailing * where the heading or one of its qualifiers is a main topic; and those qualified."""
    headings, qualified = [], []
    for heading in () if element is None else element:
        parts = [(part.tag, text_of(part), part.get("MajorTopicYN") == "Y") for part in heading]
        name, main = next((part[1:] for part in parts if part[0] == "DescriptorName"), ("", False))
        if name:
            qualifiers = [part[1:] for part in parts if part[0] == "QualifierName" and part[1]]
            headings.append(intern(f"{name}*" if main or any(star for _, star in qualifiers) else name))
            if qualifiers:
                qualified.append(intern(heading_with(name, main, qualifiers)))
    return tuple(headings), qualified or None


def _keywords(lists: Iterable[etree._Element]) -> tuple[str, ...]:
    """Keywords of all owners, the authors' own (NOTNLM) first."""
    ordered = sorted(lists, key=lambda part: part.get("Owner", "NOTNLM") != "NOTNLM")
    words = (text_of(word).strip("*") for part in ordered for word in part if word.tag == "Keyword")
    return tuple(dict.fromkeys(intern(word) for word in words if word))


def registrations_of(element: etree._Element | None) -> tuple[str, ...]:
    """Trial and review registrations, from `DataBankList`."""
    found = []
    for bank in () if element is None else element:
        registry = is_registry(bank.findtext("DataBankName") or "")
        for number in bank.iter("AccessionNumber"):
            text = text_of(number)
            if text and (registry or is_registration(text)):
                found.append(text)
    return tuple(dict.fromkeys(found))


def notices_of(element: etree._Element | None) -> list[dict]:
    """Notices with PMID and source, from `CommentsCorrectionsList`."""
    found = []
    for part in () if element is None else element:
        kind = NOTICES.get(part.get("RefType") or "")
        if kind:
            text = " ".join(t for t in (text_of(part.find("RefSource")), text_of(part.find("Note"))) if t)
            found.append({"kind": kind, "pmid": text_of(part.find("PMID")), "text": text})
    return found


def _types(element: etree._Element | None) -> tuple[str, ...]:
    found = (text_of(part) for part in (() if element is None else element) if part.tag == "PublicationType")
    return tuple(intern(name) for name in found if name)


def _medline_journal(element: etree._Element | None) -> str:
    return text_of(element.find("MedlineTA")) if element is not None else ""


def _by_tag(element: etree._Element | None) -> dict[str, list]:
    found: dict[str, list] = {}
    for child in () if element is None else element:
        found.setdefault(child.tag, []).append(child)
    return found


def _first(parts: dict[str, list], tag: str) -> etree._Element | None:
    found = parts.get(tag)
    return found[0] if found else None


def _text(parts: dict[str, list], tag: str) -> str:
    return text_of(_first(parts, tag))
