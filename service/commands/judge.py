"""`rejoinder judge`: judge comments from a file, without a server."""

import json
import sys
import tomllib
from pathlib import Path

import click

from service.commands import _scoring
from service.commands._examples import examples
from service.domain.site import Policy
from service.settings import SettingsError
from service.settings.sites import read_policies
from service.settings.table import Table
from workers.lines import judge_lines


@click.command(
    epilog=examples(
        "rejoinder judge < comments.jsonl > verdicts.jsonl", "rejoinder judge --policy strict.toml < in.jsonl"
    )
)
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with a [policies.default] table to judge by, instead of the built-in policy.",
)
@click.option("--model", type=click.Choice(["none"]), default="none", hidden=True)
def command(policy_file: Path | None, model: str) -> None:
    """Judge one comment a line, as JSON, from standard input.

    Keys that are used: id text author author_url email url page timestamp. Each line of the output is
    {"id", "points", "verdict", "evidence"}, in the order of the input, and is judged by itself. A line that cannot be
    read gives {"id", "error"}; the others are judged all the same, and the exit status is 1. What breaks a check is
    printed to standard error.
    """
    policy = _policy(policy_file)
    failed = False
    for judged in judge_lines(sys.stdin.buffer, scorer=_scoring.scorer(policy), policy=policy):
        failed = failed or "error" in judged
        print(json.dumps(judged), flush=True)
    if failed:
        raise SystemExit(1)


def _policy(file: Path | None) -> Policy:
    if file is None:
        return Policy()
    mistakes: list[str] = []
    try:
        root = Table(tomllib.loads(file.read_text(encoding="utf-8")), where="", mistakes=mistakes)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} is not valid TOML: {error}") from error
    policies = read_policies(root.table("policies"))
    if mistakes:
        raise SettingsError(mistakes)
    return policies["default"]
