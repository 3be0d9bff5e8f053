"""What the docs say to type and to watch exists."""

import re
from pathlib import Path

import click
import pytest

from service.commands import main

ROOT = Path(__file__).parent.parent
PROSE = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "compose.yaml",
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("*.toml"),
]
EVERYWHERE = [*PROSE, *ROOT.glob("service/**/*.py"), *ROOT.glob("workers/**/*.py"), *ROOT.glob("service/web/**/*.html")]
TYPED = re.compile(r"(?<!-u )(?<!opt/)\brejoinder (?!rejoinder\b)([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")
METRIC = re.compile(r"\brejoinder_[a-z_]+")
OF_WORDPRESS = {"rejoinder_publisher"}  # a role there


def typed(text):
    """Every command in the text, with its sub-command where it has some."""
    for name, second in TYPED.findall(text):
        command = main.get_command(click.Context(main), name)
        yield (name, second) if second and isinstance(command, click.Group) else (name,)


def exists(words):
    command = main
    for word in words:
        command = command.get_command(click.Context(command), word)
        if command is None:
            return False
    return True


def test_every_command_that_is_named_exists():
    named = {(file, words) for file in EVERYWHERE for words in typed(file.read_text(encoding="utf-8"))}

    assert len(named) > 20
    assert {(file, words) for file, words in named if not exists(words)} == set()


def test_commands_that_do_not_exist_would_be_found():
    said = "`rejoinder policy dance`, REJOINDER_HOME=/srv/rejoinder rejoinder token burn, /bin/rejoinder up"
    assert [exists(words) for words in typed(said)] == [False, False, True]


@pytest.fixture
def served(client):
    told = re.findall(r"^# TYPE (rejoinder_\w+) ", client.get("/metrics").text, re.MULTILINE)
    return {name for name in told if not name.endswith("_created")}


def test_every_metric_is_documented_and_every_documented_metric_is_served(served):
    named = {name for file in PROSE for name in METRIC.findall(file.read_text(encoding="utf-8"))} - OF_WORDPRESS
    described = set(METRIC.findall((ROOT / "docs/operations.md").read_text(encoding="utf-8")))

    assert named - served == set()
    assert served - described == set()
