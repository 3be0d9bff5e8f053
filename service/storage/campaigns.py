"""Campaigns: who is in one, how far it has spread, and what moderators said of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from service.domain.campaign import Membership, Spread
from service.domain.comment import MACHINES, Comment, Decision, Status
from service.storage.database import Database
from service.storage.schema import campaign_decisions, campaigns, comments, history, sketches

# A campaign may have any size, and one more comment of it must cost no more for that.
NEWEST = 50

_LAST_ENTRY = and_(history.c.comment == comments.c.id, history.c.version == comments.c.version)


def begin(tx: Connection, began: Collection[str], *, at: datetime) -> None:
    """Begin campaigns of one comment each."""
    if began:
        tx.execute(insert(campaigns), [{"id": campaign, "began_at": at, "size": 1} for campaign in began])


def grow(tx: Connection, by: Mapping[str, int]) -> None:
    """Count so many more comments in each campaign."""
    if by:
        tx.execute(_GROW, [{"b_id": campaign, "more": more} for campaign, more in by.items()])


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


def spreads(tx: Connection, found: Sequence[Comment], *, now: datetime) -> dict[str, Spread]:
    """How far the campaigns of those comments that are in one had spread when they came, and what was said by `now`."""
    ids = [one.id for one in found]
    grouped = sketches.c.comment.in_(ids), sketches.c.campaign.is_not(None)
    theirs = {
        row.comment: row.campaign for row in tx.execute(select(sketches.c.comment, sketches.c.campaign).where(*grouped))
    }
    if not theirs:
        return {}
    said = decisions(tx, set(theirs.values()), now=now)
    copies = _newest_before(tx, list(theirs), now)
    return {
        one.id: _spread(one, copies.get(one.id, ()), said.get(theirs[one.id], {})) for one in found if one.id in theirs
    }


def _spread(comment: Comment, before: Sequence[Any], said: Mapping[str, Status]) -> Spread:
    own = (comment.site, comment.text_key)
    copies = [row for row in before if (row.site, row.text_key) != own]
    words = [row.action for row in copies if row.actor not in MACHINES]
    return Spread(
        decided=said.get(comment.site),
        against=sum(site != comment.site and status is Status.SPAM for site, status in said.items()),
        copies=len(copies),
        spam=words.count(Decision.SPAM),
        approved=words.count(Decision.APPROVE),
        authors=len({comment.author_key, *(row.author_key for row in copies)}),
        pages=len({(comment.site, comment.page), *((row.site, row.page) for row in copies)}),
        sites=len({comment.site, *(row.site for row in copies)}),
    )


def _newest_before(tx: Connection, ids: Sequence[str], now: datetime) -> dict[str, list[Any]]:
    """The newest comments before each of these, each with the last entry of its history if that was made by `now`."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in tx.execute(_NEWEST_BEFORE, {"ids": ids, "now": now}):
        if len(found[row.mine]) < NEWEST:
            found[row.mine].append(row)
    return found


def decisions(tx: Connection, asked: Collection[str], *, now: datetime) -> dict[str, dict[str, Status]]:
    """What moderators had said of each of these campaigns as a whole by `now`, by site."""
    theirs = campaign_decisions.c.campaign.in_(asked), campaign_decisions.c.at <= now
    said: dict[str, dict[str, Status]] = defaultdict(dict)
    for row in tx.execute(select(campaign_decisions).where(*theirs)):
        said[row.campaign][row.site] = Status(row.status)
    return said


def record(
    tx: Connection, campaign: str, *, sites: Sequence[str], status: Status | None, at: datetime, database: Database
) -> None:
    """Keep what the moderators of these sites say of the campaign from now on; none takes it back."""
    theirs = (campaign_decisions.c.campaign == campaign, campaign_decisions.c.site.in_(sites))
    tx.execute(delete(campaign_decisions).where(*theirs))
    if status is not None:
        rows = [{"campaign": campaign, "site": site, "status": status, "at": at} for site in sites]
        tx.execute(database.insert(campaign_decisions).on_conflict_do_nothing(), rows)


_GROW = update(campaigns).where(campaigns.c.id == bindparam("b_id"))
_GROW = _GROW.values(size=campaigns.c.size + bindparam("more"))

_mine, _other, _counted = sketches.alias("mine"), sketches.alias("other"), sketches.alias("counted")


def _before(other: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        other.c.campaign == _mine.c.campaign,
        other.c.received_at <= _mine.c.received_at,
        other.c.comment != _mine.c.comment,
    )


# Found by the index on campaign and time, however large the campaign is.
_last = (
    select(type_coerce(_counted.c.received_at, BigInteger))
    .where(*_before(_counted))
    .order_by(_counted.c.received_at.desc())
    .limit(1)
    .offset(NEWEST - 1)
    .correlate(_mine)
    .scalar_subquery()
)
_made_by = and_(_LAST_ENTRY, history.c.at <= bindparam("now", type_=history.c.at.type))
_NEWEST_BEFORE = (
    select(
        _mine.c.comment.label("mine"),
        *(comments.c.site, comments.c.page, comments.c.author_key, comments.c.text_key),
        *(history.c.actor, history.c.action),
    )
    .select_from(
        _mine.join(_other, and_(*_before(_other), _other.c.received_at >= func.coalesce(_last, 0)))
        .join(comments, comments.c.id == _other.c.comment)
        .outerjoin(history, _made_by)
    )
    .where(_mine.c.comment.in_(bindparam("ids", expanding=True)))
    .order_by(_mine.c.comment, _other.c.received_at.desc(), _other.c.comment.desc())
)
