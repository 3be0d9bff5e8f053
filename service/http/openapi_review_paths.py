"""The addresses under /v1/review, with examples and what can go wrong."""

from typing import Any

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryStatus
from service.domain.verdict import ShadowSays
from service.http import openapi_parts as parts
from service.http.queries import DAYS, DAYS_MOST

_TOKEN: dict[str, Any] = {"security": [{"token": []}]}


def paths() -> dict[str, dict[str, Any]]:
    """Operations by path and method."""
    return {
        "/v1/review/comments": {"get": _queue()},
        "/v1/review/comments/{comment}": {"get": _comment()},
        "/v1/review/comments/{comment}/{decision}": {"post": _decide()},
        "/v1/review/shadow": {"get": _shadow()},
        "/v1/review/campaigns/{campaign}": {"get": _campaign()},
        "/v1/review/campaigns/{campaign}/{decision}": {"post": _decide_campaign()},
        "/v1/review/deliveries": {"get": _deliveries()},
        "/v1/review/deliveries/{wanted}/retry": {"post": _retry()},
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
            **parts.problems(401, 403, 404, 422, 429, 503),
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
            **parts.problems(401, 403, 404, 422, 429, 503),
        },
        **_TOKEN,
    }


def _comment() -> dict[str, Any]:
    return {
        "summary": "One comment with evidence, history and deliveries",
        "parameters": [parts.path("comment")],
        "responses": {
            "200": parts.answer("ReviewCommentDetail", "`ETag` is its version."),
            **parts.problems(401, 403, 404, 429, 503),
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
            **parts.problems(400, 401, 403, 404, 409, 411, 412, 413, 422, 429, 503),
        },
        **_TOKEN,
    }


def _campaign() -> dict[str, Any]:
    return {
        "summary": "Comments with almost the same text, newest first",
        "parameters": [parts.path("campaign"), parts.limit(), parts.cursor()],
        "responses": {
            "200": parts.answer("Campaign", "The whole, and its comments on the token's sites."),
            **parts.problems(401, 403, 404, 422, 429, 503),
        },
        **_TOKEN,
    }


def _decide_campaign() -> dict[str, Any]:
    body = {"application/json": {"schema": parts.ref("Decision"), "example": {"reason": "sells watches"}}}
    told = {"id": parts.AN_ID, "decision": "spam", "changed": 12, "already": 3, "refused": 0, "left": 0}
    return {
        "summary": "Decide on all comments of a campaign",
        "description": "Those on the token's sites; later copies there are judged by it. `undo` takes back what was "
        "decided on the campaign.",
        "parameters": [parts.path("campaign"), parts.path("decision", enum=[str(one) for one in Decision])],
        "requestBody": {"required": False, "content": body},
        "responses": {
            "200": parts.answer("CampaignDecided", "What became of it.", told),
            **parts.problems(400, 401, 403, 404, 411, 413, 422, 429, 503),
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
            **parts.problems(401, 403, 404, 422, 429, 503),
        },
        **_TOKEN,
    }


def _retry() -> dict[str, Any]:
    return {
        "summary": "Try a delivery again now",
        "parameters": [parts.path("wanted")],
        "responses": {
            "200": parts.answer("ReviewDelivery", "It is due."),
            **parts.problems(401, 403, 404, 429, 503),
        },
        **_TOKEN,
    }
