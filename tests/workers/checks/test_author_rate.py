import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import author_rate

MINUTE = 60.0


@pytest.mark.parametrize(
    ("seconds", "given"),
    [
        ([], 0),
        ([MINUTE] * 5, 0),
        ([MINUTE] * 6, 0.75),
        ([MINUTE] * 11, 1.25),
        ([30 * MINUTE] * 20, 0),
        ([30 * MINUTE] * 21, 0.75),
        ([10 * MINUTE] * 6, 0),
    ],
    ids=["first", "at the limit", "over", "far over", "hour's limit", "over the hour's", "just past ten minutes"],
)
def test_points_over_the_limits_never_hold_alone(seconds, given):
    assert points(author_rate, context={"by_author": tuple(seconds)}) == given < 2.0


def test_the_reason_counts():
    found = opinion(author_rate, context={"by_author": (MINUTE,) * 6 + (MINUTE * 30,)})
    assert found.reason == "The same author posted 6 other comments within ten minutes and 7 within an hour."


def test_limits_are_options():
    assert points(author_rate, context={"by_author": (1.0,) * 2}, options={"per_10_minutes": 1}) == 0.75
