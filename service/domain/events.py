"""The events that subscribers hear of, and what is in them. Payloads only ever gain keys."""

import json
from datetime import datetime

from service.domain.comment import Comment, Status
from service.domain.times import iso

EVENTS: dict[Status, str] = {
    Status.APPROVED: "comment.approved",
    Status.HELD: "comment.held",
    Status.REJECTED: "comment.rejected",
    Status.SPAM: "comment.spam",
    Status.ERASED: "comment.erased",
}


def payload(comment: Comment, *, at: datetime) -> str:
    """The event of a comment's present status as JSON text; thin on purpose, and without the reader's email."""
    return json.dumps(
        {
            "type": EVENTS[comment.status],
            "timestamp": iso(at),
            "data": {
                "id": comment.id,
                "site": comment.site,
                "page": comment.page,
                "status": comment.status,
                "version": comment.version,
            },
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )
