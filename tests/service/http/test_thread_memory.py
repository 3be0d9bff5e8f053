import pytest

from service.http.thread_memory import ThreadMemory
from tests.fakes import FakeClock


class Database:
    """Threads by key, that count how often they were asked for."""

    def __init__(self):
        self.versions, self.asked, self.written = {}, 0, 0

    def version(self, key):
        self.asked += 1
        return self.versions.get(key, 0)

    def write(self, key):
        self.written += 1
        return f"{key} {self.versions.get(key, 0)} ".encode() * 100


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def database():
    return Database()


@pytest.fixture
def read(clock, database):
    memory = ThreadMemory(clock=clock, bytes_most=10_000)

    def sent(page):
        key = ("blog", page)
        version = memory.version(key, ask=lambda: database.version(key))
        return memory.body(key, version=version, write=lambda: database.write(key))

    return sent


def test_many_readers_at_once_cost_one_look_and_one_writing(read, database):
    assert len({read("/a") for _ in range(50)}) == 1
    assert (database.asked, database.written) == (1, 1)


def test_a_thread_that_stays_the_same_is_written_once(read, database, clock):
    for _ in range(3):
        read("/a")
        clock.tick(seconds=1)
    assert (database.asked, database.written) == (3, 1)


def test_a_change_is_seen_a_tenth_of_a_second_later(read, database, clock):
    before = read("/a")
    database.versions["blog", "/a"] = 1
    clock.tick(milliseconds=99)
    assert read("/a") == before
    clock.tick(milliseconds=1)
    assert read("/a") != before


def test_a_clock_that_is_set_back_makes_nothing_stay(read, database, clock):
    before = read("/a")
    database.versions["blog", "/a"] = 1
    clock.tick(hours=-1)
    assert read("/a") != before


def test_pages_are_kept_apart(read):
    assert read("/a") != read("/b")


def test_what_was_read_long_ago_is_forgotten_when_there_is_no_room(read, database):
    for number in range(20):
        read(f"/{number}")
    read("/19")
    assert database.written == 20
    read("/0")
    assert database.written == 21
