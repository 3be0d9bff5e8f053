from datetime import UTC, datetime, timedelta

import pytest

from service.domain.delivery import Delivery, DeliveryFailed, DeliveryKind, DeliveryStatus, Failure
from service.domain.signing import SignatureRejected, secret_from, verify
from tests.builders import WEBHOOK_SECRET, a_subscriber
from tests.host_server import Reply
from workers.notifiers.webhook import notify
from workers.outbound import GuardedOutbound

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
DELIVERY = Delivery(
    id="0197f3a1-0000-7000-8000-000000000009",
    kind=DeliveryKind.NOTIFY,
    site="blog",
    target="ops",
    host="ops",
    comment="c1",
    status=DeliveryStatus.PENDING,
    version=1,
    attempts=0,
    next_attempt_at=NOW,
    created_at=NOW,
    event="comment.approved",
    payload='{"type":"comment.approved","data":{"page":"http://blog.example/港"}}',
)


@pytest.fixture(name="outbound")
def _outbound(host):
    outbound = GuardedOutbound(allow=[host.place])
    yield outbound
    outbound.close()


def test_the_payload_arrives_unchanged_and_signed_under_the_deliverys_id(host, outbound):
    notify(DELIVERY, a_subscriber(url=f"{host.url}/hook"), outbound, now=NOW)

    received = host.requests[0]
    assert (received.method, received.path) == ("POST", "/hook")
    assert received.body.decode() == DELIVERY.payload
    assert received.headers["content-type"] == "application/json"
    seconds = int(NOW.timestamp())
    assert verify(WEBHOOK_SECRET, headers=received.headers, body=received.body, now=seconds) == DELIVERY.id
    assert received.headers["webhook-timestamp"] == str(seconds)


def test_a_later_attempt_has_its_own_time_and_the_same_id(host, outbound):
    for hour in (10, 15):
        notify(DELIVERY, a_subscriber(url=host.url), outbound, now=NOW.replace(hour=hour))

    first, second = (request.headers for request in host.requests)
    assert first["webhook-id"] == second["webhook-id"]
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 5 * 3600


def test_a_gone_subscriber_is_not_tried_again(host, outbound):
    host.instead.append(Reply(status=410))
    with pytest.raises(DeliveryFailed, match="Remove it from the configuration") as caught:
        notify(DELIVERY, a_subscriber(url=host.url), outbound, now=NOW)

    assert caught.value.failure is Failure.GONE


def test_a_subscriber_with_a_bad_secret_is_told_nothing(host, outbound):
    with pytest.raises(DeliveryFailed, match=r"secret for .* cannot be used") as caught:
        notify(DELIVERY, a_subscriber(url=host.url, secret="whsec_tooshort"), outbound, now=NOW)

    assert caught.value.failure is Failure.REFUSED
    assert "tooshort" not in caught.value.message
    assert host.requests == []


OLD, NEW = WEBHOOK_SECRET, secret_from(bytes(range(100, 132)))


def accepted(received, *, held, now):
    """Whether a receiver that holds this secret takes the webhook at that time."""
    try:
        id = verify(held, headers=received.headers, body=received.body, now=int(now.timestamp()))
    except SignatureRejected:
        return False
    assert id == DELIVERY.id
    return True


@pytest.mark.parametrize(
    ("written", "taken_by"),
    [
        pytest.param([OLD, f"{NEW}\n{OLD}\n", f"{NEW}\n{OLD}\n", NEW], [(OLD,), (OLD, NEW), (OLD, NEW), (NEW,)]),
        pytest.param([OLD, NEW], [(OLD,), (NEW,)], id="at one stroke, which leaves out who was slower"),
    ],
)
def test_while_a_secret_is_changed_both_sign_each_attempt_and_afterwards_the_new_one(host, outbound, written, taken_by):
    """A day lies between the attempts at one event; the operator writes the file anew in between."""
    for day, (secret, holders) in enumerate(zip(written, taken_by, strict=True)):
        at = NOW + timedelta(days=day)
        notify(DELIVERY, a_subscriber(url=host.url, secret=secret), outbound, now=at)

        received = host.requests[-1]
        assert tuple(one for one in (OLD, NEW) if accepted(received, held=one, now=at)) == holders
        assert not accepted(received, held=f"{OLD} {NEW}", now=at + timedelta(minutes=6)), "a replay"
