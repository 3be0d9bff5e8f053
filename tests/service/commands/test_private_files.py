import os
import stat
import subprocess

from service.commands._private_files import private_files


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_made_meanwhile_are_private_also_those_of_children(tmp_path):
    with private_files():
        (tmp_path / "ours").touch()
        subprocess.run(["touch", tmp_path / "childs"], check=True)
    assert mode(tmp_path / "ours") == mode(tmp_path / "childs") == 0o600


def test_afterwards_all_is_as_before():
    before = os.umask(0o022)
    with private_files():
        pass
    assert os.umask(before) == 0o022


def test_the_database_is_private_in_an_open_home(shell):
    shell.home.chmod(0o755)
    assert shell.type("migrate").exit_code == 0
    assert mode(shell.home / "rejoinder.db") == 0o600
