"""What the stand-in answers: ESearch, EFetch, EPost, ESummary and EInfo, in NCBI's forms."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ncbi_queries import Understood
from ncbi_records import as_xml

if TYPE_CHECKING:
    from ncbi import StandIn

XML, JSON = "text/xml; charset=UTF-8", "application/json; charset=UTF-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n'
_DTD = "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_260101.dtd"


def answer(server: StandIn, utility: str, params: dict, fault: str | None) -> tuple[bytes, str]:
    """Body and content type of a good answer, or of one with records dropped or duplicated."""
    if params.get("db", "pubmed") != "pubmed":
        return _error("eSearchResult", "Invalid db name specified: " + params["db"])
    known = {"esearch": _esearch, "efetch": _efetch, "epost": _epost, "esummary": _esummary, "einfo": _einfo}
    return known[utility](server, params, fault) if utility in known else _error("ERROR", "no such utility")


def _esearch(server: StandIn, params: dict, fault: str | None) -> tuple[bytes, str]:
    term = params.get("term", "").strip()
    if not term:
        return _error("eSearchResult", "Empty term and query_key - nothing todo")
    hits, understood = server.index.search(_blinded(term, server.blind_to))
    datetype = params.get("datetype", "pdat")
    if "mindate" in params and "maxdate" in params and datetype not in server.blind_to:
        hits = server.index.dated(hits, datetype, params["mindate"], params["maxdate"])
    start, most = int(params.get("retstart", 0)), int(params.get("retmax", 20))
    if start > server.cap - 1:
        return _error(
            "eSearchResult",
            "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch can only "
            "retrieve the first 9,999 records matching the query.",
        )
    ordered = sorted(hits, key=int, reverse=True)
    page = _damaged(ordered[start : min(start + most, server.cap)], fault)
    history = {}
    if params.get("usehistory") == "y":
        history = _remember(server, params.get("WebEnv"), ordered)
    form = _esearch_json if params.get("retmode") == "json" else _esearch_xml
    return form(len(hits), start, page, history, understood)


def _esearch_xml(count: int, start: int, page: list[str], history: dict, understood: Understood) -> tuple[bytes, str]:
    parts = [f"<Count>{count}</Count><RetMax>{len(page)}</RetMax><RetStart>{start}</RetStart>"]
    if history:
        parts.append(f"<QueryKey>{history['querykey']}</QueryKey><WebEnv>{history['webenv']}</WebEnv>")
    parts.append("<IdList>\n" + "".join(f"<Id>{p}</Id>\n" for p in page) + "</IdList><TranslationSet/>")
    parts.append(f"<QueryTranslation>{escape(understood.translation)}</QueryTranslation>")
    errors = [("PhraseNotFound", p) for p in understood.phrases_not_found]
    errors += [("FieldNotFound", p) for p in understood.fields_not_found]
    warnings = [("QuotedPhraseNotFound", p) for p in understood.quoted_not_found]
    if not count:
        warnings.append(("OutputMessage", "No items found."))
    for name, told in (("ErrorList", errors), ("WarningList", warnings)):
        if told:
            parts.append(f"<{name}>" + "".join(f"<{t}>{escape(p)}</{t}>" for t, p in told) + f"</{name}>")
    return f"{_HEAD}<eSearchResult>{''.join(parts)}</eSearchResult>".encode(), XML


def _esearch_json(count: int, start: int, page: list[str], history: dict, understood: Understood) -> tuple[bytes, str]:
    result = {"count": str(count), "retmax": str(len(page)), "retstart": str(start), **history, "idlist": page}
    result |= {"translationset": [], "querytranslation": understood.translation}
    result["errorlist"] = {
        "phrasesnotfound": understood.phrases_not_found,
        "fieldsnotfound": understood.fields_not_found,
    }
    result["warninglist"] = {"phrasesignored": [], "quotedphrasesnotfound": understood.quoted_not_found}
    return json.dumps({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}).encode(), JSON


def _efetch(server: StandIn, params: dict, fault: str | None) -> tuple[bytes, str]:
    pmids = _asked(server, params)
    if not pmids:
        return _error("eFetchResult", "ID list is empty! Possibly it has no correct IDs.")
    if params.get("rettype") == "uilist":
        return "".join(f"{p}\n" for p in pmids).encode(), "text/plain; charset=UTF-8"
    there, deleted = [], []
    for pmid in pmids:
        pmid = server.merged.get(pmid, pmid)
        if pmid in server.cited_as_deleted:
            deleted.append(pmid)
        elif pmid in server.index.records and pmid not in server.gone | server.hidden_books:
            there.append(pmid)
    records = "".join(as_xml(server.index.records[p]) + "\n" for p in _damaged(there, fault))
    gone = "".join(f'<PMID Version="1">{p}</PMID>' for p in deleted)
    gone = f"<DeleteCitation>{gone}</DeleteCitation>" if gone else ""
    doctype = f'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2026//EN" "{_DTD}">\n'
    return f"{_HEAD}{doctype}<PubmedArticleSet>\n{records}{gone}</PubmedArticleSet>".encode(), XML


def _epost(server: StandIn, params: dict, _fault: str | None) -> tuple[bytes, str]:
    kept = _remember(server, params.get("WebEnv"), _ids(params))
    told = f"<QueryKey>{kept['querykey']}</QueryKey><WebEnv>{kept['webenv']}</WebEnv>"
    return f"{_HEAD}<ePostResult>{told}</ePostResult>".encode(), XML


def _esummary(server: StandIn, params: dict, _fault: str | None) -> tuple[bytes, str]:
    pmids = _asked(server, params)
    if params.get("retmode") != "json":
        titles = {p: escape(server.index.records[p].title) for p in pmids if _exists(server, p)}
        items = "".join(
            f'<DocSum><Id>{p}</Id><Item Name="Title" Type="String">{title}</Item></DocSum>'
            for p, title in titles.items()
        )
        return f"{_HEAD}<eSummaryResult>{items}</eSummaryResult>".encode(), XML
    if len(pmids) > 500:
        return _error("eSummaryResult", "Too many UIDs in request. Maximum number of UIDs is 500.")
    result: dict[str, object] = {"uids": pmids}
    for pmid in pmids:
        if not _exists(server, pmid):
            result[pmid] = {"uid": pmid, "error": "cannot get document summary"}
            continue
        record = server.index.records[pmid]
        book = record.kind == "book" or pmid in server.hidden_books
        result[pmid] = {"uid": pmid, "title": record.title, "doctype": "book" if book else "citation"}
    return json.dumps({"header": {"type": "esummary", "version": "0.3"}, "result": result}).encode(), JSON


def _einfo(server: StandIn, _params: dict, _fault: str | None) -> tuple[bytes, str]:
    told = f"<DbName>pubmed</DbName><DbBuild>Build-invented</DbBuild><Count>{len(server.index.records)}</Count>"
    told += "<LastUpdate>2026/01/02 03:04</LastUpdate><FieldList/>"
    return f"{_HEAD}<eInfoResult><DbInfo>{told}</DbInfo></eInfoResult>".encode(), XML


def _exists(server: StandIn, pmid: str) -> bool:
    return pmid in server.index.records and pmid not in server.gone | server.cited_as_deleted


def _ids(params: dict) -> list[str]:
    return [i.strip() for i in params.get("id", "").split(",") if i.strip().isdigit()]


def _asked(server: StandIn, params: dict) -> list[str]:
    if "WebEnv" not in params:
        return _ids(params)
    sets = server.history.get(params["WebEnv"], [])
    number, start = int(params.get("query_key", 1)), int(params.get("retstart", 0))
    pmids = sets[number - 1] if number <= len(sets) else []
    return pmids[start : start + int(params.get("retmax", 10_000))]


def _remember(server: StandIn, webenv: str | None, pmids: list[str]) -> dict[str, str]:
    webenv = webenv or f"MCID_{uuid.uuid4().hex}"
    sets = server.history.setdefault(webenv, [])
    sets.append(pmids)
    return {"querykey": str(len(sets)), "webenv": webenv}


def _damaged(items: list[str], fault: str | None) -> list[str]:
    """The items, every seventh of them left out or sent twice."""
    if fault == "dropped":
        return [p for n, p in enumerate(items) if n % 7]
    if fault == "duplicated":
        return [p for n, p in enumerate(items) for _ in range(1 if n % 7 else 2)]
    return items


def _blinded(term: str, blind_to: set[str]) -> str:
    for tag in sorted(blind_to):
        start = term.rfind(" AND ")
        if term.endswith(f"[{tag}]") and start > 0:
            term = term[:start]
    return term


def _error(kind: str, told: str) -> tuple[bytes, str]:
    return f"{_HEAD}<{kind}><ERROR>{escape(told)}</ERROR></{kind}>".encode(), XML
