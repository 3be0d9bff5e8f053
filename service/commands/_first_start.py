"""What `rejoinder up` does before anything runs: the home's files, the checks, the schema, the first token."""

import os
from contextlib import closing
from pathlib import Path

import click

from service import services as composition
from service import settings as configuration
from service.commands import _plugins, _settings
from service.commands.migrate import migrate
from service.domain.token import EVERY_SITE, Verb
from service.redis_check import refuse_evicting
from service.redis_client import web_client
from service.settings import Settings, SettingsError, WebServer
from service.supervise import home as first_files
from service.supervise import port, private
from service.usecases import tokens


def prepare(home: Path) -> Settings:
    """Make the home complete and give its settings. Raises `CannotStartError` and `SettingsError`."""
    _write_first_files(home)
    settings = _settings.with_embedded_queue(configuration.load(os.environ))
    _plugins.check(settings)
    _check_queue(settings)
    port.check(settings.web.host, settings.web.port)
    _warn_of_foreign_origin(settings)
    migrate(settings.database_url)
    _write_first_token(settings)
    return settings


def _check_queue(settings: Settings) -> None:
    """Our own Valkey is not started yet, and forgets nothing."""
    if _settings.names_a_queue():
        with web_client(settings.redis_url) as queue:
            refuse_evicting(queue)


def _write_first_files(home: Path) -> None:
    private.make(home / "run")
    config = home / "rejoinder.toml"
    if not os.environ.get("REJOINDER_CONFIG") and not config.exists():
        # The file will name the port, so it had better be one that we get.
        number = _port_wished()
        port.check(WebServer().host, number)
        first_files.write_configuration(config, port=number, random_bytes=os.urandom)
    if not os.environ.get("REJOINDER_SECRET_KEY") and not os.environ.get("REJOINDER_SECRET_KEY_FILE"):
        first_files.write_secret_key(home, random_bytes=os.urandom)


def _port_wished() -> int:
    mistakes: list[str] = []
    number = configuration.wished_port(os.environ, default=WebServer().port, mistakes=mistakes)
    if mistakes:
        raise SettingsError(mistakes)
    return number


def _warn_of_foreign_origin(settings: Settings) -> None:
    """The demo page posts from our own address; after a change of PORT the configuration still names the old one."""
    demo = settings.sites.get("demo")
    if demo and not demo.owns(f"{settings.public_url}/demo/"):
        click.echo(
            f"The demo page will not work at {settings.public_url}: {settings.config} names other addresses for the "
            f"site demo. Put {settings.public_url} into its origins, its subscriber's url and [outbound] allow, or "
            "start with the PORT that is written there."
        )


def _write_first_token(settings: Settings) -> None:
    """Only where nobody has a token yet: one that was revoked, or a file that was deleted, does not come back."""
    with closing(composition.build(settings)) as services:
        if tokens.everyone(services):
            return
        text = tokens.create(services, "moderator", sites=(EVERY_SITE,), verbs=tuple(Verb))
    file = settings.home / "moderator.token"
    file.unlink(missing_ok=True)
    first_files.write_secret(file, text)
