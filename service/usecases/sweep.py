"""Find what is overdue and hint again: this is what makes hints dispensable."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.queue import Work
from service.services import Services
from service.storage import claims, deliveries, idempotency, questions, sketches
from service.usecases.resume_decision import resume_decision

KEYS_KEPT = timedelta(hours=24)
KEYS_AT_ONCE = 500
# Who repeats a text after a season is not of the same campaign any more.
SKETCHES_KEPT = timedelta(days=90)
SKETCHES_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many comments wait for the judge, how many questions are due, and at how many hosts something is due."""

    comments: int
    questions: int
    hosts: int


def sweep(services: Services) -> Swept:
    """Hint for whatever waits, and forget idempotency keys after a day and sketches of texts after a season.

    A decision on a campaign that was left goes on. SQLite's log is emptied here as well, as writers in their turns have
    no time for it.
    """
    now = services.clock()
    with services.database.read() as tx:
        found = Swept(
            comments=claims.overdue(tx, now=now),
            questions=questions.overdue(tx, now=now),
            hosts=len(deliveries.due_hosts(tx, now=now)),
        )
    _forget(services, now)
    if found.comments or found.questions:
        services.hints.hint(Work.JUDGE)
    if found.hosts:
        services.hints.hint(Work.DELIVER)
    resume_decision(services)
    services.database.checkpoint()
    return found


def _forget(services: Services, now: datetime) -> None:
    with services.database.read() as tx:
        keys = idempotency.expired(tx, before=now - KEYS_KEPT, limit=KEYS_AT_ONCE)
        old = sketches.expired(tx, before=now - SKETCHES_KEPT, limit=SKETCHES_AT_ONCE)
    if keys or old:
        with services.database.begin() as tx:
            idempotency.forget(tx, keys)
            sketches.forget(tx, old)
