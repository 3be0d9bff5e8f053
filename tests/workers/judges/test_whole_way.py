"""From a comment to Akismet and back, with the real door between."""

import pytest

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryStatus
from service.domain.site import JudgeSettings
from service.usecases.decide import decide
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_site, a_submission, some_settings
from tests.host_server import Reply
from tests.workers.judges.fake_akismet import KEY, FakeAkismet, fields_of
from workers import delivering, judging
from workers.runtime import build

SPAMMER = "akismet-guaranteed-spam"


@pytest.fixture
def settings(tmp_path, host):
    host.respond = FakeAkismet()
    judges = {"akismet": JudgeSettings(name="akismet", options={"key": KEY, "url": host.url})}
    site = a_site(judges=judges, subscribers=(), publisher=None)
    return some_settings(tmp_path, sites=[site], outbound_allow=frozenset({host.place}))


@pytest.fixture
def runtime(services):
    return build(services)


def judged(services, runtime, **submitted):
    comment = submit(services, a_submission(**submitted)).id
    judging.drain(runtime)
    return comment


def found(services, comment):
    return detail(services, comment).comment


def test_akismet_is_asked_and_told_with_the_same_words(services, runtime, host):
    comment = judged(services, runtime, name=SPAMMER)
    said = {one.check: one.points for one in found(services, comment).evidence}
    assert (found(services, comment).status, said["akismet"]) == (Status.HELD, 3.5)
    question = fields_of(host.requests[0])

    decide(services, comment, Decision.APPROVE, actor="Mona")
    delivering.drain(runtime)

    assert host.respond.feedback == [("ham", {**question, "comment_check_response": "true"})]
    assert detail(services, comment).deliveries[-1].status is DeliveryStatus.DONE


def test_feedback_that_is_refused_is_tried_again(services, runtime, host, clock):
    comment = judged(services, runtime)
    decide(services, comment, Decision.SPAM, actor="Mona")
    host.instead.append(Reply(body=b"invalid"))

    delivering.drain(runtime)
    (delivery,) = detail(services, comment).deliveries
    assert (delivery.status, "does not accept the key" in delivery.last_error) == (DeliveryStatus.PENDING, True)

    clock.tick(minutes=1)
    delivering.drain(runtime)
    assert [truth for truth, _ in host.respond.feedback] == ["spam"]


def test_an_outage_holds_and_its_end_approves(services, runtime, host, clock):
    host.instead.append(Reply(status=500, body=b"true"))
    comment = judged(services, runtime)
    assert found(services, comment).status is Status.HELD

    clock.tick(minutes=1)
    judging.drain(runtime)

    assert found(services, comment).status is Status.APPROVED
    assert "recheck_reason" in fields_of(host.requests[-1])


def test_a_batch_that_nobody_answers_is_held_within_its_lease(services, runtime, host, clock):
    host.silent = True
    runtime.bench.batch_seconds = 0.5
    readers = [{"email": f"r{one}@example.org", "address": f"198.51.{one}.7"} for one in range(20)]
    comments = [submit(services, a_submission(body=f"Thought {one}", **who)).id for one, who in enumerate(readers)]

    judging.drain(runtime)

    assert {found(services, one).status for one in comments} == {Status.HELD}
    assert all("in time" in found(services, one).evidence[0].reason for one in comments)
