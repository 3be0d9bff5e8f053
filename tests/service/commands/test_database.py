"""Troubles with the database end in one sentence, whatever was typed."""

import fcntl
import sqlite3

import pytest

from service.supervise import valkey

EVERYTHING = [
    ["token", "list"],
    ["token", "create", "anna"],
    ["sweep", "--once"],
    ["sweep"],
    ["web"],
    ["worker", "judge"],
    ["worker", "deliver"],
]


@pytest.mark.parametrize("words", EVERYTHING, ids=" ".join)
def test_a_database_without_the_schema_is_said_to_need_it(shell, words):
    shell.environment["REDIS_URL"] = valkey.url(shell.home / "no.sock")
    answer = shell.type(*words)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: The database does not have the schema of this version.")
    assert "rejoinder migrate" in answer.stderr


@pytest.mark.parametrize("words", [*EVERYTHING, ["migrate"]], ids=" ".join)
def test_a_database_that_is_down_is_said_to_be(shell, words):
    shell.environment["DATABASE_URL"] = f"postgresql://rejoinder:hunter2@/rejoinder?host={shell.home}"
    answer = shell.type(*words)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: The database cannot be used: ")
    assert answer.stderr.count("\n") == 1
    assert "hunter2" not in answer.output


@pytest.mark.parametrize("words", [["token", "list"], ["migrate"]], ids=" ".join)
def test_a_file_that_is_no_database_is_said_to_be_none(shell, words):
    (shell.home / "rejoinder.db").write_text("Dear diary, today I wrote no database at all. " * 30)
    answer = shell.type(*words)
    assert answer.exit_code == 1
    assert "file is not a database" in answer.stderr


def migrated_by_a_newer_version(shell, revision):
    shell.type("migrate")
    with sqlite3.connect(shell.home / "rejoinder.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])
    connection.close()


def test_a_database_that_lost_what_this_version_needs_is_left_alone(shell):
    migrated_by_a_newer_version(shell, "9999_9998")

    for words in (["migrate"], ["web"]):
        answer = shell.type(*words)
        assert answer.exit_code == 1
        assert "newer Rejoinder" in answer.stderr


def test_a_database_that_a_newer_version_only_added_to_serves_this_one(shell):
    migrated_by_a_newer_version(shell, "9999")

    for words in (["migrate"], ["token", "list"]):
        answer = shell.type(*words)
        assert answer.exit_code == 0, answer.output


def test_a_busy_database_is_said_to_be_busy(shell):
    shell.type("migrate")
    with (shell.home / "rejoinder.db.turn").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        answer = shell.type("token", "create", "anna")
    assert answer.exit_code == 1
    assert "The database is busy" in answer.stderr
