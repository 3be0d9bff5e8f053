"""Everything of one house in this process, on real parts: a database file, Valkey, hosts that answer over HTTP.

What processes are elsewhere are calls here, so that they can die where a test wants them to.
"""

import json
import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from service.app import create_app
from service.domain.comment import Status
from service.domain.delivery import DeliveryStatus
from service.domain.site import PublisherSettings
from service.domain.token import EVERY_SITE, Verb
from service.http.thread_memory import FRESH
from service.keyring import Keyring
from service.metrics import Metrics
from service.queue import Hints, Work, queue_for
from service.services import Services
from service.storage.committer import Committer
from service.storage.database import Database
from service.storage.schema import comments, deliveries
from service.usecases import deliver, judge, tokens
from service.usecases.review import detail
from service.usecases.submit import submit
from service.usecases.sweep import sweep
from tests.builders import ORIGIN, PAGE, WEBHOOK_SECRET, a_site, a_submission, a_subscriber, some_settings
from tests.fakes import CountingIds, FakeClock
from tests.host_server import HostServer, Reply
from tests.workers.builders import a_runtime
from tests.workers.publishers.fake_wordpress import FakeWordPress
from workers import delivering, judging, process
from workers.outbound import GuardedOutbound
from workers.page_files import page_file
from workers.publishers import static_site, webhook, wordpress

FILES, PAPER, WIRE = "files", "paper", "wire"
DEAD = "a worker that was killed"


class Killed(BaseException):
    """The process ends here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A comment as its reader sent it, and the id that was promised."""

    id: str
    site: str
    body: str
    email: str
    key: str


class MortalDoor:
    """The real door, in a process that can be killed just before or just after a request."""

    def __init__(self, door):
        self._door = door
        self.dies = None

    def request(self, method, url, *, headers=None, body=None):
        self._die("before")
        answer = self._door.request(method, url, headers=headers, body=body)
        self._die("after")
        return answer

    def _die(self, point):
        if self.dies == point:
            self.dies = None
            raise Killed


class DyingHints:
    """The process ends after its commit and before its hint."""

    def hint(self, work):
        raise Killed


class Wire:
    """A receiver of the webhook publisher, as `docs/publishers.md` asks: it keeps the highest version of each."""

    def __init__(self):
        self.held = {}

    def __call__(self, received):
        told = received.json["data"]
        if told["version"] >= self.held.get(told["id"], told)["version"]:
            self.held[told["id"]] = told
        return Reply(status=204)

    @property
    def shown(self):
        return [one["id"] for one in self.held.values() if one["status"] == "approved"]


class World:
    """A house with three sites, a host for two of them, and a subscriber."""

    def __init__(self, folder, *, migrated, redis):
        self.redis = redis
        self.wordpress, self.wire, self.heard = FakeWordPress(), Wire(), []
        self.hosts = {PAPER: HostServer(self.wordpress), WIRE: HostServer(self.wire), "ops": HostServer(self._hear)}
        self.published = folder / "published"
        shutil.copy(migrated, folder / "rejoinder.db")
        self.clock = FakeClock()
        self.services = self._services(some_settings(folder, sites=self._sites()))
        self.client = create_app(self.services).test_client()
        self._outbound = GuardedOutbound(allow=[host.place for host in self.hosts.values()], timeout=5)
        self.door = MortalDoor(self._outbound)
        self.runtime = self._runtime()
        text = tokens.create(self.services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
        self.moderator = {"Authorization": f"Bearer {text}"}
        process._current[:] = [self.runtime]

    def close(self):
        self._outbound.close()
        for host in self.hosts.values():
            host.close()
        self.services.close()

    # Readers and moderators

    def post(self, known):
        """Sends the comment to the API; its id is what was promised."""
        sent = {"name": "Ada", "email": known.email, "body": known.body, "page": PAGE}
        return self.client.post(f"/v1/sites/{known.site}/comments", json=sent, headers={"Idempotency-Key": known.key})

    def post_and_die(self, known):
        """The web process is killed after its commit: nothing was promised, and nothing is hinted."""
        given = a_submission(site=known.site, name="Ada", email=known.email, body=known.body, page=PAGE)
        with suppress(Killed):
            submit(replace(self.services, hints=DyingHints()), given, key=known.key)

    def decide(self, comment, decision):
        return self.client.post(f"/v1/review/comments/{comment}/{decision}", headers=self.moderator)

    def decide_campaign(self, campaign, decision):
        return self.client.post(f"/v1/review/campaigns/{campaign}/{decision}", headers=self.moderator)

    # Workers

    def work(self, work):
        """A worker process does what is in its queue, which is nothing when no hint arrived."""
        worker = process.DrainWorker([queue_for(work, client=self.redis)], connection=self.redis)
        worker.work(burst=True, logging_level="ERROR")

    def judge_dies_after_claiming(self):
        judge.claim(self.services)

    def judge_dies_after_recording(self):
        with suppress(Killed):
            judging.drain(replace(self.runtime, services=replace(self.services, hints=DyingHints())))

    def deliverer_dies(self, point):
        """It is killed before or after its next request; its leases end by themselves."""
        self.door.dies = point
        wanted = deliver.due_hosts(self.services)
        with suppress(Killed):
            delivering.drain(self.runtime)
        if self.door.dies is None:
            for host in wanted:
                deliver.take(self.services, host, holder=DEAD)
        self.door.dies = None

    def sweep(self):
        return sweep(self.services)

    def settle(self):
        """Everybody works until nothing is left to do."""
        for host in self.hosts.values():
            host.instead.clear()
            host.lose_answers_to = lambda _: False
        for _ in range(40):
            self.clock.tick(hours=1)
            self.redis.flushall()  # hints last a second of real time
            self.sweep()
            self.work(Work.JUDGE)
            self.work(Work.DELIVER)
            if not self.unfinished():
                return
        raise AssertionError(f"still to do after 40 hours: {self.unfinished()}")

    def unfinished(self):
        with self.services.database.read() as tx:
            received = tx.execute(select(comments.c.id).where(comments.c.status == Status.RECEIVED)).scalars().all()
            pending = select(deliveries.c.host, deliveries.c.last_error)
            return [*received, *tx.execute(pending.where(deliveries.c.status == DeliveryStatus.PENDING)).all()]

    # What can be seen

    def stored(self):
        """Every comment by id."""
        with self.services.database.read() as tx:
            return {row.id: row for row in tx.execute(select(comments))}

    def detail(self, comment):
        return detail(self.services, comment)

    def shown(self, site):
        """What the site's host shows now: how often each comment, by its body or id."""
        if site == FILES:
            return Counter(one["id"] for one in self._file().get("comments", []))
        return Counter(self.wordpress.shown if site == PAPER else self.wire.shown)

    def thread(self, site):
        """What the API shows of the site's page, when what it remembers of a moment ago is no longer fresh."""
        self.clock.tick(milliseconds=FRESH // timedelta(milliseconds=1))
        return self.client.get(f"/v1/sites/{site}/threads", query_string={"page": PAGE})

    def public(self):
        """All bytes that left the house or lie where anybody may read them."""
        yield from (self.thread(site).data for site in (FILES, PAPER, WIRE))
        yield from (file.read_bytes() for file in self.published.rglob("*") if file.is_file())
        for host in self.hosts.values():
            for received in host.requests:
                yield f"{received.target} {received.headers}".encode() + received.body
        for key in self.redis.scan_iter():
            yield key + (self.redis.dump(key) or b"")

    def _file(self):
        path = self.published / page_file(PAGE)
        return json.loads(path.read_bytes()) if path.exists() else {}

    def _hear(self, received):
        self.heard.append(received.json["data"])
        return Reply(status=204)

    def _sites(self):
        hook = {"kind": "webhook", "options": {"url": self.hosts[WIRE].url, "secret": WEBHOOK_SECRET}}
        publishers = {
            FILES: PublisherSettings(kind="static_site", options={"directory": str(self.published)}),
            PAPER: PublisherSettings(kind="wordpress", options={"url": self.hosts[PAPER].url}),
            WIRE: PublisherSettings(**hook),
        }
        subscribers = (a_subscriber(url=self.hosts["ops"].url),)
        return [
            a_site(name=name, origins=(ORIGIN,), publisher=publisher, subscribers=subscribers)
            for name, publisher in publishers.items()
        ]

    def _services(self, settings):
        database, new_id = Database(settings.database_url), CountingIds()
        return Services(
            settings=settings,
            clock=self.clock,
            new_id=new_id,
            jitter=lambda: 0.5,
            keyring=Keyring(settings.secret_key),
            database=database,
            committer=Committer(database),
            hints=Hints(self.redis, new_id=new_id, on_failure=lambda: None),
            metrics=Metrics(),
        )

    def _runtime(self):
        sites, door = self.services.settings.sites, self.door
        paper = wordpress.Options(url=self.hosts[PAPER].url, user="publisher", password="secret")
        wire = webhook.Options(url=self.hosts[WIRE].url, secret=WEBHOOK_SECRET)
        publishers = {
            FILES: static_site.build(sites[FILES], static_site.Options(directory=str(self.published)), door),
            PAPER: wordpress.build(sites[PAPER], paper, door),
            WIRE: webhook.build(sites[WIRE], wire, door),
        }
        return a_runtime(self.services, publishers=publishers, outbound=door)
