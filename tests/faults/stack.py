"""One started stack with the hosts that its sites publish to; whoever is killed in it is started again."""

import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

from service.storage.database import Database
from tests import postgresql
from tests.e2e.house import House, alive, eventually
from tests.faults.compose import LEASE_VARIABLE
from tests.faults.hosts import Blog, Hook, Press
from tests.faults.places import Places
from tests.host_server import serving

ROOT = Path(__file__).parent.parent.parent
ORIGIN = "http://blog.example"
FORBIDDEN = "durian"
_SECRET = "whsec_" + "A" * 43 + "="
_HOSTS = {"static_site": Blog, "webhook": Hook, "wordpress": Press}
_CONFIGURATION = f"""
[limits]
enabled = false
[outbound]
allow = {{allow}}
[policies.default.checks.blocklist]
words = ["{FORBIDDEN}"]
""" + "".join(
    f"[policies.default.checks.{check}]\nenabled = false\n"
    for check in ("duplicate", "campaign", "author_rate", "address_rate")
)
_SITE = """
[sites.{name}]
origins = ["{origin}"]
[sites.{name}.publisher]
kind = "{kind}"
{options}
"""
_SUBSCRIBER = """
[[sites.{name}.subscribers]]
name = "newsroom"
url = "{newsroom}/"
secret_file = "hook.secret"
"""
_OPTIONS = {
    "static_site": 'directory = "published/{name}"',
    "webhook": 'url = "http://{place}/"\nsecret_file = "hook.secret"',
    "wordpress": 'url = "http://{place}"\nuser = "rejoinder"\npassword_file = "press.password"',
}


class Stack(House):
    """Everything of one row or of many. `sites` are the kinds of their hosts, by name."""

    command = ("-m", "tests.faults.up")

    def __init__(self, home, *, sites, database_url, newsroom, more):
        super().__init__(home)
        self.home.mkdir()
        self.places = Places(home)
        self.sites = sites
        self.newsroom = newsroom
        self.hosts = {name: self._host(name, kind) for name, kind in sites.items()}
        self.database = Database(database_url or f"sqlite:///{home / 'rejoinder.db'}")
        self._more = {"PYTHONPATH": str(ROOT), **more} | ({"DATABASE_URL": database_url} if database_url else {})
        self._configure()

    def start(self, **more):
        return super().start(**self._more, **more)

    def second(self, role):
        """One more process of a role."""
        with (self.home.parent / "said").open("a") as said:
            command = [sys.executable, "-m", "tests.faults.compose", role]
            redis = f"unix://{self.home / 'run/valkey.sock'}"
            environment = self.environment(REDIS_URL=redis, **self._more)
            return subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)

    def is_whole(self):
        """Whether every role has a process, and the web answers."""
        pids = self.pids()
        return len(pids) == 6 and len(alive(pids.values())) == 6 and self.answers()

    def close(self):
        for host in self.hosts.values():
            host.close()
        self.database.close()

    def _host(self, name, kind):
        return Blog(self.home / "published" / name) if kind == "static_site" else _HOSTS[kind](self.places)

    def _configure(self):
        places = {name: getattr(host, "place", "") for name, host in self.hosts.items()}
        sites = [
            _SITE.format(
                name=name, origin=ORIGIN, kind=kind, options=_OPTIONS[kind].format(name=name, place=places[name])
            )
            for name, kind in self.sites.items()
        ]
        allow = [place for place in (*places.values(), self.newsroom.place) if place]
        # One site has a subscriber: more would only take longer.
        sites.append(_SUBSCRIBER.format(name=next(iter(self.sites)), newsroom=self.newsroom.url))
        text = _CONFIGURATION.format(allow=str(allow).replace("'", '"')) + "".join(sites)
        (self.home / "rejoinder.toml").write_text(text)
        (self.home / "hook.secret").write_text(_SECRET)
        (self.home / "press.password").write_text("abcd efgh")


class Keeper(threading.Thread):
    """Starts the supervisor again when it was killed, and PostgreSQL."""

    def __init__(self, stack, postgres):
        super().__init__(name="keeper", daemon=True)
        self.stack, self.postgres, self.over = stack, postgres, threading.Event()
        self.supervisor = stack.start()

    def run(self):
        while not self.over.wait(0.05):
            if self.supervisor.poll() is not None:
                self.supervisor = self.stack.start()
            if self.postgres and self.postgres.process.poll() is not None:
                with suppress(AssertionError):  # its last processes may not be gone yet
                    self.postgres.start()
                _name(self.stack, self.postgres)


@contextmanager
def running(*, sites, home=None, lease=None, on_postgresql=False):
    """A stack that answers, gone at the end. `home` is where it shall lie, `lease` in seconds replaces the real one."""
    with (
        tempfile.TemporaryDirectory(prefix="rj-faults-", ignore_cleanup_errors=True) as folder,
        serving() as newsroom,
        _postgres(on_postgresql) as postgres,
    ):
        more = {LEASE_VARIABLE: str(lease)} if lease else {}
        url = postgres.url if postgres else None
        stack = Stack(home or Path(folder) / "home", sites=sites, database_url=url, newsroom=newsroom, more=more)
        if postgres:
            (stack.home / "run").mkdir(mode=0o700)
            _name(stack, postgres)
        keeper = Keeper(stack, postgres)
        keeper.start()
        try:
            eventually(stack.ready, stack.said)
            yield stack
        finally:
            keeper.over.set()
            keeper.join()
            _stop(stack, keeper.supervisor)


def _stop(stack, supervisor):
    remains = stack.pids()
    remains.pop("postgresql", None)
    supervisor.send_signal(signal.SIGTERM)
    supervisor.wait(60)
    eventually(lambda: not alive(remains.values()))
    stack.close()


@contextmanager
def _postgres(wanted):
    if not wanted:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="rj-pg-", ignore_cleanup_errors=True) as folder:
        server = postgresql.Server(Path(folder), options=[])
        try:
            yield server
        finally:
            server.stop()


def _name(stack, postgres):
    (stack.home / "run/postgresql.pid").write_text(f"{postgres.process.pid}\n")
