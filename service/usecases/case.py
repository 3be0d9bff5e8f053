"""A comment with all that may be known when it is judged: now, or again later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from service.domain.comment import Comment, Submission
from service.domain.context import Context
from service.domain.policy import Policy
from service.domain.rules import Facts, facts_of
from service.domain.site import Site
from service.domain.text import NormalText, normalise
from service.keyring import Keyring
from service.storage import campaigns, first_comments, neighbours
from service.storage.sealed import unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A comment with its submission as it came, what the checks may know, and the site it is on."""

    comment: Comment
    submission: Submission
    context: Context
    site: Site

    @property
    def policy(self) -> Policy:
        """The policy that judges it."""
        return self.site.policy

    @property
    def facts(self) -> Facts:
        """What the policy's rules may ask."""
        return facts_of(self.submission, self.context)


def case_of(
    tx: Connection,
    comment: Comment,
    sealed: bytes | None,
    *,
    site: Site,
    now: datetime,
    keyring: Keyring,
    text: NormalText | None = None,
) -> Case:
    """The case of one comment. The neighbours are those that came before it. Raises `SealBrokenError`.

    `text` is its normal form, where that is made already.
    """
    submission = unseal(sealed or b"", site=comment.site, comment=comment.id, keyring=keyring)
    context = _context(tx, comment, text=text or normalise(comment.body), now=now)
    return Case(comment=comment, submission=submission, context=context, site=site)


def _context(tx: Connection, comment: Comment, *, text: NormalText, now: datetime) -> Context:
    return Context(
        now=now,
        text=text,
        history=neighbours.author_history(tx, comment),
        by_author=neighbours.author_pace(tx, comment),
        by_address=neighbours.address_pace(tx, comment),
        earlier=tuple(neighbours.same_text(tx, comment)),
        campaign=campaigns.spread(tx, comment, now=now),
        page_age=_page_age(tx, comment),
    )


def _page_age(tx: Connection, comment: Comment) -> timedelta | None:
    first = first_comments.at(tx, comment)
    return None if first is None else max(comment.received_at - first, timedelta())
