"""`rejoinder config`: what the settings say."""

import click

from service import services
from service.commands import _settings
from service.commands._examples import examples
from service.settings import Settings
from workers import runtime


@click.group()
def command() -> None:
    """Look at the settings."""


@command.command(epilog=examples("REJOINDER_HOME=/srv/rejoinder rejoinder config check"))
def check() -> None:
    """Say every mistake in the settings, or what they are.

    The exit status is 2 when something is wrong. Secrets are not shown.
    """
    settings = _settings.load()
    runtime.build(services.build(settings))  # the plug-ins look at their own options
    click.echo(f"{settings.config} is fine.")
    for name, value in _shown(settings):
        click.echo(f"  {name:<16} {value}")


def _shown(settings: Settings) -> list[tuple[str, object]]:
    return [
        ("home", settings.home),
        ("database", settings.database_url.partition("://")[0]),
        ("queue", settings.redis_url.partition("://")[0]),
        ("address", settings.public_url),
        ("trusted proxies", settings.trusted_proxies),
        *((f"site {site.name}", ", ".join(site.origins)) for site in settings.sites.values()),
    ]
