"""PubMed: counts, searches past the cap, fetches every record or says why not, and finds PMIDs for references.

Bio.Entrez is the transport, inside our own limiter, timeouts and checks. Nothing here imports what stands to its right
in the suite: the reader of records is handed in.
"""

from __future__ import annotations

from touchstone.pubmed.asking import PubMedUnavailable, Refused
from touchstone.pubmed.credentials import Secret, credentials
from touchstone.pubmed.pulling import pull, records_of
from touchstone.pubmed.references import pull_references
from touchstone.pubmed.resolving import resolve
from touchstone.pubmed.session import PullStopped

__all__ = [
    "PubMedUnavailable",
    "PullStopped",
    "Refused",
    "Secret",
    "credentials",
    "pull",
    "pull_references",
    "records_of",
    "resolve",
]
