import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis

from service.queue import SWEEPER, Work, alive_key
from service.supervise import valkey
from tests.valkey import running
from tests.workers.judges.fake_akismet import KEY, FakeAkismet


@pytest.fixture(scope="module")
def redis_url():
    with running() as server:
        yield server.url


@pytest.fixture
def patient(shell, redis_url):
    """A home with a database, a queue, and workers that live."""
    shell.environment["REDIS_URL"] = redis_url
    shell.type("migrate")
    with Redis.from_url(redis_url) as redis:
        redis.flushall()
        for role in (*Work, SWEEPER):
            redis.set(alive_key(role), "1")
    return shell


def rows(home, sql, *values):
    with sqlite3.connect(home / "rejoinder.db") as connection:
        connection.execute(sql, values)
    connection.close()


def a_comment(home, *, received_at, status="received"):
    columns = "id site page title name url body status version received_at changed_at evidence author_key address_key"
    names = [*columns.split(), "text_key", "claims"]
    at = int(received_at.timestamp() * 1_000_000)
    values = ["1", "demo", "", "", "", "", "", status, 1, at, at, "", "", "", "", 0]
    marks = ", ".join("?" * len(names))
    rows(home, f"INSERT INTO comments ({', '.join(names)}) VALUES ({marks})", *values)


def now():
    return datetime.now(UTC)  # noqa: TID251 - the command looks at the real clock


def test_a_sound_installation_is_told_line_by_line(patient):
    answer = patient.type("doctor")

    assert answer.exit_code == 0, answer.output
    lines = answer.output.splitlines()
    assert [line for line in lines if not line.startswith("ok ")] == []
    parts = ["database", "queue", "workers", "waiting", "site demo", "webhook demo", "clock"]
    assert [part for part in parts if not any(part in line for line in lines)] == []


def test_a_database_without_its_schema_is_all_that_is_told(shell, redis_url):
    shell.environment["REDIS_URL"] = redis_url
    answer = shell.type("doctor")

    assert answer.exit_code == 1
    assert answer.output.startswith("BROKEN")
    assert "rejoinder migrate" in answer.output
    assert "clock" not in answer.output


def test_a_sweeper_that_is_missing_is_told_and_breaks_nothing(patient, redis_url):
    with Redis.from_url(redis_url) as redis:
        redis.delete(alive_key(SWEEPER))

    answer = patient.type("doctor")

    assert answer.exit_code == 0
    assert "Start `rejoinder sweep`." in answer.output


def test_a_subscriber_that_is_switched_off_is_told_with_the_mend(patient):
    at, days = int(now().timestamp() * 1_000_000), 5 * 86_400 * 1_000_000
    rows(patient.home, "INSERT INTO subscribers VALUES ('demo', 'demo', ?, ?, ?)", at - days, at, at)
    answer = patient.type("doctor")

    assert answer.exit_code == 1
    assert "answered nothing but failures since" in answer.output
    assert "`rejoinder subscribers on demo demo`" in answer.output


def test_files_that_everybody_can_read_are_told(patient):
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are shut
        home = Path(folder, "home")
        shutil.copytree(patient.home, home)
        Path(folder).chmod(0o755)
        home.chmod(0o755)
        (home / "rejoinder.db").chmod(0o644)
        patient.environment["REJOINDER_HOME"] = str(home)
        answer = patient.type("doctor")

    assert answer.exit_code == 0, answer.output
    assert f"chmod o-rwx {home / 'rejoinder.db'}" in answer.output


def test_the_schema_of_a_newer_version_is_named(patient):
    rows(patient.home, "UPDATE alembic_version SET version_num = '9999'")

    assert "writable, with the schema 9999 of a newer version" in patient.type("doctor").output


def test_a_queue_that_does_not_answer_is_told_with_the_mend(patient):
    patient.environment["REDIS_URL"] = valkey.url(patient.home / "no.sock")
    answer = patient.type("doctor")

    assert answer.exit_code == 1
    assert "BROKEN  queue" in answer.output
    assert "set REDIS_URL" in answer.output


def test_a_redis_that_evicts_is_told(patient, redis_url):
    with Redis.from_url(redis_url) as redis:
        redis.config_set("maxmemory", "100mb")
        redis.config_set("maxmemory-policy", "allkeys-lru")
        answer = patient.type("doctor")
        redis.config_set("maxmemory", "0")
        redis.config_set("maxmemory-policy", "noeviction")

    assert answer.exit_code == 1
    assert "maxmemory-policy" in answer.output


def test_a_missing_worker_is_named(patient, redis_url):
    with Redis.from_url(redis_url) as redis:
        redis.delete(alive_key(Work.JUDGE))
    answer = patient.type("doctor")

    assert answer.exit_code == 1
    assert "rejoinder worker judge" in answer.output


def test_a_comment_that_waits_too_long_is_told(patient):
    a_comment(patient.home, received_at=now() - timedelta(minutes=5))
    answer = patient.type("doctor")

    assert answer.exit_code == 1
    assert "has waited 5 minutes" in answer.output


def test_a_clock_that_was_set_back_is_told(patient):
    a_comment(patient.home, received_at=now() + timedelta(hours=3), status="held")
    answer = patient.type("doctor")

    assert answer.exit_code == 1
    assert "from the future, by 3 hours" in answer.output


def test_a_subscriber_that_is_away_is_worth_a_look_and_no_failure(patient):
    away = int((now() - timedelta(days=4)).timestamp() * 1_000_000)
    rows(patient.home, "INSERT INTO hosts (host, unreachable_since) VALUES ('127.0.0.1:8080', ?)", away)
    answer = patient.type("doctor")

    assert answer.exit_code == 0
    assert "look" in answer.output
    assert "nobody has answered at 127.0.0.1:8080 for 4 days" in answer.output


def test_a_publisher_that_cannot_publish_is_told_in_its_own_words(patient):
    (patient.home / "published").write_text("a file where a folder should be")
    answer = patient.type("doctor")

    assert answer.exit_code == 1
    assert "Cannot write below" in answer.output


def test_a_judge_that_cannot_be_asked_is_told_in_its_own_words(patient, host):
    host.respond = FakeAkismet()
    config = patient.home / "rejoinder.toml"
    allowed = config.read_text().replace("allow = [", f'allow = ["{host.place}", ')
    (patient.home / "akismet.key").write_text("wrong")
    config.write_text(allowed + f'\n[sites.demo.judges.akismet]\nkey_file = "akismet.key"\nurl = "{host.url}"\n')

    broken = patient.type("doctor")
    (patient.home / "akismet.key").write_text(KEY)
    mended = patient.type("doctor")

    assert broken.exit_code == 1
    assert "Akismet does not accept the key" in broken.output
    assert "can be asked" in mended.output
