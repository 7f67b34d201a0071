"""The text of a PubMed XML element as plain text with nothing lost: markup, formulas, scripts, entities."""

from __future__ import annotations

import re

from lxml import etree

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789+-−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_NUMBER = re.compile(r"[+−–-]?\d+")
_TWICE_ESCAPED = re.compile(r"&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{2,6})|#x([0-9a-fA-F]{2,5}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "nbsp": " "}


def text_of(element: etree._Element | None) -> str:
    """All text within an element, inline markup taken away, runs of white space as one space.

    A superscript number becomes superscript characters after a letter, digit or bracket, where it would else run into
    what it raises (10⁻³, m²); a subscript does so only between digits. Other scripts are set plainly (CO2, CD4+, 18F).
    MathML keeps its text, a fraction with a slash, an exponent with `^`.

    >>> text_of(etree.fromstring("<T>10<sup>-3</sup> of CO<sub>2</sub>, <i>p</i>&lt;0.05</T>"))
    '10⁻³ of CO2, p<0.05'
    """
    if element is None:
        return ""
    if len(element) == 0:
        text = element.text or ""
    else:
        parts: list[str] = []
        _gather(element, parts)
        text = "".join(parts)
    return plain(text)


def plain(text: str) -> str:
    """Text with runs of white space as one space, and with characters that the source escaped twice.

    >>> plain("p &lt; 0.05,\\n  n&#x2009;=&#x2009;20")
    'p < 0.05, n = 20'
    """
    if "&" in text:
        text = _TWICE_ESCAPED.sub(_unescaped, text)
    return " ".join(text.split())


def _gather(element: etree._Element, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            if tag is etree.Entity:
                parts.append(child.text)
        elif tag in ("sup", "sub"):
            inner: list[str] = []
            _gather(child, inner)
            script = "".join(inner).strip()
            before = "".join(parts[-3:])
            parts.append(_sup(script, before) if tag == "sup" else _sub(script, before, child.tail or ""))
        elif tag.startswith("{"):
            parts.append(_math(child))
        else:
            _gather(child, parts)
        if child.tail:
            parts.append(child.tail)


def _sup(script: str, before: str) -> str:
    raised = before[-1:].isalnum() or before[-1:] in (")", "]") or before.rstrip()[-1:].isdigit()
    return script.translate(_RAISED) if raised and _NUMBER.fullmatch(script) else script


def _sub(script: str, before: str, after: str) -> str:
    runs_on = (script[:1].isdigit() and before[-1:].isdigit()) or (script[-1:].isdigit() and after[:1].isdigit())
    return script.translate(_LOWERED) if runs_on and _NUMBER.fullmatch(script) else script


def _math(element: etree._Element) -> str:
    """MathML as a line of text. White space between its elements means nothing, and annotations repeat what it says."""
    name = element.tag.rpartition("}")[2]
    children = [child for child in element if isinstance(child.tag, str)]
    if name == "semantics":
        children = children[:1]
    kids = [_math(child) for child in children]
    if name == "mspace":
        return " "
    if name == "mfrac" and len(kids) == 2:
        return f"{_whole(kids[0])}/{_whole(kids[1])}"
    if name == "msup" and len(kids) == 2:
        return kids[0] + _power(kids[1])
    if name == "msubsup" and len(kids) == 3:
        return kids[0] + _index(kids[1]) + _power(kids[2])
    if name == "msub" and len(kids) == 2:
        return kids[0] + _index(kids[1])
    if name in ("msqrt", "mroot") and kids:
        return f"√{_whole(kids[0])}"
    own = (element.text or "") if name == "mtext" else (element.text or "").strip()
    return own + "".join(kid + (child.tail or "").strip() for kid, child in zip(kids, children, strict=True))


def _power(text: str) -> str:
    return text.translate(_RAISED) if _NUMBER.fullmatch(text) else f"^{_whole(text)}"


def _index(text: str) -> str:
    return text if text.isdigit() else f"_{_whole(text)}"


def _whole(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() or text[0] in "([" else f"({text})"


def _unescaped(match: re.Match) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0x110000 else match.group()
