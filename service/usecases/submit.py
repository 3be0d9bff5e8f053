"""Take a reader's submission: one row on disk, then a hint."""

import json
from dataclasses import dataclass, replace

import structlog

from service.domain.comment import Status, Submission
from service.domain.errors import FieldError, IdempotencyMismatch, Unavailable, ValidationFailed
from service.queue import Work
from service.services import Services
from service.storage import comments
from service.storage.arrivals import KeptBefore, Row
from service.storage.committer import NotKeptError
from service.storage.sealed import seal

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The comment's id, and whether this very submission had been kept before."""

    id: str
    replayed: bool


def submit(
    services: Services, submission: Submission, *, key: str | None = None, remote_parent: str | None = None
) -> Promise:
    """Keep the submission, or find that it was kept before under the same `key`.

    `remote_parent` is the host's id of the comment it replies to, where the form knows only that.
    Raises `ValidationFailed`, `IdempotencyMismatch` and `Unavailable`.
    """
    submission = _with_parent(services, submission, remote_parent)
    row = _row(services, submission, key=key)
    try:
        outcome = services.committer.keep(row)
    except NotKeptError as error:
        raise Unavailable(f"{error} Please send it again in a moment, under the same key if you use one.") from error
    if isinstance(outcome, KeptBefore):
        return _replay(outcome, row)
    services.hints.hint(Work.JUDGE)
    services.metrics.received.labels(submission.site).inc()
    log.info("comment.received", comment=row["id"], site=submission.site)
    return Promise(id=row["id"], replayed=False)


def _with_parent(services: Services, submission: Submission, remote_parent: str | None) -> Submission:
    if submission.parent is None and remote_parent is None:
        return submission
    with services.database.read() as tx:
        parent = submission.parent or comments.by_remote_id(tx, remote_parent or "", site=submission.site)
        found = comments.get(tx, parent) if parent else None
    page = submission.page
    if found is None or found.site != submission.site or (page and found.page and found.page != page):
        detail = "The comment that this replies to is not on this page. Reload the page and reply again."
        pointer = "#/parent" if submission.parent else "#/comment_parent"
        raise ValidationFailed(detail, errors=(FieldError(pointer, detail),))
    return replace(submission, parent=found.id)


def _replay(kept: KeptBefore, row: Row) -> Promise:
    if kept.fingerprint != row["fingerprint"]:
        raise IdempotencyMismatch("Another comment was sent under this key already. Use a new key for a new comment.")
    return Promise(id=kept.id, replayed=True)


def _row(services: Services, submission: Submission, *, key: str | None) -> Row:
    comment, now, keyring = services.new_id(), services.clock(), services.keyring
    return {
        **{name: getattr(submission, name) for name in _AS_SUBMITTED},
        "id": comment,
        "status": Status.RECEIVED,
        "version": 1,
        "received_at": now,
        "changed_at": now,
        "evidence": "",
        "author_key": keyring.author_key(submission.email),
        "address_key": keyring.address_key(submission.address),
        "text_key": keyring.text_key(submission.body),
        "idempotency_key": key,
        "fingerprint": keyring.fingerprint(_typed(submission)) if key else None,
        "sealed": seal(submission, comment=comment, keyring=keyring),
        "claims": 0,
    }


_AS_SUBMITTED = ("site", "page", "title", "host_post", "parent", "name", "url", "body")
_TYPED = ("site", "page", "title", "host_post", "parent", "name", "email", "url", "body")


def _typed(submission: Submission) -> bytes:
    # Only what the reader typed: a retry comes from another port, perhaps from another address, and later.
    return json.dumps([getattr(submission, name) for name in _TYPED]).encode()
