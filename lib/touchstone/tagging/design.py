"""Study design, pilot, randomisation, blinding: read from what a text says was done, and from publication types.

A cascade, most telling signs first: what a review, protocol or case report calls itself goes before words on
randomisation, which a review uses of others' trials; a quasi-experiment stays one though somebody drew lots in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from touchstone.protocol.models import Vocabulary
from touchstone.tagging.reading import Reading


class Sign(NamedTuple):
    """A value read from words (`field` with `start`, `end`) or from a publication type (`field` only)."""

    value: str
    field: str
    start: int
    end: int
    confidence: float


def read_design(reading: Reading, publication_types: Iterable[str], vocabulary: Vocabulary) -> Sign | None:
    """The record's design with the words that tell it; None where there is nothing to read."""
    typed = _from_types(publication_types, vocabulary)
    told = _from_text(reading)
    if told is None:
        named = _named(reading)
        told = named or (None if typed else _fallback(reading))
    if typed is None:
        return told
    if told is None:
        return typed
    return _reconcile(typed, told)


def read_pilot(reading: Reading) -> Sign | None:
    """Whether the study calls itself a pilot, with the words."""
    found = _search(_PILOT, reading, ("title", "aim", "methods", "", "conclusion"))
    return found and Sign("yes", *found, 0.9)


def read_randomised(reading: Reading, design: str) -> Sign | None:
    """`yes` where people were allotted at random in the study itself, `no` where the text denies it."""
    denied = _search(_NOT_RANDOM, reading, ("title", "aim", "methods", ""))
    if denied:
        return Sign("no", *denied, 0.9)
    if design in ("rct", "crossover_rct", "cluster_rct", "protocol", "nonrandomised_trial"):
        found = _search(_RANDOM, reading, ("methods", "title", "aim", "", "results"))
        return found and Sign("yes", *found, 0.9)
    return None


def read_blinded(reading: Reading) -> Sign | None:
    """Who was blinded: double, single, assessor, participant, or none."""
    if not any(word in reading.low or word in reading.low_title for word in ("blind", "mask", "open", "unaware")):
        return None
    for value, pattern in _BLIND:
        found = _search(pattern, reading, ("title", "methods", "aim", "", "results", "conclusion"))
        if found:
            return Sign(value, *found, 0.85)
    return None


_RANDOM = re.compile(
    r"(?<!non-)(?<!non )(?<!quasi-)(?<!quasi )(?<!not )\brandomi[sz](?:ed|ation|ing|e)\b(?! sampl)|\brandom(?:ly|) "
    r"(?:and \w+ )?(?:assign|allocat|allott|divid|distribut|split|put|placed|separat|group|categor|receiv|entered|"
    r"into)\w*|\b(?:assign|allocat|allott|divid|distribut|split|put|placed|drawn|grouped)\w*(?: \w+){0,5} (?:at "
    r"random|randomly|by random\w*|by lot|by lottery|by block|by coin|using random|through random)|\brandom(?:ly)? "
    r"(?:allocation|assignment)|\brandom order|\bsealed (?:\w+ )?envelopes|\b(?:drew|drawing|drawn) (?:of )?lots|\btoss of a coin|\brandom numbers?\b|\border (?:was |being )?randomi[sz]ed|\b(?:drawn|chosen) by (?:simple "
    r")?(?:random|lot)|\brandomly to\b|\bminimi[sz]ation\b|\bcomputer-randomi[sz]ed|\brandomi[sz]ed\b"
)
_PLACEBO = re.compile(r"\bdouble-?\s?blind\w*|\bplacebo-?\s?controlled|\bsham-?\s?controlled")
_NOT_RANDOM = re.compile(
    r"\bnon-?randomi[sz]ed|\bnot (?:been )?(?:randomi[sz]ed|random|randomly|allocated at random)|\bwithout "
    r"randomi[sz]ation|\bno randomi[sz]ation|\bunrandomi[sz]ed|\bquasi-?randomi[sz]ed|\ballocat\w+ (?:was|were) not "
    r"(?:random|stated)|\bby alternation|\balternate(?:ly)? (?:assign|allocat)\w*"
)
_BLIND = (
    ("double", re.compile(r"\b(?:double|triple)-?\s?(?:blind|mask)\w*")),
    ("assessor", re.compile(
        r"\b(?:assessor|evaluator|observer|rater|examiner|investigator|outcome|statistician)s?(?: and \w+)?(?: were| "
        r"was)?[- ](?:blind|mask)\w*|\b(?:blind|mask)(?:ed)? (?:outcome |independent )?(?:assess|evaluat|observ|"
        r"rater|examin)\w*|\b(?:assessor|evaluator|rater|staff|examiner)s?(?: \w+){0,3} (?:blinded|masked|unaware)")),
    ("single", re.compile(r"\bsingle-?\s?(?:blind|mask)\w*")),
    ("participant", re.compile(r"\b(?:participant|patient|subject)s?(?: were| was)?[- ](?:blind|mask)\w*")),
    (
        "none", re.compile(
        r"\bopen[- ]label|\bunblinded|\bnot blinded|\bno blinding|\bwithout (?:\w+ )?blinding|\bnon-?blinded")),
    ("single", re.compile(r"\b(?:blinded|masked)\b")),
)  # fmt: skip
_PILOT = re.compile(
    r"\bpilot(?:ed|ing|s)?\b(?! (?:work|data|plant))|\bfeasibility (?:\w+ )?(?:study|trial|project|randomi[sz]ed)|"
    r"\bpreliminary (?:\w+ )?(?:study|trial|investigation|findings|results|report|evaluation|look|test|evidence)|"
    r"\bexploratory (?:\w+ )?(?:study|trial|investigation|look|randomi[sz]ed)|\bproof[- ]of[- ]concept|\bstudy of "
    r"feasibility"
)

_PROTOCOL_TITLE = re.compile(
    r"\b(?:study|trial|research|review) protocol|\bprotocol (?:for|of) (?:a|an|the|two|three|\w+ (?:trial|study|"
    r"review))\b|[:.(-] ?(?:a |the )?protocol\b|\brationale(?:,| and)(?: \w+,?)* (?:study )?design|\bstudy design "
    r"and|\bdesign (?:and|of) (?:rationale|a (?:\w+ )*trial)|^protocol\b"
)
_PROTOCOL_TEXT = re.compile(
    r"\bthis protocol\b|\bprotocol (?:sets out|describes|for)|\bprotocol for \d|\bat (?:the )?protocol stage|\bwill be "
    r"(?:randomi[sz]ed|recruited|enrolled|randomly|allocated|assigned|included|conducted|assessed|examined|measured)|"
    r"\bwere to be (?:randomi[sz]ed|modelled|enrolled|measured)|\bplanned for \d"
)
_UNREPORTED = re.compile(
    r"^\W*(?:none (?:stated|at this stage|yet|so far)|not (?:yet )?(?:applicable|available|reported)|no results|"
    r"pending|n/a|none[;,.])|\bprotocol stage|\bno results (?:are|were|yet|at)|\bnot yet (?:reported|known|available)"
)
_OVERVIEW = re.compile(
    r"\boverview of (?:\w+ ){0,3}reviews|\bumbrella review|\breviews? of (?:\w+ ){0,2}(?:systematic )?reviews\b|"
    r"\bmeta-review|\bscoping (?:\w+ )?review|\bprisma-scr|\bevidence[- ](?:gap )?map|\b(?:map|mapping) (?:the |of "
    r")?(?:\w+ ){0,2}(?:evidence|systematic reviews)|\bsystematic reviews? of (?:\w+ ){0,3}(?:meta-analyses|"
    r"systematic reviews|reviews)|\boverview of (?:cochrane|meta-analyses)|\bevidence report|\bsecond[- ]order meta|"
    r"\bmega-?analysis"
)
_GUIDELINE = re.compile(
    r"\b(?:clinical |practice |evidence-based |society |joint |national )*guidelines?\b|\bconsensus (?:statement|"
    r"recommendation|guideline)s?|\bposition (?:statement|paper)|\bpractice recommendations"
)
_META = re.compile(
    r"\bmeta-?\s?analy\w+|\bmetaanaly\w+|\bpooled\b|\bpooling\b|\bmeta-regression|\brandom[- ]effects?\b|\bfixed[- "
    r"]effects?\b|\bstandardi[sz]ed mean difference|\bsmd\b|\bmd [-–]?\d|\b(?:rr|or|risk ratio|relative risk) \d|"
    r"\bweighted mean difference|\bwmd\b|\brevman\b|\bhedges|\bforest plot|\b95 ?% (?:ci|confidence)|\bsucra\b"
)
_NO_META = re.compile(
    r"\b(?:no|not|nothing|without|rather than|precluded?|prevent(?:ed|ing)|ruled out|rule out|instead of|too \w+ "
    r"(?:for|to)|neither|impossible|nor|forbade|against|barred|hindered|stopped|(?:in)?appropriate) (?:\w+ "
    r"){0,5}(?:meta-?analy\w+|pool\w+)|\b(?:meta-?analy\w+|pool\w+)(?: \w+){0,3} (?:not|n't|impossible|precluded|"
    r"ruled out|inappropriate|unfeasible|was ruled)|\bunpooled|\bnarrative(?:ly)? synthes\w+|\bsynthesi[sz]ed "
    r"narratively|\bdescribed narratively"
)
_SYSTEMATIC = re.compile(
    r"\bsystematic(?:ally)? (?:\w+ ){0,3}(?:review|search|literature|overview|look|appraisal|examination|"
    r"reviewed)\w*|\bcochrane (?:\w+ )?(?:review|method|standard|update|question|synthesis|appraisal|procedure|"
    r"collaboration|protocol)\w*|\bprisma\b|\brandomi[sz]ed (?:\w+[- ]){0,5}trials (?:to|from|since|up to|until|"
    r"published|passing|were|only)\b|\brapid review|\bintegrative review|\bcritical review|\bmeta-?synthesis|"
    r"\bstructured review|\breview of (?:\w+ ){0,4}(?:randomi[sz]ed|controlled|clinical) (?:\w+ )?(?:trials|studies)|"
    r"\bevidence synthesis|\bbest[- ]evidence"
)
_SEARCHED = re.compile(
    r"\b(?:databases?|registries|registers|sources|medline|pubmed|embase|cinahl|psycinfo|cochrane library|pedro|"
    r"scopus|web of science|google scholar|central|amed|literature)\b(?: \w+| \([^)]{0,80}\)|,|;| and|/){0,14}? "
    r"(?:were |was |had been |up )?(?:searched|search|sought|to (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d{4}|early|late|mid))|\bsearch(?:ed|es|ing)?\b[^.;]{0,60}\b(?:databases?|"
    r"medline|pubmed|embase|cinahl|literature|cochrane|psycinfo|pedro|scopus)|\b(?:two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\d+) (?:\w+ ){0,4}databases\b|\b(?:medline|pubmed|embase|cinahl|psycinfo|pedro|"
    r"scopus|cochrane)(?:, (?:and )?| and |/)(?:medline|pubmed|embase|cinahl|psycinfo|cochrane|pedro|web of|scopus|"
    r"google|central|amed)"
)
_COUNTED = re.compile(
    r"\b(?:\d+|[a-z-]+) (?:\w+[- ]){0,4}(?:trials|studies|rcts|reviews|articles|papers|"
    r"reports)\b(?:[^.;]{0,60})\b(?:included|qualif\w+|eligible|met|pooled|identified|found|retrieved|kept|selected|"
    r"fitted|entered|remained|covered|analy[sz]ed)|\btrials\b.{0,30}\bwere (?:included|eligible|pooled|selected)"
)
_REVIEW = re.compile(
    r"\b(?:narrative|literature|state[- ]of[- ]the[- ]art|clinical|brief|mini|topical|selective|focused|"
    r"comprehensive) ?-?review|\breview(?:s|ed|ing)?\b|\boverview\b|\bperspectives?\b|\bupdate on\b|\brapid "
    r"(?:response|scan)"
)
_NARRATIVE = re.compile(
    r"\b(?:we|this (?:article|paper|chapter|manuscript|overview)|the authors?|here we) (?:\w+ )?(?:review|discuss|"
    r"summari[sz]e|outline|overview)(?:s|es|ed)?\b|\b(?:is|are|will be) (?:briefly |critically )?(?:reviewed|"
    r"discussed|summari[sz]ed|outlined|highlighted)\b|\brecent (?:advances|progress|developments)\b|\bnarrative "
    r"(?:overview|review|summary|account|look)|\bliterature review|\breview (?:article|of the literature)|\boverview "
    r"of|\bthis (?:\w+ )?(?:review|paper reviews|article reviews|article discusses|paper discusses)|\b(?:a|brief|"
    r"selective) (?:\w+ )?review of|\btheoretical (?:paper|review|article)|\brapid response|\bmini-?review"
)
_NARRATIVE_SELF = re.compile(
    r"\bnarrative (?:literature )?(?:review|overview|account)\b|\b(?:selective|non-systematic|focused|mini) review|"
    r"(?:^|[:.] )review by\b"
)
_CASE_SERIES = re.compile(
    r"\bcase series|\bseries of (?:\w+ )?(?:cases|patients)|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:\w+ )?cases? (?:report|stud|histor|were)\w*|\bcase reports (?:of|on) (?:two|three|four)")  # fmt: skip
_CASE = re.compile(
    r"\bcase[- ](?:report|stud(?:y|ies)|history|example|presentation)s?\b|\ba case of\b|\bsingle[- ](?:case|subject|"
    r"patient)\b|\bn[- ]of[- ](?:1|one)\b"
)
_CASE_BODY = re.compile(
    r"\b(?:we|authors) (?:here )?(?:report|describe|present)(?:ed)? (?:on )?(?:a|an|the|one|this|our|first|rare|"
    r"unusual|unique) (?:[\w-]+ ){0,5}?(?:case|patient|woman|man|boy|girl|infant|neonate|child|male|female)\b|\b(?:a|"
    r"an|this|the|first|rare|unusual|unique|our|reported|one) (?:\w+ )?case\b(?! (?:of|for) (?:an?|the) )(?=[ "
    r",.])(?! (?:management|manager|control|series|definition|fatality|mix))|\b(?:one|single) (?:\w+ ){0,3}(?:client|"
    r"patient|case)\b(?= (?:with|who|had|was|of|in))|\b(?:a|an) (?:\d+|\w+-?\w*)-year-old (?:\w+[ "
    r"-]){0,4}(?:wo)?(?:man|boy|girl|patient|male|female|client|infant|athlete|child|player|runner|dancer)\b|\ba "
    r"(?:young |elderly |middle-aged )?(?:\w+ )?(?:woman|man|boy|girl) (?:of|aged) \d+"
)
_ANIMAL = re.compile(
    r"\b(?:rats?|mice|mouse|rabbits?|murine|rodents?|pigs?|piglets?|horses?|dogs?|canine|equine|sheep|primates?|"
    r"monkeys?|cell (?:culture|line)s?|in vitro|cadaver\w*|animal (?:model|study|experiment)s?|sprague-dawley|wistar|"
    r"zebrafish|bovine)\b"
)
_QUALITATIVE = re.compile(
    r"\bqualitative(?:ly)?\b|\bthematic(?:ally)? (?:content )?analy\w+|\b(?:content|framework|discourse|narrative) "
    r"analysis|\bphenomenolog\w+|\bgrounded theory|\blived experience|\bethnograph\w+|\bsemi-?structured interviews?|"
    r"\bin-?depth interviews?|\bfocus groups?\b|\binterviews? (?:were|with|was)|\bcoded for themes|\bthemes\b"
)
_VIEWS = re.compile(r"\b(?:perceptions?|perspectives?|experiences?|views|attitudes|qualitative|voices)\b")
_MIXED = re.compile(
    r"\b(?:scores?|questionnaires?|scales?) and (?:\w+ )?interviews|\bmixed[- ]methods?\b|\bqualitative and "
    r"quantitative|\bquantitative and qualitative|\bconvergent parallel"
)
_CROSSOVER = re.compile(
    r"\bcross(?:ed)?-?\s?over\b(?! effects?| education| to)|\blatin square|\bcounter-?balanced|\b(?:each|every|all) "
    r"(?:\w+ ){0,3}(?:received|had|did|underwent|completed|got) (?:both|all|each)\b[^.]{0,60}\b(?:random|order)|\bin "
    r"(?:a )?(?:random|balanced)(?:i[sz]ed)? (?:order|sequence)|\brandom(?:i[sz]ed)? (?:order|sequence)|\border "
    r"(?:was |being )?(?:randomi[sz]ed|balanced|random)|\bwith order (?:balanced|random)|\btwo-period\b|\bown "
    r"controls?\b(?=[^.]*random)|\brepeated[- ]measures (?:design|randomi[sz]ed)"
)
_CROSSED = re.compile(
    r"\bcross(?:ed)?-?\s?over\b(?! effects?| education| to)|\bcounter-?balanced|\border (?:random|balanced)"
)
_CLUSTER = re.compile(
    r"\bcluster[- ]?(?:\w+ )?randomi[sz]\w*|\brandomi[sz]ed cluster|\bgroup[- ]randomi[sz]ed|\bcluster (?:\w+ )?trial|"
    r"\b(?:whole|entire) (?:wards?|clinics?|centres?|centers?|schools?|homes?|hospitals?|units?|villages?|practices) "
    r"(?:were|was) |\bclusters were\b"
)
_QUASI = re.compile(
    r"\bquasi-?\s?(?:experiment\w*|randomi[sz]\w*)|\bsemi-?\s?experiment\w*|\bnon-?\s?randomi[sz]ed|\bnon-?equivalent"
)
_CONTROLLED = re.compile(
    r"\b(?:control|comparison|comparator|intervention|experimental|treatment|study|reference) (?:and (?:control|"
    r"comparison) )?(?:group|arm|condition|participants|women|patients|children|infants|subjects|mothers)s?\b|"
    r"\b(?:two|three|four|both|2|3|4) (?:\w+ )?(?:groups|arms)\b|\bcontrolled (?:clinical )?(?:trial|study|"
    r"comparison)|\bcontrols\b|\bhistorical controls?|\b(?:matched|waiting[- ]list|wait[- ]?list) (?:\w+ "
    r")?(?:control|group|arm)s?|\bcompared with (?:\w+ ){0,3}(?:who|given|receiving|having)"
)
_UNCONTROLLED = re.compile(
    r"\b(?:no|without|lack\w*|absence of|had no|lacked) (?:an? |any )?(?:\w+ )?(?:control|comparison|comparator|"
    r"untreated)s? ?(?:group|arm|condition)?|\buncontrolled|\bsingle[- ](?:arm|group)|\bone[- ](?:arm|group)|\bone "
    r"group\b|\bbefore[- ]and[- ]after|\bpre-?(?: and |[/-])post|\bbefore and after|\bown (?:control|score|"
    r"baseline)s?|\bpretest[- ]posttest|\bbefore-after|\bpre- and post"
)
_SURVEY = re.compile(
    r"\bcross-?\s?sectional|\bsurvey(?:ed|s)?\b|\bprevalence\b|\bquestionnaires? (?:was|were) (?:sent|mailed|"
    r"distributed)|\bpoll\b|\binterview survey|\b(?:online|postal|mail) questionnaire|\bdescriptive study|"
    r"\bcorrelational"
)
_COHORT = re.compile(
    r"\bcohort\b|\bretrospective\w*|\bsecondary analysis|\blongitudinal\b|\bprospective(?:ly)? (?:observational|"
    r"follow)|\bfollow-up study|\bmedical records|\bchart review|\brecords of \w+|\breview of (?:\w+ )?(?:records|"
    r"charts)|\bobservational\b|\bregistry"
)
_CASE_CONTROL = re.compile(r"\bcase[- ]control\b|\bcases and (?:matched )?controls\b|\bmatched case")
_COMMENT = re.compile(
    r"\b(?:commentary|editorial|letter to the editor|viewpoint|opinion|comment on|correspondence|erratum|corrigendum|"
    r"essay|interview with)\b|^(?:re:|reply|response to|comments?\b|in reply|authors?'? (?:reply|response))"
)


def _from_text(reading: Reading) -> Sign | None:
    title, own = "title", ("aim", "methods", "")
    if found := _search(_PROTOCOL_TITLE, reading, (title,)):
        return Sign("protocol", *found, 0.95)
    if (found := _search(_PROTOCOL_TEXT, reading, own)) and not _has_results(reading):
        return Sign("protocol", *found, 0.9)
    review = _review(reading)
    if review:
        return review
    if (found := _search(_COMMENT, reading, (title,))) and not _search(_RECRUITED, reading, (*own, "results")):
        return Sign("commentary", *found, 0.7)
    if found := _search(_CASE_SERIES, reading, (title, *own)):
        return Sign("case_series", *found, 0.85)
    random = _search(_RANDOM, reading, (title, *own, "results")) or _search(_PLACEBO, reading, (title, *own))
    if not random and (found := _search(_CASE, reading, (title, *own)) or _search(_CASE_BODY, reading, own)):
        return Sign("case_report", *found, 0.85)
    if (found := _search(_ANIMAL, reading, (title, "methods"))) and not _search(_RECRUITED, reading, (*own, "results")):
        return Sign("animal_or_basic", *found, 0.85)
    if found := _search(_MIXED, reading, (title, *own)):
        return Sign("mixed_methods", *found, 0.85)
    if found := _search(_CASE_CONTROL, reading, (title, *own)):
        return Sign("case_control", *found, 0.85)
    if (found := _search(_QUALITATIVE, reading, (title, *own))) and (not random or _search(_VIEWS, reading, (title,))):
        return Sign("qualitative", *found, 0.85)
    quasi = _search(_QUASI, reading, (title, *own))
    crossover = _search(_CROSSOVER, reading, (title, *own))
    if crossover and not quasi and not random and _search(_CROSSED, reading, (title, *own)):
        return Sign("crossover_rct", *crossover, 0.6)
    if random and not quasi:
        if crossover:
            return Sign("crossover_rct", *crossover, 0.9)
        if found := _search(_CLUSTER, reading, (title, *own)):
            return Sign("cluster_rct", *found, 0.9)
        if found := _search(_SECONDARY, reading, (title, *own)):
            return Sign("cohort", *found, 0.5)
        return Sign("rct", *random, 0.9)
    return _unrandomised(reading, quasi)


_SECONDARY = re.compile(r"\bsecondary (?:data )?analysis|\bpost[- ]hoc analysis")


def _review(reading: Reading) -> Sign | None:
    title = "title"
    own = ("aim", "methods", "")
    if (found := _search(_GUIDELINE, reading, (title,))) and not _search(_RANDOM, reading, ("methods", "")):
        return Sign("guideline", *found, 0.85)
    if found := _search(_NARRATIVE_SELF, reading, (title, "methods")):
        return Sign("narrative_review", *found, 0.85)
    if found := _search(_OVERVIEW, reading, (title, "aim", "methods")):
        return Sign("overview_or_evidence_map", *found, 0.85)
    named = _search(_SYSTEMATIC, reading, (title, *own))
    searched = _search(_SEARCHED, reading, own)
    meta_title = _search(_META, reading, (title,))
    if not meta_title and not named and not searched:
        if (found := _search(_REVIEW, reading, (title,))) and not _search(_RECRUITED, reading, ("methods", "")):
            return Sign("narrative_review", *found, 0.75)
        if (found := _search(_NARRATIVE, reading, (*own, "conclusion"))) and not _search(
            _RECRUITED, reading, ("methods", "")
        ):
            return Sign("narrative_review", *found, 0.7)
        return None
    if not meta_title and not _search(_SYSTEMATIC, reading, (title,)) and _search(_RECRUITED, reading, ("methods", "")):
        counted = _search(_COUNTED, reading, ("methods", "results", ""))
        if not counted:
            return None
    strong = _search(_SYSTEMATIC, reading, (title,)) or meta_title or searched or named
    pooled = meta_title or _search(_META, reading, ("aim", "methods", "results", "", "conclusion"))
    if pooled and (meta_title or not _search(_NO_META, reading, ("methods", "results", "", "conclusion"))):
        return Sign("systematic_review_with_meta_analysis", *(meta_title or pooled), 0.9)
    return Sign("systematic_review", *strong, 0.9)


_RECRUITED = re.compile(
    r"\b(?:patients|participants|women|men|adults|children|infants|subjects|people|volunteers|students|mothers|"
    r"nurses|babies|inpatients|outpatients|residents|parents|carers|caregivers|survivors)\b(?: \([^)]*\))?(?: "
    r"\w+){0,8} (?:were|was) (?:\w+ )?(?:randomi[sz]ed|recruited|enrolled|assigned|allocated|divided|interviewed|"
    r"surveyed|measured)|\brandomly (?:assigned|allocated)"
)


def _unrandomised(reading: Reading, quasi: tuple | None) -> Sign | None:
    own = ("title", "aim", "methods", "")
    single = _search(_UNCONTROLLED, reading, (*own, "results", "conclusion"))
    controlled = _search(_CONTROLLED, reading, (*own, "results"))
    strict = _search(_SINGLE, reading, (*own, "results", "conclusion"))
    if (found := _search(_ASSIGNED, reading, ("methods", ""))) and not quasi and not strict:
        return Sign("rct", *found, 0.5)
    if not controlled and not strict:
        controlled = _compared(reading)
    if controlled and not strict:
        if (found := _search(_COHORT, reading, own)) and not quasi:
            return Sign("cohort", *found, 0.7)
        return Sign("nonrandomised_trial", *(quasi or controlled), 0.8)
    if found := _search(_SURVEY, reading, ("title", "methods", "aim")):
        return Sign("cross_sectional", *found, 0.75)
    if quasi:
        lone = single and not reading.low.startswith("non", quasi[1])
        return Sign("pre_post_single_arm" if lone else "nonrandomised_trial", *quasi, 0.7)
    if strict or single:
        return Sign("pre_post_single_arm", *(strict or single), 0.8)
    if found := _search(_COHORT, reading, own):
        return Sign("cohort", *found, 0.7)
    return None


_ASSIGNED = re.compile(r"\b(?:assigned|allocated|allotted) (?:to|into|either)\b")


def _compared(reading: Reading) -> tuple[str, int, int] | None:
    """Words for a comparator in the methods, other than people being their own."""
    for mention in reading.mentions:
        if mention.facet == "comparator" and mention.code != "none":
            sentence = reading.sentence_at(mention.start)
            if sentence and sentence.category in ("methods", ""):
                return reading.field, mention.start, mention.end
    return None


_SINGLE = re.compile(
    r"\b(?:no|without|lack\w*|absence of|had no|lacked) (?:an? |any )?(?:\w+ )?(?:control|comparison|comparator)s?\b|"
    r"\buncontrolled|\bsingle[- ](?:arm|group)|\bone[- ](?:arm|group)\b"
)


def _named(reading: Reading) -> Sign | None:
    for mention in reading.title_mentions:
        if mention.facet == "design":
            return Sign(mention.code, "title", mention.start, mention.end, 0.7)
    for mention in reading.mentions:
        if mention.facet == "design":
            return Sign(mention.code, reading.field, mention.start, mention.end, 0.6)
    return None


def _fallback(reading: Reading) -> Sign | None:
    found = _search(_MEASURED, reading, ("methods", "aim", "results", ""))
    return found and Sign("pre_post_single_arm", *found, 0.5)


_MEASURED = re.compile(r"\bbefore\b|\bafter\b|\bbaseline\b|\bfollow-?up\b|\bsessions?\b|\bimproved\b")


def _from_types(publication_types: Iterable[str], vocabulary: Vocabulary) -> Sign | None:
    given = {kind.lower() for kind in publication_types}
    for code in _TYPE_ORDER:
        concept = vocabulary.design.get(code)
        if concept and any(kind.lower() in given for kind in concept.publication_types):
            return Sign(code, "publication_types", 0, 0, 0.9)
    return None


_TYPE_ORDER = (
    "protocol", "systematic_review_with_meta_analysis", "systematic_review", "guideline", "cluster_rct", "crossover_rct",
    "rct", "case_report", "case_series", "nonrandomised_trial", "cohort", "case_control", "cross_sectional", "qualitative",
    "mixed_methods", "narrative_review", "overview_or_evidence_map", "commentary", "pre_post_single_arm",
    "animal_or_basic",
)  # fmt: skip
# What an indexer's coarser type leaves open: the text may tell the finer design.
_FINER = {
    "rct": {"rct", "crossover_rct", "cluster_rct", "protocol", "animal_or_basic"},
    "systematic_review": {
        "systematic_review", "systematic_review_with_meta_analysis", "overview_or_evidence_map", "protocol"},
    "systematic_review_with_meta_analysis": {
        "systematic_review_with_meta_analysis", "overview_or_evidence_map", "protocol"},
    "narrative_review": {
        "narrative_review", "systematic_review", "systematic_review_with_meta_analysis", "overview_or_evidence_map",
        "guideline",
    },
    "case_report": {"case_report", "case_series"},
    "guideline": {"guideline"},
    "protocol": {"protocol"},
}  # fmt: skip


def _reconcile(typed: Sign, told: Sign) -> Sign:
    if typed.value == told.value or told.value in _FINER.get(typed.value, ()):
        return told._replace(confidence=0.97)
    if typed.value in _FINER:
        return typed
    return told


def _has_results(reading: Reading) -> bool:
    for sentence in reading.sentences:
        if sentence.category == "results":
            return not _UNREPORTED.search(reading.low[sentence.start : sentence.end])
    return False


def _search(pattern: re.Pattern, reading: Reading, where: tuple[str, ...]) -> tuple[str, int, int] | None:
    """The first place among the kinds of section in `where` (and the title) that `pattern` finds, in their order.

    Most patterns need one of a few letter groups (_NEEDS); a text without any is not searched.
    """
    needs = _NEEDS.get(pattern)
    if needs and not any(word in reading.low or word in reading.low_title for word in needs):
        return None
    for place in where:
        if place == "title":
            found = pattern.search(reading.low_title)
            if found:
                return "title", found.start(), found.end()
            continue
        for category, start, end in reading.blocks:
            if category == place:
                found = pattern.search(reading.low, start, end)
                if found:
                    return reading.field, found.start(), found.end()
    return None


_NEEDS = {
    _RANDOM: ("random", "minimi", " lot", "by block", "coin", "envelope"),
    _PLACEBO: ("blind", "controlled"),
    _NOT_RANDOM: ("random", "alternat", "allocat"),
    _PILOT: ("pilot", "feasib", "prelimin", "explorat", "proof"),
    _PROTOCOL_TITLE: ("protocol", "design", "rationale"),
    _PROTOCOL_TEXT: ("protocol", "will be", "to be", "planned"),
    _OVERVIEW: ("review", "map", "meta", "evidence", "overview"),
    _GUIDELINE: ("guideline", "consensus", "position", "recommendation"),
    _META: (
        "meta", "pool", "effect", "standardi", "smd", "md ", "rr ", "or ", "ratio", "risk", "wmd", "revman", "hedges", "forest", "95", "sucra"),
    _NO_META: ("pool", "meta", "narrative"),
    _SYSTEMATIC: ("systematic", "cochrane", "prisma", "trials", "review", "synthesis", "best"),
    _SEARCHED: (
        "search", "database", "medline", "pubmed", "embase", "cinahl", "psycinfo", "pedro", "scopus", "cochrane", "sought", "regist"),
    _REVIEW: ("review", "overview", "perspective", "update", "rapid"),
    _NARRATIVE: (
        "narrative", "review", "overview", "theoretical", "rapid", "discuss", "summari", "outline", "highlight", "recent"),
    _NARRATIVE_SELF: ("review", "overview", "account"),
    _CASE_SERIES: ("case", "series"),
    _CASE: ("case", "single", "n-of", "n of"),
    _CASE_BODY: (
        "case", "patient", "year-old", "client", "man ", "girl", "boy", "woman", "infant", "child", "neonate", "male"),
    _QUALITATIVE: (
        "qualitat", "themat", "analysis", "phenomen", "grounded", "lived", "ethnog", "interview", "focus group", "theme"),
    _MIXED: ("mixed", "qualitat", "interview", "convergent"),
    _CROSSOVER: (
        "cross", "latin", "balanc", "order", "sequence", "own control", "two-period", "repeated", "received", "both"),
    _CROSSED: ("cross", "balanc", "order"),
    _CLUSTER: ("cluster", "group", "whole", "entire"),
    _QUASI: ("quasi", "semi", "non"),
    _CONTROLLED: ("control", "group", "arm", "wait", "compar", "matched", "interven", "treatment"),
    _UNCONTROLLED: ("control", "single", "one", "before", "pre", "own", "compar"),
    _SURVEY: ("cross", "survey", "prevalence", "questionnaire", "poll", "descriptive", "correlational"),
    _COHORT: (
        "cohort", "retrospect", "secondary", "longitud", "prospect", "follow", "record", "chart", "observation", "regist"),
    _CASE_CONTROL: ("case", "cases"),
    _SECONDARY: ("secondary", "post hoc", "post-hoc"),
    _SINGLE: ("control", "single", "one", "compar"),
    _ASSIGNED: ("assigned", "allo"),
}  # fmt: skip
