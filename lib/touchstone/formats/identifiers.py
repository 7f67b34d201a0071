"""Identifiers in one spelling each, and the `record_id` of a record that brings none."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PLAIN_DOI = re.compile(r"10\.[0-9]{4,9}/[a-z0-9._/-]*[a-z0-9]")
_PMID = re.compile(r"(?:^|[^\d.])(\d{1,9})(?:\.\d+)?(?:\D|$)")
_PMCID = re.compile(r"PMC\s?(\d+)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\W*(no title( available)?|title not available|not available|untitled|n/?a|none)?\W*", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:\s[A-Z]{1,4})(?:\s(?:Jr|Sr|[1-9](?:st|nd|rd|th)|I{2,3}|IV))?$")
_REGISTRY = re.compile(
    r"(?:NCT\d{8}|ISRCTN\d{5,}|ACTRN\d{10,}p?|ChiCTR[\w-]*\d|CTRI/[\d/]+|DRKS\d{6,}|IRCT\w*\d|JPRN-\w+|jRCT\w*\d{6,}|UMIN\d{6,}"
    r"|KCT\d{5,}|NTR\d+|NL\d{3,}|PACTR\d{8,}|RBR-\w+|RPCEC\d+|SLCTR/[\d/]+|TCTR\d+|CRD\d{8,}|JapicCTI-?\d+|JMA-?IIA\d+"
    r"|20\d\d-\d{6}-\d\d(?:-\d\d)?|202\d-5\d{5}-\d\d-\d\d)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{8}|CRD42\d{6,9})\b")


def clean_doi(text: str) -> str:
    """A DOI in lower case without a resolver; empty where there is none.

    >>> clean_doi("https://doi.org/10.1000/ABC.1"), clean_doi("doi: 10.1000/x."), clean_doi("none")
    ('10.1000/abc.1', '10.1000/x', '')
    """
    plainly = text.lower()
    if _PLAIN_DOI.fullmatch(plainly):
        return plainly
    if "%2" in text:
        text = unquote(text)
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found.group().lower().rstrip(".,;:\"'>")
    for opening, closing in ("()", "[]"):
        if doi.endswith(closing) and doi.count(closing) > doi.count(opening):
            doi = doi[:-1].rstrip(".,;")
    return doi


def clean_pmid(text: str) -> str:
    """A PubMed identifier as digits; empty where there is none.

    >>> clean_pmid("PMID: 1234567"), clean_pmid("https://pubmed.ncbi.nlm.nih.gov/1234567/"), clean_pmid("WOS:00")
    ('1234567', '1234567', '')
    """
    if text.isdecimal() and text.isascii():
        return text.lstrip("0") if len(text) <= 9 else ""
    if not re.match(
        r"\s*(pmid|pubmed|medline|https?://\S*(pubmed|/med/)|[\d.\s]+(\[pmid\])?\s*$)", text, re.IGNORECASE
    ):
        return ""
    found = _PMID.search(text)
    return found.group(1).lstrip("0") if found else ""


def clean_pmcid(text: str) -> str:
    """A PubMed Central identifier, PMC and digits; empty where there is none.

    >>> clean_pmcid("pmc-id: PMC1234567; manuscript-id: NIHMS1;")
    'PMC1234567'
    """
    found = _PMCID.search(text)
    return f"PMC{found.group(1)}" if found else ""


def is_registration(text: str) -> bool:
    """Whether `text` is the number of a trial or review registration.

    >>> is_registration("NCT00000001"), is_registration("AY000001")
    (True, False)
    """
    return _REGISTRY.fullmatch(text) is not None


def registrations_in(text: str) -> tuple[str, ...]:
    """Numbers of ClinicalTrials.gov, ISRCTN and PROSPERO that stand in a text, such as a link.

    >>> registrations_in("https://clinicaltrials.gov/show/NCT00000001")
    ('NCT00000001',)
    """
    return tuple(dict.fromkeys(_IN_TEXT.findall(text)))


def record_id(row: dict) -> str:
    """The `record_id` for a record that brings none: pmid:…, else doi:…, else ref: and a hash.

    The hash is over title, year and family name of the first author, letters and digits only, so that exports of one
    publication from several databases meet. A record without a title is hashed whole: nothing else tells it apart.

    >>> record_id({"pmid": "1", "doi": "10.1000/x"}), record_id({"doi": "10.1000/x"})
    ('pmid:1', 'doi:10.1000/x')
    >>> record_id({"title": "A trial.", "year": 2001}) == record_id({"title": "A TRIAL", "year": 2001})
    True
    """
    if row.get("pmid"):
        return f"pmid:{row['pmid']}"
    if row.get("doi"):
        return f"doi:{row['doi']}"
    title = row.get("title") or ""
    if _NO_TITLE.fullmatch(title):
        told = repr(sorted((k, v) for k, v in row.items() if v not in ("", None, ()) and k != "record_id"))
    else:
        authors = row.get("authors") or ("",)
        told = "\n".join(_letters(part) for part in (title, str(row.get("year") or ""), _INITIALS.sub("", authors[0])))
    return "ref:" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
