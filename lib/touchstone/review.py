"""A review, opened: every table from the records to the claims, each computed once when it is first asked for.

>>> review = open_review()  # doctest: +SKIP
>>> review.cells.head()  # doctest: +SKIP
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pandas as pd

from touchstone import accuracy, claims, coding, evidence, screening, snapshots, tagging
from touchstone.project import Project, find_project
from touchstone.protocol import Protocol, label_of, load_protocol
from touchstone.tables import Findings, Harms, Stability


class Review:
    """One review: its protocol, and its tables in the order in which data flows.

    Every table is a pandas DataFrame; `touchstone.tables` documents the columns.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.protocol: Protocol = load_protocol(project.protocol)

    def __getstate__(self) -> dict:
        # The draws are large: who is handed a review draws them again if they are asked for.
        return {name: value for name, value in vars(self).items() if name != "recounted"}

    @cached_property
    def manifests(self) -> list[dict]:
        """The manifest of each snapshot, in the order of review.yml."""
        return [snapshots.manifest_of(self.project.raw / name) for name in self.protocol.review.snapshots]

    @cached_property
    def _collected(self) -> list[pd.DataFrame]:
        return [snapshots.load(self.project.raw / name) for name in self.protocol.review.snapshots]

    @cached_property
    def united(self) -> screening.United:
        """The records of all snapshots united: `.records`, `.aliases`, `.origins`, `.possible_duplicates`."""
        return screening.unite(self._collected, screening.read_duplicates(self.project.coding))

    @property
    def records(self) -> pd.DataFrame:
        """Records: one row a publication, all snapshots united."""
        return self.united.records

    @property
    def aliases(self) -> pd.DataFrame:
        """Which ids mean the same record, and the facts that say so: alias, record_id, reason."""
        return self.united.aliases

    @property
    def possible_duplicates(self) -> pd.DataFrame:
        """Records that are alike and were not united, for a person to decide in data/raw/coding/duplicates.csv."""
        return self.united.possible_duplicates

    @property
    def retracted(self) -> pd.DataFrame:
        """Retracted records with the PMIDs of their notices."""
        return screening.retractions(self.records)

    @property
    def systematic(self) -> bool:
        """Whether every record was searched for, so that an empty cell is a finding."""
        return all(screening.is_searched(m) for m in self.manifests if screening.adds_records(m))

    @property
    def searched(self) -> bool:
        """Whether any snapshot was searched for, so that a PRISMA diagram is due."""
        return any(screening.is_searched(m) for m in self.manifests)

    @cached_property
    def machine(self) -> tagging.Tagged:
        """What the machine read by itself: `.tags` and `.findings`, people's decisions unseen."""
        return tagging.tag(self.records, self.protocol.vocabulary)

    @property
    def tags(self) -> pd.DataFrame:
        """Tags: one row a tag, with the words it was read from."""
        return self.machine.tags

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """Decisions of every coder, as logged, each about the record_id that stands for its record today."""
        return self._kept(coding.read_decisions(self.project.coding), "record_id")

    @cached_property
    def standing(self) -> pd.DataFrame:
        """The main coder's decisions that stand."""
        return coding.current(self.decisions, [self.protocol.review.coding.main])

    @cached_property
    def links(self) -> pd.DataFrame:
        """Which record is a report or protocol of which study."""
        return self._kept(coding.read_links(self.project.coding), "record_id", "study_id")

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Numbers taken by hand (effects.csv)."""
        return self._kept(coding.read_effects(self.project.coding), "record_id")

    @cached_property
    def appraisals(self) -> pd.DataFrame:
        """Appraisals: risk of bias as people judged it from full texts (appraisals.csv); empty where nobody did."""
        return coding.read_appraisals(self.project.coding, self.studies)

    @cached_property
    def harms(self) -> pd.DataFrame:
        """Harms: people's where a record was coded, else the machine's; a record without a row did not report."""
        machine = coding.machine_harms(self.tags, self.standing["record_id"])
        return Harms.conform(pd.concat([coding.coded_harms(self.standing), machine], ignore_index=True))

    @cached_property
    def harms_summary(self) -> pd.DataFrame:
        """HarmsSummary: for each population who looked for harms, who reported, and events over people treated."""
        return evidence.harms_summary(self.harms, self.studies, self.protocol.vocabulary, self.protocol.strength)

    @cached_property
    def studies(self) -> pd.DataFrame:
        """Studies: one row a study, the best value of each facet and who said so."""
        review = self.protocol.review
        return coding.build_studies(
            self.records, self.tags, self.standing, self.links, review.eligibility, self.protocol.strength
        )

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Findings: people's where a record was coded, else the machine's, each with its sentence where found."""
        vocabulary = self.protocol.vocabulary
        facets = coding.facet_values(self.records["record_id"], self.tags, self.standing).set_index("record_id")
        comparators = {r: tuple(c) for r, c in facets["comparator"].items() if isinstance(c, list | tuple)}
        coded = coding.coded_findings(self.standing, self.effects, comparators, vocabulary)
        coded = tagging.locate(coded, self.records, vocabulary)
        read = set(self.standing["record_id"])
        machine = self.machine.findings
        machine = machine[~machine["record_id"].isin(read)]
        return Findings.conform(pd.concat([coded, machine], ignore_index=True))

    @cached_property
    def votes(self) -> pd.DataFrame:
        """Votes: what each study says for each population, outcome and contrast, or why it casts no vote."""
        return self._votes_by()

    def _votes_by(self, *facets: str) -> pd.DataFrame:
        tables = (self.studies, self.findings, self.links, self.appraisals)
        return evidence.gather_votes(*tables, self.protocol.vocabulary, self.protocol.strength, facets)

    @cached_property
    def study_effects(self) -> pd.DataFrame:
        """One comparable effect a study, outcome and contrast, or why there is none."""
        return evidence.study_effects(self.effects, self.findings, self.studies, self.protocol.vocabulary)

    @cached_property
    def _cells(self) -> pd.DataFrame:
        usable = self.study_effects[self.study_effects["g"].notna()]
        protocol = self.protocol
        return evidence.build_cells(
            self.votes, self.studies, self.findings, usable, protocol.vocabulary, protocol.strength
        )

    @cached_property
    def tagging_error(self) -> accuracy.TaggingError | None:
        """How often codes are wrong, as measured (protocol/tagging_error.json); None where nobody measured it."""
        return accuracy.load_error(self.project.protocol)

    @cached_property
    def recounted(self) -> evidence.Recount | None:
        """What every study says in each draw of the true codes; None where no coding error was measured."""
        if self.tagging_error is None:
            return None
        rules = (self.protocol.review.eligibility, self.protocol.strength)
        tables = (self.studies, self.findings, self.tagging_error, self.protocol.vocabulary, rules)
        asked = self._cells[["outcome", "contrast"]].itertuples(index=False, name=None)
        return evidence.recounted(*tables, wanted=asked, appraisals=self.appraisals)

    @cached_property
    def stability(self) -> pd.DataFrame:
        """Stability: in what share of draws of coding error each verdict stands, and what else it turns into."""
        if self.recounted is None:
            return Stability.conform(self._cells[["population", "outcome", "contrast", "strength", "direction"]])
        note = evidence.note_on(self.tagging_error, self.studies)
        rules = (self.protocol.vocabulary, self.protocol.strength)
        return evidence.stability(self._cells, self.votes, self.recounted, *rules, note)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Cells: one row a population × outcome × contrast, with its verdict, the reasons and its coding stability."""
        return self._cells.assign(stability=self.stability["stability"].to_numpy())

    @cached_property
    def swim(self) -> pd.DataFrame:
        """Swim: sign tests with their bounds, intervals and exploratory combined p of each cell."""
        return evidence.swim(self.votes, self.findings)

    def cells_by(self, *facets: str) -> pd.DataFrame:
        """Cells, split further by facets of the studies, whose columns stand at the right.

        `facets`: intervention (technique), purpose (prevention | treatment), life_stage, sex, comparator, country,
        time_band. Raises InputError for another.

        >>> review.cells_by("intervention", "time_band")  # doctest: +SKIP
        """
        usable = self.study_effects[self.study_effects["g"].notna()]
        protocol = self.protocol
        return evidence.build_cells(
            self._votes_by(*facets), self.studies, self.findings, usable, protocol.vocabulary, protocol.strength, facets
        )

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Claims: one row an atomic claim, with its verdict on two axes."""
        tables = (self.votes, self.studies, self.findings, self.cells)
        return claims.build_claims(self.protocol, *tables, self.recounted)

    @cached_property
    def flow(self) -> pd.DataFrame:
        """The counts of the flow of records: box, label, n, parent, reason, arm, kind."""
        rules = self.protocol.review.eligibility
        return screening.flow(self.manifests, self.united.origins, self.records, self.studies, rules)

    def _kept(self, frame: pd.DataFrame, *names: str) -> pd.DataFrame:
        return frame.assign(**{name: screening.as_kept(frame[name], self.aliases) for name in names})

    def cell(self, population: str, outcome: str, contrast: str = "efficacy") -> object:
        """One cell by its codes, shown well in JupyterLab; `.behind` has its studies and their sentences."""
        from touchstone import views

        return views.cell_view(self, population, outcome, contrast)

    def claim(self, claim_id: str) -> object:
        """One claim by its id, shown well in JupyterLab; `.behind` has the sentences."""
        from touchstone import views

        return views.claim_view(self, claim_id)

    def study(self, study_id: str) -> object:
        """One study by its id, shown well in JupyterLab; `.behind` has its results."""
        from touchstone import views

        return views.study_view(self, study_id)

    def label(self, facet: str, code: str) -> str:
        """The label people read for a code of the vocabulary."""
        return label_of(self.protocol.vocabulary, facet, code)


def open_review(path: str | Path | None = None) -> Review:
    """The review at `path`, else at TOUCHSTONE_PROJECT, else the one the working directory belongs to.

    Raises InputError, naming file, place and mend, where the protocol or a snapshot cannot be used.
    """
    return Review(find_project(path))
