"""Let the judge look again at copies that it took for spam because of a decision that was undone."""

from collections.abc import Sequence

from service.domain.comment import Decision, Status
from service.queue import Work
from service.services import Services
from service.storage import claims, members
from service.usecases import transition
from service.usecases.transition import Change

MOST = 1_000
# Others wait for a transaction that writes.
AT_ONCE = 40


def judge_again(services: Services, campaign: str, *, sites: Sequence[str], actor: str, reason: str) -> int:
    """Send the newest of them back to where they came in, unless a moderator has spoken of one; how many these are."""
    with services.database.read() as tx:
        found = members.taken_for_spam(tx, campaign, sites=sites, limit=MOST)
    again = 0
    for first in range(0, len(found), AT_ONCE):
        changes = [
            Change(comment=one, to=Status.RECEIVED, actor=actor, action=Decision.UNDO, reason=reason, campaign=campaign)
            for one in sorted(found[first : first + AT_ONCE], key=lambda one: one.id)
        ]
        with services.database.begin() as tx:
            made = transition.apply_all(services, tx, changes)
            claims.forget(tx, [one.id for one in made])
        again += len(made)
    if again:
        services.hints.hint(Work.JUDGE)
    return again
