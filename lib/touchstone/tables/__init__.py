"""The schema of every table that passes between the parts, one class each.

A class names a table; its attributes are the columns in their order. Each column says what it holds, its kind, unit and
allowed values, so that `Records.describe()` is the table's documentation and `Records.conform(frame)` its guard.
Columns are a minimum: a table may carry more, and they are kept to the right of these.

>>> Cells.columns["strength"].allowed
('strong', 'moderate', 'limited', 'very_limited', 'conflicting', 'anecdotal', 'none')
>>> len(Records.empty())
0
"""

from touchstone.tables.bodies import Appraisals, HarmsSummary, Stability, Swim
from touchstone.tables.codes import (
    CELL_DIRECTIONS,
    CERTAINTIES,
    CITATION_ACCURACY,
    CLAIM_FINDINGS,
    CLAIM_TYPES,
    CONTRASTS,
    DIRECTIONS,
    LAYERS,
    RISKS,
    ROUTES,
    STRENGTHS,
    TIERS,
)
from touchstone.tables.columns import Column, Table
from touchstone.tables.reports import Decisions, Findings, Harms, Records, Tags
from touchstone.tables.verdicts import Cells, Claims, Studies, Votes

ALL = (
    Records, Tags, Findings, Decisions, Harms, Studies, Votes, Cells, Claims, Appraisals, HarmsSummary, Swim, Stability,
)  # fmt: skip

__all__ = [
    "ALL",
    "CELL_DIRECTIONS",
    "CERTAINTIES",
    "CITATION_ACCURACY",
    "CLAIM_FINDINGS",
    "CLAIM_TYPES",
    "CONTRASTS",
    "DIRECTIONS",
    "LAYERS",
    "RISKS",
    "ROUTES",
    "STRENGTHS",
    "TIERS",
    "Appraisals",
    "Cells",
    "Claims",
    "Column",
    "Decisions",
    "Findings",
    "Harms",
    "HarmsSummary",
    "Records",
    "Stability",
    "Studies",
    "Swim",
    "Table",
    "Tags",
    "Votes",
]
