import pytest

from service.domain.comment import FormSignals
from tests.workers.checks.asking import points
from workers.checks import honeypot


@pytest.mark.parametrize(
    ("trap", "given"), [("", 0), ("  ", 0), ("http://a.example", 6.0)], ids=["empty", "blank", "filled"]
)
def test_a_filled_trap_is_spam(trap, given):
    assert points(honeypot, form=FormSignals(trap=trap)) == given


def test_the_points_are_an_option():
    assert points(honeypot, form=FormSignals(trap="x"), options={"points": 2.5}) == 2.5
