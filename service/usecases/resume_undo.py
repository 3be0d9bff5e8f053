"""Go on with an undo of a decision on a campaign that somebody began and did not end."""

from datetime import timedelta

from service.domain.comment import Decision
from service.services import Services
from service.storage import undos
from service.usecases.decide_campaign import carry_out

# Who has not ended it by then was killed, or had more copies before him than are done at once.
PATIENCE = timedelta(seconds=30)


def resume_undo(services: Services) -> None:
    """Go on with the one that waits longest, if any, on its site; it is left to us for as long as it was to others."""
    now = services.clock()
    with services.database.read() as tx:
        one = undos.left(tx, now=now, patience=PATIENCE)
    if one is None:
        return
    with services.database.begin() as tx:
        ours = undos.take(tx, one, now=now)
    if ours:
        carry_out(services, one.campaign, Decision.UNDO, sites=[one.site], actor=one.actor, reason=one.reason)
