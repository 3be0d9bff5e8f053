"""One comment as a line of JSON, with what a moderator said of it, where that is known."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.text import normalise

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXTS = ("text", "author", "author_url", "email", "url", "page")


class BadLineError(Exception):
    """A line is not a comment; the message says why."""

    def __init__(self, message: str, *, identity: Any = None) -> None:
        super().__init__(message)
        self.identity = identity


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """A comment as the checks take it, under the `id` of its line. `label` is `ham`, `spam`, or what else was there."""

    identity: Any
    submission: Submission
    context: Context
    label: Any = None

    @property
    def labelled(self) -> bool:
        """Whether somebody said that this is spam or ham."""
        return self.label in ("ham", "spam")

    @property
    def spam(self) -> bool:
        """Whether somebody said that this is spam."""
        return bool(self.label == "spam")


def parsed(line: bytes) -> CommentLine:
    """The comment in a line. Keys that we do not know are ignored. Raises `BadLineError`."""
    fields = _fields(line)
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
    return CommentLine(identity=fields.get("id"), submission=submission, context=context, label=fields.get("label"))


def _fields(line: bytes) -> dict[str, Any]:
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


def _time(fields: dict[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(fields["timestamp"]) if fields.get("timestamp") else _EPOCH
    except (TypeError, ValueError) as error:
        raise BadLineError("timestamp must be like 2026-11-22T10:00:00Z", identity=fields.get("id")) from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
