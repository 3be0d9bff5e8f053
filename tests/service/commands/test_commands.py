import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from service import commands
from service.commands import main


def test_each_module_is_a_command_that_explains_itself():
    for name in main.list_commands(click.Context(main)):
        answer = CliRunner().invoke(main, [name, "--help"])
        assert answer.exit_code == 0, name
        assert f"rejoinder {name}" in answer.output.replace("main", "rejoinder"), name


def test_the_help_lists_commands_and_examples():
    answer = CliRunner().invoke(main, ["--help"])
    assert "rejoinder up" in answer.output
    assert "everything on this machine" in answer.output
    assert "_examples" not in answer.output


@pytest.mark.parametrize(
    "group", [[], ["config"], ["judges"], ["model"], ["policy"], ["publisher"], ["token"]], ids=str
)
def test_each_command_is_told_to_its_end_in_the_list(group):
    listed = CliRunner().invoke(main, [*group, "--help"], terminal_width=80).output.partition("Commands:")[2]
    assert listed
    assert "..." not in listed.replace("rejoinder COMMAND", "")


def test_a_command_can_be_added_as_one_file(tmp_path, monkeypatch):
    (tmp_path / "say_hello.py").write_text(
        "import click\n@click.command()\ndef command():\n    '''Greet.'''\n    click.echo('hello')\n"
    )
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    assert CliRunner().invoke(main, ["say-hello"]).output == "hello\n"
    assert "say-hello" in CliRunner().invoke(main, ["--help"]).output
    sys.modules.pop("service.commands.say_hello")


def test_an_unknown_command_is_a_usage_error():
    assert CliRunner().invoke(main, ["dance"]).exit_code == 2


@pytest.mark.parametrize("argv", [["config", "check"], ["migrate"], ["web"], ["token", "list"]], ids=" ".join)
def test_wrong_settings_are_said_without_a_traceback(argv, tmp_path):
    answer = CliRunner().invoke(main, argv, env={"REJOINDER_HOME": str(tmp_path), "REJOINDER_CONFIG": None})
    assert answer.exit_code == 2
    assert "rejoinder.toml is not there" in answer.stderr
    assert "there is no secret key" in answer.stderr
    assert "Traceback" not in answer.output


def test_the_module_runs_like_the_script():
    answer = subprocess.run(
        [sys.executable, "-m", "service.commands", "--help"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.startswith("Usage: rejoinder ")
