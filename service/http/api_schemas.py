"""What readers' answers and problems hold, in the words of the API's description: tests hold answers against it."""

from marshmallow import Schema, validate
from marshmallow.fields import DateTime, Integer, List, Nested, String, Url


class WrongField(Schema):
    """One wrong field."""

    pointer = String(required=True, metadata={"description": "A JSON pointer; `?name` for a query parameter."})
    detail = String(required=True, metadata={"description": "What to do about it."})


class Current(Schema):
    """How a comment stands now."""

    status = String(required=True)
    version = Integer(required=True)


class Problem(Schema):
    """RFC 9457 problem details."""

    type = String(required=True, metadata={"description": "Stays the same; tells programs what happened."})
    title = String(required=True)
    status = Integer(required=True)
    detail = String(required=True, metadata={"description": "For people: what to do."})
    instance = String(required=True, metadata={"description": "The request's id, as in the log and `X-Request-Id`."})
    errors = List(Nested(WrongField), required=True)
    current = Nested(Current, metadata={"description": "With 409 and 412: how the comment stands now."})
    retry_after = Integer(metadata={"description": "With 429: how many seconds to wait."})


class Accepted(Schema):
    """What the sender of a comment is told: spammers learn nothing from it."""

    id = String(required=True, metadata={"format": "uuid"})
    status = String(required=True, validate=validate.OneOf(["received", "published"]))


class PublishedComment(Schema):
    """A published comment."""

    id = String(required=True, metadata={"format": "uuid"})
    parent = String(required=True, allow_none=True)
    name = String(required=True)
    url = Url(required=True, allow_none=True)
    body_html = String(required=True, metadata={"description": "Only `p`, `br` and `a` elements; safe in any page."})
    published_at = DateTime(required=True)


class PublishedThread(Schema):
    """Some of a page's published comments, oldest first."""

    page = String(required=True)
    comments = List(Nested(PublishedComment), required=True)
    next = String(required=True, allow_none=True, metadata={"description": "The cursor of the rest, if any."})
