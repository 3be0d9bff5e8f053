from datetime import UTC, datetime

from service.domain.delivery import Failing
from service.storage import subscribers
from service.storage.database import Database

SINCE = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
FAILING = Failing(site="demo", name="demo", since=SINCE, failed_at=SINCE.replace(day=22))


def put(shell, failing):
    database = Database(f"sqlite:///{shell.home / 'rejoinder.db'}")
    with database.begin() as tx:
        subscribers.note(tx, failing, database=database)
    database.close()


def listed(shell):
    answer = shell.type("subscribers", "list")
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_who_fails_and_who_is_off_is_told_and_switched_on(shell):
    assert shell.type("migrate").exit_code == 0
    assert "demo demo: well, or not needed yet" in listed(shell)

    put(shell, FAILING)
    assert "fails since 2026-11-17 09:00 UTC" in listed(shell)

    put(shell, Failing(site="demo", name="demo", since=SINCE, failed_at=SINCE, off_since=SINCE.replace(day=22)))
    assert "off since 2026-11-22 09:00 UTC: it answered nothing but failures since 2026-11-17" in listed(shell)

    put(shell, Failing(site="demo", name="demo", since=SINCE, failed_at=SINCE, off_since=SINCE))
    assert "off since 2026-11-17 09:00 UTC: it answered 410 Gone on 2026-11-17" in listed(shell)

    answer = shell.type("subscribers", "on", "demo", "demo")
    assert answer.exit_code == 0
    assert answer.output.endswith("demo is on. 0 events that it missed will be sent to it again.\n")
    assert "well" in listed(shell)


def test_one_that_nobody_knows(shell):
    answer = shell.type("subscribers", "on", "demo", "nobody")
    assert answer.exit_code == 2
    assert "known: demo demo" in answer.output
