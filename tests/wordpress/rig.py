"""A real WordPress on loopback, made anew for a test session and gone after it.

`tests/wordpress/install-parts` installs what it is made of. Everything lies in one scratch folder and runs as www-data:
MariaDB and PHP on unix sockets, nginx on a port of its own.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import urllib3

from tests.parts import need
from tests.ports import free_port
from tests.wordpress.servers import ACCOUNT, is_installed, run, server, succeeds, wait_for

HERE = Path(__file__).parent
PLUGIN = HERE.parent.parent / "integrations/wordpress/rejoinder.php"
PROGRAMS = ("mariadbd", "mariadb", "mariadb-install-db", "php8.2", "php-fpm8.2", "nginx", "setpriv")


@dataclass(frozen=True, kw_only=True)
class Post:
    id: int
    page: str


@dataclass(frozen=True, kw_only=True)
class WordPress:
    """The running site: its address, its posts, and the application passwords by user."""

    url: str
    scratch: Path
    posts: dict[str, Post]
    passwords: dict[str, str]

    @property
    def place(self) -> str:
        return self.url.removeprefix("http://")

    def html(self, url: str) -> str:
        """A page as a reader's browser gets it."""
        answer = urllib3.request("GET", url, retries=False)
        assert answer.status == 200, (url, answer.status, answer.data[:500])
        return answer.data.decode()

    @contextmanager
    def switched(self, name: str, text: str = "") -> Iterator[None]:
        """The site with one switch of switches.php or wp-config.php set."""
        path = self.scratch / "switches" / name
        path.write_text(text)
        try:
            yield
        finally:
            path.unlink()

    def written(self, name: str) -> str:
        """What the site would have sent: `mail` or `outgoing` requests, one JSON a line."""
        path = self.scratch / name
        return path.read_text() if path.exists() else ""


def cache() -> Path:
    """Where install-parts unpacks WordPress."""
    return Path(os.environ.get("REJOINDER_WORDPRESS_CACHE") or Path.home() / ".cache/rejoinder-wordpress")


def missing_parts() -> list[str]:
    """What keeps a real WordPress from starting here; empty when nothing does."""
    missing = [f"the program {name}" for name in PROGRAMS if not is_installed(name)]
    if not (cache() / "site/wp-load.php").exists():
        missing.append(f"WordPress in {cache()}/site")
    if os.geteuid() != 0:
        missing.append("root, to start the servers as www-data")
    return missing


@pytest.fixture(scope="session", name="wordpress")
def _wordpress() -> Iterator[WordPress]:
    missing = missing_parts()
    need(not missing, what=", ".join(missing), install="run tests/wordpress/install-parts as root")
    with running() as site:
        yield site


@contextmanager
def running() -> Iterator[WordPress]:
    """A new WordPress; its processes and its folder are gone at the end, whatever happens in between."""
    with ExitStack() as stack:
        scratch = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="rejoinder-wp-", ignore_cleanup_errors=True))
        )
        port = free_port()
        _lay_out(scratch, port=port)
        _start_database(stack, scratch)
        made = json.loads(run(scratch, "php8.2", str(HERE / "php/setup.php"), f"{scratch}/site", f"127.0.0.1:{port}"))
        stack.enter_context(server(scratch, "php-fpm8.2", "--fpm-config", f"{scratch}/fpm.conf"))
        stack.enter_context(server(scratch, "nginx", "-e", f"{scratch}/log/nginx.log", "-c", f"{scratch}/nginx.conf"))
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: _answers(f"{url}/?rest_route=/"), "WordPress's answer", scratch)
        posts = {name: Post(**post) for name, post in made["posts"].items()}
        yield WordPress(url=url, scratch=scratch, posts=posts, passwords=made["passwords"])


def _lay_out(scratch: Path, *, port: int) -> None:
    scratch.chmod(0o755)
    for name in ("run", "log", "tmp", "switches", "db"):
        (scratch / name).mkdir()
        shutil.chown(scratch / name, ACCOUNT, ACCOUNT)
    shutil.copytree(cache() / "site", scratch / "site", symlinks=True)
    plugins = scratch / "site/wp-content/mu-plugins"
    plugins.mkdir()
    shutil.copy(PLUGIN, plugins)
    shutil.copy(HERE / "php/switches.php", plugins)
    shutil.chown(scratch, ACCOUNT, ACCOUNT)
    for source, target in (("php/wp-config.php", "site"), ("conf/fpm.conf", ""), ("conf/nginx.conf", "")):
        text = (HERE / source).read_text().replace("@scratch@", str(scratch)).replace("@port@", str(port))
        (scratch / target / Path(source).name).write_text(text.replace("@url@", f"http://127.0.0.1:{port}"))


def _start_database(stack: ExitStack, scratch: Path) -> None:
    folder, link = f"--datadir={scratch}/db", f"--socket={scratch}/run/db.sock"
    small = "--innodb-log-file-size=8M"
    run(scratch, "mariadb-install-db", "--no-defaults", folder, "--skip-test-db", small)
    # Durable writes cost seconds here and protect nothing: the folder does not outlive the session.
    quick = ("--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--skip-log-bin")
    stack.enter_context(
        server(
            scratch, "mariadbd", "--no-defaults", folder, link, "--skip-networking", "--skip-grant-tables",
            f"--tmpdir={scratch}/tmp", f"--pid-file={scratch}/run/db.pid", small, *quick,
        )
    )  # fmt: skip
    client = ("mariadb", "--no-defaults", link, "--execute")
    wait_for(lambda: succeeds(scratch, *client, "select 1"), "MariaDB's answer", scratch)
    run(scratch, *client, "create database wordpress character set utf8mb4")


def _answers(url: str) -> bool:
    try:
        return urllib3.request("GET", url, retries=False, timeout=10).status == 200
    except urllib3.exceptions.HTTPError:
        return False
