"""The words around a number by which people are counted, as patterns over folded text."""

from __future__ import annotations

import re

from touchstone.tagging.cues import Words

# Where a number is spelt out.
SPELT = Words(
    " one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | thirteen | fourteen | "
    "fifteen | sixteen | seventeen | eighteen | nineteen | twenty | thirty | forty | fifty | sixty | seventy | "
    "eighty | ninety | a hundred | a thousand | dozen ",
    r"(?!)",
)

_PEOPLE = (
    r"(?:patients?|participants?|subjects?|people|persons?|individuals?|adults?|women|woman|men|children|"
    r"adolescents?|teenagers?|infants?|babies|newborns?|neonates?|toddlers?|volunteers?|students?|mothers?|fathers?|"
    r"parents?|caregivers?|carers?|nurses?|athletes?|residents?|in-?patients?|out-?patients?|survivors?|veterans?|"
    r"workers?|employees?|staff|clients?|runners?|players?|cyclists?|swimmers?|dancers?|girls?|boys?|females?|males?|"
    r"(?:[a-z]+-[a-z]+ )?pairs|dyads|couples|families|respondents?|therapists?|practitioners?|users?|members|"
    r"attenders|recipients|relatives|elders|seniors|youngsters|youths?|soldiers|refugees|prisoners|donors|midwives|"
    r"teachers|smokers|primiparas?|primigravida[es]?|multiparas?|parturients?|cases|rabbits|rats|mice|horses|dogs|"
    r"physicians|surgeons|doctors|professionals|sufferers|twins|widows|drivers|singers|musicians|office-?workers|"
    r"subjects|completers|enrollees|records|charts|[a-z]{3,}(?:[ri]cans|ians|reans|eers|goers|holders|dents|"
    r"trainees)|attendees|retirees|amputees|swedes|danes|finns|turks|germans|britons)"
)


_STOP = (
    r"(?!(?:of|for|to|in|with|from|at|after|by|on|per|were|was|had|a|an|the|than|minutes?|mins?|hours?|days?|weeks?|"
    r"months?|years?|yrs?|sessions?|times|cm|mm|ml|mg|kg|points?|percent|hospitals|centers|centres|clinics|units|"
    r"wards|sites|countries|trials?|studies|groups?|arms?|cycles|doses?|treatments?|visits?|items?|"
    r"questions?|scales?|stages?|degrees?|reviews?|articles|receiving|given|versus|vs|v|as|per|when|who|whose|old|"
    r"[a-z]+-year|year-old)\b)"
)


# An age or a degree between a number and its noun: `1- to 6-year-old`, `moderate to severe`.
_BETWEEN = (
    r"(?:\d+(?:-? ?(?:to|-) ?\d+)?[- ](?:year|month|week|day)s?[- ]olds?,?|(?:mild|moderate|low|minimal)(?:ly)?[- ]to"
    r"[- ][a-z-]+)"
)


NOUN = re.compile(
    rf" ?(?!and |or )(?:(?:\(?(?:{_STOP}[a-z][a-z'/-]*,?)|{_BETWEEN}) ){{0,6}}?-?{_PEOPLE}\b(?!-)(?! (?:group|arm|"
    rf"years|care\b|satisf|clinic|unit|ward|department|cent|setting|hospital|practices|records?\b|population|"
    rf"outcome|reported))"
)


AFTER_GAP = re.compile(r"[ -]")


ENROLLED = re.compile(
    r"\brandom\w*|\benrol\w*|\brecruit\w*|\bassigned\b|\ballocated\b|\ballotted\b|\bincluded\b|\btook part\b|"
    r"\bparticipated\b|\bjoined\b|\bconsent\w*|\bstudied\b|\bdivided\b|\bsplit\b|\bentered\b|\bselected\b|\btested\b|"
    r"\bsurvey\w*|\binterview\w*|\bsampled?\b|\binvolv\w+|\btotal\b|\bchosen\b|\bmatched\b|\breached\b|\bdrawn\b|"
    r"\bcross(?:ed|-?over)|\bunderwent\b|\bplaced\b|\bformed\b|\ballocation\b|\bput\b|"
    r"\bvolunteered to\b|\bagreed to\b"
)


ANALYSED = re.compile(
    r"^[^,;.]{0,45}\b(?:(?:were |was )?(?:analy[sz]ed|evaluable|evaluated at)|completed|finished|remained|retained|"
    r"complete data|gave data|provided data|supplied data|had data|stayed|followed (?:up|to)|contributed|reached "
    r"analysis|entered (?:the )?analysis|returned|lasted|were available|usable|all measurements)"
)


ANALYSED_BEFORE = re.compile(
    r"(?:\b(?:complet\w+|analy[sz]\w+|data (?:from|on|for|of)|left|leaving|final(?:ly)?|complete in|attrition left|"
    r"available for|usable in|evaluable|retained|of whom|remaining|reduced to)\b[^,;.0-9]{0,25}|blood data in )$"
)


SCREENED = re.compile(
    r"^[^,;.]{0,40}\b(?:(?:were|was) screened|screened(?! for)|eligible|invited|approached|offered|contacted|assessed "
    r"for|were asked|(?<!who )(?:were|was) referred|were considered|records|identified|dropped|withdrew|withdrawn|lost|"
    r"excluded|declined|refused|died|missing|left early|failed)\b|^ (?:had |have )?(?:delivered|provided|administered|"
    r"performed|applied|were trained|trained) "
)


SCREENED_BEFORE = re.compile(
    r"\b(?:screen\w*|invit\w*|approach\w*|out of|exclud\w+|lost|losing|attrition was|dropouts?|by) (?:of )?$|"
    r"\bpopulation (?:comprised|consisted of|included|was|of) (?:of )?$|^of $|[.,;(] ?of (?:the )?$"
)


SHARE = re.compile(r"^ ?(?:%|per ?cent|/|\)? ?(?:of|out of) (?:the |these |those |whom|them|\d))")


ARM_AFTER = re.compile(
    r"^[^.;]{0,30}\b(?:each|per (?:arm|group|side|technique)|apiece|a side|to a side|in (?:the )?(?:\w+ "
    r"){0,3}(?:group|arm)|(?:intervention|control|experimental|treatment|comparison|placebo|sham) (?:group|arm))\b"
)


ARM_BEFORE = re.compile(
    r"\b(?:group|arm|each|intervention|control|controls|experimental) ?\(?(?:n ?= ?)?$|\bin twelves\b|\beach of $"
)


TOTAL_BEFORE = re.compile(
    r"\b(?:total of|total sample of|sample (?:of|size of|comprised|consisted of)|altogether|overall|in all,?|n ?=) ?$"
)


BARE = re.compile(
    r"^ (?:\([^)]{0,40}\) )?(?:were|was|enrolled|took part|joined|took it|completed|finished|entered|agreed|"
    r"participated|consented|received|had|analy[sz]ed|gave|from|randomi[sz]ed|recruited)\b|^\)? ?,? (?:were "
    r")?(?:randomi[sz]ed|enrolled|recruited|analy[sz]ed|completed)"
)


BARE_BEFORE = re.compile(
    r"\b(?:randomi[sz]ed|enrolled|recruited|included|reached|surveyed|studied|interviewed|tested|sampled|analy[sz]ed|"
    r"randomi[sz]ing|sample of|sample size of|n ?=|participants:|total of|planned|target(?:ing)? (?:of )?|"
    r"aim(?:ing)? for) ?$"
)


UNIT = re.compile(
    r"^ ?(?:%|°|-?(?:years?|yrs?|year-old|months?|weeks?|wk|days?|hours?|h|hrs?|minutes?|min|mins|seconds?|sec|s|"
    r"points?|mm|cm|m|kg|g|mg|ml|beats?|bpm|hz|kcal|sessions?|times|fold|cycles|per ?cent|sites|centres|centers|"
    r"hospitals|countries|databases|trials|studies|items?|degrees?|mmhg|nmol|pg|ng|u/l|groups|arms|pounds|dollars|"
    r"steps|repetitions|sets|treatments|visits)\b)"
)


BAD_BEFORE = re.compile(
    r"(?:\b(?:aged?|ages|age of|mean(?: age)?|median|average|years|p|day|days|week|weeks|month|months|stage|phase|"
    r"type|grade|chapter|level|score|scores|between|over|under|above|below|than|least|most|about age|version|edition|"
    r"vol|nos?|visit|session|sd|ci|f|t|r|d|g|odds|from|by|mg|covid|since|until|in (?:january|february|march|april|"
    r"may|june|july|august|september|october|november|december)|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|sf|c\d)[ -]?|[-=<>±/+.] ?|\b(?:plus|minus) )$"
)


RANGE = re.compile(r"\d ?(?:to|-|and|or) ?$")


GROUPS_OF = re.compile(r"\b(two|three|four|five|2|3|4|5) (?:\w+ ){0,3}(?:groups|arms) of $")


LIST = re.compile(
    rf"(?<![\d.])(\d{{1,4}}(?:, \d{{1,4}})*,? and \d{{1,4}})(?: (?:completed|were analy[sz]ed|were randomi[sz]ed|"
    rf"finished|entered|{_PEOPLE}\b(?! years)(?!-))|,? respectively\b)"
)


_NUMBER = (
    r"(?:\d{1,4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|six|seven|eight|nine|ten|eleven|"
    r"twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
_GROUP = r"(?:group|arm|side|condition|cohort|treatment)"
_COUNTED = rf"(?: (?:{_STOP}[a-z-]+ ){{0,2}}?{_PEOPLE})?"


# The size of each group: `35 in each group`, `31 an arm`, `each group consisted of 46`, `groups of 35`.
EACH = re.compile(
    rf"(?<![\d.,/-])\b(?:(?P<a>{_NUMBER}){_COUNTED},? (?:(?:in|for|to) )?(?:each(?: (?:of (?:the )?)?(?:[a-z]+ )?"
    rf"{_GROUP}s?)?|per {_GROUP}|an? {_GROUP}|every {_GROUP})\b"
    rf"(?! (?:eye|leg|foot|feet|hand|arm|side|limb|session|time|day|week|month|point|visit))|"
    rf"each (?:of (?:the |these )?)?(?:[a-z]+ )?(?:{_GROUP}s? )?(?:consist(?:ed|ing) of|"
    rf"compris(?:ed|ing)|contain(?:ed|ing)|includ(?:ed|ing)|had|with|of) (?P<b>{_NUMBER})"
    rf"(?= {_PEOPLE}|[.,;)])|groups each (?:consisting of|of|with) (?P<c>{_NUMBER})\b|"
    rf"\bgroups of (?P<d>{_NUMBER})(?! (?:minutes|days|weeks|sessions|or|to)\b)(?! ?-))"
)
GROUPS = re.compile(
    r"\b(?P<n>two|three|four|five|six|[2-6])(?: |-)(?:[a-z][\w-]* ){0,3}?(?:groups|arms?|conditions)\b(?! discuss)"
)


# Women and men told side by side.
SEX = re.compile(
    rf"(?P<one>\b(?:{_NUMBER}))(?: [a-z-]+)? (?:(?:wo)?men|(?:fe)?males?|girls|boys)(?: [a-z]+)?"
    r"(?:,? and |, |; |/| plus )"
    rf"(?P<two>{_NUMBER})(?: [a-z-]+)? (?:(?:wo)?men|(?:fe)?males?|girls|boys)\b"
)


COMPANION = re.compile(
    rf" (?:(?:healthy |matched |untreated )?controls?\b|(?:people |patients |women )?(?:with(?:out)? |had |did |"
    rf"received |waited\b|relaxed\b|spoke\b|were given |got |having |a (?!week|day|month)|no |not |served |"
    r"in (?:a|the) "
    rf"(?:[a-z-]+ )?(?:group|arm)\b)|"
    rf"{_PEOPLE}\b(?! (?:were|completed|finished|dropped)))"
)


RECEIVED = re.compile(
    rf"^ (?:{_STOP}[a-z-]+ ){{0,3}}?(?:{_PEOPLE} )?(?:received|had|were given|got|did|attending|served|formed|made "
    rf"up|relaxed|having|took|underwent|on a|in (?:the )?(?:\w+ ){{0,2}}(?:group|arm)|controls?\b)"
)
