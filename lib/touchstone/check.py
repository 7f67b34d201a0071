"""Every problem of a review's protocol, snapshots and decisions, each with file, place and mend."""

from __future__ import annotations

from touchstone import accuracy, coding, protocol, screening, snapshots
from touchstone.errors import InputError
from touchstone.project import Project
from touchstone.protocol import Protocol
from touchstone.review import Review


def problems_of(project: Project) -> list[str]:
    """Problems of the review in `project`, one line each; empty where all is in order.

    Claims, decisions and links are held against the records only once the protocol and the snapshots can be read.
    """
    found = protocol.problems_of(project.protocol)
    if found:
        return found
    review = Review(project)
    for name in review.protocol.review.snapshots:
        try:
            found += snapshots.problems_of(project.raw / name)
        except InputError as error:
            found.append(str(error))
    if found:
        return found
    try:
        records = set(review.records["record_id"]) | set(review.aliases["alias"])
    except InputError as error:
        return [str(error)]
    found += coding.problems_of(project.coding, records, review.protocol.vocabulary)
    found += screening.duplicate_problems(project.coding, records)
    found += _stale_error(review)
    found += _claims_without_records(review.protocol, records)
    if not found:
        found += coding.appraisal_problems(project.coding, review.studies)
        found += _claims_without_findings(review)
    return found


def _stale_error(review: Review) -> list[str]:
    try:
        error = review.tagging_error
    except InputError as fault:
        return [str(fault)]
    return [] if error is None else accuracy.stale(error, review.protocol.vocabulary, review.project.coding)


def _claims_without_findings(review: Review) -> list[str]:
    known = set(review.findings["finding_id"])
    return [
        f"protocol/claims.yml: claims.{claim_id}.only_findings: there is no finding {finding!r}; mend the id"
        for claim_id, claim in review.protocol.claims.claims.items()
        for finding in claim.only_findings
        if finding not in known
    ]


def _claims_without_records(loaded: Protocol, records: set[str]) -> list[str]:
    found = []
    for claim_id, claim in loaded.claims.claims.items():
        named = {"only_studies": claim.only_studies, "context": [study.record for study in claim.context]}
        named["cites"] = [cited.record for cited in claim.cites if cited.record]
        for key, ids in named.items():
            found += [
                f"protocol/claims.yml: claims.{claim_id}.{key}: record {record!r} is in no snapshot; mend the id"
                for record in ids
                if record not in records
            ]
    return found
