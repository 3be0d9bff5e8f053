"""The engine, and the two kinds of transactions. What differs between SQLite and PostgreSQL differs here."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import (
    BigInteger,
    Connection,
    Engine,
    Table,
    TableValuedAlias,
    cast,
    column,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from service.storage.turns import PATIENCE_SECONDS, DatabaseBusyError, Turns

# What it looks like when the database cannot be asked, rather than when we ask something wrong.
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeoutError, DatabaseBusyError)

BUSY_TIMEOUT_MS = 5000
# Who waits for a table in order to change it makes everybody wait behind him: not for longer than this.
LOCK_TIMEOUT = "1s"
CONNECT_TIMEOUT_SECONDS = 3
# Transactions last milliseconds. One that stands still is that of a host that vanished without a word: what it has
# locked is freed before its leases end. When many rows were under way, only the network tells that nobody is there.
ABANDONED = "10s"
_ABANDONED_CONNECTIONS = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10s",
}
# The same from this side, for when the server's host vanishes.
_ALIVE = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000}
_MIGRATING = crc32(b"migrations")
_CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"
_CHECKPOINT_PATIENCE_SECONDS = 0.2
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a 202 means fsynced: WAL's usual NORMAL loses the last commits with the power
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys=ON",
    # 64 MB: the sweeper is there before, see `checkpoint`. SQLite's own 4 MB would make a writer do it in its turn.
    "PRAGMA wal_autocheckpoint=16000",
)


class Database:
    """One engine, made in the process that uses it and never carried across a fork."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._turns = _turns(self.engine)

    @contextmanager
    def begin(self, *, patience: float = PATIENCE_SECONDS) -> Iterator[Connection]:
        """A transaction that may write: committed at the end of the block, rolled back by an exception.

        Raises `DatabaseBusyError` when others write for more than `patience` seconds.
        """
        turn = self._turns.mine(patience=patience) if self._turns else nullcontext()
        with turn, self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; it waits for nobody."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def alter(self) -> Iterator[Connection | None]:
        """A connection to change the schema on, in transactions of the caller's; none where somebody else is at it.

        With SQLite the other writers wait meanwhile.
        """
        turn = self._turns.mine() if self._turns else nullcontext()
        with turn, self.engine.connect().execution_options(writes=True) as connection:
            try:
                yield connection if self._turns or _alone(connection) else None
            finally:
                connection.invalidate()  # with it go its locks and its time-outs

    def checkpoint(self) -> None:
        """Move what was written from SQLite's log into the database file, so that the log can begin anew.

        Nearly all of it while others write, the rest in a turn. PostgreSQL sees to that by itself.
        """
        if self._turns is not None:
            with self.engine.connect().execution_options(begins=False) as connection:
                connection.exec_driver_sql(_CHECKPOINT)
                with suppress(DatabaseBusyError), self._turns.mine(patience=_CHECKPOINT_PATIENCE_SECONDS):
                    connection.exec_driver_sql(_CHECKPOINT)

    def room(self) -> int | None:
        """Free bytes on the disk that holds the database; none where that is another machine's concern."""
        path = self.engine.url.database
        return shutil.disk_usage(Path(path).parent).free if self._turns and path else None

    def insert(self, table: Table) -> Any:
        """An INSERT of the database's own dialect, for `on_conflict_do_nothing`."""
        return sqlite.insert(table) if self.engine.dialect.name == "sqlite" else postgresql.insert(table)

    def each(self, numbers: Sequence[int]) -> TableValuedAlias:
        """Rows with these numbers under `value`, to join with; however many there are, the statement is the same."""
        value = column("value", BigInteger)
        if self.engine.dialect.name == "sqlite":
            return func.json_each(json.dumps(numbers)).table_valued(value)
        return func.unnest(cast(list(numbers), postgresql.ARRAY(BigInteger))).table_valued(value).render_derived()

    def one_at_a_time(self, tx: Connection, what: str) -> None:
        """Wait until nobody else is at the same work, and keep others from it until this transaction ends."""
        if self._turns is None:  # with turns, nobody else writes anyway
            tx.execute(select(func.pg_advisory_xact_lock(crc32(what.encode()))))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if self._turns:
            self._turns.close()


def _engine(url: str) -> Engine:
    # Parameters are hidden: errors get logged, and what readers sent must not be in them.
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(
            parsed,
            pool_pre_ping=True,
            pool_timeout=PATIENCE_SECONDS,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS, **_ALIVE},
        )
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = create_engine(parsed, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _alone(connection: Connection) -> bool:
    """Whether nobody else migrates. It is tried, not waited for: an index that is made waits for those who wait."""
    with connection.begin():
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        return bool(connection.scalar(select(func.pg_try_advisory_lock(_MIGRATING))))


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    for name, value in {"idle_in_transaction_session_timeout": ABANDONED, **_ABANDONED_CONNECTIONS}.items():
        connection.execute(f"SET SESSION {name} = '{value}'")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin late and never IMMEDIATE
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("begins", True):
        return
    writes = options.get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _turns(engine: Engine) -> Turns | None:
    path = engine.url.database
    return Turns(Path(f"{path}.turn")) if engine.dialect.name == "sqlite" and path else None
