"""This version at work on a database that a newer one has migrated already."""

import pytest
from sqlalchemy import text

from service.storage.revisions import Fit, fit
from service.storage.schema import metadata
from tests.builders import PAGE, a_site, some_settings
from tests.service.http.comments import COMMENTS, fields
from tests.workers.builders import RecordingOutbound, a_runtime
from workers import delivering, judging

THREADS = "/v1/sites/blog/threads"


@pytest.fixture
def settings(tmp_path, own_url):
    return some_settings(tmp_path, sites=[a_site(publisher=None)], database_url=own_url)


@pytest.fixture
def life(services, clock, client, moderator):
    """One comment from its arrival to its end, with everything that happens to comments."""

    def life(body):
        comment = client.post(COMMENTS, json=fields(body=body)).json["id"]
        runtime = a_runtime(services, outbound=RecordingOutbound())
        judging.drain(runtime)
        for decision in ("spam", "undo", "approve"):
            answer = client.post(f"/v1/review/comments/{comment}/{decision}", headers=moderator)
            assert answer.status_code == 200, answer.json
        judging.drain(runtime)  # learns
        delivering.drain(runtime)
        clock.tick(seconds=1)
        return [one["id"] for one in client.get(THREADS, query_string={"page": PAGE}).json["comments"]][-1:] == [
            comment
        ]

    return life


def widen(database, *, name):
    """Everything that the rule for migrations allows, to every table."""
    with database.begin() as tx:
        for table in metadata.tables:
            tx.execute(text(f"ALTER TABLE {table} ADD COLUMN added TEXT"))
            tx.execute(text(f"ALTER TABLE {table} ADD COLUMN counted INTEGER DEFAULT 7 NOT NULL"))
            tx.execute(text(f"CREATE INDEX ix_{table}_counted ON {table} (counted)"))
        tx.execute(text("CREATE TABLE additions (id INTEGER PRIMARY KEY)"))
        tx.execute(text("UPDATE alembic_version SET version_num = :name"), {"name": name})


def test_what_a_newer_version_adds_meanwhile_does_not_disturb_this_one(services, client, life):
    assert life("Before: the 7.10 boat waited.")

    widen(services.database, name="9999")

    assert fit(services.database) is Fit.GOOD
    assert client.get("/readyz").status_code == 200
    assert life("After: the 7.10 boat never waits for the bus.")


@pytest.mark.parametrize(("name", "found"), [("9999_0001", Fit.GOOD), ("9999_9998", Fit.TOO_NEW)])
def test_what_a_newer_version_takes_away_is_asked_about_by_its_name(services, name, found):
    widen(services.database, name=name)

    assert fit(services.database) is found


def test_a_version_that_is_too_old_for_its_database_is_not_ready(services, client):
    widen(services.database, name="9999_9998")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "Install the version that migrated it" in answer.text
