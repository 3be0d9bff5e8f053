"""The history of comments: one entry a transition, appended in the transaction that makes it."""

from sqlalchemy import Connection, insert, select

from service.domain.comment import Status, Transition
from service.storage.schema import history


def append(tx: Connection, transition: Transition) -> None:
    """Add one entry."""
    tx.execute(
        insert(history).values(
            comment=transition.comment,
            version=transition.version,
            at=transition.at,
            actor=transition.actor,
            action=transition.action,
            before=transition.before,
            after=transition.after,
            reason=transition.reason,
        )
    )


def of(tx: Connection, comment: str) -> list[Transition]:
    """A comment's entries, oldest first, without its arrival, which the comment's own row tells."""
    found = tx.execute(select(history).where(history.c.comment == comment).order_by(history.c.version))
    return [Transition(**{**row._mapping, "before": Status(row.before), "after": Status(row.after)}) for row in found]
