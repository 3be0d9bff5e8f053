"""What can be wrong with a request, in the words the client will read."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: a JSON pointer into the request, and what to do about it."""

    pointer: str
    detail: str


class ModerationError(Exception):
    """The base of all that a client is told. Class attributes make the RFC 9457 problem."""

    type = "error"
    title = "Something is wrong with the request"
    status = 400

    def __init__(self, detail: str, *, errors: tuple[FieldError, ...] = (), **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        self.extra = extra


class MalformedRequest(ModerationError):
    """The body is not what its content type says."""

    type, title, status = "malformed-request", "The request cannot be read", 400


class Unauthenticated(ModerationError):
    """No token, or one that is unknown, expired or revoked."""

    type, title, status = "unauthenticated", "A valid token is needed", 401


class NotAllowed(ModerationError):
    """The token is good, but not for this site or verb."""

    type, title, status = "not-allowed", "This token may not do that", 403


class NotFound(ModerationError):
    """There is no such thing, or not for this token."""

    type, title, status = "not-found", "There is no such thing here", 404


class ForbiddenTransition(ModerationError):
    """The comment's present status does not allow this decision."""

    type, title, status = "forbidden-transition", "The comment cannot change that way", 409


class AnsweredBefore(ModerationError):
    """The judge has answered this question already."""

    type, title, status = "answered-before", "This question was answered before", 409


class StaleVersion(ModerationError):
    """Somebody else decided in between."""

    type, title, status = "stale-version", "The comment has changed since you read it", 412


class TooLarge(ModerationError):
    """The body is over the limit."""

    type, title, status = "too-large", "The request is too large", 413


class UnsupportedMediaType(ModerationError):
    """Neither JSON nor a plain HTML form."""

    type, title, status = "unsupported-media-type", "Send JSON or a plain HTML form", 415


class ValidationFailed(ModerationError):
    """One or more fields are wrong; all of them are named."""

    type, title, status = "validation-failed", "Some fields are not right", 422


class IdempotencyMismatch(ModerationError):
    """The key was used before, with another body."""

    type, title, status = "idempotency-mismatch", "This idempotency key belongs to another request", 422


class TooManyRequests(ModerationError):
    """A rate limit is used up."""

    type, title, status = "too-many-requests", "Too many requests", 429


class Unavailable(ModerationError):
    """The comment could not be kept right now; nothing was stored."""

    type, title, status = "unavailable", "The comment could not be kept just now", 503
