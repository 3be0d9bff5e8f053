"""Asks software of the owner's own by signed webhook, which answers at once or posts its answer later."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.question import POINTS_MOST, REASON_MOST, Answer, Later, points_of
from service.domain.signing import keys_of, sign
from service.domain.site import Site
from service.domain.times import iso
from service.domain.verdict import Evidence, Outcome
from workers.answers import json_of, require_success
from workers.judges import Inquiry
from workers.outbound import Outbound

_LATER = frozenset({202, 204})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where the software listens, the secret both sides hold (`whsec_` and base64), and how long it may think.

    The reader's email is sent only if `send_email` says so; address and agent never are.
    """

    url: str
    secret: str = field(repr=False)
    wait_seconds: float = 600.0
    send_email: bool = False

    def __post_init__(self) -> None:
        keys_of(self.secret)
        if not 1 <= self.wait_seconds <= 24 * 3600:
            raise ValueError(f"wait_seconds must be from 1 to 86400, not {self.wait_seconds}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HookJudge:
    """The owner's own software, for one site."""

    site: Site
    options: Options
    outbound: Outbound

    def ask(self, inquiry: Inquiry) -> Answer | Later:
        """Send the question. `webhook-id` names comment and attempt, so that the same question twice can be told."""
        url, body = self.options.url, self._message(inquiry)
        id = f"{inquiry.comment.id}-{inquiry.attempt}"
        signature = sign(self.options.secret, id=id, timestamp=int(inquiry.now.timestamp()), body=body)
        headers = {"content-type": "application/json", **signature}
        answer = self.outbound.request("POST", url, headers=headers, body=body)
        require_success(answer, url=url, now=inquiry.now)
        if answer.status in _LATER:
            return Later(within=timedelta(seconds=self.options.wait_seconds))
        return self._understood(json_of(answer))

    def problems(self) -> Sequence[str]:
        """Whether anybody answers at the address, asked with a GET."""
        try:
            self.outbound.request("GET", self.options.url)
        except DeliveryFailed as failure:
            return [failure.message]
        return []

    def _understood(self, told: Any) -> Answer:
        if not isinstance(told, dict):
            raise _nonsense("it is no JSON object")
        reason = told.get("reason", "")
        if not isinstance(reason, str):
            raise _nonsense("`reason` is no text")
        if ("points" in told) == ("verdict" in told):
            raise _nonsense("it must have either `points` or `verdict`")
        points = _number(told["points"]) if "points" in told else self._worth(told["verdict"])
        shown = " ".join(reason[:REASON_MOST].split())
        return Answer(points=points, reason=shown or "The hook gave no reason.")

    def _worth(self, verdict: Any) -> float:
        if verdict not in list(Outcome):
            raise _nonsense(f"`verdict` must be one of {', '.join(Outcome)}")
        return points_of(Outcome(verdict), policy=self.site.policy)

    def _message(self, inquiry: Inquiry) -> bytes:
        comment = inquiry.comment
        about: dict[str, Any] = {
            "id": comment.id,
            "site": comment.site,
            "page": comment.page,
            "title": comment.title,
            "parent": comment.parent,
            "name": comment.name,
            "url": comment.url,
            "body": comment.body,
            "received_at": iso(comment.received_at),
            "points": inquiry.points,
            "evidence": [_piece(one) for one in inquiry.evidence],
            "answer_url": inquiry.answer_url,
        }
        if self.options.send_email:
            about["email"] = inquiry.submission.email
        message = {"type": "comment.question", "timestamp": iso(inquiry.now), "data": about}
        return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def build(site: Site, options: Options, outbound: Outbound) -> HookJudge:
    """The hook of one site."""
    return HookJudge(site=site, options=options, outbound=outbound)


def _piece(one: Evidence) -> dict[str, Any]:
    names = ("check", "points", "reason", "span", "failed", "holds")
    return {name: getattr(one, name) for name in names}


def _number(points: Any) -> float:
    is_number = isinstance(points, int | float) and not isinstance(points, bool) and math.isfinite(points)
    if not is_number or abs(points) > POINTS_MOST:
        raise _nonsense(f"`points` must be a number from {-POINTS_MOST:g} to {POINTS_MOST:g}")
    return float(points)


def _nonsense(why: str) -> DeliveryFailed:
    return DeliveryFailed(f"The hook's answer cannot be used: {why}.", failure=Failure.REFUSED)
