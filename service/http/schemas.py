"""What requests hold, in the words of the API's description."""

from marshmallow import RAISE, Schema

from service.domain.question import REASON_MOST as JUDGES_REASON_MOST
from service.domain.verdict import Outcome
from service.http.fields import CommentId, Email, Line, Number, OneOf, Points, Text, WebAddress

BODY_MOST = 20_000
NAME_MOST = 100
TITLE_MOST = 300
REASON_MOST = 1_000


class Strict(Schema):
    """Refuses fields that it does not know: a mistyped name must not be silently lost."""

    class Meta:
        """Marshmallow's own options."""

        unknown = RAISE

    error_messages = {  # noqa: RUF012 - marshmallow declares it as an instance's, and merges it
        "unknown": "There is no such field. Check its spelling, or leave it out."
    }


class SubmissionSchema(Strict):
    """A comment as its reader sends it."""

    name = Line(required=True, most=NAME_MOST, metadata={"description": "Shown with the comment.", "minLength": 1})
    email = Email(required=True, metadata={"description": "Never published; kept encrypted."})
    body = Text(
        required=True,
        most=BODY_MOST,
        metadata={"description": "Plain text. Links become links; everything else is shown as typed.", "minLength": 1},
    )
    page = WebAddress(
        load_default="",
        metadata={
            "description": "The page's address, on one of the site's origins. Required, except with `comment_post_ID`. "
            "A fragment is dropped."
        },
    )
    title = Line(load_default="", most=TITLE_MOST, metadata={"description": "The page's title, for moderators."})
    url = WebAddress(load_default="", allow_none=True, metadata={"description": "The author's own page."})
    parent = CommentId(
        load_default=None, allow_none=True, metadata={"description": "The comment that this one replies to."}
    )
    comment_post_ID = Number(
        load_default=None, metadata={"type": "integer", "description": "The post, on WordPress sites only."}
    )
    comment_parent = Number(
        load_default=None, metadata={"type": "integer", "description": "WordPress's own id of the parent; 0 is none."}
    )


class FormSchema(SubmissionSchema):
    """What the plain HTML form sends besides."""

    return_url = Text(load_default="", most=2000, metadata={"description": "Where the browser goes afterwards."})
    token = Text(load_default="", most=500, metadata={"description": "Proves that the form is ours; used once."})
    website_confirm = Text(load_default="", most=20_000, metadata={"description": "Stays empty."})


class DecisionSchema(Strict):
    """What a moderator may add to a decision."""

    reason = Text(load_default="", most=REASON_MOST, metadata={"description": "Kept in the history."})


class JudgementSchema(Strict):
    """A judge's answer to a question about a comment: either `points` or a `verdict`."""

    id = Text(
        required=True, most=36, metadata={"format": "uuid", "description": "The comment's id, from the question."}
    )
    points = Points(
        load_default=None, metadata={"type": "number", "description": "Added to the others'; higher is more like spam."}
    )
    verdict = OneOf(
        Outcome,
        load_default=None,
        metadata={"description": "Instead of points; the policy's thresholds say how many it is worth."},
    )
    reason = Text(load_default="", most=JUDGES_REASON_MOST, metadata={"description": "For moderators, in a sentence."})
