"""The machines and what runs on them."""

import base64
import os
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.scale_out import backing
from benchmarks.scale_out.balancer import WEB_PORT, Balancer
from benchmarks.scale_out.clients import ORIGIN, SITES
from benchmarks.scale_out.crowd import Crowd
from benchmarks.scale_out.network import Host, network, remove_shares

# Longer than the balancer needs to notice: two looks, half a second apart.
DRAIN_SECONDS = 3
WORKER_ROLES = (("worker", "judge"), ("worker", "deliver"), ("sweep",))
_OURS = ("REJOINDER_", "DATABASE_URL", "REDIS_URL", "PORT", "PROMETHEUS_")
_SITE = """
[sites.{site}]
origins = ["{origin}"]
[sites.{site}.publisher]
kind = "static_site"
directory = "published/{site}"
"""
# All checks are asked; whatever they say the comment is approved, so that everything must be published.
_CONFIG = """
[limits]
enabled = {limits}
submit = "1000000 per minute"
[policies.default]
hold_at = 1000000.0
spam_at = 2000000.0
"""


class Cluster:
    """The machines, none of which is limited yet to its `cores`.

    `folder` is what they share: settings, key, and the directory that pages are published to.
    """

    def __init__(self, folder: Path, *, cores: float) -> None:
        self.folder = folder
        self.cores = cores
        self.database = Host("database", number=10)
        self.standby = Host("standby", number=11)
        self.web = [Host(f"web{number}", number=20 + number) for number in (1, 2)]
        self.workers = [Host(f"worker{number}", number=30 + number) for number in (1, 2)]
        self.load = Host("load", number=40)
        self.hosts = [self.database, self.standby, *self.web, *self.workers, self.load]
        self.queue_url = f"redis://{self.database.address}:{backing.QUEUE_PORT}/0"
        self.running: dict[str, dict[tuple[str, ...], subprocess.Popen[bytes]]] = defaultdict(dict)

    def set_up(self) -> None:
        """Start what all lean on, and bring the database to the schema, once for all."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        self.environment = clean
        sites = "".join(_SITE.format(site=site, origin=ORIGIN) for site in SITES)
        (self.folder / "rejoinder.toml").write_text(_CONFIG.format(limits="true") + sites)
        key = self.folder / "secret.key"
        key.touch(mode=0o600)
        key.write_text(base64.b64encode(os.urandom(32)).decode())
        self.postgresql = backing.PostgreSQL(self.database, self.folder / "postgresql", environment=clean)
        self.queue = backing.valkey(self.database, environment=clean, folder=self.folder)
        with (self.folder / "migrate.log").open("wb") as log:
            migrate = self.load.command(*self._ours("migrate"))
            subprocess.run(migrate, env=self._environment(self.load), check=True, stdout=log, stderr=log)
        self.balancer = Balancer(self.load, self.web, folder=self.folder, environment=clean)

    def start_web(self, host: Host) -> None:
        """Start a web server that leaves gently."""
        words = ("web", "--host", "0.0.0.0", "--port", str(WEB_PORT), "--drain", str(DRAIN_SECONDS))
        self._start(host, *words)

    def start_workers(self, host: Host) -> None:
        """Start one process of each kind of background work."""
        for words in WORKER_ROLES:
            self._start(host, *words)

    def stop(self, host: Host) -> None:
        """Ask all that runs there to end, as a supervisor does, and wait until it has."""
        stopped = self.running.pop(host.name, {}).values()
        for process in stopped:
            process.send_signal(signal.SIGTERM)
        for process in stopped:
            assert process.wait(60) == 0, f"{host.name}: {process.args} ended with {process.returncode}"

    def lose(self, host: Host) -> None:
        """The whole machine is gone, at once."""
        host.pull_the_plug()
        for process in self.running.pop(host.name, {}).values():
            process.wait()

    def start_again(self) -> int:
        """Start whatever has ended by itself, as a supervisor does: how many those were."""
        ended = [
            (host, words)
            for host in self.hosts
            for words, process in self.running[host.name].items()
            if process.poll() is not None
        ]
        for host, words in ended:
            self._start(host, *words)
        return len(ended)

    def crowd(self, *, seconds: float, rate: float = 0.0) -> Crowd:
        """Let readers come."""
        log = self.folder / "readers.log"
        return Crowd(self.load, seconds=seconds, rate=rate, environment=self.environment, log=log)

    def _start(self, host: Host, *words: str) -> None:
        log = self.folder / f"{host.name}.log"
        self.running[host.name][words] = host.start(*self._ours(*words), environment=self._environment(host), log=log)

    def _ours(self, *words: str) -> list[str]:
        return [sys.executable, "-P", "-m", "service.commands", *words]

    def _environment(self, host: Host) -> dict[str, str]:
        home = self.folder / host.name
        home.mkdir(exist_ok=True)
        return self.environment | {
            "REJOINDER_HOME": str(home),
            "REJOINDER_CONFIG": str(self.folder / "rejoinder.toml"),
            "REJOINDER_SECRET_KEY_FILE": str(self.folder / "secret.key"),
            "REJOINDER_TRUSTED_PROXIES": "1",
            "DATABASE_URL": self.postgresql.url,
            "REDIS_URL": self.queue_url,
        }


@contextmanager
def cluster(*, cores: float) -> Iterator[Cluster]:
    """The machines, with what all lean on running; where something breaks, the logs stay."""
    with TemporaryDirectory(prefix="rj-scale-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        made = Cluster(Path(folder), cores=cores)
        try:
            with network(*made.hosts):
                made.set_up()
                yield made
        except BaseException:
            _keep_logs(made.folder)
            raise
        finally:
            for process in [one for running in made.running.values() for one in running.values()]:
                process.wait()
            remove_shares(*made.hosts)


def _keep_logs(folder: Path) -> None:
    kept = Path(f"/tmp/{folder.name}-logs")
    kept.mkdir()
    for log in folder.glob("*.log"):
        shutil.copy(log, kept)
    print(f"The logs of all hosts are in {kept}", file=sys.stderr)
