"""A file the size of MEDLINE's goes by in flat memory."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from traps import DOE, HEAD, article

PASS_BY = """
import resource, sys
from touchstone import formats
count = sum(len(frame) for frame in formats.iter_pubmed_xml(sys.argv[1]))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))
"""
PART = 1_000


def _write(path: Path, records: int) -> None:
    """Records of about 4,000 characters, with words that no other record has."""
    with gzip.open(path, "wb", compresslevel=1) as out:
        out.write(f"{HEAD}<PubmedArticleSet>\n".encode())
        for start in range(0, records, PART):
            some = (_full(90_000_000 + number) for number in range(start, start + PART))
            out.write("\n".join(some).encode())
        out.write(b"</PubmedArticleSet>\n")


def _full(pmid: int) -> str:
    text = f"Nobody numbered {pmid} took part in the invented trial {pmid * 7}. " * 20
    keywords = "".join(f'<Keyword MajorTopicYN="N">word {pmid * 3 + n}</Keyword>' for n in range(3))
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D0" MajorTopicYN="N">Heading {pmid * 5 + n}</DescriptorName></MeshHeading>'
        for n in range(5)
    )
    return article(
        pmid=str(pmid),
        abstract=f"<Abstract><AbstractText>{text}</AbstractText></Abstract>",
        authors=DOE.replace("Doe", f"Doe{pmid}") * 4,
        in_citation=f"<MeshHeadingList>{headings}</MeshHeadingList><KeywordList>{keywords}</KeywordList>",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak of memory in this way")
def test_ten_times_the_records_need_no_more_memory(tmp_path):
    peaks = {}
    for records in (3_000, 30_000):
        path = tmp_path / f"{records}.xml.gz"
        _write(path, records)
        command = [sys.executable, "-c", PASS_BY, str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        assert int(told[0]) == records
        peaks[records] = float(told[1])
    grown = peaks[30_000] - peaks[3_000]
    assert grown < 20, f"{grown:.0f} MB more for 27,000 more records, which hold about 100 MB"
