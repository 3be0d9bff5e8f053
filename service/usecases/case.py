"""A comment with all that may be known when it is judged: now, or again later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from service.domain.comment import Comment, Submission
from service.domain.context import AuthorHistory, Context
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

    `text` is its normal form, where that was made before: others wait for a transaction that writes.
    """
    submission = unseal(sealed or b"", site=comment.site, comment=comment.id, keyring=keyring)
    contexts = contexts_of(tx, [comment], texts={comment.id: text or normalise(comment.body)}, now=now)
    return Case(comment=comment, submission=submission, context=contexts[comment.id], site=site)


def contexts_of(
    tx: Connection, found: Sequence[Comment], *, texts: Mapping[str, NormalText], now: datetime
) -> dict[str, Context]:
    """What may be known of each of these comments; their normal forms are by comment, and so is the answer."""
    if not found:
        return {}
    ids = [comment.id for comment in found]
    histories = neighbours.author_histories(tx, ids)
    by_author, by_address = neighbours.author_paces(tx, ids), neighbours.address_paces(tx, ids)
    earlier = neighbours.same_texts(tx, ids)
    spreads = campaigns.spreads(tx, found, now=now)
    firsts = first_comments.times(tx, found)
    return {
        comment.id: Context(
            now=now,
            text=texts[comment.id],
            history=histories.get(comment.id, AuthorHistory()),
            by_author=by_author.get(comment.id, ()),
            by_address=by_address.get(comment.id, ()),
            earlier=earlier.get(comment.id, ()),
            campaign=spreads.get(comment.id),
            page_age=_page_age(comment, firsts.get(comment.id)),
        )
        for comment in found
    }


def _page_age(comment: Comment, first: datetime | None) -> timedelta | None:
    return None if first is None else max(comment.received_at - first, timedelta())
