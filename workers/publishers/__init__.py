"""The publishers: one file each, found by scanning this package and the entry points `rejoinder.publishers`.

A publisher module has `Options`, a frozen dataclass, and `build(site, options, outbound)`, which gives a
`CommentPublisher` or a `PagePublisher`. Both raise `DeliveryFailed` when the host could not be made to agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from service.domain.comment import Comment
from service.domain.thread import Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A comment with what its host is told besides.

    `address` is the reader's (truncated unless the owner says otherwise), `agent` the reader's browser, `parent` the
    host's id of the comment to show it under (none: at top level), `now` the instant of this attempt.
    """

    comment: Comment
    address: str
    agent: str
    parent: str | None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the host told us: its id of the comment, and the page's address where we did not know it."""

    remote_id: str | None = None
    page: str | None = None


@runtime_checkable
class CommentPublisher(Protocol):
    """Tells a host about one comment at a time."""

    def reconcile(self, publication: Publication) -> Receipt:
        """Make the host agree with the comment's present status. May run twice, late, and in any order."""
        ...

    def problems(self) -> Sequence[str]:
        """What is wrong with the credentials or the settings, in sentences with the mend; empty when all is well."""
        ...


@runtime_checkable
class PagePublisher(Protocol):
    """Writes whole pages."""

    def write(self, thread: Thread) -> None:
        """Replace what is published for the thread's page."""
        ...

    def problems(self) -> Sequence[str]:
        """What is wrong with the settings, in sentences with the mend; empty when all is well."""
        ...
