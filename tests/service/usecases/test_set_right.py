from datetime import timedelta

from service.domain.comment import Status
from service.usecases import deliver, judge
from service.usecases.review import detail
from service.usecases.set_right import set_right
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.scenes import an_approved_comment

HOUR = timedelta(hours=1)


def claimed(services):
    return [case.comment.id for case in judge.claim(services)[0]]


def test_a_killed_judges_lease_ends_in_its_time_although_the_clock_stepped_back(services, clock):
    comment = submit(services, a_submission()).id
    assert claimed(services) == [comment]
    clock.now -= HOUR
    set_right(services)

    clock.tick(seconds=16)

    assert claimed(services) == [comment]


def test_a_living_judge_keeps_its_lease(services, clock):
    submit(services, a_submission())
    claimed(services)
    set_right(services)

    clock.tick(seconds=14)

    assert claimed(services) == []


def test_what_was_to_be_delivered_is_due_although_the_clock_stepped_back(services, clock):
    an_approved_comment(services)
    clock.now -= HOUR
    assert deliver.due_hosts(services) == []

    set_right(services)

    assert len(deliver.due_hosts(services)) == 2


def test_a_killed_workers_host_is_free_in_its_time_although_the_clock_stepped_back(services, clock):
    assert deliver.take(services, "blog.example", holder="killed")
    clock.now -= HOUR
    set_right(services)
    assert not deliver.take(services, "blog.example", holder="other")

    clock.tick(seconds=16)

    assert deliver.take(services, "blog.example", holder="other")


def test_what_waits_for_its_next_attempt_goes_on_waiting(services, clock):
    comment = an_approved_comment(services)
    [publication, *_] = [one for host in deliver.due_hosts(services) for one in deliver.due(services, host)]
    deliver.failed(services, publication, deliver.DeliveryFailed("No.", failure=deliver.Failure.REFUSED))
    waiting = len(deliver.due_hosts(services))

    set_right(services)

    assert len(deliver.due_hosts(services)) == waiting == 1
    assert detail(services, comment).comment.status is Status.APPROVED
