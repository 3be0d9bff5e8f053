from datetime import UTC, datetime, timedelta

import pytest

from service.domain.comment import FormToken
from service.domain.form_token import VALID_FOR, issue, read

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
KEY = b"k" * 32


def a_token(**changes):
    return issue(**{"key": KEY, "site": "blog", "now": NOW, "nonce": "n1", **changes})


def seen(token, *, after=timedelta(seconds=40), key=KEY, site="blog", trap=""):
    return read(key, token, site=site, now=NOW + after, trap=trap)


def test_a_good_token_tells_how_long_the_form_was_open_and_is_the_submissions_key():
    found = seen(a_token())

    assert (found.signals.token, found.signals.seconds, found.nonce) == (FormToken.VALID, 40.0, "n1")


def test_a_form_that_was_open_for_a_day_is_expired_and_gives_no_key():
    assert seen(a_token(), after=VALID_FOR).signals.token is FormToken.VALID
    found = seen(a_token(), after=VALID_FOR + timedelta(seconds=1))
    assert (found.signals.token, found.nonce) == (FormToken.EXPIRED, None)


@pytest.mark.parametrize(
    "wrong",
    [
        "nonsense",
        "..",
        "1.2.3",
        a_token() + "0",
        a_token()[:-1],
        "9" + a_token(),
        a_token().replace("n1", "n2"),
        "\ud800.x.é",
    ],
)
def test_a_token_that_was_changed_is_forged(wrong):
    found = seen(wrong)

    assert (found.signals.token, found.signals.seconds, found.nonce) == (FormToken.FORGED, None, None)


def test_a_token_of_another_site_or_another_key_is_forged():
    assert seen(a_token(), site="other").signals.token is FormToken.FORGED
    assert seen(a_token(), key=b"x" * 32).signals.token is FormToken.FORGED


def test_no_token_is_no_forgery_and_the_trap_is_told_in_any_case():
    assert seen("").signals.token is FormToken.MISSING
    for token in ("", "nonsense", a_token()):
        assert seen(token, trap="http://spam").signals.trap == "http://spam"
