import stat
from pathlib import Path

import pytest

from service.supervise import private


def test_the_directory_is_for_our_eyes_only(tmp_path):
    directory = tmp_path / "new"
    private.make(directory)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_a_directory_that_was_open_is_closed(tmp_path):
    tmp_path.chmod(0o777)
    private.make(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_directory_that_is_a_trap_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "run").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(private.ForeignDirectoryError, match="REJOINDER_HOME"):
        private.make(tmp_path / "run")


def test_a_file_in_its_place_is_refused(tmp_path):
    (tmp_path / "run").touch()
    with pytest.raises(private.ForeignDirectoryError, match="no folder"):
        private.make(tmp_path / "run")


def test_each_home_has_a_name_of_its_own():
    assert private.name_for(Path("/srv/a")) == private.name_for(Path("/srv/a"))
    assert private.name_for(Path("/srv/a")) != private.name_for(Path("/srv/b"))
