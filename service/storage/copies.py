"""Copies of the whole database, made while others write, and put back where there is none."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

PAGES_A_STEP = 2_000
SQLITE_FILE, POSTGRESQL_FILE = "rejoinder.db", "rejoinder.pgdump"

# Pages that are left, and pages in all.
Progress = Callable[[int, int], None]


class CopyError(Exception):
    """The copy could not be made or put back; the message says why and what to do."""


def copy_to(folder: Path, *, database_url: str, progress: Progress) -> Path:
    """Copy the database into a folder, as it is at one moment: the new file. Raises `CopyError`."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _copy_sqlite(Path(url.database or ""), folder / SQLITE_FILE, progress)
    copy = folder / POSTGRESQL_FILE
    _run(url, "pg_dump", "--format=custom", f"--file={copy}")
    return copy


def put_back(folder: Path, *, database_url: str, progress: Progress) -> None:
    """Put a copy where there is no database yet. Raises `CopyError`."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        target = Path(url.database or "")
        if target.exists():
            raise CopyError(f"{target} is there already. Move it away first, with its -wal and -shm files")
        _copy_sqlite(_copy_in(folder, SQLITE_FILE), target, progress)
    else:
        copy = _copy_in(folder, POSTGRESQL_FILE)
        _run(url, "pg_restore", "--exit-on-error", "--no-owner", "--single-transaction", copy)


def _copy_in(folder: Path, name: str) -> Path:
    if not (folder / name).is_file():
        raise CopyError(f"there is no {name} in {folder}: is it a backup of the same kind of database?")
    return folder / name


def _copy_sqlite(source: Path, target: Path, progress: Progress) -> Path:
    """SQLite's own backup begins anew when others write meanwhile, unless it does all within one transaction."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(part)) as new:
            old.execute("BEGIN")
            old.execute("SELECT 1 FROM sqlite_master").fetchone()
            old.backup(new, pages=PAGES_A_STEP, progress=lambda _, left, total: progress(left, total), sleep=0)
            new.execute("PRAGMA journal_mode=DELETE")
            wrong = new.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise CopyError(f"{source} cannot be copied: {error}") from error
    if wrong != "ok":
        part.unlink(missing_ok=True)
        raise CopyError(f"the copy of {source} is damaged: {wrong}")
    with part.open("rb") as written:
        os.fsync(written.fileno())
    return part.rename(target)


def _run(url: URL, program: str, *arguments: str | Path) -> None:
    """One of PostgreSQL's programs. The password goes by environment: everybody can read command lines."""
    if shutil.which(program) is None:
        raise CopyError(f"{program} is not installed; it comes with PostgreSQL's client programs")
    password = url.password or url.query.get("password")
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    command = [program, f"--dbname={_without_password(url)}", *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if ran.returncode:
        raise CopyError(f"{program} said: {' '.join(ran.stderr.split())}")


def _without_password(url: URL) -> str:
    """Where the database is. `URL.set` takes no password away, and the stars that hide one would be tried as one."""
    query = {name: value for name, value in url.query.items() if name != "password"}
    place = URL.create("postgresql", url.username, host=url.host, port=url.port, database=url.database, query=query)
    return place.render_as_string()
