import multiprocessing
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select
from sqlalchemy.exc import InternalError, OperationalError

from service.storage.database import Database
from service.storage.migrations import migrate
from service.storage.revisions import Fit, fit
from service.storage.schema import hosts, metadata

AT = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)


def count(database):
    with database.read() as tx:
        return len(tx.execute(select(hosts)).all())


def test_a_block_that_ends_is_committed_and_one_that_fails_is_not(database):
    with database.begin() as tx:
        tx.execute(insert(hosts).values(host="one"))
    with pytest.raises(ZeroDivisionError), database.begin() as tx:
        tx.execute(insert(hosts).values(host="two"))
        raise ZeroDivisionError

    assert count(database) == 1


@pytest.mark.parametrize(
    "at",
    [
        AT,
        AT.astimezone(timezone(timedelta(hours=-5))),
        datetime(1969, 1, 1, tzinfo=UTC),
        datetime(9999, 1, 1, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_to_the_microsecond_and_in_utc(database, at):
    with database.begin() as tx:
        tx.execute(insert(hosts).values(host="one", lease_until=at))
    with database.read() as tx:
        found = tx.execute(select(hosts.c.lease_until)).scalar_one()

    assert (found, found.tzinfo) == (at, UTC)


def test_threads_that_write_at_once_all_get_their_turn(database):
    def write(number):
        with database.begin() as tx:
            tx.execute(insert(hosts).values(host=f"{number}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert count(database) == 30


def _write_many(url, name):
    database = Database(url)
    for number in range(50):
        with database.begin() as tx:
            tx.execute(insert(hosts).values(host=f"{name}-{number}"))
    database.close()


def test_processes_that_write_at_once_all_get_their_turn(database, settings):
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_write_many, args=(settings.database_url, name)) for name in ("a", "b", "c")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert count(database) == 150


def test_the_migrations_make_exactly_the_tables_of_the_schema(database):

    with database.read() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)

    assert differences == []


def test_migrating_again_changes_nothing_and_an_empty_database_is_too_old(database, tmp_path):
    migrate(database)
    assert fit(database) is Fit.GOOD

    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    assert fit(empty) is Fit.TOO_OLD
    empty.close()


def test_sqlite_flushes_every_commit(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.read() as tx:
        assert tx.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert tx.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    database.close()


def test_a_checkpoint_lets_the_log_of_sqlite_begin_anew(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    migrate(database)
    log, seen = tmp_path / "x.db-wal", set()
    for number in range(3):
        with database.begin() as tx:
            tx.execute(insert(hosts).values(host=f"{number}"))
        database.checkpoint()
        seen.add(log.stat().st_size)

    assert len(seen) == 1, "the log grew, although all of it is in the database"
    assert count(database) == 3
    database.close()


def test_a_checkpoint_waits_for_no_writer_that_keeps_its_turn(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    migrate(database)
    with database.begin() as tx:
        tx.execute(insert(hosts).values(host="one"))
        waited = threading.Thread(target=database.checkpoint)
        waited.start()
        waited.join(timeout=10)
        assert not waited.is_alive()
    database.close()


@pytest.mark.postgresql
def test_of_several_servers_the_one_that_takes_writes_is_found(postgresql):
    """What docs/operations.md tells to write where a standby follows the primary."""
    login, _, place = postgresql.partition("?host=")
    database = Database(f"{login}?host=/nowhere&host={place}&target_session_attrs=read-write")
    with database.begin() as tx:
        assert tx.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
    database.close()

    reading = Database(f"{login}?host={place}&target_session_attrs=standby")
    with pytest.raises(OperationalError, match="not in hot standby"), reading.begin():
        pass
    reading.close()


@pytest.mark.postgresql
def test_what_a_host_has_locked_that_vanished_is_free_again(postgresql, monkeypatch):
    monkeypatch.setattr("service.storage.database.ABANDONED", "200ms")
    vanished, here = Database(postgresql), Database(postgresql)
    with pytest.raises(InternalError, match="idle-in-transaction timeout"), vanished.begin() as tx:
        vanished.one_at_a_time(tx, "campaigns")
        with here.begin() as other:
            here.one_at_a_time(other, "campaigns")
        tx.execute(select(1))
    vanished.close()
    here.close()
