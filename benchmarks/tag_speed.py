"""How many abstracts a second one core tags: `python benchmarks/tag_speed.py [JSON lines file of Records]`.

Without a file, the bundled digests are tagged ten times over. Prints records a second, and code points a second; then
the slowest of a few texts that repeat themselves without end, in milliseconds for 10,000 code points.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from touchstone import formats
from touchstone.protocol import load_vocabulary
from touchstone.tables import Records
from touchstone.tagging import tag

RAW = Path(__file__).parents[1] / "data" / "raw"


def main(file: Path) -> None:
    vocabulary = load_vocabulary()
    records = formats.read(file).records
    while len(records) < 4000:
        records = pd.concat([records, records], ignore_index=True)
    tag(records.head(3), vocabulary)
    start = time.process_time()
    tagged = tag(records, vocabulary)
    seconds = time.process_time() - start
    length = int(
        (records.title.str.len() + records.abstract.where(records.abstract != "", records.digest).str.len()).sum()
    )
    print(f"{len(records):,} records, {len(tagged.tags):,} tags, {len(tagged.findings):,} results in {seconds:.1f} s")
    print(f"{len(records) / seconds:,.0f} records, {length / seconds / 1e6:.2f} million code points a second")


# Turns of phrase that readers look at closely, said over and over and never ended.
ODD = (
    "2 in each group ", "one trial found less pain and ", "or standard neonatal care ", "(n = 3) and (n = 4) ",
    "controls and the other group had usual care or ", "by the mother or nurse in the unit ", "women and 12 men and ",
    "all both each every one of the patients ", "fewer women had pain and ", "a", "1 ", "(", "massage ",
)  # fmt: skip


def odd_texts() -> None:
    vocabulary = load_vocabulary()
    worst = (0.0, "")
    for words in ODD:
        text = (words * 100_000)[:100_000]
        records = Records.of([{"record_id": "odd", "title": text[:300], "abstract": text}])
        start = time.process_time()
        tag(records, vocabulary)
        worst = max(worst, (time.process_time() - start, words))
    print(f"slowest odd text: {100 * worst[0]:.0f} ms for 10,000 code points ({worst[1].strip()!r})")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else next(iter(sorted(RAW.glob("*/records.jsonl"))), None)
    if given is None or not given.is_file():
        sys.exit("no records to tag: give a file of Records as JSON lines")
    main(given)
    odd_texts()
