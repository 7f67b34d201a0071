"""Who calls the E-utilities, and where they are: NCBI_EMAIL, NCBI_API_KEY and TOUCHSTONE_EUTILS_URL."""

from __future__ import annotations

import os
from urllib.parse import quote_plus, urlsplit

from touchstone.errors import InputError

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
_SHORTEST = 6  # shorter strings would be struck out of ordinary text


class Secret:
    """An API key that never shows itself: not printed, not in a traceback's variables, not in a log.

    >>> key = Secret("0123456789abcdef")
    >>> key
    Secret(***)
    >>> key.strike("error for 0123456789abcdef, sorry")
    'error for ***, sorry'
    """

    __slots__ = ("_reveal",)

    def __init__(self, value: str) -> None:
        self._reveal = lambda: value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> None:
        raise TypeError("an API key is not written anywhere")

    def reveal(self) -> str:
        """The key itself, for the moment of sending."""
        return self._reveal()

    def strike(self, text: str) -> str:
        """`text` with the key, as it is or URL-encoded, replaced by ***."""
        value = self._reveal()
        if len(value) < _SHORTEST:
            return text
        return text.replace(value, "***").replace(quote_plus(value), "***")

    def strike_bytes(self, body: bytes) -> bytes:
        """The same for bytes as they came from the network."""
        value = self._reveal().encode()
        return body.replace(value, b"***") if len(value) >= _SHORTEST else body


def credentials() -> dict:
    """`email` and `api_key` from NCBI_EMAIL and NCBI_API_KEY, to be handed on: `pull(…, **credentials())`.

    `api_key` is a Secret, or None where there is none. Raises InputError where NCBI_EMAIL is missing.
    """
    key = os.environ.get("NCBI_API_KEY", "").strip()
    return {"email": checked_email(os.environ.get("NCBI_EMAIL", "")), "api_key": Secret(key) if key else None}


def checked_email(email: str) -> str:
    """`email` without blanks; raises InputError, in one line, where it is none."""
    email = (email or "").strip()
    if "@" not in email or any(c.isspace() for c in email):
        raise InputError(
            "NCBI asks everyone who calls for an e-mail address: set NCBI_EMAIL, for example "
            "export NCBI_EMAIL=you@example.org"
        )
    return email


def hidden(api_key: str | Secret | None) -> Secret | None:
    """The key as a Secret; None for none."""
    if api_key is None or isinstance(api_key, Secret):
        return api_key
    return Secret(api_key.strip()) if api_key.strip() else None


def base_address() -> str:
    """Where the E-utilities are: TOUCHSTONE_EUTILS_URL, else NCBI's address; ends in a slash.

    Raises InputError for an address that is not http or https.
    """
    given = os.environ.get("TOUCHSTONE_EUTILS_URL", "").strip() or NCBI
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
        raise InputError(
            "TOUCHSTONE_EUTILS_URL: not the address of a service; write it like https://host/entrez/eutils/"
        )
    return given.rstrip("/") + "/"


def number_setting(name: str, default: float | None) -> float | None:
    """The positive number in the environment variable `name`, else `default`; raises InputError for anything else."""
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise InputError(f"{name}: {given!r} is not a positive number; mend it or unset it")
    return value
