"""People's decisions and the Studies they make together with the machine's tags; people overrule."""

from touchstone.coding.appraisals import appraisal_problems, read_appraisals
from touchstone.coding.citing import cite
from touchstone.coding.decisions import (
    LINK_RELATIONS,
    current,
    problems_of,
    read_decisions,
    read_effects,
    read_links,
)
from touchstone.coding.findings import coded_findings, coded_harms, contrast_of, machine_harms, parse_p, told_comparator
from touchstone.coding.studies import SEVERAL, build_studies, facet_values, main_reports, tier_of
from touchstone.coding.values import coded_values

__all__ = [
    "LINK_RELATIONS",
    "SEVERAL",
    "appraisal_problems",
    "build_studies",
    "cite",
    "coded_findings",
    "coded_harms",
    "coded_values",
    "contrast_of",
    "current",
    "facet_values",
    "machine_harms",
    "main_reports",
    "parse_p",
    "problems_of",
    "read_appraisals",
    "read_decisions",
    "read_effects",
    "read_links",
    "tier_of",
    "told_comparator",
]
