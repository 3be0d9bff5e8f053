"""One line for each reason to skip, however many tests it skips; pytest's own summary has a line a test."""

from collections import Counter


def lines(reports):
    """What to say about these skipped tests, the most frequent reason first."""
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)
    return [f"{count} skipped: {reason}" for reason, count in reasons.most_common()]


def pytest_terminal_summary(terminalreporter):
    for line in lines(terminalreporter.getreports("skipped")):
        terminalreporter.write_line(line, yellow=True)
