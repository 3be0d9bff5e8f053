"""The log of what each site's model is taught: appending to it, and reading what counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update

from service.domain.sample import Entry, Label, Lesson, Sample
from service.domain.verdict import Evidence
from service.storage.comments import evidence_of, evidence_text
from service.storage.database import Database
from service.storage.schema import comments, models, samples

_LEARNED = samples.c.kind.in_(tuple(Label))
_later = samples.alias("later")


def next_number(tx: Connection, site: str, *, database: Database) -> int:
    """The number of the site's next entry. Nobody else gets one for this site before the transaction ends."""
    count_up = update(models).where(models.c.site == site).values(version=models.c.version + 1)
    given = tx.execute(count_up.returning(models.c.version)).scalar()
    if given is None:
        tx.execute(database.insert(models).values(site=site, version=0).on_conflict_do_nothing())
        given = tx.execute(count_up.returning(models.c.version)).scalar_one()
    return int(given)


def append(
    tx: Connection,
    kind: Entry,
    *,
    site: str,
    number: int,
    actor: str,
    at: datetime,
    comment: str | None = None,
    evidence: Sequence[Evidence] = (),
    takes_back: int | None = None,
) -> None:
    """Add one entry, under the number that `next_number` has given."""
    entry = {"site": site, "number": number, "kind": kind, "comment": comment, "takes_back": takes_back}
    tx.execute(insert(samples).values(**entry, evidence=evidence_text(evidence), actor=actor, at=at))


def standing(tx: Connection, comment: str) -> Sample | None:
    """The sample that was made of the comment and not taken back. A reset leaves it as it is."""
    found = select(samples.c.number, samples.c.kind).where(samples.c.comment == comment, _LEARNED, ~_taken_back())
    row = tx.execute(found).one_or_none()
    return Sample(number=row.number, label=Label(row.kind)) if row else None


def standing_reset(tx: Connection, site: str, *, until: int) -> int:
    """The number of the last reset that was not taken back; nought where there is none."""
    resets = (samples.c.site == site, samples.c.kind == Entry.RESET, samples.c.number <= until)
    return tx.execute(select(func.max(samples.c.number)).where(*resets, ~_taken_back(until))).scalar() or 0


def versions(tx: Connection) -> dict[str, int]:
    """How far the log of each site goes."""
    return {row.site: row.version for row in tx.execute(select(models.c.site, models.c.version))}


def counting(tx: Connection, site: str, *, until: int) -> dict[Label, int]:
    """How many samples of each label count when the log ends with `until`."""
    found = select(samples.c.kind, func.count()).where(*_counting(tx, site, after=0, until=until))
    return {Label(row[0]): row[1] for row in tx.execute(found.group_by(samples.c.kind))}


def last_at(tx: Connection, site: str) -> datetime | None:
    """When the last entry was appended."""
    newest = select(samples.c.at).where(samples.c.site == site).order_by(samples.c.number.desc()).limit(1)
    at: datetime | None = tx.execute(newest).scalar()
    return at


def lessons(tx: Connection, site: str, *, after: int, until: int, limit: int) -> list[Lesson]:
    """What counts of the entries behind `after`, oldest first, in the eyes of the log that ends with `until`."""
    found = (
        select(samples.c.number, samples.c.kind, samples.c.evidence, comments.c.body)
        .join(comments, comments.c.id == samples.c.comment)
        .where(*_counting(tx, site, after=after, until=until))
        .order_by(samples.c.number)
        .limit(limit)
    )
    return [
        Lesson(number=row.number, label=Label(row.kind), body=row.body, evidence=evidence_of(row.evidence))
        for row in tx.execute(found)
    ]


def still_counts(tx: Connection, site: str, *, version: int, until: int) -> bool:
    """Whether a model that has read the log up to `version` may go on from there to `until`.

    It may not when something that it has learned was taken back since, or all of it by a reset.
    """
    newer = (samples.c.site == site, samples.c.number > version, samples.c.number <= until)
    taken = select(samples.c.number).where(*newer, samples.c.takes_back <= version)
    return tx.execute(taken.limit(1)).first() is None and standing_reset(tx, site, until=until) <= version


def _counting(tx: Connection, site: str, *, after: int, until: int) -> Sequence[ColumnElement[bool]]:
    since = max(after, standing_reset(tx, site, until=until))
    numbers = (samples.c.number > since, samples.c.number <= until)
    return samples.c.site == site, *numbers, _LEARNED, ~_taken_back(until)


def _taken_back(until: int | None = None) -> ColumnElement[bool]:
    taking = select(_later.c.number).where(_later.c.site == samples.c.site, _later.c.takes_back == samples.c.number)
    return exists(taking if until is None else taking.where(_later.c.number <= until))
