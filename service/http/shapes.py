"""How comments and deliveries look to moderators. Nobody's email is in it, except masked in one comment's detail."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from service.domain.campaign import Membership
from service.domain.comment import Comment, Transition
from service.domain.delivery import Delivery
from service.domain.times import iso
from service.domain.verdict import Shadow
from service.usecases.campaigns import Overview
from service.usecases.review import Detail


def comment_row(comment: Comment, *, campaign: Membership | None) -> dict[str, Any]:
    """A comment as a row of the queue."""
    return {
        "id": comment.id,
        "site": comment.site,
        "page": comment.page,
        "title": comment.title,
        "parent": comment.parent,
        "status": comment.status,
        "version": comment.version,
        "name": comment.name,
        "url": comment.url,
        "body": comment.body,
        "points": comment.points,
        "evidence": [asdict(one) for one in comment.evidence],
        "verdict": comment.verdict,
        "shadow": _shadow(comment.shadow),
        "campaign": asdict(campaign) if campaign else None,
        "received_at": iso(comment.received_at),
        "changed_at": iso(comment.changed_at),
        "published_at": _iso(comment.published_at),
    }


def comment_detail(detail: Detail) -> dict[str, Any]:
    """A comment with all that a moderator needs to decide."""
    return {
        **comment_row(detail.comment, campaign=detail.campaign),
        "email_masked": detail.email_masked,
        "model_version": detail.comment.model_version,
        "history": _history(detail.history),
        "deliveries": [delivery(one) for one in detail.deliveries],
    }


def campaign_overview(whole: Overview) -> dict[str, Any]:
    """A campaign as a whole."""
    return {
        "id": whole.id,
        "size": whole.size,
        **asdict(whole.reach),
        "statuses": dict(whole.statuses),
        "decided": dict(whole.decided),
    }


def delivery(one: Delivery) -> dict[str, Any]:
    """A delivery: where to, how it stands, and what went wrong last."""
    return {
        "id": one.id,
        "kind": one.kind,
        "site": one.site,
        "comment": one.comment,
        "target": one.target,
        "event": one.event,
        "status": one.status,
        "attempts": one.attempts,
        "next_attempt_at": iso(one.next_attempt_at),
        "last_attempt_at": _iso(one.last_attempt_at),
        "last_error": one.last_error,
        "created_at": iso(one.created_at),
    }


def _shadow(shadow: Shadow | None) -> dict[str, Any] | None:
    if shadow is None:
        return None
    return {"policy": shadow.policy, "points": shadow.points, "verdict": shadow.outcome}


def _history(entries: Sequence[Transition]) -> list[dict[str, Any]]:
    return [
        {
            "version": one.version,
            "at": iso(one.at),
            "actor": one.actor,
            "action": one.action,
            "before": one.before,
            "after": one.after,
            "reason": one.reason,
            "campaign": one.campaign,
        }
        for one in entries
    ]


def _iso(at: datetime | None) -> str | None:
    return iso(at) if at else None
