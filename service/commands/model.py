"""`rejoinder model`: what a site's moderators have taught its model."""

from contextlib import closing

import click

from service import services as composition
from service.commands import _settings
from service.commands._examples import examples
from service.domain.sample import Label
from service.domain.times import iso
from service.services import Services
from service.usecases import models
from service.usecases.models import Model

_ACTOR = "command line"


@click.group(short_help="Look after what a site's moderators have taught.")
def command() -> None:
    """Look at what a site's moderators have taught its model, or let it start anew."""


@command.command(epilog=examples("rejoinder model show blog"))
@click.argument("site")
def show(site: str) -> None:
    """Say which version the model of SITE has, and what it was taught."""
    with _services() as services:
        for name, value in _shown(models.show(services, site)):
            click.echo(f"{name + ':':<13} {value}")


@command.command(short_help="Let the model of SITE start anew.", epilog=examples("rejoinder model reset blog"))
@click.argument("site")
def reset(site: str) -> None:
    """Let the model of SITE start anew, from the model that Rejoinder comes with.

    Nothing is deleted: `rejoinder model restore SITE` takes it back.
    """
    with _services() as services:
        version = models.reset(services, site, actor=_ACTOR)
    click.echo(f"The model of {site!r} starts anew with version {version}.")
    click.echo(f"To take that back: rejoinder model restore {site}")


@command.command(short_help="Take the last reset of SITE back.", epilog=examples("rejoinder model restore blog"))
@click.argument("site")
def restore(site: str) -> None:
    """Take the last reset of SITE back: all that was taught before counts again, with what was taught since."""
    with _services() as services:
        version = models.restore(services, site, actor=_ACTOR)
    click.echo(f"With version {version} the model of {site!r} knows again what it knew before it was reset.")


def _services() -> closing[Services]:
    return closing(composition.build(_settings.load()))


def _shown(model: Model) -> list[tuple[str, object]]:
    ham, spam = model.counting.get(Label.HAM, 0), model.counting.get(Label.SPAM, 0)
    kept = ", ".join(map(str, model.snapshots)) or "none yet"
    return [
        ("Version", model.version),
        ("Samples", f"{ham + spam} count: {ham} ham, {spam} spam"),
        ("Last taught", iso(model.taught_at) if model.taught_at else "never; it knows what Rejoinder comes with"),
        ("Reset", f"with version {model.reset_at}" if model.reset_at else "no"),
        ("Snapshots", f"{kept} ({model.snapshot_bytes / 1000:.0f} kB)"),
    ]
