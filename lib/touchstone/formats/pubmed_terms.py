"""What PubMed's own words mean for a record, the same in XML and in MEDLINE format."""

from __future__ import annotations

import re

# Names of the links in CommentsCorrections (RefType), and the tags that stand for them in MEDLINE format.
NOTICES = {
    "RetractionIn": "retraction",
    "RetractionOf": "retraction_of",
    "PartialRetractionIn": "partial_retraction",
    "PartialRetractionOf": "partial_retraction_of",
    "RetractedandRepublishedIn": "retraction",
    "RetractedandRepublishedFrom": "republication_of",
    "ErratumIn": "correction",
    "ErratumFor": "correction_of",
    "ExpressionOfConcernIn": "concern",
    "ExpressionOfConcernFor": "concern_of",
    "CorrectedandRepublishedIn": "republication",
    "CorrectedandRepublishedFrom": "republication_of",
    "RepublishedIn": "republication",
    "RepublishedFrom": "republication_of",
    "UpdateIn": "update",
    "UpdateOf": "update_of",
    "CommentIn": "comment",
    "CommentOn": "comment_on",
}
MEDLINE_NOTICES = {
    "RIN": "retraction",
    "ROF": "retraction_of",
    "PRIN": "partial_retraction",
    "PROF": "partial_retraction_of",
    "RRI": "retraction",
    "RRF": "republication_of",
    "EIN": "correction",
    "EFR": "correction_of",
    "ECI": "concern",
    "ECF": "concern_of",
    "CRI": "republication",
    "CRF": "republication_of",
    "RPI": "republication",
    "RPF": "republication_of",
    "UIN": "update",
    "UOF": "update_of",
    "CIN": "comment",
    "CON": "comment_on",
}
_NOTICE_TYPES = {"Retraction of Publication", "Retraction Notice", "Published Erratum", "Expression of Concern"}
_NO_TITLE = ("", "not available")
_RETRACTED_TITLE = re.compile(
    r"\W*(?:RETRACTED(?: ARTICLE| PAPER| CHAPTER)?\b\W*[:\]—–-]|Retracted(?: article)?:|WITHDRAWN:)"
)
_NOTICE_TITLE = re.compile(
    r"\W*(?:(?:notice of )?retraction(?: notice| note)?(?: to| for| of)?\s*:|retraction (?:notice|note)\b"
    r"|notice of retraction\b|expression of (?:editorial )?concern\b|(?:corrigendum|erratum) (?:to|for)\b"
    r"|(?:publisher'?s? |author'?s? )?(?:correction|corrigend(?:um|a)|errat(?:um|a))(?: to| for)?\s*:)",
    re.IGNORECASE,
)
# NLM publication types that other databases also give, in one case or another.
_NLM_TYPES = {
    name.lower(): name
    for name in (
        "Journal Article", "Randomized Controlled Trial", "Controlled Clinical Trial", "Clinical Trial",
        "Pragmatic Clinical Trial", "Clinical Trial Protocol", "Equivalence Trial", "Review", "Systematic Review",
        "Meta-Analysis", "Practice Guideline", "Guideline", "Observational Study", "Multicenter Study",
        "Comparative Study", "Evaluation Study", "Validation Study", "Case Reports", "Editorial", "Letter", "Comment",
        "News", "Preprint", "Retracted Publication", "Retraction of Publication", "Retraction Notice",
        "Published Erratum",
    )
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_MONTHS = {"JanFebMarAprMayJunJulAugSepOctNovDec"[i : i + 3]: f"{i // 3 + 1:02d}" for i in range(0, 36, 3)}
# Data banks in which trials are registered; all others (GENBANK, PDB, Dryad, …) hold sequences and data.
_REGISTRIES = {
    "clinicaltrials.gov", "isrctn", "anzctr", "chictr", "cris", "ctri", "drks", "eudract", "ctis", "irct", "japiccti",
    "jmaiia", "jma", "jprn", "jrct", "umin", "uminctr", "umin ctr", "jma iia", "kct", "ntr", "lbctr", "itmctr",
    "pactr", "rebec", "repec", "rpcec", "slctr", "tctr", "trialregister.nl", "thaictr", "prospero",
}  # fmt: skip


def is_notice(publication_types: tuple[str, ...], notices: list[dict], title: str) -> bool:
    """Whether the record is itself a notice (retraction, erratum, expression of concern), not a study.

    >>> is_notice(("Retraction Notice",), [], ""), is_notice(("Retracted Publication", "Journal Article"), [], "")
    (True, False)
    >>> is_notice((), [], "Retraction notice to: Massage after surgery"), is_notice((), [], "Correction of posture")
    (True, False)
    """
    return (
        not _NOTICE_TYPES.isdisjoint(publication_types)
        or any(n["kind"] == "retraction_of" for n in notices)
        or _NOTICE_TITLE.match(title) is not None
    )


def is_retracted(publication_types: tuple[str, ...], notices: list[dict], title: str) -> bool:
    """Whether the record's study is retracted: by publication type, by a link to the notice, or by its title.

    >>> is_retracted((), [{"kind": "retraction", "pmid": "1", "text": ""}], "A trial"), is_retracted((), [], "A trial")
    (True, False)
    >>> is_retracted((), [], "RETRACTED: Massage after surgery"), is_retracted((), [], "Retracted papers in surgery")
    (True, False)
    """
    return (
        "Retracted Publication" in publication_types
        or any(n["kind"] == "retraction" for n in notices)
        or _RETRACTED_TITLE.match(title) is not None
    )


def kind_of(types: tuple[str, ...], notices: list[dict], title: str, record_type: str) -> dict:
    """What publication types, notices and title say of a PubMed record: four columns of Records."""
    notice = is_notice(types, notices, title)
    return {
        "publication_types": types,
        "record_type": "notice" if notice else record_type,
        "retracted": not notice and is_retracted(types, notices, title),
        "notices": notices or None,
    }


def title_of(title: str, vernacular: str) -> str:
    """The title, or the vernacular one where PubMed has none in English ("[Not Available].")."""
    return vernacular or title if title.strip("[]. ").lower() in _NO_TITLE else title


def heading_with(name: str, main: bool, qualifiers: list[tuple[str, bool]]) -> str:
    """A heading with its qualifiers (name, and whether it is a main topic), as MEDLINE format writes it.

    >>> heading_with("Massage", False, [("methods", True), ("adverse effects", False)])
    'Massage/*methods/adverse effects'
    """
    return "/".join(f"*{text}" if star else text for text, star in ((name, main), *qualifiers))


def indexing_of(method: str, status: str) -> str:
    """How MEDLINE indexed the record: people alone (Manual) where nothing else is told and it is in MEDLINE."""
    if method in ("Automated", "Curated"):
        return method
    return "Manual" if status == "MEDLINE" else ""


def nlm_type(text: str) -> str:
    """The NLM publication type that another database's word stands for; empty where none.

    >>> nlm_type("randomized controlled trial"), nlm_type("Article in Press")
    ('Randomized Controlled Trial', '')
    """
    return _NLM_TYPES.get(text.strip().lower(), "")


def year_in(text: str) -> int | None:
    """The first year in a date as printed.

    >>> year_in("1998 Dec-1999 Jan"), year_in("Winter 2001"), year_in("in press")
    (1998, 2001, None)
    """
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def iso_date(year: str, month: str, day: str) -> str:
    """A date as YYYY-MM-DD, as far as it is told.

    >>> iso_date("2020", "Mar", "5"), iso_date("2020", "", "")
    ('2020-03-05', '2020')
    """
    parts = [year.strip()]
    for part in (month, day):
        part = part.strip()
        part = _MONTHS.get(part[:3].title(), part.zfill(2))
        if not re.fullmatch(r"\d\d", part) or part == "00":
            break
        parts.append(part)
    return "-".join(parts) if re.fullmatch(r"\d{4}", parts[0]) else ""


def is_registry(data_bank: str) -> bool:
    """Whether a data bank's name is that of a trial registry.

    >>> is_registry("ClinicalTrials.gov"), is_registry("GENBANK")
    (True, False)
    """
    return data_bank.strip().lower() in _REGISTRIES
