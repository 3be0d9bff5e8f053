"""The settings of a command that somebody types."""

import os
from dataclasses import replace

from service import settings as configuration
from service.settings import Settings, SettingsError
from service.supervise import valkey
from workers import runtime


def load() -> Settings:
    """Read them; without `REDIS_URL`, the queue is the one that `rejoinder up` runs in the same home, if it does."""
    settings = configuration.load(os.environ)
    return with_embedded_queue(settings) if valkey.socket_path(settings.home).exists() else settings


def with_embedded_queue(settings: Settings) -> Settings:
    """Settings that name the embedded Valkey as the queue, unless the environment names another one."""
    if names_a_queue():
        return settings
    return replace(settings, redis_url=valkey.url(valkey.socket_path(settings.home)))


def check_plugins(settings: Settings) -> None:
    """Let checks and publishers look at their own options. Raises `SettingsError` with all mistakes at once."""
    if mistakes := runtime.mistakes_in(settings):
        raise SettingsError(mistakes)


def mistakes_of_all() -> list[str]:
    """Every mistake in the environment and in the file, and those that plug-ins find in their options, at once."""
    settings, mistakes = configuration.read(os.environ)
    return mistakes + [one for one in runtime.mistakes_in(settings) if not _told(one, mistakes)]


def _told(mistake: str, mistakes: list[str]) -> bool:
    """Whether it follows from one that is told already: a site's plug-in misses what could not be read."""
    table = mistake.partition(":")[0]
    return table.startswith("sites.") and any(one.startswith(table) for one in mistakes)


def names_a_queue() -> bool:
    """Whether the environment names a Redis or Valkey to use."""
    return bool(os.environ.get("REDIS_URL") or os.environ.get("REDIS_URL_FILE"))
