import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import address_rate

MINUTE = 60.0


@pytest.mark.parametrize(
    ("seconds", "given"),
    [([MINUTE] * 15, 0), ([MINUTE] * 16, 0.75), ([MINUTE] * 31, 1.25), ([30 * MINUTE] * 61, 0.75)],
    ids=["at the limit", "over", "far over", "over the hour's"],
)
def test_points_over_the_limits_never_hold_alone(seconds, given):
    assert points(address_rate, context={"by_address": tuple(seconds)}) == given < 2.0


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.4", "::1", "fd00::1"])
def test_an_address_inside_tells_nobody_apart(address):
    assert points(address_rate, context={"by_address": (1.0,) * 99}, address=address) == 0


@pytest.mark.parametrize("address", ["198.51.100.4", "2001:db8::1", "", "unknown"])
def test_any_other_address_counts(address):
    assert points(address_rate, context={"by_address": (1.0,) * 99}, address=address) == 1.25


def test_the_reason_counts():
    found = opinion(address_rate, context={"by_address": (MINUTE,) * 16})
    assert found.reason == "16 other comments came from the same network within ten minutes, 16 within an hour."


def test_limits_are_options():
    assert points(address_rate, context={"by_address": (1.0,) * 3}, options={"per_hour": 1}) == 1.25
