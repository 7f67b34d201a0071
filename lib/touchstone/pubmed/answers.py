"""What an answer of the E-utilities says, or the Fault it is: every body is checked before anything is believed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from lxml import etree

from touchstone.pubmed.transport import Fault

_ARTICLES = {"PubmedArticle": "MedlineCitation/PMID", "PubmedBookArticle": "BookDocument/PMID"}


@dataclass(frozen=True)
class Found:
    """An answer of ESearch: hits counted, PMIDs listed, and how PubMed understood the query."""

    count: int
    pmids: tuple[str, ...]
    translation: str
    translations: tuple[dict, ...]
    warnings: tuple[dict, ...]


@dataclass(frozen=True)
class Fetched:
    """An answer of EFetch: the PMIDs of its records in order, repeats included, and those it calls deleted."""

    pmids: tuple[str, ...]
    deleted: frozenset[str]


def found(body: bytes) -> Found:
    """ESearch's answer in XML. Raises Fault for anything else."""
    root = tree(body, "eSearchResult")
    try:
        count = int(root.findtext("Count", ""))
    except ValueError:
        raise Fault("wrong kind", "an answer of ESearch without a count") from None
    pmids = tuple(e.text.strip() for e in root.iterfind("IdList/Id") if e.text)
    if not all(p.isdigit() for p in pmids):
        raise Fault("wrong kind", "an answer of ESearch with ids that are no PMIDs")
    translations = tuple(
        {"from": e.findtext("From", ""), "to": e.findtext("To", "")}
        for e in root.iterfind("TranslationSet/Translation")
    )
    warnings = tuple(
        {"kind": _WARNINGS.get(e.tag, e.tag), "text": " ".join("".join(e.itertext()).split())}
        for name in ("ErrorList", "WarningList")
        for e in root.iterfind(f"{name}/*")
        if "".join(e.itertext()).strip()
    )
    return Found(count, pmids, root.findtext("QueryTranslation", "").strip(), translations, warnings)


_WARNINGS = {
    "PhraseNotFound": "phrase not found",
    "FieldNotFound": "field not found",
    "PhraseIgnored": "phrase ignored",
    "QuotedPhraseNotFound": "quoted phrase not found",
    "OutputMessage": "message",
}


def fetched(body: bytes) -> Fetched:
    """EFetch's answer in XML, as far as which records it holds. Raises Fault for anything else."""
    root = tree(body, "PubmedArticleSet")
    pmids, deleted = [], set()
    for child in root.iterchildren(etree.Element):
        if child.tag == "DeleteCitation":
            deleted.update((e.text or "").strip() for e in child.iterfind("PMID"))
        elif child.tag in _ARTICLES:
            pmid = (child.findtext(_ARTICLES[child.tag]) or "").strip()
            if not pmid.isdigit():
                raise Fault("wrong kind", "a record without a PMID")
            pmids.append(pmid)
        else:
            raise Fault("wrong kind", f"<{child.tag}> among the records: {_short(child)}")
    return Fetched(tuple(pmids), frozenset(deleted))


def summarised(body: bytes) -> dict[str, dict]:
    """ESummary's answer in JSON: what it says of each PMID. Raises Fault for anything else."""
    try:
        answer = json.loads(body.decode("utf-8", "replace"), strict=False)
        result = answer["result"]
        return {pmid: result[pmid] for pmid in result["uids"] if isinstance(result[pmid], dict)}
    except (ValueError, KeyError, TypeError):
        raise _not_asked_for(body, "ESummary's JSON") from None


def described(body: bytes) -> dict[str, str]:
    """EInfo's answer in XML: build and date of the database. Raises Fault for anything else."""
    info = tree(body, "eInfoResult").find("DbInfo")
    if info is None:
        raise Fault("wrong kind", "an answer of EInfo without a database")
    return {"build": info.findtext("DbBuild", "").strip(), "last_update": info.findtext("LastUpdate", "").strip()}


def tree(body: bytes, kind: str) -> etree._Element:
    """The root of an answer in XML, if it is a <`kind`>. Raises Fault for anything else."""
    if not body.lstrip().startswith(b"<") or re.match(rb"\s*<(!doctype\s+)?html", body[:300], re.IGNORECASE):
        raise _not_asked_for(body, "XML")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise Fault("cut off", "XML that is not well-formed") from None
    error = root if root.tag == "ERROR" else root.find("ERROR")
    if error is not None:
        raise Fault("error body", _short(error), refusal=True)
    if root.tag != kind:
        raise Fault("wrong kind", f"<{root.tag}> where <{kind}> was asked for: {_short(root)}")
    return root


def _not_asked_for(body: bytes, wanted: str) -> Fault:
    """The Fault for a body that is not even of the right format; NCBI sends such under status 200."""
    text = body.decode("utf-8", "replace").strip()
    if not text:
        return Fault("empty body")
    if "<html" in text[:2000].lower() or text[:15].lower().startswith("<!doctype html"):
        return Fault("HTML page", "where " + wanted + " was asked for")
    try:
        error = json.loads(text, strict=False)
        told = error.get("error") or error.get("esearchresult", {}).get("ERROR") or "JSON"
        return Fault("error body", str(told)[:300], final="api key invalid" in str(told).lower())
    except (ValueError, AttributeError):
        return Fault("wrong kind", f"no {wanted}: {text[:80]!r}")


def _short(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())[:200]
