import sqlite3
import stat

import pytest
from sqlalchemy import create_engine, text

from service.storage import copies
from service.supervise import lock
from tests.service.commands.conftest import Shell


@pytest.fixture
def folder(tmp_path):
    return tmp_path.parent / f"{tmp_path.name}-backup"


@pytest.fixture
def kept(shell):
    """A home with one comment."""
    shell.type("migrate")
    with sqlite3.connect(shell.home / "rejoinder.db") as connection:
        connection.execute("INSERT INTO pages (site, page, version) VALUES ('demo', 'https://blog.example/', 7)")
    connection.close()
    return shell


@pytest.fixture
def empty(tmp_path):
    home = tmp_path.parent / f"{tmp_path.name}-other"
    home.mkdir()
    return Shell(home)


def pages(home):
    connection = sqlite3.connect(home / "rejoinder.db")
    found = connection.execute("SELECT page, version FROM pages").fetchall()
    connection.close()
    return found


def test_a_backup_holds_database_settings_and_keys_for_our_eyes_only(kept, folder):
    answer = kept.type("backup", str(folder))

    assert answer.exit_code == 0, answer.output
    names = {file.name for file in folder.iterdir()}
    assert names == {"rejoinder.db", "rejoinder.toml", "secret.key", "demo-webhook.secret"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert pages(folder) == [("https://blog.example/", 7)]


def test_what_was_backed_up_is_restored_into_an_empty_home(kept, empty, folder):
    kept.type("backup", str(folder))
    answer = empty.type("restore", str(folder))

    assert answer.exit_code == 0, answer.output
    assert pages(empty.home) == pages(kept.home)
    assert (empty.home / "secret.key").read_bytes() == (kept.home / "secret.key").read_bytes()


def test_a_folder_that_holds_something_is_not_backed_up_into(kept, folder):
    folder.mkdir()
    (folder / "diary").touch()
    answer = kept.type("backup", str(folder))

    assert answer.exit_code == 2
    assert "not empty" in answer.stderr


def test_a_database_that_is_there_is_not_overwritten(kept, folder):
    kept.type("backup", str(folder))
    answer = kept.type("restore", str(folder))

    assert answer.exit_code == 1
    assert "rejoinder.db is there already. Move it away first" in answer.stderr


def test_another_secret_key_is_not_overwritten_and_nothing_is_restored(kept, empty, folder):
    kept.type("backup", str(folder))
    (empty.home / "secret.key").write_text("another")
    answer = empty.type("restore", str(folder))

    assert answer.exit_code == 1
    assert "other files named secret.key" in answer.stderr
    assert sorted(file.name for file in empty.home.iterdir()) == ["lock", "secret.key"]


def test_a_running_instance_is_not_restored_into(kept, empty, folder):
    kept.type("backup", str(folder))
    with lock.hold(empty.home / "lock"):
        answer = empty.type("restore", str(folder))

    assert answer.exit_code == 1
    assert "already runs" in answer.stderr


def test_a_damaged_database_makes_no_backup(kept, folder):
    with (kept.home / "rejoinder.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\x55" * 8192)
    answer = kept.type("backup", str(folder))

    assert answer.exit_code == 1
    assert "rejoinder.db" in answer.stderr
    assert list(folder.iterdir()) == []


def test_a_folder_without_a_backup_says_so(empty, kept, folder):
    folder.mkdir()
    (folder / "secret.key").write_bytes((kept.home / "secret.key").read_bytes())
    (folder / "rejoinder.toml").write_bytes((kept.home / "rejoinder.toml").read_bytes())
    (folder / "demo-webhook.secret").write_bytes((kept.home / "demo-webhook.secret").read_bytes())
    answer = empty.type("restore", str(folder))

    assert answer.exit_code == 1
    assert "no rejoinder.db" in answer.stderr


@pytest.mark.parametrize(
    "address", ["postgresql://ada:geheim@db.example/a", "postgresql://ada@db.example/a?password=geheim"]
)
def test_the_password_of_postgresql_is_on_no_command_line(tmp_path, monkeypatch, address):
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/told; echo "$PGPASSWORD" > {tmp_path}/password\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    copies.copy_to(tmp_path, database_url=address, progress=lambda left, total: None)
    assert (tmp_path / "told").read_text().split()[0] == "--dbname=postgresql://ada@db.example/a"
    assert (tmp_path / "password").read_text() == "geheim\n"


@pytest.mark.postgresql
def test_postgresql_is_dumped_and_restored_by_its_own_programs(kept, empty, folder, postgresql):
    engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("backup_from", "backup_to"):
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    source, target = (postgresql.replace("/postgres?", f"/backup_{way}?") for way in ("from", "to"))
    kept.environment["DATABASE_URL"], empty.environment["DATABASE_URL"] = source, target
    assert kept.type("migrate").exit_code == 0
    backed_up = kept.type("backup", str(folder))
    assert backed_up.exit_code == 0, backed_up.output
    restored = empty.type("restore", str(folder))
    assert restored.exit_code == 0, restored.output

    engine = create_engine(target)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() is not None
    engine.dispose()
