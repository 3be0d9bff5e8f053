"""Databases as earlier versions left them."""

from contextlib import contextmanager

from alembic import command
from sqlalchemy import text

from service.storage import migrations
from service.storage.database import Database

_KEPT = ("id", "site", "page", "host_post", "status", "version", "received_at", "changed_at", "claims")
_TEXTS = ("title", "name", "url", "body", "evidence", "author_key", "address_key", "text_key")
_VALUES = [f":{name}" for name in _KEPT] + ["''"] * len(_TEXTS)
_INSERT = text(f"INSERT INTO comments ({', '.join(_KEPT + _TEXTS)}) VALUES ({', '.join(_VALUES)})")


@contextmanager
def database_at(url, revision):
    """A database that went through the migrations up to `revision`."""
    database = Database(url)
    with database.alter() as connection:
        config = migrations._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    yield database
    database.close()


def insert_comments(database, *rows):
    """Comments as the first version wrote them, in one transaction."""
    with database.begin() as tx:
        for number, row in enumerate(rows):
            given = {"id": f"c{number}", "site": "blog", "host_post": None, "status": "held", "version": 1, "claims": 0}
            tx.execute(_INSERT, {**given, "changed_at": 1, **row})
