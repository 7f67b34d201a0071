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
    r"either)\w*|\b(?:assign|allocat|allott|divid|distribut|split|put|placed|grouped|treated|given)\w*(?: "
    r"\w+){0,6} (?:at random|randomly|by random\w*|by lot|by lottery|by block|by coin|using (?:a )?random|through "
    r"random|in random|in a random)|\brandom(?:ly)? (?:allocation|assignment|groups?)\b|\brandom(?:ized)? (?:order|"
    r"sequence)|\bsealed (?:\w+ )?envelopes|\b(?:drew|drawing|drawn) (?:of )?lots|\btoss of a coin|\brandom "
    r"numbers? (?:table|generat|list|sequence)|\bby random numbers?\b|\border (?:was |being )?randomi[sz]ed|"
    r"\b(?:drawn|chosen) by (?:simple )?(?:random|lot)|\brandomly to\b|\b(?:by|using|with|through) (?:\w+ "
    r")?minimi[sz]ation\b(?! of)|\bcomputer-randomi[sz]ed|\brandom block|(?:a|this|an|our|the|present|parallel|arm|"
    r"group|blind|pilot|center|centre|label)[ -]rct\b|\brct (?:of|with|in|comparing|among)\b",
)

PLACEBO = Words(
    "double blind|doubleblind|placebo controlled|sham controlled|single blind|singleblind|assessor blind|blinded trial",
    r"\b(?:double|single)-?\s?blind\w*|\bplacebo-?\s?controlled|\bsham-?\s?controlled|\bassessor-?\s?blind\w*|"
    r"\bblinded trial",
)

NOT_RANDOM = Words(
    "non randomi|nonrandomi|not random|not been random|not allocated|without randomi|no randomi|unrandomi|"
    "quasi randomi|quasirandomi|alternat|not stated",
    r"\bnon-?\s?randomi[sz]ed(?! (?:\w+ )?(?:trials|studies)\b)|\bnot (?:been )?(?:randomi[sz]ed|random|randomly|"
    r"allocated at random)|\bwithout randomi[sz]ation|\bno randomi[sz]ation|\bunrandomi[sz]ed|"
    r"\bquasi-?\s?randomi[sz]ed|\ballocat\w+ (?:was|were) not (?:random|stated)|\bby alternation|\balternate(?:ly)? "
    r"(?:assign|allocat)\w*",
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
    "search|databases|medline|pubmed|embase|cinahl|psycinfo| pedro|scopus|cochrane|sought|web of science|literature "
    "to|registers to|registries to|trials were|studies were",
    r"\b(?:databases?|registries|registers|sources|medline|pubmed|embase|cinahl|psycinfo|cochrane library|pedro|"
    r"scopus|web of science|google scholar|central|amed|literature)\b(?: \w+| \([^)]{0,80}\)|,|;| and|/){0,14}? "
    r"(?:were |was |had been |up )?(?:searched|search|sought|screened|to (?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december|\d{4}|early|late|mid))|\bsearch(?:ed|es|"
    r"ing)?\b[^.;]{0,60}\b(?:databases?|medline|pubmed|embase|cinahl|literature|cochrane|psycinfo|pedro|scopus|"
    r"reference lists|(?:published|eligible|relevant|randomi[sz]ed|clinical|controlled) (?:\w+ )?(?:trials|studies|"
    r"articles|papers))|\b(?:literature|database|electronic|systematic|computer|online|library) search(?:es)?\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+) (?:\w+ ){0,4}databases\b|\b(?:medline|"
    r"pubmed|embase|cinahl|psycinfo|pedro|scopus|cochrane)(?:, (?:and )?| and |/)(?:medline|pubmed|embase|cinahl|"
    r"psycinfo|cochrane|pedro|web of|scopus|google|central|amed)|\b(?:trials|studies) were (?:sought|located|"
    r"searched for|retrieved|identified (?:from|by|through|in))",
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
    r"\boverview of|\bthis (?:\w+ )?(?:review(?!ed)|paper reviews|article reviews|article discusses|paper "
    r"discusses)|\b(?:a|brief|selective) (?:\w+ )?review of|\btheoretical (?:paper|review|article)|\brapid response|"
    r"\bmini-?review",
)

NARRATIVE_SELF = Words(
    "review|overview|account",
    r"\bnarrative (?:literature )?(?:review|overview|account)\b|\b(?:selective|non-systematic|focused|mini) review|"
    r"(?:^|[:.] )review by\b",
)

CASE_SERIES = Words(
    "case series|series of| cases | patients |case report|case stud|case histor",
    r"\bcase series|\bseries of (?:\w+ )?(?:cases|patients)|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:\w+ )?cases? (?:report|stud|histor|were)\w*|\bcase reports (?:of|on) (?:two|three|four)|\b(?:report|"
    r"describe|present)(?:ed)? (?:on )?(?:four|five|six|seven|eight|nine|ten|\d+) (?:[\w-]+ ){0,3}?(?:cases|"
    r"patients) (?:of|with|who)\b(?! (?:were|was) )|\b(?:four|five|six|seven|eight|nine|ten|\d+) (?:[\w-]+ "
    r"){0,3}?cases (?:of [^.;]{0,50} )?(?:are|were) (?:reported|described|presented|encountered)",
)

CASE = Words(
    "case report|case stud|case histor|case example|case presentation|a case of|single case|single subject|"
    "single patient|n of 0|n of one",
    r"\bcase[- ](?:report|stud(?:y|ies)|history|example|presentation)s?\b|\ba case of\b|\bsingle[- ](?:case|subject|"
    r"patient)\b|\bn[- ]of[- ](?:1|one)\b",
)

CASE_BODY = Words(
    "we report|we here report|we describe|we present|authors report|authors describe|authors present|report of|"
    "reported|"
    "described|is presented|are presented|were presented|year old|month old|day old|week old| case | one |single "
    "patient|"
    "single client|woman of 0|woman aged|man of 0|man aged|girl of 0|girl aged|boy of 0|boy aged",
    r"\b(?:we|authors) (?:here )?(?:report|describe|present)(?:ed)? (?:on )?(?:a|an|the|one|this|our|first|rare|"
    r"unusual|unique) (?:[\w-]+ ){0,5}?(?:case|patient|woman|man|boy|girl|infant|neonate|child|male|female)\b|\b(?:a|"
    r"an|this|the|first|rare|unusual|unique|our|reported|one) (?:\w+ )?case\b(?! (?:of|for) (?:an?|the) )(?=[ "
    r",.])(?! (?:management|manager|control|series|definition|fatality|mix))|\b(?:one|single) (?:\w+ ){0,3}(?:client|"
    r"patient|case)\b(?= (?:with|who|had|was|of|in))|\b(?:a|an) (?:\d+|\w+-?\w*)-year-old (?:\w+[ "
    r"-]){0,4}(?:wo)?(?:man|boy|girl|patient|male|female|client|infant|athlete|child|player|runner|dancer)\b|\ba "
    r"(?:young |elderly |middle-aged )?(?:\w+ )?(?:woman|man|boy|girl) (?:of|aged) \d+|\b(?:a|an|this|our) (?:[\w-]+ "
    r"){0,2}?\d+[- ](?:year|month|week|day)s?[- ]old\b(?! (?:\w+ )?(?:patients|children|women|men|adults|people|"
    r"girls|boys|participants|subjects|students|males|females|infants|rats|mice|cohort|population|history)\b)|"
    r"\b(?:we|authors?) (?:here )?(?:report|describe|present)(?:ed)?(?: on)? (?:the )?(?:two|three|2|3) (?:[\w-]+ "
    r"){0,4}?(?:cases|patients|women|men|children|infants|girls|boys|siblings|adults)\b|\b(?:two|three|2|3) "
    r"(?:[\w-]+ ){0,3}?(?:cases|patients|girls|boys|children|infants)\b(?: (?:of|with) [^.;]{0,60}?)? (?:are|were|"
    r"is) (?:reported|described|presented)|\breport of (?:a|an|one|two|three|2|3) (?:\w+ ){0,4}?(?:cases?|"
    r"patients?)\b|\bcase is (?:reported|presented|described)",
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
    "qualitative|thematic|phenomenolog|grounded theory|lived experience|ethnograph|hermeneutic|interview study|"
    "interpretive|narrative inquiry|focus group study",
    r"\bqualitative(?:ly)? (?!and quantitative|synthes|review|analysis of (?:the )?(?:stud|trial)|assessment of "
    r"(?:the )?(?:stud|trial))|\bqualitative[.;:,]|\bthematic(?:ally)? (?:content )?analy\w+|\b(?:analy[sz]ed|coded) "
    r"thematically|\bphenomenolog\w+|\bgrounded theory|\blived experience|\bethnograph\w+|\bhermeneutic\w*|"
    r"\binterview study|\binterpretive (?:description|analysis|phenomenolog\w+)|\bnarrative inquiry|\bfocus group "
    r"study",
)

# Signs that count only where nothing was measured.
TALKED = Words(
    "interview|focus group|themes|content analysis|framework analysis|discourse analysis|narrative analysis|open "
    "ended|told of|spoke of|in their own words|diaries|stories",
    r"\b(?:content|framework|discourse|narrative) analysis|\b(?:semi-?\s?structured|in-?depth|open|unstructured|"
    r"recorded|individual|group|telephone) interviews?|\bfocus groups?\b|\binterviews? (?:were|with|was|of)|"
    r"\binterviewed\b|\bthemes\b|\bopen-ended (?:questions|interviews)|\b(?:told|spoke) of\b|\bin their own words|"
    r"\bstories of\b",
)

MEASURES = Words(
    "significan| p 0| p  0|scores|scale|baseline|95|pretest|control group|questionnaire",
    r"\bsignifican\w+|\bp ?[<=>] ?0?\.\d|\bscores?\b|\bscales?\b|\bbaseline\b|\b95 ?% |\bpre-?test|\bcontrol group|"
    r"\bquestionnaires?\b",
)

VIEWS = Words(
    "perception|perspective|experience|views|attitude|qualitative|voices",
    r"\b(?:perceptions?|perspectives?|experiences?|views|attitudes|qualitative|voices)\b",
)

MIXED = Words(
    "mixed method|qualitative and|quantitative and|qualitative data|qualitative com|interview|focus group|convergent "
    "parallel|sequential explanatory|sequential exploratory",
    r"\b(?:scores?|questionnaires?|scales?|surveys?|ratings|measures|measurements|tests|numbers) (?:(?:and|with|plus|"
    r"alongside|combined with|followed by|together with|as well as)|, then) (?:\w+[- ]){0,4}(?:interviews|focus "
    r"groups)|\b(?:interviews|focus groups) (?:and|with|plus|alongside) (?:\w+ ){0,3}(?:questionnaires?|scales?|"
    r"surveys?|scores)|\bmixed[- ]methods?\b|\bqualitative and quantitative|\bquantitative and qualitative|"
    r"\bconvergent parallel|\bsequential (?:explanatory|exploratory)|\btrial with (?:\w+ ){0,3}interviews",
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
    r"\bcluster[- ]?(?:\w+ )?randomi[sz]\w*|\brandomi[sz]ed cluster|\bgroup[- ]randomi[sz]ed|(?<!symptom )\bcluster "
    r"(?:\w+ )?trial|\b(?:whole|entire) (?:\w+ )?(?:wards?|clinics?|centres?|centers?|schools?|homes?|hospitals?|"
    r"units?|villages?|practices|classes) (?:were|was) (?:\w+ )?(?:random|allocat|assign|allott|drawn|the unit)\w*|"
    r"\bclusters were (?:\w+ )?(?:random|allocat|assign)\w*",
)

QUASI = Words(
    "quasi|pseudo|semi experiment|semiexperiment|nonrandomi|non randomi|nonequivalent|non equivalent",
    r"\b(?:quasi|pseudo)-?\s?(?:experiment\w*|randomi[sz]\w*)|\bsemi-?\s?experiment\w*|\bnon-?\s?randomi[sz]ed"
    r"(?! (?:\w+ )?(?:trials|studies)\b)|\bnon-?equivalent",
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
    "cohort|retrospect|secondary analysis|secondary data|longitud|prospective|follow up study|records|charts|chart "
    "review|observational|registry|looked back|look back|claims data|audit",
    r"\bcohort\b|\bretrospective\w*|\bsecondary (?:data )?analysis|\blongitudinal\b|\bprospective(?:ly)? "
    r"(?:observational|follow)|\bfollow-up study|\bmedical records|\bchart review|\brecords of \w+|\breview of "
    r"(?:\w+ )?(?:records|charts)|\bobservational\b|\bregistry|\blook(?:ed|ing)? back\b|\bclaims data|\b(?:case|"
    r"patient|clinical|hospital|treatment) (?:records|notes)\b|\bclinical audit",
)

CASE_CONTROL = Words(
    "case control|cases and|matched case",
    r"\bcase[- ]control\b|\bcases and (?:matched )?controls\b|\bmatched case",
)

COMMENT = Words(
    "comment|editorial|letter to|viewpoint|opinion|correspond|erratum|corrigend|essay|interview with| re |reply|"
    "response",
    r"\b(?:commentary|editorial|letter to the editor|viewpoint|opinion|comments? on|correspondence|erratum|"
    r"corrigendum|essay|interview with)\b|^(?:re:|reply|response to|comments?\b|in reply|authors?'? (?:reply|"
    r"response))",
)

COMMENTS = Words(
    "commentary|editorial|letter|opinion|viewpoint|essay|perspective piece",
    r"\b(?:commentary|editorial|opinion (?:piece|paper|article)|viewpoint|essay|perspective piece|letter (?:to|from|"
    r"commenting|replying|in reply|on|about)|short letter)\b",
)

SECONDARY = Words(
    "secondary|post hoc|post-hoc",
    r"\bsecondary (?:data )?analysis|\bpost[- ]hoc analysis",
)

RECRUITED = Words(
    "randomi|recruited|enrol|assigned|allocated|divided|interviewed|surveyed|measured|participated|took part|"
    "completed|underwent|received|allotted|split",
    r"\b(?:patients|participants|women|men|adults|children|infants|subjects|people|volunteers|students|mothers|"
    r"nurses|babies|inpatients|outpatients|residents|parents|carers|caregivers|survivors|athletes|players|"
    r"adolescents|neonates|newborns|individuals|workers|girls|boys|females|males|veterans)\b(?: \([^)]*\))?(?: "
    r"[\w-]+){0,8}? (?:(?:were|was) (?:\w+ )?(?:randomi[sz]ed|recruited|enrolled|assigned|allocated|allotted|divided|"
    r"split|interviewed|surveyed|measured)|participated|took part|underwent|received|completed)|\b(?:recruited|"
    r"enrolled) (?!rats|mice|animals)\w+",
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

# Somebody did something, and reports it.
DONE = Words(
    "we |were |was |our |patients with|cases",
    r"\b(?:we|authors) (?:\w+ )?(?:found|measured|used|show|demonstrate|examined|investigated|studied|analy[sz]ed|"
    r"performed|report|observed|developed|compared|evaluated|tested|determined|identified|assessed|isolated|propose|"
    r"present|treated|describe)\w*|\b(?:was|were) (?:\w+ )?(?:measured|examined|analy[sz]ed|performed|studied|observed|"
    r"found|isolated|obtained|detected|compared|evaluated|tested|determined|identified|assessed|collected|treated|"
    r"investigated|incubated|used|carried out|conducted|shown|seen|noted)\b|\bour (?:data|results|findings|study)\b",
)

# A study that names itself so is one, though it compares groups.
SECTIONAL = Words(
    "cross sectional|crosssectional",
    r"\bcross-?\s?sectional(?:,? [\w-]+){0,3} (?:study|survey|design|analysis|investigation|research|comparison|"
    r"observational)\b",
)

LOOKED_BACK = Words(
    "retrospective|cohort|cross sectional|consecutive",
    r"\bretrospective\w*|\bcohort study|\bcross-sectional\b|\bconsecutive (?:\w+ )?patients",
)

FOLLOWED = Words(
    "consecutive|survival|follow up|followed|were identified|were treated|was treated|underwent",
    r"\bconsecutive (?:\w+ )?(?:patients|cases)|\b(?:overall|free) survival|\b(?:mean|median|minimum) (?:\w+ "
    r")?follow-?up|"
    r"\b(?:patients|cases|children|adults|women|men) (?:[\w-]+ ){0,5}?(?:were|was) (?:\w+ )?(?:identified|treated|"
    r"followed)"
    r"|\bpatients (?:who )?underwent",
)
