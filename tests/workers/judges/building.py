"""Inquiries to test with."""

from service.domain.comment import Status
from tests.builders import a_submission
from tests.workers.publishers.building import ID, NOW, a_comment
from workers.judges import Inquiry

ANSWER_URL = "http://127.0.0.1:8080/v1/sites/blog/judgements/hook"


def an_inquiry(*, evidence=(), attempt=1, said=None, received_at=NOW, **submitted):
    sent = a_submission(**submitted)
    comment = a_comment(
        id=ID, status=Status.RECEIVED, name=sent.name, body=sent.body, url=sent.url, received_at=received_at
    )
    return Inquiry(
        comment=comment,
        submission=sent,
        evidence=evidence,
        attempt=attempt,
        answer_url=ANSWER_URL,
        now=NOW,
        said=said,
    )
