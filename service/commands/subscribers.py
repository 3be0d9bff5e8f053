"""`rejoinder subscribers`: who cannot be told, and telling them again."""

from contextlib import closing

import click

from service.commands import _settings
from service.commands._examples import examples
from service.domain.delivery import Failing
from service.services import build
from service.settings import Settings
from service.usecases import subscribers


@click.group()
def command() -> None:
    """Look after those who are told of events by webhook."""


@command.command("list", epilog=examples("rejoinder subscribers list"))
def show() -> None:
    """List all subscribers, and how it stands with those that fail.

    Who answers 410 Gone, or nothing but failures for five days, is switched off; `rejoinder subscribers on` switches it
    on again.
    """
    settings = _settings.load()
    with closing(build(settings)) as services:
        failing = {(one.site, one.name): one for one in subscribers.failing(services)}
    for site in settings.sites.values():
        for one in site.subscribers:
            click.echo(f"{site.name} {one.name}: {_told(failing.get((site.name, one.name)))}")


@command.command("on", epilog=examples("rejoinder subscribers on blog newsroom"))
@click.argument("site")
@click.argument("name")
def switch_on(site: str, name: str) -> None:
    """Tell the subscriber NAME of SITE everything again, beginning with what it missed since it began to fail.

    The running `rejoinder worker deliver` does the work.
    """
    settings = _settings.load()
    _require(settings, site, name)
    with closing(build(settings)) as services:
        missed = subscribers.switch_on(services, (site, name))
    click.echo(f"{name} is on. {missed} events that it missed will be sent to it again.")


def _require(settings: Settings, site: str, name: str) -> None:
    known = [f"{one.name} {subscriber.name}" for one in settings.sites.values() for subscriber in one.subscribers]
    if f"{site} {name}" not in known:
        there_are = ", ".join(known) or "none"
        raise click.BadParameter(f"{settings.config} names no such subscriber; known: {there_are}", param_hint="NAME")


def _told(one: Failing | None) -> str:
    if one is None:
        return "well, or not needed yet"
    if one.off_since is None:
        return f"fails since {one.since:%Y-%m-%d %H:%M} UTC"
    return f"off since {one.off_since:%Y-%m-%d %H:%M} UTC: it {one.reason}"
