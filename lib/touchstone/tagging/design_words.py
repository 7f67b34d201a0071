"""The words by which designs are known: a pattern over folded text, and stems one of which it cannot do without."""

from __future__ import annotations

import re

from touchstone.tagging.cues import Words

# Allotted at random in the study itself: not others' trials, not Mendelian randomisation, not random samples.
RANDOM = Words(
    "randomi|randomly|at random|random allocation|random assignment|random order|random block|by lot|lots |"
    "by random|coin|envelope|minimi|by block|random number|random group|rct ",
    r"(?<!non-)(?<!non )(?<!quasi-)(?<!quasi )(?<!not )(?<!mendelian )\brandomi[sz](?:ed|ation|ing|e)\b(?! (?:sampl|"
    r"selec)|,? (?:(?!(?:to|in|into|for|were|was|and|of|or)\b)[\w-]+,? ){0,4}?(?:trials|studies|rcts)\b| (?:\w+ "
    r")?(?:evidence|data|literature)\b)|\brandom(?:ly|) (?:and \w+ )?(?:assign|allocat|allott|divid|distribut|split|"
    r"put|placed|separat|group|categor|receiv|entered|into|given|treated|administered|performed|undergo|underwent|"
    r"either)\w*|\b(?:assign|allocat|allott|divid|distribut|split|put|placed|drawn|grouped|treated|given)\w*(?: "
    r"\w+){0,6} (?:at random|randomly|by random\w*|by lot|by lottery|by block|by coin|using (?:a )?random|through "
    r"random|in random|in a random)|\brandom(?:ly)? (?:allocation|assignment|groups?)\b|\brandom(?:ized)? (?:order|"
    r"sequence)|\bsealed (?:\w+ )?envelopes|\b(?:drew|drawing|drawn) (?:of )?lots|\btoss of a coin|\brandom "
    r"numbers? (?:table|generat|list|sequence)|\bby random numbers?\b|\border (?:was |being )?randomi[sz]ed|"
    r"\b(?:drawn|chosen) by (?:simple )?(?:random|lot)|\brandomly to\b|\b(?:by|using|with|through) (?:\w+ "
    r")?minimi[sz]ation\b(?! of)|\bcomputer-randomi[sz]ed|\brandom block|(?:a|this|an|our|the|present|parallel|arm|"
    r"group|blind|pilot|center|centre|label)[ -]rct\b",
)

PLACEBO = Words(
    "double blind|doubleblind|placebo controlled|sham controlled",
    r"\bdouble-?\s?blind\w*|\bplacebo-?\s?controlled|\bsham-?\s?controlled",
)

NOT_RANDOM = Words(
    "non randomi|nonrandomi|not random|not been random|not allocated|without randomi|no randomi|unrandomi|"
    "quasi randomi|quasirandomi|alternat|not stated",
    r"\bnon-?\s?randomi[sz]ed(?! (?:\w+ )?(?:trials|studies)\b)|\bnot (?:been )?(?:randomi[sz]ed|random|randomly|"
    r"allocated at random)|\bwithout randomi[sz]ation|\bno randomi[sz]ation|\bunrandomi[sz]ed|"
    r"\bquasi-?\s?randomi[sz]ed|\ballocat\w+ (?:was|were) not (?:random|stated)|\bby alternation|\balternate(?:ly)? "
    r"(?:assign|allocat)\w*",
)

PILOT = Words(
    "pilot|feasib|prelimin|explorat|proof",
    r"\bpilot(?:ed|ing|s)?\b(?! (?:work|data|plant))|\bfeasibility (?:\w+ )?(?:study|trial|project|randomi[sz]ed)|"
    r"\bpreliminary (?:\w+ )?(?:study|trial|investigation|findings|results|report|evaluation|look|test|evidence)|"
    r"\bexploratory (?:\w+ )?(?:study|trial|investigation|look|randomi[sz]ed)|\bproof[- ]of[- ]concept|\bstudy of "
    r"feasibility",
)

PROTOCOL_TITLE = Words(
    "protocol|design|rationale",
    r"\b(?:study|trial|research|review) protocol|\bprotocol (?:for|of) (?:a|an|the|two|three|\w+ (?:trial|study|"
    r"review))\b|[:.(-] ?(?:a |the )?protocol\b|\brationale(?:,| and)(?: \w+,?)* (?:study )?design|\bstudy design "
    r"and|\bdesign (?:and|of) (?:rationale|a (?:\w+ )*trial)|^protocol\b",
)

PROTOCOL_TEXT = Words(
    "protocol|will be|to be|planned",
    r"\bthis protocol\b|\bprotocol (?:sets out|describes|for)|\bprotocol for \d|\bat (?:the )?protocol stage|\bwill "
    r"be (?:randomi[sz]ed|recruited|enrolled|randomly|allocated|assigned|included|conducted|assessed|examined|"
    r"measured)|\bwere to be (?:randomi[sz]ed|modelled|enrolled|measured)|\bplanned for \d",
)

UNREPORTED = re.compile(
    r"^\W*(?:none (?:stated|at this stage|yet|so far)|not (?:yet )?(?:applicable|available|reported)|no results|"
    r"pending|n/a|none[;,.])|\bprotocol stage|\bno results (?:are|were|yet|at)|\bnot yet (?:reported|known|"
    r"available)",
)

OVERVIEW = Words(
    "reviews|umbrella|scoping|map |maps|mapp|meta |metarev|prisma|overview|evidence report|megaanal|mega anal",
    r"\boverview of (?:\w+ ){0,3}reviews|\bumbrella review|\breviews? of (?:\w+ ){0,2}(?:systematic )?reviews\b|"
    r"\bmeta-review|\bscoping (?:\w+ )?review|\bprisma-scr|\bevidence[- ](?:gap )?map|\b(?:map|mapping) (?:the |of "
    r")?(?:\w+ ){0,2}(?:evidence|systematic reviews)|\bsystematic reviews? of (?:\w+ ){0,3}(?:meta-analyses|"
    r"systematic reviews|reviews)|\boverview of (?:cochrane|meta-analyses)|\bevidence report|\bsecond[- ]order meta|"
    r"\bmega-?analysis",
)

GUIDELINE = Words(
    "guideline|consensus|position statement|position paper|practice recommendation",
    r"\b(?:clinical |practice |evidence-based |society |joint |national )*guidelines?\b|\bconsensus (?:statement|"
    r"recommendation|guideline)s?|\bposition (?:statement|paper)|\bpractice recommendations",
)

META = Words(
    "meta|pooled|pooling|random effect|fixed effect|standardized mean|standardised mean|smd|md 0|md  0|rr 0|or 0|"
    "risk ratio 0|relative risk 0|weighted mean|wmd|revman|hedges|forest plot|95  ci|95   ci|00  ci|00   ci|"
    "00   conf|00  conf|sucra",
    r"\bmeta-?\s?analy\w+|\bmetaanaly\w+|\bpooled\b|\bpooling\b|\bmeta-regression|\brandom[- ]effects?\b|\bfixed[- "
    r"]effects?\b|\bstandardi[sz]ed mean difference|\bsmd\b|\bmd [-–]?\d|\b(?:rr|or|risk ratio|relative risk) \d|"
    r"\bweighted mean difference|\bwmd\b|\brevman\b|\bhedges|\bforest plot|\b95 ?% (?:ci|confidence)|\bsucra\b",
)

NO_META = Words(
    "pool|meta|narrative",
    r"\b(?:no|not|nothing|without|rather than|precluded?|prevent(?:ed|ing)|ruled out|rule out|instead of|too \w+ "
    r"(?:for|to)|neither|impossible|nor|forbade|against|barred|hindered|stopped|(?:in)?appropriate) (?:\w+ "
    r"){0,5}(?:meta-?analy\w+|pool\w+)|\b(?:meta-?analy\w+|pool\w+)(?: \w+){0,3} (?:not|n't|impossible|precluded|"
    r"ruled out|inappropriate|unfeasible|was ruled)|\bunpooled|\bnarrative(?:ly)? synthes\w+|\bsynthesi[sz]ed "
    r"narratively|\bdescribed narratively",
)

SYSTEMATIC = Words(
    "systematic|cochrane|prisma|trials|rapid review|integrative review|critical review|synthesis|"
    "structured review|review of|best evidence",
    r"\bsystematic(?:ally)? (?:\w+ ){0,3}(?:review|search|literature|overview|look|appraisal|examination|"
    r"reviewed)\w*|\bcochrane (?:\w+ )?(?:review|method|standard|update|question|synthesis|appraisal|procedure|"
    r"collaboration|protocol)\w*|\bprisma\b|\brandomi[sz]ed (?:\w+[- ]){0,5}trials (?:to|from|since|up to|until|"
    r"published|passing|were|only)\b|\brapid review|\bintegrative review|\bcritical review|\bmeta-?synthesis|"
    r"\bstructured review|\breview of (?:\w+ ){0,4}(?:randomi[sz]ed|controlled|clinical) (?:\w+ )?(?:trials|"
    r"studies)|\bevidence synthesis|\bbest[- ]evidence",
)

SEARCHED = Words(
    "search|databases|medline|pubmed|embase|cinahl|psycinfo| pedro|scopus|cochrane|sought|web of science|"
    "literature to|registers to|registries to",
    r"\b(?:databases?|registries|registers|sources|medline|pubmed|embase|cinahl|psycinfo|cochrane library|pedro|"
    r"scopus|web of science|google scholar|central|amed|literature)\b(?: \w+| \([^)]{0,80}\)|,|;| and|/){0,14}? "
    r"(?:were |was |had been |up )?(?:searched|search|sought|to (?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december|\d{4}|early|late|mid))|\bsearch(?:ed|es|"
    r"ing)?\b[^.;]{0,60}\b(?:databases?|medline|pubmed|embase|cinahl|literature|cochrane|psycinfo|pedro|scopus)|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:\w+ ){0,4}databases\b|\b(?:medline|"
    r"pubmed|embase|cinahl|psycinfo|pedro|scopus|cochrane)(?:, (?:and )?| and |/)(?:medline|pubmed|embase|cinahl|"
    r"psycinfo|cochrane|pedro|web of|scopus|google|central|amed)",
)

COUNTED = Words(
    "trials|studies|rcts|reviews|articles|papers|reports",
    r"\b(?:\d+|[a-z-]+) (?:\w+[- ]){0,4}(?:trials|studies|rcts|reviews|articles|papers|"
    r"reports)\b(?:[^.;]{0,60})\b(?:included|qualif\w+|eligible|met|pooled|identified|found|retrieved|kept|selected|"
    r"fitted|entered|remained|covered|analy[sz]ed)|\btrials\b.{0,30}\bwere (?:included|eligible|pooled|selected)",
)

REVIEW = Words(
    "review|overview|perspective|update on|rapid response|rapid scan",
    r"\b(?:narrative|literature|state[- ]of[- ]the[- ]art|clinical|brief|mini|topical|selective|focused|"
    r"comprehensive) ?-?review|\breview(?:s|ed|ing)?\b|\boverview\b|\bperspectives?\b|\bupdate on\b|\brapid "
    r"(?:response|scan)",
)

NARRATIVE = Words(
    "narrative|review|overview|theoretical|rapid response|discuss|summari|outline|highlighted|recent advance|"
    "recent progress|recent develop",
    r"\b(?:we|this (?:article|paper|chapter|manuscript|overview)|the authors?|here we) (?:\w+ )?(?:review|discuss|"
    r"summari[sz]e|outline|overview)(?:s|es|ed)?\b|\b(?:is|are|will be) (?:briefly |critically )?(?:reviewed|"
    r"discussed|summari[sz]ed|outlined|highlighted)\b|\brecent (?:advances|progress|developments)\b|\bnarrative "
    r"(?:overview|review|summary|account|look)|\bliterature review|\breview (?:article|of the literature)|"
    r"\boverview of|\bthis (?:\w+ )?(?:review|paper reviews|article reviews|article discusses|paper discusses)|"
    r"\b(?:a|brief|selective) (?:\w+ )?review of|\btheoretical (?:paper|review|article)|\brapid response|"
    r"\bmini-?review",
)

NARRATIVE_SELF = Words(
    "review|overview|account",
    r"\bnarrative (?:literature )?(?:review|overview|account)\b|\b(?:selective|non-systematic|focused|mini) review|"
    r"(?:^|[:.] )review by\b",
)

CASE_SERIES = Words(
    "case series|series of| cases |case report|case stud|case histor",
    r"\bcase series|\bseries of (?:\w+ )?(?:cases|patients)|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:\w+ )?cases? (?:report|stud|histor|were)\w*|\bcase reports (?:of|on) (?:two|three|four)",
)

CASE = Words(
    "case report|case stud|case histor|case example|case presentation|a case of|single case|single subject|"
    "single patient|n of 0|n of one",
    r"\bcase[- ](?:report|stud(?:y|ies)|history|example|presentation)s?\b|\ba case of\b|\bsingle[- ](?:case|subject|"
    r"patient)\b|\bn[- ]of[- ](?:1|one)\b",
)

CASE_BODY = Words(
    " case |patient |year old|client | man | girl | boy |woman | infant | child | neonate |male ",
    r"\b(?:we|authors) (?:here )?(?:report|describe|present)(?:ed)? (?:on )?(?:a|an|the|one|this|our|first|rare|"
    r"unusual|unique) (?:[\w-]+ ){0,5}?(?:case|patient|woman|man|boy|girl|infant|neonate|child|male|female)\b|"
    r"\b(?:a|an|this|the|first|rare|unusual|unique|our|reported|one) (?:\w+ )?case\b(?! (?:of|for) (?:an?|the) "
    r")(?=[ ,.])(?! (?:management|manager|control|series|definition|fatality|mix))|\b(?:one|single) (?:\w+ "
    r"){0,3}(?:client|patient|case)\b(?= (?:with|who|had|was|of|in))|\b(?:a|an) (?:\d+|\w+-?\w*)-year-old (?:\w+[ "
    r"-]){0,4}(?:wo)?(?:man|boy|girl|patient|male|female|client|infant|athlete|child|player|runner|dancer)\b|\ba "
    r"(?:young |elderly |middle-aged )?(?:\w+ )?(?:woman|man|boy|girl) (?:of|aged) \d+",
)

ANIMAL = Words(
    " rat | rats | mice | mouse | rabbit| murine| rodent| pig| horse| dog| canine| equine| sheep| primate|"
    " monkey|cell culture|cell line|vitro|cadaver|animal|sprague|wistar|zebrafish|bovine| cats | feline| calves|"
    " heifers| cows| cattle| hamster| drosophila| swine| broiler| chicken| lambs| goats|ex vivo",
    r"\b(?:rats?|mice|mouse|rabbits?|murine|rodents?|pigs?|piglets?|horses?|dogs?|canine|equine|sheep|primates?|"
    r"monkeys?|cats|feline|calves|heifers|cows|cattle|hamsters?|drosophila|swine|broilers?|chickens?|lambs|goats|ex "
    r"vivo|cell (?:culture|line)s?|in vitro|cadaver\w*|animal (?:model|study|experiment)s?|sprague-dawley|wistar|"
    r"zebrafish|bovine)\b",
)

QUALITATIVE = Words(
    "qualitative|thematic|content analysis|framework analysis|discourse analysis|narrative analysis|phenomenolog|"
    "grounded theory|lived experience|ethnograph|interview|focus group|themes",
    r"\bqualitative(?:ly)?\b|\bthematic(?:ally)? (?:content )?analy\w+|\b(?:content|framework|discourse|narrative) "
    r"analysis|\bphenomenolog\w+|\bgrounded theory|\blived experience|\bethnograph\w+|\bsemi-?structured "
    r"interviews?|\bin-?depth interviews?|\bfocus groups?\b|\binterviews? (?:were|with|was)|\bcoded for themes|"
    r"\bthemes\b",
)

VIEWS = Words(
    "perception|perspective|experience|views|attitude|qualitative|voices",
    r"\b(?:perceptions?|perspectives?|experiences?|views|attitudes|qualitative|voices)\b",
)

MIXED = Words(
    "mixed|qualitat|interview|convergent",
    r"\b(?:scores?|questionnaires?|scales?) and (?:\w+ )?interviews|\bmixed[- ]methods?\b|\bqualitative and "
    r"quantitative|\bquantitative and qualitative|\bconvergent parallel",
)

CROSSOVER = Words(
    "cross over|crossover|crossed over|latin square|counterbalanc|counter balanc|order|sequence|own control|"
    "two period|repeated measures|both| all | each ",
    r"\bcross(?:ed)?-?\s?over\b(?! effects?| education| to)|\blatin square|\bcounter-?balanced|\b(?:each|every|all) "
    r"(?:\w+ ){0,3}(?:received|had|did|underwent|completed|got) (?:both|all|each)\b[^.]{0,60}\b(?:random|order)|"
    r"\bin (?:a )?(?:random|balanced)(?:i[sz]ed)? (?:order|sequence)|\brandom(?:i[sz]ed)? (?:order|sequence)|"
    r"\border (?:was |being )?(?:randomi[sz]ed|balanced|random)|\bwith order (?:balanced|random)|\btwo-period\b|"
    r"\bown controls?\b(?=[^.]*random)|\brepeated[- ]measures (?:design|randomi[sz]ed)",
)

CROSSED = Words(
    "cross over|crossover|crossed over|counterbalanc|counter balanc|order",
    r"\bcross(?:ed)?-?\s?over\b(?! effects?| education| to)|\bcounter-?balanced|\border (?:random|balanced)",
)

CLUSTER = Words(
    "cluster|group random|whole|entire",
    r"\bcluster[- ]?(?:\w+ )?randomi[sz]\w*|\brandomi[sz]ed cluster|\bgroup[- ]randomi[sz]ed|\bcluster (?:\w+ "
    r")?trial|\b(?:whole|entire) (?:wards?|clinics?|centres?|centers?|schools?|homes?|hospitals?|units?|villages?|"
    r"practices) (?:were|was) |\bclusters were\b",
)

QUASI = Words(
    "quasi|semi experiment|semiexperiment|nonrandomi|non randomi|nonequivalent|non equivalent",
    r"\bquasi-?\s?(?:experiment\w*|randomi[sz]\w*)|\bsemi-?\s?experiment\w*|\bnon-?\s?randomi[sz]ed(?! (?:\w+ "
    r")?(?:trials|studies)\b)|\bnon-?equivalent",
)

CONTROLLED = Words(
    "control|group| arm| waitlist|wait list|waiting list|compar|matched|condition|participants|women|patients|"
    "children|infants|subjects|mothers",
    r"\b(?:control|comparison|comparator|intervention|experimental|treatment|study|reference) (?:and (?:control|"
    r"comparison) )?(?:group|arm|condition|participants|women|patients|children|infants|subjects|mothers)s?\b|"
    r"\b(?:two|three|four|both|2|3|4) (?:\w+ )?(?:groups|arms)\b|\bcontrolled (?:clinical )?(?:trial|study|"
    r"comparison)|\bcontrols\b|\bhistorical controls?|\b(?:matched|waiting[- ]list|wait[- ]?list) (?:\w+ "
    r")?(?:control|group|arm)s?|\bcompared with (?:\w+ ){0,3}(?:who|given|receiving|having)",
)

UNCONTROLLED = Words(
    "control|compari|comparat|untreated|single arm|single group|one arm|one group|before| pre |prepost|own |pretest",
    r"\b(?:no|without|lack\w*|absence of|had no|lacked) (?:an? |any )?(?:\w+ )?(?:control|comparison|comparator|"
    r"untreated)s? ?(?:group|arm|condition)?|\buncontrolled|\bsingle[- ](?:arm|group)|\bone[- ](?:arm|group)|\bone "
    r"group\b|\bbefore[- ]and[- ]after|\bpre-?(?: and |[/-])post|\bbefore and after|\bown (?:control|score|"
    r"baseline)s?|\bpretest[- ]posttest|\bbefore-after|\bpre- and post",
)

SURVEY = Words(
    "sectional|survey|prevalence|questionnaire| poll |descriptive study|correlational",
    r"\bcross-?\s?sectional|\bsurvey(?:ed|s)?\b|\bprevalence\b|\bquestionnaires? (?:was|were) (?:sent|mailed|"
    r"distributed)|\bpoll\b|\binterview survey|\b(?:online|postal|mail) questionnaire|\bdescriptive study|"
    r"\bcorrelational",
)

COHORT = Words(
    "cohort|retrospect|secondary analysis|longitud|prospective|follow up study|records|charts|chart review|"
    "observational|registry",
    r"\bcohort\b|\bretrospective\w*|\bsecondary analysis|\blongitudinal\b|\bprospective(?:ly)? (?:observational|"
    r"follow)|\bfollow-up study|\bmedical records|\bchart review|\brecords of \w+|\breview of (?:\w+ )?(?:records|"
    r"charts)|\bobservational\b|\bregistry",
)

CASE_CONTROL = Words(
    "case control|cases and|matched case",
    r"\bcase[- ]control\b|\bcases and (?:matched )?controls\b|\bmatched case",
)

COMMENT = Words(
    "comment|editorial|letter to|viewpoint|opinion|correspond|erratum|corrigend|essay|interview with| re |reply|"
    "response",
    r"\b(?:commentary|editorial|letter to the editor|viewpoint|opinion|comment on|correspondence|erratum|"
    r"corrigendum|essay|interview with)\b|^(?:re:|reply|response to|comments?\b|in reply|authors?'? (?:reply|"
    r"response))",
)

SECONDARY = Words(
    "secondary|post hoc|post-hoc",
    r"\bsecondary (?:data )?analysis|\bpost[- ]hoc analysis",
)

RECRUITED = Words(
    "randomi|recruited|enrol|assigned|allocated|divided|interviewed|surveyed|measured|participated|took part|completed",
    r"\b(?:patients|participants|women|men|adults|children|infants|subjects|people|volunteers|students|mothers|"
    r"nurses|babies|inpatients|outpatients|residents|parents|carers|caregivers|survivors)\b(?: \([^)]*\))?(?: "
    r"\w+){0,8} (?:were|was) (?:\w+ )?(?:randomi[sz]ed|recruited|enrolled|assigned|allocated|divided|interviewed|"
    r"surveyed|measured)|\brandomly (?:assigned|allocated)",
)

ASSIGNED = Words(
    "assigned|allo",
    r"\b(?:assigned|allocated|allotted) (?:to|into|either)\b",
)

SINGLE = Words(
    "control|compari|comparat|single arm|single group|one arm|one group",
    r"\b(?:no|without|lack\w*|absence of|had no|lacked) (?:an? |any )?(?:\w+ )?(?:control|comparison|"
    r"comparator)s?\b|\buncontrolled|\bsingle[- ](?:arm|group)|\bone[- ](?:arm|group)\b",
)

MEASURED = Words(
    " before | after | baseline| follow up| followup| session| improved ",
    r"\bbefore\b|\bafter\b|\bbaseline\b|\bfollow-?up\b|\bsessions?\b|\bimproved\b",
)

BLIND = (
    ("double", Words("blind|masked|unaware|open label", r"\b(?:double|triple)-?\s?(?:blind|mask)\w*")),
    (
        "assessor",
        Words(
            "blind|masked|unaware|open label",
            r"\b(?:assessor|evaluator|observer|rater|examiner|investigator|outcome|statistician)s?(?: and \w+)?(?: "
            r"were| was)?[- ](?:blind|mask)\w*|\b(?:blind|mask)(?:ed)? (?:outcome |independent )?(?:assess|evaluat|"
            r"observ|rater|examin)\w*|\b(?:assessor|evaluator|rater|staff|examiner)s?(?: \w+){0,3} (?:blinded|"
            r"masked|unaware)",
        ),
    ),
    ("single", Words("blind|masked|unaware|open label", r"\bsingle-?\s?(?:blind|mask)\w*")),
    (
        "participant",
        Words(
            "blind|masked|unaware|open label",
            r"\b(?:participant|patient|subject)s?(?: were| was)?[- ](?:blind|mask)\w*",
        ),
    ),
    (
        "none",
        Words(
            "blind|masked|unaware|open label",
            r"\bopen[- ]label|\bunblinded|\bnot blinded|\bno blinding|\bwithout (?:\w+ )?blinding|\bnon-?blinded",
        ),
    ),
    ("single", Words("blind|masked|unaware|open label", r"\b(?:blinded|masked)\b")),
)
