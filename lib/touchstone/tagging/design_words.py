"""The words by which designs are known, as patterns over folded text."""

from __future__ import annotations

import re

RANDOM = re.compile(
    r"(?<!non-)(?<!non )(?<!quasi-)(?<!quasi )(?<!not )\brandomi[sz](?:ed|ation|ing|e)\b(?! sampl)|\brandom(?:ly|) "
    r"(?:and \w+ )?(?:assign|allocat|allott|divid|distribut|split|put|placed|separat|group|categor|receiv|entered|"
    r"into)\w*|\b(?:assign|allocat|allott|divid|distribut|split|put|placed|drawn|grouped)\w*(?: \w+){0,5} (?:at "
    r"random|randomly|by random\w*|by lot|by lottery|by block|by coin|using random|through random)|\brandom(?:ly)? "
    r"(?:allocation|assignment)|\brandom order|\bsealed (?:\w+ )?envelopes|\b(?:drew|drawing|drawn) (?:of )?lots|"
    r"\btoss of a coin|\brandom numbers?\b|\border (?:was |being )?randomi[sz]ed|\b(?:drawn|chosen) by (?:simple "
    r")?(?:random|lot)|\brandomly to\b|\bminimi[sz]ation\b|\bcomputer-randomi[sz]ed|\brandomi[sz]ed\b"
)


PLACEBO = re.compile(r"\bdouble-?\s?blind\w*|\bplacebo-?\s?controlled|\bsham-?\s?controlled")


NOT_RANDOM = re.compile(
    r"\bnon-?randomi[sz]ed|\bnot (?:been )?(?:randomi[sz]ed|random|randomly|allocated at random)|\bwithout "
    r"randomi[sz]ation|\bno randomi[sz]ation|\bunrandomi[sz]ed|\bquasi-?randomi[sz]ed|\ballocat\w+ (?:was|were) not "
    r"(?:random|stated)|\bby alternation|\balternate(?:ly)? (?:assign|allocat)\w*"
)


BLIND = (
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


PILOT = re.compile(
    r"\bpilot(?:ed|ing|s)?\b(?! (?:work|data|plant))|\bfeasibility (?:\w+ )?(?:study|trial|project|randomi[sz]ed)|"
    r"\bpreliminary (?:\w+ )?(?:study|trial|investigation|findings|results|report|evaluation|look|test|evidence)|"
    r"\bexploratory (?:\w+ )?(?:study|trial|investigation|look|randomi[sz]ed)|\bproof[- ]of[- ]concept|\bstudy of "
    r"feasibility"
)


PROTOCOL_TITLE = re.compile(
    r"\b(?:study|trial|research|review) protocol|\bprotocol (?:for|of) (?:a|an|the|two|three|\w+ (?:trial|study|"
    r"review))\b|[:.(-] ?(?:a |the )?protocol\b|\brationale(?:,| and)(?: \w+,?)* (?:study )?design|\bstudy design "
    r"and|\bdesign (?:and|of) (?:rationale|a (?:\w+ )*trial)|^protocol\b"
)


PROTOCOL_TEXT = re.compile(
    r"\bthis protocol\b|\bprotocol (?:sets out|describes|for)|\bprotocol for \d|\bat (?:the )?protocol stage|\bwill be "
    r"(?:randomi[sz]ed|recruited|enrolled|randomly|allocated|assigned|included|conducted|assessed|examined|measured)|"
    r"\bwere to be (?:randomi[sz]ed|modelled|enrolled|measured)|\bplanned for \d"
)


UNREPORTED = re.compile(
    r"^\W*(?:none (?:stated|at this stage|yet|so far)|not (?:yet )?(?:applicable|available|reported)|no results|"
    r"pending|n/a|none[;,.])|\bprotocol stage|\bno results (?:are|were|yet|at)|\bnot yet (?:reported|known|available)"
)


OVERVIEW = re.compile(
    r"\boverview of (?:\w+ ){0,3}reviews|\bumbrella review|\breviews? of (?:\w+ ){0,2}(?:systematic )?reviews\b|"
    r"\bmeta-review|\bscoping (?:\w+ )?review|\bprisma-scr|\bevidence[- ](?:gap )?map|\b(?:map|mapping) (?:the |of "
    r")?(?:\w+ ){0,2}(?:evidence|systematic reviews)|\bsystematic reviews? of (?:\w+ ){0,3}(?:meta-analyses|"
    r"systematic reviews|reviews)|\boverview of (?:cochrane|meta-analyses)|\bevidence report|\bsecond[- ]order meta|"
    r"\bmega-?analysis"
)


GUIDELINE = re.compile(
    r"\b(?:clinical |practice |evidence-based |society |joint |national )*guidelines?\b|\bconsensus (?:statement|"
    r"recommendation|guideline)s?|\bposition (?:statement|paper)|\bpractice recommendations"
)


META = re.compile(
    r"\bmeta-?\s?analy\w+|\bmetaanaly\w+|\bpooled\b|\bpooling\b|\bmeta-regression|\brandom[- ]effects?\b|\bfixed[- "
    r"]effects?\b|\bstandardi[sz]ed mean difference|\bsmd\b|\bmd [-–]?\d|\b(?:rr|or|risk ratio|relative risk) \d|"
    r"\bweighted mean difference|\bwmd\b|\brevman\b|\bhedges|\bforest plot|\b95 ?% (?:ci|confidence)|\bsucra\b"
)


NO_META = re.compile(
    r"\b(?:no|not|nothing|without|rather than|precluded?|prevent(?:ed|ing)|ruled out|rule out|instead of|too \w+ "
    r"(?:for|to)|neither|impossible|nor|forbade|against|barred|hindered|stopped|(?:in)?appropriate) (?:\w+ "
    r"){0,5}(?:meta-?analy\w+|pool\w+)|\b(?:meta-?analy\w+|pool\w+)(?: \w+){0,3} (?:not|n't|impossible|precluded|"
    r"ruled out|inappropriate|unfeasible|was ruled)|\bunpooled|\bnarrative(?:ly)? synthes\w+|\bsynthesi[sz]ed "
    r"narratively|\bdescribed narratively"
)


SYSTEMATIC = re.compile(
    r"\bsystematic(?:ally)? (?:\w+ ){0,3}(?:review|search|literature|overview|look|appraisal|examination|"
    r"reviewed)\w*|\bcochrane (?:\w+ )?(?:review|method|standard|update|question|synthesis|appraisal|procedure|"
    r"collaboration|protocol)\w*|\bprisma\b|\brandomi[sz]ed (?:\w+[- ]){0,5}trials (?:to|from|since|up to|until|"
    r"published|passing|were|only)\b|\brapid review|\bintegrative review|\bcritical review|\bmeta-?synthesis|"
    r"\bstructured review|\breview of (?:\w+ ){0,4}(?:randomi[sz]ed|controlled|clinical) (?:\w+ )?(?:trials|studies)|"
    r"\bevidence synthesis|\bbest[- ]evidence"
)


SEARCHED = re.compile(
    r"\b(?:databases?|registries|registers|sources|medline|pubmed|embase|cinahl|psycinfo|cochrane library|pedro|"
    r"scopus|web of science|google scholar|central|amed|literature)\b(?: \w+| \([^)]{0,80}\)|,|;| and|/){0,14}? "
    r"(?:were |was |had been |up )?(?:searched|search|sought|to (?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d{4}|early|late|mid))|\bsearch(?:ed|es|ing)?\b[^.;]{0,60}\b(?:databases?|"
    r"medline|pubmed|embase|cinahl|literature|cochrane|psycinfo|pedro|scopus)|\b(?:two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\d+) (?:\w+ ){0,4}databases\b|\b(?:medline|pubmed|embase|cinahl|psycinfo|pedro|"
    r"scopus|cochrane)(?:, (?:and )?| and |/)(?:medline|pubmed|embase|cinahl|psycinfo|cochrane|pedro|web of|scopus|"
    r"google|central|amed)"
)


COUNTED = re.compile(
    r"\b(?:\d+|[a-z-]+) (?:\w+[- ]){0,4}(?:trials|studies|rcts|reviews|articles|papers|"
    r"reports)\b(?:[^.;]{0,60})\b(?:included|qualif\w+|eligible|met|pooled|identified|found|retrieved|kept|selected|"
    r"fitted|entered|remained|covered|analy[sz]ed)|\btrials\b.{0,30}\bwere (?:included|eligible|pooled|selected)"
)


REVIEW = re.compile(
    r"\b(?:narrative|literature|state[- ]of[- ]the[- ]art|clinical|brief|mini|topical|selective|focused|"
    r"comprehensive) ?-?review|\breview(?:s|ed|ing)?\b|\boverview\b|\bperspectives?\b|\bupdate on\b|\brapid "
    r"(?:response|scan)"
)


NARRATIVE = re.compile(
    r"\b(?:we|this (?:article|paper|chapter|manuscript|overview)|the authors?|here we) (?:\w+ )?(?:review|discuss|"
    r"summari[sz]e|outline|overview)(?:s|es|ed)?\b|\b(?:is|are|will be) (?:briefly |critically )?(?:reviewed|"
    r"discussed|summari[sz]ed|outlined|highlighted)\b|\brecent (?:advances|progress|developments)\b|\bnarrative "
    r"(?:overview|review|summary|account|look)|\bliterature review|\breview (?:article|of the literature)|\boverview "
    r"of|\bthis (?:\w+ )?(?:review|paper reviews|article reviews|article discusses|paper discusses)|\b(?:a|brief|"
    r"selective) (?:\w+ )?review of|\btheoretical (?:paper|review|article)|\brapid response|\bmini-?review"
)


NARRATIVE_SELF = re.compile(
    r"\bnarrative (?:literature )?(?:review|overview|account)\b|\b(?:selective|non-systematic|focused|mini) review|"
    r"(?:^|[:.] )review by\b"
)


CASE_SERIES = re.compile(
    r"\bcase series|\bseries of (?:\w+ )?(?:cases|patients)|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:\w+ )?cases? (?:report|stud|histor|were)\w*|\bcase reports (?:of|on) (?:two|three|four)")  # fmt: skip


CASE = re.compile(
    r"\bcase[- ](?:report|stud(?:y|ies)|history|example|presentation)s?\b|\ba case of\b|\bsingle[- ](?:case|subject|"
    r"patient)\b|\bn[- ]of[- ](?:1|one)\b"
)


CASE_BODY = re.compile(
    r"\b(?:we|authors) (?:here )?(?:report|describe|present)(?:ed)? (?:on )?(?:a|an|the|one|this|our|first|rare|"
    r"unusual|unique) (?:[\w-]+ ){0,5}?(?:case|patient|woman|man|boy|girl|infant|neonate|child|male|female)\b|\b(?:a|"
    r"an|this|the|first|rare|unusual|unique|our|reported|one) (?:\w+ )?case\b(?! (?:of|for) (?:an?|the) )(?=[ "
    r",.])(?! (?:management|manager|control|series|definition|fatality|mix))|\b(?:one|single) (?:\w+ ){0,3}(?:client|"
    r"patient|case)\b(?= (?:with|who|had|was|of|in))|\b(?:a|an) (?:\d+|\w+-?\w*)-year-old (?:\w+[ "
    r"-]){0,4}(?:wo)?(?:man|boy|girl|patient|male|female|client|infant|athlete|child|player|runner|dancer)\b|\ba "
    r"(?:young |elderly |middle-aged )?(?:\w+ )?(?:woman|man|boy|girl) (?:of|aged) \d+"
)


ANIMAL = re.compile(
    r"\b(?:rats?|mice|mouse|rabbits?|murine|rodents?|pigs?|piglets?|horses?|dogs?|canine|equine|sheep|primates?|"
    r"monkeys?|cell (?:culture|line)s?|in vitro|cadaver\w*|animal (?:model|study|experiment)s?|sprague-dawley|wistar|"
    r"zebrafish|bovine)\b"
)


QUALITATIVE = re.compile(
    r"\bqualitative(?:ly)?\b|\bthematic(?:ally)? (?:content )?analy\w+|\b(?:content|framework|discourse|narrative) "
    r"analysis|\bphenomenolog\w+|\bgrounded theory|\blived experience|\bethnograph\w+|\bsemi-?structured interviews?|"
    r"\bin-?depth interviews?|\bfocus groups?\b|\binterviews? (?:were|with|was)|\bcoded for themes|\bthemes\b"
)


VIEWS = re.compile(r"\b(?:perceptions?|perspectives?|experiences?|views|attitudes|qualitative|voices)\b")


MIXED = re.compile(
    r"\b(?:scores?|questionnaires?|scales?) and (?:\w+ )?interviews|\bmixed[- ]methods?\b|\bqualitative and "
    r"quantitative|\bquantitative and qualitative|\bconvergent parallel"
)


CROSSOVER = re.compile(
    r"\bcross(?:ed)?-?\s?over\b(?! effects?| education| to)|\blatin square|\bcounter-?balanced|\b(?:each|every|all) "
    r"(?:\w+ ){0,3}(?:received|had|did|underwent|completed|got) (?:both|all|each)\b[^.]{0,60}\b(?:random|order)|\bin "
    r"(?:a )?(?:random|balanced)(?:i[sz]ed)? (?:order|sequence)|\brandom(?:i[sz]ed)? (?:order|sequence)|\border "
    r"(?:was |being )?(?:randomi[sz]ed|balanced|random)|\bwith order (?:balanced|random)|\btwo-period\b|\bown "
    r"controls?\b(?=[^.]*random)|\brepeated[- ]measures (?:design|randomi[sz]ed)"
)


CROSSED = re.compile(
    r"\bcross(?:ed)?-?\s?over\b(?! effects?| education| to)|\bcounter-?balanced|\border (?:random|balanced)"
)


CLUSTER = re.compile(
    r"\bcluster[- ]?(?:\w+ )?randomi[sz]\w*|\brandomi[sz]ed cluster|\bgroup[- ]randomi[sz]ed|\bcluster (?:\w+ )?trial|"
    r"\b(?:whole|entire) (?:wards?|clinics?|centres?|centers?|schools?|homes?|hospitals?|units?|villages?|practices) "
    r"(?:were|was) |\bclusters were\b"
)


QUASI = re.compile(
    r"\bquasi-?\s?(?:experiment\w*|randomi[sz]\w*)|\bsemi-?\s?experiment\w*|\bnon-?\s?randomi[sz]ed|\bnon-?equivalent"
)


CONTROLLED = re.compile(
    r"\b(?:control|comparison|comparator|intervention|experimental|treatment|study|reference) (?:and (?:control|"
    r"comparison) )?(?:group|arm|condition|participants|women|patients|children|infants|subjects|mothers)s?\b|"
    r"\b(?:two|three|four|both|2|3|4) (?:\w+ )?(?:groups|arms)\b|\bcontrolled (?:clinical )?(?:trial|study|"
    r"comparison)|\bcontrols\b|\bhistorical controls?|\b(?:matched|waiting[- ]list|wait[- ]?list) (?:\w+ "
    r")?(?:control|group|arm)s?|\bcompared with (?:\w+ ){0,3}(?:who|given|receiving|having)"
)


UNCONTROLLED = re.compile(
    r"\b(?:no|without|lack\w*|absence of|had no|lacked) (?:an? |any )?(?:\w+ )?(?:control|comparison|comparator|"
    r"untreated)s? ?(?:group|arm|condition)?|\buncontrolled|\bsingle[- ](?:arm|group)|\bone[- ](?:arm|group)|\bone "
    r"group\b|\bbefore[- ]and[- ]after|\bpre-?(?: and |[/-])post|\bbefore and after|\bown (?:control|score|"
    r"baseline)s?|\bpretest[- ]posttest|\bbefore-after|\bpre- and post"
)


SURVEY = re.compile(
    r"\bcross-?\s?sectional|\bsurvey(?:ed|s)?\b|\bprevalence\b|\bquestionnaires? (?:was|were) (?:sent|mailed|"
    r"distributed)|\bpoll\b|\binterview survey|\b(?:online|postal|mail) questionnaire|\bdescriptive study|"
    r"\bcorrelational"
)


COHORT = re.compile(
    r"\bcohort\b|\bretrospective\w*|\bsecondary analysis|\blongitudinal\b|\bprospective(?:ly)? (?:observational|"
    r"follow)|\bfollow-up study|\bmedical records|\bchart review|\brecords of \w+|\breview of (?:\w+ )?(?:records|"
    r"charts)|\bobservational\b|\bregistry"
)


CASE_CONTROL = re.compile(r"\bcase[- ]control\b|\bcases and (?:matched )?controls\b|\bmatched case")


COMMENT = re.compile(
    r"\b(?:commentary|editorial|letter to the editor|viewpoint|opinion|comment on|correspondence|erratum|corrigendum|"
    r"essay|interview with)\b|^(?:re:|reply|response to|comments?\b|in reply|authors?'? (?:reply|response))"
)


SECONDARY = re.compile(r"\bsecondary (?:data )?analysis|\bpost[- ]hoc analysis")


RECRUITED = re.compile(
    r"\b(?:patients|participants|women|men|adults|children|infants|subjects|people|volunteers|students|mothers|"
    r"nurses|babies|inpatients|outpatients|residents|parents|carers|caregivers|survivors)\b(?: \([^)]*\))?(?: "
    r"\w+){0,8} (?:were|was) (?:\w+ )?(?:randomi[sz]ed|recruited|enrolled|assigned|allocated|divided|interviewed|"
    r"surveyed|measured)|\brandomly (?:assigned|allocated)"
)


ASSIGNED = re.compile(r"\b(?:assigned|allocated|allotted) (?:to|into|either)\b")


SINGLE = re.compile(
    r"\b(?:no|without|lack\w*|absence of|had no|lacked) (?:an? |any )?(?:\w+ )?(?:control|comparison|comparator)s?\b|"
    r"\buncontrolled|\bsingle[- ](?:arm|group)|\bone[- ](?:arm|group)\b"
)


MEASURED = re.compile(r"\bbefore\b|\bafter\b|\bbaseline\b|\bfollow-?up\b|\bsessions?\b|\bimproved\b")


NEEDS = {
    RANDOM: ("random", "minimi", " lot", "by block", "coin", "envelope"),
    PLACEBO: ("blind", "controlled"),
    NOT_RANDOM: ("random", "alternat", "allocat"),
    PILOT: ("pilot", "feasib", "prelimin", "explorat", "proof"),
    PROTOCOL_TITLE: ("protocol", "design", "rationale"),
    PROTOCOL_TEXT: ("protocol", "will be", "to be", "planned"),
    OVERVIEW: ("review", "map", "meta", "evidence", "overview"),
    GUIDELINE: ("guideline", "consensus", "position", "recommendation"),
    META: (
        "meta", "pool", "effect", "standardi", "smd", "md ", "rr ", "or ", "ratio", "risk", "wmd", "revman",
        "hedges", "forest", "95", "sucra",
    ),
    NO_META: ("pool", "meta", "narrative"),
    SYSTEMATIC: ("systematic", "cochrane", "prisma", "trials", "review", "synthesis", "best"),
    SEARCHED: (
        "search", "database", "medline", "pubmed", "embase", "cinahl", "psycinfo", "pedro", "scopus", "cochrane",
        "sought", "regist",
    ),
    REVIEW: ("review", "overview", "perspective", "update", "rapid"),
    NARRATIVE: (
        "narrative", "review", "overview", "theoretical", "rapid", "discuss", "summari", "outline", "highlight",
        "recent",
    ),
    NARRATIVE_SELF: ("review", "overview", "account"),
    CASE_SERIES: ("case", "series"),
    CASE: ("case", "single", "n-of", "n of"),
    CASE_BODY: (
        "case", "patient", "year-old", "client", "man ", "girl", "boy", "woman", "infant", "child", "neonate",
        "male",
    ),
    QUALITATIVE: (
        "qualitat", "themat", "analysis", "phenomen", "grounded", "lived", "ethnog", "interview", "focus group",
        "theme",
    ),
    MIXED: ("mixed", "qualitat", "interview", "convergent"),
    CROSSOVER: (
        "cross", "latin", "balanc", "order", "sequence", "own control", "two-period", "repeated", "received",
        "both",
    ),
    CROSSED: ("cross", "balanc", "order"),
    CLUSTER: ("cluster", "group", "whole", "entire"),
    QUASI: ("quasi", "semi", "non"),
    CONTROLLED: ("control", "group", "arm", "wait", "compar", "matched", "interven", "treatment"),
    UNCONTROLLED: ("control", "single", "one", "before", "pre", "own", "compar"),
    SURVEY: ("cross", "survey", "prevalence", "questionnaire", "poll", "descriptive", "correlational"),
    COHORT: (
        "cohort", "retrospect", "secondary", "longitud", "prospect", "follow", "record", "chart", "observation",
        "regist",
    ),
    CASE_CONTROL: ("case", "cases"),
    SECONDARY: ("secondary", "post hoc", "post-hoc"),
    SINGLE: ("control", "single", "one", "compar"),
    ASSIGNED: ("assigned", "allo"),
}  # fmt: skip
