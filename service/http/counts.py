"""Counts of what each client did in each window: kept in the process, and shared with all others through Redis.

A request asks this process only, so it never waits for Redis, and limits hold while Redis is away. What another process
has counted is known here after the next `share`: clients that turn to several at once may get in as often in each.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event, Lock
from time import monotonic

from redis import Redis, RedisError

from service.domain.windows import Window

# For each window: adds what is new here, and answers with the sum and how many milliseconds the window lasts.
_SHARE = """
local known = {}
for number, key in ipairs(KEYS) do
  known[2 * number - 1] = redis.call('INCRBY', key, ARGV[2 * number - 1])
  if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ARGV[2 * number]) end
  known[2 * number] = redis.call('PTTL', key)
end
return known
"""
# Some 300 bytes each. Who falls out is asked about anew, and meanwhile counted from nothing.
WINDOWS_MOST = 20_000
# Redis does nothing else meanwhile.
SHARED_AT_ONCE = 1_000


@dataclass(slots=True, kw_only=True)
class _Count:
    """Of one client in one window, which ends when the clock says `ends`."""

    window: Window
    ends: float
    used: int = 0
    unshared: int = 0

    def add(self) -> None:
        self.used += 1
        self.unshared += 1

    def take(self) -> int:
        """What is to be shared, which from now on is."""
        taken, self.unshared = self.unshared, 0
        return taken


class Counts:
    """What clients did so far, by what they did. Any thread may ask; one shares."""

    def __init__(self, redis: Redis, *, clock: Callable[[], float] = monotonic, most: int = WINDOWS_MOST) -> None:
        self._script = redis.register_script(_SHARE)
        self._clock = clock
        self._most = most
        self._lock = Lock()
        # Those that were asked for last come last.
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._asked: set[str] = set()
        self.changed = Event()

    def spend(self, what: str, *, client: str, windows: Sequence[Window]) -> float | None:
        """Count one more. The seconds until there is room again, if that was too many.

        A window that is full keeps the later ones from being counted.
        """
        with self._lock:
            for count in self._open(what, client, windows):
                count.add()
                if count.used > count.window.most:
                    return count.ends - self._clock()
        return None

    def used_up(self, what: str, *, client: str, windows: Sequence[Window]) -> float | None:
        """Count nothing. The seconds until there is room again, if there is none."""
        with self._lock:
            for count in self._open(what, client, windows):
                if count.used >= count.window.most:
                    return count.ends - self._clock()
        return None

    def share(self) -> None:
        """Tell Redis what is new here, and learn what others told of the same clients. Raises `RedisError`."""
        self.changed.clear()
        with self._lock:
            keys = [self._asked.pop() for _ in range(min(len(self._asked), SHARED_AT_ONCE))]
            asked = {key: self._counts[key] for key in keys if key in self._counts}
            if self._asked:
                self.changed.set()
            news = [count.take() for count in asked.values()]
        try:
            known = self._ask(asked, news)
        except RedisError:
            self._keep(asked, news)
            raise
        self._learn(asked.values(), known)

    def _open(self, what: str, client: str, windows: Sequence[Window]) -> list[_Count]:
        opened = [self._count(f"limit:{what}:{one.most}/{one.seconds}:{client}", one) for one in windows]
        while len(self._counts) > self._most:
            self._counts.popitem(last=False)
        if not self.changed.is_set():
            self.changed.set()
        return opened

    def _count(self, key: str, window: Window) -> _Count:
        count, now = self._counts.get(key), self._clock()
        if count is None or count.ends <= now:
            count = self._counts[key] = _Count(window=window, ends=now + window.seconds)
        self._counts.move_to_end(key)
        self._asked.add(key)
        return count

    def _ask(self, asked: Mapping[str, _Count], news: Sequence[int]) -> list[tuple[int, int]]:
        if not asked:
            return []
        lengths = [count.window.seconds * 1000 for count in asked.values()]
        known = self._script(
            keys=list(asked), args=[number for pair in zip(news, lengths, strict=True) for number in pair]
        )
        return list(zip(known[::2], known[1::2], strict=True))

    def _keep(self, asked: Mapping[str, _Count], news: Sequence[int]) -> None:
        with self._lock:
            self._asked.update(asked)
            for count, new in zip(asked.values(), news, strict=True):
                count.unshared += new

    def _learn(self, asked: Iterable[_Count], known: Sequence[tuple[int, int]]) -> None:
        with self._lock:
            now = self._clock()
            for count, (used, milliseconds) in zip(asked, known, strict=True):
                count.used, count.ends = used + count.unshared, now + milliseconds / 1000
