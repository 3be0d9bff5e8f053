import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import phone_number


@pytest.mark.parametrize(
    ("body", "given"),
    [
        pytest.param("Call 0800 123 4567 now", 1.75, id="call"),
        pytest.param("My number is +1 (555) 010-9999", 1.0, id="number"),
        pytest.param("звоните: 8 912 345 67 89", 1.75, id="Russian"),
        pytest.param("At 51.5073509, -0.1277583", 0, id="coordinates"),
        pytest.param("ISBN 978-3-16", 0, id="short"),
        pytest.param("order/12345678901", 0, id="path"),
        pytest.param("It cost $1,234,567,890", 0, id="amount"),
        pytest.param("2026-11-22 10:30:00", 0, id="time"),
        pytest.param("rows 1 2 3", 0, id="rows"),
    ],
)
def test_points_for_numbers_and_for_being_asked_to_call(body, given):
    assert points(phone_number, body) == given


def test_the_reason_and_the_span_show_the_number():
    found = opinion(phone_number, "Call 0800 123 4567 now")
    assert found.reason == "Gives a telephone number, and asks to use it: 0800 123 4567."
    assert found.span == (5, 18)
