"""A comment, what its reader submitted, and the statuses it can be in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.verdict import Evidence, Outcome, Shadow


class Status(StrEnum):
    """Where a comment stands. `spam` is kept and can be released, like others' quarantine."""

    RECEIVED = "received"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    ERASED = "erased"


# What a moderator or the judge may change. Undo goes back along the history instead.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.HELD, Status.APPROVED, Status.SPAM, Status.ERASED}),
    Status.HELD: frozenset({Status.APPROVED, Status.REJECTED, Status.SPAM, Status.ERASED}),
    Status.APPROVED: frozenset({Status.HELD, Status.REJECTED, Status.SPAM, Status.ERASED}),
    Status.REJECTED: frozenset({Status.APPROVED, Status.HELD, Status.SPAM, Status.ERASED}),
    Status.SPAM: frozenset({Status.APPROVED, Status.HELD, Status.REJECTED, Status.ERASED}),
    Status.ERASED: frozenset(),
}


class FormToken(StrEnum):
    """What the form's signed token told us about how the form was used."""

    MISSING = "missing"
    VALID = "valid"
    FORGED = "forged"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSignals:
    """How the form was filled in: the trap field's text, and seconds between form and submission."""

    token: FormToken = FormToken.MISSING
    seconds: float | None = None
    trap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a reader sent, parsed but otherwise unchanged; kept encrypted because of email, address and agent.

    `page` is empty while only the host's post number is known. `parent` is a comment id of ours.
    """

    site: str
    page: str
    name: str
    email: str
    body: str
    url: str = ""
    title: str = ""
    parent: str | None = None
    host_post: int | None = None
    address: str = ""
    agent: str = ""
    form: FormSignals = FormSignals()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment as stored, without what only its reader and the sealed submission know.

    `points`, `evidence` and `verdict` are the machine's, whatever moderators made of it; `shadow` is what a policy in
    shadow said. `author_key`, `address_key` and `text_key` are keyed hashes for look-ups, never shown. `model_version`
    is that of the site's model which spoke in the verdict; none when no model did.
    """

    id: str
    site: str
    page: str
    status: Status
    version: int
    name: str
    body: str
    received_at: datetime
    changed_at: datetime
    url: str = ""
    title: str = ""
    parent: str | None = None
    host_post: int | None = None
    author_key: str = ""
    address_key: str = ""
    text_key: str = ""
    remote_id: str | None = None
    published_at: datetime | None = None
    points: float | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: Outcome | None = None
    shadow: Shadow | None = None
    model_version: int | None = None


class Teaching(StrEnum):
    """Whether a model learns from a decision. Copies of one text would teach it one thing many times over."""

    LEARN = "learn"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One entry of a comment's history: who changed it from what to what, and why.

    `actor` is `judge` or a moderator's token name; `action` the verb that was used. `campaign` is set when a moderator
    decided on the whole campaign; of its copies, few teach the model.
    """

    comment: str
    version: int
    at: datetime
    actor: str
    action: str
    before: Status | None
    after: Status
    reason: str = ""
    campaign: str | None = None
    teaching: Teaching = Teaching.LEARN


def may_become(before: Status, after: Status) -> bool:
    """Whether a moderator's decision or a verdict may change `before` to `after`."""
    return after in TRANSITIONS[before]


def visible_change(before: Status | None, after: Status) -> bool:
    """Whether the host must hear of it: only what is or was approved is ever on a host."""
    return Status.APPROVED in (before, after) and before is not after


class Decision(StrEnum):
    """A moderator's verbs, which are also the last words of the review addresses."""

    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    HOLD = "hold"
    UNDO = "undo"


DECIDED: dict[Decision, Status] = {
    Decision.APPROVE: Status.APPROVED,
    Decision.REJECT: Status.REJECTED,
    Decision.SPAM: Status.SPAM,
    Decision.HOLD: Status.HELD,
}

# Who is not a moderator in the history; a moderator's entry has the name of the token.
JUDGE = "judge"
READER = "reader"
PUBLISHER = "publisher"
MACHINES = frozenset({JUDGE, READER, PUBLISHER})


def masked_email(email: str) -> str:
    """An email as moderators see it: enough to recognise, too little to write to."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}" if local else ""
