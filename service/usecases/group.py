"""Find the campaign of comments that have come: the one of the earlier comment whose text is most like theirs."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from service.domain.campaign import ALIKE
from service.domain.comment import Comment
from service.domain.minhash import Sketch, likeness, sketch_of
from service.domain.text import NormalText
from service.services import Services
from service.storage import campaigns, sketches


def group(services: Services, arrived: Sequence[Comment], *, texts: Mapping[str, NormalText]) -> None:
    """Keep what finds these comments again, and let each join the campaign it belongs to. `texts` are by comment.

    It comes before the verdicts, so that copies that are judged at the same moment know of each other.
    """
    sketched = [(comment, sketch) for comment in arrived if (sketch := sketch_of(texts[comment.id])) is not None]
    if not sketched:
        return
    with services.database.begin() as tx:
        # Two judges with a copy each would not see the other's, and make two campaigns of one or none.
        services.database.one_at_a_time(tx, "campaigns")
        kept = sketches.kept(tx, [comment.id for comment, _ in sketched])
        for comment, sketch in sketched:
            if comment.id not in kept:  # its last judge died
                _place(services, tx, comment, sketch)


def _place(services: Services, tx: Connection, comment: Comment, sketch: Sketch) -> None:
    nearest = max(sketches.neighbours(tx, sketch), key=lambda one: likeness(sketch, one.sketch), default=None)
    campaign = None
    if nearest is not None and likeness(sketch, nearest.sketch) >= ALIKE:
        campaign = nearest.campaign or _begun(services, tx, comment=nearest.comment)
        campaigns.grow(tx, campaign)
    sketches.keep(tx, sketch, comment=comment, campaign=campaign)


def _begun(services: Services, tx: Connection, *, comment: str) -> str:
    campaign = services.new_id()
    campaigns.begin(tx, campaign, at=services.clock())
    sketches.join(tx, comment, campaign=campaign)
    return campaign
