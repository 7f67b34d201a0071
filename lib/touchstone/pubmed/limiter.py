"""Never more than so many requests in any one-second window, whichever threads they come from."""

from __future__ import annotations

import threading
import time

WINDOW = 1.0
# A request may reach the service later than it left here. A place is given back a window after the answer began, or,
# for slow answers, a window after this much grace: what is late by less cannot crowd a window at the service's end.
GRACE = 0.35
_HAIR = 0.01


class Stopped(Exception):
    """The work was told to stop."""


class Limiter:
    """`rate` places; a request holds one from before it leaves until a second after it must have arrived.

    So any one-second window, measured here or at the service, holds at most `rate` requests.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._places: list[Place] = []
        self._held_until = 0.0
        self._changed = threading.Condition()

    def take(self, stop: threading.Event) -> Place:
        """Wait for a place; raises Stopped once `stop` is set."""
        with self._changed:
            while True:
                if stop.is_set():
                    raise Stopped
                now = time.monotonic()
                self._places = [place for place in self._places if place.until > now]
                if len(self._places) < self.rate and now >= self._held_until:
                    self._places.append(Place(self._changed))
                    return self._places[-1]
                next_free = min((place.until for place in self._places), default=now)
                wake = self._held_until if len(self._places) < self.rate else max(next_free, self._held_until)
                self._changed.wait(min(max(wake - now, 0.001), 0.5))

    def hold(self, seconds: float) -> None:
        """Let nobody start a request for so many seconds: the service asked for a pause."""
        with self._changed:
            self._held_until = max(self._held_until, time.monotonic() + seconds)


_shared: dict[str, Limiter] = {}
_sharing = threading.Lock()


def shared_limiter(service: str, rate: int) -> Limiter:
    """The one limiter of this process for a service, so that a pull right after another keeps to the limit, too."""
    with _sharing:
        limiter = _shared.setdefault(service, Limiter(rate))
        limiter.rate = rate
        return limiter


class Place:
    """A request's place in the window."""

    def __init__(self, changed: threading.Condition) -> None:
        self.until = float("inf")
        self._changed = changed

    def sent(self) -> None:
        """The request has left in full."""
        self._give_back(GRACE + WINDOW + _HAIR)

    def answered(self) -> None:
        """The answer began, or the request failed: it reached the service before now, if at all."""
        self._give_back(WINDOW + _HAIR)

    def _give_back(self, seconds: float) -> None:
        with self._changed:
            self.until = min(self.until, time.monotonic() + seconds)
            self._changed.notify_all()
