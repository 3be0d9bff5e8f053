"""Whatever happens to comments, in whatever order, whoever is killed meanwhile: what was promised is kept.

`REJOINDER_LIVES=1000` tries more lives than the few that fit into every run, and tells a failing one in few steps.
"""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from redis import Redis
from sqlalchemy import select

from service.domain.comment import Decision, Status
from service.queue import Work
from service.storage.schema import history
from tests.host_server import Reply
from tests.integration.world import FILES, PAPER, WIRE, Known, World
from tests.valkey import running

CANARY = "canary"
SITES = st.sampled_from([FILES, PAPER, WIRE])
BODIES = st.sampled_from(
    [
        "The boat was {n} minutes late again.",
        "See http://timetable.example/{n} and http://boats.example/{n} for more.",
        "CHECK OUT my channel {n}, make money fast http://casino.example http://win.example http://a.xyz",
    ]
)
PAUSES = st.sampled_from([1, 16, 60, 3600, 90_000])

FEW = 12
LIVES, STEPS = int(os.environ.get("REJOINDER_LIVES", FEW)), 30
# To make a failing life shorter takes minutes.
PHASES = (Phase.generate, Phase.shrink) if LIVES > FEW else (Phase.generate,)


class Life(RuleBasedStateMachine):
    """Readers, moderators, workers and accidents, in any order; at the end everybody works until nothing is left."""

    migrated: Path
    redis: Redis

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp(prefix="life-"))
        self.redis.flushall()
        self.world = World(self.folder, migrated=self.migrated, redis=self.redis)
        self.promised: list[Known] = []
        self.sent = 0
        self.was_approved: set[str] = set()

    # Readers

    @rule(site=SITES, body=BODIES)
    def post(self, site, body):
        self._promise(self._written(site, body))

    @rule(site=SITES, body=BODIES)
    def post_and_lose_the_web_process(self, site, body):
        written = self._written(site, body)
        self.world.post_and_die(written)
        self._promise(written)  # its reader got no answer and sends it again

    @precondition(lambda self: self.promised)
    @rule(pick=st.randoms(use_true_random=False))
    def post_again(self, pick):
        known = pick.choice(self.promised)
        answer = self.world.post(known)
        assert (answer.status_code, answer.json["id"]) == (202, known.id)

    # Moderators

    @precondition(lambda self: self.promised)
    @rule(pick=st.randoms(use_true_random=False), decision=st.sampled_from(Decision))
    def decide(self, pick, decision):
        known = pick.choice(self.promised)
        answer = self.world.decide(known.id, decision)
        assert answer.status_code in (200, 409), answer.text

    @precondition(lambda self: self.promised)
    @rule(pick=st.randoms(use_true_random=False), decision=st.sampled_from(Decision))
    def decide_campaign(self, pick, decision):
        campaign = self.world.detail(pick.choice(self.promised).id).campaign
        if campaign:
            answer = self.world.decide_campaign(campaign.id, decision)
            assert answer.status_code in (200, 409), answer.text

    # Workers

    @rule(work=st.sampled_from(Work))
    def work(self, work):
        self.world.work(work)

    @rule()
    def sweep(self):
        self.world.sweep()

    @rule(seconds=PAUSES)
    def wait(self, seconds):
        self.world.clock.tick(seconds=seconds)

    # Accidents

    @rule()
    def flush_redis(self):
        self.redis.flushall()

    @rule()
    def judge_dies_after_claiming(self):
        self.world.judge_dies_after_claiming()

    @rule()
    def judge_dies_after_recording(self):
        self.world.judge_dies_after_recording()

    @rule(point=st.sampled_from(["before", "after"]))
    def deliverer_dies(self, point):
        self.world.deliverer_dies(point)

    @rule(host=st.sampled_from([PAPER, WIRE, "ops"]), status=st.sampled_from([500, 503, 302]))
    def host_refuses(self, host, status):
        self.world.hosts[host].instead.append(Reply(status=status))

    @rule(host=st.sampled_from([PAPER, WIRE, "ops"]))
    def host_loses_its_next_answer(self, host):
        lost = iter([True])
        self.world.hosts[host].lose_answers_to = lambda _: next(lost, False)

    # What is true at every moment

    @invariant()
    def is_kept(self):
        self.what_was_promised_is_stored()
        self.history_explains_every_status()
        self.hosts_show_nothing_twice_and_nothing_that_nobody_approved()
        self.readers_are_shown_what_is_approved()

    def what_was_promised_is_stored(self):
        stored = self.world.stored()
        assert {one.id: one.body for one in self.promised} == {
            one.id: stored[one.id].body for one in self.promised if one.id in stored
        }

    def history_explains_every_status(self):
        told = {id: [(1, Status.RECEIVED)] for id in self.world.stored()}
        with self.world.services.database.read() as tx:
            for entry in tx.execute(select(history).order_by(history.c.comment, history.c.version)):
                assert (entry.version - 1, entry.before) == told[entry.comment][-1]
                told[entry.comment].append((entry.version, entry.after))
        assert {id: entries[-1] for id, entries in told.items()} == {
            id: (row.version, row.status) for id, row in self.world.stored().items()
        }
        self.was_approved |= {id for id, entries in told.items() if Status.APPROVED in dict(entries).values()}

    def hosts_show_nothing_twice_and_nothing_that_nobody_approved(self):
        for site in (FILES, PAPER, WIRE):
            shown = self.world.shown(site)
            assert max(shown.values(), default=1) == 1
            assert set(shown) <= {self._as_shown(site, id) for id in self.was_approved}

    def readers_are_shown_what_is_approved(self):
        for site in (FILES, PAPER, WIRE):
            thread = self.world.thread(site).json["comments"]
            assert Counter(one["id"] for one in thread) == self._approved(site)

    # How it ends

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            self.world.settle()
            self.what_was_promised_is_stored()
            self.history_explains_every_status()
            for site in (FILES, PAPER, WIRE):
                approved = Counter({self._as_shown(site, id): 1 for id in self._approved(site)})
                assert self.world.shown(site) == approved
            self._subscribers_heard_the_last_of_each()
            assert not [leak for leak in self.world.public() if CANARY.encode() in leak]
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def _subscribers_heard_the_last_of_each(self):
        stored = self.world.stored()
        last = {}
        for told in self.world.heard:
            last[told["id"]] = max(last.get(told["id"], 0), told["version"])
        assert last == {id: row.version for id, row in stored.items()}

    def _promise(self, written):
        answer = self.world.post(written)
        assert answer.status_code == 202, answer.text
        self.promised.append(Known(**{**vars_of(written), "id": answer.json["id"]}))

    def _written(self, site, body):
        self.sent += 1
        email = f"{CANARY}-{self.sent}@example.org"
        return Known(id="", site=site, body=body.format(n=self.sent), email=email, key=f"key-{self.sent}")

    def _approved(self, site):
        stored = self.world.stored()
        return Counter(id for id, row in stored.items() if (row.site, row.status) == (site, Status.APPROVED))

    def _as_shown(self, site, id):
        return self.world.stored()[id].body if site == PAPER else id


def vars_of(known):
    return {name: getattr(known, name) for name in known.__slots__}


@pytest.fixture(scope="module")
def redis():
    with running() as server, Redis.from_url(server.url) as client:
        yield client


def test_what_was_promised_is_kept_whatever_happens(redis, migrated_file):
    Life.migrated, Life.redis = migrated_file, redis
    effort = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        phases=PHASES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Life, settings=effort)
