"""One request to an E-utility, on Bio.Entrez: through our limiter, with a timeout, the key hidden, read to its end."""

from __future__ import annotations

import email.utils
import http.client
import importlib.util
import io
import ssl
import threading
import time
import types
import urllib.error
import urllib.request
from urllib.parse import quote_plus, urlsplit

from touchstone.pubmed.credentials import NCBI, Secret
from touchstone.pubmed.limiter import Limiter, Place

TOOL = "touchstone"
_LONGEST = 10  # an answer may take this many timeouts in all, however steadily it drips
_AN_ERROR_PAGE = 65_536  # bytes of it that are read


class Fault(Exception):
    """A try that failed: `kind` in a word or two, `detail` in the service's words, and what it asks for.

    `retry_after` is in seconds; `refusal` marks an answer that may be meant (a status 4xx, an <ERROR>), which is
    believed when it comes again and again; `final` marks one that need not be asked again.
    """

    def __init__(
        self, kind: str, detail: str = "", *, retry_after: float | None = None, refusal=False, final=False
    ) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind, self.detail, self.retry_after, self.refusal, self.final = kind, detail, retry_after, refusal, final


class Service:
    """The E-utilities at `base`, for one caller. `once` makes one try; every try passes `limiter`.

    Bio.Entrez builds the requests, in a copy of our own, so that neither our settings nor a user's leak into the other.
    """

    def __init__(self, caller: str, key: Secret | None, base: str, limiter: Limiter, timeout: float) -> None:
        self.key, self.base, self.limiter, self.timeout = key, base, limiter, timeout
        self.stop = threading.Event()
        self._caller = caller
        self._entrez = _own_entrez(self._open)
        handlers = [_NoRedirect, _handler(urllib.request.HTTPHandler, "http_open", http.client.HTTPConnection)]
        handlers.append(_handler(urllib.request.HTTPSHandler, "https_open", http.client.HTTPSConnection))
        if urlsplit(base).hostname in ("127.0.0.1", "localhost", "::1"):
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def once(self, utility: str, **params: str | int) -> bytes:
        """The body of one answer of `utility` (esearch, efetch, …), the key struck out of it; raises Fault."""
        handle = getattr(self._entrez, utility)(**params, email=self._caller)
        return getattr(handle, "buffer", handle).read()

    def strike(self, text: str) -> str:
        """`text` without the key."""
        return self.key.strike(text) if self.key else text

    def _open(self, request: urllib.request.Request) -> io.BytesIO:
        ours = self._by_post(request)
        ours.place = self.limiter.take(self.stop)
        try:
            return self._answer(ours)
        except Fault as fault:
            fault.__context__ = None  # the original may carry the request, and so the key
            raise
        finally:
            ours.place.answered()

    def _by_post(self, request: urllib.request.Request) -> urllib.request.Request:
        # Long id lists get 414 by GET, and a key in an address ends up in other people's logs. No variable here
        # holds the key: tracebacks that print variables would print it.
        address, _, query = request.full_url.partition("?")
        return urllib.request.Request(
            self.base + address.rsplit("/", 1)[1],
            data=(request.data or query.encode())
            + (b"&api_key=" + quote_plus(self.key.reveal()).encode() if self.key else b""),
            method="POST",
        )

    def _answer(self, request: urllib.request.Request) -> io.BytesIO:
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                request.place.answered()
                deadline = time.monotonic() + self.timeout * _LONGEST
                return _Handle((self.key.strike_bytes if self.key else bytes)(_read(response, deadline)))
        except urllib.error.HTTPError as error:
            raise self._status_fault(error) from None
        except urllib.error.URLError as error:
            raise _network_fault(error.reason) from None
        except Fault:
            raise
        except Exception as error:  # whatever it is: its traceback would carry the request, and so the key
            raise _network_fault(error) from None

    def _status_fault(self, error: urllib.error.HTTPError) -> Fault:
        try:
            text = self.strike(error.read(_AN_ERROR_PAGE).decode("utf-8", "replace"))
        except (OSError, http.client.HTTPException):
            text = ""
        return Fault(
            f"status {error.code}",
            "" if "<html" in text.lower() else " ".join(text.split())[:300],
            retry_after=_seconds(error.headers.get("Retry-After")),
            refusal=400 <= error.code < 500 and error.code not in (408, 425, 429),
            final="api key invalid" in text.lower(),
        )


def limit(base: str, key: Secret | None, wanted: float | None) -> int:
    """Requests a second: NCBI's own limits, 3 or with a key 10 (NLM KA-05317, KA-05318); more only elsewhere."""
    allowed = 10 if key else 3
    if wanted is None:
        return allowed
    ncbi = urlsplit(base).hostname == urlsplit(NCBI).hostname or base.split("/")[2].endswith(".nih.gov")
    return max(1, int(min(wanted, allowed) if ncbi else wanted))


class _Handle(io.BytesIO):
    """What Bio.Entrez expects of an opened answer."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.headers = http.client.HTTPMessage()
        self.headers["Content-Type"] = "application/octet-stream"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    # A redirect turns POST into GET and is how captive portals and maintenance pages answer.
    def redirect_request(self, *_args: object) -> None:
        return None


def _own_entrez(opener) -> types.ModuleType:
    spec = importlib.util.find_spec("Bio.Entrez")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.urlopen, module.tool, module.max_tries = opener, TOOL, 1
    # Its own pacing is not safe across threads and would shift requests after our limiter let them go.
    module.time = types.SimpleNamespace(time=time.time, sleep=lambda _seconds: None)
    return module


def _handler(parent: type, opens: str, connection: type) -> type:
    """A urllib handler whose connections tell the request's place in the limiter when it has left in full."""

    class Connection(connection):
        place: Place

        def getresponse(self):
            self.place.sent()
            return super().getresponse()

    def open_it(self, request):
        def connect(host, **options):
            made = Connection(host, **options)
            made.place = request.place
            return made

        return self.do_open(connect, request)

    return type(parent.__name__, (parent,), {opens: open_it})


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    promised = response.headers.get("Content-Length")
    parts = []
    while part := response.read1(1 << 18):
        parts.append(part)
        if time.monotonic() > deadline:
            raise Fault("timeout", "the answer dripped in too slowly")
    body = b"".join(parts)
    if promised and promised.isdigit() and len(body) < int(promised):
        raise Fault("cut off", f"{len(body)} of {promised} bytes came")
    return body


def _network_fault(error: object) -> Fault:
    if isinstance(error, TimeoutError):
        return Fault("timeout", "the connection stalled")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Fault("certificate", "the service's certificate could not be verified", final=True)
    if isinstance(error, http.client.IncompleteRead):
        return Fault("cut off", "the answer broke off")
    if isinstance(error, OSError):
        return Fault("connection", error.strerror or type(error).__name__)
    return Fault("connection", type(error).__name__)


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds; it may be a number or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
