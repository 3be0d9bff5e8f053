"""What an answer means for a delivery: done, come again, or give up."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from service.domain.delivery import DeliveryFailed, Failure
from workers.outbound import BODY_BYTES, Answer
from workers.shown import shown

_UNREACHABLE = frozenset({429, 502, 503, 504})
_GONE = 410
_SHOWN_CHARACTERS = 200


def failure_of(answer: Answer, *, url: str, now: datetime) -> DeliveryFailed | None:
    """Why an answer is not a success; none for 2xx.

    A redirect is a failure: whoever is allowed to receive at one address is not yet allowed at another.
    """
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    message = f"{shown(url)} answered {_named(answer.status)}{_advice(answer)}"
    if answer.status in _UNREACHABLE:
        return DeliveryFailed(message, failure=Failure.UNREACHABLE, retry_after=retry_after(answer.headers, now=now))
    failure = Failure.GONE if answer.status == _GONE else Failure.REFUSED
    return DeliveryFailed(message, failure=failure)


def require_success(answer: Answer, *, url: str, now: datetime) -> None:
    """Raise `DeliveryFailed` unless the answer is 2xx."""
    if failure := failure_of(answer, url=url, now=now):
        raise failure


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """The pause that `Retry-After` asks for, in seconds or until an HTTP date; none when it says nothing usable."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:10]), 10**9))
    try:
        until = parsedate_to_datetime(text)
        # A date without a zone is one in UTC (RFC 9110, section 5.6.7).
        return max(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta())
    except (ValueError, OverflowError):
        return None


def json_of(answer: Answer) -> Any:
    """The answer's JSON; none when the body is something else or was cut."""
    if len(answer.body) >= BODY_BYTES:
        return None
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _advice(answer: Answer) -> str:
    if "location" in answer.headers and HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        elsewhere = shown(answer.headers["location"])[:_SHOWN_CHARACTERS]
        return f" to {elsewhere}; redirects are not followed: configure that address."
    if answer.status == _GONE:
        return ": nobody wants this any more. Remove it from the configuration, or correct the address and retry."
    kind = answer.headers.get("content-type", "")
    if kind.startswith(("text/plain", "application/json", "application/problem+json")):
        return (
            ": " + " ".join(answer.body[: 4 * _SHOWN_CHARACTERS].decode(errors="replace").split())[:_SHOWN_CHARACTERS]
        )
    return "."
