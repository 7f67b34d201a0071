"""From a path or bytes to text: gzip, encodings, and what kind of file it is, told by content and never by suffix."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from .reading import Problem

FORMATS = "JSON lines, PubMed XML, MEDLINE (nbib), RIS, CSV or BibTeX"
BLOCK = 1 << 18
_PACKED = 1 << 16
_GZIP = b"\x1f\x8b"
_BINARY = {
    b"%PDF": "a PDF; export the search from the database instead",
    b"PK\x03\x04": "a zip archive or Office file; unpack it, or save the table as CSV",
    b"\xd0\xcf\x11\xe0": "an old Office file; save the table as CSV",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PAR1": "a Parquet file; read it with pandas and write JSON lines",
    b"SQLite format 3": "an SQLite database",
    b"BZh": "packed with bzip2; unpack it",
    b"\xfd7zXZ": "packed with xz; unpack it",
    b"7z\xbc\xaf": "packed with 7-Zip; unpack it",
    b"(\xb5/\xfd": "packed with Zstandard; unpack it",
}
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # UTF-32 before UTF-16: its little-endian mark begins with the other's
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_EIGHT_BIT = re.compile(r"iso8859|cp\d|gb|big5|shift_jis|euc_|koi8|mac-")  # what a readable declaration can truly name
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b]")


def opened(path: str | Path) -> BinaryIO:
    """The file, opened for reading. Raises InputError where there is none."""
    try:
        return Path(path).open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except IsADirectoryError:
        raise InputError(f"{path}: a folder, not a file; name the files in it one by one") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be opened ({error}); check name and permissions") from None


def blocks(handle: BinaryIO, name: str, problems: list[Problem]) -> Iterator[bytes]:
    """The file's bytes in blocks, unpacked where gzipped. Where gzip breaks off: what came through, and a problem.

    Raises InputError where there is nothing in it, or something we do not read.
    """
    start = handle.read(BLOCK)
    if not start:
        raise InputError(f"{name}: the file is empty; export or download it again")
    for magic, what in _BINARY.items():
        if start.startswith(magic):
            raise InputError(f"{name}: {what} (expected {FORMATS})")
    if start.startswith(_GZIP):
        yield from _gunzipped(start, handle, name, problems)
        return
    while start:
        yield start
        start = handle.read(BLOCK)


def _gunzipped(packed: bytes, handle: BinaryIO, name: str, problems: list[Problem]) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    came, fault = False, ""
    while not fault and (packed or (packed := handle.read(_PACKED))):
        if member.eof:
            packed = packed.lstrip(b"\0")  # some writers pad with zeros
            if not packed:
                continue
            member = zlib.decompressobj(wbits=31)
        before = member.copy()
        try:
            block = member.decompress(packed)
            packed = member.unused_data
        except zlib.error as error:
            fault = f"damaged ({error})"
            block = _salvaged(before, packed)
        if block:
            came = True
            yield block
    fault = fault or ("" if member.eof else "cut off")
    if not came:
        what = f"the gzip wrapping is {fault}" if fault else "there is nothing inside the gzip wrapping"
        raise InputError(f"{name}: {what}; download it again")
    if fault:
        problems.append(Problem(name, "gzip stream", fault, "download the file again: what follows is missing"))


def _salvaged(member: zlib._Decompress, packed: bytes) -> bytes:
    """What comes out of a damaged block up to the damage."""
    out = []
    try:
        for at in range(0, len(packed), 64):
            out.append(member.decompress(packed[at : at + 64]))
    except zlib.error:
        pass
    return b"".join(out)


def encoding_of(head: bytes) -> str:
    """The encoding that a file's first bytes tell: its byte order mark, its XML declaration, its zeros; else UTF-8."""
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return encoding
    even, odd = head[:400:2], head[1:400:2]
    if odd and odd.count(0) > len(odd) * 0.7 > even.count(0):
        return "utf-16-le"
    if even and even.count(0) > len(even) * 0.7 > odd.count(0):
        return "utf-16-be"
    declared = _DECLARED.match(head)
    try:
        name = codecs.lookup(declared.group(1).decode()).name if declared else ""
    except LookupError:
        name = ""
    return name if _EIGHT_BIT.match(name) else "utf-8"


def as_utf8(parts: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Blocks in any encoding as blocks in UTF-8; what does not decode becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for part in parts:
        yield decoder.decode(part).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def as_text(data: bytes, name: str, problems: list[Problem]) -> str:
    """A text file's bytes as text, line ends as `\\n`. Lines that are not UTF-8 are read as Windows-1252 and told."""
    encoding = encoding_of(data[:1000])
    if encoding not in ("utf-8", "utf-8-sig"):
        text = data.decode(encoding, "replace")
    else:
        data = data.removeprefix(codecs.BOM_UTF8)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _by_line(data, name, problems)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")


def _by_line(data: bytes, name: str, problems: list[Problem]) -> str:
    lines, strange = [], []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            strange.append(number)
            lines.append("".join(_CP1252[byte] for byte in line))
    more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
    mend = "save the file as UTF-8 if letters look wrong"
    problems.append(Problem(name, f"line {strange[0]}{more}", "not UTF-8, read as Windows-1252", mend))
    return "\n".join(lines)


_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def looks_binary(text: str) -> bool:
    """Whether the start of a text holds more control characters than text ever does."""
    head = text[:20_000]
    return len(_CONTROL.findall(head)) > 0.02 * len(head)
