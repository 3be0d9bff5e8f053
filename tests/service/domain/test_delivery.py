from datetime import UTC, datetime, timedelta

import pytest

from service.domain.delivery import (
    JITTER,
    LONGEST_RETRY_AFTER,
    NOTIFY_SCHEDULE,
    PUBLISH_SCHEDULE,
    DeliveryKind,
    next_attempt,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def pause(kind, attempts, *, jitter=0.5, **changes):
    at = next_attempt(kind, attempts=attempts, now=NOW, jitter=lambda: jitter, **changes)
    return at and at - NOW


def test_a_host_is_asked_again_quickly_then_every_half_minute_for_an_hour_then_for_days():
    seconds = [one.total_seconds() for one in PUBLISH_SCHEDULE]

    assert seconds[:6] == [1, 2, 5, 10, 20, 30]
    first_hour = [one for one in seconds if one <= 30]
    assert 3500 < sum(first_hour) < 3700
    assert PUBLISH_SCHEDULE[len(first_hour) :] == NOTIFY_SCHEDULE[2:]


def test_a_subscriber_is_tried_ten_times_over_three_days():
    assert len(NOTIFY_SCHEDULE) + 1 == 10
    assert timedelta(days=3) < sum(NOTIFY_SCHEDULE, timedelta()) < timedelta(days=3, hours=8)


@pytest.mark.parametrize("kind", DeliveryKind)
def test_the_schedule_ends(kind):
    longest = PUBLISH_SCHEDULE if kind is DeliveryKind.PUBLISH else NOTIFY_SCHEDULE

    assert pause(kind, len(longest)) == longest[-1]
    assert pause(kind, len(longest) + 1) is None


def test_the_pause_varies_by_a_fifth_either_way():
    assert pause(DeliveryKind.NOTIFY, 1, jitter=0.0) == NOTIFY_SCHEDULE[0] * (1 - JITTER)
    assert pause(DeliveryKind.NOTIFY, 1, jitter=1.0) == NOTIFY_SCHEDULE[0] * (1 + JITTER)


def test_retry_after_only_lengthens_the_pause_and_at_most_to_a_day():
    assert pause(DeliveryKind.NOTIFY, 1, retry_after=timedelta(seconds=1)) == NOTIFY_SCHEDULE[0]
    assert pause(DeliveryKind.NOTIFY, 1, retry_after=timedelta(minutes=3)) == timedelta(minutes=3)
    assert pause(DeliveryKind.NOTIFY, 1, retry_after=timedelta(days=365)) == LONGEST_RETRY_AFTER
