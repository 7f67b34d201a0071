"""Reads pages back as a browser would: what they load, what their policy allows, what their data says."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
import types
import zlib

from lxml import html

LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "manifest", "ping", "code"}
PARTS = ("protocol", "records", "findings", "studies", "votes", "cells", "claims", "harms", "manifests", "systematic",
         "stability")  # fmt: skip
FIGURE = {"name": "sample", "title": "A sample", "caption": "What it shows.", "alt": "Two bars, a <b>long</b> one."}
NOTEBOOK = {"name": "00_start", "title": "Start <here>", "path": "report/00_start.html"}
HEADLINES = ["First & foremost", "<script>alert(1)</script>"]
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u2028"


def parts_of(review: object, **changed: object) -> types.SimpleNamespace:
    """What a page needs of a review, as plain values that can be changed and pickled."""
    return types.SimpleNamespace(**{name: changed.get(name, copy.copy(getattr(review, name))) for name in PARTS})


def hostile(review: object) -> types.SimpleNamespace:
    """The review with HTML and script in every free text that comes from a record, a coder or a claim."""
    parts = parts_of(review)
    for frame, columns in (
        (parts.records, ["title", "digest"]),
        (parts.studies, ["title", "first_author", "country"]),
        (parts.findings, ["outcome_text", "instrument", "p_text"]),
        (parts.claims, ["text", "verdict"]),
    ):
        for column in columns:
            frame[column] = frame[column] + HOSTILE
    parts.claims["citations"] = [
        [{**cited, "reference": HOSTILE, "note": HOSTILE} for cited in given or []]
        for given in parts.claims["citations"]
    ]
    return parts


def loaded(page: str) -> list[str]:
    """Every address that the page makes a browser load by itself; fragments of the page and data: are none."""
    root = html.document_fromstring(page)
    found = []
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in LOADING or (name.split("}")[-1].endswith("href") and element.tag not in ("a", "area")):
                found.append(value)
    css = " ".join(root.xpath("//style/text()") + root.xpath("//@style"))
    found += re.findall(r"url\(\s*['\"]?([^)'\"]*)", css) + re.findall(r"@import\s+(\S+)", css)
    return sorted(a for a in found if not a.startswith(("#", "data:")))


def policy(page: str) -> dict[str, list[str]]:
    """The page's Content-Security-Policy by directive."""
    (content,) = html.document_fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return {words[0]: words[1:] for words in (part.split() for part in content.split(";"))}


def hash_of(text: str) -> str:
    """The source expression that allows an inline element with this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data_of(page: str) -> dict:
    """The page's own data, tables unpacked to lists of dicts."""
    text = re.search(r'<script type="text/plain" id="data" [^>]*>(.*?)</script>', page, re.DOTALL)[1]
    data = json.loads(zlib.decompress(base64.b64decode(text), -15))
    return {name: _unpacked(value) if _is_packed(value) else value for name, value in data.items()}


def slice_of(text: str, start: int, end: int) -> str:
    """What JavaScript's `text.slice(start, end)` gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def _is_packed(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"length", "columns"}


def _unpacked(table: dict) -> list[dict]:
    rows: list[dict] = [{} for _ in range(table["length"])]
    for name, column in table["columns"].items():
        for at, row in enumerate(rows):
            if "all" in column:
                row[name] = column["all"][at]
            elif "of" in column:
                row[name] = column["of"][column["at"][at]]
            else:
                row[name] = column["some"].get(str(at))
    return rows
