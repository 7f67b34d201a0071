"""What may stand in the four files of protocol/, as pydantic models: allowed keys, kinds and values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from touchstone.tables import CERTAINTIES, CITATION_ACCURACY, CLAIM_TYPES, CONTRASTS, STRENGTHS, TIERS


def _flag(value: object) -> object:
    words = {"yes": True, "true": True, "no": False, "false": False}
    return words.get(value.lower(), value) if isinstance(value, str) else value


Flag = Annotated[bool, BeforeValidator(_flag)]
Text = Annotated[str, BeforeValidator(lambda v: str(v).strip() if isinstance(v, int | float | str) else v)]
Share = Annotated[float, Field(ge=0, le=1)]
SOE_GRADES = ("insufficient", "low", "moderate", "high")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Concept(_Strict):
    """A code of the vocabulary and the words that reveal it."""

    label: Text
    synonyms: list[Text] = []
    instruments: list[Text] = []
    mesh: list[Text] = []
    broader: list[Text] = []
    group: Text = ""
    note: Text = ""


class Population(Concept):
    """People may also say by who they are in which stage of life they are."""

    life_stage: Text = ""


class Outcome(Concept):
    """An outcome also says which way is better, whether people report it themselves, and whether it is a surrogate."""

    higher_is_better: Flag | None = None
    self_reported: Flag = False
    surrogate: Flag = False


class Intervention(Concept):
    """An intervention may also go by the part of the body that is treated, or by whom it is given to."""

    parts: list[Text] = []
    named_for: list[Text] = []


class Comparator(Concept):
    """A comparator also says what a comparison with it answers, and which words mean it only of a control arm."""

    arm_words: list[Text] = []
    contrast: Literal[CONTRASTS] | Literal["none"]
    kind: Literal["inert", "attention", "sham", "active", "other_dose", "none"]


class Design(Concept):
    """A design also names the NLM publication types that stand for it."""

    publication_types: list[Text] = []


class Other(_Strict):
    """Something that comes up and has no code of its own: it is coded `other:name`."""

    synonyms: list[Text] = []
    arm_words: list[Text] = []
    instruments: list[Text] = []
    mesh: list[Text] = []
    higher_is_better: Flag | None = None


class Vocabulary(_Strict):
    """protocol/vocabulary.yml: every code and the words for it."""

    version: Text
    topic: Text
    design: dict[Text, Design]
    population: dict[Text, Population]
    outcome: dict[Text, Outcome]
    intervention: dict[Text, Intervention]
    comparator: dict[Text, Comparator]
    life_stage: dict[Text, Concept]
    sex: dict[Text, Concept]
    not_intervention: dict[Text, Concept] = {}
    others: dict[Literal["population", "outcome", "intervention", "comparator"], dict[Text, Other]] = {}


class Search(_Strict):
    """One PubMed search."""

    id: Text
    label: Text
    query: Text
    note: Text = ""


class Eligibility(_Strict):
    """Which designs and records count as evidence; each rule with the reason that the exclusion table prints."""

    review_designs: list[Text]
    context_designs: dict[Text, Text]
    needs_intervention: Text
    not_intervention: Text
    unknown_design: Text
    no_text: Text = "Not retrieved: no abstract, digest or report was at hand"
    retracted: Text
    eligible_primary: Text
    eligible_review: Text


class Coding(_Strict):
    """Whose decisions count, and whose only measure agreement."""

    main: Text
    second: list[Text] = []


class Case(_Strict):
    """A case study: the cells a notebook tells about."""

    id: Text
    label: Text
    question: Text
    population: list[Text]
    outcome: list[Text]
    search: Text


class Review(_Strict):
    """protocol/review.yml: the question, where the records come from, what counts."""

    title: Text
    question: Text
    topic: Text
    snapshots: Annotated[list[Text], Field(min_length=1)]
    coding: Coding
    searches: list[Search]
    eligibility: Eligibility
    cases: list[Case] = []


class Votes(_Strict):
    """How several results of a study become its one vote, and how votes are counted together."""

    mixed_counts_to: list[Literal["benefit", "no_difference"]]
    weigh_by: Literal["people", "studies"] = "people"
    unknown_size_weighs: Annotated[int, Field(ge=1)] = 20
    consistent_share: Share
    conflicting_below: Share
    difference_share: Share = 1.0
    opposed_at_most: Share = 0.0
    source: Text


class MixedSamples(_Strict):
    """Which population codes are parts of one mixed sample, so that none of them is credited with the study."""

    source: Text
    alternatives: list[Annotated[list[Text], Field(min_length=2)]] = []
    beside_broader: list[Text] = []
    many_from: Annotated[int, Field(ge=2)] | None = None


class TimeBands(_Strict):
    """Bands of follow-up: each name with the weeks after the end of treatment at which it ends (null: open)."""

    source: Text
    ends: dict[Text, Annotated[float, Field(gt=0)] | None]


class Protocols(_Strict):
    """When a protocol without results is a sign of non-reporting."""

    source: Text
    grace_years: Annotated[int, Field(ge=0)]


class Appraised(_Strict):
    """What imported full-text appraisals change in a GRADE-informed rule."""

    source: Text
    needed_share: Share
    cap: Literal[CERTAINTIES]
    high_risk_one_step: Share
    high_risk_two_steps: Share
    mostly_unclear_steps: Annotated[int, Field(ge=0, le=2)]


class GradeRule(_Strict):
    """A GRADE-informed rule for abstracts."""

    kind: Literal["grade"]
    label: Text
    source: Text
    start: dict[Literal[TIERS], Literal[CERTAINTIES]]
    cap: Literal[CERTAINTIES]
    risk_of_bias_steps: Annotated[int, Field(ge=0, le=2)]
    not_assessed_reason: Text
    self_report_sham_share: Share
    optimal_smd: Annotated[float, Field(gt=0)]
    minimal_smd: Annotated[float, Field(gt=0)]
    alpha: Share
    power: Share
    no_difference_steps: Annotated[int, Field(ge=0, le=2)]
    no_difference_reason: Text
    single_study_cap: Literal[CERTAINTIES]
    unreported_share: Share
    broad_population_steps: Annotated[int, Field(ge=0, le=2)]
    appraised: Appraised | None = None
    strength: dict[Literal[CERTAINTIES], Literal[STRENGTHS]]


class BestEvidenceRule(_Strict):
    """A best-evidence synthesis in levels, as the Back Review Group wrote it; unknown quality counts as low."""

    kind: Literal["best_evidence"]
    label: Text
    source: Text
    consistent_share: Share
    several: Annotated[int, Field(ge=2)]
    several_high_quality: Literal[STRENGTHS] = "strong"
    one_high_quality: Literal[STRENGTHS] = "moderate"
    several_low_quality: Literal[STRENGTHS]
    one_low_quality: Literal[STRENGTHS]
    inconsistent: Literal[STRENGTHS]
    no_trials: Literal[STRENGTHS]


class LevelsRule(_Strict):
    """A ladder of designs, as the Oxford Centre wrote it: the best design present names the level."""

    kind: Literal["levels"]
    label: Text
    source: Text
    level: dict[Literal[TIERS], Annotated[int, Field(ge=1, le=5)]]
    strength: dict[Annotated[int, Field(ge=1, le=5)], Literal[STRENGTHS]]


Steps = Annotated[int, Field(ge=0, le=3)]


class DomainsRule(_Strict):
    """Strength of evidence by five domains, as the EPC Program of AHRQ grades it."""

    kind: Literal["domains"]
    label: Text
    source: Text
    start: dict[Literal[TIERS], Literal[SOE_GRADES]]
    limitations_steps: Steps
    limitations_high_share: Share
    inconsistent_steps: Steps
    unknown_consistency_steps: Steps
    indirect_steps: Steps
    imprecise_steps: Steps
    reporting_bias_steps: Steps
    optimal_smd: Annotated[float, Field(gt=0)]
    minimal_smd: Annotated[float, Field(gt=0)]
    alpha: Share
    power: Share
    unreported_share: Share
    strength: dict[Literal[SOE_GRADES], Literal[STRENGTHS]]


RuleSet = Annotated[GradeRule | BestEvidenceRule | LevelsRule | DomainsRule, Field(discriminator="kind")]


class CodingStability(_Strict):
    """How often the true codes are drawn to see whether verdicts stand, and the seed that makes it repeatable."""

    draws: Annotated[int, Field(ge=1)] = 1000
    claim_draws: Annotated[int, Field(ge=1)] = 200
    seed: Annotated[int, Field(ge=0)] = 20261120


class Strength(_Strict):
    """protocol/strength.yml: tiers, the collapse rule, and the rule sets with their sources."""

    version: Text
    main: Text
    tiers: dict[Text, Literal[TIERS]]
    votes: Votes
    anecdotal_max_people: Annotated[int, Field(ge=1)]
    claims_broad_from: Annotated[int, Field(ge=2)]
    mixed_samples: MixedSamples | None = None
    time_bands: TimeBands | None = None
    protocols: Protocols | None = None
    coding_stability: CodingStability = CodingStability()
    rule_sets: dict[Text, RuleSet]


class LayText(_Strict):
    """A text whose claims are tested."""

    title: Text
    kind: Text
    note: Text = ""


class Citation(_Strict):
    """What a lay text cites for a claim, and whether it reports it accurately."""

    reference: Text
    record: Text = ""
    says: Text
    found: Text
    accuracy: Literal[CITATION_ACCURACY]
    note: Text = ""


class ContextStudy(_Strict):
    """A study that is no evidence on the intervention but bears on the claim."""

    record: Text
    supports: Literal["yes", "partly", "no"]
    note: Text


class Claim(_Strict):
    """One atomic claim."""

    text: Text
    type: Literal[CLAIM_TYPES]
    made_in: Annotated[list[Text], Field(min_length=1)]
    parent: Text = ""
    population: list[Text] = ["any"]
    outcome: list[Text] = []
    intervention: list[Text] = []
    contrast: Literal[CONTRASTS] = "efficacy"
    only_studies: list[Text] = []
    only_studies_reason: Text = ""
    only_findings: list[Text] = []
    expects: Literal["benefit", "no_difference"] = "benefit"
    chain: list[Text] = []
    context: list[ContextStudy] = []
    cites: list[Citation] = []
    testimony: Text = ""
    note: Text = ""


class Claims(_Strict):
    """protocol/claims.yml: the lay texts and the claims they make."""

    version: Text
    texts: dict[Text, LayText]
    claims: dict[Text, Claim]
