"""A pull or a resolving from its settings to its end: who asks, how fast, how long, and what is said when it stops."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from touchstone.errors import InputError
from touchstone.pubmed.asking import Asker, OutOfPatience, Patience, PubMedUnavailable
from touchstone.pubmed.credentials import NCBI, Secret, base_address, checked_email, hidden, number_setting
from touchstone.pubmed.limiter import Stopped, shared_limiter
from touchstone.pubmed.progress import logbook
from touchstone.pubmed.transport import Service, limit

RATE, TIMEOUT, PATIENCE = "TOUCHSTONE_EUTILS_RATE", "TOUCHSTONE_EUTILS_TIMEOUT", "TOUCHSTONE_EUTILS_PATIENCE"
_TIMEOUT, _PATIENCE = 30.0, 300.0  # seconds


class PullStopped(InputError):
    """Stopped by Ctrl-C; what came is kept."""


@contextmanager
def session(
    email: str,
    api_key: str | Secret | None,
    *,
    rate: float | None,
    timeout: float | None,
    patience: float | None,
    pause: float,
    log: Path | None,
    kept_in: str,
) -> Iterator[Asker]:
    """An Asker with the settings of `pull`, as long as it lasts; `log` is its log file, `kept_in` names what stays.

    Raises InputError for bad settings, PullStopped after Ctrl-C and PubMedUnavailable where patience ran out.
    """
    key = hidden(api_key)
    base = base_address()
    service = Service(
        checked_email(email),
        key,
        base,
        shared_limiter(base, limit(base, key, rate or number_setting(RATE, None))),
        timeout or number_setting(TIMEOUT, _TIMEOUT),
    )
    go_on = f"what came is kept in {kept_in}; run the same command again to go on"
    with logbook(log, service.strike) as write:
        try:
            yield Asker(service, Patience(patience or number_setting(PATIENCE, _PATIENCE)), write, pause)
        except (KeyboardInterrupt, Stopped):
            raise PullStopped(f"stopped; {go_on}") from None
        except OSError as error:  # of the disk: those of the network are Faults
            raise InputError(f"{kept_in}: cannot be written ({error.strerror}); mend that; {go_on}") from None
        except OutOfPatience as out:
            where = "" if base == NCBI else f" at {urlsplit(base).netloc}"
            raise PubMedUnavailable(f"PubMed{where}: {out}; {go_on}") from None
        finally:
            service.stop.set()


def threads(asker: Asker, wanted: int | None) -> int:
    """How many requests may be on their way at once: as wanted, else two more than start in a second, 12 at most."""
    return wanted or min(asker.service.limiter.rate + 2, 12)
