"""Go on with a decision on a campaign that somebody began and did not finish."""

from datetime import timedelta

from service.services import Services
from service.storage import unfinished
from service.usecases.decide_campaign import carry_out

# Who has not finished it by then was killed, or had more copies before him than are done at once.
PATIENCE = timedelta(seconds=30)


def resume_decision(services: Services) -> None:
    """Go on with the one that waits longest, if any, on its site; it is left to us for as long as it was to others."""
    now = services.clock()
    with services.database.read() as tx:
        one = unfinished.left(tx, now=now, patience=PATIENCE)
    if one is None:
        return
    with services.database.begin() as tx:
        ours = unfinished.take(tx, one, now=now)
    if ours:
        carry_out(services, one.campaign, one.decision, sites=[one.site], actor=one.actor, reason=one.reason)
