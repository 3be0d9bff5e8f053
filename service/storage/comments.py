"""Comments: reading them one by one, and the one way in which they change."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, select, update

from service.domain.comment import Comment, Status
from service.domain.verdict import Evidence, Outcome, Shadow, Verdict
from service.storage.prepared import Prepared
from service.storage.schema import comments

_EVIDENCE_NAMES = tuple(field.name for field in fields(Evidence))
_COMMENT_NAMES = tuple(field.name for field in fields(Comment) if field.name != "shadow")
_SHADOW_COLUMNS = (comments.c.shadow_policy, comments.c.shadow_points, comments.c.shadow_verdict)
COMMENT_COLUMNS = (*(comments.c[name] for name in _COMMENT_NAMES), *_SHADOW_COLUMNS)
_versions = select(comments.c.id, comments.c.version).where(comments.c.id.in_(bindparam("ids", expanding=True)))
_VERSIONS = _versions.order_by(comments.c.id).with_for_update()
_shown_since = case((comments.c.status == Status.APPROVED, bindparam("at", type_=comments.c.published_at.type)))
_PUBLISHED = update(comments).where(comments.c.id.in_(bindparam("ids", expanding=True)))
_PUBLISHED = _PUBLISHED.values(published_at=_shown_since)
_of_its_id = update(comments).where(comments.c.id == bindparam("b_id"))
_CHANGE = Prepared(lambda _: _of_its_id.values(lease_until=None), ("b_id", "status", "version", "changed_at"))
_VERDICT_KEYS = ("points", "evidence", "verdict", "shadow_policy", "shadow_points", "shadow_verdict", "model_version")
_RECORD_VERDICT = Prepared(lambda _: _of_its_id, ("b_id", *_VERDICT_KEYS))


def comment_of(row: Row[Any]) -> Comment:
    """A `Comment` out of a row that begins with `COMMENT_COLUMNS`."""
    values: dict[str, Any] = dict(zip(_COMMENT_NAMES, row, strict=False))
    values["status"] = Status(values["status"])
    values["evidence"] = evidence_of(values["evidence"])
    values["verdict"] = Outcome(values["verdict"]) if values["verdict"] else None
    policy, points, outcome = row[len(_COMMENT_NAMES) : len(COMMENT_COLUMNS)]
    values["shadow"] = Shadow(policy=policy, points=points, outcome=Outcome(outcome)) if policy else None
    return Comment(**values)


def evidence_of(text: str) -> tuple[Evidence, ...]:
    """Evidence out of its stored form; none out of nothing."""
    if not text:
        return ()
    return tuple(Evidence(**{**one, "span": tuple(one["span"]) if one["span"] else None}) for one in json.loads(text))


def evidence_text(evidence: Sequence[Evidence]) -> str:
    """Evidence in its stored form."""
    said = [{name: getattr(one, name) for name in _EVIDENCE_NAMES} for one in evidence]
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def get(tx: Connection, comment: str) -> Comment | None:
    """The comment of that id."""
    row = tx.execute(select(*COMMENT_COLUMNS).where(comments.c.id == comment)).one_or_none()
    return comment_of(row) if row else None


def locked(tx: Connection, comment: str) -> Comment | None:
    """The comment of that id, which nobody else changes before this transaction ends."""
    row = tx.execute(select(*COMMENT_COLUMNS).where(comments.c.id == comment).with_for_update()).one_or_none()
    return comment_of(row) if row else None


def lock(tx: Connection, ids: Sequence[str]) -> None:
    """Let nobody else change these comments before this transaction ends."""
    if ids:
        tx.execute(_VERSIONS, {"ids": ids})


def by_remote_id(tx: Connection, remote_id: str, *, site: str) -> str | None:
    """The id of the comment that the site's host calls `remote_id`."""
    found = select(comments.c.id).where(comments.c.site == site, comments.c.remote_id == remote_id)
    return tx.execute(found.limit(1)).scalar()


def pages_of(tx: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The page of each of these comments."""
    found = tx.execute(select(comments.c.id, comments.c.page).where(comments.c.id.in_(ids)))
    return {row.id: row.page for row in found}


def sealed_of(tx: Connection, comment: str) -> bytes | None:
    """The sealed submission; none once it has expired."""
    return tx.execute(select(comments.c.sealed).where(comments.c.id == comment)).scalar()


def change(tx: Connection, changed: Sequence[Comment]) -> set[str]:
    """Compare-and-set: the new status and time of comments whose version is one above the stored one.

    These it returns; the others somebody else changed first. Until this transaction ends nobody else changes any.
    """
    seen = {row.id: row.version for row in tx.execute(_VERSIONS, {"ids": [one.id for one in changed]})}
    current = [one for one in changed if seen.get(one.id) == one.version - 1]
    _CHANGE.run(
        tx,
        [
            {"b_id": one.id, "status": one.status, "version": one.version, "changed_at": one.changed_at}
            for one in current
        ],
    )
    return {one.id for one in current}


def record_verdicts(tx: Connection, judged: Iterable[tuple[str, Verdict, Shadow | None]]) -> None:
    """Keep what checks and model said of comments, and what a policy in shadow said."""
    rows = [
        {
            "b_id": comment,
            "points": verdict.points,
            "evidence": evidence_text(verdict.evidence),
            "verdict": verdict.outcome,
            "shadow_policy": shadow and shadow.policy,
            "shadow_points": shadow and shadow.points,
            "shadow_verdict": shadow and shadow.outcome,
            "model_version": verdict.model_version,
        }
        for comment, verdict, shadow in judged
    ]
    _RECORD_VERDICT.run(tx, rows)


def record_evidence(tx: Connection, comment: str, evidence: Sequence[Evidence]) -> None:
    """Keep evidence that changes no verdict."""
    tx.execute(update(comments).where(comments.c.id == comment).values(evidence=evidence_text(evidence)))


def record_receipt(tx: Connection, comment: str, *, remote_id: str | None, page: str | None) -> None:
    """Keep what the host told us: its id of the comment, and the page where we did not know it."""
    told = {"remote_id": remote_id, "page": page}
    values = {key: value for key, value in told.items() if value is not None}
    if values:
        tx.execute(update(comments).where(comments.c.id == comment).values(**values))


def record_publications(tx: Connection, ids: Sequence[str], *, at: datetime) -> None:
    """The host agrees with these comments: since when it shows those that are approved; the others it does not."""
    if ids:
        tx.execute(_PUBLISHED, {"ids": ids, "at": at})
