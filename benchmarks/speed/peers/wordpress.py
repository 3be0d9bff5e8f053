"""WordPress from Debian: nginx, PHP-FPM with four children, and MariaDB that flushes at each commit."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks import stacks
from benchmarks.load import Posts
from benchmarks.speed.contender import Contender
from benchmarks.speed.payloads import PAGES, comments
from benchmarks.speed.peers import NotInstalledError, Peer
from benchmarks.speed.peers.installing import FILES, PEERS, once
from benchmarks.texts import written
from tests.ports import free_port
from tests.wordpress import servers

NAME = "WordPress 6.1 (PHP-FPM, MariaDB)"
_CACHE = PEERS / "wordpress"
_FILES = FILES / "wordpress"
_TESTS = Path(servers.__file__).parent


def install() -> None:
    """PHP, MariaDB and nginx by apt, as root, and the package of WordPress unpacked."""
    if os.geteuid() != 0:
        raise NotInstalledError("It is installed by apt and started as www-data, which takes root.")
    _CACHE.mkdir(parents=True, exist_ok=True)
    script = _TESTS / "install-parts"
    once(_CACHE, [str(script), str(_CACHE)], kept=script)


@contextmanager
def running() -> Iterator[Contender]:
    """A new site without limits; comments come by its own form, and are read by its REST API."""
    with ExitStack() as stack:
        name = stack.enter_context(TemporaryDirectory(prefix="wordpress-", ignore_cleanup_errors=True))
        scratch, port = Path(name), free_port()
        _lay_out(scratch, port=port)
        roots = [_database(stack, scratch)]
        site, host = f"{scratch}/site", f"127.0.0.1:{port}"
        posts = json.loads(servers.run(scratch, "php8.2", str(scratch / "setup.php"), site, host, str(PAGES + 2)))
        programs = ("php-fpm8.2", "--fpm-config", f"{scratch}/fpm.conf"), ("nginx", *_nginx(scratch))
        roots += [stack.enter_context(servers.server(scratch, *command)) for command in programs]
        url = f"http://{host}"
        stacks.wait_for(lambda: urlopen(_page(url, posts[0]), timeout=10).status == 200, NAME)
        spare = posts[PAGES:]
        yield Contender(
            name=NAME,
            roots=tuple(roots),
            posts=Posts(url=url, requests=_requests(posts), headers=_FORM, status=302),
            stored=lambda: int(_sql(scratch, "SELECT count(*) FROM wp_comments")),
            thread=lambda many: _thread(scratch, url, spare.pop(), many),
        )


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _lay_out(scratch: Path, *, port: int) -> None:
    scratch.chmod(0o755)
    for name in ("run", "log", "tmp", "db", "switches"):
        (scratch / name).mkdir()
        shutil.chown(scratch / name, servers.ACCOUNT, servers.ACCOUNT)
    shutil.copytree(_CACHE / "site", scratch / "site", symlinks=True)
    (scratch / "site/wp-content/mu-plugins").mkdir()
    shutil.copy(_FILES / "no-limits.php", scratch / "site/wp-content/mu-plugins")
    shutil.copy(_FILES / "setup.php", scratch)
    shutil.chown(scratch, servers.ACCOUNT, servers.ACCOUNT)
    filled = {"@scratch@": str(scratch), "@port@": str(port), "@url@": f"http://127.0.0.1:{port}"}
    configuration = _TESTS / "php/wp-config.php"
    for source, target in ((configuration, "site"), (_FILES / "fpm.conf", ""), (_TESTS / "conf/nginx.conf", "")):
        text = source.read_text().replace("define( 'WP_DEBUG', true )", "define( 'WP_DEBUG', false )")
        for mark, value in filled.items():
            text = text.replace(mark, value)
        (scratch / target / source.name).write_text(text)


def _database(stack: ExitStack, scratch: Path) -> int:
    folder, link = f"--datadir={scratch}/db", f"--socket={scratch}/run/db.sock"
    servers.run(scratch, "mariadb-install-db", "--no-defaults", folder, "--skip-test-db")
    options = (
        "--skip-networking",
        "--skip-grant-tables",
        f"--tmpdir={scratch}/tmp",
        f"--pid-file={scratch}/run/db.pid",
    )
    pid = stack.enter_context(servers.server(scratch, "mariadbd", "--no-defaults", folder, link, *options))
    client = ("mariadb", "--no-defaults", link, "--execute")
    servers.wait_for(lambda: servers.succeeds(scratch, *client, "select 1"), "MariaDB's answer", scratch)
    servers.run(scratch, *client, "create database wordpress character set utf8mb4")
    return pid


def _nginx(scratch: Path) -> tuple[str, ...]:
    return "-e", f"{scratch}/log/nginx.log", "-c", f"{scratch}/nginx.conf"


def _requests(posts: list[int]) -> tuple[tuple[str, str], ...]:
    fields = (
        {"author": one.name, "email": one.email, "comment": one.body, "comment_post_ID": posts[page]}
        for page, one in comments()
    )
    return tuple(("/wp-comments-post.php", urlencode({**one, "comment_parent": 0})) for one in fields)


def _thread(scratch: Path, url: str, post: int, many: int) -> str:
    """Approved comments, put into the table with the columns that a reader's comment has."""
    rows = ", ".join(
        f"({post}, {_quoted(one.name)}, {_quoted(one.email)}, {_quoted(one.body)}, 1)" for one in written(many)
    )
    columns = "comment_post_ID, comment_author, comment_author_email, comment_content, comment_approved"
    dated = f"UPDATE wp_comments SET comment_date = now(), comment_date_gmt = now() WHERE comment_post_ID = {post}"
    file = scratch / "tmp/thread.sql"
    file.write_text(f"INSERT INTO wp_comments ({columns}) VALUES {rows}; {dated};", encoding="utf-8")
    file.chmod(0o644)
    _sql(scratch, f"source {file}")
    return _page(url, post)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "").replace("'", "''") + "'"


def _page(url: str, post: int) -> str:
    return f"{url}/?rest_route=/wp/v2/comments&post={post}&per_page=100"


def _sql(scratch: Path, statement: str) -> str:
    link = f"--socket={scratch}/run/db.sock"
    return servers.run(scratch, "mariadb", "--no-defaults", link, "-N", "wordpress", "--execute", statement).strip()


PEER = Peer(NAME, install, running)
