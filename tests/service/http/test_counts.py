import pytest
from redis import RedisError

from service.domain.windows import windows
from service.http.counts import Counts
from service.redis_client import web_client, worker_client
from tests.waiting import until

THREE = windows("3 per hour")


@pytest.fixture
def seconds():
    """What the clock shows, in a list, so that a test can set it."""
    return [1_000.0]


@pytest.fixture
def counts(queue, seconds):
    return Counts(queue, clock=lambda: seconds[0])


def spent(counts, times, *, client="one", windows=THREE):
    return [counts.spend("submit", client=client, windows=windows) is None for _ in range(times)]


def test_one_too_many_is_told_how_long_to_wait(counts, seconds):
    assert spent(counts, 3) == [True] * 3
    seconds[0] += 600
    assert counts.spend("submit", client="one", windows=THREE) == 3_000


def test_there_is_room_again_when_the_window_has_ended(counts, seconds):
    assert spent(counts, 4) == [True, True, True, False]
    seconds[0] += 3_600
    assert spent(counts, 1) == [True]


def test_whoever_looks_is_not_counted(counts):
    spent(counts, 2)
    assert [counts.used_up("submit", client="one", windows=THREE) for _ in range(3)] == [None] * 3
    spent(counts, 1)
    assert counts.used_up("submit", client="one", windows=THREE) is not None


def test_what_two_processes_count_is_added_up(counts, queue):
    other = Counts(queue)
    spent(counts, 2)
    counts.share()
    assert spent(other, 1) == [True]
    other.share()
    assert spent(other, 1) == [False]
    assert spent(counts, 1) == [True], "it does not know of the other one yet"
    counts.share()
    assert spent(counts, 1) == [False]


def test_whoever_only_looks_learns_of_the_others_too(counts, queue):
    spent(counts, 3)
    counts.share()
    other = Counts(queue)
    assert other.used_up("submit", client="one", windows=THREE) is None
    other.share()
    assert other.used_up("submit", client="one", windows=THREE) is not None


def test_the_window_ends_for_all_when_it_ends_in_redis(counts, queue, seconds):
    spent(counts, 1)
    counts.share()
    queue.pexpire(queue.keys("limit:*")[0], 60_000)
    spent(counts, 2)
    counts.share()
    assert 0 < counts.spend("submit", client="one", windows=THREE) <= 60


def test_what_comes_after_a_full_window_is_not_counted(counts):
    minute_and_day = windows("1 per minute; 100 per day")
    spent(counts, 50, windows=minute_and_day)
    assert counts.used_up("submit", client="one", windows=windows("2 per day")) is None
    assert counts.used_up("submit", client="one", windows=minute_and_day[1:]) is None


def test_what_is_counted_while_redis_is_away_is_told_when_it_is_back(redis_server):
    with web_client(redis_server.url) as web, worker_client(redis_server.url) as asked:
        counts = Counts(web)
        redis_server.kill()
        spent(counts, 2)
        with pytest.raises(RedisError):
            counts.share()
        assert spent(counts, 2) == [True, False]
        redis_server.start()
        until(lambda: shared(counts), what="Redis to be asked again")
        assert [asked.get(key) for key in asked.keys("limit:*")] == [b"4"]


def shared(counts):
    try:
        counts.share()
    except RedisError:
        return False
    return True


def test_whoever_falls_out_is_known_to_redis(queue):
    small = Counts(queue, most=2)
    spent(small, 3, client="first")
    small.share()
    for client in ("second", "third"):
        spent(small, 1, client=client)
    assert spent(small, 1, client="first") == [True]
    small.share()
    assert spent(small, 1, client="first") == [False]


def test_many_clients_are_told_a_part_at_a_time(queue, monkeypatch):
    monkeypatch.setattr("service.http.counts.SHARED_AT_ONCE", 2)
    counts = Counts(queue)
    for client in "abc":
        spent(counts, 1, client=client)
    counts.share()
    assert len(queue.keys("limit:*")) == 2
    assert counts.changed.is_set()
    counts.share()
    assert len(queue.keys("limit:*")) == 3
