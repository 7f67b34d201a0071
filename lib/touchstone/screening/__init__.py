"""Unites the records of several snapshots, finds duplicates and retractions, and counts the flow of records.

What enters: Records of each snapshot, in the order the review lists them, and people's decisions. What leaves: one row
a publication, an alias table (which ids mean the same record, and why), pairs for a person to decide, and the counts of
the flow diagram.
"""

from __future__ import annotations

from touchstone.screening.decided import duplicate_problems, read_duplicates
from touchstone.screening.flow import adds_records, flow, identified, is_searched
from touchstone.screening.notices import notices_of, retractions
from touchstone.screening.uniting import United, as_kept, unite

__all__ = [
    "United",
    "adds_records",
    "as_kept",
    "duplicate_problems",
    "flow",
    "identified",
    "is_searched",
    "notices_of",
    "read_duplicates",
    "retractions",
    "unite",
]
