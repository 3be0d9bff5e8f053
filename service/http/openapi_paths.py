"""Every address under /v1, with examples and what can go wrong. A test compares it with the application's routes."""

from typing import Any

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryStatus
from service.domain.verdict import ShadowSays
from service.http import openapi_parts as parts
from service.http.queries import DAYS, DAYS_MOST

_ID = "01939f5c-7c2e-7b1a-9a51-0c9e5b1f3d77"
_PAGE = "https://blog.example/2026/harbour"
_SUBMISSION = {
    "name": "Ada",
    "email": "ada@example.org",
    "body": "The 7.10 boat never waits for the bus.",
    "page": _PAGE,
}
_TOKEN: dict[str, Any] = {"security": [{"token": []}]}


def paths() -> dict[str, dict[str, Any]]:
    """Operations by path and method."""
    return {
        "/v1/sites/{site}/comments": {"post": _send()},
        "/v1/sites/{site}/comments/{comment}": {"get": _status()},
        "/v1/sites/{site}/threads": {"get": _thread()},
        "/v1/sites/{site}/form": {"get": _form()},
        "/v1/sites/{site}/judgements/{judge}": {"post": _judge()},
        "/v1/review/comments": {"get": _queue()},
        "/v1/review/comments/{comment}": {"get": _comment()},
        "/v1/review/comments/{comment}/{decision}": {"post": _decide()},
        "/v1/review/shadow": {"get": _shadow()},
        "/v1/review/campaigns/{campaign}": {"get": _campaign()},
        "/v1/review/campaigns/{campaign}/{decision}": {"post": _decide_campaign()},
        "/v1/review/deliveries": {"get": _deliveries()},
        "/v1/review/deliveries/{wanted}/retry": {"post": _retry()},
        "/v1/openapi.json": {"get": {"summary": "This description", "responses": {"200": {"description": "OpenAPI"}}}},
    }


def _send() -> dict[str, Any]:
    body = {
        "application/json": {"schema": parts.ref("Submission"), "example": _SUBMISSION},
        "application/x-www-form-urlencoded": {"schema": parts.ref("SubmissionForm")},
    }
    accepted = parts.answer(
        "Accepted", "Kept. `Location` tells whether it is published.", {"id": _ID, "status": "received"}
    )
    return {
        "summary": "Send a comment",
        "description": "A form is answered by a redirect to its page, or by the form again with what is wrong. "
        "The names of WordPress's own form (`author`, `comment`, ...) are understood too.",
        "parameters": [
            parts.path("site"),
            parts.header("Idempotency-Key", "Sent again under the same key within a day, it is still one comment."),
        ],
        "requestBody": {"required": True, "content": body},
        "responses": {
            "202": accepted,
            "303": {"description": "A form was kept: back to `return_url` or the page."},
            **parts.problems(400, 403, 404, 411, 413, 415, 422, 429, 503),
        },
    }


def _status() -> dict[str, Any]:
    found = parts.answer("Accepted", "`received` or `published`, nothing else.", {"id": _ID, "status": "published"})
    return {
        "summary": "Whether a comment is published",
        "parameters": [parts.path("site"), parts.path("comment")],
        "responses": {"200": found, **parts.problems(404, 429)},
    }


def _thread() -> dict[str, Any]:
    comment = {
        "id": _ID,
        "parent": None,
        "name": "Ada",
        "url": None,
        "body_html": "<p>The 7.10 boat never waits for the bus.</p>",
        "published_at": "2026-11-22T10:00:00.000000Z",
    }
    example = {"page": _PAGE, "comments": [comment], "next": None}
    return {
        "summary": "Read the published comments of a page",
        "parameters": [
            parts.path("site"),
            parts.query("page", "The page's address.", required=True),
            parts.cursor(),
            parts.header("If-None-Match", "The `ETag` of the copy you have."),
        ],
        "responses": {
            "200": parts.answer("Thread", "Oldest first, with an `ETag`.", example),
            "304": {"description": "Your copy is still true."},
            **parts.problems(404, 422, 429),
        },
    }


def _form() -> dict[str, Any]:
    return {
        "summary": "The comment form of a page, as HTML to link to",
        "parameters": [
            parts.path("site"),
            parts.query("page", "The page's address.", required=True),
            parts.query("title", "The page's title."),
            parts.query("parent", "The comment to reply to."),
            parts.query("return_url", "Where to go afterwards, if not to the page."),
        ],
        "responses": {
            "200": {"description": "A form that works without scripts.", "content": {"text/html": {}}},
            "404": {"description": "There is no such site.", "content": {"text/html": {}}},
            "422": {"description": "The page is not one of the site's.", "content": {"text/html": {}}},
        },
    }


def _judge() -> dict[str, Any]:
    example = {"id": _ID, "points": 3.5, "reason": "Sells boats."}
    return {
        "summary": "Answer a question about a comment later",
        "description": "For software that a site's `judges` name: signed in the way of Standard Webhooks, with the "
        "secret that its question was signed with. The first answer counts.",
        "parameters": [
            parts.path("site"),
            parts.path("judge"),
            parts.header("webhook-id", "Names the answer: the same one again changes nothing."),
            parts.header("webhook-timestamp", "Seconds since 1970, not more than five minutes ago."),
            parts.header("webhook-signature", "`v1,` and the signature."),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": parts.ref("Judgement"), "example": example}},
        },
        "responses": {"204": {"description": "Taken."}, **parts.problems(400, 401, 404, 409, 411, 413, 415, 422)},
    }


def _queue() -> dict[str, Any]:
    status = parts.query("status", "Only comments in this status.", enum=[str(one) for one in Status])
    return {
        "summary": "List comments, newest first",
        "parameters": [
            parts.query("site", "Only this site."),
            status,
            parts.query("shadow", "Only where a policy in shadow differs.", enum=[str(one) for one in ShadowSays]),
            parts.limit(),
            parts.cursor(),
        ],
        "responses": {
            "200": parts.answer("ReviewQueue", "Comments of the token's sites.", {"comments": [], "next": None}),
            **parts.problems(401, 403, 404, 422),
        },
        **_TOKEN,
    }


def _shadow() -> dict[str, Any]:
    days = parts.query("days", "How far back.", type="integer", minimum=1, maximum=DAYS_MOST, default=DAYS)
    cell = {"verdict": "approve", "shadow": "hold", "comments": 5, "approved": 3, "rejected": 0, "spam": 1}
    counts = {"site": "blog", "policy": "strict", "comments": 5, "differ": 5, "counts": [cell]}
    example = {"since": "2026-10-23T10:00:00.000000Z", "shadows": [counts]}
    return {
        "summary": "Compare policies in shadow with the live ones",
        "description": "Comments by both verdicts, and what moderators decided on those.",
        "parameters": [parts.query("site", "Only this site."), days],
        "responses": {
            "200": parts.answer("ShadowReport", "Of the token's sites.", example),
            **parts.problems(401, 403, 404, 422),
        },
        **_TOKEN,
    }


def _comment() -> dict[str, Any]:
    return {
        "summary": "One comment with evidence, history and deliveries",
        "parameters": [parts.path("comment")],
        "responses": {
            "200": parts.answer("ReviewCommentDetail", "`ETag` is its version."),
            **parts.problems(401, 403, 404),
        },
        **_TOKEN,
    }


def _decide() -> dict[str, Any]:
    body = {"application/json": {"schema": parts.ref("Decision"), "example": {"reason": "off topic"}}}
    return {
        "summary": "Decide",
        "description": "The present status again changes nothing. `undo` takes back the last decision.",
        "parameters": [
            parts.path("comment"),
            parts.path("decision", enum=[str(one) for one in Decision]),
            parts.header("If-Match", "The `ETag` that you decided on; 412 if somebody else was faster."),
        ],
        "requestBody": {"required": False, "content": body},
        "responses": {
            "200": parts.answer("ReviewCommentDetail", "The comment as it is now."),
            **parts.problems(400, 401, 403, 404, 409, 411, 412, 422),
        },
        **_TOKEN,
    }


def _campaign() -> dict[str, Any]:
    return {
        "summary": "Comments with almost the same text, newest first",
        "parameters": [parts.path("campaign"), parts.limit(), parts.cursor()],
        "responses": {
            "200": parts.answer("Campaign", "The whole, and its comments on the token's sites."),
            **parts.problems(401, 403, 404, 422),
        },
        **_TOKEN,
    }


def _decide_campaign() -> dict[str, Any]:
    body = {"application/json": {"schema": parts.ref("Decision"), "example": {"reason": "sells watches"}}}
    told = {"id": _ID, "decision": "spam", "changed": 12, "already": 3, "refused": 0, "left": 0}
    return {
        "summary": "Decide on all comments of a campaign",
        "description": "Those on the token's sites; later copies there are judged by it. `undo` takes back what was "
        "decided on the campaign.",
        "parameters": [parts.path("campaign"), parts.path("decision", enum=[str(one) for one in Decision])],
        "requestBody": {"required": False, "content": body},
        "responses": {
            "200": parts.answer("CampaignDecided", "What became of it.", told),
            **parts.problems(400, 401, 403, 404, 411, 422),
        },
        **_TOKEN,
    }


def _deliveries() -> dict[str, Any]:
    status = parts.query("status", "`dead` if left out.", enum=[str(one) for one in DeliveryStatus])
    return {
        "summary": "List deliveries, oldest first",
        "parameters": [parts.query("site", "Only this site."), status, parts.limit(), parts.cursor()],
        "responses": {
            "200": parts.answer("DeliveryList", "Deliveries of the token's sites.", {"deliveries": [], "next": None}),
            **parts.problems(401, 403, 404, 422),
        },
        **_TOKEN,
    }


def _retry() -> dict[str, Any]:
    return {
        "summary": "Try a delivery again now",
        "parameters": [parts.path("wanted")],
        "responses": {"200": parts.answer("ReviewDelivery", "It is due."), **parts.problems(401, 403, 404)},
        **_TOKEN,
    }
