"""Campaigns: who is in one, how far it has spread, and what moderators said of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from service.domain.campaign import Membership, Spread
from service.domain.comment import MACHINES, Comment, Decision, Status
from service.storage.database import Database
from service.storage.schema import campaign_decisions, campaigns, comments, history, sketches

# A campaign may have any size, and one more comment of it must cost no more for that.
NEWEST = 50

_LAST_ENTRY = and_(history.c.comment == comments.c.id, history.c.version == comments.c.version)


def begin(tx: Connection, campaign: str, *, at: datetime) -> None:
    """Begin a campaign of one comment."""
    tx.execute(insert(campaigns).values(id=campaign, began_at=at, size=1))


def grow(tx: Connection, campaign: str) -> None:
    """Count one more comment."""
    tx.execute(update(campaigns).where(campaigns.c.id == campaign).values(size=campaigns.c.size + 1))


def size(tx: Connection, campaign: str) -> int | None:
    """How many comments are in it; none when there is no such campaign."""
    found: int | None = tx.execute(select(campaigns.c.size).where(campaigns.c.id == campaign)).scalar()
    return found


def memberships(tx: Connection, ids: Iterable[str]) -> dict[str, Membership]:
    """The campaigns of those of these comments that are in one."""
    joined = sketches.join(campaigns, campaigns.c.id == sketches.c.campaign)
    found = select(sketches.c.comment, campaigns.c.id, campaigns.c.size).select_from(joined)
    rows = tx.execute(found.where(sketches.c.comment.in_(list(ids))))
    return {row.comment: Membership(id=row.id, size=row.size) for row in rows}


def spread(tx: Connection, comment: Comment, *, now: datetime) -> Spread | None:
    """How far the comment's campaign had spread when it came, and what was said of it by `now`; none when in none."""
    campaign = tx.execute(select(sketches.c.campaign).where(sketches.c.comment == comment.id)).scalar()
    if campaign is None:
        return None
    own = (comment.site, comment.text_key)
    copies = [row for row in _newest_before(tx, comment, campaign, now) if (row.site, row.text_key) != own]
    words = [row.action for row in copies if row.actor not in MACHINES]
    said = decisions(tx, campaign, now=now)
    return Spread(
        decided=said.pop(comment.site, None),
        against=sum(status is Status.SPAM for status in said.values()),
        copies=len(copies),
        spam=words.count(Decision.SPAM),
        approved=words.count(Decision.APPROVE),
        authors=len({comment.author_key, *(row.author_key for row in copies)}),
        pages=len({(comment.site, comment.page), *((row.site, row.page) for row in copies)}),
        sites=len({comment.site, *(row.site for row in copies)}),
    )


def _newest_before(tx: Connection, comment: Comment, campaign: str, now: datetime) -> Sequence[Any]:
    """The newest comments before this one, each with the last entry of its history if that was made by `now`."""
    newest = (
        select(sketches.c.comment)
        .where(sketches.c.campaign == campaign, sketches.c.received_at <= comment.received_at)
        .where(sketches.c.comment != comment.id)
        .order_by(sketches.c.received_at.desc(), sketches.c.comment.desc())
        .limit(NEWEST)
        .subquery()
    )
    columns = (comments.c.site, comments.c.page, comments.c.author_key, comments.c.text_key)
    joined = newest.join(comments, comments.c.id == newest.c.comment)
    joined = joined.outerjoin(history, and_(_LAST_ENTRY, history.c.at <= now))
    return tx.execute(select(*columns, history.c.actor, history.c.action).select_from(joined)).all()


def decisions(tx: Connection, campaign: str, *, now: datetime) -> dict[str, Status]:
    """What moderators had said of the campaign as a whole by `now`, by site."""
    said = select(campaign_decisions).where(campaign_decisions.c.campaign == campaign, campaign_decisions.c.at <= now)
    return {row.site: Status(row.status) for row in tx.execute(said)}


def record(
    tx: Connection, campaign: str, *, sites: Sequence[str], status: Status | None, at: datetime, database: Database
) -> None:
    """Keep what the moderators of these sites say of the campaign from now on; none takes it back."""
    theirs = (campaign_decisions.c.campaign == campaign, campaign_decisions.c.site.in_(sites))
    tx.execute(delete(campaign_decisions).where(*theirs))
    if status is not None:
        rows = [{"campaign": campaign, "site": site, "status": status, "at": at} for site in sites]
        tx.execute(database.insert(campaign_decisions).on_conflict_do_nothing(), rows)
