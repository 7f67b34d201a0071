"""Invented PubMed records, one a trap: what a parser meets, and what it should make of it.

Each trap has one question. `right` lists the answers that count as right: the first is ours, further ones are other
readable ways to write the same (a superscript as `^`).
"""

from __future__ import annotations

from typing import NamedTuple

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January '
    '2099//EN" "https://dtd.invalid/pubmed_990101.dtd">\n'
)


DOE = '<Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane P</ForeName><Initials>JP</Initials></Author>'


class Trap(NamedTuple):
    """A record's XML, the column that is asked for, and the answers that are right."""

    name: str
    xml: str
    column: str
    right: tuple[object, ...]


def article(
    pmid: str = "99000001",
    title: str = "Massage after an invented operation.",
    abstract: str = "<Abstract><AbstractText>Nobody took part.</AbstractText></Abstract>",
    date: str = "<Year>2001</Year><Month>Feb</Month>",
    authors: str = DOE,
    types: str = "Journal Article",
    language: str = "eng",
    version: str = "1",
    attributes: str = 'Status="MEDLINE" Owner="NLM"',
    before_authors: str = "",
    in_article: str = "",
    in_citation: str = "",
    in_data: str = "",
    ids: str = "",
) -> str:
    """One `PubmedArticle`; every part can be given."""
    kinds = "".join(f'<PublicationType UI="D016428">{kind}</PublicationType>' for kind in types.split("; "))
    return (
        f'<PubmedArticle><MedlineCitation {attributes}><PMID Version="{version}">{pmid}</PMID>'
        "<DateRevised><Year>2020</Year><Month>03</Month><Day>05</Day></DateRevised>"
        '<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0000</ISSN><JournalIssue CitedMedium="Print">'
        f"<Volume>7</Volume><Issue>2</Issue><PubDate>{date}</PubDate></JournalIssue>"
        "<Title>Journal of invented trials</Title><ISOAbbreviation>J Inv Trials</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>11-9</MedlinePgn></Pagination>{before_authors}"
        f'{abstract}<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>{language}</Language>'
        f"<PublicationTypeList>{kinds}</PublicationTypeList>{in_article}</Article>"
        f"<MedlineJournalInfo><MedlineTA>J Inv Trials</MedlineTA></MedlineJournalInfo>{in_citation}</MedlineCitation>"
        f'<PubmedData><History><PubMedPubDate PubStatus="pubmed"><Year>2002</Year></PubMedPubDate></History>'
        f'<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{ids}</ArticleIdList>{in_data}</PubmedData>'
        "</PubmedArticle>"
    )


def file(*records: str) -> bytes:
    """Records as a PubMed XML file."""
    return f"{HEAD}<PubmedArticleSet>\n{chr(10).join(records)}\n</PubmedArticleSet>\n".encode()


def _abstract(*parts: str) -> str:
    return f"<Abstract>{''.join(f'<AbstractText{part}</AbstractText>' for part in parts)}</Abstract>"


def _link(kind: str, pmid: str) -> str:
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>J Inv Trials. 2003;9:1</RefSource>'
        f'<PMID Version="1">{pmid}</PMID></CommentsCorrections></CommentsCorrectionsList>'
    )


BOOK = (
    '<PubmedBookArticle><BookDocument><PMID Version="1">99000090</PMID><ArticleIdList><ArticleId '
    'IdType="bookaccession">NBK0</ArticleId><ArticleId IdType="doi">10.99999/CHAPTER.1</ArticleId></ArticleIdList>'
    "<Book><Publisher><PublisherName>Nobody</PublisherName></Publisher><BookTitle>Invented syndromes</BookTitle>"
    "<PubDate><Year>1993</Year></PubDate>"
    '<AuthorList Type="editors"><Author><LastName>Editor</LastName><Initials>E</Initials></Author></AuthorList></Book>'
    "<ArticleTitle>A chapter on touch</ArticleTitle><Language>eng</Language>"
    '<AuthorList Type="authors"><Author><LastName>Roe</LastName><Initials>R</Initials></Author></AuthorList>'
    "<PublicationType>Review</PublicationType><Abstract><AbstractText>A chapter.</AbstractText></Abstract>"
    "<ContributionDate><Year>1999</Year><Month>1</Month></ContributionDate></BookDocument>"
    '<PubmedBookData><ArticleIdList><ArticleId IdType="pubmed">99000090</ArticleId></ArticleIdList></PubmedBookData>'
    "</PubmedBookArticle>"
)
_MATH = (
    '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mrow>\n <mml:msup>'
    "<mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>\n <mml:mo>=</mml:mo> <mml:mn>4</mml:mn></mml:mrow></mml:math>"
)
_REFERENCES = (
    "<ReferenceList><Reference><Citation>Cited.</Citation><ArticleIdList>"
    '<ArticleId IdType="pubmed">99000077</ArticleId>'
    '<ArticleId IdType="doi">10.99999/cited</ArticleId><ArticleId IdType="pmc">PMC99</ArticleId></ArticleIdList>'
    "</Reference>"
    "<ReferenceList><Title>More</Title><Reference><Citation>Also cited.</Citation></Reference></ReferenceList>"
    "</ReferenceList>"
)

TRAPS = (
    Trap(
        "title with inline tags and <",
        article(title="CO<sub>2</sub> and <i>massage</i>: p&lt;0.05 in one, q&gt;0.1 in the other"),
        "title",
        ("CO2 and massage: p<0.05 in one, q>0.1 in the other",),
    ),
    Trap(
        "abstract with inline tags and <",
        article(abstract=_abstract(">Pain <b>fell</b> (<i>P</i>&lt;.001), sleep did not (P&gt;.1).")),
        "abstract",
        ("Pain fell (P<.001), sleep did not (P>.1).",),
    ),
    Trap(
        "exponent in superscript",
        article(title="A dose of 10<sup>-3</sup> units"),
        "title",
        ("A dose of 10⁻³ units", "A dose of 10^-3 units", "A dose of 10^(-3) units"),
    ),
    Trap("text of MathML", article(title=f"When {_MATH} holds"), "title", ("When x²=4 holds", "When x^2=4 holds")),
    Trap(
        "entities escaped twice, odd spaces",
        article(title="Touch &amp;amp; go:\n  p&#xA0;&amp;lt;&#x2009;0.05"),
        "title",
        ("Touch & go: p < 0.05",),
    ),
    Trap(
        "section labels",
        article(abstract=_abstract(' Label="AIM">To see.', ' Label="RESULTS" NlmCategory="RESULTS">Less pain.')),
        "sections",
        (
            [
                {"label": "AIM", "category": "OBJECTIVE", "start": 5, "end": 12},
                {"label": "RESULTS", "category": "RESULTS", "start": 22, "end": 32},
            ],
        ),
    ),
    Trap("year of a MedlineDate", article(date="<MedlineDate>1998 Dec-1999 Jan</MedlineDate>"), "year", (1998,)),
    Trap("year of a season", article(date="<MedlineDate>Winter 2001</MedlineDate>"), "year", (2001,)),
    Trap(
        "no print date, only the electronic one",
        article(date="", in_article='<ArticleDate DateType="Electronic"><Year>2019</Year></ArticleDate>'),
        "year",
        (2019,),
    ),
    Trap(
        "group author",
        article(authors='<Author ValidYN="Y"><CollectiveName>Invented Touch Group</CollectiveName></Author>' + DOE),
        "authors",
        (("Invented Touch Group", "Doe JP"),),
    ),
    Trap(
        "author with a suffix",
        article(
            authors='<Author ValidYN="Y"><LastName>Doe</LastName><Initials>J</Initials><Suffix>Jr</Suffix></Author>',
        ),
        "authors",
        (("Doe J Jr",),),
    ),
    Trap(
        "author name withdrawn by PubMed",
        article(
            authors='<Author ValidYN="N"><LastName>Wrong</LastName><Initials>W</Initials></Author>'
            '<Author ValidYN="Y"><LastName>Right</LastName><Initials>R</Initials></Author>'
        ),
        "authors",
        (("Right R",),),
    ),
    Trap("identifiers of references", article(in_data=_REFERENCES), "doi", ("",)),
    Trap(
        "DOI marked invalid",
        article(
            before_authors='<ELocationID EIdType="doi" ValidYN="N">10.99999/wrong</ELocationID>',
            ids='<ArticleId IdType="doi">10.99999/RIGHT</ArticleId>',
        ),
        "doi",
        ("10.99999/right",),
    ),
    Trap("PMID of a linked record", article(in_citation=_link("CommentIn", "99000055")), "pmid", ("99000001",)),
    Trap("version of the citation", article(version="2"), "pmid_version", (2,)),
    Trap(
        "PMID of the retraction notice",
        article(types="Journal Article; Retracted Publication", in_citation=_link("RetractionIn", "99000056")),
        "notices",
        ([{"kind": "retraction", "pmid": "99000056", "text": "J Inv Trials. 2003;9:1"}],),
    ),
    Trap(
        "retracted study",
        article(types="Journal Article; Retracted Publication", in_citation=_link("RetractionIn", "99000056")),
        "retracted",
        (True,),
    ),
    Trap(
        "retraction notice is no study",
        article(types="Retraction Notice", in_citation=_link("RetractionOf", "99000001"), abstract=""),
        "record_type",
        ("notice",),
    ),
    Trap(
        "retraction notice is not retracted",
        article(types="Retraction of Publication", in_citation=_link("RetractionOf", "99000001"), abstract=""),
        "retracted",
        (False,),
    ),
    *(
        Trap(
            f"link to {what}",
            article(in_citation=_link(kind, "99000056")),
            "notices",
            ([{"kind": ours, "pmid": "99000056", "text": "J Inv Trials. 2003;9:1"}],),
        )
        for what, kind, ours in (
            ("an erratum", "ErratumIn", "correction"),
            ("an expression of concern", "ExpressionOfConcernIn", "concern"),
            ("an update", "UpdateIn", "update"),
            ("a comment", "CommentIn", "comment"),
        )
    ),
    Trap(
        "study with a concern is not retracted",
        article(in_citation=_link("ExpressionOfConcernIn", "99000056")),
        "retracted",
        (False,),
    ),
    Trap("published erratum is no study", article(types="Published Erratum"), "record_type", ("notice",)),
    Trap(
        "title only in the language of origin",
        article(title="[Not Available].", in_article="<VernacularTitle>Über Berührung.</VernacularTitle>"),
        "title",
        ("Über Berührung.",),
    ),
    Trap(
        "translated title in square brackets",
        article(title="[On touch].", in_article="<VernacularTitle>Über Berührung.</VernacularTitle>"),
        "title",
        ("[On touch].",),
    ),
    Trap(
        "title in the language of origin beside it",
        article(title="[On touch].", in_article="<VernacularTitle>Über <i>Berührung</i>.</VernacularTitle>"),
        "vernacular_title",
        ("Über Berührung.",),
    ),
    Trap(
        "abstract in another language beside it",
        article(
            in_citation='<OtherAbstract Type="Publisher" Language="spa"><AbstractText>Nadie.</AbstractText>'
            "</OtherAbstract>"
        ),
        "other_abstracts",
        ([{"language": "spa", "type": "Publisher", "text": "Nadie."}],),
    ),
    Trap("several languages", article(language="eng</Language><Language>ger"), "language", ("eng;ger",)),
    Trap(
        "bold, underlined and nested tags",
        article(title="<b>Touch <u>and <i>go</i></u></b>, a<sup>2</sup>"),
        "title",
        ("Touch and go, a²", "Touch and go, a2", "Touch and go, a^2"),
    ),
    Trap(
        "investigators are no authors",
        article(
            in_citation='<InvestigatorList><Investigator ValidYN="Y"><LastName>Roe</LastName><Initials>R</Initials>'
            "</Investigator></InvestigatorList>"
        ),
        "authors",
        (("Doe JP",),),
    ),
    Trap(
        "DOI only in ELocationID",
        article(
            before_authors='<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>'
            '<ELocationID EIdType="doi" ValidYN="Y">10.99999/Only</ELocationID>'
        ),
        "doi",
        ("10.99999/only", "10.99999/Only"),
    ),
    Trap(
        "own PMC number, not that of references",
        article(ids='<ArticleId IdType="pmc">PMC98</ArticleId>', in_data=_REFERENCES),
        "pmcid",
        ("PMC98",),
    ),
    Trap(
        "abstract only in OtherAbstract",
        article(
            abstract="",
            in_citation='<OtherAbstract Type="Publisher" Language="spa"><AbstractText>Nadie.</AbstractText>'
            "</OtherAbstract>"
            '<OtherAbstract Type="Publisher" Language="eng"><AbstractText>Nobody.</AbstractText></OtherAbstract>',
        ),
        "abstract",
        ("Nobody.",),
    ),
    Trap(
        "copyright is not the abstract",
        article(
            abstract="<Abstract><AbstractText>Nobody.</AbstractText><CopyrightInformation>© Nobody"
            "</CopyrightInformation></Abstract>"
        ),
        "abstract",
        ("Nobody.",),
    ),
    Trap("no abstract", article(abstract=""), "abstract", ("",)),
    Trap(
        "trial registration among data banks",
        article(
            in_article="<DataBankList><DataBank><DataBankName>GENBANK</DataBankName><AccessionNumberList><AccessionNumber>"
            "AY999999</AccessionNumber></AccessionNumberList></DataBank><DataBank><DataBankName>ClinicalTrials.gov"
            "</DataBankName><AccessionNumberList><AccessionNumber>NCT99999999</AccessionNumber></AccessionNumberList>"
            "</DataBank></DataBankList>"
        ),
        "registry_ids",
        (("NCT99999999",),),
    ),
    Trap(
        "main topic on a qualifier",
        article(
            in_citation='<MeshHeadingList><MeshHeading><DescriptorName UI="D008405" MajorTopicYN="N">Massage'
            "</DescriptorName>"
            '<QualifierName UI="Q" MajorTopicYN="Y">methods</QualifierName></MeshHeading><MeshHeading>'
            '<DescriptorName UI="D006801" MajorTopicYN="N">Humans</DescriptorName></MeshHeading></MeshHeadingList>'
        ),
        "mesh",
        (("Massage*", "Humans"),),
    ),
    Trap(
        "qualifiers of a heading",
        article(
            in_citation='<MeshHeadingList><MeshHeading><DescriptorName UI="D008405" MajorTopicYN="N">Massage'
            '</DescriptorName><QualifierName UI="Q1" MajorTopicYN="Y">methods</QualifierName><QualifierName UI="Q2" '
            'MajorTopicYN="N">adverse effects</QualifierName></MeshHeading><MeshHeading><DescriptorName UI="D006801" '
            'MajorTopicYN="N">Humans</DescriptorName></MeshHeading></MeshHeadingList>'
        ),
        "mesh_qualifiers",
        (["Massage/*methods/adverse effects"],),
    ),
    Trap(
        "keywords of several owners",
        article(
            in_citation='<KeywordList Owner="KIE"><Keyword MajorTopicYN="N">Ethics</Keyword></KeywordList>'
            '<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">touch</Keyword></KeywordList>'
        ),
        "keywords",
        (("touch", "Ethics"), ("Ethics", "touch")),
    ),
    Trap(
        "indexed by machine",
        article(attributes='Status="MEDLINE" IndexingMethod="Automated" Owner="NLM"'),
        "indexing_method",
        ("Automated",),
    ),
    Trap("indexed by people", article(), "indexing_method", ("Manual",)),
    Trap("title of a chapter in a book", BOOK, "title", ("A chapter on touch",)),
    Trap("year of a chapter in a book", BOOK, "year", (1999, 1993)),
    Trap("authors of a chapter in a book", BOOK, "authors", (("Roe R",),)),
)
