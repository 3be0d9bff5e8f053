"""What plug-ins find wrong with their options: for the commands that look at the whole configuration."""

import os

from service import settings as configuration
from service.settings import Settings, SettingsError
from workers import runtime


def check(settings: Settings) -> None:
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
