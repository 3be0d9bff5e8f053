import pytest

from benchmarks.speed.summary import bare_of, summaries
from tests.benchmarks.speed.rows import a_round


def test_each_round_is_compared_with_the_bare_route_of_its_own_minute():
    slow_minute = a_round("ours", per_second=100.0, bare_per_second=400.0)
    quick_minute = a_round("ours", per_second=300.0, bare_per_second=1000.0)
    usual_minute = a_round("ours", per_second=200.0, bare_per_second=1000.0)

    (one,) = summaries([slow_minute, quick_minute, usual_minute])

    assert (one.ratio_least, one.ratio, one.ratio_most) == pytest.approx((0.2, 0.25, 0.3))
    assert one.per_second == 200.0


def test_contenders_stay_in_their_order_and_their_mistakes_add_up():
    rounds = [a_round("b", refused=1), a_round("a"), a_round("b", refused=2, broken=1)]

    found = summaries(rounds)

    assert [(one.name, one.refused, one.broken) for one in found] == [("b", 3, 1), ("a", 0, 0)]


def test_the_bare_route_is_the_median_of_all_that_was_measured_beside():
    rounds = [a_round("a", bare_per_second=number) for number in (900.0, 1000.0, 2000.0)]

    assert bare_of(rounds) == {"per_second": 1000.0, "cpu_ms": 0.5, "p50": 1.0, "p99": 3.0}
