"""The history of comments: one entry a transition, appended in the transaction that makes it."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from service.domain.comment import Status, Teaching, Transition
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
            campaign=transition.campaign,
            teaching=transition.teaching,
        )
    )


def of(tx: Connection, comment: str) -> list[Transition]:
    """A comment's entries, oldest first, without its arrival, which the comment's own row tells."""
    found = tx.execute(select(history).where(history.c.comment == comment).order_by(history.c.version))
    return [_transition_of(row) for row in found]


def _transition_of(row: Row[Any]) -> Transition:
    kinds = {"before": Status(row.before), "after": Status(row.after), "teaching": Teaching(row.teaching)}
    return Transition(**{**row._mapping, **kinds})
