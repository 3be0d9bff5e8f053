"""Sketches of texts: kept for a season, found by their bands, forgotten."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, union_all, update

from service.domain.comment import Comment
from service.domain.minhash import BANDS, Sketch
from service.storage.schema import bands, sketches

# However many comments share a band, so many are looked at: the newest, and of those the ones that share most bands.
NEWEST_OF_A_BAND = 5
MOST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """The sketch of an earlier comment, and the campaign that it is in, if it is in one."""

    comment: str
    sketch: Sketch
    campaign: str | None


def kept(tx: Connection, ids: Sequence[str]) -> set[str]:
    """Those of these comments that have been through this before."""
    return set(tx.execute(select(sketches.c.comment).where(sketches.c.comment.in_(ids))).scalars())


def keep(tx: Connection, sketch: Sketch, *, comment: Comment, campaign: str | None) -> None:
    """Keep the sketch of a comment."""
    row = {"comment": comment.id, "site": comment.site, "received_at": comment.received_at}
    tx.execute(insert(sketches).values(**row, campaign=campaign, bins=sketch.bins))
    found_by = {"received_at": comment.received_at, "comment": comment.id}
    tx.execute(insert(bands), [{"band": band, **found_by} for band in sketch.bands()])


def neighbours(tx: Connection, sketch: Sketch) -> list[Kept]:
    """Some earlier comments whose texts may be like this one; those whose texts are very like it are among them."""
    keys = {f"band_{number}": band for number, band in enumerate(sketch.bands())}
    shared = Counter(map(tuple, tx.execute(_NEWEST_OF_EACH_BAND, keys)))
    return [Kept(one, Sketch(bins), campaign) for (one, bins, campaign), _ in shared.most_common(MOST_COMPARED)]


def join(tx: Connection, comment: str, *, campaign: str) -> None:
    """Note that an earlier comment is in a campaign."""
    tx.execute(update(sketches).where(sketches.c.comment == comment).values(campaign=campaign))


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
    rows = [
        {"b_band": band, "b_at": at, "b_comment": comment} for comment, at, sketch in old for band in sketch.bands()
    ]
    tx.execute(_FORGET_BAND, rows)
    gone = sketches.c.comment.in_([comment for comment, *_ in old])
    tx.execute(delete(sketches).where(gone, sketches.c.campaign.is_(None)))
    tx.execute(update(sketches).where(gone).values(bins=None))


def _newest_of(number: int) -> Select[str]:
    found = select(bands.c.comment).where(bands.c.band == bindparam(f"band_{number}"))
    newest = found.order_by(bands.c.received_at.desc()).limit(NEWEST_OF_A_BAND).subquery()
    return select(newest.c.comment)


_newest = union_all(*(_newest_of(number) for number in range(BANDS))).subquery()
_NEWEST_OF_EACH_BAND = select(sketches.c.comment, sketches.c.bins, sketches.c.campaign).join(
    _newest, _newest.c.comment == sketches.c.comment
)
_FORGET_BAND = delete(bands).where(
    bands.c.band == bindparam("b_band"),
    bands.c.received_at == bindparam("b_at"),
    bands.c.comment == bindparam("b_comment"),
)
