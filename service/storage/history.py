"""The history of comments: one entry a transition, appended in the transaction that makes it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, select

from service.domain.comment import Status, Teaching, Transition
from service.storage.prepared import Prepared
from service.storage.schema import history

_NAMES = tuple(field.name for field in fields(Transition))
_APPEND = Prepared(lambda insert: insert(history), _NAMES)


def append(tx: Connection, transitions: Sequence[Transition]) -> None:
    """Add entries."""
    _APPEND.run(tx, [{name: getattr(one, name) for name in _NAMES} for one in transitions])


def of(tx: Connection, comment: str) -> list[Transition]:
    """A comment's entries, oldest first, without its arrival, which the comment's own row tells."""
    found = tx.execute(select(history).where(history.c.comment == comment).order_by(history.c.version))
    return [_transition_of(row) for row in found]


def _transition_of(row: Row[Any]) -> Transition:
    kinds = {"before": Status(row.before), "after": Status(row.after), "teaching": Teaching(row.teaching)}
    return Transition(**{**row._mapping, **kinds})
