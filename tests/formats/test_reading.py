"""From any file to a Reading: what it is, how it is wrapped, and what cannot be read at all."""

from __future__ import annotations

import gzip

import pytest
from test_bibtex import ENTRIES
from test_medline import RECORD
from test_ris import SCOPUS
from test_table_csv import PUBMED
from traps import article, file

from touchstone import formats
from touchstone.errors import InputError

FILES = {
    "JSON lines": b'{"title": "A"}\n',
    "PubMed XML": file(article()),
    "MEDLINE": RECORD.encode(),
    "RIS": SCOPUS.encode(),
    "CSV": PUBMED.encode(),
    "BibTeX": ENTRIES.encode(),
}


@pytest.mark.parametrize("form", FILES)
def test_the_format_is_told_by_content_whatever_the_suffix(form, tmp_path):
    path = tmp_path / "export.pdf"
    path.write_bytes(FILES[form])
    assert formats.read(path).format == form


@pytest.mark.parametrize("form", FILES)
def test_any_file_may_be_gzipped_in_one_or_several_members(form, tmp_path):
    path = tmp_path / "export.txt"
    half = len(FILES[form]) // 2
    path.write_bytes(gzip.compress(FILES[form][:half]) + gzip.compress(FILES[form][half:]) + b"\0" * 512)
    assert formats.read(path).records.equals(formats.read_bytes(FILES[form]).records)


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_unicode_encoding_is_read(form, encoding):
    text = FILES[form].decode().replace("UTF-8", encoding.removesuffix("-sig"))
    assert formats.read_bytes(text.encode(encoding)).format == form


def test_latin_1_is_read_and_told_by_line():
    reading = formats.read_bytes("TY  - JOUR\nTI  - Berührung – 5 µm\nER  -\n".encode("cp1252"), "hits.ris")
    assert reading.records["title"].tolist() == ["Berührung – 5 µm"]
    assert str(reading.problems[0]).startswith("hits.ris: line 2: not UTF-8, read as Windows-1252")


def test_a_gzipped_file_cut_off_gives_what_came_through():
    lines = b"".join(b'{"title": "record %d of many"}\n' % n for n in range(5000))
    reading = formats.read_bytes(gzip.compress(lines, 1)[:-2000], "hits.jsonl.gz")
    assert 1000 < len(reading.records) < 5000
    assert str(reading.problems[0]).startswith("hits.jsonl.gz: gzip stream: cut off")


def test_a_gzipped_file_damaged_in_the_middle_gives_what_came_before():
    packed = bytearray(gzip.compress(file(*(article(str(99000000 + n)) for n in range(3000))), 1))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    reading = formats.read_bytes(bytes(packed), "hits.xml.gz")
    assert len(reading.records) > 100
    assert any("gzip stream: damaged" in str(problem) for problem in reading.problems)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (gzip.compress(b""), "nothing inside"),
        (b"\x1f\x8b", "gzip"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (bytes(range(256)) * 20, "binary"),
        (b"Dear colleague, please find our records.", "not a file of records"),
        (b"name,age\nA,7\n", "not a file of records"),
        (b"<PubmedArticleSet></PubmedArticleSet>", "no record"),
        (b"TY  - JOUR\nER  - \n", "no record"),
        (b"PMID-\n", "no record"),
        (b"pmid,title\n", "no record"),
    ],
)
def test_a_file_with_nothing_to_read_is_an_input_error_that_names_it(data, told, tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=told) as error:
        formats.read(path)
    assert "odd.txt" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_input_errors(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        formats.read(tmp_path / "nowhere.xml")
    with pytest.raises(InputError, match="folder"):
        formats.read(tmp_path)


def test_reading_twice_gives_the_same_bytes():
    for data in FILES.values():
        first, second = (formats.to_jsonl_bytes(formats.read_bytes(data).records) for _ in range(2))
        assert first == second


def test_every_format_survives_the_way_through_json_lines():
    for data in FILES.values():
        records = formats.read_bytes(data).records
        written = formats.to_jsonl_bytes(records)
        assert formats.to_jsonl_bytes(formats.read_bytes(written).records) == written
