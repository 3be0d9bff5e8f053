"""`rejoinder judge`: judge comments from a file, without a server."""

import json
import os
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from service.commands._examples import examples
from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.site import Policy
from service.domain.text import normalise
from service.domain.verdict import Verdict, judge
from service.settings import SettingsError
from service.settings.sites import read_policies
from service.settings.table import Table
from workers.plugins import PluginError
from workers.runtime import scorer_for
from workers.scoring import Scorer

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXTS = {"text": "body", "author": "name", "author_url": "url", "email": "email", "page": "page"}


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
def command(policy_file: Path | None) -> None:
    """Judge one comment a line, as JSON, from standard input.

    Keys that are used: id text author author_url email url page timestamp. Each line of the output is
    {"id", "points", "verdict", "evidence"}, in the order of the input, and is judged by itself. A line that cannot be
    read gives {"id", "error"}; the others are judged all the same, and the exit status is 1.
    """
    policy = _policy(policy_file)
    try:
        scorer = scorer_for(policy)
    except PluginError as error:
        raise click.ClickException(str(error)) from error
    if not _judge_all(sys.stdin, sys.stdout, scorer=scorer, policy=policy):
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
