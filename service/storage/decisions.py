"""Comments that moderators have decided on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.comment import DECIDED, MACHINES
from service.storage.schema import comments, history


def decided(tx: Connection, *, site: str, since: datetime | None) -> Sequence[str]:
    """The ids of comments of the site, oldest first, that a moderator ever decided on; undone or not."""
    decision = select(history.c.version).where(
        history.c.comment == comments.c.id, history.c.actor.not_in(MACHINES), history.c.action.in_(DECIDED)
    )
    found = select(comments.c.id).where(comments.c.site == site, decision.exists())
    if since is not None:
        found = found.where(comments.c.received_at >= since)
    return tx.execute(found.order_by(comments.c.received_at, comments.c.id)).scalars().all()
