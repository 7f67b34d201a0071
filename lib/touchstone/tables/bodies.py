"""The tables that stand beside the cells: appraisals of studies, harms by population, and synthesis without pooling."""

from __future__ import annotations

from touchstone.tables.codes import CELL_DIRECTIONS, CONTRASTS, RISKS, STRENGTHS
from touchstone.tables.columns import Table, flag_, float_, int_, text_


class Appraisals(Table):
    """One row a study × domain: a person's judgement from the full text. Never made by the machine."""

    study_id = text_("the study")
    label = text_("the study as people cite it")
    tool = text_("the tool", ("RoB 2", "ROBINS-I"))
    domain = text_("D1 to D5 (RoB 2) or D1 to D7 (ROBINS-I), or overall")
    judgement = text_("in the tool's words: low, some concerns, high; low, moderate, serious, critical, no information")
    risk = text_("the judgement on one scale for both tools", RISKS)
    support = text_("what in the text supports it")
    assessor = text_("who judged")


class HarmsSummary(Table):
    """One row a population: how many studies looked for harms, reported, and what they counted."""

    population = text_("population code, broader ones included; any for all")
    n_studies = int_("eligible primary studies", "studies")
    n_sought = int_("of them: said that they looked for harms", "studies")
    n_reported = int_("of them: said anything of harms; the others are silent, which is not zero", "studies")
    n_none = int_("of them: said that none occurred", "studies")
    n_none_serious = int_("of them: said only that no serious one occurred", "studies")
    n_events = int_("of them: told of events", "studies")
    n_serious = int_("of them: told of serious events", "studies")
    n_statement = int_("of them: said a word such as safe, without counting", "studies")
    n_counted = int_("studies that tell events and people treated, case reports apart", "studies")
    events = int_("people treated with an event, in the studies that count", "people")
    people = int_("people treated in the studies that count", "people")
    rate = float_("events over people", "share")
    rate_low = float_("lower end of its exact 95 % interval (Clopper–Pearson)", "share")
    rate_high = float_("upper end; with no event the rule of three, 3/n", "share")
    n_case_events = int_("case reports and small series that tell of an event; never in a rate", "studies")
    method = text_("how the upper end was found", ("rule of three", "Clopper–Pearson"))


class Swim(Table):
    """One row a cell: synthesis without meta-analysis over the studies of the deciding tier."""

    population = text_("population code")
    outcome = text_("outcome code")
    contrast = text_("contrast", CONTRASTS)
    k = int_("studies of the deciding tier", "studies")
    signs_benefit = int_("estimates on the side of benefit", "studies")
    signs_worse = int_("estimates on the other side", "studies")
    signs_unknown = int_("estimates whose side is not known", "studies")
    sign_p_low = float_("exact two-sided sign test, lower bound over the unknown signs", "probability")
    sign_p_high = float_("upper bound", "probability")
    share_low = float_("share on the side of benefit, every unknown sign counted against", "share")
    share_high = float_("share on the side of benefit, every unknown sign counted for", "share")
    wilson_low = float_("lower end of the 95 % Wilson interval of share_low", "share")
    wilson_high = float_("upper end of the 95 % Wilson interval of share_high", "share")
    can_reach_p05 = flag_("whether so many studies could reach p < .05 at all (six or more)")
    n_p = int_("studies with a sign and a p that can be combined", "studies")
    fisher_p = float_("Fisher's combined one-sided p for benefit; exploratory", "probability")
    stouffer_p = float_("Stouffer's combined one-sided p for benefit; exploratory", "probability")
    note = text_("what to read with the numbers")


class Stability(Table):
    """One row a cell: in what share of the draws of coding error its verdict stands, and what else it turns into."""

    population = text_("population code")
    outcome = text_("outcome code")
    contrast = text_("contrast", CONTRASTS)
    strength = text_("the verdict's strength", STRENGTHS)
    direction = text_("the verdict's direction", CELL_DIRECTIONS)
    stability = float_("share of draws in which strength and direction stand; empty until error is measured", "share")
    becomes_strength = text_("strength of the other verdict that comes up most often", STRENGTHS)
    becomes_direction = text_("its direction", CELL_DIRECTIONS)
    becomes_share = float_("share of draws with that other verdict", "share")
    draws = int_("draws of the true codes", "draws")
    note = text_("what to read with the share, such as error measured on other texts")
