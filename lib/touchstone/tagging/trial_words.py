"""The words by which a trial tells how it was run: allotment, concealment, analysis, who left, arms, registers."""

from __future__ import annotations

import re

from touchstone.tagging.cues import Words

_COUNT = (
    r"(?:\d[\d,]*|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|forty(?:-\w+)?)"
)

PILOT = Words(
    "pilot|feasib|prelimin|explorat|proof",
    r"\bpilot(?:ed|ing|s)?\b(?! (?:work|data|plant))|\bfeasibility (?:\w+ )?(?:study|trial|project|randomi[sz]ed)|"
    r"\bpreliminary (?:\w+ )?(?:study|trial|investigation|findings|results|report|evaluation|look|test|evidence)|"
    r"\bexploratory (?:\w+ )?(?:study|trial|investigation|look|randomi[sz]ed)|\bproof[- ]of[- ]concept|\bstudy of "
    r"feasibility",
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

# How chance was made, each with the words that say so.
METHODS = (
    ("minimisation", Words(
        "minimi",
        r"\b(?:by|using|with|through|via) (?:\w+ )?minimi[sz]ation\b(?! of)|\bminimi[sz]ation (?:method|procedure|"
        r"algorithm|technique|program)")),
    ("computer_generated", Words(
        "computer|web based random|random number generat|software random",
        r"\bcomputer(?:i[sz]ed)?[- ](?:generated|based|assisted)?[- ]?(?:\w+ ){0,2}random\w*|\brandom\w* (?:\w+ "
        r"){0,5}computer|\bcomputer[- ]generated|\brandom number generator|\bweb-based random")),
    ("number_table", Words(
        "random number|random digit|number table",
        r"\b(?:table|tables|list) of random (?:numbers|digits)|\brandom[- ]numbers? tables?|\brandom digits")),
    ("blocks", Words(
        "block", r"\b(?:permuted|random(?:ly)?|variable|fixed|balanced)[- ](?:\w+ )?block\w*|\bblock(?:ed)?[- ]"
        r"random\w*|\brandomi[sz]\w+ in (?:\w+ ){0,3}blocks?|\bblocks of (?:\d|four|six|eight)|\bby block")),
    ("stratified", Words("stratif", r"\bstratified (?:\w+ )?random\w*|\brandomi[sz]\w+ (?:was |were |and )?stratified|"
                         r"\bstratified (?:by|for|according|on) ")),
    ("lots_or_coin", Words(
        "lots |coin|lottery|by lot|dice|drawing", r"\b(?:drawing|drawn|drew|draw) (?:of )?(?:lots|by lot)|\bby (?:"
        r"lot|lots|lottery)\b|\b(?:toss|flip|throw)\w* (?:of )?(?:a )?coin|\bcoin[- ](?:toss|flip)\w*|\bdice\b")),
    ("envelopes", Words("envelope", r"\b(?:sealed|opaque|closed|numbered|randomi[sz]ation) (?:[\w-]+,? )*?envelopes?")),
)  # fmt: skip

CONCEALED = Words(
    "conceal|sealed|opaque|central random|centrally random",
    r"\b(?:conceal(?:ed|ment)?(?: of)? (?:\w+ )?(?:allocat|assign|random|group)\w*|(?:allocat|assign|random)\w*[- "
    r"](?:\w+ ){0,4}?conceal\w*)|\b(?:sealed|opaque),? (?:[\w-]+,? ){0,4}?envelopes?|\bcentral(?:ly|i[sz]ed)? "
    r"(?:\w+ )?random\w*",
)

_NO = re.compile(r"\b(?:no|not|without|nor|neither|unclear|lack\w*|absent|absence of)(?: \w+){0,3} ?$")

ITT = Words(
    "intention to treat|intent to treat|intention totreat| itt |per protocol",
    r"\bintent(?:ion)?[- ]to[- ]treat\b|\bitt\b|\bper[- ]protocol (?:analys|set|population|basis)\w*",
)

LEFT = Words(
    "dropped out|drop out|dropout|dropouts|drop outs|withdrew|withdrawn|withdrawal|lost to|losses to|attrition|"
    "discontinued|did not complete|failed to complete|left early|left the study",
    rf"\b(?:drop-?\s?out|attrition|withdrawal) (?:rate )?(?:was |of |rates? (?:was |of )?|were )?(?:about |only |"
    rf"under )?(?P<rate>\d+(?:\.\d+)?) ?(?P<percent>%|per ?cent)|\b(?P<count>{_COUNT})(?: \w+){{0,3}}? (?:dropped "
    rf"out|drop-?\s?outs?|withdrew|withdrawals?|(?:were |was )?(?:lost to|withdrawn|discontinued)|losses to|did not "
    rf"complete|failed to complete|left (?:early|the study))|\b(?:dropped out|withdrew|lost to follow-up|"
    rf"drop-?outs?|attrition)(?: was| were|:)? \(?(?:n ?= ?)?(?P<after>\d+) ?(?P<share>%|per ?cent)?",
)

ARMS = Words(
    "arm|group|conditions|treatments",
    r"\b(?P<n>two|three|four|five|six|[2-6])(?:-| |- )(?:[a-z][\w-]* ){0,3}?(?:arms?|groups|conditions)\b(?! (?:of "
    r"(?:\d|patients)|discussion|interview))",
)

REGISTRATION = re.compile(
    r"\b(?:NCT ?\d{8}|ISRCTN ?\d{6,9}|ACTRN ?\d{14}|ChiCTR[-A-Z]*-?\d{8,10}|IRCT\d{8,}N?\d*|DRKS\d{8}|CRD ?\d{8,}|"
    r"CTRI/\d{4}/\d{2,3}/\d{6}|KCT\d{7}|UMIN\d{9}|JPRN-\w+|NTR ?\d{3,5}|NL-?\d{4,6}|RBR-\w{6,7}|TCTR\d{11}|"
    r"PACTR\d{15,16}|EUCTR\d{4}-\d{6}-\d{2}|(?<![\d-])20\d\d-\d{6}-\d{2}(?![\d-])|SLCTR/\d{4}/\d{3})\b"
)
REGISTERS = ("NCT", "ISRCTN", "CTR", "CRD", "IRCT", "DRKS", "KCT", "UMIN", "JPRN", "NTR", "RBR-", "EudraCT", "NL")


def denied(low: str, start: int) -> bool:
    """Whether the words that begin at `start` are denied by those before them."""
    return bool(_NO.search(low, max(0, start - 40), start))
