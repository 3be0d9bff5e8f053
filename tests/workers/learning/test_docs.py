"""The commands on the learned model in docs/checks.md do what it says, one after the other."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.commands import main
from tests.workers.learning.lessons import LESSONS

TEXT = (Path(__file__).parents[3] / "docs/checks.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("\n## The learned model\n")[2].partition("\n## ")[0]
# Commands on files; those on a site's model are tested beside the command.
COMMANDS = [one for one in re.findall(r"^rejoinder (.+)$", SECTION, re.MULTILINE) if not one.startswith("model ")]


@pytest.fixture
def decided(tmp_path, monkeypatch):
    """Text of the files that the docs speak of, in the present directory."""
    lines = [json.dumps({"text": text, "label": "spam" if spam else "ham"}) for text, spam in LESSONS]
    for name in ("decided.jsonl", "later.jsonl"):
        (tmp_path / name).write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    return "\n".join(lines)


def test_the_documented_commands_work(decided):
    assert [command.split()[0] for command in COMMANDS] == ["train", "judge", "evaluate"]
    for command in COMMANDS:
        words = shlex.split(command.partition(" < ")[0])
        answer = CliRunner().invoke(main, words, input=decided)
        assert answer.exit_code == 0, answer.output
        assert answer.stdout


def test_every_option_of_the_documented_commands_exists():
    known = {option for name in ("train", "judge", "evaluate") for option in options(name)}
    assert set(re.findall(r"--[a-z][a-z-]+", SECTION)) <= known


def options(name):
    return re.findall(r"--[a-z-]+", CliRunner().invoke(main, [name, "--help"]).stdout)
