"""The published thread of one page, in the only shape that leaves us: there is no email in it to forget."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from service.domain.comment import Comment
from service.domain.markup import body_html
from service.domain.times import iso


class PublicComment(TypedDict):
    """A published comment as anybody may read it."""

    id: str
    parent: str | None
    name: str
    url: str | None
    body_html: str
    published_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The approved comments of one page, oldest first."""

    site: str
    page: str
    comments: Sequence[Comment]


def public_comment(comment: Comment) -> PublicComment:
    """A published comment without anything that its reader did not mean to publish."""
    return {
        "id": comment.id,
        "parent": comment.parent,
        "name": comment.name,
        "url": comment.url or None,
        "body_html": body_html(comment.body),
        "published_at": iso(comment.changed_at),
    }
