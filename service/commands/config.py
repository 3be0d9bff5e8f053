"""`rejoinder config`: what the settings say."""

import click
from sqlalchemy.engine import make_url

from service.commands import _plugins, _settings
from service.commands._examples import examples
from service.domain.policy import Policy
from service.domain.site import Site
from service.redis_client import without_password
from service.settings import Settings, SettingsError
from service.supervise import valkey


@click.group()
def command() -> None:
    """Look at the settings."""


@command.command(epilog=examples("REJOINDER_HOME=/srv/rejoinder rejoinder config check"))
def check() -> None:
    """Say every mistake in the settings, or what they are.

    The exit status is 2 when something is wrong. Secrets are not shown.
    """
    if mistakes := _plugins.mistakes_of_all():
        raise SettingsError(mistakes)
    settings = _settings.load()
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
        *((f"site {site.name}", _site(site)) for site in settings.sites.values()),
        *((f"policy {name}", _policy(policy)) for name, policy in settings.policies.items()),
    ]


def _site(site: Site) -> str:
    shadow = f", {site.shadow.name} in shadow" if site.shadow else ""
    return f"{', '.join(site.origins)}; policy {site.policy.name}{shadow}"


def _policy(policy: Policy) -> str:
    rules = f", {len(policy.rules)} rule{'s' if len(policy.rules) > 1 else ''}" if policy.rules else ""
    return f"holds from {policy.hold_at:g}, spam from {policy.spam_at:g}{rules}"


def _queue(settings: Settings) -> str:
    if _settings.names_a_queue() or valkey.socket_path(settings.home).exists():
        return without_password(settings.redis_url)
    return "embedded, when `rejoinder up` runs"
