"""Waline from npm with SQLite: one process, which is all it has."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from benchmarks import stacks
from benchmarks.load import Posts
from benchmarks.speed.contender import Contender
from benchmarks.speed.payloads import comments
from benchmarks.speed.peers import Peer
from benchmarks.speed.peers.installing import FILES, PEERS, once
from benchmarks.texts import written
from tests.ports import free_port

NAME = "Waline 1.39.3 (Node.js, SQLite)"
_FOLDER = PEERS / "waline"
_LOCK = FILES / "waline-package-lock.json"
# It brings no tables: these have the columns that it writes, and like those of its documentation no index.
_TABLES = """
CREATE TABLE wl_Comment (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id, comment TEXT, insertedAt DATETIME, ip, link,
  mail, nick, pid INTEGER, rid INTEGER, sticky, status, "like", ua, url, createdAt DATETIME, updatedAt DATETIME);
CREATE TABLE wl_Counter (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER, reaction0, reaction1, reaction2, reaction3,
  reaction4, reaction5, reaction6, reaction7, reaction8, url, createdAt DATETIME, updatedAt DATETIME);
CREATE TABLE wl_Users (id INTEGER PRIMARY KEY AUTOINCREMENT, display_name, email, password, type, label, url, avatar,
  github, twitter, facebook, google, weibo, qq, "2fa", createdAt DATETIME, updatedAt DATETIME);
"""


def install() -> None:
    """Its packages as the lock has them; the driver of SQLite is compiled, which takes two minutes."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(FILES / f"waline-{name}", _FOLDER / name)
    once(
        _FOLDER,
        ["npm", "ci", "--omit=dev", "--no-audit", "--no-fund"],
        ["npm", "rebuild", "sqlite3", "--foreground-scripts"],
        kept=_LOCK,
    )


@contextmanager
def running() -> Iterator[Contender]:
    """Without limits, and without asking anybody on the internet."""
    with TemporaryDirectory(prefix="waline-") as name:
        folder, port = Path(name), free_port()
        with closing(sqlite3.connect(_file(folder))) as database:
            database.executescript(_TABLES)
        main = _FOLDER / "node_modules/@waline/vercel/vanilla.js"
        command = ["node", "-r", str(FILES / "waline-loopback.cjs"), str(main), str(port)]
        with stacks.running(command, _environment(folder), log=folder / "log") as root:
            url = f"http://127.0.0.1:{port}"
            stacks.wait_for(lambda: b'"errno":0' in urlopen(_page(url, "/"), timeout=5).read(), NAME)
            yield Contender(
                name=NAME,
                roots=(root,),
                posts=Posts(url=url, requests=_requests(), good='"errno":0'),
                stored=lambda: _ask(folder, "SELECT count(*) FROM wl_Comment"),
                thread=lambda many: _thread(folder, url, many),
            )


def _file(folder: Path) -> Path:
    return folder / "waline.sqlite"


def _environment(folder: Path) -> dict[str, str]:
    told = {"SQLITE_PATH": str(folder), "SQLITE_DB": "waline", "JWT_TOKEN": "measured-here", "IPQPS": "0"}
    return {**os.environ, **told, "AKISMET_KEY": "false", "OAUTH_URL": 'data:application/json,{"services":[]}'}


def _requests() -> tuple[tuple[str, str], ...]:
    return tuple(("/api/comment", _body(f"/p/{page}/", one.name, one.email, one.body)) for page, one in comments())


def _body(page: str, name: str, email: str, text: str) -> str:
    return json.dumps({"comment": text, "nick": name, "mail": email, "link": "", "url": page, "ua": "Mozilla/5.0"})


def _thread(folder: Path, url: str, many: int) -> str:
    """The first comment comes as readers send it, the others are copies of it with other texts."""
    page, texts = f"/thread-of-{many}/", [one.body for one in written(many)]
    body = _body(page, "Ada", "ada@example.org", texts[0])
    sent = Request(f"{url}/api/comment", body.encode(), {"Content-Type": "application/json"})
    urlopen(sent, timeout=30).close()
    with closing(sqlite3.connect(_file(folder), timeout=30)) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(wl_Comment)")]
        names = ", ".join(f'"{name}"' for name in columns if name not in ("id", "comment"))
        first, stored = database.execute("SELECT id, comment FROM wl_Comment WHERE url = ?", (page,)).fetchone()
        copy = f"INSERT INTO wl_Comment (comment, {names}) SELECT ?, {names} FROM wl_Comment WHERE id = {first}"
        database.executemany(copy, [(stored.replace(texts[0], text),) for text in texts[1:]])
    return _page(url, page)


def _page(url: str, page: str) -> str:
    return f"{url}/api/comment?path={page}&pageSize=100&page=1"


def _ask(folder: Path, query: str) -> int:
    with closing(sqlite3.connect(_file(folder), timeout=30)) as database:
        return int(database.execute(query).fetchone()[0])


PEER = Peer(NAME, install, running)
