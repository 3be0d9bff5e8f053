"""Counts of what each client did in each window. They live in Redis, and every question is one round trip."""

from collections.abc import Sequence

from redis import ConnectionPool, Redis
from redis.commands.core import Script

from service.domain.windows import Window
from service.redis_spares import Spares

# Both answer with the milliseconds that the full window lasts, and with nothing while there is room in all of them.
# A window that is full keeps the later ones from being counted.
_SPEND = """
for number, key in ipairs(KEYS) do
  local used = redis.call('INCR', key)
  if used == 1 then redis.call('PEXPIRE', key, ARGV[2 * number]) end
  if used > tonumber(ARGV[2 * number - 1]) then return redis.call('PTTL', key) end
end
return false
"""
_LOOK = """
for number, key in ipairs(KEYS) do
  local used = redis.call('GET', key)
  if used and tonumber(used) >= tonumber(ARGV[2 * number - 1]) then return redis.call('PTTL', key) end
end
return false
"""


class Counts:
    """What clients did so far, by what they did."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._spares = Spares(pool)
        unbound = Redis(connection_pool=pool)
        self._spend, self._look = unbound.register_script(_SPEND), unbound.register_script(_LOOK)

    def spend(self, what: str, *, client: str, windows: Sequence[Window]) -> float | None:
        """Count one more. The seconds until there is room again, if that was too many. Raises `RedisError`."""
        return self._ask(self._spend, what, client=client, windows=windows)

    def used_up(self, what: str, *, client: str, windows: Sequence[Window]) -> float | None:
        """Count nothing. The seconds until there is room again, if there is none. Raises `RedisError`."""
        return self._ask(self._look, what, client=client, windows=windows)

    def _ask(self, script: Script, what: str, *, client: str, windows: Sequence[Window]) -> float | None:
        keys = [f"limit:{what}:{one.most}/{one.seconds}:{client}" for one in windows]
        numbers = [number for one in windows for number in (one.most, one.seconds * 1000)]
        with self._spares.lend() as redis:
            milliseconds = script(keys=keys, args=numbers, client=redis)
        return None if milliseconds is None else milliseconds / 1000
