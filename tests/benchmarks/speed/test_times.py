import pytest

from benchmarks.speed.summary import times


def test_seconds_become_milliseconds_in_whatever_order_they_came():
    found = times([0.3, 0.1, 0.2])

    assert (found["number"], found["p50"], found["longest"]) == (3, pytest.approx(200), pytest.approx(300))


def test_of_a_hundred_one_takes_longer_than_the_99th_percentile():
    found = times([number / 1000 for number in range(1, 101)])

    assert (found["p50"], found["p99"], found["longest"]) == pytest.approx((50, 99, 100))


def test_one_time_alone_is_everything():
    assert set(times([0.005]).values()) == {1, 5.0}
