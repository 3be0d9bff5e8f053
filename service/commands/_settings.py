"""The settings of a command that somebody types."""

import os
from dataclasses import replace

from service import settings as configuration
from service.settings import Settings
from service.supervise import valkey


def load() -> Settings:
    """Read them; without `REDIS_URL` the queue is the one that `rejoinder up` runs in the same home."""
    settings = configuration.load(os.environ)
    if settings.redis_url:
        return settings
    return replace(settings, redis_url=valkey.url(valkey.socket_path(settings.home)))
