"""What policies in shadow said, beside the live verdicts and what moderators decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, func, select

from service.domain.comment import DECIDED, MACHINES, Decision
from service.domain.verdict import Outcome
from service.storage.schema import comments, history

_undoing = history.alias("undoing")
_decided = history.alias("decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many comments got these two verdicts and this decision, which is none while no moderator has decided."""

    site: str
    policy: str
    verdict: Outcome
    shadow: Outcome
    decision: Decision | None
    comments: int


def counts(tx: Connection, *, sites: Sequence[str], since: datetime) -> list[Count]:
    """The comments received since then that a policy in shadow has judged."""
    by = (
        comments.c.site,
        comments.c.shadow_policy,
        comments.c.verdict,
        comments.c.shadow_verdict,
        _decided.c.action,
    )
    found = (
        select(*by, func.count())
        .select_from(comments)
        .outerjoin(_decided, and_(_decided.c.comment == comments.c.id, _decided.c.version == _last_decision()))
        .where(comments.c.site.in_(sites), comments.c.received_at >= since, comments.c.shadow_policy.is_not(None))
        .group_by(*by)
        .order_by(*by)
    )
    return [
        Count(
            site=site,
            policy=policy,
            verdict=Outcome(verdict),
            shadow=Outcome(shadow),
            decision=Decision(action) if action else None,
            comments=number,
        )
        for site, policy, verdict, shadow, action, number in tx.execute(found)
    ]


def _last_decision() -> ScalarSelect[int]:
    """The version of a comment's last decision that was not undone; undoing comes right behind what it undoes."""
    return (
        select(func.max(history.c.version))
        .where(history.c.comment == comments.c.id, _is_decision(), ~_is_undone())
        .scalar_subquery()
    )


def _is_decision() -> ColumnElement[bool]:
    return and_(history.c.actor.not_in(MACHINES), history.c.action.in_(DECIDED))


def _is_undone() -> ColumnElement[bool]:
    return (
        select(_undoing.c.version)
        .where(
            _undoing.c.comment == history.c.comment,
            _undoing.c.version == history.c.version + 1,
            _undoing.c.action == Decision.UNDO,
        )
        .exists()
    )
