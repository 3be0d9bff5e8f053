"""Which schema a database has, and whether this version works with it.

Asked by every process at its start, so it does without Alembic, which takes a while to import and stays in memory.
"""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from service.storage.database import Database

VERSIONS = Path(__file__).parent / "migrations" / "versions"
_NAME = re.compile(r"\d{4}(_\d{4})?(?=_)")
_VERSION = table("alembic_version", column("version_num"))


class SchemaTooNewError(Exception):
    """The database was migrated by a newer version, which this one does not go together with."""


class Fit(StrEnum):
    """How the schema of a database goes together with this version."""

    GOOD = "good"
    TOO_OLD = "too old"
    TOO_NEW = "too new"


def fit(database: Database) -> Fit:
    """Whether this version works with the database as it is.

    `0012` serves every version that knew an earlier schema. `0012_0010` has lost something that was used until `0010`:
    it serves versions that know at least that one.
    """
    return fit_of(revision(database))


def fit_of(found: str | None) -> Fit:
    """Whether this version works with a schema of that name."""
    known = _number(newest())
    if found is None or _number(found) < known:
        return Fit.TOO_OLD
    _, _, serves_from = found.partition("_")
    return Fit.TOO_NEW if serves_from and _number(serves_from) > known else Fit.GOOD


def revision(database: Database) -> str | None:
    """The name of the last migration that the database went through."""
    with database.read() as tx:
        return revision_in(tx)


def revision_in(tx: Connection) -> str | None:
    """The same, in a transaction that is under way."""
    if not inspect(tx).has_table(_VERSION.name):
        return None
    return tx.execute(select(_VERSION.c.version_num)).scalar_one_or_none()


@cache  # the files of a running version do not change, and /readyz asks often
def newest() -> str:
    """The name of the newest migration, which its file begins with."""
    found = (_NAME.match(file.name) for file in VERSIONS.iterdir())
    return max((one[0] for one in found if one), default="0000")


def _number(revision: str) -> int:
    return int(revision.partition("_")[0])
