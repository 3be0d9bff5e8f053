"""The comments of one campaign, on the sites of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, tuple_

from service.domain.comment import JUDGE, Comment, Decision, Status
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.paging import Position, before
from service.storage.schema import comments, history, sketches

# Larger campaigns are told as so large at least.
MOST_COUNTED = 1_000

_joined = sketches.join(comments, comments.c.id == sketches.c.comment)
_order = tuple_(sketches.c.received_at, sketches.c.comment)


@dataclass(frozen=True, slots=True)
class Member:
    """One comment of a campaign, and its site."""

    comment: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many authors, pages and sites the newest comments of a campaign have, wherever they are."""

    authors: int
    pages: int
    sites: int


def listed(tx: Connection, campaign: str, *, sites: Sequence[str], after: Position | None, limit: int) -> list[Comment]:
    """Comments of the campaign, newest first, from behind `after`."""
    found = select(*COMMENT_COLUMNS).select_from(_joined).where(*_theirs(campaign, sites), *before(after, order=_order))
    found = found.order_by(sketches.c.received_at.desc(), sketches.c.comment.desc()).limit(limit)
    return [comment_of(row) for row in tx.execute(found)]


def counts(tx: Connection, campaign: str, *, sites: Sequence[str]) -> dict[Status, int]:
    """How many of the newest of them are in each status."""
    found = select(comments.c.status).select_from(_joined).where(*_theirs(campaign, sites))
    newest = found.order_by(sketches.c.received_at.desc()).limit(MOST_COUNTED).subquery()
    counted = select(newest.c.status, func.count()).group_by(newest.c.status)
    return {Status(row[0]): row[1] for row in tx.execute(counted)}


def total(tx: Connection, campaign: str, *, sites: Sequence[str]) -> int:
    """How many they are, all counted."""
    return tx.execute(select(func.count()).select_from(sketches).where(*_theirs(campaign, sites))).scalar_one()


def others_than(tx: Connection, campaign: str, status: Status, *, sites: Sequence[str]) -> list[Member]:
    """Those in another status, oldest first."""
    found = select(comments.c.id, comments.c.site).select_from(_joined)
    return _members(tx, found.where(*_theirs(campaign, sites), comments.c.status != status))


def decided_together(tx: Connection, campaign: str, *, sites: Sequence[str]) -> list[Member]:
    """Those whose last change was a decision on the whole campaign, oldest first."""
    last = and_(history.c.comment == comments.c.id, history.c.version == comments.c.version)
    joined = _joined.join(history, last)
    together = (history.c.campaign == campaign, history.c.action != Decision.UNDO)
    return _members(
        tx, select(comments.c.id, comments.c.site).select_from(joined).where(*_theirs(campaign, sites), *together)
    )


def taken_for_spam(tx: Connection, campaign: str, *, sites: Sequence[str], limit: int) -> list[Comment]:
    """Those that the judge put with the spam, with a word of the campaign in it; newest first."""
    last = and_(history.c.comment == comments.c.id, history.c.version == comments.c.version)
    by_the_judge = (comments.c.status == Status.SPAM, history.c.actor == JUDGE)
    found = select(*COMMENT_COLUMNS).select_from(_joined.join(history, last))
    found = found.where(*_theirs(campaign, sites), *by_the_judge, comments.c.evidence.contains('"check":"campaign"'))
    return [comment_of(row) for row in tx.execute(found.order_by(sketches.c.received_at.desc()).limit(limit))]


def reach(tx: Connection, campaign: str) -> Reach:
    """How far it reaches; of a large campaign, only its newest comments count."""
    newest = select(sketches.c.comment).where(sketches.c.campaign == campaign)
    newest = newest.order_by(sketches.c.received_at.desc()).limit(MOST_COUNTED)
    columns = (comments.c.author_key, comments.c.site, comments.c.page)
    rows = tx.execute(select(*columns).where(comments.c.id.in_(newest))).all()
    return Reach(
        authors=len({row.author_key for row in rows}),
        pages=len({(row.site, row.page) for row in rows}),
        sites=len({row.site for row in rows}),
    )


def _theirs(campaign: str, sites: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return sketches.c.campaign == campaign, sketches.c.site.in_(sites)


def _members(tx: Connection, found: Select[str, str]) -> list[Member]:
    rows = tx.execute(found.order_by(sketches.c.received_at, sketches.c.comment))
    return [Member(row.id, row.site) for row in rows]
