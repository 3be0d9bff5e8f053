"""What came before comments on their sites: by the same author, from the same network, with the same text.

Each question is asked once for a whole batch, whose comments are in the table themselves. However many comments an
author or a network has sent, only the newest are read.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from service.domain.comment import Status
from service.domain.context import AuthorHistory, Earlier
from service.storage.schema import comments, microseconds

VELOCITY_WINDOW = timedelta(hours=1)
VELOCITY_MOST = 100
REPEAT_WINDOW = timedelta(days=30)
COPIES_MOST = 5
HISTORY_MOST = 1_000
# An approval earns trust when moderators have had a day to think otherwise, not seconds after the machine gave it.
TRUST_AFTER = timedelta(days=1)
_SECOND = 1_000_000
_BETWEEN = ","

_mine, _other, _counted = comments.alias("mine"), comments.alias("other"), comments.alias("counted")
_ASKED = _mine.c.id.in_(bindparam("ids", expanding=True))


def author_histories(tx: Connection, ids: Sequence[str]) -> dict[str, AuthorHistory]:
    """How the earlier comments of these comments' authors ended on the same site. Later ones do not count."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    known: dict[str, bool] = defaultdict(bool)
    for mine, status, number, standing, near in tx.execute(_HISTORIES, {"ids": ids}):
        counts[mine][status] = standing if status == Status.APPROVED else number
        known[mine] |= bool(near)
    return {
        mine: AuthorHistory(
            approved=ended.get(Status.APPROVED, 0),
            rejected=ended.get(Status.REJECTED, 0),
            spam=ended.get(Status.SPAM, 0),
            known_address=known[mine],
        )
        for mine, ended in counts.items()
    }


def author_paces(tx: Connection, ids: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Seconds between the authors' comments of the hour before and these, nearest first."""
    return _paces(tx, _AUTHOR_PACES, ids)


def address_paces(tx: Connection, ids: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Seconds between the networks' comments of the hour before and these, nearest first."""
    return _paces(tx, _ADDRESS_PACES, ids)


def same_texts(tx: Connection, ids: Sequence[str]) -> dict[str, tuple[Earlier, ...]]:
    """The newest earlier comments with the very same texts."""
    found: dict[str, list[Earlier]] = defaultdict(list)
    for row in tx.execute(_COPIES, {"ids": ids}):
        found[row.mine].append(
            Earlier(
                id=row.id,
                status=Status(row.status),
                page=row.page,
                seconds=_seconds(row),
                same_author=row.author_key == row.own_author,
            )
        )
    return {mine: _nearest(copies, COPIES_MOST) for mine, copies in found.items()}


def _paces(tx: Connection, statement: Select[Any], ids: Sequence[str]) -> dict[str, tuple[float, ...]]:
    return {mine: _seconds_in(paces) for mine, paces in tx.execute(statement, {"ids": ids})}


def _seconds_in(paces: str) -> tuple[float, ...]:
    return tuple([pace / _SECOND for pace in sorted(map(int, paces.split(_BETWEEN)))[:VELOCITY_MOST]])


def _nearest(copies: list[Earlier], most: int) -> tuple[Earlier, ...]:
    return tuple(sorted(copies, key=lambda one: one.seconds)[:most])


def _seconds(row: Any) -> float:
    mine, other = row.own_time, row.received_at
    assert isinstance(mine, datetime)
    assert isinstance(other, datetime)
    return (mine - other).total_seconds()


def _earlier(*columns: ColumnElement[Any], same: str, most: int, window: timedelta | None = None) -> Select[Any]:
    """These columns of the newest `most` comments that came before each and are the same in one respect.

    Counted back from when the comment came, not from now: judged twice, it sees the same neighbours. More than `most`
    are found where several came in the microsecond of the last.
    """
    own_time = type_coerce(_mine.c.received_at, BigInteger)
    began = literal(0, BigInteger) if window is None else own_time - microseconds(window)
    last = (
        select(type_coerce(_counted.c.received_at, BigInteger))
        .where(*_before(_counted, same), _counted.c.received_at >= began)
        .order_by(_counted.c.received_at.desc())
        .limit(1)
        .offset(most - 1)
        .correlate(_mine)
        .scalar_subquery()
    )
    joined = and_(*_before(_other, same), _other.c.received_at >= func.coalesce(last, began))
    return select(_mine.c.id.label("mine"), *columns).select_from(_mine.join(_other, joined)).where(_ASKED)


def _before(other: Any, same: str) -> tuple[ColumnElement[bool], ...]:
    return (
        other.c.site == _mine.c.site,
        other.c[same] == _mine.c[same],
        other.c.received_at <= _mine.c.received_at,
        # An index knows the time and not the id: this way hardly any comment has to be fetched for it.
        or_(other.c.received_at < _mine.c.received_at, other.c.id != _mine.c.id),
    )


_stands = and_(
    _other.c.status == Status.APPROVED,
    _other.c.received_at <= type_coerce(_mine.c.received_at, BigInteger) - microseconds(TRUST_AFTER),
)
_from_there = and_(_stands, _other.c.address_key == _mine.c.address_key, _mine.c.address_key != "")
_HISTORIES = _earlier(
    _other.c.status,
    func.count(),
    func.sum(case((_stands, 1), else_=0)),
    func.max(case((_from_there, 1), else_=0)),
    same="author_key",
    most=HISTORY_MOST,
).group_by(_mine.c.id, _other.c.status)
# Microseconds in one text: where a network sends much, a row for each is most of what judging its comments costs.
_pace = type_coerce(_mine.c.received_at, BigInteger) - type_coerce(_other.c.received_at, BigInteger)
_paces_in_text = func.aggregate_strings(cast(_pace, Text), _BETWEEN)
_AUTHOR_PACES = _earlier(_paces_in_text, same="author_key", most=VELOCITY_MOST, window=VELOCITY_WINDOW)
_AUTHOR_PACES = _AUTHOR_PACES.group_by(_mine.c.id)
_ADDRESS_PACES = _earlier(_paces_in_text, same="address_key", most=VELOCITY_MOST, window=VELOCITY_WINDOW)
_ADDRESS_PACES = _ADDRESS_PACES.where(_mine.c.address_key != "").group_by(_mine.c.id)
_COPIES = _earlier(
    _other.c.id,
    _other.c.status,
    _other.c.page,
    _other.c.author_key,
    _mine.c.author_key.label("own_author"),
    _mine.c.received_at.label("own_time"),
    _other.c.received_at,
    same="text_key",
    most=COPIES_MOST,
    window=REPEAT_WINDOW,
)
