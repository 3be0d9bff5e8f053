"""Idempotency keys are columns of the comments they made, forgotten after a day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from service.storage.schema import comments


def expired(tx: Connection, *, before: datetime, limit: int) -> list[str]:
    """Comments whose key is older than `before`, oldest first."""
    old = (comments.c.idempotency_key.is_not(None), comments.c.received_at < before)
    return list(tx.execute(select(comments.c.id).where(*old).order_by(comments.c.received_at).limit(limit)).scalars())


def forget(tx: Connection, ids: Sequence[str]) -> None:
    """Forget these comments' keys, so that they may be used again."""
    gone = {"idempotency_key": None, "fingerprint": None}
    tx.execute(update(comments).where(comments.c.id.in_(ids)).values(gone))
