"""The tables that a review prints first: characteristics of studies, summary of findings, exclusions, agreement.

Each takes a review, or its tables, and gives a DataFrame made for reading: labels in place of codes, short and rounded.
"""

from touchstone.summaries.agreement import coder_agreement, machine_agreement
from touchstone.summaries.studies import (
    characteristics,
    dose,
    exclusions,
    findings_of,
    flow_of,
    silent_reasons,
    snapshots_of,
    studies_of,
)
from touchstone.summaries.verdicts import (
    cells_of,
    rule_sets_of,
    stability_by_strength,
    standing,
    summary_of_findings,
    synthesis,
    verdict_line,
    why_not_pooled,
)
from touchstone.summaries.words import plain, words

__all__ = [
    "cells_of",
    "characteristics",
    "coder_agreement",
    "dose",
    "exclusions",
    "findings_of",
    "flow_of",
    "machine_agreement",
    "plain",
    "rule_sets_of",
    "silent_reasons",
    "snapshots_of",
    "stability_by_strength",
    "standing",
    "studies_of",
    "summary_of_findings",
    "synthesis",
    "verdict_line",
    "why_not_pooled",
    "words",
]
