import sqlite3
from contextlib import closing

import pytest

from benchmarks import homes, seeding
from service.storage.database import Database
from service.storage.threads import of_page


@pytest.fixture(name="home")
def _home():
    with homes.home() as home:
        yield home


def test_comments_are_stored_with_all_that_judged_ones_have(home):
    seeding.fill(home, 40, seed=1)

    with closing(sqlite3.connect(home.folder / "rejoinder.db")) as database:
        counted = {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("comments", "history", "sketches", "bands")
        }
    assert counted == {"comments": 40, "history": 40, "sketches": 40, "bands": 400}


def test_a_thread_is_read_as_published(home):
    page = seeding.thread(home, 12)

    with closing(Database(f"sqlite:///{home.folder}/rejoinder.db")) as database, database.read() as tx:
        assert len(of_page(tx, page, site="demo")) == 12


def test_what_is_sent_is_different_each_time_and_the_same_in_each_run(home):
    once, again = ([one["body"] for one in home.submissions(200, pages=3)] for _ in range(2))

    assert once == again
    assert len(set(once)) == 200
