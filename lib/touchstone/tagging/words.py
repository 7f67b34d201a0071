"""The grammar's words: what says up, down, better, worse, different or alike, and how each governs an outcome."""

from __future__ import annotations

# Directions: U up, D down, G better, B worse, X different, Z alike, M mixed, C changed.
# Forms: adj (lower), intr (fell), tr (reduced), amb (improved), noun (reduction in).
_FORMS = {
    ("U", "adj"): """
        higher greater more larger longer heavier stronger elevated bigger taller prolonged

    """,
    ("U", "intr"): """
        rose risen rise rises rising grew grown grow climbed climb soared went-up mounted surged swelled
        jumped doubled trebled tripled multiplied deepened widened brightened
        escalated escalate spiked ascended accelerated accrued rebounded widen lengthens
        ballooned soar
    """,
    ("U", "tr"): """
        raised raise raises raising boosted boost boosts elevating heightened lifted  boosting
        elevated doubling
        augment augments augmenting amplified amplify amplifies bolstered bolster bolsters intensified intensify
        magnified upregulated prolongs elevates elevate
        heightens heighten hastened
    """,
    ("U", "amb"): """
        increased increase increases increasing lengthened augmented strengthened expanded
    """,
    ("U", "noun"): """
        increment increments rises
    """,
    ("D", "adj"): """
        lower less fewer smaller shorter milder weaker rarer lesser slighter lowest least slower
    """,
    ("D", "intr"): """
        fell fallen fall falls falling declined decline declines declining subsided abated dwindled
        disappeared vanished resolved shrank shrunk went-down diminished regressed remitted slowed sank slid
        tumbled receded ebbed faded waned dipped plunged tapered softened loosened settled melted thinned
        plummeted slumped dissipated relented slackened dimmed subside subsides abate abates wane wanes dwindle
        plunge weakened evaporated shrinks disappear vanish fade slows slow sinks slackens dissipates cleared
    """,
    ("D", "tr"): """
        lowered lowers lowering reduced reduce reduces reducing cut cuts cutting suppressed blunted shortened
        shorten shortens attenuated attenuate prevented prevent prevents minimised minimized curbed halved
        dampened relaxed trimmed slashed dulled tempered quieted quelled muted damped dented spared blocked
        inhibited lessening diminish diminishes
        curtailed curtails mitigated mitigate mitigates mitigating counteracted buffered cushioned allayed
        assuaged downregulated eliminated eliminates abolished moderated tamed whittled shaved averted
        averts avert restrained attenuates attenuating suppresses suppress blunts minimises
        minimizes halves dampens quells mutes inhibits inhibit neutralised neutralized
    """,
    ("D", "amb"): """
        decreased decrease decreases decreasing dropped drop drops dropping lessened lessen lessens lessening
        lightened
    """,
    ("D", "noun"): """
        reduction reductions decrement decrements
    """,
    ("G", "adj"): """
        better superior effective beneficial useful helpful favourable favorable calmer happier safe faster
        quicker sooner earlier efficacious best greatest healthier easier satisfied enjoyable popular welcome welcomed
        acceptable feasible practicable pleased valued tolerated workable sounder deeper smoother looser freer
        readier warmer livelier gentler likelier
        advantageous promising encouraging valuable worthwhile successful fitter brighter steadier rewarding
        comforting soothing restful
    """,
    ("G", "tr"): """
        relieved relieve relieves relieving alleviated alleviate alleviates alleviating enhanced enhance
        enhances enhancing helped help helps benefited benefitted soothed calmed soothes restored restore
        promoted promote promotes favoured favored favours favors facilitated ameliorated ameliorate
        ameliorates eased ease eases easing controlled supported improving treats managed beat beats
        outperformed outperforms surpassed outdid supports support treating bettered lifting worked works
        aided aids topped outperform surpass surpasses outscored outpaced outstripped
        bettering optimised optimized fostered fosters foster aiding uplifted uplifts invigorated healed heals
        normalised normalized comforted comforts reassured enriched refreshed strengthens strengthen facilitates
        facilitate restores restoring soothe soothing calms calm
    """,
    ("G", "amb"): """
        improved improve improves bettered recovered recover responded gained gain gaining fared profited
        perked sharpened quickened steadied
        thrived flourished excelled progressed recovering recovers heal mended
    """,
    ("G", "noun"): """
        improvement improvements relief benefit benefits gain gains recovery alleviation advantage easing
        advantages recommended ahead superiority
        betterment amelioration enhancement enhancements alleviations gainers restoration
    """,
    ("B", "adj"): """
        worse inferior poorer worst harder
    """,
    ("B", "intr"): """
        deteriorated deteriorate worsened worsen worsens flared slipped suffered
        lagged deteriorates deteriorating relapsed backslid
    """,
    ("B", "tr"): """
        aggravated exacerbated impaired impairs impairing compromising hampering aggravating exacerbating
        compromised hampered hindered undermined harmed degraded aggravates exacerbates impair aggravate
        exacerbate impeded
    """,
    ("B", "noun"): """
        worsening deterioration aggravation impairment
    """,
    ("X", "intr"): """
        differed differ differs diverged separated separate distinguished parted
    """,
    ("X", "noun"): """
        difference differences effect effects impact influence separation interaction interactions
    """,
    ("X", "tr"): """
        affected affect affects influenced influence altered alter alters touched affecting influencing altering

    """,
    ("X", "adj"): """
        different
    """,
    ("C", "amb"): """
        changed change changes shifted shift moved move budged
    """,
    ("Z", "adj"): """
        similar similarly alike comparable comparably equal equally unchanged unaffected unaltered same
        equivalent static stable identical nonsignificant insignificant indistinguishable matched flat null
        trivial non-significant undiminished unmoved undifferentiated steady
        unvarying invariant unimproved unresponsive unrelieved interchangeable
        plateaued stalled stagnant
    """,
    ("M", "intr"): """
        conflicted varied disagreed disagree
    """,
    ("M", "adj"): """
        mixed conflicting inconsistent contradictory divided split patchy variable inconclusive unproven
        unclear uncertain equivocal
        ambiguous heterogeneous insufficient lacking missing inadequate
    """,
}
PREDICATES: dict[str, tuple[str, str]] = {}
for (_direction, _form), _words in _FORMS.items():
    for _word in _words.split():
        PREDICATES.setdefault(_word, (_direction, _form))

NEGATORS = frozenset(
    (
        "absence", "aren't", "barely", "cannot", "couldn't", "didn't", "doesn't", "don't", "fail", "failed",
        "fails", "hardly", "isn't", "lack", "lacked", "little", "neither", "never", "no", "nobody", "non",
        "none", "nor", "not", "nothing", "nowhere", "scarcely", "unable", "wasn't", "weren't", "without",
    )
)  # fmt: skip
# Negators that reach over a list to the verb: `neither A, B nor C changed`.
FAR_NEGATORS = frozenset(("neither", "nor", "nothing", "none", "no"))
WEAK = frozenset(
    (
        "trend",
        "trends",
        "trended",
        "tended",
        "tendency",
        "leaned",
        "leant",
        "approached",
        "hint",
        "borderline",
        "inclined",
    )
)
SIGNIFICANCE = frozenset(("significant", "significantly", "significance"))
BREAKS = frozenset(
    ("but", "whereas", "while", "although", "though", "however", "yet", "except", "apart", "unlike", "albeit", "whilst")
)
COPULAS = frozenset(
    (
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "remained",
        "stayed",
        "became",
        "felt",
        "seemed",
        "looked",
        "proved",
        "appeared",
    )
)
COMPARING = frozenset(
    (
        "than",
        "versus",
        "vs",
        "against",
        "relative",
        "compared",
        "over",
        "between",
        "beyond",
        "v",
        "outperformed",
        "beat",
    )
)
CONTROLS = frozenset(("control", "controls", "comparison", "comparator", "untreated"))
TREATED = frozenset(("treated", "intervention", "experimental", "treatment", "active"))

# What a word within an outcome's name says of which way is better, before the code's own polarity.
HIGHER_BETTER = (
    "threshold", "tolerance", "relief", "relax", "calm", "vitality", "energy", "vigour", "vigor", "wellbeing",
    "well-being", "acceptance", "efficiency", "happ", "abilit", "independen", "comfort", "positive", "self-esteem",
    "alert", "analgesi", "control of", "endurance", "flexib", "satisf", "saturation",
    "anti-inflamm", "il-10", "interleukin-10", "adherence", "complian", "accuracy", "sense", "perfusion",
)  # fmt: skip
LOWER_BETTER = (
    "disab", "dysfunc", "limitation", "disturb", "distress", "symptom", "stiff", "impair", "interfer", "difficult",
    "problem", "severity", "negative", "anger", "hostil", "irritab", "weakness", "deficit", "bother", "burden",
    "agitat", "crying", "aggress", "insomnia", "sleepless", "waking", "latency", "worr", "discomfort", "disorder",
    "lack of", "loss", "tension", "fear", "ache", "aching", "hurt", "tight", "spasm", "depress", "anxi", "drows",
    "sleepi", "dependence", "risk of", "sympathetic", "force loss", "time to",
)  # fmt: skip
