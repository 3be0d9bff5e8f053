"""What a Redis must not do to us: forget jobs when its memory is full."""

import structlog
from redis import Redis, RedisError

from service.settings.model import SettingsError

log = structlog.get_logger()


def refuse_evicting(client: "Redis") -> None:
    """Raise `SettingsError` if Redis drops keys of its own accord; one that cannot be asked is a warning only."""
    try:
        answer = client.config_get("maxmemory*")
    except RedisError as error:
        log.warning("redis.not_checked", error=type(error).__name__)
        return
    limit, policy = str(answer.get("maxmemory", "0")), str(answer.get("maxmemory-policy", ""))
    if limit != "0" and policy.startswith("allkeys"):
        raise SettingsError(
            [
                f"Redis has maxmemory {limit} with the policy {policy}: when it is full it drops any key, jobs too, "
                "and says nothing. Set maxmemory-policy to noeviction, or give Rejoinder a Redis of its own"
            ]
        )
