"""Find the campaigns of comments that have come: each is that of the earlier comment whose text is most like."""

from collections.abc import Mapping, Sequence

from service.domain.comment import Comment
from service.domain.crowd import Crowd
from service.domain.minhash import sketch_of
from service.domain.text import NormalText
from service.services import Services
from service.storage import campaigns, sketches


def group(services: Services, arrived: Sequence[Comment], *, texts: Mapping[str, NormalText]) -> None:
    """Keep what finds these comments again, and let each join the campaign it belongs to. `texts` are by comment.

    It comes before the verdicts, so that copies that are judged at the same moment know of each other.
    """
    sketched = {comment.id: sketch for comment in arrived if (sketch := sketch_of(texts[comment.id])) is not None}
    if not sketched:
        return
    bands = {band for sketch in sketched.values() for band in sketch.bands}
    with services.database.begin() as tx:
        # Two judges with a copy each would not see the other's, and make two campaigns of one or none.
        services.database.one_at_a_time(tx, "campaigns")
        known = sketches.known(tx, list(sketched))  # their last judge died
        crowd = Crowd(sketches.newest(tx, bands, database=services.database), new_id=services.new_id)
        for comment, sketch in sketched.items():
            if comment not in known:
                crowd.join(comment, sketch)
        campaigns.begin(tx, crowd.begun, at=services.clock())
        campaigns.grow(tx, crowd.grown)
        sketches.join(tx, crowd.joined)
        sketches.keep(tx, crowd.came, {comment.id: comment for comment in arrived})
