import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.storage import committer
from service.storage.arrivals import Kept, KeptBefore
from service.storage.committer import Committer, NotKeptError
from service.storage.database import Database
from service.storage.turns import Turns
from service.usecases import submit as use_case
from tests.builders import a_submission
from tests.waiting import until


class Counted:
    """The database, with its transactions counted, slowed down, or broken."""

    def __init__(self, database):
        self.database, self.transactions, self.before = database, 0, lambda: None
        self.engine = database.engine

    @contextmanager
    def begin(self):
        self.transactions += 1
        self.before()
        with self.database.begin() as tx:
            yield tx


@pytest.fixture
def counted(database):
    return Counted(database)


def a_row(services, *, key=None, **changes):
    return use_case._row(services, a_submission(**changes), key=key)


def all_at_once(calls):
    outcomes = [None] * len(calls)

    def run(number, call):
        try:
            outcomes[number] = call()
        except NotKeptError as error:
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_submissions_that_wait_for_the_same_turn_share_a_transaction(services, counted):
    keeper = Committer(counted)
    held_up = threading.Event()
    counted.before = held_up.wait
    rows = [a_row(services) for _ in range(40)]
    first = threading.Thread(target=keeper.keep, args=(a_row(services),))
    first.start()
    until(lambda: counted.transactions == 1, what="the first one's transaction")

    def release_when_all_wait():
        until(lambda: keeper._waiting.qsize() == len(rows), what="the others to wait")
        held_up.set()

    threading.Thread(target=release_when_all_wait).start()
    outcomes = all_at_once([lambda row=row: keeper.keep(row) for row in rows])
    first.join()

    assert outcomes == [Kept()] * 40
    assert counted.transactions == 1


def test_a_second_submission_under_a_key_finds_the_first_even_in_the_same_batch(services, database):
    keeper = Committer(database)
    rows = [a_row(services, key="k") for _ in range(10)]

    outcomes = all_at_once([lambda row=row: keeper.keep(row) for row in rows])

    kept = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome == Kept()]
    assert len(kept) == 1
    assert outcomes.count(KeptBefore(id=kept[0]["id"], fingerprint=kept[0]["fingerprint"])) == 9


def test_a_database_that_does_not_answer_is_an_error_after_two_seconds_and_stores_nothing_later(
    services, counted, monkeypatch
):
    monkeypatch.setattr(committer, "PATIENCE_SECONDS", 0.1)
    keeper, answering = Committer(counted), threading.Event()
    counted.before = answering.wait
    stuck = a_row(services)
    threading.Thread(target=lambda: all_at_once([lambda: keeper.keep(stuck)])).start()
    until(lambda: counted.transactions == 1, what="the stuck one's transaction")

    late = a_row(services)
    with pytest.raises(NotKeptError, match="busy"):
        keeper.keep(late)

    answering.set()
    assert keeper.keep(a_row(services)) == Kept()
    with counted.database.read() as tx:
        ids = {row[0] for row in tx.exec_driver_sql("SELECT id FROM comments")}
    assert late["id"] not in ids


def test_the_committer_outlives_every_error(services, counted):
    keeper = Committer(counted)

    def broken():
        raise OSError("disk full")

    counted.before = broken
    with pytest.raises(NotKeptError, match="Nothing was stored"):
        keeper.keep(a_row(services))

    counted.before = lambda: None
    assert keeper.keep(a_row(services)) == Kept()


def test_whoever_was_told_that_nothing_was_stored_is_not_stored_when_the_turn_comes(
    services, migrated_file, tmp_path, monkeypatch
):
    file = shutil.copy(migrated_file, tmp_path / "copy.db")
    database = Database(f"sqlite:///{file}")
    monkeypatch.setattr(committer, "PATIENCE_SECONDS", 0.1)
    keeper, row = Committer(database), a_row(services)
    with Turns(Path(f"{file}.turn")).mine(), pytest.raises(NotKeptError, match="Nothing was stored"):
        keeper.keep(row)

    assert keeper.keep(a_row(services)) == Kept()
    with database.read() as tx:
        assert row["id"] not in {one[0] for one in tx.exec_driver_sql("SELECT id FROM comments")}
    database.close()


def test_closed_it_has_answered_all_who_waited_and_its_thread_is_gone(services, counted):
    keeper, held_up, answers = Committer(counted), threading.Event(), []
    counted.before = held_up.wait

    def send():
        answers.append(keeper.keep(a_row(services)))

    senders = [threading.Thread(target=send) for _ in range(3)]
    senders[0].start()
    until(lambda: counted.transactions == 1, what="the first one's transaction")
    for sender in senders[1:]:
        sender.start()
    until(lambda: keeper._waiting.qsize() == 2, what="the others to wait")
    thread, closing = keeper._thread, threading.Thread(target=keeper.close)
    closing.start()
    until(lambda: keeper._waiting.qsize() == 3, what="it to be closed")
    held_up.set()
    for one in (closing, *senders):
        one.join(10)

    assert answers == [Kept()] * 3
    assert not thread.is_alive()
