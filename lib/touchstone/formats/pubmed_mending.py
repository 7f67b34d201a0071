"""Faults in a record's XML that can be mended without guessing what was meant."""

from __future__ import annotations

import re
from html.entities import html5

_NAMESPACES = (
    '<r xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+));|([A-Za-z][A-Za-z0-9]*);)?")
_NO_TAG = re.compile(r"<(?![A-Za-z_/!?])")
_XML_NAMES = ("lt", "gt", "amp", "quot", "apos")


def mended(xml: bytes) -> tuple[bytes, list[str]]:
    """A record's XML inside a root that knows the usual namespaces, and what was mended.

    Mended are bytes that are not UTF-8, control characters, `&` and `<` that stand for themselves, HTML's names for
    characters, and references to characters that XML does not allow. Entities that the file declares are not expanded.

    >>> mended(b"<T>p <0.05 &nbsp;R&D</T>")[1]
    ["bare '<'", 'HTML entities', "bare '&'"]
    """
    faults: list[str] = []
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError:
        text = xml.decode("cp1252", "replace")
        faults.append("not UTF-8, read as Windows-1252")
    text, bare = _NO_TAG.subn("&lt;", text)
    if bare:
        faults.append("bare '<'")
    text = _REFERENCE.sub(lambda match: _character(match, faults), text)
    text, controls = _CONTROL.subn(" ", text)
    if controls:
        faults.append("control characters")
    if not text.rstrip().endswith(">"):
        text += ">"
        faults.append("a closing tag without '>'")
    return (_NAMESPACES + text + "</r>").encode("utf-8"), list(dict.fromkeys(faults))


def _character(match: re.Match, faults: list[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name in _XML_NAMES:
        return match.group()
    if name and f"{name};" in html5:
        faults.append("HTML entities")
        return html5[f"{name};"]
    if name:
        faults.append(f"entity &{name}; not expanded")
        return f"&amp;{name};"
    if hexadecimal or decimal:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal) if len(decimal) < 9 else 0x110000
        if code in (9, 10, 13) or 31 < code < 0xD800 or 0xDFFF < code < 0xFFFE or 0xFFFF < code < 0x110000:
            return match.group()
        faults.append("character references that XML does not allow")
        return "\ufffd"
    faults.append("bare '&'")
    return "&amp;"
