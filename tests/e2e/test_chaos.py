"""Everything is killed at random while comments come in, and none is lost, doubled or stuck."""

import json
import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest
from redis import Redis, RedisError

from tests.e2e.house import House, eventually

COMMENTS = 200
READERS = 8
# Below this many seconds everything must be final, counted from the last 202.
FINAL_WITHIN_SECONDS = 60


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path / "home")
    house.let_anybody_say_anything()
    return house


class Killer(threading.Thread):
    """Kills one role after the other until it is told to stop; empties Redis twice."""

    def __init__(self, house, *, seed):
        super().__init__(name="killer")
        self.house, self.random, self.ending, self.killed = house, random.Random(seed), threading.Event(), Counter()

    def run(self):
        flushes = 2
        while not self.ending.wait(self.random.uniform(0.3, 0.8)):
            role = self.random.choice(["web", "judge", "deliver", "valkey", "sweep"])
            # A web that is killed again before it answers would never take a comment on a slow machine.
            if role != "web" or self.house.answers():
                self.kill(role)
            if flushes and sum(self.killed.values()) > 2:
                flushes -= self.flush()

    def kill(self, role):
        pid = self.house.pid(role)
        if pid:
            try:
                os.kill(pid, signal.SIGKILL)
                self.killed[role] += 1
            except ProcessLookupError:
                pass  # it is being started again just now

    def flush(self):
        try:
            Redis(unix_socket_path=str(self.house.home / "run" / "valkey.sock")).flushall()
        except (RedisError, OSError):
            return 0
        self.killed["flush"] += 1
        return 1


def post_until_acknowledged(house, number, *, deadline):
    """What a patient reader's program does: the same key until there is a 202."""
    while time.monotonic() < deadline:
        time.sleep(
            random.uniform(0, 0.6)
        )  # readers come when they come; all at once they would be gone before the first kill
        try:
            status, answer = house.ask(
                "POST",
                "/v1/sites/demo/comments",
                {
                    "name": f"Reader {number}",
                    "email": f"reader{number}@example.org",
                    "body": f"This is remark number {number} on the timetable of the ferry.",
                    "page": f"{house.url}/demo/{number % 5}",
                },
                key=f"key-{number}",
            )
        except (OSError, HTTPException, ValueError):
            status = 0
        if status == 202:
            return answer["id"]
        assert status in (0, 502, 503), (status, answer)
    raise AssertionError(f"comment {number} was never acknowledged")


def post_all(house):
    deadline = time.monotonic() + 150
    with ThreadPoolExecutor(READERS) as readers:
        posts = [
            readers.submit(post_until_acknowledged, house, number, deadline=deadline) for number in range(COMMENTS)
        ]
    return [post.result() for post in posts]


def published(house):
    files = house.home.glob("published/**/*.json")
    return [one for file in files for one in json.loads(file.read_text())["comments"]]


def unsettled(house):
    """Comments that are not judged, and publications that are not done."""
    received = everything(house, "/v1/review/comments?site=demo&status=received", "comments")
    pending = everything(house, "/v1/review/deliveries?status=pending", "deliveries")
    return [one["id"] for one in received] + [one["id"] for one in pending if one["kind"] == "publish"]


def everything(house, path, name):
    """The whole of a list, page after page."""
    found, cursor = [], ""
    while cursor is not None:
        answer = house.ask("GET", f"{path}&limit=100&cursor={cursor}")[1]
        found, cursor = found + answer[name], answer["next"]
    return found


@pytest.mark.timeout(300)
def test_nothing_is_lost_doubled_or_stuck_while_everything_is_killed_at_random(house):
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    with house.up():
        killer = Killer(house, seed=seed)
        killer.start()
        ids = post_all(house)
        eventually(lambda: killer.killed["flush"] == 2 and len(killer.killed) == 6)
        killer.ending.set()
        killer.join()
        acknowledged = time.monotonic()
        eventually(house.ready)
        eventually(lambda: not unsettled(house), lambda: f"unsettled: {unsettled(house)[:5]}; killed {killer.killed}")
        took = time.monotonic() - acknowledged
        shown = published(house)
        details = {one: house.ask("GET", f"/v1/review/comments/{one}")[1] for one in ids}

    assert len(set(ids)) == COMMENTS, "each key made one comment"
    assert took < FINAL_WITHIN_SECONDS
    texts = Counter(one["body_html"] for one in shown)
    assert texts.most_common(1)[0][1] == 1, "each reader's remark is shown once"
    approved = {one for one, detail in details.items() if detail["status"] == "approved"}
    assert {one["id"] for one in shown} == approved
    assert len(approved) >= 0.95 * COMMENTS
    for detail in details.values():
        verdicts = [entry for entry in detail["history"] if entry["actor"] == "judge"]
        assert len(verdicts) == 1, "each comment was judged to one final status"
    print(f"killed {dict(killer.killed)}, all final {took:.1f} s after the last 202")
