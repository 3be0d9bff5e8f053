"""Migrations that move what is there already: from a database of the version before."""

from alembic import command
from sqlalchemy import text

from service.storage import migrations
from service.storage.database import Database

_KEPT = ("id", "site", "page", "host_post", "status", "version", "received_at", "changed_at", "claims")
_TEXTS = ("title", "name", "url", "body", "evidence", "author_key", "address_key", "text_key")


def database_of(tmp_path, revision):
    database = Database(f"sqlite:///{tmp_path / 'old.db'}")
    with database.begin() as tx:
        config = migrations._config()
        config.attributes["connection"] = tx
        command.upgrade(config, revision)
    return database


def insert_comments(database, *rows):
    columns = ", ".join((*_KEPT, *_TEXTS))
    values = ", ".join([*(f":{name}" for name in _KEPT), *("''" for _ in _TEXTS)])
    with database.begin() as tx:
        for number, row in enumerate(rows):
            given = {"id": f"c{number}", "site": "blog", "host_post": None, "status": "held", "version": 1, "claims": 0}
            tx.execute(
                text(f"INSERT INTO comments ({columns}) VALUES ({values})"),
                {**given, "changed_at": 1, **row},
            )


def test_comments_that_are_there_already_tell_how_old_their_pages_are(tmp_path):
    database = database_of(tmp_path, "0002")
    insert_comments(
        database,
        {"page": "https://a.example/", "received_at": 20},
        {"page": "https://a.example/", "received_at": 10},
        {"page": "", "host_post": 17, "received_at": 30},
        {"page": "https://a.example/", "received_at": 5, "site": "other"},
    )

    migrations.migrate(database)

    with database.read() as tx:
        found = tx.execute(text("SELECT site, page, at FROM first_comments ORDER BY site, page")).all()
    database.close()
    assert [tuple(row) for row in found] == [
        ("blog", "?p=17", 30),
        ("blog", "https://a.example/", 10),
        ("other", "https://a.example/", 5),
    ]
