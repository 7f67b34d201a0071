"""How good the codes are: people against people, the machine against people, and what that error is made of."""

from touchstone.accuracy.calibrating import brier, reliability, split
from touchstone.accuracy.error import TaggingError, at_random, flawless, load_error, stale, write_error
from touchstone.accuracy.measuring import developed_on, measure
from touchstone.accuracy.of_review import coder_pairs, error_of, judged, machine_pairs, refit
from touchstone.accuracy.report import answer, beside, confusion, error_table, mistaken, scores, worst_errors

__all__ = [
    "TaggingError",
    "answer",
    "at_random",
    "beside",
    "brier",
    "coder_pairs",
    "confusion",
    "developed_on",
    "error_of",
    "error_table",
    "flawless",
    "judged",
    "load_error",
    "machine_pairs",
    "measure",
    "mistaken",
    "refit",
    "reliability",
    "scores",
    "split",
    "stale",
    "worst_errors",
    "write_error",
]
