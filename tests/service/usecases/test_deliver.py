from datetime import timedelta

import pytest
from structlog.testing import CapturingLogger

from service.domain.comment import Decision, Status
from service.domain.delivery import NOTIFY_SCHEDULE, DeliveryFailed, DeliveryStatus, Failure
from service.usecases import deliver
from service.usecases.decide import decide
from service.usecases.deliveries import listed, retry
from service.usecases.review import detail
from service.usecases.threads import is_published
from tests.builders import a_site, a_subscriber, some_settings
from tests.scenes import a_held_comment, an_approved_comment

STATIC = "static_site:blog"
OPS = "127.0.0.1:9"


def failure(kind=Failure.REFUSED, **changes):
    return DeliveryFailed("It said no.", failure=kind, **changes)


def due(services, host):
    return deliver.due(services, host)


def test_each_host_is_worked_on_by_one_worker_at_a_time(services, clock):
    an_approved_comment(services)
    assert sorted(deliver.due_hosts(services)) == [OPS, STATIC]

    assert deliver.take(services, OPS, holder="one")
    assert not deliver.take(services, OPS, holder="one")
    assert deliver.take(services, STATIC, holder="two")
    deliver.give_back(services, OPS, holder="one")
    assert deliver.take(services, OPS, holder="one")

    clock.tick(seconds=4)
    deliver.keep(services, holder="one")
    clock.tick(seconds=4)
    assert not deliver.take(services, OPS, holder="one")
    assert deliver.take(services, STATIC, holder="two"), "a killed worker's lease ends"


def test_what_is_done_is_no_longer_due_and_readers_are_told_it_is_published(services):
    comment = an_approved_comment(services)
    assert not is_published(services, comment, site="blog")

    deliver.succeeded(services, due(services, STATIC), remote_id="17")

    assert due(services, STATIC) == []
    assert is_published(services, comment, site="blog")
    assert detail(services, comment).comment.remote_id == "17"


def test_what_is_done_is_logged_with_where_it_went(services, monkeypatch):
    comment = an_approved_comment(services)
    monkeypatch.setattr(deliver, "log", CapturingLogger())

    deliver.succeeded(services, due(services, STATIC), remote_id="17")

    [line] = deliver.log.calls
    assert line.args == ("delivery.done",)
    assert line.kwargs == {"comment": comment, "kind": "publish", "site": "blog", "host": STATIC}


def test_what_was_asked_for_again_meanwhile_stays_due(services):
    comment = an_approved_comment(services)
    begun = due(services, STATIC)
    decide(services, comment, Decision.SPAM, actor="Mona")

    deliver.succeeded(services, begun, remote_id="17")

    assert [one.version for one in due(services, STATIC)] == [2]
    assert detail(services, comment).comment.remote_id == "17"
    assert not is_published(services, comment, site="blog")


def test_a_failed_attempt_is_made_again_by_the_schedule(services, clock):
    a_held_comment(services)
    (delivery,) = due(services, OPS)

    deliver.failed(services, delivery, failure())

    assert due(services, OPS) == []
    clock.tick(seconds=NOTIFY_SCHEDULE[0].total_seconds())
    (again,) = due(services, OPS)
    assert (again.attempts, again.last_error) == (1, "It said no.")


def test_retry_after_is_waited_for(services, clock):
    a_held_comment(services)
    deliver.failed(services, due(services, OPS)[0], failure(retry_after=timedelta(minutes=7)))

    clock.tick(minutes=6, seconds=59)
    assert due(services, OPS) == []
    clock.tick(seconds=1)
    assert due(services, OPS) != []


def test_a_used_up_schedule_is_a_dead_letter_that_can_be_tried_again(services, clock):
    a_held_comment(services)
    for _ in range(len(NOTIFY_SCHEDULE) + 1):
        deliver.failed(services, due(services, OPS)[0], failure())
        clock.tick(days=2)

    assert due(services, OPS) == []
    (dead,) = listed(services, status=DeliveryStatus.DEAD, sites=["blog"], after="", limit=10)
    assert dead.attempts == len(NOTIFY_SCHEDULE) + 1

    retry(services, dead.id)
    assert [one.attempts for one in due(services, OPS)] == [0]


def test_a_final_answer_is_a_dead_letter_at_once(services):
    a_held_comment(services)

    deliver.failed(services, due(services, OPS)[0], failure(Failure.PERMANENT))

    assert due(services, OPS) == []
    assert len(listed(services, status=DeliveryStatus.DEAD, sites=["blog"], after="", limit=10)) == 1


def test_when_nobody_answers_the_rest_waits_without_losing_an_attempt_and_comes_back_with_the_host(services, clock):
    for _ in range(3):
        a_held_comment(services)
    deliver.take(services, OPS, holder="one")
    first, *_ = due(services, OPS)

    deliver.failed(services, first, failure(Failure.UNREACHABLE))
    assert due(services, OPS) == []

    clock.tick(seconds=5)
    waiting = due(services, OPS)
    assert sorted(one.attempts for one in waiting) == [0, 0, 1]
    deliver.failed(services, waiting[0], failure(Failure.UNREACHABLE))
    clock.tick(seconds=30)
    deliver.succeeded(services, due(services, OPS)[:1])
    assert len(due(services, OPS)) == 2, "the host is back, so everything that waited is due"


@pytest.fixture
def settings(tmp_path, database_url):
    many = tuple(a_subscriber(name=name, url=f"http://{name}.example/") for name in ("one", "two"))
    sites = [a_site(), a_site(name="many", subscribers=many)]
    return some_settings(tmp_path, database_url=database_url, sites=sites)


def test_every_subscriber_has_a_delivery_of_its_own(services):
    comment = a_held_comment(services, site="many")

    assert [(one.target, one.host) for one in detail(services, comment).deliveries] == [
        ("one", "one.example"),
        ("two", "two.example"),
    ]


def test_a_comment_that_its_host_refuses_for_good_waits_for_a_moderator_with_the_reason(services):
    comment = an_approved_comment(services)

    deliver.failed(services, due(services, STATIC)[0], failure(Failure.PERMANENT))

    found = detail(services, comment)
    assert found.comment.status is Status.HELD
    assert (found.history[-1].actor, found.history[-1].reason) == ("publisher", "It said no.")
    (dead,) = listed(services, status=DeliveryStatus.DEAD, sites=["blog"], after="", limit=10)
    assert dead.last_error == "It said no."
    decide(services, comment, Decision.APPROVE, actor="Mona")
    assert [one.id for one in due(services, STATIC)] == [dead.id], "approved again, it is tried again"


def test_a_refusal_that_comes_late_does_not_touch_a_newer_approval(services):
    comment = an_approved_comment(services)
    (begun,) = due(services, STATIC)
    decide(services, comment, Decision.HOLD, actor="Mona")
    decide(services, comment, Decision.APPROVE, actor="Mona")

    deliver.failed(services, begun, failure(Failure.PERMANENT))

    assert detail(services, comment).comment.status is Status.APPROVED
    assert len(due(services, STATIC)) == 1


def test_a_host_that_asks_for_time_gets_it_for_everything(services, clock):
    for _ in range(2):
        a_held_comment(services)
    deliver.failed(services, due(services, OPS)[0], failure(Failure.UNREACHABLE, retry_after=timedelta(minutes=7)))

    clock.tick(minutes=6)
    assert due(services, OPS) == []
    clock.tick(minutes=2)
    assert len(due(services, OPS)) == 2


def asked_for_time(services, **pause):
    """A host that is known, and has answered 429 with `Retry-After`."""
    a_held_comment(services)
    deliver.take(services, OPS, holder="one")
    busy = failure(Failure.UNREACHABLE, retry_after=timedelta(**pause))
    deliver.failed(services, due(services, OPS)[0], busy)


def test_what_comes_while_a_host_rests_waits_too_and_says_why(services, clock):
    asked_for_time(services, minutes=7)
    comment = a_held_comment(services)
    assert deliver.due_hosts(services) == [OPS]

    assert due(services, OPS) == []

    assert deliver.due_hosts(services) == [], "nobody looks again before the time"
    (waiting,) = detail(services, comment).deliveries
    assert (waiting.attempts, waiting.last_error) == (0, f"Not tried yet: {OPS} asked for a pause.")
    clock.tick(minutes=6, seconds=59)
    assert due(services, OPS) == []
    clock.tick(seconds=1)
    assert len(due(services, OPS)) == 2


def test_no_host_rests_for_longer_than_a_day(services, clock):
    asked_for_time(services, days=400)
    a_held_comment(services)
    due(services, OPS)

    clock.tick(days=1)

    assert len(due(services, OPS)) == 2


def test_the_pause_is_the_one_that_was_asked_for_however_often_a_delivery_has_failed(services, clock):
    a_held_comment(services)
    deliver.take(services, OPS, holder="one")
    for pause in NOTIFY_SCHEDULE:
        deliver.failed(services, due(services, OPS)[0], failure())
        clock.tick(seconds=pause.total_seconds())
    deliver.failed(services, due(services, OPS)[0], failure(Failure.UNREACHABLE, retry_after=timedelta(minutes=1)))
    a_held_comment(services)

    assert due(services, OPS) == []
    clock.tick(minutes=1)
    assert len(due(services, OPS)) == 1


def test_a_clock_that_steps_back_makes_no_pause_longer(services, clock):
    clock.tick(hours=1)
    asked_for_time(services, minutes=7)
    clock.tick(hours=-1)
    a_held_comment(services)

    assert len(due(services, OPS)) == 1


def test_whoever_tries_again_by_hand_does_not_wait_for_the_pause(services, clock):
    asked_for_time(services, hours=7)
    (waiting,) = listed(services, status=DeliveryStatus.PENDING, sites=["blog"], after="", limit=10)

    retry(services, waiting.id)

    assert [one.id for one in due(services, OPS)] == [waiting.id]


def test_an_answer_ends_the_pause_for_everything(services):
    asked_for_time(services, hours=7)
    (waiting,) = listed(services, status=DeliveryStatus.PENDING, sites=["blog"], after="", limit=10)
    a_held_comment(services)
    due(services, OPS)

    deliver.succeeded(services, [waiting])

    assert len(due(services, OPS)) == 1


def test_a_lease_that_was_lost_is_not_given_back_for_somebody_else(services, clock):
    a_held_comment(services)
    assert deliver.take(services, OPS, holder="stalled")
    clock.tick(minutes=1)
    assert deliver.take(services, OPS, holder="other")

    deliver.give_back(services, OPS, holder="stalled")

    assert not deliver.take(services, OPS, holder="third")
