"""Undos of decisions on campaigns: kept from the moment they begin until the last copy is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from service.domain.comment import Status
from service.storage.database import Database
from service.storage.schema import campaign_decisions, campaign_undos


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """Who wanted the decision on a campaign undone, on one site, and why."""

    campaign: str
    site: str
    actor: str
    reason: str
    at: datetime


def begin(tx: Connection, wanted: Sequence[Undo], *, database: Database) -> None:
    """Keep them, each with what was decided on its site; of one that was begun before, with what that one undoes."""
    for one in wanted:
        said = {"actor": one.actor, "reason": one.reason, "at": one.at}
        decided = (campaign_decisions.c.campaign == one.campaign, campaign_decisions.c.site == one.site)
        undone = tx.execute(select(campaign_decisions.c.status).where(*decided)).scalar()
        new = database.insert(campaign_undos).values(campaign=one.campaign, site=one.site, undone=undone, **said)
        tx.execute(new.on_conflict_do_update(index_elements=["campaign", "site"], set_=said))


def of_spam(tx: Connection, campaign: str, *, sites: Sequence[str]) -> list[str]:
    """Those of these sites where it is being undone that the campaign was called spam."""
    spam = campaign_undos.c.undone == Status.SPAM
    return list(tx.execute(select(campaign_undos.c.site).where(_theirs(campaign, sites), spam)).scalars())


def left(tx: Connection, *, now: datetime, patience: timedelta) -> Undo | None:
    """The one that was begun longest ago, more than `patience`, or by a clock that has stepped back since."""
    late = or_(campaign_undos.c.at < now - patience, campaign_undos.c.at > now)
    row = tx.execute(select(campaign_undos).where(late).order_by(campaign_undos.c.at).limit(1)).one_or_none()
    if row is None:
        return None
    return Undo(campaign=row.campaign, site=row.site, actor=row.actor, reason=row.reason, at=row.at)


def take(tx: Connection, one: Undo, *, now: datetime) -> bool:
    """As if it were begun now; false when somebody else has taken or ended it."""
    same = (_theirs(one.campaign, [one.site]), campaign_undos.c.at == one.at)
    return tx.execute(update(campaign_undos).where(*same).values(at=now)).rowcount == 1


def end(tx: Connection, campaign: str, *, sites: Sequence[str]) -> None:
    """They are done, or a newer decision takes their place."""
    tx.execute(delete(campaign_undos).where(_theirs(campaign, sites)))


def _theirs(campaign: str, sites: Sequence[str]) -> ColumnElement[bool]:
    return and_(campaign_undos.c.campaign == campaign, campaign_undos.c.site.in_(sites))
