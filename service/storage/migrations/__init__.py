"""Migrations: append-only, small, expand before contract. docs/operations.md has the rule, a test enforces it."""

import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from service.storage.database import Database
from service.storage.revisions import Fit, SchemaTooNewError, fit_of, newest, revision_in
from service.storage.turns import DatabaseBusyError

PATIENCE_SECONDS = 300.0
# Between two tries, those pass who had to queue behind the one that waited for a table.
_PAUSE_SECONDS = 1.0
_LOCK_NOT_AVAILABLE = "55P03"


def migrate(database: Database, *, patience: float = PATIENCE_SECONDS) -> None:
    """Bring the database to the newest schema while others read and write it; a newer one that serves us stays.

    Raises `SchemaTooNewError`, and `DatabaseBusyError` when somebody keeps a table for longer than `patience` seconds:
    what was reached until then is whole, and the next call goes on from there.
    """
    deadline = time.monotonic() + patience
    while not _went_through(database):
        if time.monotonic() > deadline:
            raise DatabaseBusyError("a long transaction keeps a table that must change (pg_stat_activity shows whose)")
        time.sleep(_PAUSE_SECONDS)


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
        found = revision_in(connection)
    if fit_of(found) is Fit.TOO_NEW:
        raise SchemaTooNewError(f"its schema is {found}, and this version knows {newest()}")
    if fit_of(found) is Fit.TOO_OLD:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
