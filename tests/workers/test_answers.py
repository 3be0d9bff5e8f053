from datetime import UTC, datetime, timedelta

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from workers.answers import failure_of, json_of, require_success, retry_after
from workers.outbound import BODY_BYTES, Answer

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
URL = "https://cms.example/hook"


def answered(status, body=b"", **headers):
    return Answer(status=status, headers={name.replace("_", "-"): text for name, text in headers.items()}, body=body)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_a_success(status):
    assert failure_of(answered(status), url=URL, now=NOW) is None


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (301, Failure.REFUSED),
        (304, Failure.REFUSED),
        (400, Failure.REFUSED),
        (401, Failure.REFUSED),
        (404, Failure.REFUSED),
        (410, Failure.GONE),
        (429, Failure.UNREACHABLE),
        (500, Failure.REFUSED),
        (502, Failure.UNREACHABLE),
        (503, Failure.UNREACHABLE),
        (504, Failure.UNREACHABLE),
        (599, Failure.REFUSED),
    ],
)
def test_every_other_status_is_a_failure_of_its_kind(status, failure):
    with pytest.raises(DeliveryFailed, match=f"{URL} answered {status}") as caught:
        require_success(answered(status), url=URL, now=NOW)

    assert caught.value.failure is failure


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("120", timedelta(seconds=120)),
        (" 5 ", timedelta(seconds=5)),
        ("Sun, 22 Nov 2026 10:01:00 GMT", timedelta(minutes=1)),
        ("Sun, 22 Nov 2026 10:01:00 -0000", timedelta(minutes=1)),
        ("Sun, 22 Nov 2026 09:00:00 GMT", timedelta()),
        ("9" * 400, timedelta(seconds=10**9)),
        ("-5", None),
        (f"Sun, 22 Nov 2026 {'3' * 90}:00:00 GMT", None),
        ("soon", None),
        ("²", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text, pause):
    assert retry_after({"retry-after": text}, now=NOW) == pause


def test_the_answers_own_words_are_shown_in_short():
    failed = failure_of(answered(500, b"disk\n full " + b"x" * 5000, content_type="text/plain"), url=URL, now=NOW)

    assert failed.message.startswith(f"{URL} answered 500 Internal Server Error: disk full xxx")
    assert len(failed.message) < 300


def test_an_html_page_is_not_shown():
    failed = failure_of(answered(500, b"<html>", content_type="text/html"), url=URL, now=NOW)

    assert failed.message == f"{URL} answered 500 Internal Server Error."


def test_json_that_was_cut_or_is_none_is_none():
    assert json_of(answered(200, b'{"a": 1}')) == {"a": 1}
    assert json_of(answered(200, b"<html>")) is None
    assert json_of(answered(200, b"\xff")) is None
    assert json_of(answered(200, b"[" * 99_999)) is None
    assert json_of(answered(200, b'"' + b"x" * (BODY_BYTES - 2) + b'"')) is None
