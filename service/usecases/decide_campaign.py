"""Carry out one decision on all comments of a campaign, each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from service.domain.comment import DECIDED, Comment, Decision, Status, Teaching
from service.domain.errors import ForbiddenTransition, NotFound, StaleVersion
from service.services import Services
from service.storage import campaigns, members
from service.storage.members import Member
from service.usecases.decide import decide
from service.usecases.judge_again import judge_again

log = structlog.get_logger()

# So many take some seconds; whoever has more presses the button again.
MOST_AT_ONCE = 1_000
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """How many comments changed, were that already, and could not become that; how many are left for another time."""

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
    spam since then are judged again. Raises `NotFound` when none of
    its comments is on these sites.
    """
    to = None if decision is Decision.UNDO else DECIDED[decision]
    undone = _called_spam(services, campaign, sites) if to is None else []
    total = _note(services, campaign, to, sites=sites)
    with services.database.read() as tx:
        found = _concerned(tx, campaign, to, sites=sites)
    changed, taught = 0, set[str]()
    for one in found[:MOST_AT_ONCE]:
        teaching = Teaching.SKIP if one.site in taught else Teaching.LEARN
        if _decide(services, one, decision, actor=actor, reason=reason, campaign=campaign, teaching=teaching):
            changed += 1
            taught.add(one.site)
    changed_again = judge_again(services, campaign, sites=undone, actor=actor, reason=reason) if undone else 0
    log.info("campaign.decided", campaign=campaign, decision=decision, changed=changed + changed_again)
    return Decided(
        changed=changed + changed_again,
        already=max(total - len(found) - changed_again, 0),  # more may have come since they were counted
        refused=min(len(found), MOST_AT_ONCE) - changed,
        left=max(len(found) - MOST_AT_ONCE, 0),
    )


def _called_spam(services: Services, campaign: str, sites: Sequence[str]) -> list[str]:
    """Those of these sites whose moderators called the campaign spam."""
    with services.database.read() as tx:
        said = campaigns.decisions(tx, [campaign], now=services.clock()).get(campaign, {})
    return [site for site in sites if said.get(site) is Status.SPAM]


def _note(services: Services, campaign: str, to: Status | None, *, sites: Sequence[str]) -> int:
    """Keep the decision for those that come from now on; those that came before are in the list that is made next.

    How many there are so far.
    """
    with services.database.read() as tx:
        total = members.total(tx, campaign, sites=sites)
    if not total:
        raise NotFound("There is no campaign with this id.")
    with services.database.begin() as tx:
        campaigns.record(tx, campaign, sites=sites, status=to, at=services.clock(), database=services.database)
    return total


def _concerned(tx: Connection, campaign: str, to: Status | None, *, sites: Sequence[str]) -> list[Member]:
    if to is None:
        return members.decided_together(tx, campaign, sites=sites)
    return members.others_than(tx, campaign, to, sites=sites)


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
