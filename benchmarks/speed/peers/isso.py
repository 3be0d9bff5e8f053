"""Isso from PyPI under uWSGI, which its documentation recommends, with SQLite as it comes."""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from benchmarks import stacks
from benchmarks.load import MARK, Posts
from benchmarks.speed.contender import Contender
from benchmarks.speed.payloads import PAGES, comments
from benchmarks.speed.peers import Peer
from benchmarks.speed.peers.installing import FILES, PEERS, once
from benchmarks.texts import written
from tests.ports import free_port

NAME = "Isso 0.14.0 (uWSGI, SQLite)"
_FOLDER = PEERS / "isso"
_LOCK = FILES / "isso.lock"
_ISSO = ("--cache2", "name=hash,items=1024,blocksize=32", "--module", "isso.run")
_CONFIG = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:{port}/
[guard]
enabled = false
[hash]
salt = measured-here
"""


def install() -> None:
    """A virtual environment of its own; uWSGI is compiled."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    pip = str(_FOLDER / "bin/pip")
    once(
        _FOLDER,
        [sys.executable, "-m", "venv", "."],
        [pip, "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "-r", str(_LOCK)],
        kept=_LOCK,
    )


@contextmanager
def running() -> Iterator[Contender]:
    """Two processes with four threads each. Each page has one comment, as first ones collide with each other."""
    with TemporaryDirectory(prefix="isso-") as name:
        folder, port = Path(name), free_port()
        (folder / "isso.cfg").write_text(_CONFIG.format(folder=folder, port=port))
        (folder / "mail").mkdir()
        environment = {**os.environ, "ISSO_SETTINGS": str(folder / "isso.cfg")}
        with stacks.running(_command(folder, port), environment, log=folder / "log") as root:
            url = f"http://127.0.0.1:{port}"
            stacks.wait_for(lambda: urlopen(f"{url}/config", timeout=5).status == 200, NAME)
            for path, body in _requests()[:PAGES]:
                urlopen(_post(url + path, body.replace(MARK, "0")), timeout=30).close()
            yield Contender(
                name=NAME,
                roots=(root,),
                posts=Posts(url=url, requests=_requests(), status=201),
                stored=lambda: _ask(folder, "SELECT count(*) FROM comments"),
                thread=lambda many: _thread(folder, url, many),
            )


def _command(folder: Path, port: int) -> list[str]:
    options = "--master --processes 2 --threads 4 --enable-threads --http-keepalive"
    asked = ["--http", f"127.0.0.1:{port}", "--spooler", str(folder / "mail"), "--die-on-term"]
    return [str(_FOLDER / "bin/uwsgi"), "--virtualenv", str(_FOLDER), *options.split(), *asked, *_ISSO]


def _requests() -> tuple[tuple[str, str], ...]:
    return tuple((f"/new?uri=/p/{page}/", _body(one.name, one.email, one.body)) for page, one in comments())


def _body(name: str, email: str, text: str) -> str:
    return json.dumps({"title": "A page", "author": name, "email": email, "website": "", "text": text, "parent": None})


def _post(url: str, body: str) -> Request:
    return Request(url, body.encode(), {"Content-Type": "application/json"})


def _thread(folder: Path, url: str, many: int) -> str:
    """The first comment comes as readers send it, the others are copies of it with other texts."""
    uri, texts = f"/thread-of-{many}/", [one.body for one in written(many)]
    urlopen(_post(f"{url}/new?uri={uri}", _body("Ada", "ada@example.org", texts[0])), timeout=30).close()
    with closing(sqlite3.connect(folder / "comments.db", timeout=30)) as database, database:
        found = "SELECT comments.id FROM comments JOIN threads ON threads.id = tid WHERE uri = ?"
        first = database.execute(found, (uri,)).fetchone()[0]
        columns = [row[1] for row in database.execute("PRAGMA table_info(comments)") if row[1] not in ("id", "text")]
        names = ", ".join(columns)
        copy = f"INSERT INTO comments (text, {names}) SELECT ?, {names} FROM comments WHERE id = {first}"
        database.executemany(copy, [(text,) for text in texts[1:]])
    return f"{url}/?uri={uri}&limit=100"


def _ask(folder: Path, query: str) -> int:
    with closing(sqlite3.connect(folder / "comments.db", timeout=30)) as database:
        return int(database.execute(query).fetchone()[0])


PEER = Peer(NAME, install, running)
