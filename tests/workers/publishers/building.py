"""Publications to test with. Defaults make sense; name only what matters to the test."""

from datetime import UTC, datetime

from service.domain.comment import Comment, Status
from service.domain.thread import Thread
from tests.builders import PAGE
from workers.publishers import Publication

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ID = "0197f3a1-0000-7000-8000-000000000001"


def a_comment(**changes):
    given = {
        "id": ID,
        "site": "blog",
        "page": PAGE,
        "status": Status.APPROVED,
        "version": 2,
        "name": "Ada",
        "body": "The 7.10 boat never waits for the bus.",
        "received_at": datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC),
        "changed_at": datetime(2026, 11, 21, 9, 30, 16, tzinfo=UTC),
    }
    return Comment(**{**given, **changes})


def a_publication(*, address="203.0.113.0", agent="Mozilla/5.0", parent=None, now=NOW, **comment):
    return Publication(comment=a_comment(**comment), address=address, agent=agent, parent=parent, now=now)


def a_thread(*comments, page=PAGE):
    return Thread(site="blog", page=page, comments=comments)
