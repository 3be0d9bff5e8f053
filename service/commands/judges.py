"""`rejoinder judges`: look after a site's judges outside the house."""

import click

from service.commands import _settings
from service.commands._examples import examples
from service.settings import SettingsError
from workers.runtime import judges_of


@click.group()
def command() -> None:
    """Look after the judges outside the house that a site asks."""


@command.command("test", epilog=examples("rejoinder judges test blog"))
@click.argument("site")
def check(site: str) -> None:
    """Try the judges of SITE, without asking about a comment.

    akismet: asks whether the key is good for the site.

    hook: looks whether anything answers a GET at the address.

    The exit status is 1 when something is wrong.
    """
    settings = _settings.load()
    if site not in settings.sites:
        known = ", ".join(settings.sites) or "none"
        raise click.BadParameter(f"there is no site {site!r} in {settings.config}; known: {known}", param_hint="SITE")
    mistakes: list[str] = []
    judges = judges_of(settings, mistakes)[site]
    if mistakes:
        raise SettingsError(mistakes)
    if not judges:
        click.echo(f"{site} asks no judges: its comments are judged by the checks and the site's model alone.")
    problems = [f"{name}: {problem}" for name, judge in judges.items() for problem in judge.problems()]
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        raise SystemExit(1)
    for name in judges:
        click.echo(f"All is well: {site} can ask {name}.")
