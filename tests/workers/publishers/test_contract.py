"""What every publisher that talks to a host over HTTP does when the host misbehaves."""

from datetime import timedelta

import pytest

from service.domain.comment import Status
from service.domain.delivery import DeliveryFailed, Failure
from tests.builders import WEBHOOK_SECRET, a_site
from tests.host_server import Reply
from tests.workers.publishers.building import a_publication
from tests.workers.publishers.fake_wordpress import FakeWordPress
from workers.outbound import GuardedOutbound
from workers.publishers import CommentPublisher, webhook, wordpress

OPTIONS = {
    "wordpress": lambda url: (wordpress, wordpress.Options(url=url, user="publisher", password="secret")),
    "webhook": lambda url: (webhook, webhook.Options(url=url, secret=WEBHOOK_SECRET)),
}


@pytest.fixture(params=OPTIONS)
def publisher(request, host):
    host.respond = FakeWordPress() if request.param == "wordpress" else lambda _: Reply(status=204)
    outbound = GuardedOutbound(allow=[host.place], timeout=0.5)
    module, options = OPTIONS[request.param](host.url)
    yield module.build(a_site(), options, outbound)
    outbound.close()


def failure_of(publisher, **changes):
    with pytest.raises(DeliveryFailed) as caught:
        publisher.reconcile(a_publication(**changes))
    return caught.value


def test_it_is_a_comment_publisher_without_problems(publisher):
    assert isinstance(publisher, CommentPublisher)
    assert list(publisher.problems()) == []


def test_a_repeated_call_succeeds_with_the_same_receipt(publisher):
    assert publisher.reconcile(a_publication()) == publisher.reconcile(a_publication())


@pytest.mark.parametrize("status", list(Status))
def test_every_status_can_be_told_before_and_after_publishing(publisher, status):
    publisher.reconcile(a_publication(status=status))
    publisher.reconcile(a_publication())
    publisher.reconcile(a_publication(status=status))


@pytest.mark.parametrize("status", [404, 500, 501])
def test_a_refusal_is_tried_again(publisher, host, status):
    host.instead.append(Reply(status=status, body=b"<html>No</html>"))

    assert failure_of(publisher).failure is Failure.REFUSED


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("Sun, 22 Nov 2026 10:05:00 GMT", 300)])
@pytest.mark.parametrize("status", [429, 503])
def test_the_pause_that_the_host_asks_for_is_passed_on(publisher, host, status, header, seconds):
    host.instead.append(Reply(status=status, headers={"Retry-After": header}))

    failed = failure_of(publisher)
    assert failed.failure is Failure.UNREACHABLE
    assert failed.retry_after == timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [502, 504])
def test_a_proxy_without_its_host_is_unreachable(publisher, host, status):
    host.instead.append(Reply(status=status))

    assert failure_of(publisher).failure is Failure.UNREACHABLE


def test_a_redirect_is_refused_with_its_target_and_not_followed(publisher, host):
    host.instead.append(Reply(status=301, headers={"Location": "https://www.blog.example/"}))

    failed = failure_of(publisher)
    assert failed.failure is Failure.REFUSED
    assert "https://www.blog.example/; redirects are not followed" in failed.message
    assert len(host.requests) == 1


def test_a_huge_error_page_is_cut(publisher, host):
    host.instead.append(Reply(status=500, headers={"content-type": "text/plain"}, body=b"x" * 3_000_000))

    assert len(failure_of(publisher).message) < 1000


def test_a_silent_host_is_unreachable(publisher, host):
    host.silent = True

    assert failure_of(publisher).failure is Failure.UNREACHABLE


def test_a_lost_answer_is_unreachable_and_a_retry_succeeds(publisher, host):
    host.lose_answers_to = lambda received: received.method == "POST"
    assert failure_of(publisher).failure is Failure.UNREACHABLE

    host.lose_answers_to = lambda _: False
    publisher.reconcile(a_publication())


def test_no_email_leaves(publisher, host):
    """A publication has none; what stands in its place in WordPress is made from the comment's id."""
    publisher.reconcile(a_publication())

    sent = b" ".join(request.body for request in host.requests).replace(b"@comments.invalid", b"")
    assert b"@" not in sent
