"""Migrations: append-only, small, expand before contract."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.storage.database import Database


def migrate(database: Database) -> None:
    """Bring the database to the newest schema."""
    with database.begin() as tx:
        config = _config()
        config.attributes["connection"] = tx
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether the database has the schema that this version was written for."""
    with database.read() as tx:
        return MigrationContext.configure(tx).get_current_revision() == newest()


@cache  # the files of a running version do not change, and /readyz asks often
def newest() -> str | None:
    """The newest migration's name."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
