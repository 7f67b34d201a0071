"""How good the codes are: people against people, the machine against people, and what that error is made of."""

from touchstone.accuracy.error import TaggingError, at_random, flawless, load_error, stale, write_error
from touchstone.accuracy.measuring import measure

__all__ = ["TaggingError", "at_random", "flawless", "load_error", "measure", "stale", "write_error"]
