"""The only door for HTTP out of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said. Header names are lower case; the body is cut at the size cap."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Outbound(Protocol):
    """Sends one request to a checked address, follows no redirect, and gives up after a time-out."""

    def request(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer: ...
