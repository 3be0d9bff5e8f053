"""Every address under /v1, with examples and what can go wrong. A test compares it with the application's routes."""

from typing import Any

from service.http import openapi_parts as parts
from service.http import openapi_review_paths

_PAGE = "https://blog.example/2026/harbour"
_SUBMISSION = {
    "name": "Ada",
    "email": "ada@example.org",
    "body": "The 7.10 boat never waits for the bus.",
    "page": _PAGE,
}


def paths() -> dict[str, dict[str, Any]]:
    """Operations by path and method."""
    return {
        "/v1/sites/{site}/comments": {"post": _send()},
        "/v1/sites/{site}/comments/{comment}": {"get": _status()},
        "/v1/sites/{site}/threads": {"get": _thread()},
        "/v1/sites/{site}/form": {"get": _form()},
        "/v1/sites/{site}/judgements/{judge}": {"post": _judge()},
        **openapi_review_paths.paths(),
        "/v1/openapi.json": {"get": {"summary": "This description", "responses": {"200": {"description": "OpenAPI"}}}},
    }


def _send() -> dict[str, Any]:
    body = {
        "application/json": {"schema": parts.ref("Submission"), "example": _SUBMISSION},
        "application/x-www-form-urlencoded": {"schema": parts.ref("SubmissionForm")},
    }
    accepted = parts.answer(
        "Accepted", "Kept. `Location` tells whether it is published.", {"id": parts.AN_ID, "status": "received"}
    )
    return {
        "summary": "Send a comment",
        "description": "A form is answered by a redirect to its page, or by a page: the form again with what is wrong. "
        "The names of WordPress's own form (`author`, `comment`, ...) are understood too.",
        "parameters": [
            parts.path("site"),
            parts.header("Idempotency-Key", "Sent again under the same key within a day, it is still one comment."),
        ],
        "requestBody": {"required": True, "content": body},
        "responses": {
            "202": accepted,
            "303": {"description": "A form was kept: back to `return_url` or the page."},
            **parts.or_pages(parts.problems(400, 403, 404, 411, 413, 415, 422, 429, 503)),
        },
    }


def _status() -> dict[str, Any]:
    found = parts.answer(
        "Accepted", "`received` or `published`, nothing else.", {"id": parts.AN_ID, "status": "published"}
    )
    return {
        "summary": "Whether a comment is published",
        "parameters": [parts.path("site"), parts.path("comment")],
        "responses": {"200": found, **parts.problems(404, 429, 503)},
    }


def _thread() -> dict[str, Any]:
    comment = {
        "id": parts.AN_ID,
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
            **parts.problems(404, 422, 429, 503),
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
            **parts.or_pages(parts.problems(429, 503)),
        },
    }


def _judge() -> dict[str, Any]:
    example = {"id": parts.AN_ID, "points": 3.5, "reason": "Sells boats."}
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
        "responses": {
            "204": {"description": "Taken."},
            **parts.problems(400, 401, 404, 409, 411, 413, 415, 422, 503),
        },
    }
