"""PubMed XML parsers side by side: trap records read right, and speed and memory on full records.

`python benchmarks/parsers.py [PEERS] [--records N] [--runs N]`. PEERS, or the environment variable TOUCHSTONE_PEERS, is
a folder into which the peers were installed (`pip install --target PEERS pubmed_parser metapub`); a peer that is not
there is shown as not installed. Each timed run is a process of its own, the parsers take turns, and time is CPU time:
"reading" alone, and the "process" with its imports. pubmed_parser runs with its defaults, which leave out references
and the parts of author names. "table" ends in one DataFrame, "frames" passes DataFrames of 1,000 records by, keeping
none; "list" and "one by one" are pubmed_parser's dicts as they come, set against our table and frames.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import io
import itertools
import json
import logging
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "formats"))
RAW = object()  # the library hands the XML's own values over; what they mean is left to its user
SHIPPED_DTD = (
    '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">'
)


def main() -> None:
    """Print the table of traps, then the paired runs."""
    options = argparse.ArgumentParser()
    options.add_argument("peers", nargs="?", default=os.environ.get("TOUCHSTONE_PEERS", ""))
    options.add_argument("--records", type=int, default=30_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--one", nargs=2, metavar=("PARSER", "FILE"))
    chosen = options.parse_args()
    if chosen.peers:
        sys.path.append(chosen.peers)
    logging.disable(logging.CRITICAL)
    if chosen.one:
        print(json.dumps(_run(*chosen.one)))
        return
    _conformance()
    _speed(chosen.records, chosen.runs, chosen.peers)


# --- the traps -----------------------------------------------------------------------------------


def _conformance() -> None:
    from traps import TRAPS

    parsers = {"touchstone": _ours, "Biopython": _biopython, "pubmed_parser": _pubmed_parser, "metapub": _metapub}
    there = {name: _is_there(name) for name in parsers}
    print(f"{'trap':40}" + "".join(f"{name:>16}" for name in parsers))
    right = dict.fromkeys(parsers, 0)
    for trap in TRAPS:
        marks = []
        for name, answer in parsers.items():
            mark = _mark(trap, answer) if there[name] else "not installed"
            right[name] += mark == "right"
            marks.append(f"{mark:>16}")
        print(f"{trap.name:40}" + "".join(marks))
    print(f"{'right':40}" + "".join(f"{f'{n} of {len(TRAPS)}':>16}" for n in right.values()))
    print("raw: the value is handed over as it stands, to be interpreted; lost: the library does not give it")


def _is_there(name: str) -> bool:
    try:
        importlib.import_module({"Biopython": "Bio.Entrez"}.get(name, name))
    except Exception:
        return False
    return True


def _mark(trap, answer) -> str:
    try:
        given = answer(trap)
    except Exception:
        return "fails"
    if given is RAW:
        return "raw"
    if given is None:
        return "lost"
    expected = [_comparable(value, trap.column) for value in trap.right]
    return "right" if _comparable(given, trap.column) in expected else "wrong"


def _comparable(value: object, column: str) -> object:
    if column == "sections":
        return [part["label"] for part in value]
    if column == "notices":
        return [part["pmid"] for part in value]
    return [str(part) for part in value] if isinstance(value, tuple | list) else str(value)


def _ours(trap) -> object:
    from traps import file

    from touchstone import formats

    return formats.read_bytes(file(trap.xml)).records[trap.column][0]


def _biopython(trap) -> object:
    from Bio import Entrez

    data = io.BytesIO(f"{SHIPPED_DTD}<PubmedArticleSet>{trap.xml}</PubmedArticleSet>".encode())
    answer = Entrez.read(data)
    if answer["PubmedBookArticle"]:
        document = answer["PubmedBookArticle"][0]["BookDocument"]
        if trap.column == "authors":
            return [f"{name['LastName']} {name['Initials']}" for name in document["AuthorList"][0]]
        return document["ArticleTitle"] if trap.column == "title" else RAW
    record = answer["PubmedArticle"][0]
    citation, article = record["MedlineCitation"], record["MedlineCitation"]["Article"]
    parts = article.get("Abstract", {}).get("AbstractText", [])
    links = citation.get("CommentsCorrectionsList", [])
    dois = [str(part) for part in record["PubmedData"]["ArticleIdList"] if part.attributes["IdType"] == "doi"]
    given = {
        "title": lambda: str(article["ArticleTitle"]),
        "abstract": lambda: " ".join(str(part) for part in parts) or (RAW if citation.get("OtherAbstract") else ""),
        "sections": lambda: [{"label": part.attributes.get("Label", "")} for part in parts],
        "pmid": lambda: str(citation["PMID"]),
        "vernacular_title": lambda: str(article["VernacularTitle"]),
        "language": lambda: ";".join(article["Language"]),
        "pmid_version": lambda: citation["PMID"].attributes["Version"],
        "authors": lambda: [_person(name) for name in article["AuthorList"]],
        "doi": lambda: dois[0] if dois else "",
        "notices": lambda: [{"pmid": str(link["PMID"])} for link in links],
    }
    return given.get(trap.column, lambda: RAW)()


def _person(name: dict) -> str:
    parts = (name.get(part, "") for part in ("CollectiveName", "LastName", "Initials", "Suffix"))
    return " ".join(str(part) for part in parts if part)


def _pubmed_parser(trap) -> object:
    import pubmed_parser
    from traps import file

    with tempfile.NamedTemporaryFile(suffix=".xml.gz") as packed:
        packed.write(gzip.compress(file(trap.xml)))
        packed.flush()
        found = list(pubmed_parser.parse_medline_xml(packed.name))
    if not found:
        return None
    record = found[0]
    if trap.column == "authors":
        people = (name.split("|") for name in record["authors"].split(";"))
        return [f"{person[0]} {person[2]}" for person in people]
    if trap.column in ("mesh", "keywords"):
        values = record["mesh_terms" if trap.column == "mesh" else "keywords"].split("; ")
        return [value.rpartition(":")[2] for value in values]
    if trap.column in ("retracted", "record_type", "sections"):
        return RAW  # as publication types; labels as lines of the text
    if trap.column == "language":
        return record["languages"].replace("; ", ";")
    names = {"title": "title", "abstract": "abstract", "year": "pubdate", "doi": "doi", "pmid": "pmid"}
    names |= {"pmcid": "pmc", "vernacular_title": "vernacular_title"}
    return record.get(names.get(trap.column, ""))


def _metapub(trap) -> object:
    from metapub import PubMedArticle

    record = PubMedArticle(f"<PubmedArticleSet>{trap.xml}</PubmedArticleSet>")
    if trap.column in ("retracted", "record_type", "sections", "mesh"):
        return RAW  # as publication types and qualifiers; labels as lines of the text
    if trap.column == "pmcid":
        return f"PMC{record.pmc}"
    names = ("title", "abstract", "year", "authors", "doi", "pmid", "keywords")
    value = getattr(record, trap.column) if trap.column in names else None
    return "" if value is None and trap.column in ("doi", "abstract") else value


# --- speed and memory ----------------------------------------------------------------------------


# The ways of pubmed_parser, each beside the way of ours that does the same or more.
_PAIRS = {"table": ("table", "list"), "frames": ("frames", "one by one")}


def _speed(records: int, runs: int, peers: str) -> None:
    there = _is_there("pubmed_parser")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "full.xml.gz"
        size = _write_full(file, records)
        print(f"\n{records:,} full records, {size / 1e6:.0f} MB of XML, gzipped; medians of {runs} runs, taking turns")
        heads = ("reading, s", "process, s", "records/s", "peak MB", "our speed")
        print(f"{'':28}" + "".join(f"{head:>12}" for head in heads))
        for ours, theirs in _PAIRS.items():
            names = [f"touchstone, {ours}", *(f"pubmed_parser, {way}" for way in theirs if there)]
            taken: dict[str, list[dict]] = {name: [] for name in names}
            for _ in range(runs):
                for name in names:
                    taken[name].append(_in_a_process(name, file, peers))
            for name in names:
                _line(name, records, taken[name], taken[names[0]])
    if not there:
        print(f"{'pubmed_parser':28}{'not installed':>14}")


def _in_a_process(name: str, file: Path, peers: str) -> dict:
    command = [sys.executable, __file__, *([peers] if peers else []), "--one", name, str(file)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def _line(name: str, records: int, runs: list[dict], ours: list[dict]) -> None:
    reading, process, peak = (statistics.median(run[key] for run in runs) for key in ("reading", "process", "peak"))
    times = statistics.median(run["reading"] / our["reading"] for run, our in zip(runs, ours, strict=True))
    print(
        f"{name:28}{reading:12.2f}{process:12.2f}{records / reading:12,.0f}{peak:12.0f}"
        f"{'' if runs is ours else f'{times:.1f} times':>12}"
    )


def _run(parser_and_way: str, file: str) -> dict:
    parser, way = parser_and_way.split(", ")
    if parser == "touchstone":
        from touchstone import formats

        read = {"table": lambda: formats.read(file).records, "frames": lambda: _passed(formats.iter_pubmed_xml(file))}
    else:
        import pubmed_parser

        read = {
            "table": lambda: _frame(pubmed_parser.parse_medline_xml(file)),
            "list": lambda: list(pubmed_parser.parse_medline_xml(file)),
            "frames": lambda: _passed(map(_frame, _thousands(pubmed_parser.parse_medline_xml(file)))),
            "one by one": lambda: _passed(pubmed_parser.parse_medline_xml(file)),
        }
        if way in ("table", "frames"):
            importlib.import_module("pandas")
    start = time.process_time()
    records = read[way]()
    end = time.process_time()
    del records
    return {"reading": end - start, "process": end, "peak": _peak()}


def _frame(records: Iterable[dict]) -> object:
    import pandas as pd

    return pd.DataFrame(list(records))


def _passed(things: Iterable) -> None:
    for _ in things:
        pass


def _thousands(records: Iterator[dict]) -> Iterator[list[dict]]:
    while some := list(itertools.islice(records, 1000)):
        yield some


def _peak() -> float:
    """The most memory this process has held, in MB. The system counts in bytes on macOS, in kilobytes elsewhere."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _write_full(file: Path, records: int) -> int:
    """Invented records as full as PubMed's recent ones: abstract, affiliations, headings, grants, references.

    Headings, journals, keywords and family names come from pools of about the real size, a few of them far more often.
    """
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghiklmnoprstu", k=chance.randint(2, 10))) for _ in range(4000)]
    pools = {
        name: [" ".join(chance.choices(words, k=chance.randint(1, 3))).capitalize() for _ in range(size)]
        for name, size in (("heading", 25_000), ("keyword", 50_000), ("journal", 5_000), ("family", 50_000))
    }
    size = 0
    with gzip.open(file, "wb", compresslevel=6) as out:
        size += out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for number in range(records):
            size += out.write(_full(90_000_000 + number, words, pools, chance).encode())
        size += out.write(b"</PubmedArticleSet>\n")
    return size


def _full(pmid: int, words: list[str], pools: dict[str, list[str]], chance: random.Random) -> str:
    def text(count: int) -> str:
        return " ".join(chance.choices(words, k=count)).capitalize()

    def some(name: str, least: int, most: int) -> list[str]:
        pool = pools[name]
        return [pool[int(chance.paretovariate(0.5)) % len(pool)] for _ in range(chance.randint(least, most))]

    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{family}</LastName><ForeName>{text(1)} A</ForeName><Initials>XA</Initials>'
        f"<AffiliationInfo><Affiliation>{text(15)}.</Affiliation></AffiliationInfo></Author>"
        for family in some("family", 3, 8)
    )
    sections = "".join(
        f'<AbstractText Label="{label}" NlmCategory="{label}">{text(length)} (p&lt;0.05).</AbstractText>'
        for label, length in (("BACKGROUND", 35), ("METHODS", 70), ("RESULTS", 80), ("CONCLUSIONS", 35))
    )
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D000000" MajorTopicYN="N">{name}</DescriptorName>'
        '<QualifierName UI="Q000000" MajorTopicYN="Y">therapy</QualifierName></MeshHeading>'
        for name in some("heading", 6, 14)
    )
    chemicals = "".join(
        f'<Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI="D0">{text(2)}</NameOfSubstance></Chemical>'
        for _ in range(2)
    )
    keywords = "".join(f'<Keyword MajorTopicYN="N">{word}</Keyword>' for word in some("keyword", 3, 6))
    dates = "".join(
        f'<PubMedPubDate PubStatus="{status}"><Year>2021</Year><Month>4</Month><Day>1</Day></PubMedPubDate>'
        for status in ("received", "accepted", "entrez", "pubmed", "medline")
    )
    references = "".join(
        f"<Reference><Citation>{text(14)}. 2001;7(2):11-9.</Citation><ArticleIdList>"
        f'<ArticleId IdType="doi">10.99999/cited.{chance.randint(1, 10**6)}</ArticleId>'
        f'<ArticleId IdType="pubmed">{chance.randint(1, 10**7)}</ArticleId></ArticleIdList></Reference>'
        for _ in range(chance.randint(8, 24))
    )
    return (
        '<PubmedArticle><MedlineCitation Status="MEDLINE" IndexingMethod="Automated" Owner="NLM">'
        f'<PMID Version="1">{pmid}</PMID>'
        "<DateCompleted><Year>2021</Year><Month>05</Month><Day>02</Day></DateCompleted><DateRevised>"
        '<Year>2022</Year><Month>01</Month><Day>02</Day></DateRevised><Article PubModel="Print-Electronic"><Journal>'
        '<ISSN IssnType="Electronic">0000-0000</ISSN><JournalIssue CitedMedium="Internet"><Volume>7</Volume>'
        "<Issue>2</Issue><PubDate><Year>2021</Year><Month>Apr</Month></PubDate></JournalIssue>"
        f"<Title>{some('journal', 1, 1)[0]}</Title><ISOAbbreviation>J</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{text(14)}.</ArticleTitle><Pagination><StartPage>11</StartPage><EndPage>19</EndPage>"
        "<MedlinePgn>11-19</MedlinePgn></Pagination>"
        f'<ELocationID EIdType="doi" ValidYN="Y">10.99999/{pmid}</ELocationID>'
        f"<Abstract>{sections}<CopyrightInformation>© Nobody.</CopyrightInformation></Abstract>"
        f'<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language><GrantList CompleteYN="Y"><Grant>'
        f"<GrantID>G {pmid}</GrantID><Agency>{text(4)}</Agency><Country>Nowhere</Country></Grant></GrantList>"
        '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
        '<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>'
        '<ArticleDate DateType="Electronic"><Year>2021</Year><Month>03</Month><Day>01</Day></ArticleDate></Article>'
        "<MedlineJournalInfo><Country>Nowhere</Country><MedlineTA>J</MedlineTA><NlmUniqueID>0</NlmUniqueID>"
        f"</MedlineJournalInfo><ChemicalList>{chemicals}</ChemicalList><CitationSubset>IM</CitationSubset>"
        f"<MeshHeadingList>{headings}</MeshHeadingList>"
        f'<KeywordList Owner="NOTNLM">{keywords}</KeywordList></MedlineCitation><PubmedData><History>{dates}</History>'
        f'<PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>'
        f'<ArticleId IdType="doi">10.99999/{pmid}</ArticleId></ArticleIdList>'
        f"<ReferenceList>{references}</ReferenceList></PubmedData></PubmedArticle>\n"
    )


if __name__ == "__main__":
    main()
