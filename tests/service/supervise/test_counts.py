import shutil
import stat

import pytest

from service.supervise import counts


@pytest.fixture
def directory(tmp_path):
    directory = counts.directory(tmp_path)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


def test_the_counts_do_not_lie_in_the_home(directory, tmp_path):
    counts.make(directory)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert tmp_path not in directory.parents
    assert list(tmp_path.iterdir()) == []


def test_the_counts_of_the_last_run_are_dropped(directory):
    counts.make(directory)
    (directory / "counter_1.db").touch()
    counts.make(directory)
    assert list(directory.iterdir()) == []


def test_without_memory_for_files_the_temporary_directory_will_do(tmp_path, monkeypatch):
    monkeypatch.setattr(counts, "_IN_MEMORY", tmp_path / "nowhere")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert counts.directory(tmp_path / "home").parent == tmp_path
