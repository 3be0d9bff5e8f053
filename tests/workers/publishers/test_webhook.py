import json

import pytest
from standardwebhooks.webhooks import Webhook

from service.domain.comment import Status
from service.domain.signing import verify
from tests.builders import PAGE, WEBHOOK_SECRET, a_site
from tests.workers.publishers.building import ID, NOW, a_publication
from workers.outbound import GuardedOutbound
from workers.publishers.webhook import Options, build


@pytest.fixture(name="publisher")
def _publisher(host):
    outbound = GuardedOutbound(allow=[host.place])
    yield build(a_site(), Options(url=f"{host.url}/comments", secret=WEBHOOK_SECRET), outbound)
    outbound.close()


def test_an_approved_comment_is_sent_whole(publisher, host):
    publisher.reconcile(a_publication(url="https://ada.example/"))

    message = host.requests[0].json
    assert (host.requests[0].method, host.requests[0].path) == ("POST", "/comments")
    assert message["type"] == "comment.publish"
    assert message["timestamp"] == "2026-11-21T09:30:16.000000Z"
    assert message["data"] == {
        "id": ID,
        "site": "blog",
        "page": PAGE,
        "status": "approved",
        "version": 2,
        "comment": {
            "id": ID,
            "parent": None,
            "name": "Ada",
            "url": "https://ada.example/",
            "body_html": message["data"]["comment"]["body_html"],
            "published_at": "2026-11-21T09:30:16.000000Z",
        },
    }
    assert "The 7.10 boat" in message["data"]["comment"]["body_html"]


@pytest.mark.parametrize("status", [Status.HELD, Status.SPAM, Status.REJECTED, Status.ERASED])
def test_a_withdrawn_comment_is_named_without_its_text(publisher, host, status):
    publisher.reconcile(a_publication(status=status, version=3))

    message = host.requests[0].json
    assert message["type"] == "comment.withdraw"
    assert message["data"] == {"id": ID, "site": "blog", "page": PAGE, "status": status, "version": 3}


def test_the_signature_verifies_and_its_id_is_the_same_in_every_attempt(publisher, host):
    publisher.reconcile(a_publication())
    publisher.reconcile(a_publication(now=NOW.replace(hour=11)))
    publisher.reconcile(a_publication(version=3))

    first, second, third = host.requests
    seconds = int(NOW.timestamp())
    assert verify(WEBHOOK_SECRET, headers=first.headers, body=first.body, now=seconds) == f"{ID}-2"
    assert verify(WEBHOOK_SECRET, headers=second.headers, body=second.body, now=seconds + 3600) == f"{ID}-2"
    assert verify(WEBHOOK_SECRET, headers=third.headers, body=third.body, now=seconds) == f"{ID}-3"
    assert first.body == second.body


def test_a_foreign_library_computes_the_same_signature(publisher, host):
    publisher.reconcile(a_publication())

    received = host.requests[0]
    expected = Webhook(WEBHOOK_SECRET).sign(f"{ID}-2", NOW, received.body.decode())
    assert received.headers["webhook-signature"] == expected
    assert json.loads(received.body)["data"]["id"] == ID


def test_a_bad_secret_and_a_closed_door_are_problems(host):
    outbound = GuardedOutbound()
    problems = build(a_site(), Options(url=host.url, secret="whsec_short"), outbound).problems()

    assert len(problems) == 2
    assert "24 to 64 random bytes" in problems[0]
    assert "[outbound]" in problems[1]
