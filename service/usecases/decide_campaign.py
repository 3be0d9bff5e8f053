"""Carry out one decision on all comments of a campaign, each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy import Connection

from service.domain.comment import DECIDED, Comment, Decision, Teaching
from service.domain.errors import ForbiddenTransition, NotFound, StaleVersion
from service.services import Services
from service.storage import campaigns, members, unfinished
from service.storage.members import Member
from service.storage.unfinished import Unfinished
from service.usecases.decide import decide
from service.usecases.judge_again import judge_again

log = structlog.get_logger()

# So many take some seconds; the sweeper goes on with the rest.
MOST_AT_ONCE = 1_000
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """How many comments changed, were that already, and could not become that; how many are left for the sweeper."""

    changed: int
    already: int
    refused: int
    left: int


def decide_campaign(
    services: Services, campaign: str, decision: Decision, *, sites: Sequence[str], actor: str, reason: str = ""
) -> Decided:
    """Decide on the campaign's comments on these sites, and on those that come there later.

    Of each site one copy teaches its model, which would else learn one text as often as it was sent. Undo takes back
    what was decided on the campaign, not what was decided on its comments one by one; copies that the judge took for
    spam since then are judged again. Raises `NotFound` when none of its comments is on these sites.
    """
    total = _note(services, campaign, decision, sites=sites, actor=actor, reason=reason)
    done = carry_out(services, campaign, decision, sites=sites, actor=actor, reason=reason)
    # More may have come since they were counted.
    return replace(done, already=max(total - done.changed - done.refused - done.left, 0))


def carry_out(
    services: Services, campaign: str, decision: Decision, *, sites: Sequence[str], actor: str, reason: str
) -> Decided:
    """Do with each copy what was decided and is kept; nothing is told of those that need not change."""
    with services.database.read() as tx:
        found = _concerned(tx, campaign, decision, sites=sites)
        undone = unfinished.after_spam(tx, campaign, sites=sites) if decision is Decision.UNDO else []
    changed, taught = 0, set[str]()
    for one in found[:MOST_AT_ONCE]:
        teaching = Teaching.SKIP if one.site in taught else Teaching.LEARN
        if not _stands(services, campaign, decision, site=one.site):
            continue  # somebody wants something else by now
        if _decide(services, one, decision, actor=actor, reason=reason, campaign=campaign, teaching=teaching):
            changed += 1
            taught.add(one.site)
    changed_again = judge_again(services, campaign, sites=undone, actor=actor, reason=reason) if undone else 0
    left = max(len(found) - MOST_AT_ONCE, 0)
    if not left or not changed:
        with services.database.begin() as tx:
            unfinished.end(tx, campaign, decision, sites=sites)
    log.info("campaign.decided", campaign=campaign, decision=decision, changed=changed + changed_again)
    return Decided(changed=changed + changed_again, already=0, refused=len(found) - left - changed, left=left)


def _note(
    services: Services, campaign: str, decision: Decision, *, sites: Sequence[str], actor: str, reason: str
) -> int:
    """Keep the decision for those that come from now on; those that came before are in the list that is made next.

    It is kept besides until all of these are reached. How many there are so far.
    """
    now, database = services.clock(), services.database
    with database.read() as tx:
        total = members.total(tx, campaign, sites=sites)
    if not total:
        raise NotFound("There is no campaign with this id.")
    with database.begin() as tx:
        begun = [
            Unfinished(campaign=campaign, site=site, decision=decision, actor=actor, reason=reason, at=now)
            for site in sites
        ]
        unfinished.begin(tx, begun, database=database)
        campaigns.record(tx, campaign, sites=sites, status=DECIDED.get(decision), at=now, database=database)
    return total


def _stands(services: Services, campaign: str, decision: Decision, *, site: str) -> bool:
    with services.database.read() as tx:
        return unfinished.stands(tx, campaign, decision, site=site)


def _concerned(tx: Connection, campaign: str, decision: Decision, *, sites: Sequence[str]) -> list[Member]:
    if decision is Decision.UNDO:
        return members.decided_together(tx, campaign, sites=sites)
    return members.others_than(tx, campaign, DECIDED[decision], sites=sites)


def _decide(
    services: Services,
    member: Member,
    decision: Decision,
    *,
    actor: str,
    reason: str,
    campaign: str,
    teaching: Teaching,
) -> Comment | None:
    for _ in range(_TRIES):
        try:
            return decide(
                services,
                member.comment,
                decision,
                actor=actor,
                reason=reason,
                campaign=campaign,
                teaching=teaching,
            )
        except StaleVersion:
            continue  # the judge or another moderator was faster: decide on what it is now
        except (ForbiddenTransition, NotFound):
            break
    return None
