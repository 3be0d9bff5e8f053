"""Migrations that move what is there already: from a database of the version before."""

from sqlalchemy import text

from service.storage import migrations
from tests.service.storage.older import database_at, insert_comments


def test_comments_that_are_there_already_tell_how_old_their_pages_are(own_url):
    with database_at(own_url, "0002") as database:
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
    assert [tuple(row) for row in found] == [
        ("blog", "?p=17", 30),
        ("blog", "https://a.example/", 10),
        ("other", "https://a.example/", 5),
    ]
