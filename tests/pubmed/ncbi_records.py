"""Invented records for the stand-in: none of these studies, people, journals or identifiers exists."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from xml.sax.saxutils import escape

FIRST = 90_000_000
BUSY_DAY = datetime.date(2019, 7, 15)


@dataclass(frozen=True)
class Invented:
    """One record of the stand-in's PubMed. `kind` is article, book or unfetchable book (`hidden book`)."""

    pmid: int
    title: str
    created: datetime.date
    published: int
    doi: str = ""
    author: str = "Invented A"
    kind: str = "article"
    publication_type: str = "Journal Article"

    @property
    def text(self) -> str:
        """What the stand-in searches."""
        return f"{self.title} invented abstract of a study on massage p<0.05 {self.author}".lower()


def invent(count: int, on_busy_day: int = 0, seed: int = 1) -> list[Invented]:
    """`count` records, `on_busy_day` of them created on one day, the others between 1990 and 2024."""
    chance = random.Random(seed)
    first_day = datetime.date(1990, 1, 1)
    records = []
    for number in range(count):
        created = BUSY_DAY if number < on_busy_day else first_day + datetime.timedelta(days=chance.randrange(12_700))
        records.append(
            Invented(
                pmid=FIRST + 7 * number + chance.randrange(7),
                title=f"Invented record {number} on massage",
                created=created,
                published=created.year,
                doi=f"10.99999/invented.{number}",
                author=f"Invented{chr(97 + number % 26)} {chr(65 + number % 26)}",
                kind="book" if number % 97 == 96 else "article",
            )
        )
    return records


def as_xml(record: Invented) -> str:
    """The record as EFetch writes it."""
    pmid, title, family = record.pmid, escape(record.title), escape(record.author.split()[0])
    date = f"<Year>{record.published}</Year><Month>Feb</Month><Day>3</Day>"
    authors = (
        f'<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>{family}</LastName><ForeName>Ada</ForeName>'
        f"<Initials>A</Initials></Author></AuthorList>"
    )
    abstract = (
        f'<Abstract><AbstractText Label="METHODS" NlmCategory="METHODS">{record.pmid % 90} people had massage, '
        "<i>p</i>&lt;0.05.</AbstractText></Abstract>"
    )
    ids = f'<ArticleId IdType="pubmed">{pmid}</ArticleId>'
    if record.doi:
        ids += f'<ArticleId IdType="doi">{escape(record.doi)}</ArticleId>'
    if record.kind == "book":
        return (
            f'<PubmedBookArticle><BookDocument><PMID Version="1">{pmid}</PMID><ArticleIdList/>'
            "<Book><Publisher><PublisherName>Invented Press</PublisherName></Publisher><BookTitle>Invented book"
            f"</BookTitle><PubDate>{date}</PubDate></Book><ArticleTitle>{title}</ArticleTitle>"
            f"<Language>eng</Language>{authors}{abstract}</BookDocument><PubmedBookData>"
            f"<PublicationStatus>ppublish</PublicationStatus><ArticleIdList>{ids}</ArticleIdList></PubmedBookData>"
            "</PubmedBookArticle>"
        )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        "<DateRevised><Year>2024</Year><Month>01</Month><Day>02</Day></DateRevised>"
        '<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><Volume>1</Volume><Issue>2</Issue>'
        f"<PubDate>{date}</PubDate></JournalIssue><Title>Journal of Invented Studies</Title>"
        "<ISOAbbreviation>J Invent Stud</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>{abstract}{authors}"
        f'<Language>eng</Language><PublicationTypeList><PublicationType UI="D016428">{record.publication_type}'
        "</PublicationType></PublicationTypeList></Article>"
        "<MedlineJournalInfo><MedlineTA>J Invent Stud</MedlineTA></MedlineJournalInfo></MedlineCitation>"
        f"<PubmedData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>{ids}</ArticleIdList></PubmedData>"
        "</PubmedArticle>"
    )
