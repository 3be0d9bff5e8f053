from types import SimpleNamespace

from tests.skips import lines


def skipped(reason):
    return SimpleNamespace(longrepr=("tests/test_a.py", 1, f"Skipped: {reason}"))


def test_each_reason_is_said_once_with_how_many_tests_it_skips():
    reports = [skipped("no Chromium"), *[skipped("no WordPress")] * 46]

    assert lines(reports) == ["46 skipped: no WordPress", "1 skipped: no Chromium"]
    assert lines([]) == []
