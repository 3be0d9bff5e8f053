"""Carry out a moderator's decision on one comment."""

import structlog
from sqlalchemy import Connection

from service.domain.comment import DECIDED, MACHINES, Comment, Decision, Status, Teaching, may_become
from service.domain.errors import ForbiddenTransition, NotFound, StaleVersion
from service.queue import Work
from service.services import Services
from service.storage import comments, history
from service.usecases import transition
from service.usecases.learn import learn
from service.usecases.transition import Change

log = structlog.get_logger()


def decide(
    services: Services,
    comment: str,
    decision: Decision,
    *,
    actor: str,
    reason: str = "",
    seen: int | None = None,
    campaign: str | None = None,
    teaching: Teaching = Teaching.LEARN,
) -> Comment:
    """Decide, on the version that was `seen` if one is given. The present status again changes nothing.

    `campaign` is given when the decision is on all of a campaign, of which this comment is one. With `teaching` set to
    skip, the site's model does not learn from it.
    Raises `NotFound`, `StaleVersion` and `ForbiddenTransition`; the last two carry the `current` status and version.
    """
    with services.database.begin() as tx:
        before = _get(tx, comment)
        if seen is not None and seen != before.version:
            raise _stale(before)
        to = _wanted(tx, before, decision, campaign=campaign)
        if to is before.status:
            return before
        change = Change(
            comment=before, to=to, actor=actor, action=decision, reason=reason, campaign=campaign, teaching=teaching
        )
        after, taught = _change(services, tx, change)
    _tell(services, after, decision, taught=taught)
    return after


def _change(services: Services, tx: Connection, change: Change) -> tuple[Comment, int]:
    """The comment as it is now, and how many entries of the log there are to learn."""
    after = transition.apply(services, tx, change)
    if after is None:
        raise _stale(_get(tx, change.comment.id))
    return after, learn(services, tx, after, actor=change.actor)


def _tell(services: Services, after: Comment, decision: Decision, *, taught: int) -> None:
    _hint(services, after, taught=taught)
    services.metrics.decided.labels(after.site, decision).inc()
    log.info("comment.decided", comment=after.id, decision=decision, status=after.status, version=after.version)


def _hint(services: Services, comment: Comment, *, taught: int) -> None:
    """Wake who has something to do now; `taught` is how many entries of the log there are to learn."""
    if taught or comment.status is Status.RECEIVED:
        services.hints.hint(Work.JUDGE)
    if comment.status is not Status.RECEIVED:
        services.hints.hint(Work.DELIVER)


def _get(tx: Connection, comment: str) -> Comment:
    found = comments.get(tx, comment)
    if found is None:
        raise NotFound("There is no comment with this id.")
    return found


def _wanted(tx: Connection, comment: Comment, decision: Decision, *, campaign: str | None) -> Status:
    """What the comment becomes. Raises `ForbiddenTransition`."""
    if decision is Decision.UNDO:
        return _undone(tx, comment, campaign=campaign)
    to = DECIDED[decision]
    if to is not comment.status and not may_become(comment.status, to):
        raise _forbidden(comment, f"A comment that is {comment.status} cannot become {to}.")
    return to


def _undone(tx: Connection, comment: Comment, *, campaign: str | None) -> Status:
    """What the last decision was made on; the present status once it is undone, so that a retry changes nothing."""
    entries = history.of(tx, comment.id)
    if entries and entries[-1].action == Decision.UNDO:
        return comment.status
    if not entries or entries[-1].actor in MACHINES or entries[-1].before is None:
        raise _forbidden(comment, "There is no decision to undo: the last word on this comment was the machine's.")
    if campaign is not None and entries[-1].campaign != campaign:
        raise _forbidden(comment, "The last decision on this comment was not one on its campaign.")
    return entries[-1].before


def _stale(current: Comment) -> StaleVersion:
    return StaleVersion(
        f"It is {current.status} now, version {current.version}. Look at it again before you decide.",
        current=_current(current),
    )


def _forbidden(current: Comment, detail: str) -> ForbiddenTransition:
    return ForbiddenTransition(detail, current=_current(current))


def _current(comment: Comment) -> dict[str, object]:
    return {"status": comment.status, "version": comment.version}
