"""How many abstracts a second one core tags: `python benchmarks/tag_speed.py [JSON lines file of Records]`.

Without a file, the bundled digests are tagged ten times over. Prints records a second, and code points a second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from touchstone import formats
from touchstone.protocol import load_vocabulary
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


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else next(iter(sorted(RAW.glob("*/records.jsonl"))), None)
    if given is None or not given.is_file():
        sys.exit("no records to tag: give a file of Records as JSON lines")
    main(given)
