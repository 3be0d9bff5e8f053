"""The command line `rejoinder`: one module a command, named like it, found by scanning this package.

A module has `command`, a click command. It is imported only when it is used, or listed by `--help`.
"""

import importlib
import pkgutil
from typing import Any

import click

from service.commands._examples import examples
from service.domain.errors import ModerationError
from service.settings import SettingsError

_EXAMPLES = examples(
    "rejoinder up                               everything on this machine, ready to try",
    "rejoinder token create anna --verb read    let Anna read what waits for a decision",
    "rejoinder config check                     what is wrong with rejoinder.toml, if anything",
    "rejoinder COMMAND --help                   more about one command",
)


class WrongSettings(click.ClickException):
    """Settings that cannot work: said in full, without a traceback."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message as it is."""
        click.echo(self.message, file=file, err=True)


class Commands(click.Group):
    """A group whose commands are the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all modules, `_` written as `-`."""
        return sorted(one.name.replace("_", "-") for one in pkgutil.iter_modules(__path__) if one.name[0] != "_")

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the person who typed it can mend comes without a traceback."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise WrongSettings(str(error)) from error
        except ModerationError as error:
            raise click.ClickException(error.detail) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            # Imported by name and only now: a command that ends well may do without the database and all it needs.
            told = importlib.import_module("service.commands._database").explanation(error)
            if told is None:
                raise
            raise click.ClickException(told) from error


@click.group(cls=Commands, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rejoinder")
def main() -> None:
    """Rejoinder keeps, judges and publishes the comments under your articles.

    Settings come from the environment and from rejoinder.toml in REJOINDER_HOME.
    """
