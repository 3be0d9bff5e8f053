"""The checks of a policy, for commands that judge without a service."""

import sys
import traceback

import click

from service.domain.policy import Policy
from workers.plugins import PluginError
from workers.runtime import scorer_for
from workers.scoring import Scorer


def scorer(policy: Policy) -> Scorer:
    """All checks that the policy enables. What breaks one is printed to standard error."""
    try:
        return scorer_for(policy, observe=_print_error)
    except PluginError as error:
        raise click.ClickException(str(error)) from error


def _print_error(check: str, error: Exception) -> None:
    print(f"The check {check!r} failed:", file=sys.stderr)
    traceback.print_exception(error, file=sys.stderr)
