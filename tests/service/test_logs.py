import io
import json
import logging

import pytest
import structlog

from service import logs


@pytest.fixture(autouse=True)
def _as_before():
    before = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:], logging.root.level = before
    structlog.reset_defaults()


def logged(log_format):
    stream = io.StringIO()
    logs.set_up(log_format, stream=stream)
    secret = "canary@example.org"
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        structlog.get_logger("service.test").exception("it.broke", comment="c1", length=len(secret))
    return stream.getvalue()


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_traceback_says_where_and_not_what_was_being_worked_on(log_format):
    said = logged(log_format)

    assert "ZeroDivisionError" in said
    assert "test_logs.py" in said
    assert "canary" not in said


def test_a_line_is_one_event_with_keys():
    line = json.loads(logged("json"))

    assert (line["event"], line["level"], line["comment"]) == ("it.broke", "error", "c1")
    assert line["timestamp"].endswith("Z")
