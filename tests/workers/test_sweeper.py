import threading

from service.queue import Work
from service.usecases.submit import submit
from tests.builders import a_submission
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
