"""Answers in shapes that WordPress does not have: told in words, and tried again."""

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from tests.builders import a_site
from tests.host_server import Reply
from tests.workers.publishers.building import a_publication
from tests.workers.publishers.fake_wordpress import FakeWordPress
from workers.outbound import GuardedOutbound
from workers.publishers import wordpress


@pytest.fixture
def publisher(host):
    host.respond = FakeWordPress()
    outbound = GuardedOutbound(allow=[host.place], timeout=5)
    yield wordpress.build(a_site(), wordpress.Options(url=host.url, user="publisher", password="secret"), outbound)
    outbound.close()


ROW = {"id": 7, "status": "hold", "author_email": "0197f3a1-0000-7000-8000-000000000001@comments.invalid"}


@pytest.mark.parametrize(
    ("listed", "what"),
    [
        ({"id": 7}, "no list of objects"),
        ([7], "no list of objects"),
        ([{**ROW, "author_email": 5}], "`author_email` is no text"),
        ([{**ROW, "id": "7; DROP"}], "`id` is no number"),
        ([{**ROW, "id": True}], "`id` is no number"),
        ([{**ROW, "status": None}], "`status` is no text"),
        ([{**ROW, "_embedded": {"up": 5}}], "no list of objects"),
        ([{**ROW, "_embedded": []}], None),
    ],
    ids=str,
)
def test_copies_in_no_shape_of_wordpress(publisher, host, listed, what):
    host.instead.append(Reply.of_json(listed))
    if what is None:
        host.instead.append(Reply.of_json({"status": "approved"}))
        publisher.reconcile(a_publication())
        return
    with pytest.raises(DeliveryFailed) as caught:
        publisher.reconcile(a_publication())

    assert caught.value.failure is Failure.REFUSED
    assert f"WordPress's answer makes no sense ({what})" in caught.value.message


@pytest.mark.parametrize("link", ["https://[", 5])
def test_a_post_at_no_address(publisher, host, link):
    host.instead.extend([Reply.of_json([]), Reply.of_json([{"id": 4, "link": link}])])

    with pytest.raises(DeliveryFailed, match="`link` is no"):
        publisher.reconcile(a_publication())


def test_a_user_whose_capabilities_are_no_table(publisher, host):
    host.instead.append(Reply.of_json({"capabilities": [1, 2]}))

    assert "WordPress answered 200" in publisher.problems()[0]
