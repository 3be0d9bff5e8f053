import errno
import io
import json
import logging
import re

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


def test_for_people_each_event_is_one_aligned_line_with_the_time_of_day():
    stream = io.StringIO()
    logs.set_up("console", stream=stream)
    log = structlog.get_logger("service.test")
    log.info("comment.received", comment="c1")
    log.info("delivery.done", comment="c1")
    logging.getLogger("rq.worker").error("job broke\nTraceback:\n  much of it\nValueError: no")
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        log.exception("check.failed", check="links")

    received, done, foreign, failed = stream.getvalue().splitlines()

    assert re.match(r"\d\d:\d\d:\d\d \[info     \] comment.received +comment=c1", received)
    assert received.index("comment=") == done.index("comment=")
    assert "job broke … ValueError: no" in foreign
    assert "check=links" in failed
    assert "ValueError: first" in failed
    assert "where=test_logs.py:" in failed


def test_colours_are_for_terminals_only():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, coloured in ((Terminal(), True), (io.StringIO(), False)):
        logs.set_up("console", stream=stream)
        structlog.get_logger("service.test").info("comment.received")
        assert ("\x1b[" in stream.getvalue()) is coloured


def test_a_log_that_cannot_be_written_breaks_nothing(capsys):
    logs.set_up("json", stream=OnFullDisk())

    structlog.get_logger("service.test").error("disk.full")
    logging.getLogger("library").error("and so it is here")

    assert capsys.readouterr() == ("", "")


class OnFullDisk(io.StringIO):
    """A file that takes nothing."""

    def write(self, text):
        raise OSError(errno.ENOSPC, "No space left on device")
