"""Decisions on campaigns: kept from the moment they begin until they have reached the last copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from service.domain.comment import Decision, Status
from service.storage.database import Database
from service.storage.schema import campaign_decisions, unfinished_decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """Who decided what on a campaign, on one site, and why."""

    campaign: str
    site: str
    decision: Decision
    actor: str
    reason: str
    at: datetime


def begin(tx: Connection, wanted: Sequence[Unfinished], *, database: Database) -> None:
    """Keep them in the place of older ones; an undo with what it takes back, or what the undo before it does."""
    table = unfinished_decisions
    for one in wanted:
        decided = (campaign_decisions.c.campaign == one.campaign, campaign_decisions.c.site == one.site)
        before = tx.execute(select(campaign_decisions.c.status).where(*decided)).scalar()
        said = {"decision": one.decision, "actor": one.actor, "reason": one.reason, "at": one.at}
        new = database.insert(table).values(campaign=one.campaign, site=one.site, before=before, **said)
        kept = func.coalesce(new.excluded.before, table.c.before)
        tx.execute(new.on_conflict_do_update(index_elements=["campaign", "site"], set_={**said, "before": kept}))


def after_spam(tx: Connection, campaign: str, *, sites: Sequence[str]) -> list[str]:
    """Those of these sites where the campaign was called spam before what is being done."""
    spam = unfinished_decisions.c.before == Status.SPAM
    return list(tx.execute(select(unfinished_decisions.c.site).where(_theirs(campaign, sites), spam)).scalars())


def left(tx: Connection, *, now: datetime, patience: timedelta) -> Unfinished | None:
    """The one that was begun longest ago, more than `patience`, or by a clock that has stepped back since."""
    late = or_(unfinished_decisions.c.at < now - patience, unfinished_decisions.c.at > now + patience)
    row = tx.execute(
        select(unfinished_decisions).where(late).order_by(unfinished_decisions.c.at).limit(1)
    ).one_or_none()
    if row is None:
        return None
    said = {"decision": Decision(row.decision), "actor": row.actor, "reason": row.reason, "at": row.at}
    return Unfinished(campaign=row.campaign, site=row.site, **said)


def take(tx: Connection, one: Unfinished, *, now: datetime) -> bool:
    """As if it were begun now; false when somebody else has taken or finished it."""
    same = (_theirs(one.campaign, [one.site]), unfinished_decisions.c.at == one.at)
    return tx.execute(update(unfinished_decisions).where(*same).values(at=now)).rowcount == 1


def stands(tx: Connection, campaign: str, decision: Decision, *, site: str) -> bool:
    """Whether the decision is still to be carried out there: it is not finished, and no newer one took its place."""
    same = (_theirs(campaign, [site]), unfinished_decisions.c.decision == decision)
    return tx.execute(select(unfinished_decisions.c.site).where(*same)).one_or_none() is not None


def end(tx: Connection, campaign: str, decision: Decision, *, sites: Sequence[str]) -> None:
    """It has reached the last copy there. Newer ones stay."""
    same = (_theirs(campaign, sites), unfinished_decisions.c.decision == decision)
    tx.execute(delete(unfinished_decisions).where(*same))


def _theirs(campaign: str, sites: Sequence[str]) -> ColumnElement[bool]:
    return and_(unfinished_decisions.c.campaign == campaign, unfinished_decisions.c.site.in_(sites))
