"""The values that the tables' columns of codes may hold."""

DIRECTIONS = ("benefit", "no_difference", "worse", "mixed", "not_reported")
CELL_DIRECTIONS = ("benefit", "no_difference", "worse", "mixed", "unclear")
STRENGTHS = ("strong", "moderate", "limited", "very_limited", "conflicting", "anecdotal", "none")
CERTAINTIES = ("high", "moderate", "low", "very_low", "not_assessed")
CONTRASTS = ("efficacy", "comparative", "dose_or_technique")
LAYERS = ("primary", "review", "context")
TIERS = ("randomised", "controlled", "uncontrolled", "anecdotal", "descriptive")
RISKS = ("low", "some", "high", "unclear")
ROUTES = ("publication_type", "mesh", "title", "abstract", "digest", "human")
CLAIM_TYPES = (
    "efficacy", "prevention", "mechanism", "dose_or_comparative", "safety", "association", "experience", "untestable",
)  # fmt: skip
CLAIM_FINDINGS = ("favours", "little_or_none", "against", "inconclusive", "not in this set")
CITATION_ACCURACY = ("accurate", "overstated", "wrong", "unavailable")
