"""What search exports of many databases have in common: names, languages, markup left in titles and abstracts."""

from __future__ import annotations

import re
from html import unescape

_TAGS = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|inf|scp|span|italic|bold|underline|jats:[\w-]+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_BREAKS = re.compile(r"</?(?:p|br|div|sec|h\d|li|ul|ol)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\s]*")
_SUFFIX = re.compile(r"(?:Jr|Sr|[1-9](?:st|nd|rd|th)|I{2,3}|IV)\.?")
_NOTHING = re.compile(r"n/?a|none|null|\[?no abstract( available)?\.?\]?", re.IGNORECASE)
_LANGUAGE_NAMES = """
    eng english en, ger german de, fre french fr, spa spanish es, ita italian it, por portuguese pt, chi chinese zh,
    jpn japanese ja, kor korean ko, rus russian ru, dut dutch nl, pol polish pl, tur turkish tr, per persian farsi fa,
    swe swedish sv, nor norwegian no, dan danish da, fin finnish fi, cze czech cs, hun hungarian hu, heb hebrew he,
    ara arabic ar, gre greek el, ukr ukrainian uk, rum romanian ro, hrv croatian hr, srp serbian sr, slv slovenian sl,
    ind indonesian id, tha thai th, vie vietnamese vi
"""
_LANGUAGES = {
    name: code for code, *names in (entry.split() for entry in _LANGUAGE_NAMES.split(",")) for name in (code, *names)
}


def export_text(text: str) -> str:
    """A field of an export as plain text: known markup and entities resolved, white space evened, lines kept.

    >>> export_text("CO<sub>2</sub> &amp; <i>p</i> <0.05  and q>0.1")
    'CO2 & p <0.05 and q>0.1'
    """
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match.group()), text)
    if "<" in text:
        text = _TAGS.sub("", _BREAKS.sub("\n", text))
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    return "" if _NOTHING.fullmatch(text) else text


def one_line(text: str) -> str:
    """As `export_text`, on one line: for titles, journals, names."""
    return export_text(text).replace("\n", " ")


def author_name(name: str) -> str:
    """An author's name as PubMed writes it, `Family Initials`; a name without a comma stays as it is.

    >>> author_name("Smith, John A."), author_name("Krauss, KW"), author_name("Doe, J.-P., Jr."), author_name("A Group")
    ('Smith JA', 'Krauss KW', 'Doe JP Jr', 'A Group')
    """
    name = one_line(name).strip(" ,;")
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) < 2:
        return name
    family, *given = parts
    suffix = [part for part in given if _SUFFIX.fullmatch(part)]
    given = [part for part in given if part not in suffix]
    if not given:
        return " ".join([family, *suffix])
    if len(given) > 1 or given[0][0].islower():
        return name  # a group's name with commas in it
    initials, particles = [], []
    for word in re.findall(r"[^\W\d_]+['’]?", given[0]):
        if word.isupper() and len(word) <= (3 if family.isupper() else 4):
            initials.append(word)
        elif word.islower() and initials:
            particles.append(word)
        else:
            initials.append(word[0].upper())
    return " ".join([*particles, family, "".join(initials), *(part.rstrip(".") for part in suffix)]).strip()


def language_code(text: str) -> str:
    """A language as PubMed's three letters where we know it, else as given.

    >>> language_code("English"), language_code("ger"), language_code("Klingon")
    ('eng', 'ger', 'Klingon')
    """
    text = one_line(text)
    return _LANGUAGES.get(text.lower(), text)


def page_range(start: str, end: str) -> str:
    """First and last page as printed; nothing where neither has a digit ("No-Specified").

    >>> page_range("966", "975"), page_range("417-23", ""), page_range("No", "Specified"), page_range("e12", "e12")
    ('966-975', '417-23', '', 'e12')
    """
    start, end = one_line(start), one_line(end)
    if not re.search(r"\d", start + end):
        return ""
    return f"{start}-{end}" if start and end and end != start and "-" not in start else start or end
