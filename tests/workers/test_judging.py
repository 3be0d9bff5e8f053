from service.domain.comment import Status
from service.queue import Work
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.workers.builders import a_runtime
from workers import judging


def test_a_drain_judges_everything_that_waits(services):
    honest = submit(services, a_submission()).id
    spam = submit(
        services,
        a_submission(
            body="CHECK OUT my channel, make money fast http://casino.example http://win.example http://a.xyz"
        ),
    ).id
    others = [
        submit(services, a_submission(body=f"Thought number {number}", email=f"r{number}@example.org")).id
        for number in range(30)
    ]

    judging.drain(a_runtime(services))

    assert detail(services, honest).comment.status is Status.APPROVED
    found = detail(services, spam).comment
    assert found.status is Status.SPAM
    assert {"links", "call_to_action"} <= {one.check for one in found.evidence}
    assert all(detail(services, other).comment.status is not Status.RECEIVED for other in others)


def test_a_drain_ends_in_time_and_leaves_the_rest_to_another(services, hints):
    comment = submit(services, a_submission()).id
    hints.hinted.clear()

    judging.drain(a_runtime(services), seconds=0)

    assert hints.hinted == [Work.JUDGE]
    assert detail(services, comment).comment.status is Status.RECEIVED


def test_a_drain_that_must_stop_leaves_the_rest_for_later(services):
    comment = submit(services, a_submission()).id
    runtime = a_runtime(services)
    runtime.stopping.set()

    judging.drain(runtime)

    assert detail(services, comment).comment.status is Status.RECEIVED
