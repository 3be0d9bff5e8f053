"""Remembers how the author's earlier comments ended: trust comes from what has stood for a day."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import AuthorHistory, Context
from service.domain.verdict import Opinion

EACH_SPAM = 1.5
MOST_SPAM = 4.0
# Anybody can type anybody's email, so trust needs the author's own network.
TYPED_TRUST = 0.5
EACH_APPROVED = 0.5
MOST_TRUST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`most_trust` bounds how many points a good history takes off."""

    most_trust: float = MOST_TRUST


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for earlier spam, and some off for approved comments, more when the network is known too."""
    history = context.history
    if not history.approved and not history.spam:
        return None
    points = min(EACH_SPAM * history.spam, MOST_SPAM) - min(_trust(history), options.most_trust)
    return Opinion(points=points, reason=_reason(history))


def _trust(history: AuthorHistory) -> float:
    if not history.approved:
        return 0.0
    return TYPED_TRUST + EACH_APPROVED * history.approved if history.known_address else TYPED_TRUST


def _reason(history: AuthorHistory) -> str:
    network = "" if not history.approved else " from this network" if history.known_address else " from elsewhere"
    return f"Earlier comments under this email: {history.approved} approved{network}, {history.spam} spam."
