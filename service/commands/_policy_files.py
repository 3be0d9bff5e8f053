"""Policies in files of their own, as commands take them."""

import tomllib
from pathlib import Path

import click

from service.domain.policy import Policy
from service.settings import SettingsError
from service.settings.policies import read_policies
from service.settings.table import Table

DEFAULT = "default"


def policies_in(file: Path) -> dict[str, Policy]:
    """The policies that are written in the file. Other tables in it are left alone."""
    mistakes: list[str] = []
    try:
        root = Table(tomllib.loads(file.read_text(encoding="utf-8")), where="", mistakes=mistakes)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} is not valid TOML: {error}") from error
    table = root.table("policies")
    policies = read_policies(table)
    if mistakes:
        raise SettingsError(mistakes)
    return {name: policy for name, policy in policies.items() if table.has(name)}


def policy_in(file: Path, name: str | None) -> Policy:
    """The policy of that name; without a name `default`, or the only one."""
    policies = policies_in(file)
    wanted = name or (next(iter(policies)) if len(policies) == 1 else DEFAULT)
    if wanted not in policies:
        there = f"there are {', '.join(policies)}" if policies else "there is no policy at all"
        raise click.ClickException(f"{file} has no [policies.{wanted}]; {there}.")
    return policies[wanted]
