import pytest

from service.domain.comment import FormSignals, FormToken
from tests.workers.checks.asking import opinion, points
from workers.checks import form_timing


@pytest.mark.parametrize(
    ("token", "seconds", "given"),
    [
        (FormToken.MISSING, None, 0),
        (FormToken.MISSING, 0.1, 0),
        (FormToken.VALID, None, 0),
        (FormToken.VALID, 40.0, 0),
        (FormToken.VALID, 3.0, 0),
        (FormToken.VALID, 2.9, 1.0),
        (FormToken.VALID, 0.4, 4.0),
        (FormToken.FORGED, None, 3.0),
        (FormToken.EXPIRED, 90_000.0, 0.5),
    ],
    ids=["none", "none but fast", "time unknown", "usual", "at the limit", "fast", "instant", "forged", "expired"],
)
def test_points_by_token_and_time(token, seconds, given):
    assert points(form_timing, form=FormSignals(token=token, seconds=seconds)) == given


def test_the_reason_says_how_fast():
    found = opinion(form_timing, form=FormSignals(token=FormToken.VALID, seconds=0.44))
    assert found.reason == "The form was sent 0.4 seconds after it was opened."


def test_the_times_are_options():
    form = FormSignals(token=FormToken.VALID, seconds=5.0)
    assert points(form_timing, form=form, options={"fast": 8.0, "instant": 6.0}) == 4.0
