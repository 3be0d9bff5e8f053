"""`rejoinder token`: who may read and decide."""

from contextlib import closing
from datetime import timedelta

import click

from service import services as composition
from service.commands import _settings
from service.commands._examples import examples
from service.domain.errors import ValidationFailed
from service.domain.times import iso
from service.domain.token import EVERY_SITE, Token, Verb
from service.services import Services
from service.usecases import tokens


@click.group()
def command() -> None:
    """Make, list and revoke moderators' tokens."""


@command.command(
    short_help="Make a token for NAME and print it once.",
    epilog=examples(
        "rejoinder token create anna",
        "rejoinder token create intern --site blog --verb read --days 30",
    ),
)
@click.argument("name")
@click.option(
    "--site", "sites", multiple=True, metavar="NAME", help="Only this site; may be repeated. Default: every site."
)
@click.option(
    "--verb",
    "verbs",
    multiple=True,
    type=click.Choice([str(verb) for verb in Verb]),
    help="Default: read and moderate.",
)
@click.option("--days", type=click.IntRange(min=1), help="How long it is valid. Default: until it is revoked.")
def create(name: str, sites: tuple[str, ...], verbs: tuple[str, ...], days: int | None) -> None:
    """Make a token for NAME and print it, once: it cannot be shown again."""
    with _services() as services:
        for site in sites:
            _check_site(services, site)
        text = tokens.create(
            services,
            name,
            sites=sites or (EVERY_SITE,),
            verbs=[Verb(verb) for verb in verbs] or tuple(Verb),
            expires_at=services.clock() + timedelta(days=days) if days else None,
        )
    click.echo(text)


@command.command("list", short_help="List every token with what it allows.")
def list_tokens() -> None:
    """List every token with what it allows; the tokens themselves are not kept."""
    with _services() as services:
        for token in tokens.everyone(services):
            click.echo(_line(token))


@command.command(epilog=examples("rejoinder token revoke anna"))
@click.argument("name")
def revoke(name: str) -> None:
    """End the token of NAME at once."""
    with _services() as services:
        tokens.revoke(services, name)
    click.echo(f"The token {name!r} is revoked.")


def _services() -> closing[Services]:
    return closing(composition.build(_settings.load()))


def _check_site(services: Services, site: str) -> None:
    known = services.settings.sites
    if site not in known:
        raise ValidationFailed(f"There is no site {site!r}. rejoinder.toml has: {', '.join(known) or 'none'}.")


def _line(token: Token) -> str:
    sites = "every site" if EVERY_SITE in token.sites else ", ".join(sorted(token.sites))
    ends = f"until {iso(token.expires_at)}" if token.expires_at else "without end"
    state = f"revoked {iso(token.revoked_at)}" if token.revoked_at else ends
    used = f"last used {iso(token.last_used_at)}" if token.last_used_at else "never used"
    return f"{token.name:<20} {' and '.join(sorted(token.verbs)):<18} {sites:<20} {state}, {used}"
