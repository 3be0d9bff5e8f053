"""Migrations of a database that others read and write meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from service.storage.database import Database
from service.storage.migrations import migrate
from service.storage.migrations.online import index_beside_writers
from service.storage.revisions import Fit, fit
from service.storage.turns import DatabaseBusyError
from tests.postgresql import empty_database
from tests.service.storage.older import database_at, insert_comments
from tests.waiting import until

PAGE = "https://a.example/"


class Writer:
    """Inserts comment after comment; one that has to wait for five seconds is an error."""

    def __init__(self, url):
        self.written = 0
        self._database = Database(url)
        self._over = Event()
        self._thread = Thread(target=self._write)
        self.error = None

    def _write(self):
        try:
            for number in count():
                if self._over.is_set():
                    return
                self._insert(number)
                self.written += 1
        except SQLAlchemyError as error:
            self.error = error

    def _insert(self, number):
        with self._database.begin() as tx:
            tx.execute(text("SET LOCAL lock_timeout = '5s'"))
            columns = "id, site, page, status, version, received_at, changed_at, claims, title, name, url, body"
            columns += ", evidence, author_key, address_key, text_key"
            values = f"'w{number}', 'blog', '{PAGE}', 'held', 1, 1, 1, 0, '', '', '', '', '', '', '', ''"
            tx.execute(text(f"INSERT INTO comments ({columns}) VALUES ({values})"))

    def writes_on(self):
        before = self.written
        until(lambda: self.error or self.written > before + 10, what="ten comments more")

    def __enter__(self):
        self._thread.start()
        self.writes_on()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
        self._database.close()


@contextmanager
def reading_for_long(url):
    """A transaction that began and does not end."""
    database = Database(url)
    with database.read() as tx:
        tx.execute(text("SELECT count(*) FROM comments"))
        yield
    database.close()


def stored(database):
    with database.read() as tx:
        return tx.scalar(text("SELECT count(*) FROM comments"))


@pytest.fixture
def own_postgresql(postgresql):
    with empty_database(postgresql, name="online") as url:
        yield url


@pytest.mark.postgresql
class TestPostgresql:
    @pytest.fixture
    def first(self, own_postgresql):
        """A database of the first version, with rows."""
        with database_at(own_postgresql, "0001") as database:
            insert_comments(database, *({"id": f"c{n}", "page": PAGE, "received_at": n} for n in range(500)))
            yield database

    def test_from_the_first_schema_to_the_newest_while_a_writer_goes_on(self, first, own_postgresql):
        with Writer(own_postgresql) as writer:
            migrate(first)
            writer.writes_on()

        assert writer.error is None
        assert fit(first) is Fit.GOOD
        assert stored(first) == 500 + writer.written

    def test_a_long_transaction_lets_the_migration_wait_and_nobody_else(self, first, own_postgresql):
        with Writer(own_postgresql) as writer, ThreadPoolExecutor(1) as pool:
            with reading_for_long(own_postgresql):
                migrated = pool.submit(migrate, first)
                for _ in range(5):
                    writer.writes_on()
                assert not migrated.done()
            migrated.result(timeout=30)

        assert writer.error is None
        assert fit(first) is Fit.GOOD

    def test_who_loses_patience_says_why_and_the_next_call_goes_on(self, first, own_postgresql):
        with (
            reading_for_long(own_postgresql),
            pytest.raises(DatabaseBusyError, match="pg_stat_activity"),
        ):
            migrate(first, patience=0)
        assert fit(first) is Fit.TOO_OLD

        migrate(first)

        assert fit(first) is Fit.GOOD

    def test_an_index_is_made_beside_a_writer(self, first, own_postgresql):
        with Writer(own_postgresql) as writer, ThreadPoolExecutor(1) as pool:
            with unfinished_insert(own_postgresql):  # an index of the usual kind would keep all writers waiting
                made = pool.submit(make_index, first)
                for _ in range(3):
                    writer.writes_on()
                assert not made.done()
            made.result(timeout=30)

        assert writer.error is None
        assert is_valid(first, "ix_new")

    def test_an_index_that_was_interrupted_is_made_anew(self, first):
        by_itself = first.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with by_itself as connection, pytest.raises(IntegrityError):
            connection.execute(text("CREATE UNIQUE INDEX CONCURRENTLY ix_new ON comments (page)"))
        assert not is_valid(first, "ix_new")

        make_index(first)

        assert is_valid(first, "ix_new")


@contextmanager
def unfinished_insert(url):
    database = Database(url)
    with database.begin() as tx:
        tx.execute(text("INSERT INTO hosts (host) VALUES ('somebody')"))
        tx.execute(text("UPDATE comments SET version = 2 WHERE id = 'c1'"))
        yield
    database.close()


def make_index(database):
    with database.alter() as connection:
        context = MigrationContext.configure(connection, opts={"transaction_per_migration": True})
        with context.begin_transaction(_per_migration=True), Operations.context(context):
            index_beside_writers("ix_new", "comments", ["site", "points"], where="points IS NOT NULL")


def is_valid(database, index):
    with database.read() as tx:
        return tx.scalar(text(f"SELECT indisvalid FROM pg_index WHERE indexrelid = '{index}'::regclass"))


def test_two_that_migrate_at_once_do_not_get_into_each_others_way(own_url):
    with database_at(own_url, "0001") as database, ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(migrate, database) for _ in range(2)]:
            one.result(timeout=30)

        assert fit(database) is Fit.GOOD
