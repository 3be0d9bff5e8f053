"""Stand-ins that are simple enough to be right: a clock one sets, ids that count, hints that are remembered."""

from datetime import UTC, datetime, timedelta

from service.queue import Work


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now=datetime(2026, 11, 22, 10, 0, tzinfo=UTC)):
        self.now = now

    def __call__(self):
        return self.now

    def tick(self, **by):
        self.now += timedelta(**by)


class CountingIds:
    """UUID-shaped ids that sort in the order they were made."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return f"00000000-0000-7000-8000-{self.made:012d}"


class RecordedHints:
    """Remembers what was hinted."""

    def __init__(self):
        self.hinted: list[Work] = []

    def hint(self, work):
        self.hinted.append(work)
