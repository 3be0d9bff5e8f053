"""What every judge that is asked over HTTP does when the other side misbehaves."""

from datetime import timedelta

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from tests.builders import WEBHOOK_SECRET, a_site
from tests.host_server import Reply
from tests.workers.judges.building import an_inquiry
from tests.workers.judges.fake_akismet import KEY, FakeAkismet
from workers.judges import Judge, akismet, hook
from workers.outbound import BODY_BYTES, GuardedOutbound

BUILT = {
    "akismet": lambda url: (akismet, akismet.Options(key=KEY, url=url)),
    "hook": lambda url: (hook, hook.Options(url=url, secret=WEBHOOK_SECRET)),
}


@pytest.fixture(params=BUILT)
def judge(request, host):
    host.respond = FakeAkismet() if request.param == "akismet" else lambda _: Reply.of_json({"points": 0})
    outbound = GuardedOutbound(allow=[host.place], timeout=0.5)
    module, options = BUILT[request.param](host.url)
    yield module.build(a_site(), options, outbound)
    outbound.close()


def failure_of(judge):
    with pytest.raises(DeliveryFailed) as caught:
        judge.ask(an_inquiry())
    return caught.value


def test_it_is_a_judge_without_problems(judge):
    assert isinstance(judge, Judge)
    assert list(judge.problems()) == []


def test_asked_the_same_twice_it_says_the_same(judge):
    assert judge.ask(an_inquiry()) == judge.ask(an_inquiry())


@pytest.mark.parametrize("status", [301, 400, 403, 404, 410, 500, 502, 503])
def test_an_error_is_a_failure_whatever_its_body_says(judge, host, status):
    for body in (b"true", b"false", b'{"points": -9}'):
        host.instead.append(Reply(status=status, body=body, headers={"Location": "http://127.0.0.1:1/"}))
        assert str(status) in failure_of(judge).message

    assert len(host.requests) == 3, "a redirect was followed"


@pytest.mark.parametrize(
    "body",
    [b"", b"TRUE", b"true\n", b" false", b"\xff\xfe", b"<html>", b"[]", b"null", b"x" * (BODY_BYTES + 9), b"[" * 99999],
    ids=lambda body: repr(body[:6]),
)
def test_nonsense_is_a_failure_and_not_an_opinion(judge, host, body):
    host.instead.append(Reply(body=body))

    assert failure_of(judge).failure is Failure.REFUSED


def test_an_answer_that_takes_too_long_is_a_failure(judge, host):
    host.instead.append(Reply(body=b"x" * 10_000, drips=True))
    assert "in time" in failure_of(judge).message

    host.instead.append(Reply(drips_head=True))
    assert "in time" in failure_of(judge).message


def test_nobody_there_is_a_failure(judge, host):
    host.lose_answers_to = lambda _: True

    assert failure_of(judge).failure is Failure.UNREACHABLE


def test_the_pause_that_it_asks_for_is_passed_on(judge, host):
    host.instead.append(Reply(status=429, headers={"Retry-After": "120"}))

    assert failure_of(judge).retry_after == timedelta(seconds=120)


def test_no_text_that_a_reader_can_send_breaks_it(judge):
    for body in ("\x00", "\ud800", "é" * 20_000, "&api_key=other", "]]>"):
        judge.ask(an_inquiry(body=body, name=body[:100]))
