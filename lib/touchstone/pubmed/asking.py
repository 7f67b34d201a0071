"""One good answer: tries again after faults with growing pauses, within a bounded patience."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

from touchstone.errors import InputError
from touchstone.pubmed.limiter import Stopped
from touchstone.pubmed.transport import Fault, Service

LONGEST_PAUSE = 30.0  # seconds
_A_WHILE = 5.0  # seconds without a good answer, after which a person is told
_BELIEVED = 4  # the same refusal so many times in a row is meant


class OutOfPatience(Exception):
    """No good answer to anything for as long as the caller would wait."""


class PubMedUnavailable(InputError):
    """PubMed did not answer a request that nothing can go on without."""


class Refused(InputError):
    """PubMed answered, and the answer is no; `final` where that holds for whatever else is asked."""

    def __init__(self, message: str, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


class Patience:
    """How long to go on without a single good answer, in seconds; shared by all threads."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def rewarded(self) -> None:
        """A good answer came."""
        with self._lock:
            self._since = time.monotonic()

    def left(self) -> float:
        """Seconds left."""
        with self._lock:
            return self._since + self.seconds - time.monotonic()


class Asker:
    """Asks `service` until an answer is good.

    `log` takes a line for each fault; `pause` is the first pause after a fault, in seconds.
    """

    def __init__(self, service: Service, patience: Patience, log: Callable[[str], None], pause: float) -> None:
        self.service, self.patience, self.log, self.pause = service, patience, log, pause
        self._last_fault = ""

    def waiting(self) -> str:
        """What the work waits for, once it has waited a while; empty while answers come."""
        waited = self.patience.seconds - self.patience.left()
        return f"waiting for PubMed ({self._last_fault})" if waited > _A_WHILE and self._last_fault else ""

    def ask(self, utility: str, read: Callable, *, tries: int | None = None, **params: str | int) -> object:
        """What `read` makes of the first answer of `utility` that it does not raise a Fault for.

        Raises Refused where the service says no for good, OutOfPatience, the last Fault after `tries`, or Stopped.
        """
        said_no: list[str] = []
        tried = 0
        while True:
            if self.service.stop.is_set():
                raise Stopped
            try:
                answer = read(self.service.once(utility, **params))
            except Fault as fault:
                tried += 1
                said_no = [*said_no, str(fault)] if fault.refusal and said_no[-1:] in ([], [str(fault)]) else []
                self._last_fault = str(fault)
                self.log(f"{utility}: {fault}")
                if fault.final or len(said_no) >= _BELIEVED:
                    raise Refused(f"PubMed ({utility}) refuses: {_advice(fault)}", fault.final) from None
                if tries is not None and tried >= tries:
                    raise fault.with_traceback(None) from None
                self._wait(fault, tried)
            else:
                self.patience.rewarded()
                self._last_fault = ""
                return answer

    def _wait(self, fault: Fault, tried: int) -> None:
        # Jitter keeps threads that failed together from coming back together.
        pause = min(LONGEST_PAUSE, self.pause * 2 ** (tried - 1)) * random.uniform(0.5, 1.0)
        if fault.retry_after is not None:
            pause = max(pause, fault.retry_after)
        if fault.retry_after is not None or fault.kind == "status 429" or "rate limit" in fault.detail.lower():
            self.service.limiter.hold(pause)
        if pause >= self.patience.left():
            asked = f" (it asks to wait {fault.retry_after:g} s)" if fault.retry_after else ""
            raise OutOfPatience(f"no good answer for {self.patience.seconds:g} s, the last: {fault}{asked}") from None
        if self.service.stop.wait(pause):
            raise Stopped


def _advice(fault: Fault) -> str:
    if "api key invalid" in fault.detail.lower():
        return "the API key is not valid; mend NCBI_API_KEY or unset it"
    if fault.kind == "certificate":
        return f"{fault.detail}; where a proxy checks traffic, its certificate must be known to Python (SSL_CERT_FILE)"
    if fault.kind == "status 404":
        return f"{fault.kind}: no such service at this address; mend TOUCHSTONE_EUTILS_URL or unset it"
    return str(fault)
