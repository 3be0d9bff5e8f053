import json

from service.domain.comment import Comment, Status
from service.domain.events import EVENTS, payload
from tests.fakes import FakeClock

AT = FakeClock().now


def a_comment(**changes):
    given = {"id": "c1", "site": "blog", "page": "http://blog.example/ä", "status": Status.HELD, "version": 3}
    return Comment(**{**given, "name": "Ada", "body": "Hello", "received_at": AT, "changed_at": AT, **changes})


def test_an_event_is_thin():
    assert json.loads(payload(a_comment(), at=AT)) == {
        "type": "comment.held",
        "timestamp": "2026-11-22T10:00:00.000000Z",
        "data": {"id": "c1", "site": "blog", "page": "http://blog.example/ä", "status": "held", "version": 3},
    }


def test_every_status_that_can_be_reached_has_its_event():
    assert set(EVENTS) == set(Status) - {Status.RECEIVED}
