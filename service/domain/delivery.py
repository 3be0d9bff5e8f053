"""A delivery: something a host or a subscriber must be told, tried until it is done or dead."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class DeliveryKind(StrEnum):
    """`publish` makes a host agree with a comment; `notify` tells a subscriber of one event.

    `feedback` tells a judge outside the house that a moderator knew better.
    """

    PUBLISH = "publish"
    NOTIFY = "notify"
    FEEDBACK = "feedback"


class DeliveryStatus(StrEnum):
    """`dead` is a dead letter: the retry schedule is used up or the answer was final."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of outgoing work.

    `target` is the publisher's kind, the subscriber's name or the judge's. `host` groups deliveries that must not run
    side by side.
    A comment has one publish delivery, asked for again at each visible change: `version` counts how often, so that an
    attempt that began before the last change is not taken for the newest. A notification has one row an event.
    """

    id: str
    kind: DeliveryKind
    site: str
    target: str
    host: str
    comment: str
    status: DeliveryStatus
    version: int
    attempts: int
    next_attempt_at: datetime
    created_at: datetime
    event: str = ""
    payload: str = ""
    last_error: str = ""
    last_attempt_at: datetime | None = None


# A site, and the name of one of its subscribers.
Whose = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A subscriber that has answered nothing but failures since `since`, the last of them at `failed_at`.

    `off_since` is set when it is told nothing any more, until somebody switches it on again.
    """

    site: str
    name: str
    since: datetime
    failed_at: datetime
    off_since: datetime | None = None

    @property
    def reason(self) -> str:
        """Why it is off: what it did, to follow its name."""
        if self.off_since is not None and self.off_since - self.since < PATIENCE:
            return f"answered 410 Gone on {self.off_since:%Y-%m-%d}"
        return f"answered nothing but failures since {self.since:%Y-%m-%d}"


class Failure(StrEnum):
    """Why an attempt failed: nobody answered, the answer asks to come again, or the answer is final.

    `gone` is final, and not for this delivery alone.
    """

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    PERMANENT = "permanent"
    GONE = "gone"

    @property
    def is_final(self) -> bool:
        """Whether there is nothing to try again."""
        return self in (Failure.PERMANENT, Failure.GONE)


class DeliveryFailed(Exception):
    """An attempt failed. `retry_after` is what the other side asked for."""

    def __init__(self, message: str, *, failure: Failure, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.failure = failure
        self.retry_after = retry_after


def _seconds(*values: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=value) for value in values)


# Standard Webhooks' example schedule: ten attempts over three days.
NOTIFY_SCHEDULE = _seconds(5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
# A host that restarts is back within seconds, and readers wait for it: dense for an hour, then as for webhooks.
PUBLISH_SCHEDULE = _seconds(1, 2, 5, 10, 20, 30, *([30] * 118)) + NOTIFY_SCHEDULE[2:]
SCHEDULES = {
    DeliveryKind.PUBLISH: PUBLISH_SCHEDULE,
    DeliveryKind.NOTIFY: NOTIFY_SCHEDULE,
    DeliveryKind.FEEDBACK: NOTIFY_SCHEDULE,
}

LONGEST_RETRY_AFTER = timedelta(days=1)
JITTER = 0.2


# Who fails for so long is switched off.
PATIENCE = timedelta(days=5)
# Failures further apart are not one failing: between them there was nothing to tell, and who knows how it was then.
# The longest pause of the schedule with its jitter is shorter.
LONGEST_GAP = timedelta(days=2)


def failed_again(before: Failing | None, *, whose: Whose, now: datetime, failure: Failure) -> Failing:
    """How it stands with a subscriber after one more failure.

    It is switched off when it wants no more, and after five days of nothing but failures.
    """
    site, name = whose
    if before is None or (before.off_since is None and now - before.failed_at > LONGEST_GAP):
        before = Failing(site=site, name=name, since=now, failed_at=now)
    over = failure is Failure.GONE or now - before.since >= PATIENCE
    return replace(before, failed_at=now, off_since=before.off_since or (now if over else None))


def next_attempt(
    kind: DeliveryKind,
    *,
    attempts: int,
    now: datetime,
    jitter: Callable[[], float],
    retry_after: timedelta | None = None,
) -> datetime | None:
    """When to try again after `attempts` failed ones; none when the schedule is used up.

    `jitter` gives 0 to 1; the pause varies by a fifth either way. `Retry-After` can only lengthen it, up to a day.
    """
    schedule = SCHEDULES[kind]
    if attempts > len(schedule):
        return None
    pause = schedule[attempts - 1] * (1 - JITTER + 2 * JITTER * jitter())
    asked = min(retry_after or timedelta(), LONGEST_RETRY_AFTER)
    return now + max(pause, asked)
