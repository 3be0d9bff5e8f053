"""Sketches of texts: kept for a season, found by their bands, forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Connection, and_, bindparam, delete, func, select, type_coerce, update

from service.domain.comment import Comment
from service.domain.crowd import NEWEST_OF_A_BAND, Kept
from service.domain.minhash import Sketch
from service.storage.database import Database
from service.storage.prepared import Prepared
from service.storage.schema import bands, sketches


def known(tx: Connection, ids: Sequence[str]) -> set[str]:
    """Those of these comments that have been through this before."""
    return set(tx.execute(select(sketches.c.comment).where(sketches.c.comment.in_(ids))).scalars())


def keep(tx: Connection, came: Sequence[Kept], comments: Mapping[str, Comment]) -> None:
    """Keep the sketches of comments, which are by their ids."""
    if not came:
        return
    dated = [(kept, {"comment": kept.comment, "received_at": comments[kept.comment].received_at}) for kept in came]
    rows = [
        {**when, "site": comments[kept.comment].site, "campaign": kept.campaign, "bins": kept.sketch.bins}
        for kept, when in dated
    ]
    _KEEP.run(tx, rows)
    _KEEP_BAND.run(tx, [{**when, "band": band} for kept, when in dated for band in kept.sketch.bands])


def newest(tx: Connection, asked: Iterable[int], *, database: Database) -> list[tuple[int, Kept]]:
    """The newest comments that each of these bands finds, oldest first; a few more where many came at one instant."""
    wanted = database.each(sorted(set(asked)))
    last = (
        select(type_coerce(_counted.c.received_at, BigInteger))
        .where(_counted.c.band == wanted.c.value)
        .order_by(_counted.c.received_at.desc())
        .limit(1)
        .offset(NEWEST_OF_A_BAND - 1)
        .scalar_subquery()
    )
    newest = and_(bands.c.band == wanted.c.value, bands.c.received_at >= func.coalesce(last, 0))
    joined = wanted.join(bands, newest).join(sketches, sketches.c.comment == bands.c.comment)
    found = select(bands.c.band, sketches.c.comment, sketches.c.bins, sketches.c.campaign).select_from(joined)
    rows = tx.execute(found.order_by(bands.c.received_at, bands.c.comment))
    return [(band, Kept(comment, Sketch(bins), campaign)) for band, comment, bins, campaign in rows]


def join(tx: Connection, joined: Mapping[str, str]) -> None:
    """Note that earlier comments are in campaigns; the campaigns are by comment."""
    _JOIN.run(tx, [{"b_comment": comment, "campaign": campaign} for comment, campaign in joined.items()])


def expired(tx: Connection, *, before: datetime, limit: int) -> list[tuple[str, datetime, Sketch]]:
    """Some of the sketches that were kept before then, with their comments and when those came."""
    columns = (sketches.c.comment, sketches.c.received_at, sketches.c.bins)
    old = select(*columns).where(sketches.c.bins.is_not(None), sketches.c.received_at < before)
    found = tx.execute(old.order_by(sketches.c.received_at).limit(limit))
    return [(row.comment, row.received_at, Sketch(row.bins)) for row in found]


def forget(tx: Connection, old: Sequence[tuple[str, datetime, Sketch]]) -> None:
    """Forget these sketches. Who is in which campaign stays known."""
    if not old:
        return
    rows = [{"b_band": band, "b_at": at, "b_comment": comment} for comment, at, sketch in old for band in sketch.bands]
    tx.execute(_FORGET_BAND, rows)
    gone = sketches.c.comment.in_([comment for comment, *_ in old])
    tx.execute(delete(sketches).where(gone, sketches.c.campaign.is_(None)))
    tx.execute(update(sketches).where(gone).values(bins=None))


_counted = bands.alias("counted")
_KEEP = Prepared(lambda insert: insert(sketches), ("comment", "received_at", "site", "campaign", "bins"))
_KEEP_BAND = Prepared(lambda insert: insert(bands), ("comment", "received_at", "band"))
_join = update(sketches).where(sketches.c.comment == bindparam("b_comment"))
_JOIN = Prepared(lambda _: _join, ("b_comment", "campaign"))
_FORGET_BAND = delete(bands).where(
    bands.c.band == bindparam("b_band"),
    bands.c.received_at == bindparam("b_at"),
    bands.c.comment == bindparam("b_comment"),
)
