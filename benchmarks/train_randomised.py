"""Train the model that tells randomised trials: `python benchmarks/train_randomised.py [folder with the gold sets]`.

Writes `lib/touchstone/tagging/randomised.json` with its recipe and scores. Needs scikit-learn, which the suite itself
does not. Learns from MEDLINE records with NLM's publication types (silver: "Randomized Controlled Trial" or not;
protocols left out) and, at half weight, from the trial abstracts of EBM-NLP. Records whose SHA-256 of the PMID begins
with a byte of 176 or more are kept aside and only scored.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from touchstone import formats
from touchstone.accuracy import developed_on
from touchstone.protocol import load_vocabulary
from touchstone.tables import Records
from touchstone.tagging import randomised
from touchstone.tagging.cues import find_cues
from touchstone.tagging.design import design_of_text
from touchstone.tagging.randomised import words_of
from touchstone.tagging.reading import open_record
from touchstone.tagging.terms import lexicon_of

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).resolve().parent.parent
FIRST_ASIDE = 176
OUT = ROOT / "lib" / "touchstone" / "tagging" / "randomised.json"
WORDS, LEAST, MOST, C_ALL, C_FEW, FOLDS, HALF = 800, 4, 0.5, 0.01, 0.03, 5, 0.5


def main(gold: Path) -> None:
    """Train, calibrate on folds, write the model, and print how it does on what was kept aside."""
    lexicon = lexicon_of(load_vocabulary())
    known = records(gold)
    keep = np.array([developed_on(r["pmid"], FIRST_ASIDE) for r in known])
    read = [features(r, lexicon) for r in known]
    truth = np.array(["Randomized Controlled Trial" in r["publication_types"] for r in known])
    more = [features(r, lexicon) for r in trials(gold) if developed_on(r["pmid"], FIRST_ASIDE)]
    learn = [f for f, k in zip(read, keep, strict=True) if k]
    told = truth[keep]
    logits = np.zeros(len(learn))
    for fold in range(FOLDS):
        out = np.arange(len(learn)) % FOLDS == fold
        weights, bias = fit([f for f, o in zip(learn, out, strict=True) if not o], told[~out], more)
        logits[out] = [score(f, weights, bias) for f, o in zip(learn, out, strict=True) if o]
    slope, shift = calibrate(logits, told)
    weights, bias = fit(learn, told, more)
    aside = np.array([score(f, weights, bias) for f, k in zip(read, keep, strict=True) if not k])
    kept = truth[~keep]
    scores = {
        "cross-validated": scores_of(slope * logits + shift, told),
        "kept aside": scores_of(slope * aside + shift, kept),
    }
    words: dict[str, list[float]] = {}
    designs: dict[str, float] = {}
    for name, weight in sorted(weights.items()):
        kind, _, word = name.partition(":")
        if kind == "design":
            designs[word] = round(slope * weight, 3)
        else:
            words.setdefault(word, [0.0, 0.0])[kind == "title"] = round(slope * weight, 3)
    OUT.write_text(
        json.dumps(
            {
                "what": "logistic regression on words, pairs of words and the design read by rules; log odds",
                "data": "PubMed records of status MEDLINE with abstract gathered from test data of public repositories "
                "(NLM publication types as labels, protocols left out); trial abstracts of EBM-NLP as trials",
                "learned_from": {"records": len(learn), "randomised": int(told.sum()), "EBM-NLP": len(more)},
                "kept_aside": {"records": len(aside), "randomised": int(kept.sum())},
                "settings": {"words": WORDS, "least records": LEAST, "greatest share": MOST, "C of all words": C_ALL,
                             "C": C_FEW, "class weights": "balanced", "weight of EBM-NLP": HALF, "folds": FOLDS},
                "made": "2026-11-20",
                "scores": scores,
                "intercept": round(slope * bias + shift, 3),
                "designs": designs,
                "words": words,
            },
            indent=0,
            ensure_ascii=False,
        )
        + "\n",
        encoding="utf-8",
    )  # fmt: skip
    randomised.model.cache_clear()
    print(json.dumps(scores, indent=1))
    print("RobotSearch (Marshall et al. 2018): SVM and CNN AUROC .987; its SVM on its own 1,000 records .968")


def records(gold: Path) -> list[dict]:
    """MEDLINE records with publication types, protocols left out, in order of PMID."""
    found = {}
    for line in (gold / "records" / "records.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row.get("status") == "MEDLINE" and row["publication_types"]:
            found[row["pmid"]] = row
    listed = formats.read(gold / "rct_or_not" / "medline_500.txt").records
    for row in listed.to_dict("records"):
        if row["publication_types"]:
            found.setdefault(row["pmid"], row)
    return [
        found[pmid]
        for pmid in sorted(found, key=int)
        if not any("Protocol" in kind for kind in found[pmid]["publication_types"])
    ]


def trials(gold: Path) -> list[dict]:
    """Trial abstracts of EBM-NLP; the first sentence is the title."""
    out = []
    for line in (gold / "pico_spans" / "ebm_nlp_dev.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        title, _, abstract = row["text"].partition(" . ")
        out.append({"pmid": row["pmid"], "title": title, "abstract": abstract})
    return out


def features(row: dict, lexicon: object) -> set[str]:
    """What the model may see of a record."""
    whole = Records.of([{"record_id": row["pmid"], "title": row["title"], "abstract": row["abstract"]}])
    reading = open_record(whole.to_dict("records")[0], lexicon)
    told = design_of_text(reading, find_cues(reading))
    title, body = words_of(reading.low_title), words_of(reading.low)
    out = {f"any:{word}" for word in title | body} | {f"title:{word}" for word in title}
    return out | {f"design:{told.value if told else 'none'}"}


def fit(read: list[set[str]], told: np.ndarray, more: list[set[str]]) -> tuple[dict[str, float], float]:
    """Weights of the words that tell most, and the intercept."""
    from scipy.sparse import csc_matrix
    from sklearn.linear_model import LogisticRegression

    every = [*read, *more]
    counts = Counter(name for one in every for name in one)
    names = sorted(n for n, c in counts.items() if LEAST <= c <= MOST * len(every) or n.startswith("design:"))
    place = {name: i for i, name in enumerate(names)}
    rows, columns = [], []
    for i, one in enumerate(every):
        found = sorted(place[name] for name in one if name in place)
        rows += [i] * len(found)
        columns += found
    matrix = csc_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(every), len(names)))
    labels = np.r_[told, np.ones(len(more), bool)]
    weight = np.r_[np.ones(len(read)), np.full(len(more), HALF)]
    whole = LogisticRegression(C=C_ALL, class_weight="balanced", solver="liblinear")
    whole.fit(matrix, labels, sample_weight=weight)
    share = np.asarray(matrix.mean(axis=0)).ravel()
    worth = np.abs(whole.coef_[0]) * np.sqrt(share * (1 - share))
    chosen = np.sort(np.argsort(-worth, kind="stable")[:WORDS])
    chosen = np.union1d(chosen, [place[name] for name in names if name.startswith("design:")])
    few = LogisticRegression(C=C_FEW, class_weight="balanced", solver="liblinear")
    few.fit(matrix[:, chosen], labels, sample_weight=weight)
    weights = {names[i]: float(w) for i, w in zip(chosen, few.coef_[0], strict=True)}
    return weights, float(few.intercept_[0])


def score(one: set[str], weights: dict[str, float], bias: float) -> float:
    """The model's log odds of a record."""
    return bias + sum(weights.get(name, 0.0) for name in sorted(one))


def calibrate(logits: np.ndarray, told: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make the folds' log odds into chances where half of the papers are trials (Platt 1999)."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e6, solver="lbfgs", class_weight="balanced").fit(logits[:, None], told)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def scores_of(logits: np.ndarray, told: np.ndarray) -> dict:
    """AUROC with its interval, sensitivity and specificity at a chance of one half and where they balance best."""
    rng = np.random.default_rng(20261120)
    draws = []
    for _ in range(1000):
        take = rng.integers(0, len(told), len(told))
        if 0 < told[take].sum() < len(take):
            draws.append(auroc(logits[take], told[take]))
    cuts = np.unique(logits)
    both = [(min((logits[told] >= c).mean(), (logits[~told] < c).mean()), c) for c in cuts]
    best = max(both)[1]
    low, high = np.percentile(draws, [2.5, 97.5])
    return {
        "auroc": round(auroc(logits, told), 4),
        "auroc_95": [round(float(low), 4), round(float(high), 4)],
        "balanced": {"chance": round(float(1 / (1 + np.exp(-best))), 3),
                     "sensitivity": round(float((logits[told] >= best).mean()), 3),
                     "specificity": round(float((logits[~told] < best).mean()), 3)},
        "at_half": {"sensitivity": round(float((logits[told] >= 0).mean()), 3),
                    "specificity": round(float((logits[~told] < 0).mean()), 3)},
    }  # fmt: skip


def auroc(logits: np.ndarray, told: np.ndarray) -> float:
    """Area under the receiver operating characteristic, from ranks."""
    from scipy.stats import rankdata

    ranks = rankdata(logits)
    n = int(told.sum())
    return float((ranks[told].sum() - n * (n + 1) / 2) / (n * (len(told) - n)))


if __name__ == "__main__":
    here = Path(os.environ.get("TOUCHSTONE_SHARED", ROOT.parent / "shared")) / "gold"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
