"""The shape of the usual PubMed article as one pattern: every element of pubmed.dtd in its order, each list whole."""

from __future__ import annotations

import re


def _one(tag: str, group: str = "(") -> str:
    """A pattern for an element and the white space after it; its group is what stands between the tags."""
    return rf"<{tag}(?:\s[^>]*+)?+>{group}[^<]*+(?:<(?!/{tag}>)[^<]*+)*+)</{tag}>\s*+"


def _maybe(tag: str) -> str:
    return f"(?:{_one(tag)})?+"


def _past(*tags: str) -> str:
    """A pattern for any number of these elements, one kind after the other, passed over."""
    return "".join(f"(?:{_one(tag, '(?:')})*+" for tag in tags)


# The order is that of pubmed.dtd; `pubmed_quick` names the groups.
RECORD = re.compile(
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
