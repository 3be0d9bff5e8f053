"""Comments as JSON lines: judged one by one, without a server or a history."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.site import Policy
from service.domain.text import normalise
from service.domain.verdict import Evidence, judge
from workers.scoring import Scorer

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXTS = ("text", "author", "author_url", "email", "url", "page")


class BadLineError(Exception):
    """A line is not a comment; the message says why."""

    def __init__(self, message: str, *, identity: Any = None) -> None:
        super().__init__(message)
        self.identity = identity


def judge_lines(lines: Iterable[bytes], *, scorer: Scorer, policy: Policy) -> Iterator[dict[str, Any]]:
    """A verdict for each line, in order; a bad line gives its error and spoils no other."""
    for line in lines:
        if not line.strip():
            continue
        try:
            yield _judged(_parsed(line), scorer=scorer, policy=policy)
        except BadLineError as error:
            yield {"id": error.identity, "error": str(error)}


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BadLineError('a line must be a JSON object like {"id": 1, "text": "..."}')
    identity = fields.get("id")
    for key in _TEXTS:
        if not isinstance(fields.get(key) or "", str):
            raise BadLineError(f"{key} must be text", identity=identity)
    if "text" not in fields:
        raise BadLineError("text is missing", identity=identity)
    return fields


def _judged(fields: dict[str, Any], *, scorer: Scorer, policy: Policy) -> dict[str, Any]:
    texts = {key: fields.get(key) or "" for key in _TEXTS}
    submission = Submission(
        site="",
        page=texts["page"] or texts["url"],
        name=texts["author"],
        email=texts["email"],
        url=texts["author_url"],
        body=texts["text"],
    )
    context = Context(now=_time(fields), text=normalise(submission.body))
    verdict = judge(scorer.evidence(submission, context), policy)
    return {
        "id": fields.get("id"),
        "points": verdict.points,
        "verdict": verdict.outcome,
        "evidence": [evidence_json(one) for one in verdict.evidence],
    }


def _time(fields: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(fields["timestamp"]) if fields.get("timestamp") else _EPOCH
    except (TypeError, ValueError) as error:
        raise BadLineError("timestamp must be like 2026-11-22T10:00:00Z", identity=fields.get("id")) from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def evidence_json(one: Evidence) -> dict[str, Any]:
    """Evidence in its public shape."""
    return {"check": one.check, "points": one.points, "reason": one.reason, "span": one.span}
