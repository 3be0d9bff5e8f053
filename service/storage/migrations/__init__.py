"""Migrations: append-only, small, expand before contract. docs/operations.md has the rule, a test enforces it."""

import time
from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from service.storage.database import Database
from service.storage.turns import DatabaseBusyError

PATIENCE_SECONDS = 300.0
# Between two tries, those pass who had to queue behind the one that waited for a table.
_PAUSE_SECONDS = 1.0
_LOCK_NOT_AVAILABLE = "55P03"


class Fit(StrEnum):
    """How the schema of a database goes together with this version."""

    GOOD = "good"
    TOO_OLD = "too old"
    TOO_NEW = "too new"


def migrate(database: Database, *, patience: float = PATIENCE_SECONDS) -> None:
    """Bring the database to the newest schema while others read and write it; a newer one that serves us stays.

    Raises `CommandError` for a schema that is too new, and `DatabaseBusyError` when somebody keeps a table for longer
    than `patience` seconds: what was reached until then is whole, and the next call goes on from there.
    """
    deadline = time.monotonic() + patience
    while not _went_through(database):
        if time.monotonic() > deadline:
            raise DatabaseBusyError("a long transaction keeps a table that must change (pg_stat_activity shows whose)")
        time.sleep(_PAUSE_SECONDS)


def fit(database: Database) -> Fit:
    """Whether this version works with the database as it is.

    `0012` serves every version that knew an earlier schema. `0012_0010` has lost something that was used until `0010`:
    it serves versions that know at least that one.
    """
    return _fit(revision(database))


def _fit(found: str | None) -> Fit:
    known = _number(newest())
    if found is None or _number(found) < known:
        return Fit.TOO_OLD
    _, _, serves_from = found.partition("_")
    return Fit.TOO_NEW if serves_from and _number(serves_from) > known else Fit.GOOD


def revision(database: Database) -> str | None:
    """The name of the last migration that the database went through."""
    with database.read() as tx:
        return _revision(tx)


@cache  # the files of a running version do not change, and /readyz asks often
def newest() -> str:
    """The newest migration's name."""
    return ScriptDirectory.from_config(_config()).get_current_head() or "0000"


def _went_through(database: Database) -> bool:
    """Run the migrations, each in its own transaction; false when a table was in use or somebody else is at it."""
    try:
        with database.alter() as connection:
            if connection is None:
                return False
            _upgrade(connection)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _upgrade(connection: Connection) -> None:
    with connection.begin():
        found = _revision(connection)
    if _fit(found) is Fit.TOO_NEW:
        raise CommandError(f"its schema is {found}, and this version knows {newest()}")
    if _fit(found) is Fit.TOO_OLD:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(tx: Connection) -> str | None:
    return MigrationContext.configure(tx).get_current_revision()


def _number(revision: str) -> int:
    return int(revision.partition("_")[0])


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
