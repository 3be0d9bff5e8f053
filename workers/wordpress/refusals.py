"""Why WordPress refused, in words that tell its owner what to do, and whether trying again can help."""

from datetime import datetime

from service.domain.delivery import DeliveryFailed, Failure
from workers.answers import failure_of, json_of
from workers.outbound import Answer
from workers.shown import shown

DUPLICATE = "comment_duplicate"
GONE = "rest_comment_invalid_id"

CREDENTIALS_ADVICE = (
    "WordPress does not accept the user and password. Make a new application password for that user (Users, Profile, "
    "Application Passwords), put it into the password file, and see that WordPress is reached over https."
)
ROLE_ADVICE = (
    "The user's role may not do this. Give it moderate_comments, edit_posts, edit_others_posts and "
    "edit_published_posts, as the role of the Rejoinder plugin has them."
)
HIDDEN_ADVICE = (
    "WordPress has this comment but hides it from us while it is not approved. The user's role needs edit_posts, "
    "edit_others_posts and edit_published_posts; for comments under pages also edit_others_pages and "
    "edit_published_pages. The role of the Rejoinder plugin has them."
)
NOT_REST_ADVICE = (
    "the answer does not come from WordPress's REST interface. Check `url` of the site's publisher, and that no "
    "security plugin or proxy closes REST"
)

# What somebody must change about this one post or comment; the retry is then theirs.
_FINAL = {
    "rest_comment_closed": "Comments on this post are closed. Open them in WordPress and retry, or reject the comment.",
    "rest_comment_invalid_post_id": "There is no post with this number any more. Reject the comment.",
    "rest_comment_draft_post": "The post is a draft. Publish it in WordPress and retry, or reject the comment.",
    "rest_comment_trash_post": "The post is in WordPress's trash. Restore it and retry, or reject the comment.",
    "rest_cannot_read_post": "The user may not read this post. Make it public in WordPress and retry.",
}
# What the owner mends for all comments at once; trying again then succeeds by itself.
_MENDABLE = {
    DUPLICATE: HIDDEN_ADVICE,
    GONE: "The comment went away in WordPress in between; the next attempt looks again.",
    "comment_flood": "WordPress finds that comments come too fast. " + ROLE_ADVICE,
    "rest_no_route": "WordPress's REST interface has no comments: a plugin closes it. Open /wp/v2/comments there.",
    "akismet_rest_comment_discarded": "Akismet on the host discarded the comment. See “Akismet” in docs/publishers.md.",
}


class Refused(DeliveryFailed):
    """WordPress said no. `code` is its own word for the reason, empty when there was none."""

    def __init__(self, message: str, *, failure: Failure, code: str = "") -> None:
        super().__init__(message, failure=failure)
        self.code = code


def refusal_of(answer: Answer, *, url: str, now: datetime) -> DeliveryFailed | None:
    """Why a call did not succeed; none when it did."""
    failure = failure_of(answer, url=url, now=now)
    if failure is not None and failure.failure is Failure.UNREACHABLE:
        return failure
    content = json_of(answer)
    if failure is None and content is not None:
        return None
    if not isinstance(content, dict) or "code" not in content:
        seen = failure.message.rstrip(".") if failure else f"{shown(url)} answered"
        return Refused(f"{seen}; {NOT_REST_ADVICE}.", failure=Failure.REFUSED)
    return _explained(answer.status, code=str(content["code"]), words=str(content.get("message", "")))


def _explained(status: int, *, code: str, words: str) -> Refused:
    if code in _FINAL:
        return Refused(_FINAL[code], failure=Failure.PERMANENT, code=code)
    if code in _MENDABLE:
        return Refused(_MENDABLE[code], failure=Failure.REFUSED, code=code)
    if status == 401:
        return Refused(CREDENTIALS_ADVICE, failure=Failure.REFUSED, code=code)
    if status == 403:
        return Refused(ROLE_ADVICE, failure=Failure.REFUSED, code=code)
    # A 400 is about this comment's fields; they will be the same the next time.
    failure = Failure.PERMANENT if status == 400 else Failure.REFUSED
    return Refused(f"WordPress refused with {status} {code}: {words}", failure=failure, code=code)
