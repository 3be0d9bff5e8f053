"""The settings of a command that somebody types."""

import os
from dataclasses import replace

from service import settings as configuration
from service.settings import Settings
from service.supervise import valkey


def load() -> Settings:
    """Read them; without `REDIS_URL`, the queue is the one that `rejoinder up` runs in the same home, if it does."""
    settings = configuration.load(os.environ)
    return with_embedded_queue(settings) if valkey.socket_path(settings.home).exists() else settings


def with_embedded_queue(settings: Settings) -> Settings:
    """Settings that name the embedded Valkey as the queue, unless the environment names another one."""
    if names_a_queue():
        return settings
    return replace(settings, redis_url=valkey.url(valkey.socket_path(settings.home)))


def names_a_queue() -> bool:
    """Whether the environment names a Redis or Valkey to use."""
    return bool(os.environ.get("REDIS_URL") or os.environ.get("REDIS_URL_FILE"))
