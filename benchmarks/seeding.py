"""Comments put straight into the database by its schema, as if they had been judged over the last three months."""

import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import uuid_utils
from sqlalchemy import Connection, event, insert

from benchmarks.homes import Home
from benchmarks.texts import Written, written
from service import settings as configuration
from service.domain.comment import Status
from service.domain.minhash import BANDS, BINS
from service.keyring import Keyring
from service.storage.database import Database
from service.storage.migrations import migrate
from service.storage.schema import comments, first_comments, history, pages, sketches

OVER = timedelta(days=80)  # sketches are kept for 90
PAGES = 2_000
_AT_ONCE = 20_000
_DIFFERENT = 4_000
_ENDED = (Status.APPROVED, Status.APPROVED, Status.APPROVED, Status.HELD, Status.SPAM, Status.REJECTED)

Row = dict[str, Any]


def fill(home: Home, many: int, *, seed: int, done: Callable[[int], None] = lambda _: None) -> None:
    """Store so many comments with their history, sketches and pages; `done` is told how many each time.

    Texts repeat after some thousands, but no two sketches have anything in common.
    """
    rows_of = _Rows(home, seed=seed)
    texts = list(written(_DIFFERENT, seed=seed))
    with closing(_database(home)) as database:
        for first in range(0, many, _AT_ONCE):
            ages = [OVER * (1 - number / many) for number in range(first, min(first + _AT_ONCE, many))]
            rows = [rows_of.judged(rows_of.chance.choice(texts), age) for age in ages]
            with database.begin() as tx:
                tx.execute(insert(comments), rows)
                tx.execute(insert(history), [_judged(row) for row in rows])
                _sketch(tx, rows, rows_of.chance)
                for table, name, value in ((pages, "version", 1), (first_comments, "at", rows_of.now - OVER)):
                    known = {row["page"]: {"site": "demo", "page": row["page"], name: value} for row in rows}
                    tx.execute(database.insert(table).on_conflict_do_nothing(), list(known.values()))
            done(len(rows))


def thread(home: Home, many: int, *, name: str = "") -> str:
    """Store so many approved and published comments on one page of its own: that page."""
    rows_of, page = _Rows(home, seed=many), f"{home.url}/thread-of-{many}{name}/"
    rows = [rows_of.judged(one, timedelta(minutes=many - number)) for number, one in enumerate(written(many))]
    here = [{**row, "page": page, "status": Status.APPROVED, "published_at": row["received_at"]} for row in rows]
    with closing(_database(home)) as database, database.begin() as tx:
        tx.execute(insert(comments), here)
        tx.execute(insert(history), [_judged(row) for row in here])
        tx.execute(insert(pages), [{"site": "demo", "page": page, "version": many}])
    return page


def _database(home: Home) -> Database:
    database = Database(f"sqlite:///{home.folder}/rejoinder.db")
    event.listen(database.engine, "connect", _in_a_hurry)
    migrate(database)
    return database


def _in_a_hurry(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-2000000")  # KiB


@dataclass
class _Rows:
    """Makes rows of judged comments, with the keys that the service makes of who wrote them."""

    home: Home
    seed: int
    now: datetime = field(default_factory=lambda: datetime.now(UTC))  # noqa: TID251 - as in the service itself
    authors: dict[str, str] = field(default_factory=dict)

    @cached_property
    def chance(self) -> random.Random:
        return random.Random(self.seed)

    @cached_property
    def keyring(self) -> Keyring:
        return Keyring(configuration.load({"REJOINDER_HOME": str(self.home.folder)}).secret_key)

    def judged(self, one: Written, age: timedelta) -> Row:
        chance, at = self.chance, self.now - age
        status = chance.choice(_ENDED)
        if one.email not in self.authors:
            self.authors[one.email] = self.keyring.author_key(one.email)
        return {
            "id": str(uuid_utils.uuid7(nanoseconds=int(at.timestamp() * 1e9))),
            "site": "demo",
            "page": f"{self.home.url}/p/{int(PAGES * chance.random() ** 2)}/",
            "title": "",
            "name": one.name,
            "url": "",
            "body": one.body,
            "status": status,
            "version": 2,
            "received_at": at,
            "changed_at": at,
            "published_at": at if status is Status.APPROVED else None,
            "evidence": "[]",
            "points": 0.0,
            "verdict": "approve",
            "author_key": self.authors[one.email],
            "address_key": f"{chance.randrange(3_000):032x}",
            "text_key": f"{chance.getrandbits(128):032x}",
            "sealed": chance.randbytes(400),
            "claims": 1,
        }


def _judged(row: Row) -> Row:
    said = {"actor": "judge", "action": "judge", "before": "received", "after": row["status"], "reason": "0 points"}
    return {"comment": row["id"], "version": 2, "at": row["changed_at"], **said}


def _sketch(tx: Connection, rows: list[Row], chance: random.Random) -> None:
    """Sketches that have nothing in common. Ten bands each: by the driver itself, as they are most of the rows."""
    kept = [{"received_at": row["received_at"], "comment": row["id"], "site": "demo"} for row in rows]
    tx.execute(insert(sketches), [{**one, "bins": chance.randbytes(2 * BINS)} for one in kept])
    found = [(int(row["received_at"].timestamp() * 1e6), row["id"]) for row in rows]
    numbers = sorted(((band << 48) | chance.getrandbits(48), *one) for one in found for band in range(BANDS))
    tx.exec_driver_sql("INSERT INTO bands (band, received_at, comment) VALUES (?, ?, ?)", numbers)
