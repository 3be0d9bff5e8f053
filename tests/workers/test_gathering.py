from dataclasses import replace

import pytest

from tests.scenes import an_approved_comment
from tests.workers.builders import a_runtime
from workers.gathering import LOOKS, MANY, due_at

STATIC = "static_site:blog"
OPS = "127.0.0.1:9"


class Pages:
    def write(self, thread):
        raise AssertionError("nothing is written here")

    def problems(self):
        return []


class Moments:
    """A stop sign that is never set; while somebody waits for it, so many comments come each time."""

    def __init__(self, services, *coming):
        self._services = services
        self._coming = list(coming)
        self.waited = 0

    def wait(self, seconds):
        self.waited += 1
        approve(self._services, self._coming.pop(0) if self._coming else 0)


def approve(services, many):
    for _ in range(many):
        an_approved_comment(services)


@pytest.fixture
def gathered(services):
    """How many are due after how many waits, where so many are there and others come in each moment."""

    def gather(there, *coming, host=STATIC, publisher=None):
        approve(services, there)
        moments = Moments(services, *coming)
        runtime = replace(a_runtime(services, publishers={"blog": publisher or Pages()}), stopping=moments)
        return len(due_at(runtime, host)), moments.waited

    return gather


def test_where_few_come_nobody_waits(gathered):
    assert gathered(MANY - 1, 5) == (MANY - 1, 0)


def test_where_many_come_a_page_waits_as_long_as_more_do(gathered):
    assert gathered(MANY, 5, 5) == (MANY + 10, 3)


def test_however_many_come_it_waits_for_moments_only(gathered):
    assert gathered(MANY, *[1] * 9) == (MANY + LOOKS, LOOKS)


def test_who_is_told_of_each_comment_gains_nothing_by_waiting(gathered):
    assert gathered(MANY, 5, host=OPS) == (MANY, 0)
    assert gathered(0, 5, publisher=object()) == (MANY, 0)
