"""From Studies and Findings to Votes and Cells: the collapse rule, the direction, the strength rules."""

from touchstone.evidence.cells import assess, build_cells, poolable
from touchstone.evidence.direction import best_tier, count_votes, sign_test
from touchstone.evidence.effects import study_effects
from touchstone.evidence.gathering import FACETS, gather_votes
from touchstone.evidence.harms import event_rate, harms_summary
from touchstone.evidence.recounting import Recount
from touchstone.evidence.rules import Verdict, information_size, judge, rulings, verdicts_of
from touchstone.evidence.stability import bodies, judged, note_on, recounted, stability
from touchstone.evidence.swim import albatross, albatross_contour, fisher, stouffer, swim, wilson
from touchstone.evidence.votes import VOTING_BASIS, cast_votes, collapse, parts_of

__all__ = [
    "FACETS",
    "VOTING_BASIS",
    "Recount",
    "Verdict",
    "albatross",
    "albatross_contour",
    "assess",
    "best_tier",
    "bodies",
    "build_cells",
    "cast_votes",
    "collapse",
    "count_votes",
    "event_rate",
    "fisher",
    "gather_votes",
    "harms_summary",
    "information_size",
    "judge",
    "judged",
    "note_on",
    "parts_of",
    "poolable",
    "recounted",
    "rulings",
    "sign_test",
    "stability",
    "stouffer",
    "study_effects",
    "swim",
    "verdicts_of",
    "wilson",
]
