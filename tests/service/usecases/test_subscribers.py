"""A subscriber that fails, on a clock of our own: how long it is tried, when it is switched off, how it comes back."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from structlog.testing import CapturingLogger

from service.domain.delivery import JITTER, NOTIFY_SCHEDULE, DeliveryFailed, DeliveryStatus, Failure
from service.queue import Work
from service.usecases import deliver, subscribers
from service.usecases.deliveries import listed
from tests.builders import a_site, some_settings
from tests.scenes import a_held_comment

OPS = "127.0.0.1:9"
BLOG = ("blog", "ops")


@pytest.fixture
def settings(tmp_path, database_url):
    return some_settings(tmp_path, database_url=database_url, sites=[a_site(publisher=None)])


@pytest.fixture
def logged(monkeypatch):
    monkeypatch.setattr(subscribers, "log", CapturingLogger())
    return subscribers.log.calls


def attempted(services, *, answers):
    """One attempt at all that is due, as the worker makes it: how many were really sent."""
    due = subscribers.without_those_off(services, deliver.due(services, OPS))
    for delivery in due:
        if answers:
            deliver.succeeded(services, [delivery])
        else:
            deliver.failed(services, delivery, DeliveryFailed("It said no.", failure=Failure.REFUSED))
    return len(due)


def failing_for(services, clock, **span):
    """An event every six hours, and every attempt at it fails."""
    end = clock() + timedelta(**span)
    while clock() < end:
        a_held_comment(services)
        attempted(services, answers=False)
        clock.tick(hours=6)


def dead(services):
    return listed(services, status=DeliveryStatus.DEAD, sites=["blog"], after="", limit=500)


def pending(services):
    return listed(services, status=DeliveryStatus.PENDING, sites=["blog"], after="", limit=500)


def test_one_event_is_tried_ten_times_over_three_days_as_the_standard_has_it(services, clock):
    tries = []
    a_held_comment(services)
    while not dead(services):
        tries.append(clock())
        assert attempted(services, answers=False) == 1
        for waiting in pending(services):
            clock.now = waiting.next_attempt_at - timedelta(seconds=1)
            assert attempted(services, answers=False) == 0, "not before its time"
            clock.tick(seconds=1)

    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == list(NOTIFY_SCHEDULE)
    assert len(tries) == 10
    assert tries[-1] - tries[0] == timedelta(hours=75, minutes=35, seconds=5)


@pytest.mark.parametrize("luck", [0.0, 1.0])
def test_the_pauses_vary_by_a_fifth(services, clock, luck):
    object.__setattr__(services, "jitter", lambda: luck)
    a_held_comment(services)
    for pause in NOTIFY_SCHEDULE:
        assert attempted(services, answers=False) == 1
        (waiting,) = pending(services)
        assert waiting.next_attempt_at - clock() == pause * (1 - JITTER + 2 * JITTER * luck)
        clock.now = waiting.next_attempt_at


def test_after_five_days_of_nothing_but_failures_it_is_switched_off_and_the_operator_told(services, clock, logged):
    failing_for(services, clock, days=4, hours=23)
    assert [one.off_since for one in subscribers.failing(services)] == [None]
    assert logged == []

    failing_for(services, clock, hours=7)

    (one,) = subscribers.failing(services)
    assert (one.site, one.name) == BLOG
    assert timedelta(days=5) <= one.off_since - one.since < timedelta(days=5, hours=6)
    assert [line.args[0] for line in logged] == ["subscriber.switched_off"]
    a_held_comment(services)
    assert attempted(services, answers=False) == 0
    assert "`rejoinder subscribers on blog ops` sends it all that it missed" in dead(services)[-1].last_error


def test_one_answer_in_between_counts_from_the_beginning(services, clock):
    failing_for(services, clock, days=4)
    a_held_comment(services)
    attempted(services, answers=True)
    failing_for(services, clock, days=4)

    assert [one.off_since for one in subscribers.failing(services)] == [None]


def test_failures_with_long_pauses_between_them_are_no_failing_for_days(services, clock):
    for _ in range(4):
        a_held_comment(services)
        (delivery,) = deliver.due(services, OPS)
        deliver.failed(services, delivery, DeliveryFailed("Gone.", failure=Failure.PERMANENT))
        clock.tick(days=3)

    assert [one.off_since for one in subscribers.failing(services)] == [None]


def said_gone(services):
    (delivery, *_) = deliver.due(services, OPS)
    deliver.failed(services, delivery, DeliveryFailed("It answered 410 Gone.", failure=Failure.GONE))


def test_the_event_that_was_refused_first_is_sent_again_too(services, clock):
    a_held_comment(services)

    def running():
        clock.tick(microseconds=1)
        return clock()

    said_gone(replace(services, clock=running))

    assert subscribers.switch_on(services, BLOG) == 1


def test_switched_on_it_is_told_at_once_although_it_asked_for_a_pause(services):
    a_held_comment(services)
    deliver.take(services, OPS, holder="one")
    (delivery,) = deliver.due(services, OPS)
    busy = DeliveryFailed("Later.", failure=Failure.UNREACHABLE, retry_after=timedelta(hours=20))
    deliver.failed(services, delivery, busy)
    deliver.failed(
        services, replace(delivery, attempts=1), DeliveryFailed("It answered 410 Gone.", failure=Failure.GONE)
    )

    assert subscribers.switch_on(services, BLOG) == 1
    assert attempted(services, answers=True) == 1


def test_who_says_that_it_wants_no_more_is_told_nothing_until_it_is_switched_on(services, clock, logged):
    a_held_comment(services)
    a_held_comment(services)

    said_gone(services)

    (one,) = subscribers.failing(services)
    assert (one.off_since, one.reason) == (clock(), f"answered 410 Gone on {clock():%Y-%m-%d}")
    assert [line.kwargs["reason"] for line in logged] == [one.reason]
    assert attempted(services, answers=True) == 0
    clock.tick(days=9)
    a_held_comment(services)
    assert attempted(services, answers=True) == 0
    assert "switched off, as it answered 410 Gone" in dead(services)[-1].last_error

    assert subscribers.switch_on(services, BLOG) == 3
    assert attempted(services, answers=True) == 3
    assert dead(services) == subscribers.failing(services) == []


def test_a_late_failure_does_not_switch_on_who_is_off(services, clock):
    a_held_comment(services)
    a_held_comment(services)
    begun = deliver.due(services, OPS)[1]
    said_gone(services)
    clock.tick(days=3)

    deliver.failed(services, begun, DeliveryFailed("It said no.", failure=Failure.REFUSED))

    assert [one.off_since is None for one in subscribers.failing(services)] == [False]


def test_switched_on_it_is_told_all_that_it_missed_and_nothing_twice(services, clock, hints):
    a_held_comment(services)
    attempted(services, answers=True)
    failing_for(services, clock, days=5, hours=7)
    a_held_comment(services)
    assert attempted(services, answers=True) == 0
    missed, waiting = len(dead(services)), len(pending(services))
    hints.hinted.clear()

    assert subscribers.switch_on(services, BLOG) == missed

    assert hints.hinted == [Work.DELIVER]
    clock.tick(days=2)
    assert attempted(services, answers=True) == missed + waiting
    assert dead(services) == pending(services) == subscribers.failing(services) == []


def test_one_that_is_well_has_nothing_to_be_switched_on(services):
    assert subscribers.switch_on(services, BLOG) == 0
