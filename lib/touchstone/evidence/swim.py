"""Synthesis without meta-analysis: sign tests with their bounds, Wilson intervals, combined p, and the albatross table.

The vote count by reported result stands in Cells and is called that. Here everything goes by the side of the estimates
(`sign`), and a study whose side is not known is counted both ways. Nothing here moves a verdict.
Sources: Campbell M et al. BMJ 2020;368:l6890 (SWiM); McKenzie & Brennan, Cochrane Handbook, chapter 12.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from touchstone.coding import cite
from touchstone.evidence.direction import best_tier, sign_test
from touchstone.tables import Swim

FEWEST = 6  # 2 × 0.5⁶ = .031; five studies reach .0625 at best
_KEY = ["population", "outcome", "contrast"]


def swim(votes: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Swim, one row a cell with a voting study, over the studies of its deciding tier. Takes Votes and Findings."""
    numbers = _p_of_studies(votes, findings)
    rows = []
    for key, group in votes[votes["vote"] != ""].groupby(_KEY, sort=True):
        tier = best_tier(group["tier"])
        deciding = group[group["tier"] == tier]
        signs = deciding["sign"].tolist()
        k, tally = len(signs), Counter(signs)
        low, high = tally["benefit"], k - tally["worse"]
        p_low, p_high = sign_test(signs)
        told = [numbers[study, *key[1:]] for study in deciding["study_id"] if (study, *key[1:]) in numbers]
        one_sided = [one_sided_p(row["p"], row["sign"]) for row in told]
        notes = ["vote counting and p values say nothing of how large an effect is"]
        if k < FEWEST:
            notes.append(f"fewer than {FEWEST} studies cannot reach p < .05 in a sign test, whatever they find")
        rows.append(
            dict(zip(_KEY, key, strict=True))
            | {f"signs_{side}": tally[side] for side in ("benefit", "worse", "unknown")}
            | {
                "k": k,
                "sign_p_low": p_low,
                "sign_p_high": p_high,
                "share_low": low / k,
                "share_high": high / k,
                "wilson_low": wilson(low, k)[0],
                "wilson_high": wilson(high, k)[1],
                "can_reach_p05": k >= FEWEST,
                "n_p": len(one_sided),
                "fisher_p": fisher(one_sided) if len(one_sided) > 1 else None,
                "stouffer_p": stouffer(one_sided) if len(one_sided) > 1 else None,
                "note": "; ".join(notes),
            }
        )
    return Swim.of(rows)


def wilson(successes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval of a share (Wilson EB. J Am Stat Assoc 1927;22:209-12). Raises ValueError for n = 0.

    >>> [round(x, 4) for x in wilson(5, 6)], [round(x, 4) for x in wilson(9, 9)]
    ([0.4365, 0.9699], [0.7009, 1.0])
    """
    if n < 1:
        raise ValueError("n: an interval of a share needs at least one study")
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    share, z2 = successes / n, z * z
    centre, reach = share + z2 / (2 * n), z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (centre - reach) / (1 + z2 / n)), min(1.0, (centre + reach) / (1 + z2 / n))


def one_sided_p(p: float, sign: str) -> float:
    """A two-sided p as one-sided p for benefit.

    >>> one_sided_p(0.04, "benefit"), one_sided_p(0.04, "worse")
    (0.02, 0.98)
    """
    return p / 2 if sign == "benefit" else 1 - p / 2


def fisher(p_values: Sequence[float]) -> float:
    """Fisher's combined p: −2 Σ ln p is χ² with 2k degrees of freedom. Exploratory: it grows with sample size.

    >>> round(fisher([0.01, 0.2, 0.3]), 6)
    0.021562
    """
    from scipy.special import chdtrc

    return float(chdtrc(2 * len(p_values), -2 * sum(math.log(max(p, 1e-300)) for p in p_values)))


def stouffer(p_values: Sequence[float]) -> float:
    """Stouffer's combined p: Σz/√k. Exploratory.

    >>> round(stouffer([0.01, 0.2, 0.3]), 6)
    0.016512
    """
    from scipy.special import ndtr, ndtri

    z = [-float(ndtri(min(max(p, 1e-300), 1 - 1e-16))) for p in p_values]
    return float(ndtr(-sum(z) / math.sqrt(len(z))))


def albatross(votes: pd.DataFrame, findings: pd.DataFrame, studies: pd.DataFrame) -> pd.DataFrame:
    """What an albatross plot draws, for the Votes rows of one cell: study_id, label, n, p, p_relation, sign.

    n is the number of people, p two-sided as printed (the smallest of a study's results that vote and agree with its
    side), sign `benefit` or `worse`. A study without a size, a p, or a known side cannot be drawn and is left out.
    Source: Harrison S et al. Res Synth Methods 2017;8:281-9.
    """
    numbers = _p_of_studies(votes, findings)
    labels = {study["study_id"]: cite(study) for study in studies.to_dict("records")}
    rows = []
    for vote in votes[votes["vote"] != ""].drop_duplicates("study_id").to_dict("records"):
        told = numbers.get((vote["study_id"], vote["outcome"], vote["contrast"]))
        if told and not pd.isna(vote["sample_size"]):
            rows.append({"study_id": vote["study_id"], "label": labels.get(vote["study_id"], vote["study_id"]),
                         "n": int(vote["sample_size"]), **told})  # fmt: skip
    return pd.DataFrame(rows, columns=["study_id", "label", "n", "p", "p_relation", "sign"])


def albatross_contour(p: Sequence[float], smd: float, ratio: float = 1.0) -> list[float]:
    """People needed in all for an SMD of `smd` to give each two-sided `p`, arms of sizes 1 : `ratio`.

    n = z² (r + 1)² / (r d²) · (1 + d² r / (2 (r + 1)²)), from SE² = (1/n₁ + 1/n₂) + d²/(2n); Harrison 2017.

    >>> [round(n) for n in albatross_contour([0.05, 0.01], 0.5)]
    [63, 109]
    """
    from scipy.special import ndtri

    spread = (ratio + 1) ** 2 / ratio + smd**2 / 2
    return [float(ndtri(value / 2)) ** 2 * spread / smd**2 for value in p]


def _p_of_studies(votes: pd.DataFrame, findings: pd.DataFrame) -> dict[tuple[str, str, str], dict]:
    """For each study, outcome and contrast whose side is known its smallest usable p, the relation, and the sign.

    A bound from below (p > .05) does not say what p was, and is not used; a bound from above (p < .01) is taken as it
    stands, which makes p larger than it was.
    """
    usable = findings[findings["p_value"].notna() & ~findings["p_relation"].isin([">", ">="])]
    usable = usable[usable["basis"].isin(["between_group", "within_group"])]
    by_id = usable.set_index("finding_id")[["p_value", "p_relation", "direction", "basis", "sign"]].to_dict("index")
    out = {}
    signed = votes[(votes["vote"] != "") & votes["sign"].isin(["benefit", "worse"])]
    for vote in signed.drop_duplicates(["study_id", "outcome", "contrast"]).to_dict("records"):
        basis = "between_group" if vote["tier"] in ("randomised", "controlled") else "within_group"
        own = [by_id[f] for f in vote["finding_ids"] if f in by_id]
        own = [row for row in own if row["basis"] == basis and vote["sign"] in (row["direction"], row["sign"])]
        if own:
            best = min(own, key=lambda row: row["p_value"])
            p, relation = float(best["p_value"]), best["p_relation"]
            out[vote["study_id"], vote["outcome"], vote["contrast"]] = {
                "p": p, "p_relation": relation, "sign": vote["sign"],
            }  # fmt: skip
    return out
