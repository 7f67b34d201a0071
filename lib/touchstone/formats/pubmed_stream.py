"""PubMed XML cut into records without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation|DeleteDocument|MedlineCitation)(?=[\s>])")
_SET = re.compile(rb"<(/?)((?:PubmedArticle|PubmedBookArticle|MedlineCitation|DeleteCitation)Set)\b[^>]*>")
_FRAME = re.compile(rb"<\?.*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[|\]\]>|\xef\xbb\xbf", re.DOTALL)
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.DOTALL)
_ASIDE_OPENING = re.compile(rb"<!--|<!\[CDATA\[|<!DOCTYPE[^>\[]*\[")
_SPLIT = re.compile(rb"<(?:!(?:-|\[C?D?A?T?A?|D?O?C?T?Y?P?)?)?$")  # such a tag, broken by the end of a block
_CLOSED = re.compile(rb"\s*>")
_UNFINISHED = re.compile(rb"\s*<")  # `</PubmedArticle` without its `>`
_LONGER_NAME = re.compile(rb"[^\s>]|\s+[^\s<>]")  # `</PubmedArticleSet`
_LONGEST = 16 << 20
_AGAIN = "download the file again"


class Piece(NamedTuple):
    """One record's XML as it stands in the file, or a fault: where, which tag, the bytes, what is wrong, the mend."""

    at: int
    tag: str
    xml: bytes
    fault: str = ""
    mend: str = ""


def pieces(parts: Iterator[bytes]) -> Iterator[Piece]:
    """Records and deletions of a PubMed XML file in order, each with its byte offset, and the faults between them.

    A record that is not closed before the next begins, or before the file ends, is a fault; the next one is found all
    the same.
    """
    buffer, at, last, cut = b"", 0, False, False
    open_sets: list[bytes] = []
    source = _without_asides(parts)
    while not last:
        part = next(source, None)
        last = part is None
        buffer = buffer + part if part else buffer
        position = 0
        while opening := _OPENING.search(buffer, position):
            start = opening.start()
            if start - position > 1:
                yield from _between(buffer[position:start], at + position, open_sets)
            position = start
            end, fault = _end(buffer, opening, last)
            if end < 0:
                break
            cut = bool(fault)
            yield Piece(at + start, opening.group(1).decode(), buffer[start:end], fault, _AGAIN if fault else "")
            position = end
        if last or (not opening and len(buffer) - position > _LONGEST):
            yield from _between(buffer[position:], at + position, open_sets)
            position = len(buffer)
        buffer, at = buffer[position:], at + position
    if open_sets and not cut:
        yield Piece(at, "", b"", f"the file ends without </{open_sets[-1].decode()}>, it may be cut off", _AGAIN)


def _end(buffer: bytes, opening: re.Match, last: bool) -> tuple[int, str]:
    """Where the record that opens there ends, -1 where more must be read; and what is wrong with it."""
    tag, begin = opening.group(1), opening.end()
    closing = buffer.find(tag, begin)
    if closing >= 0 and buffer[closing - 2 : closing] == b"</":  # nearly always; one search is half the time of two
        if buffer[closing + len(tag) : closing + len(tag) + 1] == b">":
            return closing + len(tag) + 1, ""
        closing, again = closing - 2, -1
    else:
        closing = buffer.find(b"</" + tag, begin)
        again = buffer.find(b"<" + tag, begin, closing if closing >= 0 else len(buffer))
    if again >= 0:
        return again, "a record that is not closed before the next begins, left out"
    if closing >= 0:
        after = closing + len(tag) + 2
        if _CLOSED.match(buffer, after):
            return buffer.find(b">", after) + 1, ""
        if _UNFINISHED.match(buffer, after):
            return after, ""
        if _LONGER_NAME.match(buffer, after):
            return closing, "a record that is not closed, left out"
    if last or len(buffer) - opening.start() > _LONGEST:
        return len(buffer), "a record that breaks off, left out"
    return -1, ""


def _between(text: bytes, at: int, open_sets: list[bytes]) -> Iterator[Piece]:
    """What stands between records: the tags around them are noted in `open_sets`, anything else is a fault."""
    if not text or text.isspace():
        return
    for mark in _SET.finditer(text):
        if not mark.group(1) and not mark.group().endswith(b"/>"):
            open_sets.append(mark.group(2))
        elif mark.group(1) and open_sets:
            open_sets.pop()
    rest = _FRAME.sub(b"", _SET.sub(b"", text)).strip()
    if rest:
        shown = " ".join(rest[:200].decode("utf-8", "replace").split())[:60]
        yield Piece(at, "", b"", f"{len(rest)} bytes that belong to no record: {shown!r}", "compare with the source")


def _without_asides(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The file with comments and declarations blanked out and CDATA spelled out, so that tags in them are no tags."""
    held = b""
    for part in parts:
        block, held = held + part if held else part, b""
        if _has_aside(block):
            block = _ASIDE.sub(_blanked, block)
            unclosed = _ASIDE_OPENING.search(block)
            if unclosed and len(block) - unclosed.start() < _LONGEST:
                block, held = block[: unclosed.start()], block[unclosed.start() :]
        if not held and (split := _SPLIT.search(block, max(0, len(block) - 9))):
            block, held = block[: split.start()], block[split.start() :]
        if block:
            yield block
    if held:
        yield held


def _has_aside(block: bytes) -> bool:
    """Whether `<!` stands in it. A search for the rarer of the two signs first is many times as fast."""
    place = block.find(b"!")
    while place >= 0:
        if block[place - 1 : place] == b"<":
            return True
        place = block.find(b"!", place + 1)
    return False


def _blanked(match: re.Match) -> bytes:
    aside = match.group()
    if aside.startswith(b"<![CDATA["):
        return aside[9:-3].replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return b" " * len(aside)
