"""`rejoinder publisher`: look after a site's publisher."""

from contextlib import closing

import click

from service.commands import _settings
from service.commands._examples import examples
from service.services import build as build_services
from service.usecases.republish import republish
from workers.runtime import build


@click.group()
def command() -> None:
    """Look after the way comments reach a host site."""


@command.command(
    "test", short_help="Try what publishing to SITE needs.", epilog=examples("rejoinder publisher test blog")
)
@click.argument("site")
def check(site: str) -> None:
    """Try what publishing the comments of SITE needs, without publishing one.

    wordpress: signs in, and compares what the user may do with what publishing needs. Changes nothing.

    static_site: makes the directory if it is missing, writes an empty file into it and deletes that again.

    webhook: looks at the form of the secret, and whether anything answers a GET at the address. Sends no comment.

    Publishers from elsewhere try what they see fit. The exit status is 1 when something is wrong.
    """
    settings = _settings.load()
    configured = settings.sites.get(site)
    if configured is None:
        known = ", ".join(settings.sites) or "none"
        raise click.BadParameter(f"there is no site {site!r} in {settings.config}; known: {known}", param_hint="SITE")
    if configured.publisher is None:
        click.echo(f"{site} has no publisher: its comments are read from /v1/sites/{site}/threads only.")
        return
    problems = build(build_services(settings)).publishers[site].problems()
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        raise SystemExit(1)
    click.echo(f"All is well: {configured.publisher.kind} can publish the comments of {site}.")


@command.command("republish", epilog=examples("rejoinder publisher republish blog"))
@click.argument("site")
def again(site: str) -> None:
    """Publish to SITE all over again.

    For a host that has lost its comments; those that it shows stay as they are. The running `rejoinder worker deliver`
    does the work.
    """
    settings = _settings.load()
    if site not in settings.sites:
        known = ", ".join(settings.sites) or "none"
        raise click.BadParameter(f"there is no site {site!r} in {settings.config}; known: {known}", param_hint="SITE")
    with closing(build_services(settings)) as services:
        due = republish(services, site)
    click.echo(f"{due} comments of {site} will be published again.")
