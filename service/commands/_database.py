"""Troubles with the database, in words for whoever typed the command."""

from contextlib import closing

import click
from sqlalchemy.exc import DatabaseError

from service.settings import Settings
from service.storage.database import Database
from service.storage.revisions import Fit, SchemaTooNewError, fit
from service.storage.turns import DatabaseBusyError

_OTHER_SCHEMA = "The database does not have the schema of this version. Run `rejoinder migrate` with this version."
_TOO_NEW = "The database was migrated by a newer Rejoinder: install that version again."
_UNDEFINED = ("42P01", "42703")  # PostgreSQL's SQLSTATE of a missing table and of a missing column
_MISSING_IN_SQLITE = ("no such table", "no such column", "has no column")


def require_schema(settings: Settings) -> None:
    """Raise `ClickException` unless the database has a schema that this version works with."""
    with closing(Database(settings.database_url)) as database:
        found = fit(database)
        if found is not Fit.GOOD:
            raise click.ClickException(_OTHER_SCHEMA if found is Fit.TOO_OLD else _TOO_NEW)


def explanation(error: Exception) -> str | None:
    """One sentence with what to do; none for what only a programmer can mend."""
    if isinstance(error, DatabaseError):
        return _told_by_driver(error)
    if isinstance(error, SchemaTooNewError):
        return f"{_TOO_NEW} ({error})"
    if isinstance(error, DatabaseBusyError):
        return f"The database is busy: {error}. Try again in a moment."
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} cannot be used: {error.strerror}. Check REJOINDER_HOME and DATABASE_URL."
    return None


def _told_by_driver(error: DatabaseError) -> str:
    said = " ".join(str(error.orig).split()).rstrip(".")
    if getattr(error.orig, "sqlstate", None) in _UNDEFINED or any(one in said for one in _MISSING_IN_SQLITE):
        return _OTHER_SCHEMA
    return f"The database cannot be used: {said}. Check DATABASE_URL and that the server runs."
