import threading

from service.queue import Work
from service.storage.turns import DatabaseBusyError
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.scenes import an_approved_comment
from tests.waiting import until
from workers import sweeper


def sweeping(services, stopping):
    thread = threading.Thread(target=sweeper.sweep_until, args=(stopping, services))
    thread.start()
    return thread


def test_the_sweeper_looks_until_it_is_stopped(services, hints):
    submit(services, a_submission())
    hints.hinted.clear()
    stopping = threading.Event()

    thread = sweeping(services, stopping)
    until(lambda: Work.JUDGE in hints.hinted, what="the overdue comment to be hinted again")
    stopping.set()
    thread.join(5)

    assert not thread.is_alive()


def test_a_database_that_is_away_for_a_while_does_not_end_the_sweeper(services, hints, monkeypatch):
    monkeypatch.setattr(sweeper, "EVERY_SECONDS", 0.01)
    with services.database.begin() as tx:
        tx.exec_driver_sql("ALTER TABLE comments RENAME TO elsewhere")
    stopping = threading.Event()
    thread = sweeping(services, stopping)
    try:
        with services.database.begin() as tx:
            tx.exec_driver_sql("ALTER TABLE elsewhere RENAME TO comments")
        submit(services, a_submission())
        hints.hinted.clear()
        until(lambda: Work.JUDGE in hints.hinted, what="the sweeper to go on")
    finally:
        stopping.set()
        thread.join(5)


def test_a_database_that_another_program_keeps_busy_does_not_end_the_sweeper(services, hints, monkeypatch):
    monkeypatch.setattr(sweeper, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(sweeper, "set_right", Busy(times=2))
    submit(services, a_submission())
    hints.hinted.clear()
    stopping = threading.Event()
    thread = sweeping(services, stopping)
    try:
        until(lambda: Work.JUDGE in hints.hinted, what="the sweeper to go on")
    finally:
        stopping.set()
        thread.join(5)


def test_what_a_clock_that_stepped_back_has_put_off_is_set_right(services, hints, clock, monkeypatch):
    monkeypatch.setattr(sweeper, "EVERY_SECONDS", 0.01)
    stopping = threading.Event()
    thread = sweeping(services, stopping)
    try:
        an_approved_comment(services)
        until(lambda: Work.DELIVER in hints.hinted, what="the sweeper to look")
        clock.tick(hours=-1)
        hints.hinted.clear()
        until(lambda: Work.DELIVER in hints.hinted, what="the deliveries to be due again")
    finally:
        stopping.set()
        thread.join(5)


class Busy:
    """Sets nothing right as long as the database is busy."""

    def __init__(self, *, times):
        self.times = times

    def __call__(self, services):
        if self.times:
            self.times -= 1
            raise DatabaseBusyError("another process is writing")
