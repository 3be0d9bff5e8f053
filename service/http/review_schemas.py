"""What moderators' answers hold, in the words of the API's description: tests hold answers against it."""

from marshmallow import Schema, validate
from marshmallow.fields import Boolean, DateTime, Dict, Float, Integer, List, Nested, String

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryKind, DeliveryStatus
from service.domain.verdict import Outcome


def _one_of(kind: type[Status | DeliveryKind | DeliveryStatus | Outcome]) -> validate.OneOf:
    return validate.OneOf([str(one) for one in kind])


class EvidencePiece(Schema):
    """What one check said."""

    check = String(required=True)
    points = Float(required=True, metadata={"description": "Higher is more like spam."})
    reason = String(required=True)
    span: List[int] = List(
        Integer(), required=True, allow_none=True, metadata={"description": "From and to, in code points of `body`."}
    )
    failed = Boolean(required=True, metadata={"description": "It broke or has not answered yet: the comment is held."})
    holds = Boolean(required=True, metadata={"description": "The check asks for a moderator, whatever the points are."})


class HistoryEntry(Schema):
    """One change of a comment."""

    version = Integer(required=True)
    at = DateTime(required=True)
    actor = String(required=True, metadata={"description": "`reader`, `judge`, or the name of a token."})
    action = String(required=True)
    before = String(required=True, allow_none=True, validate=_one_of(Status))
    after = String(required=True, validate=_one_of(Status))
    reason = String(required=True)
    campaign = String(
        required=True,
        allow_none=True,
        metadata={"format": "uuid", "description": "Set when it was decided together with its whole campaign."},
    )


class CampaignOfComment(Schema):
    """The campaign that a comment is in."""

    id = String(required=True, metadata={"format": "uuid"})
    size = Integer(required=True, metadata={"description": "How many comments are in it, on all sites."})


class ReviewDelivery(Schema):
    """Something that a host, a subscriber or a judge is told."""

    id = String(required=True, metadata={"format": "uuid"})
    kind = String(required=True, validate=_one_of(DeliveryKind))
    site = String(required=True)
    comment = String(required=True, metadata={"format": "uuid"})
    target = String(
        required=True, metadata={"description": "The publisher's kind, or the subscriber's or judge's name."}
    )
    event = String(required=True, metadata={"description": "Empty for publications; `ham` or `spam` for judges."})
    status = String(required=True, validate=_one_of(DeliveryStatus))
    attempts = Integer(required=True)
    next_attempt_at = DateTime(required=True)
    last_attempt_at = DateTime(required=True, allow_none=True)
    last_error = String(required=True)
    created_at = DateTime(required=True)


class ShadowVerdict(Schema):
    """What a policy in shadow said."""

    policy = String(required=True)
    points = Float(required=True)
    verdict = String(required=True, validate=_one_of(Outcome))


class ReviewComment(Schema):
    """A comment as a row of the queue."""

    id = String(required=True, metadata={"format": "uuid"})
    site = String(required=True)
    page = String(required=True)
    title = String(required=True)
    parent = String(required=True, allow_none=True)
    status = String(required=True, validate=_one_of(Status))
    version = Integer(required=True)
    name = String(required=True)
    url = String(required=True)
    body = String(required=True)
    points = Float(required=True, allow_none=True)
    evidence = List(Nested(EvidencePiece), required=True)
    verdict = String(
        required=True,
        allow_none=True,
        validate=_one_of(Outcome),
        metadata={"description": "The machine's, whatever moderators decided; none before 0.2.0."},
    )
    shadow = Nested(
        ShadowVerdict, required=True, allow_none=True, metadata={"description": "None where no policy was in shadow."}
    )
    campaign = Nested(
        CampaignOfComment, required=True, allow_none=True, metadata={"description": "None where no other is like it."}
    )
    received_at = DateTime(required=True)
    changed_at = DateTime(required=True)
    published_at = DateTime(required=True, allow_none=True)


class ReviewCommentDetail(ReviewComment):
    """A comment with all that a moderator needs to decide."""

    email_masked = String(required=True, metadata={"description": "Like `a•••@example.org`."})
    model_version = Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Which version of the site's model the verdict rests on; null when none was heard."},
    )
    history = List(Nested(HistoryEntry), required=True)
    deliveries = List(Nested(ReviewDelivery), required=True)


class ReviewQueue(Schema):
    """Some comments, newest first."""

    comments = List(Nested(ReviewComment), required=True)
    next = String(required=True, allow_none=True)


class ShadowCell(Schema):
    """How many comments got these two verdicts, and what moderators made of those."""

    verdict = String(required=True, validate=_one_of(Outcome), metadata={"description": "The live policy's."})
    shadow = String(required=True, validate=_one_of(Outcome), metadata={"description": "The policy's in shadow."})
    comments = Integer(required=True)
    approved = Integer(required=True)
    rejected = Integer(required=True)
    spam = Integer(required=True)


class ShadowCounts(Schema):
    """How a policy in shadow compares with the live one on a site."""

    site = String(required=True)
    policy = String(required=True)
    comments = Integer(required=True)
    differ = Integer(required=True)
    counts = List(Nested(ShadowCell), required=True)


class ShadowReport(Schema):
    """How policies in shadow compare with the live ones."""

    since = DateTime(required=True, metadata={"description": "Comments received from then on are counted."})
    shadows = List(Nested(ShadowCounts), required=True)


class Campaign(Schema):
    """Comments with almost the same text."""

    id = String(required=True, metadata={"format": "uuid"})
    size = Integer(required=True, metadata={"description": "How many comments are in it, on all sites."})
    authors = Integer(required=True, metadata={"description": "Of its 1,000 newest comments, as the next two."})
    pages = Integer(required=True)
    sites = Integer(required=True)
    statuses = Dict(
        keys=String(),
        values=Integer(),
        required=True,
        metadata={"description": "How many comments are in each status, of the 1,000 newest on the token's sites."},
    )
    decided = Dict(
        keys=String(),
        values=String(),
        required=True,
        metadata={"description": "What was decided on all of it, by site: the status that later copies are judged by."},
    )
    comments = List(Nested(ReviewComment), required=True)
    next = String(required=True, allow_none=True)


class CampaignDecided(Schema):
    """What became of a decision on a campaign."""

    id = String(required=True, metadata={"format": "uuid"})
    decision = String(required=True, validate=validate.OneOf([str(one) for one in Decision]))
    changed = Integer(required=True)
    already = Integer(required=True, metadata={"description": "There was nothing to change."})
    refused = Integer(required=True, metadata={"description": "Their status does not allow it."})
    left = Integer(required=True, metadata={"description": "Over 1,000: these follow by themselves within minutes."})


class DeliveryList(Schema):
    """Some deliveries, oldest first."""

    deliveries = List(Nested(ReviewDelivery), required=True)
    next = String(required=True, allow_none=True)
