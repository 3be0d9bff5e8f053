"""`rejoinder config`: what the settings say."""

import click
from sqlalchemy.engine import make_url

from service.commands import _settings
from service.commands._examples import examples
from service.redis_client import without_password
from service.settings import Settings
from service.supervise import valkey


@click.group()
def command() -> None:
    """Look at the settings."""


@command.command(epilog=examples("REJOINDER_HOME=/srv/rejoinder rejoinder config check"))
def check() -> None:
    """Say every mistake in the settings, or what they are.

    The exit status is 2 when something is wrong. Secrets are not shown.
    """
    settings = _settings.load()
    _settings.check_plugins(settings)
    click.echo(f"{settings.config} is fine.")
    for name, value in _shown(settings):
        click.echo(f"  {name:<16} {value}")


def _shown(settings: Settings) -> list[tuple[str, object]]:
    return [
        ("home", settings.home),
        ("database", make_url(settings.database_url).render_as_string(hide_password=True)),
        ("queue", _queue(settings)),
        ("address", settings.public_url),
        ("trusted proxies", settings.trusted_proxies),
        *((f"site {site.name}", ", ".join(site.origins)) for site in settings.sites.values()),
    ]


def _queue(settings: Settings) -> str:
    if _settings.names_a_queue() or valkey.socket_path(settings.home).exists():
        return without_password(settings.redis_url)
    return "embedded, when `rejoinder up` runs"
